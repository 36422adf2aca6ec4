import { z } from 'zod';
import { type PoleProfileId, poleProfiles } from '../../../drivers/pole/profiles.ts';
import { createGlyphSource } from '../../../drivers/printer/glyph-source.ts';
import { type PrinterProfileId, printerProfiles } from '../../../drivers/printer/profiles.ts';
import { scaleProfiles } from '../../../drivers/scale/scale-profile.ts';
import { hidReportProfiles } from '../../../drivers/scanner/hid-report.ts';
import { type TerminalLayoutId, terminalLayouts } from '../../../drivers/terminal/layouts.ts';
import { HidScannerSimulator } from '../../../fixtures/simulators/hid-scanner.ts';
import { PrinterSimulator } from '../../../fixtures/simulators/printer-simulator.ts';
import { ScannerSimulator } from '../../../fixtures/simulators/scanner-simulator.ts';
import type { Act, Schedulable } from '../../../fixtures/simulators/schedulable.ts';
import { TerminalSimulator } from '../../../fixtures/simulators/terminal-simulator.ts';
import { PoleSimulator } from '../../../fixtures/simulators/virtual-pole.ts';
import { ScaleSimulator } from '../../../fixtures/simulators/virtual-scale.ts';
import { assert } from '../../base/assert.ts';
import { BENCH_DEVICES, type BenchDevice } from '../../contract/workbench.ts';
import { TillConfiguration } from '../../engine/configuration.ts';
import { machineClock, machineTimers } from '../../hosts/machine-world.ts';

function idOf<Id extends string>(known: Readonly<Record<Id, unknown>>) {
  return z.enum(Object.keys(known) as [Id, ...Id[]]);
}

const USUAL = {
  printer: 'generic-80',
  pole: 'epson-big5',
  scale: 'mettler-8217',
  terminal: 'nccc400-simulator',
} as const satisfies {
  printer: PrinterProfileId;
  pole: PoleProfileId;
  scale: keyof typeof scaleProfiles;
  terminal: TerminalLayoutId;
};

/** What stands at a scenario's till; part of the public format. */
export const DeviceSettings = z
  .strictObject({
    hidScanner: z.boolean().optional().meta({ description: 'A second scanner, in HID POS mode.' }),
    pole: z
      .strictObject({ profile: idOf(poleProfiles).optional() })
      .optional()
      .meta({ description: `The customer’s display; ${USUAL.pole} unless told.` }),
    scale: z
      .strictObject({ profile: idOf(scaleProfiles).optional() })
      .optional()
      .meta({ description: `${USUAL.scale} unless told.` }),
    terminal: z
      .strictObject({ layout: idOf(terminalLayouts).optional() })
      .optional()
      .meta({ description: `The card terminal; ${USUAL.terminal} unless told.` }),
    printerProfile: idOf(printerProfiles)
      .optional()
      .meta({ description: `${USUAL.printer} unless told.` }),
    inStoreLayouts: TillConfiguration.shape.devices
      .unwrap()
      .shape.inStoreLayouts.unwrap()
      .optional()
      .meta({ description: 'How the shop writes prices and weights into its labels.' }),
  })
  .meta({
    id: 'Devices',
    description:
      'Devices beside the serial scanner and the printer with its drawer, which are always there. What is not named is not there.',
  });
export type DeviceSettings = z.infer<typeof DeviceSettings>;

/** Devices by the names that scenarios use for them. The drawer hangs on the printer, and its acts are the printer's. */
export const DEVICE_NAMES = [...BENCH_DEVICES, 'drawer'] as const;
export type DeviceName = (typeof DEVICE_NAMES)[number];

/** The technician's name of each. */
export const DEVICE_IDS: Readonly<Record<DeviceName, string>> = {
  scanner: 'scanner-1',
  'hid-scanner': 'scanner-2',
  printer: 'printer',
  drawer: 'drawer',
  pole: 'pole',
  scale: 'scale',
  terminal: 'terminal',
};

/** A simulated device on a TCP port of this machine. */
interface Simulator {
  readonly port: number;
  readonly isConnected: boolean;
  start(): Promise<void>;
  stop(): Promise<void>;
  unplug(): Promise<void> | void;
  replug(): Promise<void> | void;
}

interface Standing {
  readonly simulator: Simulator;
  readonly schedulable: Schedulable;
  isPlugged: boolean;
}

/** After these a printer does not say how it is; after the others it does again. */
const HIDING: Readonly<Record<string, readonly string[]>> = {
  silent: ['answering'],
  nonsense: ['answering'],
  freeze: ['thaw'],
  stall: ['unstall'],
};

/** The simulated devices of one scenario's till: only those that it asks for. */
export class CounterDevices {
  readonly scanner = new ScannerSimulator();
  readonly printer: PrinterSimulator;
  readonly hidScanner: HidScannerSimulator | undefined;
  readonly pole: PoleSimulator | undefined;
  readonly scale: ScaleSimulator | undefined;
  readonly terminal: TerminalSimulator | undefined;
  readonly #settings: DeviceSettings;
  readonly #standing = new Map<BenchDevice, Standing>();
  /** Acts of the printer that keep it from saying how it is. */
  readonly #hidden = new Set<string>();

