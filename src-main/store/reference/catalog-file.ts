import type Database from 'better-sqlite3';
import { err, ok, type Result } from '../../base/result.ts';
import { Product } from '../../domain/product.ts';
import { barcodeKey, shortCodeKey } from './barcode-key.ts';
import {
  closeGenerationFile,
  type GenerationFile,
  type GenerationProblem,
  openGenerationFile,
  removeGenerationFile,
} from './generation-file.ts';

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
    first_barcode TEXT,
    -- What few articles have: brand, tags, line kind, way of selling, minimum age, as JSON.
    more TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS codes (
    code TEXT NOT NULL,
    sku TEXT NOT NULL,
    PRIMARY KEY (code, sku)
  ) STRICT, WITHOUT ROWID;
  -- Brands and tags, by which promotions name articles.
  CREATE TABLE IF NOT EXISTS marks (
    way TEXT NOT NULL,
    name TEXT NOT NULL,
    sku TEXT NOT NULL,
    PRIMARY KEY (way, name, sku)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS codes_of_product ON codes (sku);
  CREATE INDEX IF NOT EXISTS marks_of_product ON marks (sku);
  CREATE INDEX IF NOT EXISTS quick_keys ON products (quick_tab, quick_position) WHERE quick_tab IS NOT NULL;
`;

const COLUMNS =
  'name, detail, unit_price, category, tax, short_code, quick_tab, quick_position, first_barcode, more';
const EXCLUDED = COLUMNS.replace(/\w+/g, 'excluded.$&');
const OURS = COLUMNS.replace(/\w+/g, 'products.$&');
/** A delta puts its products over those of the generation before. */
const PUT_OVER = 'INSERT OR REPLACE INTO products VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING sku';
/** In a full catalog the same article may come again, but not as another. */
const PUT_NEW = `INSERT INTO products VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (sku) DO UPDATE SET sku = excluded.sku WHERE (${OURS}) IS (${EXCLUDED}) RETURNING sku`;

/** Sorted once when the rows are there: kept up while they come it takes several times as long. */
const INDEX_CATEGORIES = 'CREATE INDEX IF NOT EXISTS products_of_category ON products (category, more)';

/** One generation of the catalog while it is being written. */
export class CatalogFile implements GenerationFile {
  readonly path: string;
  readonly #database: Database.Database;
  readonly #put;
  readonly #putCode;
  readonly #putMark;
  readonly #dropCodes;
  readonly #dropMarks;
  readonly #drop;

  /** @param basePath the generation to start from, for a delta; a full catalog starts empty. */
  constructor(path: string, basePath?: string) {
    this.path = path;
    this.#database = openGenerationFile(path, basePath);
    this.#database.exec(CREATE);
    addMissingColumn(this.#database);
    this.#put = this.#database.prepare(basePath === undefined ? PUT_NEW : PUT_OVER);
    this.#putCode = this.#database.prepare('INSERT OR IGNORE INTO codes VALUES (?, ?)');
    this.#putMark = this.#database.prepare('INSERT OR IGNORE INTO marks VALUES (?, ?, ?)');
    this.#dropMarks = this.#database.prepare('DELETE FROM marks WHERE sku = ?');
    this.#dropCodes = this.#database.prepare('DELETE FROM codes WHERE sku = ?');
    this.#drop = this.#database.prepare('DELETE FROM products WHERE sku = ?');
    this.#database.exec('BEGIN');
  }

  /** Checks and takes products; the first that is not in order refuses the lot, by name. */
  put(
    items: readonly unknown[],
    removed: readonly string[],
    isDelta: boolean,
  ): Result<void, GenerationProblem> {
    for (const sku of removed) {
      this.#dropCodes.run(sku);
      this.#dropMarks.run(sku);
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
    if (isDelta) {
      this.#dropCodes.run(product.sku);
      this.#dropMarks.run(product.sku);
    }
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
      moreOf(product),
    );
    if (taken === undefined) return `${product.sku}: listed twice, not the same`;
    for (const barcode of product.barcodes) this.#putCode.run(barcodeKey(barcode), product.sku);
    if (product.shortCode !== undefined) this.#putCode.run(shortCodeKey(product.shortCode), product.sku);
    if (product.brand !== undefined) this.#putMark.run('brands', product.brand, product.sku);
    for (const tag of product.tags ?? []) this.#putMark.run('tags', tag, product.sku);
    return undefined;
  }

  /**
   * Ends the file: everything in it is on disk when this returns. Answers how many products it holds. Whether a code
   * names one product is looked at here, since a delta may move a code in any order of its items.
   */
  finish(): Result<number, GenerationProblem> {
    const shared = this.#database
      .prepare('SELECT code, max(sku) AS other FROM codes GROUP BY code HAVING count(*) > 1 LIMIT 1')
      .get() as { code: string; other: string } | undefined;
    if (shared !== undefined) {
      return err({
        problem: `${shared.other}: its code ${shared.code.replace(/^[=#]/, '')} belongs to another product`,
      });
    }
    this.#database.exec('COMMIT');
    this.#database.exec(INDEX_CATEGORIES);
    const row = this.#database.prepare('SELECT count(*) AS count FROM products').get() as { count: number };
    closeGenerationFile(this.#database);
    return ok(row.count);
  }

  /** Leaves nothing of it. */
  abandon(): void {
    this.#database.close();
    removeGenerationFile(this.path);
  }
}

/** A generation written by an older program, which a delta starts from, has no `more`: none of its articles had any. */
function addMissingColumn(database: Database.Database): void {
  const columns = database.pragma('table_info(products)') as readonly { readonly name: string }[];
  if (!columns.some(({ name }) => name === 'more'))
    database.exec('ALTER TABLE products ADD COLUMN more TEXT');
}

function moreOf({ brand, tags, lineKind, soldBy, minimumAge }: Product): string | null {
  const text = JSON.stringify({ brand, tags, lineKind, soldBy, minimumAge });
  return text === '{}' ? null : text;
}

function nameOf(item: unknown): string {
  if (typeof item === 'object' && item !== null && 'sku' in item)
    return `product ${String(item.sku).slice(0, 40)}`;
  return 'a product without a number';
}
