import type { Feature } from '../../i18n/features.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { KeyStrip } from '../../ui/KeyStrip.tsx';
import { useAct } from '../CashierContext.tsx';

/** F5 to F10 under the pay screen; F1 to F4 sit on the quick amounts. */
export function PayKeys() {
  const { say } = useWords();
  const act = useAct();
  const without = (feature: Feature) => ({
    isAvailable: false,
    onPress: () => act({ kind: 'unavailable', feature }),
  });
  return (
    <KeyStrip
      testId="key-strip"
      first={5}
      keys={[
        { name: 'F5', label: say('keys.member'), ...without('member') },
        { name: 'F6', label: say('keys.points'), ...without('points') },
        {
          name: 'F7',
          label: say('keys.invoice'),
          shortLabel: say('keys.invoiceShort'),
          ...without('invoice'),
        },
        { name: 'F8', label: say('keys.card'), ...without('card') },
        { name: 'F9', label: say('keys.storedValue'), ...without('stored-value') },
        {
          name: 'F10',
          label: say('keys.otherTenders'),
          shortLabel: say('keys.otherTendersShort'),
          ...without('other-tenders'),
        },
      ]}
    />
  );
}
