import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readEntry } from '../../domain/entries.ts';
import { machineRandom } from '../../hosts/machine-world.ts';
import { openReadable, openWritable } from '../../store/connection.ts';
import { JournalRows } from '../../store/journal.ts';
import { digestViews, rebuildViews } from '../../store/rebuild.ts';
import { journalPath } from '../../store/store.ts';
import { type LocalHeadOffice, openHeadOffice } from '../open-head-office.ts';
import { type HeadOfficeAddress, openTortureTill, until } from './open-torture-till.ts';
import type { AcknowledgedSale } from './selling-loop.ts';

/** What became of every sale that was acknowledged before a kill. */
export interface KillReport {
  readonly kills: number;
  readonly acknowledged: number;
  /** Acknowledged, and not in the journal or not at head office. */
  readonly lost: number;
  /** More than once in the journal or at head office, or a receipt number given twice. */
  readonly doubled: number;
  /** Times the chain or the views did not hold after a kill, and sales whose figures differ at head office. */
  readonly damaged: number;
}

/** Longest a run sells before it is killed. Short, so that starting up and shutting down are hit as well. */
const LONGEST_RUN_MS = 600;

/**
 * Kills a selling till `kills` times with SIGKILL at random moments, then lets it send what is left to head office
 * and compares acknowledgements, journal and head office sale by sale.
 */
export async function killRun(
  options: { readonly kills: number; readonly folder: string },
  onKill: (done: number, acknowledged: number) => void,
): Promise<KillReport> {
  mkdirSync(options.folder, { recursive: true });
  const till = join(options.folder, 'till');
  const headOffice = await openHeadOffice(join(options.folder, 'head-office'));
  try {
    const acknowledged = new Map<string, AcknowledgedSale>();
    let damaged = 0;
    // The first life enrols and downloads in peace; every one after that is killed.
    const first = await openTortureTill(till, headOffice);
    await first.stop();
    for (let kill = 1; kill <= options.kills; kill += 1) {
      for (const sale of await sellUntilKilled(till, headOffice)) acknowledged.set(sale.saleId, sale);
      if (!holdsTogether(till)) damaged += 1;
      onKill(kill, acknowledged.size);
    }
    await drain(till, headOffice);
    const books = await compare(till, headOffice, acknowledged);
    damaged += viewsDiffer(till) ? 1 : 0;
    return {
      kills: options.kills,
      acknowledged: acknowledged.size,
      ...books,
      damaged: damaged + books.damaged,
    };
  } finally {
    await headOffice.office.close();
  }
}

async function sellUntilKilled(
  till: string,
  headOffice: HeadOfficeAddress,
): Promise<readonly AcknowledgedSale[]> {
  const child = spawnLoop(till, headOffice);
  const sales: AcknowledgedSale[] = [];
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code !== null) reject(new Error(`the selling loop ended by itself with ${code}`));
    });
    if (child.stdout === null) return;
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      // A kill may cut the last line; what was not told whole was not acknowledged.
      const sale = parseSale(line);
      if (sale !== undefined) sales.push(sale);
      if (sales.length === 1) setTimeout(() => child.kill('SIGKILL'), randomMs());
    });
    void ended.then(resolve);
  });
  return sales;
}

function spawnLoop(till: string, { url, certificatePath, enrolmentCode }: HeadOfficeAddress): ChildProcess {
  const script = process.argv[1] ?? '';
  const flags = [
    '--dir',
    till,
    '--head-office',
    url,
    '--certificate',
    certificatePath,
    '--code',
    enrolmentCode,
  ];
  return spawn(process.execPath, [script, 'torture', 'loop', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function parseSale(line: string): AcknowledgedSale | undefined {
  try {
    return JSON.parse(line) as AcknowledgedSale;
  } catch {
    // Half a line: see above.
    return undefined;
  }
}

function randomMs(): number {
  const [a = 0, b = 0] = machineRandom.bytes(2);
  return ((a * 256 + b) / 65_536) * LONGEST_RUN_MS;
}

function holdsTogether(till: string): boolean {
  const database = openReadable(journalPath(till));
  try {
    return (
      new JournalRows(database).verify().brk === null &&
      database.pragma('quick_check', { simple: true }) === 'ok'
    );
  } finally {
    database.close();
  }
}

function viewsDiffer(till: string): boolean {
  const database = openWritable(journalPath(till));
  try {
    const before = digestViews(database);
    rebuildViews(database);
    return digestViews(database) !== before;
  } finally {
    database.close();
  }
}

const DRAIN_TIMEOUT_MS = 120_000;

/** A last life that sells nothing and ends when head office has everything. */
async function drain(till: string, headOffice: HeadOfficeAddress): Promise<void> {
  const service = await openTortureTill(till, headOffice);
  await until(service, () => service.badges().headOffice.backlog === 0, DRAIN_TIMEOUT_MS);
  await service.stop();
}

async function compare(
  till: string,
  headOffice: LocalHeadOffice,
  acknowledged: ReadonlyMap<string, AcknowledgedSale>,
): Promise<{ readonly lost: number; readonly doubled: number; readonly damaged: number }> {
  const here = new Map<string, number[]>();
  const receipts = new Map<string, number>();
  const database = openReadable(journalPath(till));
  for (const row of new JournalRows(database).iterateAfter(0)) {
    const entry = readEntry(row);
    if (entry.kind !== 'sale.completed') continue;
    const { saleId, due, receiptNumber } = entry.payload;
    here.set(saleId, [...(here.get(saleId) ?? []), due]);
    receipts.set(receiptNumber, (receipts.get(receiptNumber) ?? 0) + 1);
  }
  database.close();
  const there = await salesAtHeadOffice(headOffice);
  let lost = 0;
  let damaged = 0;
  for (const [saleId, sale] of acknowledged) {
    const mine = here.get(saleId) ?? [];
    const theirs = there.get(saleId) ?? [];
    if (mine.length === 0 || theirs.length === 0) lost += 1;
    else if (mine[0] !== sale.due || theirs[0] !== sale.due) damaged += 1;
  }
  const isTwice = (sales: ReadonlyMap<string, readonly number[]>) =>
    [...sales.values()].filter((each) => each.length > 1).length;
  const sameNumber = [...receipts.values()].filter((count) => count > 1).length;
  const report = await headOffice.office.report();
  if (report.sales !== here.size || report.sequenceGaps !== 0 || report.parked.length > 0) damaged += 1;
  return { lost, doubled: isTwice(here) + isTwice(there) + sameNumber, damaged };
}

async function salesAtHeadOffice({
  office,
}: LocalHeadOffice): Promise<ReadonlyMap<string, readonly number[]>> {
  await office.interpretAll();
  const sales = new Map<string, number[]>();
  for (const { tillId } of (await office.report()).tills) {
    for (let after = 0; ; ) {
      const rows = await office.entriesOf(tillId, after, 1_000);
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.seq;
      for (const row of rows) {
        if (row.kind !== 'sale.completed') continue;
        const entry = readEntry(row);
        if (entry.kind !== 'sale.completed') continue;
        const { saleId, due } = entry.payload;
        sales.set(saleId, [...(sales.get(saleId) ?? []), due]);
      }
    }
  }
  return sales;
}
