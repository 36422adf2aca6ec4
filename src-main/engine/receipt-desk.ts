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
import type { ProgrammeWords } from './receipt-points.ts';
import { returnReceiptOf } from './receipt-return.ts';

type SlipEntry = Extract<Entry, { readonly kind: 'sale.completed' | 'sale.returned' }>;

/** How receipts call what journal entries name by id alone. */
export interface ReceiptNames {
  /** Programmes as they stood at that moment, ms since 1970. */
  programmes(atMs: number): readonly ProgrammeWords[];
  /** The member as paper may show them, masked; undefined where nothing is known of them. */
  memberText(memberId: string): string | undefined;
}

const NO_NAMES: ReceiptNames = { programmes: () => [], memberText: () => undefined };

const COLUMNS = 'j.seq, j.kind, j.version, j.payload, j.at AS atMs, j.business_date AS businessDate';

/** Finds finished sales and returns, and sets their slips, for the printer and for the screen alike. */
export class ReceiptDesk {
  readonly #profile: PrinterProfile;
  readonly #glyphs: GlyphSource;
  readonly #names: ReceiptNames;
  readonly #find;

  /** @param names without them programmes stand by their ids, and members by the last four characters of theirs. */
  constructor(
    database: Pick<WritableDatabase, 'prepare'>,
    printer: { readonly profile: PrinterProfile; readonly glyphs: GlyphSource },
    names: ReceiptNames = NO_NAMES,
  ) {
    this.#profile = printer.profile;
    this.#glyphs = printer.glyphs;
    this.#names = names;
    this.#find = database.prepare(
      `SELECT ${COLUMNS} FROM sales s JOIN journal j ON j.seq = s.seq WHERE s.sale_id = @id
       UNION ALL
       SELECT ${COLUMNS} FROM returns r JOIN journal j ON j.seq = r.seq WHERE r.return_id = @id`,
    );
  }

  /** The bytes of a job for this till's printer. The job's `saleId` names a sale or a return. */
  bytesOf(job: PrintJob, state: TillState): Uint8Array {
    const slip = this.#slip(job.saleId);
    assert(slip !== undefined, 'a receipt is printed of a finished sale or return');
    const document = this.#document(slip, state, job.copy === 'reprint');
    return encodeReceipt(document, this.#profile, this.#glyphs).bytes;
  }

  /** The same receipt in lines of text, as the printer sets it. @param id of a sale or a return. */
  textOf(id: string, state: TillState): ReceiptText | undefined {
    const slip = this.#slip(id);
    if (slip === undefined) return undefined;
    const { text } = encodeReceipt(this.#document(slip, state, false), this.#profile, this.#glyphs);
    return { lines: text.split('\n'), isReprint: false };
  }

  /** @param id of a sale or a return. */
  receiptNumberOf(id: string): string | undefined {
    return this.#slip(id)?.payload.receiptNumber;
  }

  #slip(id: string): SlipEntry | undefined {
    const row = this.#find.get({ id }) as JournalRow | undefined;
    if (row === undefined) return undefined;
    const entry = readEntry(row);
    assert(
      entry.kind === 'sale.completed' || entry.kind === 'sale.returned',
      'rows of sales and returns point at sales and returns',
    );
    return entry;
  }

  #document(slip: SlipEntry, state: TillState, isReprint: boolean): ReceiptDocument {
    assert(state.till !== null, 'a till that has sold knows who it is');
    const scene = { head: state.till, isReprint, programmes: this.#names.programmes(slip.atMs) };
    if (slip.kind === 'sale.completed') {
      const { member } = slip.payload;
      const memberText = member === undefined ? undefined : this.#names.memberText(member.memberId);
      return receiptOf(slip.payload, { ...scene, completedAtMs: slip.atMs, memberText });
    }
    const { memberId, saleId } = slip.payload;
    const memberText = memberId === undefined ? undefined : this.#names.memberText(memberId);
    const sold = this.#slip(saleId);
    const sale = sold?.kind === 'sale.completed' ? sold.payload : undefined;
    return returnReceiptOf(slip.payload, { ...scene, returnedAtMs: slip.atMs, memberText, sale });
  }
}
