import type { Clock, Dispose } from '../../src-main/base/clock.ts';
import type { PrinterLine } from './printer-line.ts';
import { troubleOf } from './printer-status.ts';
import type { PrinterTimeouts } from './profiles.ts';

export type InterruptCause =
  | 'link-lost'
  | 'timed-out' // the printer could have worked and did not finish
  | 'stalled' // the same, and it took no bytes at the end
  | 'waited-too-long' // for a person to mend it
  | 'restarted' // it was switched off and on; its buffer is gone
  | 'unrecoverable' // it says that only a repair helps
  | 'given-up'; // a person decided so

/**
 * Says when a job can no longer be hoped for. Time runs on two counts: one while the printer is able to work, which
 * the length of the job bounds, and one while it waits for a person.
 */
export class JobWatch {
  readonly #line: PrinterLine;
  readonly #clock: Clock;
  readonly #session: number;
  readonly #restarts: number;
  readonly #maxWorkMs: number;
  readonly #maxWaitMs: number;
  readonly #stopListening: Dispose;
  #workedMs = 0;
  #waitedMs = 0;
  #lastMs: number;
  #wasAble = true;
  #isGivenUp = false;

  /** Starts to watch a job of so many bytes, in the line's present connection. */
  constructor(line: PrinterLine, clock: Clock, timeouts: PrinterTimeouts, byteCount: number) {
    this.#line = line;
    this.#clock = clock;
    this.#session = line.session;
    this.#restarts = line.restarts;
    this.#maxWorkMs = timeouts.jobMs + (byteCount * 1_000) / timeouts.bytesPerSecond;
    this.#maxWaitMs = timeouts.recoveryMs;
    this.#lastMs = clock.monotonicMs();
    this.#stopListening = line.onChange(() => this.#account());
  }

  /** A person does not want to wait any longer. */
  giveUp(): void {
    this.#isGivenUp = true;
  }

  /** Why the job is lost; undefined while it is not. */
  broken(): InterruptCause | undefined {
    this.#account();
    if (this.#line.session !== this.#session) return 'link-lost';
    if (this.#line.restarts !== this.#restarts) return 'restarted';
    if (this.#line.status?.hasUnrecoverableError === true) return 'unrecoverable';
    if (this.#isGivenUp) return 'given-up';
    if (this.#workedMs >= this.#maxWorkMs) return this.#line.isStalled ? 'stalled' : 'timed-out';
    return this.#waitedMs >= this.#maxWaitMs ? 'waited-too-long' : undefined;
  }

  dispose(): void {
    this.#stopListening();
  }

  /** Adds the time since the last look to the count that the printer's condition chose for it. */
  #account(): void {
    const nowMs = this.#clock.monotonicMs();
    if (this.#wasAble) this.#workedMs += nowMs - this.#lastMs;
    else this.#waitedMs += nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    const { status } = this.#line;
    this.#wasAble = status === undefined || troubleOf(status) === undefined;
  }
}
