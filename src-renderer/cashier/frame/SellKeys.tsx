import { formatCount } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { KeyStrip } from '../../ui/KeyStrip.tsx';
import { useAct, useView } from '../CashierContext.tsx';
import type { Intent } from '../desk/intents.ts';
import { ownBurnOf } from '../desk/paying.ts';

/** F1 to F10 under the sell screen. */
export function SellKeys() {
  const { say } = useWords();
  const act = useAct();
  const hasCart = useView((view) => view.cart !== null, false);
  const suspended = useView((view) => view.suspended.length, 0);
  const hasLastSale = useView((view) => view.lastSale !== null, false);
  const burn = useView((view) => ownBurnOf(view.cart?.burns ?? []), null);
  const isBurned = burn?.state === 'chosen';
  const resumeLabel = suspended === 0 ? say('keys.resumeNone') : say('keys.resume', { n: suspended });
  const when = (isAvailable: boolean, intent: Intent) => ({ isAvailable, onPress: () => act(intent) });
  return (
    <KeyStrip
      testId="key-strip"
      first={1}
      keys={[
        { name: 'F1', label: say('keys.quick'), ...when(true, { kind: 'open-quick-keys' }) },
        { name: 'F2', label: say('keys.search'), ...when(true, { kind: 'open-panel', panel: 'search' }) },
        { name: 'F3', label: say('keys.price'), ...when(hasCart, { kind: 'open-pricing' }) },
        {
          name: 'F4',
          label: hasCart ? say('keys.suspend') : resumeLabel,
          ...when(hasCart || suspended > 0, { kind: 'suspend-or-resume' }),
        },
        { name: 'F5', label: say('keys.member'), ...when(true, { kind: 'member' }) },
        {
          name: 'F6',
          label: isBurned ? say('keys.pointsChosen', { n: formatCount(burn.value) }) : say('keys.points'),
          shortLabel: say('keys.points'),
          ...when(isBurned || (burn?.maximum ?? 0) > 0, { kind: 'burn-or-drop' }),
        },
        {
          name: 'F7',
          label: say('keys.invoice'),
          shortLabel: say('keys.invoiceShort'),
          ...when(false, { kind: 'unavailable', feature: 'invoice' }),
        },
        { name: 'F8', label: say('keys.return'), ...when(true, { kind: 'open-return', saleId: null }) },
        { name: 'F9', label: say('keys.reprint'), ...when(hasLastSale, { kind: 'last-sale-or-reprint' }) },
        { name: 'F10', label: say('keys.more'), ...when(true, { kind: 'open-panel', panel: 'more' }) },
      ]}
    />
  );
}
