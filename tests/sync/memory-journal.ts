import { createHash } from 'node:crypto';
import { chainText, GENESIS_HASH, type JournalRow } from '../../src-main/domain/entry.ts';
import type { JournalHead, JournalReader, ReadLimits, SyncState } from '../../src-main/sync/ports.ts';

export interface EntryDraft {
  readonly kind: string;
  readonly version?: number;
  /** The exact text; `value` is written as JSON instead where it is given. */
  readonly payload?: string;
  readonly value?: unknown;
}

/** A journal in memory with a real chain. */
export class MemoryJournal implements JournalReader {
  readonly rows: JournalRow[] = [];
  readonly #name: string;

  /** @param name makes this journal's ids and sales its own. */
  constructor(name = 'journal') {
    this.#name = name;
  }

  append(draft: EntryDraft): JournalRow {
    const { kind, version = 1 } = draft;
    const seq = this.rows.length + 1;
    const unhashed = {
      seq,
      id: uuidOf(`${this.#name}:${seq}`),
      commandId: uuidOf(`${this.#name}:command:${seq}`),
      atMs: Date.UTC(2026, 10, 21, 1) + seq * 1_000,
      businessDate: '2026-11-21',
      shiftId: null,
      operatorId: 'op-1',
      kind,
      version,
      payload: draft.payload ?? JSON.stringify(draft.value ?? {}),
      prevHash: this.head().hash,
    };
    const row = { ...unhashed, hash: hashOf(unhashed) };
    this.rows.push(row);
    return row;
  }

  /** A finished sale of `due` NT$, whole. */
  appendSale(due: number): JournalRow {
    return this.append({
      kind: 'sale.completed',
      value: salePayload(`${this.#name}:sale:${this.rows.length + 1}`, due),
    });
  }

  head(): JournalHead {
    const last = this.rows.at(-1);
    return { seq: last?.seq ?? 0, hash: last?.hash ?? GENESIS_HASH };
  }

  readAfter(seq: number, limits: ReadLimits): readonly JournalRow[] {
    const rows: JournalRow[] = [];
    let bytes = 0;
    for (const row of this.rows.slice(seq, seq + limits.maxRows)) {
      bytes += JSON.stringify(row).length;
      if (rows.length > 0 && bytes > limits.maxBytes) break;
      rows.push(row);
    }
    return rows;
  }

  /** The same rows up to `seq`: what a backup holds. */
  copyUntil(seq: number, name: string): MemoryJournal {
    const copy = new MemoryJournal(name);
    copy.rows.push(...this.rows.slice(0, seq));
    return copy;
  }
}

/** Remembers in memory, and what it was told. */
export class MemorySyncState implements SyncState {
  readonly told: number[] = [];

  ackedSeq(): number {
    return this.told.at(-1) ?? 0;
  }

  setAckedSeq(seq: number): void {
    this.told.push(seq);
  }
}

export function hashOf(row: Omit<JournalRow, 'hash'>): string {
  return createHash('sha256').update(chainText(row), 'utf8').digest('hex');
}

/** A UUID that is the same for the same words. */
export function uuidOf(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What a till writes of a sale of one piece, paid in cash. */
export function salePayload(words: string, due: number): unknown {
  const net = Math.round(due / 1.05);
  const zero = { exempt: 0, notInvoiced: 0 };
  return {
    saleId: uuidOf(words),
    receiptNumber: `01-20261121-${uuidOf(words).slice(0, 4)}`,
    lines: [
      {
        lineId: uuidOf(`${words}:line`),
        sku: 'A01',
        name: '拿鐵咖啡',
        unitPrice: due,
        quantity: 1,
        gross: due,
        discount: 0,
        net: due,
        tax: 'taxable',
        category: 'coffee',
      },
    ],
    pieces: 1,
    gross: due,
    discount: 0,
    due,
    tax: { taxableTotal: due, taxableNet: net, tax: due - net, invoiceTotal: due, ...zero },
    tenders: [{ tenderId: uuidOf(`${words}:tender`), type: 'cash', amount: due, state: 'captured' }],
    change: 0,
    operatorName: '小美',
  };
}
