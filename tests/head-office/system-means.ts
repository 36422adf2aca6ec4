import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Clock, Timers } from '../../src-main/base/clock.ts';
import type { IdSource, Random } from '../../src-main/base/random.ts';

/** This machine's own clock, timers, randomness and ids, for tests over real sockets and databases. */
export const systemClock: Clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };

export const systemTimers: Timers = {
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
};

export const systemRandom: Random = { bytes: (length) => randomBytes(length) };

export const systemIds: IdSource = { next: () => v7() };
