import type { Dispose, Timers } from '../base/clock.ts';
import { refuse } from '../domain/refusals.ts';
import type { Till } from './till.ts';

const PRINTER_GRACE_MS = 3_000;

/** Says why a receipt waits for the printer. */
export class WaitingReceipts {
  readonly #till: Pick<Till, 'state' | 'events'>;
  readonly #timers: Timers;
  readonly #disposers: Dispose[] = [];
  #told = '';

  constructor(till: Pick<Till, 'state' | 'events'>, timers: Timers) {
    this.#till = till;
    this.#timers = timers;
  }

  /**
   * Says once for a receipt and a reason why it waits; a sale is complete without it. A printer that does not answer
   * is given a moment first, since at the start of the day, or with a cable put back, it is about to.
   */
  tell(jobId: string, reason: string): void {
    const code = reason === 'paper-out' ? 'paper-out' : 'printer-offline';
    const told = `${jobId} ${code}`;
    if (told === this.#told) return;
    this.#told = told;
    const { events } = this.#till;
    const tellNow = () => {
      const isWaiting = this.#till.state.printJobs.some(
        (job) => job.jobId === jobId && job.status === 'waiting',
      );
      if (!isWaiting) return;
      events.emit({ kind: 'cue', cue: 'attention' });
      events.emit({ kind: 'refusal', refusal: refuse(code) });
    };
    if (code === 'paper-out') tellNow();
    else this.#disposers.push(this.#timers.after(PRINTER_GRACE_MS, tellNow));
  }

  close(): void {
    for (const dispose of this.#disposers.splice(0)) dispose();
  }
}
