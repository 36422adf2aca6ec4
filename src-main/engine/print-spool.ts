import type { Dispose } from '../base/clock.ts';
import type { Logger } from '../base/log.ts';
import type { IdSource } from '../base/random.ts';
import type { PrintJob } from '../domain/state.ts';
import type { PrinterPort } from './devices.ts';
import type { Till } from './till.ts';

export interface SpoolOptions {
  readonly till: Till;
  readonly printer: PrinterPort;
  readonly ids: IdSource;
  readonly log: Logger;
  /** The bytes of a job, made from what the journal says of its sale. */
  readonly render: (job: PrintJob) => Uint8Array;
}

/**
 * Receipts on their way to paper, one at a time. The journal is the queue: a job that waits there is started, its
 * start is durable before its first byte leaves, and its end is what the printer's status said. A job whose first
 * byte had left is never started again by itself (design.md, The loop).
 */
export class PrintSpool {
  readonly #options: SpoolOptions;
  readonly #disposers: Dispose[] = [];
  #running: Promise<void> | undefined;
  #isOpen = false;
  #isAskedAgain = false;

  constructor(options: SpoolOptions) {
    this.#options = options;
  }

  /** Starts what waits, now and whenever a receipt is asked for or the printer's state changes. */
  open(): void {
    this.#isOpen = true;
    const { till, printer } = this.#options;
    this.#disposers.push(
      till.appended.on((entries) => {
        if (entries.some((entry) => entry.kind === 'print.requested')) this.poke();
      }),
      printer.onBadge(() => this.poke()),
    );
    this.poke();
  }

  /** Lets the job in hand end and starts no other. */
  async close(): Promise<void> {
    this.#isOpen = false;
    for (const dispose of this.#disposers.splice(0)) dispose();
    await this.#running;
  }

  /** Looks again whether something can be printed. */
  poke(): void {
    if (!this.#isOpen) return;
    if (this.#running !== undefined) {
      this.#isAskedAgain = true;
      return;
    }
    this.#running = this.#drain().finally(() => {
      this.#running = undefined;
      if (this.#isAskedAgain) {
        this.#isAskedAgain = false;
        this.poke();
      }
    });
  }

  async #drain(): Promise<void> {
    for (;;) {
      const job = this.#options.till.state.printJobs.find((each) => each.status === 'waiting');
      if (job === undefined || !this.#isOpen) return;
      if (!(await this.#print(job))) return;
    }
  }

  /** True when the next job may be tried. */
  async #print(job: PrintJob): Promise<boolean> {
    const { till, printer, ids, log, render } = this.#options;
    const { jobId } = job;
    const printed = await printer.print(render(job), async () => {
      const started = till.execute(ids.next(), { kind: 'print-started', jobId }, false);
      // Without the mark on disk no byte may leave: a crash could not be told from a receipt that never began.
      if (!started.ok) throw new Error(started.error.code);
    });
    if (printed.ok) {
      till.execute(ids.next(), { kind: 'print-finished', jobId }, false);
      return true;
    }
    log.log('warn', 'a receipt was not confirmed', {
      kind: printed.error.kind,
      reason: printed.error.reason,
    });
    if (printed.error.kind === 'not-ready') return false;
    till.execute(ids.next(), { kind: 'print-interrupted', jobId, reason: printed.error.reason }, false);
    return true;
  }
}
