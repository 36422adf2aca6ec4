/** Wall time and elapsed time, which are different things: a wall clock can be set back, an elapsed reading cannot. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. May jump. */
  nowMs(): number;
  /** Milliseconds since some fixed moment. Never goes back; for durations only. */
  monotonicMs(): number;
}

/** Undoes whatever returned it. Calling it twice does nothing more. */
export type Dispose = () => void;

/** Delayed work, so that tests can move time. */
export interface Timers {
  /** Runs `work` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, work: () => void): Dispose;
}
