import { useWords } from '../../i18n/WordsContext.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { useAct, useDesk, useView } from '../CashierContext.tsx';
import type { Panel } from '../desk/desk.ts';

const WITH_NEXT_STEP: ReadonlySet<Panel> = new Set(['price', 'weigh']);

/** The next step of the sell screen. Keeps its place; dashed while there is nothing to pay. */
export function PayKey() {
  const { say } = useWords();
  const act = useAct();
  // A member or a coupon alone is a cart, but nothing to pay.
  const hasLines = useView((view) => (view.cart?.lines.length ?? 0) > 0, false);
  // A panel with a next step of its own has the one filled area of the screen meanwhile.
  const hasMember = useView((view) => view.cart?.member != null, false);
  const isQuiet = useDesk(
    ({ panel, isJoining }) =>
      panel !== null && (WITH_NEXT_STEP.has(panel) || (panel === 'member' && (isJoining || !hasMember))),
  );
  return (
    <button
      type="button"
      className="primary-key"
      data-next-step=""
      data-quiet={isQuiet}
      aria-disabled={!hasLines}
      aria-keyshortcuts="F12 +"
      onClick={() => act({ kind: 'pay' })}
      data-testid="pay"
    >
      {say('sell.pay')}
      <KeyCap label={say('sell.payKeys')} />
    </button>
  );
}
