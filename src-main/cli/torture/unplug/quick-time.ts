import type { Clock, Dispose, Timers } from '../../../base/clock.ts';
import { machineClock, machineTimers } from '../../../hosts/machine-world.ts';

const LOOK_EVERY_MS = 5;
/** What passed since the last look counts as no more: this process was not run, or was busy, and heard nobody. */
const LONGEST_LOOK_MS = 2 * LOOK_EVERY_MS;

let heardMs = 0;
let lookedAtMs: number | undefined;

/** How long this process was there to hear what came. */
function heardForMs(): number {
  const nowMs = machineClock.monotonicMs();
  if (lookedAtMs === undefined) setInterval(heardForMs, LOOK_EVERY_MS).unref();
  else heardMs += Math.min(Math.max(0, nowMs - lookedAtMs), LONGEST_LOOK_MS);
  lookedAtMs = nowMs;
  return heardMs;
}

/**
 * Elapsed time that runs `pace` times as fast as this machine's, for drivers on real lines: what they wait for half a
 * minute is over in half a minute divided by `pace`, and nothing else about them changes. Wall time is the machine's.
 * It stands while this process does, since a fifth of a second of a busy machine is no second of silence of a device.
 */
export function quickTime(pace: number): Clock & Timers {
  const monotonicMs = () => heardForMs() * pace;
  return {
    nowMs: () => machineClock.nowMs(),
    monotonicMs,
    after(delayMs, work) {
      const dueMs = monotonicMs() + delayMs;
      let cancel: Dispose = () => {};
      const wait = (restMs: number) => {
        cancel = machineTimers.after(restMs / pace, () => {
          const leftMs = dueMs - monotonicMs();
          if (leftMs > 0) wait(leftMs);
          else work();
        });
      };
      wait(delayMs);
      return () => cancel();
    },
  };
}