  constructor(settings: DeviceSettings = {}) {
    this.#settings = settings;
    const glyphs = createGlyphSource();
    const timers = machineTimers;
    const widthDots = printerProfiles[settings.printerProfile ?? USUAL.printer].dots;
    this.printer = new PrinterSimulator({ widthDots, timers, glyphs });
    this.hidScanner = settings.hidScanner === true ? new HidScannerSimulator() : undefined;
    if (settings.pole !== undefined) {
      const { dialect, encoding, columns } = poleProfiles[settings.pole.profile ?? USUAL.pole];
      this.pole = new PoleSimulator({ dialect, encoding, columns, glyphs });
    }
    if (settings.scale !== undefined) {
      const { dialect } = scaleProfiles[settings.scale.profile ?? USUAL.scale];
      this.scale = new ScaleSimulator({ dialect, timers });
    }
    if (settings.terminal !== undefined) {
      const layout = terminalLayouts[settings.terminal.layout ?? USUAL.terminal];
      this.terminal = new TerminalSimulator({ timers, clock: machineClock, layout });
    }
    this.#stand('scanner', this.scanner, this.scanner);
    this.#stand('hid-scanner', this.hidScanner, this.hidScanner);
    this.#stand('printer', this.printer, this.printer.schedule);
    this.#stand('pole', this.pole, this.pole);
    this.#stand('scale', this.scale, this.scale);
    this.#stand('terminal', this.terminal, this.terminal);
  }

  /** What can be done to each device and waited for. */
  get schedulables(): Readonly<Record<string, Schedulable>> {
    return Object.fromEntries([...this.#standing].map(([name, { schedulable }]) => [name, schedulable]));
  }

  /** Whether the printer can tell what is the matter with it. */
  get isPrinterTelling(): boolean {
    return this.#hidden.size === 0;
  }

  /** What the till's configuration says of them, once they are started. */
  configuration(duplicateWindowMs: number): unknown {
    const { pole, scale, terminal, printerProfile, inStoreLayouts } = this.#settings;
    const at = (port: number) => ({ kind: 'tcp', host: '127.0.0.1', port });
    const { reportBytes } = hidReportProfiles.honeywell;
    return {
      scanners: [
        { link: at(this.scanner.port), duplicateWindowMs },
        ...(this.hidScanner === undefined
          ? []
          : [
              {
                link: { ...at(this.hidScanner.port), kind: 'hid-reports', reportBytes },
                duplicateWindowMs,
              },
            ]),
      ],
      inStoreLayouts,
      printer: { link: at(this.printer.port), profile: printerProfile ?? USUAL.printer },
      pole: this.pole && { link: at(this.pole.port), profile: pole?.profile ?? USUAL.pole },
      scale: this.scale && { link: at(this.scale.port), profile: scale?.profile ?? USUAL.scale },
      terminal: this.terminal && {
        link: at(this.terminal.port),
        layout: terminal?.layout ?? USUAL.terminal,
      },
    };
  }

  has(device: DeviceName): boolean {
    return device === 'drawer' || this.#standing.has(device);
  }

  /** Whether its cable is in. One that is not at this till has none. */
  isPlugged(device: BenchDevice): boolean {
    // A terminal also loses its line by itself.
    if (device === 'terminal' && this.terminal?.isPresent === false) return false;
    return this.#standing.get(device)?.isPlugged === true;
  }

  isConnected(device: BenchDevice): boolean {
    return this.#standing.get(device)?.simulator.isConnected === true;
  }

  async plug(device: BenchDevice, isPlugged: boolean): Promise<void> {
    const standing = this.#standing.get(device);
    assert(standing !== undefined, 'only what stands at this till is plugged in');
    standing.isPlugged = isPlugged;
    await (isPlugged ? standing.simulator.replug() : standing.simulator.unplug());
  }

  async start(): Promise<void> {
    await Promise.all([...this.#standing.values()].map(({ simulator }) => simulator.start()));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#standing.values()].map(({ simulator }) => simulator.stop()));
  }

  /** Pulls every cable at once, for a till that has died. Gives what puts back those that were in. */
  async sever(): Promise<() => Promise<void>> {
    const devices = [...this.#standing].filter(([device]) => this.isPlugged(device));
    await Promise.all(devices.map(([, { simulator }]) => simulator.unplug()));
    return async () => {
      await Promise.all(devices.map(([, { simulator }]) => simulator.replug()));
    };
  }

  #stand(device: BenchDevice, simulator: Simulator | undefined, schedulable: Schedulable | undefined): void {
    if (simulator === undefined || schedulable === undefined) return;
    const standing: Standing = {
      simulator,
      schedulable: { ...told(schedulable), acts: this.#noted(device, schedulable.acts) },
      isPlugged: true,
    };
    this.#standing.set(device, standing);
  }

  /** The same acts, with a note of what they do to cables and to what the printer says. */
  #noted(device: BenchDevice, acts: Schedulable['acts']): Schedulable['acts'] {
    const noted = Object.entries(acts).map(([name, act]): [string, Act] => [
      name,
      {
        ...act,
        run: (params) => {
          const done = act.run(params);
          if (done.ok) this.#note(device, name);
          return done;
        },
      },
    ]);
    return Object.fromEntries(noted);
  }

  #note(device: BenchDevice, act: string): void {
    const standing = this.#standing.get(device);
    if (standing !== undefined && act === 'unplug') standing.isPlugged = false;
    if (standing !== undefined && act === 'replug') standing.isPlugged = true;
    if (device !== 'printer') return;
    if (Object.hasOwn(HIDING, act)) this.#hidden.add(act);
    for (const [hiding, ends] of Object.entries(HIDING)) if (ends.includes(act)) this.#hidden.delete(hiding);
  }
}

/** Its words, and the way to hear them. */
function told(schedulable: Schedulable): Omit<Schedulable, 'acts'> {
  const { events, instants } = schedulable;
  return {
    events,
    ...(instants === undefined ? {} : { instants }),
    watch: (listener) => schedulable.watch(listener),
  };
}
