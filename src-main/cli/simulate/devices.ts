import { z } from 'zod';
import type { PoleDialect } from '../../../drivers/pole/pole-commands.ts';
import { createGlyphSource, type GlyphSource } from '../../../drivers/printer/glyph-source.ts';
import { hidReportProfileIds, hidReportProfiles } from '../../../drivers/scanner/hid-report.ts';
import { type TerminalLayoutId, terminalLayouts } from '../../../drivers/terminal/layouts.ts';
import { HidScannerSimulator } from '../../../fixtures/simulators/hid-scanner.ts';
import { PrinterSimulator } from '../../../fixtures/simulators/printer-simulator.ts';
import type { ScaleFrameKind } from '../../../fixtures/simulators/scale-frames.ts';
import { ScannerSimulator } from '../../../fixtures/simulators/scanner-simulator.ts';
import type { Schedulable } from '../../../fixtures/simulators/schedulable.ts';
import type { Charge } from '../../../fixtures/simulators/terminal-bank.ts';
import { TerminalSimulator } from '../../../fixtures/simulators/terminal-simulator.ts';
import { PoleSimulator } from '../../../fixtures/simulators/virtual-pole.ts';
import { ScaleSimulator } from '../../../fixtures/simulators/virtual-scale.ts';
import type { Clock, Dispose, Timers } from '../../base/clock.ts';
import type { News } from './news.ts';
import type { PictureFolder } from './picture-folder.ts';

export const DEVICE_NAMES = ['scanner', 'hid-scanner', 'printer', 'pole', 'scale', 'terminal'] as const;
export type DeviceName = (typeof DEVICE_NAMES)[number];

/** Dots across the paper, as words of the command line. */
export const PRINTER_WIDTHS = ['384', '576', '512'] as const;
export const POLE_DIALECTS = ['epson', 'cd5220', 'led8'] as const satisfies readonly PoleDialect[];
export const SCALE_DIALECTS = [
  'mettler-8217',
  'cas-type6',
  'cas-continuous',
] as const satisfies readonly ScaleFrameKind[];
export const TERMINAL_LAYOUTS = Object.keys(terminalLayouts).filter(
  (id): id is TerminalLayoutId => id in terminalLayouts,
);

/** Settings of each device, and what is taken where nothing is told. */
export const DeviceSettings = z.object({
  width: z.enum(PRINTER_WIDTHS).default('576'),
  profile: z.enum(hidReportProfileIds).default('honeywell'),
  poleDialect: z.enum(POLE_DIALECTS).default('epson'),
  scaleDialect: z.enum(SCALE_DIALECTS).default('mettler-8217'),
  layout: z.enum(TERMINAL_LAYOUTS).default('nccc400-simulator'),
  cardholderSeconds: z.number().min(0).max(600).default(2),
});
export type DeviceSettings = z.infer<typeof DeviceSettings>;

export interface DeviceWorld {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly tell: (news: News) => void;
  /** Where papers and displays are drawn, if anywhere. */
  readonly pictures?: PictureFolder | undefined;
}

/** A device on a TCP port of this machine. */
interface Wire {
  readonly port: number;
  readonly isConnected: boolean;
  start(port?: number): Promise<void>;
  stop(): Promise<void>;
  onConnection(listener: (isConnected: boolean) => void): Dispose;
}

/** A device, ready to be started, that tells what happens to it. */
export interface SimulatedDevice {
  readonly wire: Wire;
  /** Its events and acts. */
  readonly schedulable: Schedulable;
  /** Events that come all the time while a till merely looks after the device. */
  readonly chatter: readonly string[];
}

/** Makes a simulated device that tells `world` of papers, charges and whatever else comes of it. */
export function simulatedDevice(
  name: DeviceName,
  settings: DeviceSettings,
  world: DeviceWorld,
): SimulatedDevice {
  switch (name) {
    case 'scanner':
      return plain(new ScannerSimulator());
    case 'hid-scanner':
      return plain(new HidScannerSimulator({ profile: hidReportProfiles[settings.profile] }));
    case 'printer':
      return printer(settings, world);
    case 'pole':
      return pole(settings, world);
    case 'scale':
      return plain(new ScaleSimulator({ dialect: settings.scaleDialect, timers: world.timers }), ['weigh']);
    case 'terminal':
      return terminal(settings, world);
  }
}

function plain(simulator: Wire & Schedulable, chatter: readonly string[] = []): SimulatedDevice {
  return { wire: simulator, schedulable: simulator, chatter };
}

/** Reading the fonts takes a while, and a device that draws answers nobody: where it will draw, it is done beforehand. */
function glyphsFor({ pictures }: DeviceWorld): GlyphSource {
  const glyphs = createGlyphSource();
  const looks = { character: '一', columns: 2, size: 1 } as const;
  if (pictures !== undefined)
    glyphs.draw([
      { ...looks, isBold: false },
      { ...looks, isBold: true },
    ]);
  return glyphs;
}

function printer({ width }: DeviceSettings, world: DeviceWorld): SimulatedDevice {
  const simulator = new PrinterSimulator({
    widthDots: Number(width),
    timers: world.timers,
    glyphs: glyphsFor(world),
  });
  let papers = 0;
  simulator.onPaper((paper) => {
    papers += 1;
    const drawn = world.pictures?.addPaper(paper.png, paper.text);
    const files = drawn?.ok === true ? { files: drawn.value } : {};
    world.tell({ kind: 'paper', number: papers, text: paper.text, ...files });
    if (drawn?.ok === false) world.tell({ kind: 'problem', problem: drawn.error.problem });
  });
  simulator.onEvent((event) => {
    if (event.kind === 'drawer') world.tell({ kind: 'drawer', isOpen: event.isOpen });
  });
  return { wire: simulator, schedulable: simulator.schedule, chatter: ['status'] };
}

function pole({ poleDialect }: DeviceSettings, world: DeviceWorld): SimulatedDevice {
  const simulator = new PoleSimulator({ dialect: poleDialect, encoding: 'cp950', glyphs: glyphsFor(world) });
  let shown = '';
  const look = () => {
    const looks = JSON.stringify([simulator.lines, simulator.isPoweredOn, simulator.brightness]);
    if (looks === shown) return;
    shown = looks;
    const rows = simulator.isPoweredOn ? simulator.lines : simulator.lines.map(() => '');
    const text = rows.map((row) => row.trimEnd()).join('\n');
    const drawn = world.pictures?.replace('pole', simulator.draw(), text);
    world.tell({ kind: 'display', rows });
    if (drawn?.ok === false) world.tell({ kind: 'problem', problem: drawn.error.problem });
  };
  simulator.onChange(look);
  return plain(simulator);
}

function terminal({ layout, cardholderSeconds }: DeviceSettings, world: DeviceWorld): SimulatedDevice {
  let told: Charge | undefined;
  // Its bank books while a timer of its own runs, and at no other time.
  const timers: Timers = {
    after: (delayMs, work) =>
      world.timers.after(delayMs, () => {
        work();
        const { charges } = simulator;
        const firstNew = told === undefined ? 0 : charges.lastIndexOf(told) + 1;
        for (const charge of charges.slice(firstNew)) world.tell({ kind: 'charge', charge });
        told = charges.at(-1);
      }),
  };
  const simulator = new TerminalSimulator({
    clock: world.clock,
    timers,
    layout: terminalLayouts[layout],
    cardholderMs: cardholderSeconds * 1_000,
  });
  return plain(simulator);
}
