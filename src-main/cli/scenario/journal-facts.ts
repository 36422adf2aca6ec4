import { type Entry, type EntryKind, type Payload, readEntry } from '../../domain/entries.ts';
import type { JournalRow } from '../../domain/entry.ts';
import type { Role, SaleCompleted, SaleReturned } from '../../domain/sale-payloads.ts';
import { openReadable } from '../../store/connection.ts';
import { JournalRows } from '../../store/journal.ts';

/** A finished sale with its place in the journal. */
export interface JournaledSale {
  readonly seq: number;
  readonly sale: SaleCompleted;
  /** Whether the printer confirmed a copy of its receipt. */
  readonly isPrinted: boolean;
}

/** How often the drawer was asked for and why, and what became of it. */
export interface DrawerFacts {
  readonly cashSales: number;
  readonly again: number;
  readonly noSales: number;
  /** Roles, in order. */
  readonly approvedBy: readonly Role[];
  readonly opened: number;
  readonly failed: number;
  readonly byHand: number;
}

/** Receipts that the printer confirmed, and those that broke off. */
export interface ReceiptFacts {
  readonly originals: number;
  readonly reprints: number;
  readonly interrupted: number;
}

/** What the journal's file says, read beside the till that writes it. */
export interface JournalFacts {
  readonly rows: readonly JournalRow[];
  readonly sales: readonly JournaledSale[];
  readonly returns: readonly SaleReturned[];
  /** Of personal offers, in order: shown, applied when the prices were frozen, and paid. */
  readonly offerEvents: readonly string[];
  /** Pieces of mail that arrived. */
  readonly mails: number;
  /** Kinds after the first `shift.opened`, in order: what comes before is the same in every scenario. */
  readonly kinds: readonly EntryKind[];
  readonly shift: Payload<'shift.closed'> | undefined;
  readonly drawer: DrawerFacts;
  readonly receipts: ReceiptFacts;
  /** What is wrong with its chain; undefined when it holds. */
  readonly damage: string | undefined;
}

/**
 * Reads a journal from its file.
 * @param afterSeq only what came after this entry; then the chain is not checked, since the whole of it is needed for that.
 */
export function readJournal(path: string, afterSeq = 0): JournalFacts {
  const database = openReadable(path);
  try {
    const journal = new JournalRows(database);
    const brk = afterSeq === 0 ? journal.verify().brk : null;
    const rows = journal.readAfter(afterSeq, NO_LIMIT);
    const entries = rows.map(readEntry);
    const opened = entries.findIndex((entry) => entry.kind === 'shift.opened');
    return {
      rows,
      sales: salesIn(entries),
      returns: entries.flatMap((entry) => (entry.kind === 'sale.returned' ? [entry.payload] : [])),
      offerEvents: offerEventsIn(entries),
      mails: entries.filter(({ kind }) => kind === 'mail.received').length,
      kinds: entries.slice(opened + 1).map((entry) => entry.kind),
      shift: entries.flatMap((entry) => (entry.kind === 'shift.closed' ? [entry.payload] : [])).at(-1),
      drawer: drawerIn(entries),
      receipts: receiptsIn(entries),
      damage: brk === null ? undefined : `entry ${brk.seq}: ${brk.problem}`,
    };
  } finally {
    database.close();
  }
}

const NO_LIMIT = { maxRows: Number.MAX_SAFE_INTEGER, maxBytes: Number.MAX_SAFE_INTEGER };

function salesIn(entries: readonly Entry[]): readonly JournaledSale[] {
  const saleOfJob = new Map<string, string>();
  const printed = new Set<string | undefined>();
  for (const entry of entries) {
    if (entry.kind === 'print.requested') saleOfJob.set(entry.payload.jobId, entry.payload.saleId);
    if (entry.kind === 'print.finished') printed.add(saleOfJob.get(entry.payload.jobId));
  }
  return entries.flatMap((entry) =>
    entry.kind === 'sale.completed'
      ? [{ seq: entry.seq, sale: entry.payload, isPrinted: printed.has(entry.payload.saleId) }]
      : [],
  );
}

/** One tender that pays all leaves no entry of its own for the prices: they are the sale's. */
function offerEventsIn(entries: readonly Entry[]): readonly string[] {
  return entries.flatMap((entry) => {
    if (entry.kind === 'offers.shown')
      return entry.payload.offers.some(({ isHeldOut }) => !isHeldOut) ? ['offer_shown'] : [];
    if (entry.kind !== 'sale.completed') return [];
    return (entry.payload.offers ?? []).some(({ isApplied }) => isApplied)
      ? ['offer_applied', 'conversion']
      : [];
  });
}

function drawerIn(entries: readonly Entry[]): DrawerFacts {
  const asked = entries.flatMap((entry) => (entry.kind === 'drawer.requested' ? [entry.payload] : []));
  const count = (kind: EntryKind) => entries.filter((entry) => entry.kind === kind).length;
  const because = (reason: (typeof asked)[number]['reason']) =>
    asked.filter((each) => each.reason === reason).length;
  return {
    cashSales: because('cash-sale'),
    again: because('again'),
    noSales: because('no-sale'),
    approvedBy: asked.flatMap(({ approvedBy }) => (approvedBy === undefined ? [] : [approvedBy.role])),
    opened: count('drawer.opened'),
    failed: count('drawer.failed'),
    byHand: count('drawer.opened-by-hand'),
  };
}

function receiptsIn(entries: readonly Entry[]): ReceiptFacts {
  const copies = new Map(
    entries.flatMap((entry) =>
      entry.kind === 'print.requested' ? [[entry.payload.jobId, entry.payload.copy] as const] : [],
    ),
  );
  const finished = entries.flatMap((entry) =>
    entry.kind === 'print.finished' ? [copies.get(entry.payload.jobId)] : [],
  );
  return {
    originals: finished.filter((copy) => copy === 'original').length,
    reprints: finished.filter((copy) => copy === 'reprint').length,
    interrupted: entries.filter((entry) => entry.kind === 'print.interrupted').length,
  };
}
