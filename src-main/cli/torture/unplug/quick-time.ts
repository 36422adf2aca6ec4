import type { Clock, Timers } from '../../../base/clock.ts';
import { machineClock, machineTimers } from '../../../hosts/machine-world.ts';

/**
 * Elapsed time that runs `pace` times as fast as this machine's, for drivers on real lines: what they wait for half a
 * minute is over in half a minute divided by `pace`, and nothing else about them changes. Wall time is the machine's.
 */
export function quickTime(pace: number): Clock & Timers {
  return {
    nowMs: () => machineClock.nowMs(),
    monotonicMs: () => machineClock.monotonicMs() * pace,
    after: (delayMs, work) => machineTimers.after(delayMs / pace, work),
  };
}
