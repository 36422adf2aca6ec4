import type { Clock } from '../../src-main/base/clock.ts';
import type { PrinterLine } from './printer-line.ts';
import type { PrinterProfile } from './profiles.ts';

/**
 * Whether the printer awaits a new command. After a broken connection or job it may not: half a command may have
 * arrived, and whatever is sent next would be taken for its rest.
 */
export class PrinterStep {
  readonly #line: PrinterLine;
  readonly #profile: PrinterProfile;
  readonly #clock: Clock;
  #isInStep = false;

  constructor(line: PrinterLine, profile: PrinterProfile, clock: Clock) {
    this.#line = line;
    this.#profile = profile;
    this.#clock = clock;
  }

  get isInStep(): boolean {
    return this.#isInStep;
  }

  /** From now on nobody knows: a connection has come or gone, or a job's bytes are leaving. */
  lose(): void {
    this.#isInStep = false;
  }

  /** The printer has said that it came to the end of what it was sent. */
  regain(): void {
    this.#isInStep = true;
  }

  /**
   * Makes sure of it before a job. The printer answers GS r when it awaits a command; if it does not answer, its
   * buffers are cleared and it is asked again.
   * @returns whether it answered.
   */
  async ensure(): Promise<boolean> {
    if (this.#isInStep) return true;
    if (await this.ensureGently()) return true;
    await this.#line.clearBuffers();
    return this.ensureGently();
  }

  /** As {@link ensure}, but without clearing: what the printer still holds may be wanted. */
  async ensureGently(): Promise<boolean> {
    const { session } = this.#line;
    const { answerMs } = this.#profile.timeouts;
    if (this.#line.isCaughtUp) this.#line.askInOrder('paper');
    const untilMs = this.#clock.monotonicMs() + answerMs;
    const isOver = () => session !== this.#line.session || this.#clock.monotonicMs() >= untilMs;
    await this.#line.until(() => this.#line.isCaughtUp || isOver() || undefined, answerMs);
    if (session !== this.#line.session || !this.#line.isCaughtUp) return false;
    this.#isInStep = true;
    if (this.#profile.isAutoStatusSupported) this.#line.askForReports();
    return true;
  }
}
