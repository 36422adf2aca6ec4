import type { Feature } from '../../i18n/features.ts';
import { formatCount } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { KeyStrip } from '../../ui/KeyStrip.tsx';
import { useAct, useView } from '../CashierContext.tsx';
import type { Intent } from '../desk/intents.ts';
import { ownBurnOf } from '../desk/paying.ts';

/** F5 to F10 under the pay screen; F1 to F4 sit on the quick amounts. */
export function PayKeys() {
  const { say } = useWords();
  const act = useAct();
  const without = (feature: Feature) => ({
    isAvailable: false,
    onPress: () => act({ kind: 'unavailable', feature }),
  });
  const when = (isAvailable: boolean, intent: Intent) => ({ isAvailable, onPress: () => act(intent) });
  const isOpen = useView((view) => (view.pay?.remaining ?? 0) > 0, false);
  const isFrozen = useView((view) => view.cart?.isFrozen ?? false, false);
  const burn = useView((view) => ownBurnOf(view.cart?.burns ?? []), null);
  const isBurned = burn?.state === 'chosen';
  return (
    <KeyStrip
      testId="key-strip"
      first={5}
      keys={[
        { name: 'F5', label: say('keys.member'), ...without('member') },
        {
          name: 'F6',
          label: isBurned ? say('pay.pointsKeyChosen', { n: formatCount(burn.value) }) : say('keys.points'),
          ...when(!isFrozen && (isBurned || (burn?.maximum ?? 0) > 0), { kind: 'burn-or-drop' }),
        },
        {
          name: 'F7',
          label: say('keys.invoice'),
          shortLabel: say('keys.invoiceShort'),
          ...without('invoice'),
        },
        { name: 'F8', label: say('keys.card'), ...when(isOpen, { kind: 'take-card' }) },
        { name: 'F9', label: say('keys.storedValue'), ...without('stored-value') },
        {
          name: 'F10',
          label: say('keys.otherTenders'),
          shortLabel: say('keys.otherTendersShort'),
          ...when(true, { kind: 'toggle-tenders' }),
        },
      ]}
    />
  );
}
