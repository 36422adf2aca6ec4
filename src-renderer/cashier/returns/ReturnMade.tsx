import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { useAct } from '../CashierContext.tsx';
import type { ReturnDesk } from '../desk/desk.ts';
import { RefundParts } from './RefundParts.tsx';

interface ReturnMadeProps {
  readonly returning: ReturnDesk;
}

/** The goods are back and the money is out: what to hand over. */
export function ReturnMade({ returning }: ReturnMadeProps) {
  const { say } = useWords();
  const act = useAct();
  const hasCash = returning.preview?.tenders.some(({ type }) => type === 'cash') ?? false;
  return (
    <section className="return-made" aria-label={say('return.made')} data-testid="return-made">
      <p className="return-made-word" role="status">
        <Icon name="check" size={28} />
        {say('return.made')}
      </p>
      {returning.preview !== null && <RefundParts preview={returning.preview} />}
      <p className="return-hint">{say(hasCash ? 'return.madeHint' : 'return.madeSlip')}</p>
      <button
        type="button"
        className="primary-key"
        aria-keyshortcuts="Enter"
        onClick={() => act({ kind: 'close-panel' })}
        data-testid="return-finish"
      >
        {say('return.finish')}
        <KeyCap label="Enter" />
      </button>
    </section>
  );
}
