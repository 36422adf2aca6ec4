import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { printerProfiles } from '../../../drivers/printer/profiles.ts';
import { PrinterSimulator } from '../../../fixtures/simulators/printer-simulator.ts';
import { type Pty, startPtyBridge } from '../../../fixtures/simulators/pty.ts';
import { ScannerSimulator } from '../../../fixtures/simulators/scanner-simulator.ts';
import type { LinkConfiguration, TillConfiguration } from '../../engine/configuration.ts';
import { machineTimers } from '../../hosts/machine-world.ts';

/** One simulated device and the way to it. */
interface Plugged<Simulator> {
  readonly simulator: Simulator;
  readonly transport: 'pty' | 'tcp';
  readonly link: LinkConfiguration;
  /** The pseudo-terminal in front of it, where the machine can make one. */
  readonly pty: Pty | undefined;
  isPlugged: boolean;
}

const BAUD_RATE = 38_400;
const HEAL_EVERY_MS = 200;

/** The simulated counter: a scanner and a receipt printer with its drawer, on serial lines where there can be some. */
export class SimulatedCounter {
  readonly scanner: Plugged<ScannerSimulator>;
  readonly printer: Plugged<PrinterSimulator>;
  /** Why the devices are on TCP instead of serial lines; undefined where they are not. */
  readonly fallback: string | undefined;

  private constructor(
    scanner: Plugged<ScannerSimulator>,
    printer: Plugged<PrinterSimulator>,
    fallback?: string,
  ) {
    this.scanner = scanner;
    this.printer = printer;
    this.fallback = fallback;
  }

  /** @param folder where the serial lines appear, as `scanner` and `printer`. */
  static async start(folder: string): Promise<SimulatedCounter> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const scanner = new ScannerSimulator();
    const printer = new PrinterSimulator({
      widthDots: printerProfiles['generic-58'].dots,
      timers: machineTimers,
    });
    await scanner.start();
    await printer.start();
    const lines = [
      await startPtyBridge({
        path: join(folder, 'scanner'),
        port: scanner.port,
        timers: machineTimers,
        healEveryMs: HEAL_EVERY_MS,
      }),
      await startPtyBridge({
        path: join(folder, 'printer'),
        port: printer.port,
        timers: machineTimers,
        healEveryMs: HEAL_EVERY_MS,
      }),
    ] as const;
    const [scannerLine, printerLine] = lines;
    if (scannerLine.ok && printerLine.ok) {
      return new SimulatedCounter(plugged(scanner, scannerLine.value), plugged(printer, printerLine.value));
    }
    for (const line of lines) if (line.ok) await line.value.stop();
    const fault = lines.find((line) => !line.ok);
    const isAbsent = fault !== undefined && !fault.ok && fault.error.kind === 'no-socat';
    const why = isAbsent
      ? 'socat is not installed, so the simulated devices are on TCP instead of serial lines. 沒有 socat，模擬設備改走 TCP。'
      : 'no pseudo-terminal could be made, so the simulated devices are on TCP. 無法建立虛擬序列埠，模擬設備改走 TCP。';
    return new SimulatedCounter(plugged(scanner), plugged(printer), why);
  }

  /** What a till's configuration says of these devices. */
  get configuration(): TillConfiguration['devices'] {
    return {
      scanner: { link: this.scanner.link, duplicateWindowMs: 250 },
      printer: { link: this.printer.link, profile: 'generic-58' },
    };
  }

  /** Pulls a cable. */
  async unplug(which: 'scanner' | 'printer'): Promise<void> {
    const device = this[which];
    if (!device.isPlugged) return;
    device.isPlugged = false;
    await (device.pty === undefined ? device.simulator.unplug() : device.pty.unplug());
  }

  async plug(which: 'scanner' | 'printer'): Promise<void> {
    const device = this[which];
    if (which === 'printer') this.printer.simulator.powerOn();
    if (device.isPlugged) return;
    device.isPlugged = true;
    if (device.pty === undefined) await device.simulator.replug();
    else await device.pty.replug();
  }

  async stop(): Promise<void> {
    await this.scanner.pty?.stop();
    await this.printer.pty?.stop();
    await this.scanner.simulator.stop();
    await this.printer.simulator.stop();
  }
}

function plugged<Simulator extends { readonly port: number }>(
  simulator: Simulator,
  pty?: Pty,
): Plugged<Simulator> {
  const link: LinkConfiguration =
    pty === undefined
      ? { kind: 'tcp', host: '127.0.0.1', port: simulator.port }
      : { kind: 'serial', path: pty.path, baudRate: BAUD_RATE };
  return { simulator, transport: pty === undefined ? 'tcp' : 'pty', link, pty, isPlugged: true };
}
