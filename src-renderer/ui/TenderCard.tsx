import type { TenderView } from '../../src-main/contract/views.ts';
import { formatCount } from '../i18n/format.ts';
import { useWords } from '../i18n/WordsContext.tsx';
import { Icon, type IconName } from './Icon.tsx';
import { KeyCap } from './KeyCap.tsx';
import { WaitingWord } from './WaitingWord.tsx';

const ICONS: Readonly<Record<TenderView['type'], IconName>> = {
  cash: 'cash',
  card: 'card',
  voucher: 'voucher',
  points: 'points',
};

interface TenderCardProps {
  readonly type: TenderView['type'];
  readonly name: string;
  /** `chosen`: points that will pay once the rest is paid; `asking`: head office is being asked for them. */
  readonly state: 'entering' | 'captured' | 'chosen' | 'asking';
  /** Beside the state, such as the points that were taken for the amount. */
  readonly detail?: string;
  readonly amount: number;
  /** Takes it back. Left out where that is over, or cannot be. */
  readonly cancel?: {
    readonly onPress: () => void;
    /** For screen readers, since several cards may have the same key. */
    readonly label: string;
    /** Whether `-` means this one. */
    readonly hasKey: boolean;
  };
  readonly testId: string;
}

/** One tender: its name, its state in a word, a shape and an edge, its amount, and taking it back. */
export function TenderCard({ type, name, state, detail, amount, cancel, testId }: TenderCardProps) {
  const { say } = useWords();
  return (
    <li className="tender-card" data-state={state} data-testid={testId}>
      <Icon name={state === 'captured' ? 'check' : ICONS[type]} />
      <span className="tender-name">{name}</span>
      <span className="tender-state">
        {state === 'asking' ? (
          <WaitingWord word={say('pay.burnAsking')} />
        ) : (
          say(state === 'entering' ? 'tender.entering' : 'tender.paid')
        )}
        {detail !== undefined && <span className="tender-detail"> {detail}</span>}
      </span>
      <span className="tender-amount">{formatCount(amount)}</span>
      {cancel !== undefined && (
        <button
          type="button"
          className="button tender-cancel"
          aria-label={cancel.label}
          aria-keyshortcuts={cancel.hasKey ? '-' : undefined}
          onClick={cancel.onPress}
          data-testid={`${testId}-cancel`}
        >
          {say('tender.cancel')}
          {cancel.hasKey && <KeyCap label="−" />}
        </button>
      )}
    </li>
  );
}
