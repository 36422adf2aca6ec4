import { encodeReceipt } from '../../drivers/printer/encode-receipt.ts';
import type { GlyphSource } from '../../drivers/printer/glyph-source.ts';
import type { PrinterProfile } from '../../drivers/printer/profiles.ts';
import type { ReceiptDocument } from '../../drivers/printer/receipt-document.ts';
import { assert } from '../base/assert.ts';
import type { ReceiptText } from '../contract/views.ts';
import { type Entry, readEntry } from '../domain/entries.ts';
import type { JournalRow } from '../domain/entry.ts';
import type { PrintJob, TillState } from '../domain/state.ts';
import type { WritableDatabase } from '../store/connection.ts';
import { receiptOf } from './receipt.ts';

type CompletedEntry = Extract<Entry, { kind: 'sale.completed' }>;

/** Finds finished sales and sets their receipts, for the printer and for the screen alike. */
export class ReceiptDesk {
  readonly #profile: PrinterProfile;
  readonly #glyphs: GlyphSource;
  readonly #find;

  constructor(
    database: WritableDatabase,
    printer: { readonly profile: PrinterProfile; readonly glyphs: GlyphSource },
  ) {
    this.#profile = printer.profile;
    this.#glyphs = printer.glyphs;
    this.#find = database.prepare(
      `SELECT j.seq, j.kind, j.version, j.payload, j.at AS atMs, j.business_date AS businessDate
       FROM sales s JOIN journal j ON j.seq = s.seq WHERE s.sale_id = ?`,
    );
  }

  /** The bytes of a job for this till's printer. */
  bytesOf(job: PrintJob, state: TillState): Uint8Array {
    const sale = this.#sale(job.saleId);
    assert(sale !== undefined, 'a receipt is printed of a finished sale');
    return encodeReceipt(documentOf(sale, state, job.copy === 'reprint'), this.#profile, this.#glyphs).bytes;
  }

  /** The same receipt in lines of text, as the printer sets it. */
  textOf(saleId: string, state: TillState): ReceiptText | undefined {
    const sale = this.#sale(saleId);
    if (sale === undefined) return undefined;
    const { text } = encodeReceipt(documentOf(sale, state, false), this.#profile, this.#glyphs);
    return { lines: text.split('\n'), isReprint: false };
  }

  receiptNumberOf(saleId: string): string | undefined {
    return this.#sale(saleId)?.payload.receiptNumber;
  }

  #sale(saleId: string): CompletedEntry | undefined {
    const row = this.#find.get(saleId) as Parameters<typeof readEntry>[0] | undefined;
    if (row === undefined) return undefined;
    const entry = readEntry(
      row satisfies Pick<JournalRow, 'seq' | 'kind' | 'version' | 'payload' | 'atMs' | 'businessDate'>,
    );
    assert(entry.kind === 'sale.completed', 'a row of sales points at a finished sale');
    return entry;
  }
}

function documentOf(sale: CompletedEntry, state: TillState, isReprint: boolean): ReceiptDocument {
  assert(state.till !== null, 'a till that has sold knows who it is');
  return receiptOf(sale.payload, { completedAtMs: sale.atMs, head: state.till, isReprint });
}
