import { type Entry, readEntry } from '../../../domain/entries.ts';
import { openReadable } from '../../../store/connection.ts';
import { JournalRows } from '../../../store/journal.ts';
import { journalPath } from '../../../store/store.ts';
import type { LocalHeadOffice } from '../../open-head-office.ts';
import type { Cashier } from './cashier.ts';
import type { PaperBook } from './paper-book.ts';

/** What must not be. Every number is 0 after a run in which all is well. */
export interface Wrongs {
  /** Acknowledged, and not in the journal or not at head office with the same figures; scans, and confirmed receipts without paper. */
  readonly lost: number;
  /** Twice in the journal, at head office or on paper without a mark; scans on two lines. */
  readonly doubled: number;
  /** Breaks of the chain, gaps and exceptions at head office, money that does not add up. */
  readonly damaged: number;
  /** Pulses beyond those that a cash sale or an allowed opening asked for. */
  readonly strayPulses: number;
}

/** The till's own journal, read from its file. */
export interface Journal {
  readonly entries: readonly Entry[];
  readonly isWhole: boolean;
}

/** Reads a stopped till's journal from its folder and checks its chain. */
export function readJournal(tillFolder: string): Journal {
  const database = openReadable(journalPath(tillFolder));
  try {
    const rows = new JournalRows(database);
    return {
      entries: [...rows.iterateAfter(0)].map((row) => readEntry(row)),
      isWhole: rows.verify().brk === null,
    };
  } finally {
    database.close();
  }
}

type EntryOf<Kind extends Entry['kind']> = Extract<Entry, { kind: Kind }>;

/** The entries of one kind, in their order. */
export function ofKind<Kind extends Entry['kind']>(
  entries: readonly Entry[],
  kind: Kind,
): readonly EntryOf<Kind>[] {
  return entries.filter((entry): entry is EntryOf<Kind> => entry.kind === kind);
}

/** Holds what the cashier was told against journal, paper, drawer and head office, sale by sale. */
export async function compareBooks(from: {
  readonly journal: Journal;
  readonly cashier: Cashier;
  readonly paper: PaperBook;
  readonly pulses: number;
  readonly headOffice: LocalHeadOffice;
}): Promise<Wrongs> {
  const { journal, cashier, paper, pulses, headOffice } = from;
  const { entries } = journal;
  const sales = ofKind(entries, 'sale.completed');
  const bySale = new Map(sales.map(({ payload }) => [payload.saleId, payload]));
  const there = await salesThere(headOffice);
  let lost = 0;
  for (const { saleId, due, change, receiptNumber } of cashier.sold) {
    const here = bySale.get(saleId);
    const isHere = here?.due === due && here.change === change && here.receiptNumber === receiptNumber;
    if (!isHere || there.get(saleId) !== due) lost += 1;
  }
  const report = await headOffice.office.report();
  const total = cashier.sold.reduce((sum, sale) => sum + sale.due, 0);
  const isOneBook =
    report.sales === sales.length && report.total === total && sales.length === cashier.sold.length;
  const printed = papersOf(entries, paper);
  const scans = scansOf(entries, cashier);
  const asked = ofKind(entries, 'drawer.requested').length;
  return {
    lost: lost + printed.lost + scans.lost,
    doubled: sales.length - bySale.size + printed.doubled + scans.doubled,
    damaged:
      (journal.isWhole ? 0 : 1) +
      (isOneBook ? 0 : 1) +
      report.sequenceGaps +
      report.parked.length +
      unallowedOpenings(entries),
    strayPulses: Math.max(0, pulses - asked),
  };
}

/** At most one original of each sale, as many reprints as people asked for, and paper for each job that was confirmed. */
function papersOf(entries: readonly Entry[], paper: PaperBook): { lost: number; doubled: number } {
  const requested = ofKind(entries, 'print.requested');
  const finished = new Set(ofKind(entries, 'print.finished').map(({ payload }) => payload.jobId));
  const jobs = (receiptNumber: string, copy: 'original' | 'reprint') =>
    requested.filter(({ payload }) => payload.receiptNumber === receiptNumber && payload.copy === copy);
  let lost = 0;
  let doubled = 0;
  for (const number of new Set(requested.map(({ payload }) => payload.receiptNumber))) {
    const on = paper.of(number);
    doubled += Math.max(0, on.originals - 1);
    doubled += Math.max(0, on.reprints - jobs(number, 'reprint').length);
    const confirmed = (copy: 'original' | 'reprint') =>
      jobs(number, copy).filter(({ payload }) => finished.has(payload.jobId)).length;
    lost += Math.max(0, confirmed('original') - on.wholeOriginals);
    lost += Math.max(0, confirmed('reprint') - on.wholeReprints);
  }
  return { lost, doubled };
}

/** Every piece that the till said it added is on a line once, and no code is on more lines than it was scanned or typed. */
function scansOf(entries: readonly Entry[], cashier: Cashier): { lost: number; doubled: number } {
  const quantities = new Map<string, number>();
  const scanned = new Map<string, number>();
  let pieces = 0;
  for (const entry of entries) {
    if (entry.kind === 'line.added') {
      const { lineId, quantity, code, origin } = entry.payload;
      quantities.set(lineId, quantity);
      pieces += quantity;
      if (origin === 'scanner' && code !== null) scanned.set(code, (scanned.get(code) ?? 0) + quantity);
    } else if (entry.kind === 'line.quantity-set') {
      const { lineId, quantity } = entry.payload;
      pieces += quantity - (quantities.get(lineId) ?? 0);
      quantities.set(lineId, quantity);
    }
  }
  const presented = new Map<string, number>();
  for (const code of cashier.presentedCodes) presented.set(code, (presented.get(code) ?? 0) + 1);
  const tooMany = [...scanned].reduce(
    (sum, [code, count]) => sum + Math.max(0, count - (presented.get(code) ?? 0)),
    0,
  );
  return {
    lost: Math.max(0, cashier.items - pieces),
    doubled: Math.max(0, pieces - cashier.items) + tooMany,
  };
}

/** A drawer opens for a sale, for a no-sale that somebody allowed, or again after it did not. */
function unallowedOpenings(entries: readonly Entry[]): number {
  const sales = new Set(ofKind(entries, 'sale.completed').map(({ payload }) => payload.saleId));
  return ofKind(entries, 'drawer.requested').filter(({ payload }) => {
    if (payload.saleId !== null) return !sales.has(payload.saleId);
    return payload.reason === 'no-sale' && payload.approvedBy === undefined;
  }).length;
}

async function salesThere({ office }: LocalHeadOffice): Promise<ReadonlyMap<string, number>> {
  await office.interpretAll();
  const sales = new Map<string, number>();
  for (const { tillId } of (await office.report()).tills) {
    for (let after = 0; ; ) {
      const rows = await office.entriesOf(tillId, after, 1_000);
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.seq;
      for (const row of rows) {
        if (row.kind !== 'sale.completed') continue;
        const entry = readEntry(row);
        if (entry.kind === 'sale.completed') sales.set(entry.payload.saleId, entry.payload.due);
      }
    }
  }
  return sales;
}
