import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { useAct, useDesk, useView } from '../CashierContext.tsx';
import { isPhone } from '../desk/members.ts';

/** What is typed, or what to do. At the bottom of the left panel. */
export function EntryBar() {
  const entry = useDesk((desk) => desk.entry);
  const multiplier = useView((view) => view.multiplier, 1);
  return (
    <div className="entry-bar" data-testid="entry-bar">
      <Icon name="scan" size={22} />
      {multiplier !== 1 && <Multiplier quantity={multiplier} />}
      {entry === '' ? <EntryHint hasMultiplier={multiplier !== 1} /> : <TypedEntry entry={entry} />}
      <EntryActs />
    </div>
  );
}

interface MultiplierProps {
  readonly quantity: number;
}

function Multiplier({ quantity }: MultiplierProps) {
  const { say } = useWords();
  return (
    <span className="entry-times" role="status" data-testid="multiplier">
      {say('sell.times', { n: quantity })}
    </span>
  );
}

interface TypedEntryProps {
  readonly entry: string;
}

function TypedEntry({ entry }: TypedEntryProps) {
  const { say } = useWords();
  return (
    <span className="entry-typed">
      <span className="only-spoken">{say('sell.typed')}</span>
      <span data-testid="entry">{entry}</span>
      <svg className="caret" viewBox="0 0 3 26" width="3" height="26" aria-hidden="true">
        <rect width="3" height="26" />
      </svg>
      <KeyCap label="Enter" />
    </span>
  );
}

interface EntryHintProps {
  readonly hasMultiplier: boolean;
}

function EntryHint({ hasMultiplier }: EntryHintProps) {
  const { say } = useWords();
  const hasCart = useView((view) => view.cart !== null, false);
  const isScannerLost = useView((view) => view.badges.scanner === 'disconnected', false);
  const multiplier = useView((view) => view.multiplier, 1);
  if (isScannerLost) return <span className="entry-hint">{say('sell.scannerLost')}</span>;
  if (hasMultiplier) return <span className="entry-hint">{say('sell.timesHint', { n: multiplier })}</span>;
  if (!hasCart) {
    return (
      <span className="entry-first">
        <strong>{say('sell.scanFirst')}</strong>
        <span>{say('sell.scanFirstHint')}</span>
      </span>
    );
  }
  return (
    <span className="entry-hint">
      {say('sell.scanNext')} <KeyCap label="Enter" />
    </span>
  );
}

function EntryActs() {
  const { say } = useWords();
  const act = useAct();
  const hasCart = useView((view) => view.cart !== null, false);
  const suspended = useView((view) => view.suspended.length, 0);
  const hasEntry = useDesk((desk) => desk.entry !== '');
  const isPhoneTyped = useDesk((desk) => isPhone(desk.entry));
  const hasSelection = useDesk((desk) => desk.selectedLineId !== null && desk.panel === null);
  if (!hasCart && !isPhoneTyped) {
    return suspended === 0 ? null : (
      <span className="entry-acts">
        <button
          type="button"
          className="entry-act"
          aria-keyshortcuts="F4"
          onClick={() => act({ kind: 'suspend-or-resume' })}
          data-testid="resume"
        >
          <Icon name="pause" size={18} />
          {say('sell.suspendedCount', { n: suspended })}
          <KeyCap label="F4" />
        </button>
      </span>
    );
  }
  return (
    <span className="entry-acts">
      {isPhoneTyped && (
        <button
          type="button"
          className="entry-act"
          aria-keyshortcuts="F5"
          onClick={() => act({ kind: 'member' })}
          data-testid="entry-member"
        >
          <KeyCap label="F5" />
          {say('member.find')}
        </button>
      )}
      {hasEntry && !isPhoneTyped && (
        <button
          type="button"
          className="entry-act"
          aria-keyshortcuts="*"
          onClick={() => act({ kind: 'multiply' })}
          data-testid="multiply"
        >
          <KeyCap label="×" />
          {say('sell.changeQuantity')}
        </button>
      )}
      {!hasEntry && hasCart && (
        <span className="entry-act entry-note" aria-hidden="true">
          <KeyCap label="×" />
          {say('sell.changeQuantity')}
        </span>
      )}
      {hasSelection && (
        <button
          type="button"
          className="entry-act"
          aria-keyshortcuts="- Delete"
          onClick={() => act({ kind: 'remove-line' })}
          data-testid="remove-line"
        >
          <KeyCap label="−" />
          {say('sell.remove')}
        </button>
      )}
    </span>
  );
}
