import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createGlyphSource } from '../../../drivers/printer/glyph-source.ts';
import { printerProfiles } from '../../../drivers/printer/profiles.ts';
import { HidScannerSimulator } from '../../../fixtures/simulators/hid-scanner.ts';
import { PrinterSimulator } from '../../../fixtures/simulators/printer-simulator.ts';
import { type Pty, startPtyBridge } from '../../../fixtures/simulators/pty.ts';
import { ScannerSimulator } from '../../../fixtures/simulators/scanner-simulator.ts';
import type { Schedulable } from '../../../fixtures/simulators/schedulable.ts';
import { TerminalSimulator } from '../../../fixtures/simulators/terminal-simulator.ts';
import { PoleSimulator } from '../../../fixtures/simulators/virtual-pole.ts';
import { ScaleSimulator } from '../../../fixtures/simulators/virtual-scale.ts';
import { assert } from '../../base/assert.ts';
import { BENCH_DEVICES, type BenchDevice } from '../../contract/workbench.ts';
import type { TillConfiguration } from '../../engine/configuration.ts';
import { machineClock, machineTimers } from '../../hosts/machine-world.ts';

type StreamLink =
  | { readonly kind: 'serial'; readonly path: string; readonly baudRate?: number }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

/** A simulated device on a TCP port of this machine. */
interface Simulator {
  readonly port: number;
  readonly isConnected: boolean;
  start(): Promise<void>;
  stop(): Promise<void>;
  unplug(): Promise<void> | void;
  replug(): Promise<void> | void;
}

/** One simulated device and the way to it. */
interface Plugged {
  /** The pseudo-terminal in front of it; a HID scanner's reports travel by themselves. */
  readonly pty: Pty | undefined;
  isPlugged: boolean;
}

export interface Simulators {
  readonly scanner: ScannerSimulator;
  readonly 'hid-scanner': HidScannerSimulator;
  readonly printer: PrinterSimulator;
  readonly pole: PoleSimulator;
  readonly scale: ScaleSimulator;
  readonly terminal: TerminalSimulator;
}

const FAST_BAUD_RATE = 38_400;
const HEAL_EVERY_MS = 200;

/** The simulated counter: everything that can stand at one, on serial lines where this machine can make some. */
export class SimulatedCounter {
  readonly simulators: Simulators;
  /** Why the devices are on TCP instead of serial lines; undefined where they are not. */
  readonly fallback: string | undefined;
  readonly #plugged: ReadonlyMap<BenchDevice, Plugged>;

