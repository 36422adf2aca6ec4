/** How many of something may happen, at once and in the long run. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** Counts what happens against a {@link Rate}: a bucket of tokens that refills steadily. */
export class RateLimit {
  readonly #rate: Rate;
  readonly #monotonicMs: () => number;
  #tokens: number;
  #refilledAtMs: number;

  constructor(rate: Rate, monotonicMs: () => number) {
    this.#rate = rate;
    this.#monotonicMs = monotonicMs;
    this.#tokens = rate.burst;
    this.#refilledAtMs = monotonicMs();
  }

  /** Takes one; false when there is none left. */
  take(): boolean {
    const nowMs = this.#monotonicMs();
    const refill = ((nowMs - this.#refilledAtMs) * this.#rate.perSecond) / 1000;
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + refill);
    this.#refilledAtMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
