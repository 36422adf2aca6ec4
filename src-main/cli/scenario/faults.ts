import { firingText, readSchedule, ScheduleRunner } from '../../../fixtures/simulators/fault-schedule.ts';
import type { FaultSchedule } from '../../../fixtures/simulators/fault-schedule-format.ts';
import type { Schedulable } from '../../../fixtures/simulators/schedulable.ts';
import { machineTimers } from '../../hosts/machine-world.ts';
import type { Difference } from './compare.ts';
import { StepFailure } from './waiting.ts';

type Schedulables = Readonly<Record<string, Schedulable>>;

/** Why a schedule cannot be run at these devices; undefined when it can. */
export function scheduleProblem(schedule: FaultSchedule, devices: Schedulables): string | undefined {
  const read = readSchedule(JSON.stringify(schedule), devices);
  return read.ok ? undefined : read.error.problem;
}

/** The fault schedules of one scenario, and what has come of them. */
export class Faults {
  readonly #devices: Schedulables;
  readonly #runners: ScheduleRunner[] = [];
  readonly #log: string[] = [];
  readonly #failures: Difference[] = [];
  /** How many faults are to happen at least once. */
  #awaited = 0;

  constructor(devices: Schedulables) {
    this.#devices = devices;
  }

  /** What happened, oldest first, such as `printer: paper-out (print 3, byte 400)`. */
  get log(): readonly string[] {
    return this.#log;
  }

  /** Faults that could not happen, or did not; told even where nobody expects anything of them. */
  get failures(): readonly Difference[] {
    const fired = this.#runners.reduce((sum, runner) => sum + runner.fired, 0);
    if (fired >= this.#awaited) return this.#failures;
    const expected = `${this.#awaited} faults`;
    return [...this.#failures, { name: 'step', field: 'faults', expected, actual: this.#log }];
  }

  /** Lets these faults happen from now on, beside those that run already. */
  start(schedule: FaultSchedule): void {
    const problem = scheduleProblem(schedule, this.#devices);
    if (problem !== undefined) throw new StepFailure('a schedule for these devices', problem);
    const runner = new ScheduleRunner(schedule, this.#devices, machineTimers);
    runner.onFired((firing) => {
      const text = firingText(firing);
      this.#log.push(text);
      if (firing.outcome === 'done') return;
      this.#failures.push({ name: 'step', field: 'faults', expected: 'a fault that happens', actual: text });
    });
    this.#runners.push(runner);
    // One that comes again and again may wait for more than happens here.
    this.#awaited += schedule.faults.filter(({ when }) => !('every' in when)).length;
    runner.start();
  }

  stop(): void {
    for (const runner of this.#runners) runner.stop();
  }
}
