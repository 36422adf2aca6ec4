import type { Dispose } from '../../src-main/base/clock.ts';
import { Emitter } from '../../src-main/base/emitter.ts';
import { err, ok, type Result } from '../../src-main/base/result.ts';
import type { Badges, PrinterBadge } from '../../src-main/contract/views.ts';
import type { PrinterPort, PrintFailure } from '../../src-main/engine/devices.ts';

/** What a printer may do with one job. */
export type PrintPlan =
  | 'prints'
  /** No byte leaves: cover open, cable out. */
  | 'not-ready'
  /** The first byte leaves, then it stops. */
  | 'stops-midway'
  /** It says that it was interrupted although no byte had left. */
  | 'stops-before'
  /** The first byte leaves and nothing more is heard until `answer` is called. */
  | 'hangs';

/** A printer with a drawer that does as it is planned, in the engine's own terms: no bytes on any line. */
export class FakePrinter implements PrinterPort {
  badge: PrinterBadge['state'] = 'ok';
  drawer: Badges['drawer'] = 'closed';
  /** What becomes of the jobs to come, first come first served; `prints` when it is used up. */
  plans: PrintPlan[] = [];
  /** Whether the drawer opens when it is told to. */
  isDrawerWell = true;
  /** Jobs of which at least one byte left, and those that came out whole. */
  readonly begun: string[] = [];
  readonly papers: string[] = [];
  asked = 0;
  kicks = 0;
  #answer: (result: Result<void, PrintFailure>) => void = () => {};
  readonly #badges = new Emitter<void>();
  readonly #byHand = new Emitter<void>();

  async print(bytes: Uint8Array, onFirstByte: () => Promise<void>): Promise<Result<void, PrintFailure>> {
    this.asked += 1;
    const job = Buffer.from(bytes).toString();
    const plan = this.plans.shift() ?? 'prints';
    if (plan === 'not-ready') return err({ kind: 'not-ready', reason: 'cover-open' });
    if (plan === 'stops-before') return err({ kind: 'interrupted', reason: 'reset' });
    try {
      await onFirstByte();
    } catch (error) {
      return err({ kind: 'not-ready', reason: String(error) });
    }
    this.begun.push(job);
    if (plan === 'stops-midway') return err({ kind: 'interrupted', reason: 'paper-out' });
    if (plan === 'hangs') {
      const answered = await new Promise<Result<void, PrintFailure>>((resolve) => {
        this.#answer = resolve;
      });
      if (!answered.ok) return answered;
    }
    this.papers.push(job);
    return ok(undefined);
  }

  /** Ends the job that hangs, if one does. */
  answer(result: Result<void, PrintFailure>): void {
    const answer = this.#answer;
    this.#answer = () => {};
    answer(result);
  }

  /** Whoever waits for the job that hangs is gone: a later answer reaches nobody. */
  forget(): void {
    this.#answer = () => {};
  }

  async openDrawer(): Promise<Result<void, { readonly reason: string }>> {
    this.kicks += 1;
    return this.isDrawerWell ? ok(undefined) : err({ reason: 'still-closed' });
  }

  async recover(): Promise<void> {
    this.turn('ok');
  }

  /** Its state changes, and whoever listens is told. */
  turn(badge: PrinterBadge['state']): void {
    this.badge = badge;
    this.#badges.emit();
  }

  onBadge(listener: () => void): Dispose {
    return this.#badges.on(listener);
  }

  onDrawerByHand(listener: () => void): Dispose {
    return this.#byHand.on(listener);
  }

  /** Somebody opens the drawer with the key. */
  openByHand(): void {
    this.drawer = 'open';
    this.#byHand.emit();
  }
}

/** Lets everything that waits for nothing but its turn take it. */
export function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
