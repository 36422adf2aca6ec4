import { unreachable } from '../../ui/unreachable.ts';
import type { Panel } from '../desk/desk.ts';
import { TendersPanel } from '../pay/TendersPanel.tsx';
import { ReturnPanel } from '../returns/ReturnPanel.tsx';
import { CountPanel } from './CountPanel.tsx';
import { DevicesPanel } from './DevicesPanel.tsx';
import { LastSalePanel } from './LastSalePanel.tsx';
import { MemberPanel } from './MemberPanel.tsx';
import { MessagesPanel } from './MessagesPanel.tsx';
import { MorePanel } from './MorePanel.tsx';
import { PricePanel } from './PricePanel.tsx';
import { ScanTestPanel } from './ScanTestPanel.tsx';
import { SearchPanel } from './SearchPanel.tsx';
import { SuspendedPanel } from './SuspendedPanel.tsx';
import { WeighPanel } from './WeighPanel.tsx';

interface PanelPlaceProps {
  readonly panel: Panel;
}

/** The panel that lies over the left column. Quick keys are drawn by the sell screen itself. */
export function PanelPlace({ panel }: PanelPlaceProps) {
  switch (panel) {
    case 'quick':
      return null;
    case 'search':
      return <SearchPanel />;
    case 'suspended':
      return <SuspendedPanel />;
    case 'last-sale':
      return <LastSalePanel />;
    case 'more':
      return <MorePanel />;
    case 'messages':
      return <MessagesPanel />;
    case 'status':
      return <DevicesPanel />;
    case 'scan-test':
      return <ScanTestPanel />;
    case 'close-shift':
      return <CountPanel />;
    case 'tenders':
      return <TendersPanel />;
    case 'return':
      return <ReturnPanel />;
    case 'price':
      return <PricePanel />;
    case 'weigh':
      return <WeighPanel />;
    case 'member':
      return <MemberPanel />;
    default:
      return unreachable(panel);
  }
}
