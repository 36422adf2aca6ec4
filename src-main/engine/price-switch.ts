import type { Clock, Dispose, Timers } from '../base/clock.ts';

/** A clock that is set meanwhile is noticed within it. */
const MAX_WAIT_MS = 60_000;

export interface PriceSwitchMeans {
  readonly clock: Clock;
  readonly timers: Timers;
  /** The next moment at which prices may be others; undefined where none is known. */
  readonly nextChangeMs: (nowMs: number) => number | undefined;
  readonly onSwitch: () => void;
}

/** Tells when what holds may be something else: a promotion begins or ends at its second, whatever else happens. */
export class PriceSwitch {
  readonly #means: PriceSwitchMeans;
  #cancel: Dispose = () => {};

  constructor(means: PriceSwitchMeans) {
    this.#means = means;
  }

  /** Waits for the next moment from now on; what was waited for before is forgotten. */
  wait(): void {
    this.#cancel();
    const { clock, timers, nextChangeMs, onSwitch } = this.#means;
    const nowMs = clock.nowMs();
    const atMs = nextChangeMs(nowMs);
    if (atMs === undefined) return;
    this.#cancel = timers.after(Math.min(atMs - nowMs, MAX_WAIT_MS), () => {
      this.wait();
      onSwitch();
    });
  }

  close(): void {
    this.#cancel();
  }
}
