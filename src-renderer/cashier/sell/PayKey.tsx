import { useWords } from '../../i18n/WordsContext.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { useAct, useView } from '../CashierContext.tsx';

/** The next step of the sell screen. Keeps its place; dashed while there is nothing to pay. */
export function PayKey() {
  const { say } = useWords();
  const act = useAct();
  const hasCart = useView((view) => view.cart !== null, false);
  return (
    <button
      type="button"
      className="primary-key"
      aria-disabled={!hasCart}
      aria-keyshortcuts="F12 +"
      onClick={() => act({ kind: 'pay' })}
      data-testid="pay"
    >
      {say('sell.pay')}
      <KeyCap label={say('sell.payKeys')} />
    </button>
  );
}