  private constructor(simulators: Simulators, lines: ReadonlyMap<BenchDevice, Pty>, fallback?: string) {
    this.simulators = simulators;
    this.fallback = fallback;
    this.#plugged = new Map(
      BENCH_DEVICES.map((device) => [device, { pty: lines.get(device), isPlugged: true }]),
    );
  }

  /** @param folder where the serial lines appear, each under its device's name. */
  static async start(folder: string): Promise<SimulatedCounter> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const glyphs = createGlyphSource();
    const simulators: Simulators = {
      scanner: new ScannerSimulator(),
      'hid-scanner': new HidScannerSimulator(),
      printer: new PrinterSimulator({ widthDots: printerProfiles['generic-58'].dots, timers: machineTimers }),
      pole: new PoleSimulator({ dialect: 'epson', encoding: 'cp950', glyphs }),
      scale: new ScaleSimulator({ dialect: 'mettler-8217', timers: machineTimers, settleMs: 600 }),
      terminal: new TerminalSimulator({ timers: machineTimers, clock: machineClock }),
    };
    for (const device of BENCH_DEVICES) await simulatorOf(simulators, device).start();
    const lines = new Map<BenchDevice, Pty>();
    for (const device of BENCH_DEVICES) {
      if (device === 'hid-scanner') continue;
      const line = await startPtyBridge({
        path: join(folder, device),
        port: simulatorOf(simulators, device).port,
        timers: machineTimers,
        healEveryMs: HEAL_EVERY_MS,
      });
      if (line.ok) {
        lines.set(device, line.value);
        continue;
      }
      for (const started of lines.values()) await started.stop();
      return new SimulatedCounter(simulators, new Map(), whyTcp(line.error.kind === 'no-socat'));
    }
    return new SimulatedCounter(simulators, lines);
  }

  /** What a till's configuration says of these devices. */
  get configuration(): TillConfiguration['devices'] {
    return {
      scanners: [
        { link: this.#link('scanner'), duplicateWindowMs: 250, terminator: 'required', silenceMs: 100 },
        {
          link: { kind: 'hid-reports', host: '127.0.0.1', port: this.#port('hid-scanner'), reportBytes: 64 },
          reportProfile: 'honeywell',
          duplicateWindowMs: 250,
          terminator: 'required',
          silenceMs: 100,
        },
      ],
      wedge: {},
      // The weight label that the workbench has on its scanners.
      inStoreLayouts: [
        {
          prefix: '28',
          itemStart: 2,
          itemLength: 5,
          valueStart: 7,
          valueLength: 5,
          kind: 'weight',
          decimals: 3,
        },
      ],
      printer: { link: this.#link('printer', FAST_BAUD_RATE), profile: 'generic-58', overrides: {} },
      pole: { link: this.#link('pole'), profile: 'epson-big5', language: 'zh-TW' },
      scale: { link: this.#link('scale'), profile: 'mettler-8217' },
      terminal: { link: this.#link('terminal'), layout: 'nccc400-simulator' },
    };
  }

  transportOf(device: BenchDevice): 'pty' | 'tcp' {
    return this.#of(device).pty === undefined ? 'tcp' : 'pty';
  }

  isPlugged(device: BenchDevice): boolean {
    return this.#of(device).isPlugged;
  }

  simulator(device: BenchDevice): Simulator {
    return simulatorOf(this.simulators, device);
  }

  /** What can be done to each device and waited for, by its name. */
  get schedulables(): Readonly<Record<BenchDevice, Schedulable>> {
    return { ...this.simulators, printer: this.simulators.printer.schedule };
  }

  /** Pulls a cable. */
  async unplug(device: BenchDevice): Promise<void> {
    const plugged = this.#of(device);
    if (!plugged.isPlugged) return;
    plugged.isPlugged = false;
    await (plugged.pty === undefined ? this.simulator(device).unplug() : plugged.pty.unplug());
  }

  async plug(device: BenchDevice): Promise<void> {
    const plugged = this.#of(device);
    if (device === 'printer') this.simulators.printer.powerOn();
    // A schedule may have pulled it at the device's own end.
    await this.simulator(device).replug();
    plugged.isPlugged = true;
    await plugged.pty?.replug();
  }

  async stop(): Promise<void> {
    for (const { pty } of this.#plugged.values()) await pty?.stop();
    for (const device of BENCH_DEVICES) await this.simulator(device).stop();
  }

  #of(device: BenchDevice): Plugged {
    const plugged = this.#plugged.get(device);
    assert(plugged !== undefined, 'every device of the bench is there');
    return plugged;
  }

  #port(device: BenchDevice): number {
    return this.simulator(device).port;
  }

  #link(device: BenchDevice, baudRate?: number): StreamLink {
    const { pty } = this.#of(device);
    return pty === undefined
      ? { kind: 'tcp', host: '127.0.0.1', port: this.#port(device) }
      : { kind: 'serial', path: pty.path, ...(baudRate === undefined ? {} : { baudRate }) };
  }
}

function simulatorOf(simulators: Simulators, device: BenchDevice): Simulator {
  return simulators[device];
}

function whyTcp(isSocatAbsent: boolean): string {
  return isSocatAbsent
    ? 'socat is not installed, so the simulated devices are on TCP instead of serial lines. 沒有 socat，模擬設備改走 TCP。'
    : 'no pseudo-terminal could be made, so the simulated devices are on TCP. 無法建立虛擬序列埠，模擬設備改走 TCP。';
}
