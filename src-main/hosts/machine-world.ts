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

/** Random bytes are fetched in such lots: a call to the operating system for every id would cost more than the id. */
const POOL_BYTES = 4_096;
const ID_RANDOM_BYTES = 16;

/** UUIDv7 (RFC 9562, section 5.7), rising within this process by a counter seeded anew each millisecond (6.2, method 1). */
export const machineIds: IdSource = risingIds();

function risingIds(): IdSource {
  let pool = randomBytes(0);
  let used = 0;
  let msecs = 0;
  let seq = 0;
  const take = (): Uint8Array => {
    if (used + ID_RANDOM_BYTES > pool.length) {
      pool = randomBytes(POOL_BYTES);
      used = 0;
    }
    used += ID_RANDOM_BYTES;
    return pool.subarray(used - ID_RANDOM_BYTES, used);
  };
  return {
    next() {
      const random = take();
      const nowMs = Date.now();
      if (nowMs > msecs) {
        msecs = nowMs;
        // 31 bits, so that the counter has room to rise; of bytes that the id does not show again in its tail.
        seq = pool.readUInt32BE(used - 10) >>> 1;
      } else {
        seq += 1;
      }
      return v7({ random, msecs, seq });
    },
  };
}
