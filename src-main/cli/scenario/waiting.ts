import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';

/** Something that must happen in a scenario did not: told as a difference, not as a fault of the program. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
}

const LOOK_EVERY_MS = 2;

/**
 * Resolves as soon as `isSo` holds.
 * @param what in words, for the difference when it does not come to hold.
 * @throws StepFailure after `withinMs`.
 */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  { clock, withinMs = 8_000 }: { readonly clock: Clock; readonly withinMs?: number },
): Promise<void> {
  const untilMs = clock.monotonicMs() + withinMs;
  while (!(await isSo())) {
    if (clock.monotonicMs() >= untilMs) throw new StepFailure(what);
    await pause(LOOK_EVERY_MS);
  }
}
