import type { Clock, Dispose, Timers } from '../../../src-main/base/clock.ts';

/** For a hang, not for slowness, and told before the test's own time is over. */
const DEADLINE_MS = 25_000;

/** The machine's own clock and timers, for tests that talk to real ports. */
export const realTime: Clock & Timers = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Time that stands still until a test moves it. */
export class ManualTime implements Clock, Timers {
  #nowMs = 1_000_000;
  #nextId = 0;
  readonly #timers = new Map<number, { readonly dueMs: number; readonly work: () => void }>();

  nowMs(): number {
    return this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  get pendingTimers(): number {
    return this.#timers.size;
  }

  after(delayMs: number, work: () => void): Dispose {
    const id = this.#nextId;
    this.#nextId += 1;
    this.#timers.set(id, { dueMs: this.#nowMs + Math.max(0, delayMs), work });
    return () => {
      this.#timers.delete(id);
    };
  }

  /** Moves on by `ms`, running what falls due in its order, and everything that follows from it. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await settle();
    for (let due = this.#earliest(endMs); due !== undefined; due = this.#earliest(endMs)) {
      const [id, timer] = due;
      this.#timers.delete(id);
      this.#nowMs = Math.max(this.#nowMs, timer.dueMs);
      timer.work();
      await settle();
    }
    this.#nowMs = endMs;
  }

  /** Moves on by `ms` at once: what falls due runs before anything else can. */
  runNow(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (let due = this.#earliest(endMs); due !== undefined; due = this.#earliest(endMs)) {
      this.#timers.delete(due[0]);
      this.#nowMs = Math.max(this.#nowMs, due[1].dueMs);
      due[1].work();
    }
    this.#nowMs = endMs;
  }

  /** Moves on from timer to timer until `promise` is settled; fails when that takes longer than `limitMs`. */
  async until<Value>(promise: Promise<Value>, limitMs = 3_600_000): Promise<Value> {
    const endMs = this.#nowMs + limitMs;
    let isSettled = false;
    const mark = () => {
      isSettled = true;
    };
    promise.then(mark, mark);
    await settle();
    while (!isSettled) {
      const due = this.#earliest(endMs);
      if (due === undefined) throw new Error(`not settled within ${limitMs} ms`);
      await this.advance(Math.max(0, due[1].dueMs - this.#nowMs));
    }
    return promise;
  }

  #earliest(endMs: number): [number, { readonly dueMs: number; readonly work: () => void }] | undefined {
    const due = [...this.#timers].filter(([, timer]) => timer.dueMs <= endMs);
    return due.sort(([a, x], [b, y]) => x.dueMs - y.dueMs || a - b)[0];
  }
}

/** Lets everything run that is ready to. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Waits for a condition in real time; fails with `what` after `deadlineMs`. */
export async function eventually(
  check: () => boolean,
  what: string,
  deadlineMs = DEADLINE_MS,
): Promise<void> {
  const endMs = performance.now() + deadlineMs;
  while (!check()) {
    if (performance.now() > endMs) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
