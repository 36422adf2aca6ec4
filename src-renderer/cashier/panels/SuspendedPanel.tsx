import type { SuspendedView } from '../../../src-main/contract/views.ts';
import { formatCount, formatTime } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { useAct, useView } from '../CashierContext.tsx';
import { PanelFrame } from './PanelFrame.tsx';

const NONE: readonly SuspendedView[] = [];

/** The parked carts, to choose one from. */
export function SuspendedPanel() {
  const { say, language } = useWords();
  const act = useAct();
  const suspended = useView((view) => view.suspended, NONE);
  return (
    <PanelFrame title={say('suspended.title')} testId="panel-suspended">
      <p className="search-state">{say('suspended.hint')}</p>
      <ul className="choice-list" aria-label={say('suspended.list')}>
        {suspended.map((cart) => (
          <li key={cart.saleId}>
            <button
              type="button"
              className="choice"
              onClick={() => act({ kind: 'resume', saleId: cart.saleId })}
              data-testid={`suspended-${cart.saleId}`}
            >
              <span className="choice-main" lang={language === 'en' ? 'zh-Hant-TW' : undefined}>
                {cart.pieces === 1 ? cart.firstItem : say('suspended.first', { item: cart.firstItem })}
              </span>
              <span className="choice-note">
                {say('suspended.time', { time: formatTime(cart.suspendedAtMs) })}
                <span> {say('sell.pieces', { n: cart.pieces })}</span>
              </span>
              <span className="choice-amount">{formatCount(cart.due)}</span>
            </button>
          </li>
        ))}
      </ul>
    </PanelFrame>
  );
}
