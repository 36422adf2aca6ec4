// what-goes-wrong.md rows 11, 12 and 17: import N, count N, find N; never a partial match; all of a generation or nothing.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SeededRandom } from '../../fixtures/world/test-world.ts';
import type { Product } from '../../src-main/domain/product.ts';
import { barcodeKey, shortCodeKey } from '../../src-main/store/reference/barcode-key.ts';
import { ReferenceStore } from '../../src-main/store/reference/reference-store.ts';
import { COFFEE, EGGS, GREEN_TEA } from '../support/open-till.ts';

let folder: string;
let reference: ReferenceStore;
// One store for all: what starts a worker costs a tenth of a second, and generations follow each other in a shop too.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-catalog-'));
  reference = new ReferenceStore(folder);
});
afterAll(async () => {
  await reference.close();
  rmSync(folder, { recursive: true, force: true });
});

let cursor = 0;

/** One generation from first page to switch. */
async function publish(
  pages: readonly (readonly unknown[])[],
  mode: 'full' | 'delta' = 'full',
  removed: readonly string[] = [],
): Promise<number> {
  await reference.beginCatalog(mode);
  for (const page of pages) await reference.putCatalog(page, removed, mode === 'delta');
  cursor += 1;
  return reference.commitCatalog(String(cursor), cursor);
}

/** As `publish`, where it is refused: why. */
async function refusalOf(
  pages: readonly (readonly unknown[])[],
  mode: 'full' | 'delta' = 'full',
): Promise<string> {
  try {
    await publish(pages, mode);
    return 'taken';
  } catch (error) {
    await reference.abandonCatalog();
    return error instanceof Error ? error.message : String(error);
  }
}

/** As after a crash: the files are opened anew, whatever was being built. */
async function reopen(): Promise<void> {
  await reference.close();
  reference = new ReferenceStore(folder);
}

const catalogFiles = () => readdirSync(folder).filter((name) => name.startsWith('catalog-'));
const find = (code: string) => reference.catalog.findByBarcode(code)?.sku;

/** So many articles with barcodes of every length and in-store codes, none of them twice. */
function assortment(count: number): readonly (Product & { readonly barcodes: readonly string[] })[] {
  const random = new SeededRandom(12);
  return Array.from({ length: count }, (_, index) => {
    const number = String(10_000_000 + index * 7);
    const lengths = [8, 12, 13, 14];
    const gtin = `${'9'.repeat((lengths[index % 4] ?? 8) - 8)}${number}`;
    const inStore = `S${random.below(1_000)}-${index}`;
    return {
      ...GREEN_TEA,
      sku: `P${index}`,
      shortCode: String(index),
      name: `商品 ${index}`,
      barcodes: index % 5 === 0 ? [gtin, inStore] : [gtin],
    };
  });
}

test('before the first one nothing is found, and nothing fails', async () => {
  expect([reference.catalog.generation, find('47100183')]).toEqual([0, undefined]);
  expect([reference.catalog.findBySku('A01'), reference.catalog.findByShortCode('1')]).toEqual([
    undefined,
    undefined,
  ]);
  expect([reference.quickKeys(), await reference.search('茶', 10)]).toEqual([[], []]);
});

describe('import N, count N, find N', () => {
  test('8,000 articles in pages of 400: each found by each of its barcodes and nothing else beside', async () => {
    const products = assortment(8_000);
    const pages = Array.from({ length: 20 }, (_, page) => products.slice(page * 400, (page + 1) * 400));
    expect(await publish(pages)).toBe(8_000);
    expect(reference.topic('catalog')).toMatchObject({ cursor: String(cursor), count: 8_000 });
    for (const check of ['just switched', 'opened anew']) {
      const missing = products.filter((product) =>
        product.barcodes.some((code) => find(code) !== product.sku),
      );
      expect([check, missing]).toEqual([check, []]);
      await reopen();
    }
    expect(reference.catalog.products).toBe(8_000);
  });

  test('an article comes back with all that a sale uses of it', async () => {
    const product: Product = {
      ...COFFEE,
      detail: '熱',
      shortCode: '7',
      quickKey: { tab: '咖啡', position: 3 },
    };
    await publish([[product, EGGS]]);
    const { catalog } = reference;
    expect(catalog.findByBarcode('47100183')).toEqual(product);
    expect(catalog.findBySku('A01')).toEqual(product);
    expect(catalog.findByShortCode('7')).toEqual(product);
    expect(catalog.findBySku('EG1')).toEqual(EGGS);
    expect([catalog.findBySku('A0'), catalog.findBySku(''), catalog.findByShortCode('07')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(reference.quickKeys()).toEqual([product]);
  });

  test('an empty catalog is a catalog', async () => {
    const before = reference.catalog.generation;
    expect(await publish([[]])).toBe(0);
    expect([reference.catalog.generation, find('47100183')]).toEqual([before + 1, undefined]);
  });
});

describe('GTINs of 8, 12, 13 and 14 digits are one number; all else is only itself', () => {
  for (const [left, right, isSame] of [
    ['47100183', '00000047100183', true],
    ['012345678905', '0012345678905', true],
    ['4710018000003', '04710018000003', true],
    ['47100183', '047100183', false],
    ['47100183', '0047100183', false],
    ['47100183', '00047100183', false],
    ['47100183', '000000047100183', false],
    ['1234567', '01234567', false],
    ['GC-500', 'gc-500', false],
    ['GC-500', 'GC-500 ', false],
    ['47100183', '４７１００１８３', false],
  ] as const) {
    test(`${left} and ${right}: ${isSame ? 'the same' : 'not'}`, () => {
      expect(barcodeKey(left) === barcodeKey(right)).toBe(isSame);
    });
  }

  test('two codes share a key only if they are the same text or the same GTIN', () => {
    const code = fc.oneof(
      fc.stringMatching(/^[0-9]{7,15}$/),
      fc
        .tuple(fc.constantFrom(0, 4, 5, 6), fc.stringMatching(/^[0-9]{8}$/))
        .map(([zeros, digits]) => '0'.repeat(zeros) + digits),
      fc.string({ minLength: 1, maxLength: 20 }),
    );
    const isGtin = (text: string) => /^[0-9]+$/.test(text) && [8, 12, 13, 14].includes(text.length);
    fc.assert(
      fc.property(code, code, (left, right) => {
        const isSame = left === right || (isGtin(left) && isGtin(right) && BigInt(left) === BigInt(right));
        return (barcodeKey(left) === barcodeKey(right)) === isSame;
      }),
      { numRuns: 1_000 },
    );
  });

  test('no barcode can be written that is looked up as a short code', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.stringMatching(/^[0-9]{1,6}$/),
        (code, shortCode) => barcodeKey(code) !== shortCodeKey(shortCode),
      ),
      { numRuns: 500 },
    );
  });
});

