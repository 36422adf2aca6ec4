// Goal: promotions are checked against a catalog of any size as if every article of it had been looked at.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkPublication } from '../../src-main/domain/pricing/publication.ts';
import { DEFAULT_LIMITS, type PublicationCatalog } from '../../src-main/domain/pricing/publication-limits.ts';
import type { Product } from '../../src-main/domain/product.ts';
import { openReadable } from '../../src-main/store/connection.ts';
import { CatalogFile } from '../../src-main/store/reference/catalog-file.ts';
import { CatalogNames, skusNamedBy } from '../../src-main/store/reference/catalog-names.ts';
import { ReferenceStore } from '../../src-main/store/reference/reference-store.ts';
import { promotion } from '../domain/pricing/helpers.ts';
import { COFFEE, EGGS } from '../support/open-till.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-names-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const article = (sku: string, more: Partial<Product> = {}): Product => ({
  sku,
  barcodes: [],
  name: sku,
  unitPrice: 10,
  category: 'A',
  tax: 'taxable',
  ...more,
});

/** Sixty articles in three categories, with brands and tags in every mixture. */
const ARTICLES = Array.from({ length: 60 }, (_, n) =>
  article(`S${n}`, {
    category: 'ABC'.charAt(n % 3),
    ...(n % 2 === 0 ? { brand: `b${n % 4}` } : {}),
    ...(n % 5 === 0 ? { tags: n % 10 === 0 ? ['new', 'hot'] : ['new'] } : {}),
  }),
);

function write(path: string, products: readonly Product[]): void {
  const file = new CatalogFile(path);
  expect(file.put(products, [], false).ok).toBe(true);
  expect(file.finish()).toEqual({ ok: true, value: products.length });
}

/** Names every article one by one, as the rules were written against. */
function naive(products: readonly Product[]): PublicationCatalog {
  const isIn = (product: Product, way: string, name: string) => {
    if (way === 'categories') return product.category === name;
    return way === 'brands' ? product.brand === name : (product.tags?.includes(name) ?? false);
  };
  return {
    hasSku: (sku) => products.some((product) => product.sku === sku),
    skusIn(way, name) {
      const skus = products.filter((product) => isIn(product, way, name)).map(({ sku }) => sku);
      return skus.length === 0 ? undefined : skus;
    },
  };
}

test('finds the problems that a look at every article finds, and no others', () => {
  const path = join(folder, 'all.db');
  write(path, ARTICLES);
  const database = openReadable(path);
  const names = (all: readonly string[]) => fc.subarray([...all], { minLength: 1, maxLength: 3 });
  const selector = fc
    .record(
      {
        skus: names(['S0', 'S1', 'S10', 'S20', 'S59', 'Z9']),
        categories: names(['A', 'B', 'Z']),
        brands: names(['b0', 'b2', 'b9']),
        tags: names(['new', 'hot', 'old']),
      },
      { requiredKeys: [] },
    )
    .filter((it) => Object.keys(it).length > 0);
  const deal = fc.record({ select: selector, exclude: fc.option(selector, { nil: undefined }) });
  try {
    fc.assert(
      fc.property(fc.array(deal, { minLength: 1, maxLength: 6 }), (deals) => {
        const promotions = deals.map(({ select, exclude }, index) =>
          promotion(`P${index}`, {
            kind: index % 2 === 0 ? 'second-percent' : 'any-n',
            select,
            ...(exclude === undefined ? {} : { exclude }),
            ...(index % 2 === 0 ? { payPct: 50 } : { n: 3, pay: { kind: 'price', price: 9 } }),
          }),
        );
        const limits = { ...DEFAULT_LIMITS, activePerSku: 2, dealsPerComponent: 3 };
        // Which of many articles is told for a limit that all of them pass is no matter.
        const told = (catalog: PublicationCatalog) => [
          ...new Set(
            checkPublication(promotions, catalog, limits).map(({ promotionId, field, code, detail }) =>
              JSON.stringify([promotionId, field, code, code === 'too-many-for-sku' ? '' : detail]),
            ),
          ),
        ];
        expect(told(new CatalogNames(database, skusNamedBy(promotions)))).toEqual(told(naive(ARTICLES)));
      }),
      { numRuns: 300 },
    );
  } finally {
    database.close();
  }
});

