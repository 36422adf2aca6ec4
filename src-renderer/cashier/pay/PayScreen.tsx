import { useWords } from '../../i18n/WordsContext.tsx';
import { useDesk, useView } from '../CashierContext.tsx';
import { PayKeys } from '../frame/PayKeys.tsx';
import { PanelPlace } from '../panels/PanelPlace.tsx';
import { CashPanel } from './CashPanel.tsx';
import { CustomerLines } from './CustomerLines.tsx';
import { OwedPanel } from './OwedPanel.tsx';

/** Taking payment: what is owed at the left, what the hand does at the right. */
export function PayScreen() {
  const { say } = useWords();
  const size = useDesk((desk) => desk.size);
  const pay = useView((view) => view.pay, null);
  const panel = useDesk((desk) => desk.panel);
  if (pay === null) return null;
  return (
    <>
      <main className="left" data-region="lines" aria-label={say('frame.main')} data-testid="screen-pay">
        {size === 'large' && <CustomerLines />}
        {panel === null ? <OwedPanel pay={pay} /> : <PanelPlace panel={panel} />}
      </main>
      <aside className="right" data-region="side" aria-label={say('frame.side')}>
        <CashPanel pay={pay} />
      </aside>
      <PayKeys />
    </>
  );
}
