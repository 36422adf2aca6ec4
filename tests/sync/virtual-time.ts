import type { Clock, Dispose, Timers } from '../../src-main/base/clock.ts';

interface Waiting {
  readonly atMs: number;
  readonly work: () => void;
}

/** Time that stands still until it is moved. Wall clock and elapsed time can be set apart. */
export class VirtualTime implements Clock, Timers {
  #elapsedMs = 0;
  #wallOffsetMs: number;
  readonly #waiting = new Set<Waiting>();

  constructor(startMs = Date.UTC(2026, 10, 21)) {
    this.#wallOffsetMs = startMs;
  }

  nowMs(): number {
    return this.#wallOffsetMs + this.#elapsedMs;
  }

  monotonicMs(): number {
    return this.#elapsedMs;
  }

  after(delayMs: number, work: () => void): Dispose {
    const waiting = { atMs: this.#elapsedMs + Math.max(0, delayMs), work };
    this.#waiting.add(waiting);
    return () => {
      this.#waiting.delete(waiting);
    };
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#waiting.size;
  }

  /** Milliseconds until the next timer; `undefined` when none is set. */
  get nextInMs(): number | undefined {
    const next = this.#next();
    return next === undefined ? undefined : next.atMs - this.#elapsedMs;
  }

  /** Sets the wall clock; elapsed time goes on. */
  setWall(nowMs: number): void {
    this.#wallOffsetMs = nowMs - this.#elapsedMs;
  }

  /** Moves time on, with every timer that falls due, in order, and all that follows from each. */
  async advance(byMs: number): Promise<void> {
    const untilMs = this.#elapsedMs + byMs;
    await settle();
    for (let next = this.#next(); next !== undefined && next.atMs <= untilMs; next = this.#next()) {
      this.#waiting.delete(next);
      this.#elapsedMs = Math.max(this.#elapsedMs, next.atMs);
      next.work();
      await settle();
    }
    this.#elapsedMs = untilMs;
  }

  /** Moves time from timer to timer until `isDone`. Fails when it is not within `limitMs`. */
  async runUntil(isDone: () => boolean, limitMs = 86_400_000): Promise<void> {
    const untilMs = this.#elapsedMs + limitMs;
    await settle();
    while (!isDone()) {
      const next = this.#next();
      if (next === undefined || next.atMs > untilMs) throw new Error('it did not come to pass in time');
      await this.advance(next.atMs - this.#elapsedMs);
    }
  }

  #next(): Waiting | undefined {
    let next: Waiting | undefined;
    for (const waiting of this.#waiting) {
      if (next === undefined || waiting.atMs < next.atMs) next = waiting;
    }
    return next;
  }
}

/** Lets everything happen that waits for nothing but a promise. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