test('a category of ten thousand articles is a few names', () => {
  const path = join(folder, 'many.db');
  write(
    path,
    Array.from({ length: 10_000 }, (_, n) => article(`S${n}`, n % 2 === 0 ? { brand: 'b' } : {})),
  );
  const database = openReadable(path);
  try {
    const names = new CatalogNames(database, ['S7', 'S8', 'none']);
    expect(names.skusIn('categories', 'A')?.toSorted()).toEqual(['S0', 'S1', 'S7', 'S8']);
    expect(names.skusIn('brands', 'b')?.toSorted()).toEqual(['S0', 'S8']);
    expect([names.skusIn('tags', 'new'), names.skusIn('categories', 'Z')]).toEqual([undefined, undefined]);
    expect([names.hasSku('S9999'), names.hasSku('S10000')]).toEqual([true, false]);
    for (const sql of ['SELECT more, min(sku) FROM products WHERE category = ? GROUP BY more']) {
      const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all('A') as { detail: string }[];
      expect(plan.map(({ detail }) => detail).join()).toMatch(/USING COVERING INDEX products_of_category/);
    }
  } finally {
    database.close();
  }
});

describe('a catalog that a program without brands and tags wrote', () => {
  /** Makes the file in use as such a program left it. */
  async function old(): Promise<ReferenceStore> {
    const place = mkdtempSync(join(folder, 'old-'));
    const made = new ReferenceStore(place);
    await made.beginCatalog('full');
    await made.putCatalog([COFFEE, EGGS], [], false);
    await made.commitCatalog('1', 1);
    await made.close();
    const database = new Database(join(place, 'catalog-000001.db'));
    database.exec('DROP INDEX products_of_category; DROP TABLE marks; ALTER TABLE products DROP COLUMN more');
    database.close();
    return new ReferenceStore(place);
  }

  test('is read, and promotions are checked against it', async () => {
    const reference = await old();
    expect(reference.catalog.findBySku('A01')).toEqual(COFFEE);
    const check = async (select: object) =>
      (await reference.checkPromotions([promotion('P1', { kind: 'bogo', select })], DEFAULT_LIMITS)).map(
        ({ code }) => code,
      );
    expect(await check({ categories: ['DRINK'] })).toEqual([]);
    expect(await check({ skus: ['A01', 'EG1'] })).toEqual([]);
    expect(await check({ categories: ['NONE'], skus: ['A01'] })).toEqual(['unknown-name']);
    expect(await check({ brands: ['b'], skus: ['A01'] })).toEqual(['unknown-name']);
    await reference.close();
  });

  test('takes a delta that brings them', async () => {
    const reference = await old();
    const branded = { ...COFFEE, brand: '山', tags: ['new'], soldBy: 'weight' as const };
    await reference.beginCatalog('delta');
    await reference.putCatalog([branded], [], true);
    expect(await reference.commitCatalog('2', 2)).toBe(2);
    expect([reference.catalog.findBySku('A01'), reference.catalog.findBySku('EG1')]).toEqual([branded, EGGS]);
    const bogo = promotion('P1', { kind: 'bogo', select: { brands: ['山'], tags: ['new'] } });
    expect(await reference.checkPromotions([bogo], DEFAULT_LIMITS)).toEqual([]);
    await reference.close();
  });
});

test('a delta that takes brand and tags away takes the names away', async () => {
  const place = mkdtempSync(join(folder, 'marks-'));
  const reference = new ReferenceStore(place);
  const publish = async (
    mode: 'full' | 'delta',
    products: readonly Product[],
    removed: readonly string[],
  ) => {
    await reference.beginCatalog(mode);
    await reference.putCatalog(products, removed, mode === 'delta');
    await reference.commitCatalog('1', 1);
    const bogo = promotion('P1', { kind: 'bogo', select: { brands: ['山'], skus: ['EG1'] } });
    return (await reference.checkPromotions([bogo], DEFAULT_LIMITS)).map(({ code }) => code);
  };
  expect(await publish('full', [{ ...COFFEE, brand: '山' }, EGGS], [])).toEqual([]);
  expect(await publish('delta', [COFFEE], [])).toEqual(['unknown-name']);
  expect(await publish('delta', [{ ...COFFEE, brand: '山' }], [])).toEqual([]);
  expect(await publish('delta', [], ['A01'])).toEqual(['unknown-name']);
  await reference.close();
});

test('without a catalog every name is unknown', async () => {
  const reference = new ReferenceStore(mkdtempSync(join(folder, 'none-')));
  const bogo = promotion('P1', { kind: 'bogo', select: { skus: ['A01'] } });
  const problems = await reference.checkPromotions([bogo], DEFAULT_LIMITS);
  expect(problems[0]).toEqual({
    promotionId: 'P1',
    field: 'select.skus',
    code: 'unknown-sku',
    detail: 'A01',
  });
  await reference.close();
});
