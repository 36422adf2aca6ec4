import { readSchedule, ScheduleRunner } from '../../../fixtures/simulators/fault-schedule.ts';
import { BENCH_DEVICES, type BenchDevice, type BenchView } from '../../contract/workbench.ts';
import { type Refusal, refuse } from '../../domain/refusals.ts';
import { machineTimers } from '../../hosts/machine-world.ts';
import type { SimulatedCounter } from './counter.ts';

type DeviceViews = Pick<BenchView, 'devices' | 'pole' | 'scale' | 'terminal' | 'schedule'>;

const CHARGES_SHOWN = 5;

/** The part of the workbench that is the same for every device: its acts by name, its cable, and faults on schedule. */
export class DeviceBench {
  readonly #counter: SimulatedCounter;
  #runner: ScheduleRunner | undefined;
  #faults = 0;
  #problem: string | null = null;
  #polePng: { readonly text: string; readonly png: string } | undefined;

  constructor(counter: SimulatedCounter) {
    this.#counter = counter;
  }

  /** Does one of a device's acts. A name or parameter that it does not know is refused, and nothing is done. */
  act(device: BenchDevice, name: string, params: unknown): Refusal | undefined {
    const act = this.#counter.schedulables[device].acts[name];
    if (act === undefined) return refuse('malformed', { problem: name });
    const done = act.run(params);
    return done.ok ? undefined : refuse('malformed', { problem: done.error.problem });
  }

  plug(device: BenchDevice, isPlugged: boolean): Promise<void> {
    return isPlugged ? this.#counter.plug(device) : this.#counter.unplug(device);
  }

  /** Runs another schedule from now on, or none. One that is not sound changes nothing but what is said of it. */
  schedule(text: string | null): void {
    if (text === null) {
      this.#runner?.stop();
      this.#problem = null;
      return;
    }
    const devices = this.#counter.schedulables;
    const read = readSchedule(text, devices);
    if (!read.ok) {
      this.#problem = read.error.problem;
      return;
    }
    this.#runner?.stop();
    this.#problem = null;
    this.#faults = read.value.faults.length;
    this.#runner = new ScheduleRunner(read.value, devices, machineTimers);
    this.#runner.start();
  }

  stop(): void {
    this.#runner?.stop();
  }

  views(): DeviceViews {
    const { simulators, schedulables } = this.#counter;
    const { scale, terminal } = simulators;
    return {
      devices: BENCH_DEVICES.map((device) => ({
        device,
        transport: this.#counter.transportOf(device),
        isPlugged: this.#counter.isPlugged(device),
        isConnected: this.#counter.simulator(device).isConnected,
        acts: Object.entries(schedulables[device].acts).map(([name, { help }]) => ({
          name,
          help,
        })),
      })),
      pole: { rows: simulators.pole.lines, png: this.#drawPole() },
      scale: { grams: scale.shownGrams, isMoving: scale.isMoving },
      terminal: {
        requests: terminal.requestCount,
        isBusy: terminal.isBusy,
        charges: terminal.charges
          .slice(-CHARGES_SHOWN)
          .reverse()
          .map(({ kind, amount }) => ({ kind, amount })),
      },
      schedule: {
        isRunning: this.#runner?.isRunning ?? false,
        fired: this.#runner?.fired ?? 0,
        faults: this.#faults,
        log: this.#runner?.log ?? [],
        problem: this.#problem,
      },
    };
  }

  /** Drawn again only when it shows something else. */
  #drawPole(): string {
    const { pole } = this.#counter.simulators;
    const text = `${pole.text} ${pole.isPoweredOn} ${pole.brightness}`;
    if (this.#polePng?.text !== text)
      this.#polePng = { text, png: `data:image/png;base64,${pole.draw().toString('base64')}` };
    return this.#polePng.png;
  }
}