test('a damaged read finds the article itself or nothing: any cut, doubled, changed or swapped character', async () => {
  const products = assortment(3_000);
  await publish([products]);
  const keys = new Map(
    products.flatMap(({ sku, barcodes }) => barcodes.map((code) => [barcodeKey(code), sku] as const)),
  );
  const anyCode = fc.constantFrom(...products.flatMap((product) => product.barcodes));
  const damage = fc
    .tuple(
      anyCode,
      fc.nat(14),
      fc.nat(14),
      fc.constantFrom('cut', 'head', 'double', 'change', 'swap', 'blank', 'sql'),
    )
    .map(([code, at, digit, how]) => {
      const index = at % code.length;
      switch (how) {
        case 'cut':
          return code.slice(0, index);
        case 'head':
          return code.slice(index);
        case 'double':
          return code.slice(0, index) + code;
        case 'change':
          return code.slice(0, index) + String(digit % 10) + code.slice(index + 1);
        case 'swap':
          return code.slice(0, index) + code.slice(index).split('').reverse().join('');
        case 'blank':
          return `${code} `;
        default:
          return (
            ['%', '_', `${code}%`, `${code.slice(0, 4)}*`, "' OR 1=1 --", `${code}\u0000`][index % 6] ?? ''
          );
      }
    });
  fc.assert(
    fc.property(fc.oneof(damage, anyCode, fc.string({ unit: 'binary' })), (code) => {
      expect(find(code)).toBe(keys.get(barcodeKey(code)));
    }),
    { numRuns: 1_000 },
  );
});

describe('a generation that is not in order is refused whole and the old one stays', () => {
  let before: unknown;
  beforeAll(async () => {
    await publish([[COFFEE, GREEN_TEA]]);
    before = [reference.topic('catalog'), catalogFiles()];
    expect(catalogFiles()).toHaveLength(1);
  });
  afterEach(() => {
    expect([reference.topic('catalog'), catalogFiles()]).toEqual(before);
    expect([find('47100183'), find('4710018000010')]).toEqual(['A01', undefined]);
  });

  const twin = { ...EGGS, sku: 'X9' };
  const cases: readonly (readonly [string, readonly (readonly unknown[])[], RegExp])[] = [
    ['a barcode of two articles', [[EGGS, twin]], /^X9: its code 0471\d+ belongs to another product$/],
    ['the same over two pages', [[EGGS], [COFFEE], [twin]], /^X9: its code/],
    ['the same GTIN in two lengths', [[COFFEE, { ...twin, barcodes: ['0000047100183'] }]], /^X9: its code/],
    [
      'a short code of two articles',
      [[GREEN_TEA, { ...twin, barcodes: [], shortCode: '12' }]],
      /^X9: its code 12 /,
    ],
    ['a price with cents', [[EGGS, { ...twin, unitPrice: 79.5 }]], /^product X9: /],
    ['a negative price', [[{ ...twin, unitPrice: -1 }]], /^product X9: /],
    ['a price too long for a shelf', [[{ ...twin, unitPrice: 10_000_000 }]], /^product X9: /],
    ['a tax nobody knows', [[{ ...twin, tax: 'zero' }]], /^product X9: /],
    ['a field nobody knows', [[{ ...twin, colour: 'red' }]], /^product X9: /],
    ['an article without a number', [[{ name: 'x' }]], /^a product without a number: /],
    ['no article at all', [[null]], /^a product without a number: /],
    ['text', [['EG1']], /^a product without a number: /],
  ];
  for (const [name, pages, problem] of cases) {
    test(name, async () => {
      expect(await refusalOf(pages)).toMatch(problem);
    });
  }

  test('one that was abandoned', async () => {
    await reference.beginCatalog('full');
    await reference.putCatalog([EGGS], [], false);
    await reference.abandonCatalog();
  });

  test('one that was begun twice is the second alone, and it too may be abandoned', async () => {
    await reference.beginCatalog('full');
    await reference.putCatalog([EGGS], [], false);
    await reference.beginCatalog('full');
    await reference.abandonCatalog();
  });

  test('pages without a beginning, and an end without one', async () => {
    await expect(reference.putCatalog([EGGS], [], false)).rejects.toThrow(/begun/);
    await expect(reference.commitCatalog('9', 9)).rejects.toThrow(/begun/);
  });

  test('a crash between two pages: the next start clears away what was half built', async () => {
    await reference.beginCatalog('full');
    await reference.putCatalog([EGGS], [], false);
    expect(catalogFiles().length).toBeGreaterThan(1);
    await reopen();
  });
});

