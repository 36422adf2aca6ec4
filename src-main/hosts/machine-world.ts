import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Clock, Timers } from '../base/clock.ts';
import type { IdSource, Random } from '../base/random.ts';

/** This machine's clock. */
export const machineClock: Clock = { nowMs: Date.now, monotonicMs: () => performance.now() };

/** This machine's timers. A pending one does not keep an ended program alive. */
export const machineTimers: Timers = {
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** The operating system's randomness. */
export const machineRandom: Random = { bytes: (length) => randomBytes(length) };

/** UUIDv7 (RFC 9562, section 5.7), rising within this process. */
export const machineIds: IdSource = { next: () => v7() };
