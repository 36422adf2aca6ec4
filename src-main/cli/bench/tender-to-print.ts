import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { localPorts } from '../../../drivers/ports/local-ports.ts';
import { PrinterSimulator } from '../../../fixtures/simulators/printer-simulator.ts';
import { startPtyBridge } from '../../../fixtures/simulators/pty.ts';
import { assert } from '../../base/assert.ts';
import type { Dispose } from '../../base/clock.ts';
import { silentLogger } from '../../base/log.ts';
import { TillConfiguration } from '../../engine/configuration.ts';
import { openDevices } from '../../engine/device-hub.ts';
import { TillService } from '../../engine/till-service.ts';
import { openKeyFile } from '../../hosts/chromium/key-file.ts';
import { machineClock, machineIds, machineRandom, machineTimers } from '../../hosts/machine-world.ts';
import { alternate } from './alternate.ts';
import {
  type Bench,
  type BenchResult,
  type BenchWorld,
  CannotMeasure,
  NO_AIM,
  percentileResults,
} from './bench.ts';
import { LINES } from './bench-till.ts';
import { barcodeOf, catalogSize, stockFolder } from './catalog.ts';
import { openForSelling } from './open-for-selling.ts';

/** What the customer waits for: the money is in the drawer, and the paper begins to move. */
export const tenderToPrint: Bench = {
  name: 'tender-to-print',
  about: 'cash taken and answered to the receipt’s first byte at the printer, over a serial line',
  run,
};

const WITHIN_MS = 15_000;
const BAUD_RATE = 115_200;
/** Customers are further apart than a drawer's solenoid needs to cool down, which the till waits for. */
const BETWEEN_SALES_MS = 650;
const deps = { clock: machineClock, timers: machineTimers, log: silentLogger };
const initialise = Uint8Array.of(0x1b, 0x40);

async function run(world: BenchWorld): Promise<readonly BenchResult[]> {
  // Undone newest first, whatever else fails.
  await using undo = new AsyncDisposableStack();
  const folder = join(world.runFolder, 'tender-to-print');
  await stockFolder(folder, world);
  const onTill = await printerOn(join(world.runFolder, 'till-printer'), undo);
  const alone = await printerOn(join(world.runFolder, 'bare-printer'), undo);
  const port = new SerialPort({ path: alone.path, baudRate: BAUD_RATE });
  port.on('data', () => {});
  await new Promise<void>((resolve, reject) => port.once('open', resolve).once('error', reject));
  undo.defer(() => new Promise<void>((resolve) => port.close(() => resolve())));
  const till = await sellingTill(folder, onTill, undo);
  let item = 0;
  const [tillMs = [], bareMs = []] = await alternate(
    { warmUpBlocks: 3, blocks: world.isQuick ? 12 : 100, perBlock: 1 },
    [
      () => till.sell(() => barcodeOf(item++ % catalogSize(world))),
      () => timed(alone.printer, () => void port.write(initialise)),
    ],
    (done, blocks) => world.tell(`tender-to-print: ${done} of ${blocks}`),
  );
  return percentileResults({ name: 'tender-to-print', percents: [50, 95], aim: NO_AIM }, tillMs, bareMs);
}

interface Counter {
  readonly printer: PrinterSimulator;
  readonly path: string;
}

async function printerOn(path: string, undo: AsyncDisposableStack): Promise<Counter> {
  const printer = new PrinterSimulator({ widthDots: 384 });
  await printer.start();
  undo.defer(() => printer.stop());
  const pty = await startPtyBridge({ path, port: printer.port, timers: machineTimers });
  if (!pty.ok)
    throw new CannotMeasure(pty.error.kind === 'no-socat' ? 'socat is not installed' : pty.error.detail);
  undo.defer(() => pty.value.stop());
  return { printer, path };
}

/** Milliseconds until the printer begins a job. */
function timed(printer: PrinterSimulator, begin: () => void): Promise<number> {
  return new Promise((resolve, reject) => {
    let startedMs = 0;
    const lost = setTimeout(() => reject(new Error('the printer was told nothing')), WITHIN_MS);
    const stop = printer.onEvent((event) => {
      if (event.kind !== 'initialised') return;
      const ms = machineClock.monotonicMs() - startedMs;
      clearTimeout(lost);
      stop();
      resolve(ms);
    });
    begin();
    startedMs = machineClock.monotonicMs();
  });
}

/** A whole till in this process whose printer is at the other end of a serial line. */
async function sellingTill(folder: string, { printer, path }: Counter, undo: AsyncDisposableStack) {
  const configuration = TillConfiguration.parse({
    version: 1,
    headOffice: {
      url: 'https://127.0.0.1:9',
      certificatePath: join(folder, 'none.pem'),
      enrolmentCode: 'none',
    },
    devices: { printer: { link: { kind: 'serial', path, baudRate: BAUD_RATE }, profile: 'generic-58' } },
    reconnectBaseMs: 100,
  });
  const ports = localPorts(deps);
  undo.defer(() => ports.close());
  const started = TillService.start({
    ...deps,
    configuration,
    folder,
    masterKey: await openKeyFile(join(folder, 'keys', 'master-key')).masterKey(),
    devices: openDevices(configuration, { ...deps, ports }),
    ids: machineIds,
    random: machineRandom,
    program: 'daybook bench',
    host: 'none',
  });
  assert(started.ok, 'the folder can be sold from');
  const service = started.value;
  undo.defer(() => service.stop());
  const must = openForSelling(service.till);
  const isAtRest = () => {
    const { printJobs, drawerRequests } = service.till.state;
    return printJobs.length === 0 && drawerRequests.length === 0;
  };
  await until(service, () => service.cashierView().badges.printer.state === 'ok', 'the printer is ready');
  return {
    /** Rings up ten articles, takes the money, and lets printer and drawer finish. */
    async sell(next: () => string): Promise<number> {
      for (let line = 0; line < LINES; line += 1) must({ kind: 'scan', code: next(), origin: 'scanner' });
      const { cart } = service.till.state;
      assert(cart !== null, 'a cart is open');
      const due = cart.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
      const amount = Math.ceil(due / 100) * 100;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_SALES_MS));
      const ms = await timed(printer, () => void must({ kind: 'take-cash', saleId: cart.saleId, amount }));
      must({ kind: 'next-sale' });
      await until(service, isAtRest, 'receipt and drawer are done with');
      printer.closeDrawer();
      return ms;
    },
  };
}

function until(service: TillService, holds: () => boolean, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let stop: Dispose = () => {};
    const lost = setTimeout(() => reject(new Error(`in vain: ${what}`)), WITHIN_MS);
    const look = () => {
      if (!holds()) return;
      clearTimeout(lost);
      stop();
      resolve();
    };
    stop = service.viewChanged.on(look);
    look();
  });
}
