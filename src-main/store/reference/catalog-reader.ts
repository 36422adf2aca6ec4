import type { CatalogReader } from '../../domain/context.ts';
import type { Product } from '../../domain/product.ts';
import { openReadable, type ReadableDatabase } from '../connection.ts';
import { barcodeKey, shortCodeKey } from './barcode-key.ts';

interface ProductRow {
  readonly sku: string;
  readonly name: string;
  readonly detail: string | null;
  readonly unit_price: number;
  readonly category: string;
  readonly tax: Product['tax'];
  readonly short_code: string | null;
  readonly quick_tab: string | null;
  readonly quick_position: number | null;
  readonly first_barcode: string | null;
  /** Absent in generations written before there was one. */
  readonly more?: string | null;
}

const CACHE_KIB = 65_536;

/** Looks products up in one generation of the catalog: two point look-ups by primary key, whatever its size. */
export class SqliteCatalog implements CatalogReader {
  readonly generation: number;
  readonly products: number;
  readonly #database: ReadableDatabase;
  readonly #byCode;
  readonly #bySku;

  constructor(path: string, generation: number, products: number) {
    this.generation = generation;
    this.products = products;
    this.#database = openReadable(path, CACHE_KIB);
    // A generation's file never changes: one read transaction for its life saves the locks of every look-up.
    this.#database.prepare('BEGIN').run();
    this.#byCode = this.#database.prepare(
      'SELECT p.* FROM codes c JOIN products p ON p.sku = c.sku WHERE c.code = ?',
    );
    this.#bySku = this.#database.prepare('SELECT * FROM products WHERE sku = ?');
  }

  findByBarcode(barcode: string): Product | undefined {
    return toProduct(this.#byCode.get(barcodeKey(barcode)) as ProductRow | undefined);
  }

  findByShortCode(shortCode: string): Product | undefined {
    return toProduct(this.#byCode.get(shortCodeKey(shortCode)) as ProductRow | undefined);
  }

  findBySku(sku: string): Product | undefined {
    return toProduct(this.#bySku.get(sku) as ProductRow | undefined);
  }

  /** Products that have a place among the quick keys, tab by tab in the order of the tabs' first short codes. */
  quickKeys(): readonly Product[] {
    const rows = this.#database
      .prepare('SELECT * FROM products WHERE quick_tab IS NOT NULL ORDER BY quick_tab, quick_position')
      .all() as ProductRow[];
    return rows.flatMap((row) => toProduct(row) ?? []);
  }

  close(): void {
    this.#database.close();
  }
}

/** Answers nothing: a till that has no catalog yet. */
export const EMPTY_CATALOG: CatalogReader = {
  generation: 0,
  findByBarcode: () => undefined,
  findByShortCode: () => undefined,
  findBySku: () => undefined,
};

function toProduct(row: ProductRow | undefined): Product | undefined {
  if (row === undefined) return undefined;
  return {
    sku: row.sku,
    barcodes: row.first_barcode === null ? [] : [row.first_barcode],
    name: row.name,
    unitPrice: row.unit_price,
    category: row.category,
    tax: row.tax,
    ...(row.detail === null ? {} : { detail: row.detail }),
    ...(row.short_code === null ? {} : { shortCode: row.short_code }),
    ...(row.quick_tab === null || row.quick_position === null
      ? {}
      : { quickKey: { tab: row.quick_tab, position: row.quick_position } }),
    ...((row.more ?? null) === null ? {} : (JSON.parse(row.more ?? '{}') as Partial<Product>)),
  };
}
