import type { OperatorView } from '../../../src-main/contract/views.ts';
import { formatMoney } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { PinDots, PinPad } from '../../ui/PinPad.tsx';
import { useClock } from '../../ui/use-clock.ts';
import { WaitingWord } from '../../ui/WaitingWord.tsx';
import { Wordmark } from '../../ui/Wordmark.tsx';
import { useAct, useCashier, useDesk, useView } from '../CashierContext.tsx';
import { BannerPlace } from '../frame/BannerPlace.tsx';
import { OperatorGrid } from './OperatorGrid.tsx';
import { StartFacts } from './StartFacts.tsx';

const NO_OPERATORS: readonly OperatorView[] = [];

/** Who works at this till: an operator and a PIN. */
export function SignInScreen() {
  const { say } = useWords();
  const hasShift = useView((view) => view.shift !== null, false);
  return (
    <>
      <main className="left" data-region="lines" aria-label={say('frame.main')} data-testid="screen-sign-in">
        <div className="panel sign-in-left">
          <Wordmark tagline={say('start.product')} />
          <h1 className="sign-in-question">{say(hasShift ? 'auth.whoContinues' : 'auth.whoOpens')}</h1>
          <OperatorGrid />
          <ClosedShift />
          <BannerPlace />
          <StartFacts />
        </div>
      </main>
      <PinPanel />
      <SignInHints />
    </>
  );
}

/** What the last blind count came to, for the person who made it. */
function ClosedShift() {
  const { say } = useWords();
  const shift = useView((view) => view.lastShift, null);
  if (shift === null) return null;
  const { difference } = shift;
  return (
    <p className="closed-shift" data-kind={difference.kind} role="status" data-testid="closed-shift">
      <Icon name={difference.kind === 'balanced' ? 'check' : 'triangle'} size={20} />
      <strong>{say('closedShift.title', { name: shift.operatorName })}</strong>
      <span>
        {say('closedShift.figures', {
          counted: formatMoney(shift.counted),
          expected: formatMoney(shift.expected),
        })}
      </span>
      <span>{say(CLOSED_SHIFT_WORDS[difference.kind], { n: formatMoney(difference.amount) })}</span>
    </p>
  );
}

const CLOSED_SHIFT_WORDS = {
  balanced: 'closedShift.balanced',
  short: 'closedShift.short',
  over: 'closedShift.over',
} as const;

function PinPanel() {
  const { say, language } = useWords();
  const act = useAct();
  const operators = useView((view) => view.operators, NO_OPERATORS);
  const operator = operators[useDesk((desk) => desk.operatorIndex)];
  const pinLength = useDesk((desk) => desk.pinLength);
  const isAsking = useDesk((desk) => desk.asking.has('sign-in'));
  const { nowMs, environment } = useNow();
  const lockedUntilMs = useDesk((desk) => desk.pinLockedUntilMs);
  const isLocked =
    isAsking || (lockedUntilMs !== null && Math.max(nowMs, environment.nowMs()) < lockedUntilMs);
  if (operator === undefined) return <aside className="right panel" aria-label={say('frame.side')} />;
  return (
    <aside className="right panel sign-in-right" data-region="side" aria-label={say('frame.side')}>
      <h2 className="pin-name" lang={language === 'en' ? 'zh-Hant-TW' : undefined} data-testid="pin-operator">
        {operator.name}
      </h2>
      <p className="pin-ask">{say('auth.pin')}</p>
      <PinDots length={pinLength} />
      <PinNote />
      <PinPad
        isLocked={isLocked}
        onDigits={(digits) => act({ kind: 'type', digits })}
        onErase={() => act({ kind: 'erase' })}
        onClear={() => act({ kind: 'clear' })}
        testId="pin-pad"
      />
    </aside>
  );
}

/** Under the dots: what to do, that the PIN is being checked, or why it was not taken. The countdown is silent. */
function PinNote() {
  const words = useWords();
  const refusal = useDesk((desk) => desk.pinRefusal);
  const lockedUntilMs = useDesk((desk) => desk.pinLockedUntilMs);
  const isAsking = useDesk((desk) => desk.asking.has('sign-in'));
  const { nowMs } = useNow();
  if (isAsking) {
    return (
      <p className="pin-note">
        <WaitingWord word={words.say('auth.verifying')} />
      </p>
    );
  }
  if (refusal === null) return <p className="pin-note">{words.say('auth.autoSubmit')}</p>;
  const secondsLeft = lockedUntilMs === null ? null : Math.max(0, Math.ceil((lockedUntilMs - nowMs) / 1000));
  if (secondsLeft === 0) return <p className="pin-note">{words.say('auth.autoSubmit')}</p>;
  const said = words.sayRefusal(refusal);
  const shown = secondsLeft === null ? said : words.sayRefusal({ ...refusal, params: { s: secondsLeft } });
  return (
    <div className="pin-note pin-refused">
      <p className="only-spoken" role="alert">
        {said.what} {said.safe}
      </p>
      <p aria-hidden="true" data-testid="pin-refusal">
        <strong>{shown.what}</strong> {shown.safe}
      </p>
    </div>
  );
}

function useNow() {
  const { environment } = useCashier();
  return { nowMs: useClock(environment, 'second'), environment };
}

function SignInHints() {
  const { say } = useWords();
  const act = useAct();
  return (
    <nav className="sign-in-hints" data-region="keys" aria-label={say('frame.keys')}>
      <span>
        <KeyCap label="↑ ↓ ← →" /> {say('auth.choose')}
      </span>
      <span>
        <KeyCap label="0–9" /> {say('auth.typePin')}
      </span>
      <button
        type="button"
        className="hint-button"
        aria-keyshortcuts="?"
        onClick={() => act({ kind: 'open-dialog', dialog: 'key-map' })}
        data-testid="key-map"
      >
        <KeyCap label="?" /> {say('keys.help')}
      </button>
      <span className="sign-in-lock">{say('auth.lockNote')}</span>
    </nav>
  );
}
