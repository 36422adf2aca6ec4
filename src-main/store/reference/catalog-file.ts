import { copyFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { syncPath } from '../../base/files.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { Product } from '../../domain/product.ts';
import { barcodeKey, shortCodeKey } from './barcode-key.ts';

const CREATE = `
  CREATE TABLE IF NOT EXISTS products (
    sku TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    detail TEXT,
    unit_price INTEGER NOT NULL CHECK (unit_price >= 0),
    category TEXT NOT NULL,
    tax TEXT NOT NULL,
    short_code TEXT,
    quick_tab TEXT,
    quick_position INTEGER,
    first_barcode TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS codes (
    code TEXT NOT NULL,
    sku TEXT NOT NULL,
    PRIMARY KEY (code, sku)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS codes_of_product ON codes (sku);
  CREATE INDEX IF NOT EXISTS quick_keys ON products (quick_tab, quick_position) WHERE quick_tab IS NOT NULL;
`;

const COLUMNS =
  'name, detail, unit_price, category, tax, short_code, quick_tab, quick_position, first_barcode';
const EXCLUDED = COLUMNS.replace(/\w+/g, 'excluded.$&');
const OURS = COLUMNS.replace(/\w+/g, 'products.$&');
/** A delta puts its products over those of the generation before. */
const PUT_OVER = 'INSERT OR REPLACE INTO products VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING sku';
/** In a full catalog the same article may come again, but not as another. */
const PUT_NEW = `INSERT INTO products VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (sku) DO UPDATE SET sku = excluded.sku WHERE (${OURS}) IS (${EXCLUDED}) RETURNING sku`;

/**
 * One generation of the catalog, being written in a file of its own beside the one in use. Nothing sells from it
 * until the pointer is switched, so it is written without fsync and made durable once, at the end.
 */
export class CatalogFile {
  readonly path: string;
  readonly #database: Database.Database;
  readonly #put;
  readonly #putCode;
  readonly #dropCodes;
  readonly #drop;

  /** @param basePath the generation to start from, for a delta; a full catalog starts empty. */
  constructor(path: string, basePath?: string) {
    this.path = path;
    removeCatalogFile(path);
    if (basePath !== undefined) copyFileSync(basePath, path);
    this.#database = new Database(path);
    this.#database.pragma('journal_mode = OFF');
    this.#database.pragma('synchronous = OFF');
    this.#database.pragma('cache_size = -65536');
    this.#database.exec(CREATE);
    this.#put = this.#database.prepare(basePath === undefined ? PUT_NEW : PUT_OVER);
    this.#putCode = this.#database.prepare('INSERT OR IGNORE INTO codes VALUES (?, ?)');
    this.#dropCodes = this.#database.prepare('DELETE FROM codes WHERE sku = ?');
    this.#drop = this.#database.prepare('DELETE FROM products WHERE sku = ?');
    this.#database.exec('BEGIN');
  }

  /** Checks and takes products; the first that is not in order refuses the lot, by name. */
  put(
    items: readonly unknown[],
    removed: readonly string[],
    isDelta: boolean,
  ): Result<void, { problem: string }> {
    for (const sku of removed) {
      this.#dropCodes.run(sku);
      this.#drop.run(sku);
    }
    for (const item of items) {
      const parsed = Product.safeParse(item);
      if (!parsed.success)
        return err({ problem: `${nameOf(item)}: ${parsed.error.issues[0]?.message ?? 'malformed'}` });
      const problem = this.#putOne(parsed.data, isDelta);
      if (problem !== undefined) return err({ problem });
    }
    return ok(undefined);
  }

  #putOne(product: Product, isDelta: boolean): string | undefined {
    if (isDelta) this.#dropCodes.run(product.sku);
    const taken = this.#put.get(
      product.sku,
      product.name,
      product.detail ?? null,
      product.unitPrice,
      product.category,
      product.tax,
      product.shortCode ?? null,
      product.quickKey?.tab ?? null,
      product.quickKey?.position ?? null,
      product.barcodes[0] ?? null,
    );
    if (taken === undefined) return `${product.sku}: listed twice, not the same`;
    for (const barcode of product.barcodes) this.#putCode.run(barcodeKey(barcode), product.sku);
    if (product.shortCode !== undefined) this.#putCode.run(shortCodeKey(product.shortCode), product.sku);
    return undefined;
  }

  /**
   * Ends the file: everything in it is on disk when this returns. Answers how many products it holds. Whether a code
   * names one product is looked at here, since a delta may move a code in any order of its items.
   */
  finish(): Result<number, { problem: string }> {
    const shared = this.#database
      .prepare('SELECT code, max(sku) AS other FROM codes GROUP BY code HAVING count(*) > 1 LIMIT 1')
      .get() as { code: string; other: string } | undefined;
    if (shared !== undefined) {
      return err({
        problem: `${shared.other}: its code ${shared.code.replace(/^[=#]/, '')} belongs to another product`,
      });
    }
    this.#database.exec('COMMIT');
    const row = this.#database.prepare('SELECT count(*) AS count FROM products').get() as { count: number };
    this.#database.close();
    syncPath(this.path);
    syncPath(dirname(this.path));
    return ok(row.count);
  }

  /** Leaves nothing of it. */
  abandon(): void {
    this.#database.close();
    removeCatalogFile(this.path);
  }
}

/** Removes a generation's file and whatever SQLite keeps beside it. */
export function removeCatalogFile(path: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
}

function nameOf(item: unknown): string {
  if (typeof item === 'object' && item !== null && 'sku' in item)
    return `product ${String(item.sku).slice(0, 40)}`;
  return 'a product without a number';
}