test('after a refusal the next generation is taken', async () => {
  await publish([[COFFEE]]);
  await refusalOf([[EGGS, { ...EGGS, sku: 'X9' }]]);
  expect(await publish([[EGGS]])).toBe(1);
  expect([find('4710018000010'), find('47100183')]).toEqual(['EG1', undefined]);
  expect(catalogFiles()).toHaveLength(1);
});

test('one article may have the same barcode in two lengths', async () => {
  expect(await publish([[{ ...COFFEE, barcodes: ['47100183', '0000047100183'] }]])).toBe(1);
  expect(find('00000047100183')).toBe('A01');
});

describe('a delta', () => {
  let generation: number;
  beforeEach(async () => {
    await publish([[COFFEE, GREEN_TEA, EGGS]]);
    ({ generation } = reference.catalog);
  });

  test('changes, adds and removes, and leaves the rest', async () => {
    const dearer = { ...COFFEE, unitPrice: 50 };
    const added = { ...EGGS, sku: 'EG2', barcodes: ['4710018000027'] };
    expect(await publish([[dearer, added]], 'delta', ['T01'])).toBe(3);
    expect(reference.catalog.findBySku('A01')?.unitPrice).toBe(50);
    expect([find('4710018000027'), find('4710018000010'), find('4710018000003')]).toEqual([
      'EG2',
      'EG1',
      undefined,
    ]);
    expect(reference.catalog.findByShortCode('12')).toBeUndefined();
    expect(reference.catalog.generation).toBe(generation + 1);
  });

  test('that takes a barcode away takes it out of use', async () => {
    await publish([[{ ...COFFEE, barcodes: ['4710018000041'] }]], 'delta');
    expect([find('47100183'), find('4710018000041')]).toEqual([undefined, 'A01']);
  });

  test('that gives a barcode of an article that stays to another is refused', async () => {
    expect(await refusalOf([[{ ...EGGS, barcodes: ['47100183'] }]], 'delta')).toMatch(/belongs to another/);
    expect(find('47100183')).toBe('A01');
  });

  test('that removes what is not there removes nothing', async () => {
    expect(await publish([[]], 'delta', ['X1', 'X2'])).toBe(3);
  });

  test('leaves the generation before it as it was while it is being built', async () => {
    await reference.beginCatalog('delta');
    await reference.putCatalog([{ ...COFFEE, unitPrice: 1 }], ['EG1'], true);
    expect(reference.catalog.findBySku('A01')?.unitPrice).toBe(45);
    expect(find('4710018000010')).toBe('EG1');
    await reference.abandonCatalog();
  });

  test('a chain of random deltas leaves what a naive list has', async () => {
    const naive = new Map([COFFEE, GREEN_TEA, EGGS].map((product) => [product.sku, product]));
    const random = new SeededRandom(5);
    for (let round = 0; round < 12; round += 1) {
      const changed = Array.from({ length: 1 + random.below(5) }, (): Product => {
        const sku = `P${random.below(8)}`;
        return { ...EGGS, sku, barcodes: [`${sku}-${random.below(3)}`], unitPrice: random.below(100) };
      });
      const items = [...new Map(changed.map((product) => [product.sku, product])).values()];
      const removed = [`P${random.below(8)}`].filter((sku) => items.every((product) => product.sku !== sku));
      for (const sku of removed) naive.delete(sku);
      for (const product of items) naive.set(product.sku, product);
      expect(await publish([items], 'delta', removed)).toBe(naive.size);
      for (let sku = 0; sku < 8; sku += 1) {
        for (let code = 0; code < 3; code += 1) {
          const expected =
            naive.get(`P${sku}`)?.barcodes.includes(`P${sku}-${code}`) === true ? `P${sku}` : undefined;
          expect(find(`P${sku}-${code}`)).toBe(expected);
        }
        expect(reference.catalog.findBySku(`P${sku}`)?.unitPrice).toBe(naive.get(`P${sku}`)?.unitPrice);
      }
    }
  });
});
