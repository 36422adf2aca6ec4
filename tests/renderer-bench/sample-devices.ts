import iconv from 'iconv-lite';
import { createGlyphSource } from '../../drivers/printer/glyph-source.ts';
import { HidScannerSimulator } from '../../fixtures/simulators/hid-scanner.ts';
import { PrinterSimulator } from '../../fixtures/simulators/printer-simulator.ts';
import { ScannerSimulator } from '../../fixtures/simulators/scanner-simulator.ts';
import type { Schedulable } from '../../fixtures/simulators/schedulable.ts';
import { TerminalSimulator } from '../../fixtures/simulators/terminal-simulator.ts';
import { PoleSimulator } from '../../fixtures/simulators/virtual-pole.ts';
import { ScaleSimulator } from '../../fixtures/simulators/virtual-scale.ts';
import type { Timers } from '../../src-main/base/clock.ts';
import { BENCH_DEVICES, type BenchDevice, type BenchView } from '../../src-main/contract/workbench.ts';

/** Nothing that waits ever happens: these devices are looked at, not run. */
const stillTimers: Timers = { after: () => () => {} };
const glyphs = createGlyphSource();

/** The devices of the demo's counter, made as it makes them and never started. */
export function sampleSimulators(): Readonly<Record<BenchDevice, Schedulable>> {
  return {
    scanner: new ScannerSimulator(),
    'hid-scanner': new HidScannerSimulator(),
    printer: new PrinterSimulator({ widthDots: 384, timers: stillTimers, glyphs }).schedule,
    pole: new PoleSimulator({ dialect: 'epson', encoding: 'cp950', glyphs }),
    scale: new ScaleSimulator({ dialect: 'mettler-8217', timers: stillTimers }),
    terminal: new TerminalSimulator({
      timers: stillTimers,
      clock: { nowMs: () => 0, monotonicMs: () => 0 },
    }),
  };
}

/** All devices in order, with every act that they have. */
export function sampleDevices(): BenchView['devices'] {
  const simulators = sampleSimulators();
  return BENCH_DEVICES.map((device) => ({
    device,
    transport: device === 'hid-scanner' ? 'tcp' : 'pty',
    isPlugged: true,
    isConnected: true,
    acts: Object.entries(simulators[device].acts).map(([name, { help }]) => ({ name, help })),
  }));
}

/** The customer's display with a line and a total on it, as its simulator draws it. */
export function samplePole(): BenchView['pole'] {
  const pole = new PoleSimulator({ dialect: 'epson', encoding: 'cp950', glyphs });
  pole.receive(iconv.encode('\f瑞穗鮮乳          98合計             107', 'cp950'));
  return { rows: pole.lines, png: `data:image/png;base64,${pole.draw().toString('base64')}` };
}
