import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SeededRandom } from '../../../../fixtures/world/test-world.ts';
import { machineClock } from '../../../hosts/machine-world.ts';
import { compareBooks, readJournal, type Wrongs } from './books.ts';
import { Cashier } from './cashier.ts';
import { CounterTill } from './counter-till.ts';
import { PRINTER_BYTES_PER_SECOND } from './faults.ts';
import { PaperBook } from './paper-book.ts';
import { Saboteur } from './saboteur.ts';

export interface UnplugOptions {
  readonly sales: number;
  /** Decides what is sold and what breaks; the machine decides the moments. */
  readonly seed: number;
  /** Empty or not there yet. */
  readonly folder: string;
  /** How many times as fast as the wall's the devices' time runs; 5 unless told. */
  readonly pace?: number;
}

/** What a run came to. All is well where `lost`, `doubled`, `damaged` and `strayPulses` are 0. */
export interface UnplugReport extends Wrongs {
  readonly seed: number;
  readonly sales: number;
  readonly total: number;
  /** Cables pulled and power lost. */
  readonly unplugs: number;
  readonly faults: number;
  readonly scans: number;
  readonly scansTaken: number;
  readonly scansRefused: number;
  readonly scansLost: number;
  /** Receipts that began on paper, and of those the whole ones. */
  readonly originals: number;
  readonly wholeOriginals: number;
  readonly reprints: number;
  readonly questions: { readonly reprint: number; readonly skip: number };
  readonly pulses: number;
  readonly noSales: number;
  readonly slowestSaleMs: number;
  /** Of that, what was waiting for somebody else and not this machine's own work. */
  readonly longestWaitMs: number;
  /** Memory in use after a collection, from a fifth of the way to the end. */
  readonly heapGrowthKb: number;
  readonly seconds: number;
  readonly byFault: Readonly<Record<string, number>>;
}

const DRAIN_MS = 60_000;

/**
 * Sells at a counter whose cables are pulled and put back at random, and whose printer runs out of paper, jams, freezes
 * and loses its power in the middle of receipts; then compares what the till said with journal, paper and head office.
 */
export async function unplugRun(
  options: UnplugOptions,
  onSale: (sold: number) => void = () => {},
): Promise<UnplugReport> {
  const startedMs = machineClock.monotonicMs();
  const { sales, seed, folder, pace = 5 } = options;
  const till = await CounterTill.start(folder, { pace });
  try {
    const { printer } = till.counter.simulators;
    const paper = new PaperBook();
    printer.setSpeed(PRINTER_BYTES_PER_SECOND);
    printer.onPaper(({ text }) => paper.read(text));
    let pulses = 0;
    printer.schedule.watch(({ event }) => {
      if (event === 'kick') pulses += 1;
    });
    await till.openShift();
    const cashier = new Cashier(till, new SeededRandom(seed));
    const saboteur = new Saboteur(till, new SeededRandom(seed ^ 0x5ab07e));
    saboteur.start();
    let heapBefore = 0;
    for (let sale = 1; sale <= sales; sale += 1) {
      await cashier.sell();
      if (sale === Math.ceil(sales / 5)) heapBefore = heapInUse();
      onSale(sale);
    }
    await saboteur.stop();
    await settle(till, cashier);
    const heapGrowthKb = Math.round((heapInUse() - heapBefore) / 1_024);
    cashier.leave();
    paper.read(printer.peek().text);
    await till.stopTill();
    const journal = readJournal(join(folder, 'till'));
    const { headOffice } = till;
    const wrongs = await compareBooks({ journal, cashier, paper, pulses, headOffice });
    return {
      seed,
      sales: cashier.sold.length,
      total: cashier.sold.reduce((sum, sale) => sum + sale.due, 0),
      unplugs: saboteur.unplugs,
      faults: Object.values(saboteur.counts).reduce((sum, count) => sum + count, 0),
      scans: cashier.scans.presented,
      scansTaken: cashier.scans.taken,
      scansRefused: cashier.scans.refused,
      scansLost: cashier.scans.lost,
      originals: paper.sum('originals'),
      wholeOriginals: paper.sum('wholeOriginals'),
      reprints: paper.sum('reprints'),
      questions: cashier.answered,
      pulses,
      noSales: cashier.noSales,
      ...wrongs,
      slowestSaleMs: Math.round(cashier.slowestSaleMs),
      longestWaitMs: Math.round(cashier.longestWaitMs),
      heapGrowthKb,
      seconds: Math.round((machineClock.monotonicMs() - startedMs) / 1_000),
      byFault: saboteur.counts,
    };
  } finally {
    await till.stop();
  }
}

/** With everything mended: whatever waits is printed or answered, and head office has it all. */
async function settle(till: CounterTill, cashier: Cashier): Promise<void> {
  const { simulators } = till.counter;
  await till.until(
    'every receipt is printed or decided, and head office has everything',
    async () => {
      await cashier.answerQuestions();
      simulators.printer.closeDrawer();
      const { printer, scanner, headOffice } = till.view().badges;
      if (printer.state === 'fault') await till.call('receipt:retry');
      const isPrinted = printer.state === 'ok' && till.service.till.state.printJobs.length === 0;
      return isPrinted && scanner === 'ok' && headOffice.backlog === 0;
    },
    DRAIN_MS,
  );
}

/** After a collection, in bytes. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}
