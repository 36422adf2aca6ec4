// peripherals.md 1.8: what a GS1 code says of the article in hand. NOON is 2026-11-21 12:00 in Taipei.
import { describe, expect, test } from 'vitest';
import type { ScanFacts } from '../../src-main/domain/cart/decide-cart.ts';
import { GREEN_TEA } from '../support/open-till.ts';
import { PureTill } from './pure-till.ts';

const GTIN14 = '04710018000003';
const ELEMENTS = '010471001800000317261231\x1d10LOT7';

const scan = (facts: ScanFacts, code = ELEMENTS) =>
  ({ kind: 'scan', code, origin: 'scanner', facts }) as const;

test('the product is found by the number inside a longer code', () => {
  const till = PureTill.selling();
  const { entries } = till.must(scan({ gtin14: GTIN14, lot: 'LOT7', expiresOn: '2026-12-31' }));
  expect(entries).toMatchObject([
    {
      kind: 'line.added',
      payload: { sku: GREEN_TEA.sku, lot: 'LOT7', expiresOn: '2026-12-31', code: ELEMENTS },
    },
  ]);
});

test('a number that no product of ours has is unknown, however much else the code says', () => {
  const till = PureTill.selling();
  expect(till.do(scan({ gtin14: '04710018999995' })).refusal?.code).toBe('unknown-barcode');
});

describe('days', () => {
  const cases: readonly (readonly [string, ScanFacts, string | undefined, number])[] = [
    ['expires tomorrow', { expiresOn: '2026-11-22' }, undefined, 1],
    ['expires today', { expiresOn: '2026-11-21' }, undefined, 1],
    ['expired yesterday', { expiresOn: '2026-11-20' }, 'product-expired', 0],
    ['expires in a minute', { expiresAt: '2026-11-21T12:01' }, undefined, 1],
    ['expires this minute', { expiresAt: '2026-11-21T12:00' }, 'product-expired', 0],
    ['best before today', { bestBefore: '2026-11-21' }, undefined, 1],
    ['best before yesterday', { bestBefore: '2026-11-20' }, 'past-best-before', 1],
    ['past both', { bestBefore: '2026-11-18', expiresOn: '2026-11-20' }, 'product-expired', 0],
  ];
  for (const [name, facts, code, pieces] of cases) {
    test(`${name}: ${code ?? 'sold'}`, () => {
      const till = PureTill.selling();
      expect(till.do(scan({ gtin14: GTIN14, ...facts })).refusal?.code).toBe(code);
      expect(till.state.cart?.lines.length ?? 0).toBe(pieces);
    });
  }

  test('the day is that of Taipei: ten minutes past midnight there, yesterday’s goods are expired', () => {
    const till = PureTill.selling();
    till.nowMs = Date.UTC(2026, 10, 21, 16, 10);
    expect(till.do(scan({ gtin14: GTIN14, expiresOn: '2026-11-21' })).refusal?.code).toBe('product-expired');
  });

  test('a warning is told in the same words when the command is sent again', () => {
    const till = PureTill.selling();
    const first = till.do(scan({ gtin14: GTIN14, bestBefore: '2026-11-20' }));
    expect(first.refusal?.params).toEqual({ name: GREEN_TEA.name, date: '2026-11-20' });
    expect(first.entries).toMatchObject([{ payload: { pastBestBefore: '2026-11-20' } }]);
  });
});

describe('pieces of one article', () => {
  test('the same lot counts up, another lot is a line of its own', () => {
    const till = PureTill.selling();
    for (const lot of ['LOT7', 'LOT7', 'LOT8']) till.must(scan({ gtin14: GTIN14, lot }));
    till.must(scan({ gtin14: GTIN14 }, '4710018000003'));
    expect(till.state.cart?.lines.map((line) => [line.lot, line.quantity])).toEqual([
      ['LOT7', 2],
      ['LOT8', 1],
      [null, 1],
    ]);
  });

  test('another day is another line, and a good one never joins one past its day', () => {
    const till = PureTill.selling();
    for (const expiresOn of ['2026-12-31', '2026-12-31', '2026-11-22'])
      till.must(scan({ gtin14: GTIN14, expiresOn }));
    till.do(scan({ gtin14: GTIN14, bestBefore: '2026-11-01' }));
    till.must(scan({ gtin14: GTIN14, bestBefore: '2027-11-01' }));
    expect(till.state.cart?.lines.map((line) => line.quantity)).toEqual([2, 1, 1, 1]);
  });

  test('one past its day never hides in a line of good ones', () => {
    const till = PureTill.selling();
    till.must(scan({ gtin14: GTIN14, lot: 'LOT7' }));
    till.do(scan({ gtin14: GTIN14, lot: 'LOT7', bestBefore: '2026-11-20' }));
    expect(till.state.cart?.lines).toHaveLength(2);
  });
});

describe('a scanner that alters codes', () => {
  test('is named in place of an unknown code', () => {
    const till = PureTill.selling();
    expect(till.do(scan({ isAltered: true }, '!BC+123')).refusal?.code).toBe('scanner-setting');
  });

  test('does not stand in the way of a code that is exactly a product’s', () => {
    const till = PureTill.selling();
    expect(till.do(scan({ isAltered: true }, '4710018000003')).refusal).toBeUndefined();
  });
});

describe('a code that is more than one piece, or less than a whole one', () => {
  test('weight, price or count inside are refused, not sold as one piece', () => {
    const till = PureTill.selling();
    expect(till.do(scan({ gtin14: GTIN14, measured: { kind: 'weight', grams: 500 } })).refusal?.code).toBe(
      'measured-goods',
    );
    expect(till.state.cart).toBeNull();
  });

  test('digits that were not all sent are no product, even where a product has them', () => {
    const till = PureTill.selling();
    expect(till.do(scan({ isTruncated: true }, '4710018000003')).refusal?.code).toBe('scanner-setting');
  });

  test('the number in a symbol counts before the digits as they came', () => {
    const upc = { ...GREEN_TEA, sku: 'UPC', barcodes: ['00010000000009'] };
    const ean8 = { ...GREEN_TEA, sku: 'EAN8', barcodes: ['01000009'] };
    const till = PureTill.selling([upc, ean8]);
    till.must(scan({ gtin14: '00010000000009', isSymbologyKnown: true }, '01000009'));
    till.must(scan({ gtin14: '00000001000009' }, '01000009'));
    expect(till.state.cart?.lines.map((line) => line.sku)).toEqual(['UPC', 'EAN8']);
  });
});
