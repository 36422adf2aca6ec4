import type { SeededRandom } from '../../../../fixtures/world/test-world.ts';
import type { BenchDevice } from '../../../contract/workbench.ts';
import type { CounterTill } from './counter-till.ts';
import { FAULTS } from './faults.ts';

const LONGEST_PAUSE_MS = 220;
const LONGEST_FAULT_MS = 300;
/** A fault that waits for its moment does not wait longer. */
const LONGEST_WAIT_MS = 1_000;

/** What goes wrong how often: the printer has most to lose, the others are there to be in the way. */
const AIMS: readonly BenchDevice[] = [
  ...Array<BenchDevice>(5).fill('printer'),
  'scanner',
  'hid-scanner',
  'pole',
  'scale',
  'terminal',
];

/** Breaks one device after the other, several at a time, and mends each after a while. */
export class Saboteur {
  readonly #till: CounterTill;
  readonly #random: SeededRandom;
  readonly #counts = new Map<string, number>();
  readonly #running = new Map<BenchDevice, Promise<void>>();
  #unplugs = 0;
  #isOver = false;
  #loop: Promise<void> = Promise.resolve();

  constructor(till: CounterTill, random: SeededRandom) {
    this.#till = till;
    this.#random = random;
  }

  /** Times that a cable was pulled or power lost, or was going to be at a moment that may not have come. */
  get unplugs(): number {
    return this.#unplugs;
  }

  /** How often each fault struck. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => a.localeCompare(b)));
  }

  start(): void {
    this.#loop = this.#goOn();
  }

  /** Breaks nothing more; resolves when everything is mended. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#loop;
    await Promise.all(this.#running.values());
  }

  async #goOn(): Promise<void> {
    while (!this.#isOver) {
      await pause(this.#random.below(LONGEST_PAUSE_MS));
      const device = AIMS[this.#random.below(AIMS.length)];
      if (device === undefined || this.#running.has(device)) continue;
      const running = this.#breakAndMend(device).finally(() => this.#running.delete(device));
      this.#running.set(device, running);
    }
  }

  async #breakAndMend(device: BenchDevice): Promise<void> {
    const faults = FAULTS[device];
    const fault = faults[this.#random.below(faults.length)];
    if (fault === undefined) return;
    const name = `${device} ${fault.name}`;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    if (fault.isUnplug === true) this.#unplugs += 1;
    const { counter } = this.#till;
    const struck = fault.strike(counter, this.#random);
    if (struck !== undefined && 'disarm' in struck) {
      await Promise.race([struck.struck, pause(LONGEST_WAIT_MS)]);
      struck.disarm();
    } else await struck;
    await pause(20 + this.#random.below(LONGEST_FAULT_MS));
    await fault.mend(counter);
    // Somebody stands there and presses on when it says that it waits for them.
    if (device === 'printer') await this.#till.call('receipt:retry');
  }
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
