import type { Say } from '../../i18n/catalogue.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { Wordmark } from '../../ui/Wordmark.tsx';
import { useAct, useView } from '../CashierContext.tsx';
import { BannerPlace } from '../frame/BannerPlace.tsx';

/** What was in flight when the till stopped. Nothing is lost by reading it twice. */
export function RecoveryScreen() {
  const { say } = useWords();
  const act = useAct();
  const recovery = useView((view) => view.recovery, null);
  const taken = useView((view) => view.pay?.taken ?? 0, 0);
  if (recovery === null) return null;
  const { pieces, payments, receipts } = recovery;
  return (
    <main
      className="left start-alone"
      data-region="lines"
      aria-label={say('frame.main')}
      data-testid="screen-recovery"
    >
      <div className="panel start-panel">
        <Wordmark tagline={say('start.product')} />
        <h1 className="start-title">{say('recovery.title')}</h1>
        <p className="start-hint">{say('recovery.safe')}</p>
        <ul className="recovery-list">
          <RecoveryRow
            icon="scan"
            name={say('recovery.pieces')}
            text={pieces === 0 ? say('recovery.noCart') : say('recovery.piecesKept', { n: pieces })}
            isOpen={false}
          />
          <RecoveryRow
            icon="cash"
            name={say('recovery.payments')}
            text={paymentsWord(payments, taken, say)}
            isOpen={payments > 0}
          />
          <RecoveryRow
            icon="receipt"
            name={say('recovery.receipts')}
            text={receipts === 0 ? say('recovery.noReceipts') : say('recovery.receiptsOpen', { n: receipts })}
            isOpen={receipts > 0}
          />
        </ul>
        <BannerPlace />
        <button
          type="button"
          className="primary-key"
          aria-keyshortcuts="Enter"
          onClick={() => act({ kind: 'confirm' })}
          data-testid="recovery-continue"
        >
          {say('action.continue')}
          <KeyCap label="Enter" />
        </button>
      </div>
    </main>
  );
}

/** Payments that are asked about come first; else what was taken for the cart, which is kept. */
function paymentsWord(payments: number, taken: number, say: Say): string {
  if (payments > 0) return say('recovery.paymentsAsked', { n: payments });
  return taken > 0 ? say('recovery.paymentsKept', { n: taken }) : say('recovery.noPayments');
}

interface RecoveryRowProps {
  readonly icon: IconName;
  readonly name: string;
  readonly text: string;
  /** Something is left to look at. */
  readonly isOpen: boolean;
}

function RecoveryRow({ icon, name, text, isOpen }: RecoveryRowProps) {
  return (
    <li className="recovery-row" data-open={isOpen}>
      <Icon name={icon} size={22} />
      <span className="recovery-name">{name}</span>
      <span className="recovery-text">
        <Icon name={isOpen ? 'triangle' : 'check'} size={20} />
        {text}
      </span>
    </li>
  );
}
