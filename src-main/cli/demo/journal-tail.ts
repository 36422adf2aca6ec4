import { existsSync } from 'node:fs';
import type { BenchJournalRow } from '../../contract/workbench.ts';
import { type Entry, readEntry } from '../../domain/entries.ts';
import { walkChain } from '../../store/chain.ts';
import { openReadable, type ReadableDatabase } from '../../store/connection.ts';
import { JournalRows } from '../../store/journal.ts';
import { journalPath } from '../../store/store.ts';

/** What the workbench shows of a till's journal, read beside the till that writes it. */
export interface JournalTail {
  readonly rows: readonly BenchJournalRow[];
  readonly headSeq: number;
  readonly ackedSeq: number;
  readonly isChainWhole: boolean;
}

const ROWS_SHOWN = 40;
const EMPTY: JournalTail = { rows: [], headSeq: 0, ackedSeq: 0, isChainWhole: true };

/** Reads the newest entries again and again, and checks the chain of each that is new. */
export class JournalTailReader {
  readonly #path: string;
  #database: ReadableDatabase | undefined;
  #checked = { afterSeq: 0, prevHash: '0'.repeat(64) };
  #isWhole = true;

  constructor(tillFolder: string) {
    this.#path = journalPath(tillFolder);
  }

  read(): JournalTail {
    if (!existsSync(this.#path)) return EMPTY;
    try {
      this.#database ??= openReadable(this.#path);
      return this.#read(new JournalRows(this.#database));
    } catch {
      // The till is making its tables, or is being repaired: the next look will tell.
      this.close();
      return EMPTY;
    }
  }

  close(): void {
    this.#database?.close();
    this.#database = undefined;
  }

  #read(journal: JournalRows): JournalTail {
    const ackedSeq = journal.ackedSeq();
    const walked = walkChain(journal.iterateAfter(this.#checked.afterSeq), this.#checked);
    this.#checked = { afterSeq: walked.headSeq, prevHash: walked.headHash };
    this.#isWhole &&= walked.brk === null;
    const rows = journal.newest(ROWS_SHOWN).map((row) => ({
      seq: row.seq,
      atMs: row.atMs,
      kind: row.kind,
      summary: summaryOf(readEntry(row)),
      isAcknowledged: row.seq <= ackedSeq,
    }));
    return { rows, headSeq: walked.headSeq, ackedSeq, isChainWhole: this.#isWhole };
  }
}

const TENDERS = { cash: '現金', card: '信用卡', voucher: '禮券', points: '點數' } as const;

/** A short account in words and figures; no PIN, key or personal data is in these entries to begin with. */
function summaryOf(entry: Entry): string {
  switch (entry.kind) {
    case 'till.enrolled':
      return `${entry.payload.storeName} ${entry.payload.registerNumber}`;
    case 'till.started':
      return entry.payload.wasClean ? entry.payload.host : `${entry.payload.host}，上次沒有正常結束`;
    case 'operator.signed-in':
      return entry.payload.name;
    case 'operator.sign-in-failed':
      return `第 ${entry.payload.failures} 次`;
    case 'shift.opened':
      return `${entry.payload.operatorName}，備用金 ${entry.payload.float}`;
    case 'shift.closed':
      return `點到 ${entry.payload.counted}，應有 ${entry.payload.expected}`;
    case 'line.added':
      return `${entry.payload.name} ${entry.payload.unitPrice} × ${entry.payload.quantity}`;
    case 'line.quantity-set':
      return `× ${entry.payload.quantity}`;
    case 'line.repriced':
      return `${entry.payload.name} ${entry.payload.oldUnitPrice} → ${entry.payload.unitPrice}`;
    case 'cart.voided':
      return `${entry.payload.pieces} 件 ${entry.payload.due}`;
    case 'tender.captured':
      return `${TENDERS[entry.payload.type]} ${entry.payload.amount}`;
    case 'tender.cancelled':
      return `${TENDERS[entry.payload.type]} ${entry.payload.amount}`;
    case 'sale.returned':
      return `${entry.payload.receiptNumber}，退 ${entry.payload.refund}`;
    case 'sale.completed':
      return `${entry.payload.receiptNumber}，${entry.payload.due}，找零 ${entry.payload.change}`;
    case 'print.requested':
      return entry.payload.copy === 'reprint'
        ? `${entry.payload.receiptNumber} 補印`
        : entry.payload.receiptNumber;
    case 'print.interrupted':
    case 'drawer.failed':
      return entry.payload.reason;
    case 'mail.received':
      return entry.payload.mailKind;
    default:
      return '';
  }
}
