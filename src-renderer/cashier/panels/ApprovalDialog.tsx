import type { OperatorView } from '../../../src-main/contract/views.ts';
import type { Words } from '../../i18n/catalogue.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { PinDots, PinPad } from '../../ui/PinPad.tsx';
import { useClock } from '../../ui/use-clock.ts';
import { WaitingWord } from '../../ui/WaitingWord.tsx';
import { useAct, useCashier, useDesk, useView } from '../CashierContext.tsx';
import type { ApprovalDesk } from '../desk/desk.ts';

const NO_OPERATORS: readonly OperatorView[] = [];
const NO_REFUSAL = { code: 'approval-needed', number: '' } as const;

/** A supervisor's yes on the spot, whatever it is for: own number, Enter, PIN. Opened by `Approving.ask`. */
export function ApprovalDialog() {
  const approval = useDesk((desk) => desk.approval);
  return approval === null ? null : <Approval approval={approval} />;
}

interface ApprovalProps {
  readonly approval: ApprovalDesk;
}

function Approval({ approval }: ApprovalProps) {
  const words = useWords();
  const { say } = words;
  const act = useAct();
  const { environment } = useCashier();
  const nowMs = Math.max(useClock(environment, 'second'), environment.nowMs());
  const { act: wanted, step, pinLength, isAsking, lockedUntilMs } = approval;
  const isLocked = isAsking || (lockedUntilMs !== null && nowMs < lockedUntilMs);
  return (
    <Dialog
      title={say('auth.approval')}
      safe={{ label: say('approval.cancel'), onPress: () => act({ kind: 'dialog-safe' }) }}
      primary={{
        label: say('approval.next'),
        onPress: () => act({ kind: 'dialog-primary' }),
        isAvailable: step === 'number' && approval.number !== '',
      }}
      startsOn="primary"
      testId="dialog-approval"
    >
      {/* The same sentence as the refusal that led here. */}
      <p>{words.sayRefusal({ ...NO_REFUSAL, params: { act: wanted } }).what}</p>
      <div className="approval">
        <div className="approval-steps">
          <ApprovalNumber approval={approval} />
          <div className="approval-pin" data-current={step === 'pin'}>
            <p className="approval-label">{say('approval.pin')}</p>
            <PinDots length={step === 'pin' ? pinLength : 0} />
          </div>
          <ApprovalNote approval={approval} nowMs={nowMs} />
        </div>
        <PinPad
          isLocked={isLocked}
          onDigits={(digits) => act({ kind: 'type', digits })}
          onErase={() => act({ kind: 'erase' })}
          onClear={() => act({ kind: 'clear' })}
          clearsOnEscape={false}
          testId="approval-pad"
        />
      </div>
    </Dialog>
  );
}

/** The number as it is typed, and whose it is. */
function ApprovalNumber({ approval: { number, step } }: ApprovalProps) {
  const { say } = useWords();
  const operators = useView((view) => view.operators, NO_OPERATORS);
  const operator = operators.find(({ operatorId }) => operatorId === number);
  return (
    <div className="approval-number" data-current={step === 'number'}>
      <p className="approval-label">{say('approval.number')}</p>
      <output className="approval-digits" data-testid="approval-number">
        {number === '' ? <span aria-hidden="true">–</span> : number}
      </output>
      <p className="approval-name" role="status" data-testid="approval-name">
        {operator !== undefined &&
          say('approval.whoIs', { name: operator.name, role: say(`auth.${operator.role}`) })}
      </p>
    </div>
  );
}

interface ApprovalNoteProps extends ApprovalProps {
  readonly nowMs: number;
}

/** What to do now, that the PIN is being checked, or why it was not taken. The countdown is silent. */
function ApprovalNote({ approval, nowMs }: ApprovalNoteProps) {
  const words = useWords();
  const operators = useView((view) => view.operators, NO_OPERATORS);
  const { step, isAsking, refusal, lockedUntilMs } = approval;
  if (isAsking) {
    return (
      <p className="pin-note">
        <WaitingWord word={words.say('auth.verifying')} />
      </p>
    );
  }
  const secondsLeft = lockedUntilMs === null ? null : Math.max(0, Math.ceil((lockedUntilMs - nowMs) / 1000));
  if (refusal === null || secondsLeft === 0) {
    return (
      <p className="pin-note">{words.say(step === 'number' ? 'approval.typeNumber' : 'approval.typePin')}</p>
    );
  }
  const said = sayWhy(approval, operators, words);
  const shown =
    secondsLeft === null ? said : words.sayRefusal({ ...refusal, params: { s: secondsLeft } }).what;
  return (
    <div className="pin-note pin-refused">
      <p className="only-spoken" role="alert">
        {said} {words.say('approval.safe')}
      </p>
      <p aria-hidden="true" data-testid="approval-refusal">
        <strong>{shown}</strong> {words.say('approval.safe')}
      </p>
    </div>
  );
}

/** The refusal as it is meant here: nobody was to sign in. */
function sayWhy(approval: ApprovalDesk, operators: readonly OperatorView[], words: Words): string {
  const { refusal, number, refusedNumber } = approval;
  if (refusal === null) return '';
  if (refusal.code === 'operator-unknown') {
    return words.say('approval.unknown', { number: refusedNumber ?? number });
  }
  if (refusal.code === 'role-needed') {
    const operator = operators.find(({ operatorId }) => operatorId === refusedNumber);
    return words.say('approval.mayNot', { name: operator?.name ?? refusedNumber ?? '' });
  }
  return words.sayRefusal(refusal).what;
}
