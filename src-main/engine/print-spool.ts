import type { Dispose } from '../base/clock.ts';
import type { Logger } from '../base/log.ts';
import type { IdSource } from '../base/random.ts';
import { err, type Result } from '../base/result.ts';
import type { PrintJob } from '../domain/state.ts';
import type { PrinterPort, PrintFailure } from './devices.ts';
import type { Till } from './till.ts';

export interface SpoolOptions {
  readonly till: Till;
  readonly printer: PrinterPort;
  readonly ids: IdSource;
  readonly log: Logger;
  /** Told when the printer cannot take the job that is next, with the reason. */
  readonly onNotReady?: (job: PrintJob, reason: string) => void;
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
  /** Jobs whose receipt could not be set in this run. */
  readonly #unprintable = new Set<string>();
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
      const job = this.#options.till.state.printJobs.find((each) => this.#mayStart(each));
      if (job === undefined || !this.#isOpen) return;
      await this.#print(job);
      // A port that has not begun the job will not do so for being asked again at once.
      const isUntouched = this.#options.till.state.printJobs.some(
        (each) => each.jobId === job.jobId && this.#mayStart(each),
      );
      if (isUntouched) return;
    }
  }

  #mayStart({ jobId, status }: PrintJob): boolean {
    return status === 'waiting' && !this.#unprintable.has(jobId);
  }

  async #print(job: PrintJob): Promise<void> {
    const { till, ids, log } = this.#options;
    const { jobId } = job;
    const bytes = this.#render(job);
    if (bytes === undefined) return;
    const printed = await this.#send(job, bytes);
    if (printed.ok) {
      till.execute(ids.next(), { kind: 'print-finished', jobId }, false);
      return;
    }
    log.log('warn', 'a receipt was not confirmed', {
      kind: printed.error.kind,
      reason: printed.error.reason,
    });
    if (printed.error.kind === 'not-ready') {
      this.#options.onNotReady?.(job, printed.error.reason);
      return;
    }
    till.execute(ids.next(), { kind: 'print-interrupted', jobId, reason: printed.error.reason }, false);
  }

  /** A receipt that cannot be set is a bug of ours; it is logged, and those behind it are printed. */
  #render(job: PrintJob): Uint8Array | undefined {
    try {
      return this.#options.render(job);
    } catch (error) {
      this.#unprintable.add(job.jobId);
      this.#options.log.log('error', 'a receipt could not be set', { error: String(error) });
      return undefined;
    }
  }

  async #send({ jobId }: PrintJob, bytes: Uint8Array): Promise<Result<void, PrintFailure>> {
    const { till, printer, ids } = this.#options;
    let hasBegun = false;
    try {
      return await printer.print(bytes, async () => {
        const started = till.execute(ids.next(), { kind: 'print-started', jobId }, false);
        // Without the mark on disk no byte may leave: a crash could not be told from a receipt that never began.
        if (!started.ok) throw new Error(started.error.code);
        hasBegun = true;
      });
    } catch (error) {
      return err({ kind: hasBegun ? 'interrupted' : 'not-ready', reason: String(error) });
    }
  }
}
