import { assert } from '../../base/assert.ts';
import { type Entry, readEntry } from '../../domain/entries.ts';
import type { JournalRow } from '../../domain/entry.ts';
import type { SaleReader, StoredSale } from '../../domain/readers.ts';
import type { ReadableDatabase } from '../../store/connection.ts';

const COLUMNS = 'j.seq, j.kind, j.version, j.payload, j.at AS atMs, j.business_date AS businessDate';

/** Finished sales of this till with what came back of them, out of the journal. */
export class StoredSales implements SaleReader {
  readonly #find;
  readonly #returns;

  /** @param database of the journal. */
  constructor(database: Pick<ReadableDatabase, 'prepare'>) {
    this.#find = database.prepare(
      `SELECT ${COLUMNS} FROM sales s JOIN journal j ON j.seq = s.seq
       WHERE s.sale_id = @by OR s.receipt_number = @by ORDER BY j.seq DESC LIMIT 1`,
    );
    this.#returns = database.prepare(
      `SELECT ${COLUMNS} FROM returns r JOIN journal j ON j.seq = r.seq WHERE r.sale_id = ? ORDER BY j.seq`,
    );
  }

  find(by: string): StoredSale | undefined {
    const row = this.#find.get({ by }) as JournalRow | undefined;
    if (row === undefined) return undefined;
    const entry = readEntry(row);
    assert(entry.kind === 'sale.completed', 'the view of sales points at sales');
    return {
      sale: entry.payload,
      completedAtMs: entry.atMs,
      businessDate: entry.businessDate,
      returns: (this.#returns.all(entry.payload.saleId) as JournalRow[]).map((each) =>
        returnOf(readEntry(each)),
      ),
    };
  }
}

function returnOf(entry: Entry): StoredSale['returns'][number] {
  assert(entry.kind === 'sale.returned', 'the view of returns points at returns');
  return entry.payload;
}
