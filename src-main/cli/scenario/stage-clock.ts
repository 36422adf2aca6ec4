import type { Clock } from '../../base/clock.ts';
import { machineClock } from '../../hosts/machine-world.ts';

/** How long before the first tender a sale that names its moment begins. */
const LEAD_MS = 10 * 60_000;

/**
 * The wall clock of a scenario: the machine's, or one that stands where the scenario says that the first tender came.
 * It only ever goes forward; durations are always the machine's.
 */
export class StageClock implements Clock {
  #aheadMs = 0;
  #heldAtMs: number | undefined;

  /** @param firstTenderAtMs when the first tender is to be taken; the clock begins a little before. */
  constructor(firstTenderAtMs: number | undefined) {
    if (firstTenderAtMs !== undefined) this.#aheadMs = firstTenderAtMs - LEAD_MS - machineClock.nowMs();
  }

  nowMs(): number {
    return this.#heldAtMs ?? machineClock.nowMs() + this.#aheadMs;
  }

  monotonicMs(): number {
    return machineClock.monotonicMs();
  }

  /** Goes forward to this moment and stands there. */
  holdAt(atMs: number): void {
    this.#heldAtMs = Math.max(atMs, this.nowMs());
  }

  /** Goes on from where it stood. */
  release(): void {
    if (this.#heldAtMs === undefined) return;
    this.#aheadMs = this.#heldAtMs - machineClock.nowMs();
    this.#heldAtMs = undefined;
  }
}
