import type { ShownRefusal } from '../../i18n/catalogue.ts';
import type { Dispose } from '../../ui/environment.ts';
import type { Outcome } from '../../ui/state/answers.ts';
import type { ApprovalDesk } from './desk.ts';
import type { DeskTools } from './tools.ts';

const PIN_LENGTH = 6;
/** As long as a number may be in the contract would not fit the field; staff numbers are short. */
const MAX_NUMBER_LENGTH = 12;

/** What somebody else's yes is asked for. */
export interface ApprovalAsk {
  /** As the core names it in `approval-needed`. */
  readonly act: string;
  /** Sends the command again with the approver's number and PIN. Called once for each complete PIN. */
  readonly onApprove: (operatorId: string, pin: string) => Promise<Outcome>;
}

/**
 * Asking a supervisor on the spot: own number, Enter, PIN (ui.md, Keyboard, Others). The PIN lives here and nowhere on
 * the screen: the desk knows how many digits there are.
 */
export class Approving {
  readonly #tools: DeskTools;
  #ask: ApprovalAsk | null = null;
  #pin = '';
  /** Answers to an ask that was given up must change nothing. */
  #turn = 0;

  constructor(tools: DeskTools) {
    this.#tools = tools;
  }

  /** Opens the dialog. It closes when the act is done, or by {@link cancel}. */
  ask(ask: ApprovalAsk): void {
    this.forget();
    this.#ask = ask;
    this.#tools.change({ dialog: 'approval', approval: beginning(ask.act) });
  }

  /** Esc, or another screen: nothing was changed, and nothing is kept. */
  cancel(): void {
    this.forget();
    this.#tools.change({ dialog: null, approval: null });
  }

  /** Digits of the number, then of the PIN; its sixth sends. While that is under way, or locked, they go nowhere. */
  type(digits: string): void {
    const approval = this.#approval();
    if (approval === null || this.#isWaiting(approval)) return;
    if (approval.step === 'number') {
      const number = `${approval.number}${digits}`.slice(0, MAX_NUMBER_LENGTH);
      this.#change({ number, refusal: null, lockedUntilMs: null });
      return;
    }
    this.#setPin(`${this.#pin}${digits}`.slice(0, PIN_LENGTH), { refusal: null, lockedUntilMs: null });
    if (this.#pin.length === PIN_LENGTH) void this.#submit(approval.number);
  }

  /** Takes one digit back; from an empty PIN it goes back to the number. */
  erase(): void {
    const approval = this.#approval();
    if (approval === null || approval.isAsking) return;
    if (approval.step === 'number') this.#change({ number: approval.number.slice(0, -1), refusal: null });
    else if (this.#pin === '') this.#backToNumber(null);
    else this.#setPin(this.#pin.slice(0, -1), { refusal: null });
  }

  /** Takes back what was typed in this step. */
  clear(): void {
    const approval = this.#approval();
    if (approval === null || approval.isAsking) return;
    if (approval.step === 'number') this.#change({ number: '', refusal: null });
    else if (this.#pin === '') this.#backToNumber(null);
    else this.#setPin('', { refusal: null });
  }

  /** Enter behind the number. One that this till does not know is told before a PIN is asked for. */
  confirm(): void {
    const approval = this.#approval();
    if (approval === null || approval.step !== 'number' || approval.number === '') return;
    const { number } = approval;
    const operators = this.#tools.view()?.operators ?? [];
    if (operators.some(({ operatorId }) => operatorId === number)) {
      this.#setPin('', { step: 'pin', refusal: null });
      return;
    }
    this.#change({ refusal: { code: 'operator-unknown', number: 'AUTH-503', params: {} } });
    this.#tools.play('refused');
  }

  /** Remembers what was typed; the function that comes back puts it back so, for digits that were a scan's. */
  checkpoint(): Dispose {
    const pin = this.#pin;
    const before = this.#approval();
    return () => {
      // A PIN that was sent meanwhile is gone, and so is what led to it.
      if (before === null || this.#approval()?.step !== before.step) return;
      if (before.step === 'number') this.#change({ number: before.number });
      else this.#setPin(pin);
    };
  }

  async #submit(operatorId: string): Promise<void> {
    const ask = this.#ask;
    if (ask === null) return;
    const turn = this.#turn;
    const pin = this.#pin;
    this.#change({ isAsking: true });
    const outcome = await ask.onApprove(operatorId, pin);
    if (turn !== this.#turn) return;
    if (outcome.ok) {
      this.cancel();
      return;
    }
    this.#tools.play('refused');
    this.#refused(outcome.refusal);
  }

  #refused(refusal: ShownRefusal): void {
    const { code, params } = refusal;
    if (code === 'operator-unknown' || code === 'role-needed') {
      this.#backToNumber(refusal);
      return;
    }
    const nowMs = this.#tools.environment.nowMs();
    const lockedUntilMs = code === 'pin-locked' ? nowMs + Number(params.s ?? 0) * 1000 : null;
    this.#setPin('', { isAsking: false, refusal, lockedUntilMs });
  }

  /** The number stays to be seen until it is typed anew. */
  #backToNumber(refusal: ShownRefusal | null): void {
    this.#setPin('', {
      step: 'number',
      number: '',
      refusedNumber: refusal === null ? null : (this.#approval()?.number ?? null),
      isAsking: false,
      refusal,
      lockedUntilMs: null,
    });
  }

  #isWaiting({ isAsking, lockedUntilMs }: ApprovalDesk): boolean {
    return isAsking || (lockedUntilMs !== null && this.#tools.environment.nowMs() < lockedUntilMs);
  }

  #approval(): ApprovalDesk | null {
    return this.#tools.desk().approval;
  }

  #setPin(pin: string, patch: Partial<ApprovalDesk> = {}): void {
    this.#pin = pin;
    this.#change({ ...patch, pinLength: pin.length });
  }

  #change(patch: Partial<ApprovalDesk>): void {
    const approval = this.#approval();
    if (approval !== null) this.#tools.change({ approval: { ...approval, ...patch } });
  }

  /** Lets go of everything when the dialog has gone with its screen. Answers on their way change nothing any more. */
  forget(): void {
    if (this.#ask === null) return;
    this.#turn += 1;
    this.#ask = null;
    this.#pin = '';
  }
}

function beginning(act: string): ApprovalDesk {
  return {
    act,
    step: 'number',
    number: '',
    refusedNumber: null,
    pinLength: 0,
    isAsking: false,
    refusal: null,
    lockedUntilMs: null,
  };
}
