import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';

/** Something that must happen in a scenario did not: told as a difference, not as a fault of the program. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
  /** What came instead, where something did. */
  readonly actual: unknown;

  /** @param expected what had to happen, in words. */
  constructor(expected: string, actual: unknown = null) {
    super(expected);
    this.actual = actual;
  }
}

const LOOK_EVERY_MS = 2;

export interface WaitOptions {
  readonly clock: Clock;
  /** 8,000 unless told. */
  readonly withinMs?: number;
  /** What is the case instead, for the difference. */
  readonly seen?: () => unknown;
}

/**
 * Resolves as soon as `isSo` holds.
 * @param what in words, for the difference when it does not come to hold.
 * @throws StepFailure after `withinMs`.
 */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  { clock, withinMs = 8_000, seen }: WaitOptions,
): Promise<void> {
  const untilMs = clock.monotonicMs() + withinMs;
  while (!(await isSo())) {
    if (clock.monotonicMs() >= untilMs) throw new StepFailure(what, seen?.());
    await pause(LOOK_EVERY_MS);
  }
}
