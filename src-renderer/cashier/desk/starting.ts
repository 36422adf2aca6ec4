import { amountWith } from './desk.ts';
import type { DeskTools } from './tools.ts';

const PIN_LENGTH = 6;
const MAX_FLOAT_DIGITS = 7;
const MAX_COUNT_DIGITS = 8;

/** Signing in. The PIN lives here and nowhere on the screen: the desk knows how many digits there are. */
export class SigningIn {
  readonly #tools: DeskTools;
  #pin = '';

  constructor(tools: DeskTools) {
    this.#tools = tools;
  }

  /** The sixth digit signs in. While that is under way, or the pad is locked, digits go nowhere. */
  type(digits: string): void {
    const { desk, environment, change } = this.#tools;
    const { asking, pinLockedUntilMs } = desk();
    if (asking.has('sign-in')) return;
    if (pinLockedUntilMs !== null && environment.nowMs() < pinLockedUntilMs) return;
    this.#set(`${this.#pin}${digits}`.slice(0, PIN_LENGTH));
    change({ pinRefusal: null, pinLockedUntilMs: null });
    if (this.#pin.length === PIN_LENGTH) this.#submit();
  }

  erase(): void {
    this.#set(this.#pin.slice(0, -1));
  }

  clear(): void {
    this.#set('');
    this.#tools.change({ pinRefusal: null });
  }

  /** Remembers the PIN as it is; the function that comes back puts it back so. */
  checkpoint(): () => void {
    const pin = this.#pin;
    return () => this.#set(pin);
  }

  /** Chooses who signs in; digits typed for somebody else are forgotten. */
  choose(index: number): void {
    const operators = this.#tools.view()?.operators.length ?? 0;
    if (index < 0 || index >= operators || this.#tools.desk().asking.has('sign-in')) return;
    this.#tools.change({ operatorIndex: index, pinLockedUntilMs: null });
    this.clear();
  }

  step(by: number): void {
    this.choose(this.#tools.desk().operatorIndex + by);
  }

  #submit(): void {
    const operator = this.#tools.view()?.operators[this.#tools.desk().operatorIndex];
    const pin = this.#pin;
    if (operator === undefined) {
      this.clear();
      return;
    }
    const { client, environment } = this.#tools;
    void this.#tools.single('sign-in', async () => {
      const outcome = await client.signIn(operator.operatorId, pin);
      this.#set('');
      if (outcome.ok) return outcome;
      const { code, params } = outcome.refusal;
      this.#tools.change({
        pinRefusal: outcome.refusal,
        pinLockedUntilMs: code === 'pin-locked' ? environment.nowMs() + Number(params.s ?? 0) * 1000 : null,
      });
      this.#tools.play('refused');
      // Said under the dots, where the eyes are, and not in a banner as well.
      return { ok: true, value: 'done' };
    });
  }

  #set(pin: string): void {
    this.#pin = pin;
    this.#tools.change({ pinLength: pin.length });
  }
}

/** The opening float. Blank is not 0: none is committed without a digit. */
export function typeFloat(tools: DeskTools, digits: string): void {
  tools.change({ entry: amountWith(tools.desk().entry, digits, MAX_FLOAT_DIGITS) });
}

export function openShift(tools: DeskTools): void {
  const { entry } = tools.desk();
  if (entry !== '') void tools.single('open-shift', () => tools.client.openShift(Number(entry)));
}

/** The blind count at the end of a shift. */
export function typeCount(tools: DeskTools, digits: string): void {
  tools.change({ entry: amountWith(tools.desk().entry, digits, MAX_COUNT_DIGITS) });
}

/** Asks once more before the count is sent, since it cannot be changed then. */
export function askToCommitCount(tools: DeskTools): void {
  if (tools.desk().entry !== '') tools.change({ dialog: 'close-shift' });
}

export async function commitCount(tools: DeskTools): Promise<void> {
  const { entry } = tools.desk();
  if (entry === '') return;
  const isClosed = await tools.single('close-shift', () => tools.client.closeShift(Number(entry)));
  tools.change(isClosed === true ? { dialog: null, panel: null, entry: '' } : { dialog: null });
}

export function continueAfterRecovery(tools: DeskTools): void {
  const cart = tools.cart();
  void tools.single('recovery', async () => {
    const outcome = await tools.client.continueAfterRecovery();
    // Money was taken for it: what is left to pay must be what the cashier sees next.
    return outcome.ok && cart?.isFrozen === true ? tools.client.beginPayment(cart.saleId) : outcome;
  });
}
