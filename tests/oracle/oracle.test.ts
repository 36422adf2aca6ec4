// Goal: the oracle knows the rules: it gives the figures of the chain's scenarios, and our own files are what it says.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import table from '../domain/pricing/scenario-sales.json' with { type: 'json' };
import { halfUp, prorate } from './amounts.ts';
import { expectedOf, expectedOfExchange, expectedOfReturn } from './expected.ts';
import { readShop, Sale } from './sale.ts';
import { contentOf, SALES_FILES } from './sales-files.ts';
import { Seeded } from './seeded.ts';

describe('amounts', () => {
  test.each([
    [895n, 10n, 90n],
    [894n, 10n, 89n],
    [0n, 100n, 0n],
    [1n, 2n, 1n],
  ])('%s / %s half up is %s', (numerator, denominator, whole) => {
    expect(halfUp(numerator, denominator)).toBe(whole);
  });

  test.each([
    ['SC-04', 89n, [199n, 179n], [47n, 42n]],
    ['SC-06', 30n, [80n, 199n, 89n], [7n, 16n, 7n]],
    ['a tie goes to the earlier', 1n, [5n, 5n], [1n, 0n]],
    ['nothing over nothing', 0n, [0n, 0n], [0n, 0n]],
  ])('%s', (_, total, bases, shares) => {
    expect(prorate(total, bases)).toEqual(shares);
  });
});

const keyed = <Thing extends { readonly id: string }>(things: readonly Thing[]) =>
  Object.fromEntries(things.map((thing) => [thing.id, thing]));
const chain = readShop({
  catalog: Object.fromEntries(
    Object.entries(table.catalog).map(([sku, category]) => [
      sku,
      { name: sku, price: 0, category, tax: 'taxable' },
    ]),
  ),
  promotions: keyed(table.promotions),
  coupons: keyed(table.coupons),
});

/** The chain's scenario as the oracle reads one: as many own points as it says were burned. */
function chainSale(id: string): Sale {
  const sale = table.sales.find((each) => each.id === id);
  return Sale.parse({
    ...sale,
    online: true,
    given: { firstTenderAt: sale?.at },
    member:
      sale?.hasMember === true
        ? {
            ownBalance: sale.burnValue * 300,
            stamps: sale.stamps,
            ...(sale.burnValue > 0 ? { burn: 'max' } : {}),
          }
        : null,
    tenders: [],
  });
}

describe('the chain’s scenarios', () => {
  test.each(table.sales)('$id $title', ({ id, expected }) => {
    const figures = expectedOf(chainSale(id), chain, { withGreedy: false });
    expect(figures).toMatchObject({
      lines: expected.lines,
      gross: expected.gross,
      discount: expected.discount,
      due: expected.due,
      ...(expected.gifts.length === 0 ? {} : { gifts: expected.gifts }),
      ...(expected.couponsUsed.length === 0 ? {} : { couponsUsed: expected.couponsUsed }),
    });
  });

  test('SC-10: greedy saves 24', () => {
    expect(expectedOf(chainSale('SC-10'), chain, { withGreedy: true })).toMatchObject({
      discount: 33,
      greedyDiscount: 24,
    });
  });

  test('SC-23, SC-24, SC-36: returns and the exchange', () => {
    const back = (id: string, sku: string, ownBalance: number) =>
      expectedOfReturn(chainSale(id), chain, { steps: [[{ sku, qty: 1 }]], ownBalance, tenderType: 'cash' });
    expect(back('SC-06', 'SH1', 338)).toMatchObject({
      refund: 183,
      allowance: { total: 183, net: 174, tax: 9 },
      remaining: { total: 155, net: 148, tax: 7 },
      points: { clawback: 183, burnReturned: 0, balance: 155 },
    });
    expect(back('SC-13', 'TP1', 4_934)).toMatchObject({
      refund: 45,
      points: { clawback: 45, burnReturned: 13_200, balance: 18_089 },
    });
    expect(expectedOfExchange({ ownBalance: 4_000, crossBalance: 5 }, { own: 300, cross: 1 })).toEqual({
      points: { ownDebited: 3_900, crossCredited: 13, balance: 100, crossBalance: 18 },
    });
  });
});

interface Written {
  readonly id: string;
  readonly kind: string;
  readonly expected: object;
  readonly given?: { readonly original?: string };
  readonly member: { readonly ownBalance: number } | null;
  readonly steps?: readonly {
    readonly lines: 'all' | readonly { readonly sku: string; readonly qty: number }[];
  }[];
}

function written(name: string) {
  const path = new URL(`../../fixtures/scenarios/${name}.json`, import.meta.url);
  const file: { readonly scenarios: readonly Written[] } = JSON.parse(readFileSync(path, 'utf8'));
  return { shop: readShop(file), scenarios: file.scenarios };
}

describe('our own sales', () => {
  test.each(SALES_FILES)('a sample of %s.json is what the oracle says anew', (name) => {
    const { shop, scenarios } = written(name);
    const sale = (id: string | undefined) => Sale.parse(scenarios.find((each) => each.id === id));
    const sample = new Seeded(SAMPLE_SEED).some(scenarios, SAMPLE);
    expect(sample).toHaveLength(SAMPLE);
    for (const { id, kind, expected, given, member, steps } of sample) {
      if (kind === 'sale') {
        const withGreedy = 'greedyDiscount' in expected;
        expect({ id, ...expectedOf(sale(id), shop, { withGreedy }) }).toEqual({ id, ...expected });
      } else if (kind === 'return') {
        const original = sale(given?.original);
        const returned = expectedOfReturn(original, shop, {
          steps: (steps ?? []).map(({ lines }) => lines),
          ownBalance: member?.ownBalance ?? 0,
          tenderType: original.tenders[0]?.type ?? '',
        });
        expect({ id, ...returned }).toEqual({ id, ...expected });
      }
    }
  });

  test.each(['points', 'returns'] as const)('%s.json is what the generator makes', (name) => {
    expect(written(name)).toMatchObject({ scenarios: JSON.parse(JSON.stringify(contentOf(name).scenarios)) });
  });
});

const SAMPLE = 60;
const SAMPLE_SEED = 7;
