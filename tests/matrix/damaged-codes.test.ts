// what-goes-wrong.md row 17: a damaged code never loads another product. Codes of a catalog of the sample shop and a
// hundred thousand generated articles are damaged in every way that scanners, lines and hands damage them; what is added
// is exactly the article whose number the code is, or nothing, and then it is said aloud.
// DAYBOOK_DAMAGED_CODES=1000000 for a long run.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gtinCheckDigit, toGtin14 } from '../../drivers/scanner/gtin.ts';
import { sampleProducts } from '../../fixtures/catalog/sample-store.ts';
import { SeededRandom } from '../../fixtures/world/test-world.ts';
import type { Product } from '../../src-main/domain/product.ts';
import { ScanDesk } from '../../src-main/engine/scan-desk.ts';
import { ScanTest } from '../../src-main/engine/scan-test.ts';
import { OpenTill } from '../support/open-till.ts';

const GENERATED = 100_000;
const DAMAGED = Number(process.env.DAYBOOK_DAMAGED_CODES ?? 2_000);
const SEED = 17;

/** Neighbouring numbers, so that one wrong digit with a right check digit is often another article's. */
function generated(): Product[] {
  return Array.from({ length: GENERATED }, (_, index) => {
    const isShort = index % 10 === 0;
    const body = isShort ? String(4_700_000 + index / 10) : `4719${String(index).padStart(8, '0')}`;
    const barcode = `${body}${gtinCheckDigit(body)}`;
    return {
      sku: `G${index}`,
      barcodes: index % 97 === 0 ? [barcode, `SHELF-${index}`] : [barcode],
      name: `商品 ${index}`,
      unitPrice: 1 + (index % 500),
      category: 'GENERATED',
      tax: 'taxable',
    };
  });
}

const catalog = [...sampleProducts(), ...generated()];
/** Which article a whole, undamaged number names. */
const byNumber = new Map<string, string>();
for (const { sku, barcodes } of catalog)
  for (const barcode of barcodes) byNumber.set(toGtin14(barcode) ?? barcode, sku);

let till: OpenTill;
let desk: ScanDesk;
beforeAll(async () => {
  till = await OpenTill.make({ products: catalog });
  till.openShift();
  desk = new ScanDesk({
    till: till.till,
    ids: till.world.ids,
    clock: till.world,
    scanTest: new ScanTest(till.world),
    inStoreLayouts: [],
  });
}, 60_000);
afterAll(() => till.end());

type Damage = (code: string, random: SeededRandom) => string;

const digit = (random: SeededRandom) => String(random.below(10));
const at = (code: string, random: SeededRandom) => random.below(code.length);

const DAMAGES: Readonly<Record<string, Damage>> = {
  none: (code) => code,
  'a digit wrong': (code, random) => {
    const i = at(code, random);
    return code.slice(0, i) + digit(random) + code.slice(i + 1);
  },
  'a digit lost': (code, random) => {
    const i = at(code, random);
    return code.slice(0, i) + code.slice(i + 1);
  },
  'a digit twice': (code, random) => {
    const i = at(code, random);
    return code.slice(0, i + 1) + code.slice(i);
  },
  'two digits swapped': (code, random) => {
    const i = at(code, random);
    return code.slice(0, i) + (code[i + 1] ?? '') + (code[i] ?? '') + code.slice(i + 2);
  },
  'the end missing': (code, random) => code.slice(0, at(code, random)),
  'the beginning missing': (code, random) => code.slice(at(code, random)),
  'glued to another': (code, random) =>
    code + (catalog[random.below(catalog.length)]?.barcodes[0] ?? '4710018000003'),
  'zeros before': (code, random) => `${'0'.repeat(1 + random.below(4))}${code}`,
  'digits behind': (code, random) => code + digit(random) + digit(random),
  'a wildcard': (code, random) => {
    const i = at(code, random);
    return code.slice(0, i) + ['%', '_', '*', '?', "' OR 1=1 --"][random.below(5)] + code.slice(i + 1);
  },
  'a blank': (code, random) => {
    const i = at(code, random);
    return `${code.slice(0, i)} ${code.slice(i)}`;
  },
  'only a wildcard': (_, random) => ['%', '%%', '_', '*', '47%', '____________3'][random.below(6)] ?? '%',
  noise: (_, random) => Buffer.from(random.bytes(1 + random.below(20))).toString('latin1'),
};

test(`${DAMAGED} damaged codes against ${GENERATED} articles: the exact article, or nothing and a refusal`, () => {
  const random = new SeededRandom(SEED);
  const coded = catalog.flatMap(({ barcodes }) => barcodes);
  const names = Object.keys(DAMAGES);
  const told: string[] = [];
  till.till.events.on((event) => {
    if (event.kind === 'refusal') told.push(event.refusal.code);
  });
  let added = 0;
  for (let turn = 0; turn < DAMAGED; turn += 1) {
    const name = names[turn % names.length] ?? 'none';
    const code = coded[random.below(coded.length)] ?? '';
    const damaged = DAMAGES[name]?.(code, random) ?? code;
    told.length = 0;
    desk.heard({
      kind: 'scan',
      text: damaged,
      raw: new TextEncoder().encode(damaged),
      source: 'scanner-1',
      tookMs: 10,
    });
    const lines = till.state.cart?.lines.map(({ sku, quantity }) => [sku, quantity]) ?? [];
    // The same number however it is padded; a UPC-E or GS1 reading needs an identifier, and none came.
    const expected = byNumber.get(toGtin14(damaged) ?? damaged);
    const where = `${name}: ${JSON.stringify(damaged)} of ${code}`;
    if (lines.length > 0) {
      expect(lines, where).toEqual([[expected, 1]]);
      expect(told, where).toEqual([]);
      added += 1;
      till.must({ kind: 'void-cart', saleId: till.saleId });
    } else {
      expect(expected, where).toBeUndefined();
      expect(told, where).toHaveLength(1);
    }
  }
  expect(added).toBeGreaterThan(DAMAGED / names.length);
  expect(added).toBeLessThan(DAMAGED / 2);
}, 120_000);
