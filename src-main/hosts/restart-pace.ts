const longestDelayMs = 10_000;
const calmMs = 60_000;

/**
 * How long to wait before something that ended by itself is started again: at once the first time, then 500 ms and
 * twice as long each time up to 10 s, and at once again after a calm minute. A window that dies on arrival must not
 * take the whole machine with it, and one that died after a good day must be back before the cashier looks up.
 */
export class RestartPace {
  readonly #monotonicMs: () => number;
  #inRow = 0;
  #lastAtMs = Number.NEGATIVE_INFINITY;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  /** Notes that it ended now. @returns milliseconds to wait before the next start. */
  nextDelayMs(): number {
    const nowMs = this.#monotonicMs();
    this.#inRow = nowMs - this.#lastAtMs > calmMs ? 0 : this.#inRow + 1;
    this.#lastAtMs = nowMs;
    return this.#inRow === 0 ? 0 : Math.min(longestDelayMs, 500 * 2 ** (this.#inRow - 1));
  }
}
