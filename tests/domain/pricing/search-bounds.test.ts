// Goal: the search stays exact on components that are hard, keeps its bound, and is quick where counts are large.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BENCH_AT_MS,
  benchBaskets,
  benchPromotions,
  hardBasket,
} from '../../../fixtures/pricing/bench-baskets.ts';
import { taiwanPolicy } from '../../../fixtures/pricing/taiwan-policy.ts';
import { compileOffers } from '../../../src-main/domain/pricing/offers.ts';
import { NODE_BOUND, priceBasket } from '../../../src-main/domain/pricing/price-basket.ts';
import { basketOf, pieces, price, promotion } from './helpers.ts';
import { greedySaving, oracleSaving } from './oracle.ts';
import { someDeals, someLines } from './random-deals.ts';

test('ten units: the best saving there is', () => {
  fc.assert(
    fc.property(someLines(10), someDeals, (lines, promotions) => {
      const priced = price(basketOf(lines), promotions);
      expect(priced.isApproximate).toBe(false);
      expect(priced.discount).toBe(oracleSaving(lines, promotions));
    }),
    { numRuns: 400 },
  );
});

describe('made to be hard: all prices differ, every deal wants every unit', () => {
  for (const deals of [1, 2, 3, 4, 6]) {
    test(`${deals} deals on eleven units are solved exactly`, () => {
      const { basket, promotions } = hardBasket(11, deals);
      const priced = priceBasket(basket, compileOffers(promotions, 'S1'), BENCH_AT_MS, {
        policy: taiwanPolicy,
      });
      expect(priced.isApproximate).toBe(false);
      expect(priced.discount).toBe(oracleSaving(basket.lines, promotions));
    });

    test(`${deals} deals on forty units keep the bound, and beat greedy all the same`, () => {
      const { basket, promotions } = hardBasket(40, deals);
      const offers = compileOffers(promotions, 'S1');
      const priced = priceBasket(basket, offers, BENCH_AT_MS, { policy: taiwanPolicy });
      const plain = priceBasket(basket, offers, BENCH_AT_MS, { policy: taiwanPolicy, nodeBound: 1 });
      expect(plain.isApproximate).toBe(true);
      expect(priced.searchNodes).toBeLessThanOrEqual(NODE_BOUND);
      expect(priced.discount).toBeGreaterThanOrEqual(plain.discount);
      expect(priceBasket(basket, offers, BENCH_AT_MS, { policy: taiwanPolicy })).toEqual(priced);
    });
  }
});

describe('large counts', () => {
  const anyTwo = promotion('P1', {
    kind: 'any-n',
    select: { categories: ['A'] },
    n: 2,
    pay: { kind: 'percent', payPct: 80 },
  });
  const anyThree = promotion('P2', {
    kind: 'any-n',
    select: { categories: ['A'] },
    n: 3,
    pay: { kind: 'price', price: 60 },
  });
  const pair = promotion('P3', { kind: 'bundle', slots: [{ skus: ['A1'] }, { skus: ['B1'] }], price: 30 });

  test.each([
    // 4,999 pairs at 25 + 25 − 10; one is left over.
    ['pairs', [pieces('A1', 25, 9_999)], [anyTwo], 49_990],
    // Three for 60 saves 15 on 75, two at 80 percent 10 on 50: equal for each unit, and threes are fewer deals.
    ['threes rather than pairs', [pieces('A1', 25, 6_000)], [anyTwo, anyThree], 30_000],
    // 10 with B: 25 + 20 − 30 = 15 each; 9,989 left: 3,329 threes of 15 and one pair of 10.
    [
      'a few pairs with another article',
      [pieces('A1', 25, 9_999), pieces('B1', 20, 10)],
      [anyTwo, anyThree, pair],
      50_095,
    ],
  ])('%s', (_, lines, promotions, saving) => {
    const priced = price(basketOf(lines), promotions);
    expect({ saving: priced.discount, isApproximate: priced.isApproximate }).toEqual({
      saving,
      isApproximate: false,
    });
    expect(priced.searchNodes).toBeLessThan(NODE_BOUND / 2);
  });

  test('the largest basket that passes its schema is priced, and exactly where articles do not meet', () => {
    const lines = Array.from({ length: 500 }, (_, index) =>
      pieces(`A${index}`, 9_999_999 - index, 9_999, { lineId: `L${index}` }),
    );
    const own = promotion('P1', {
      kind: 'second-percent',
      select: { categories: ['A'] },
      payPct: 50,
      isSameItem: true,
    });
    const priced = price(basketOf(lines), [own]);
    expect(priced.isApproximate).toBe(false);
    // Half of NT$9,999,999 pays 5,000,000, which leaves 4,999,999, in 4,999 pairs.
    expect(priced.lines[0]?.discount).toBe(4_999_999 * 4_999);
    const mixed = price(basketOf(lines), [
      anyTwo,
      anyThree,
      promotion('P4', { kind: 'order-percent', payPct: 90 }),
    ]);
    expect(mixed.isApproximate).toBe(true);
    expect(mixed.lines.reduce((sum, line) => sum + line.net, 0)).toBe(mixed.due);
  });

  test('taking bulk out first changes nothing', () => {
    const counts = fc.tuple(
      fc.integer({ min: 5, max: 9 }),
      fc.nat({ max: 2 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 60 }),
    );
    fc.assert(
      fc.property(counts, someDeals, ([many, few, dear, cheap], promotions) => {
        const lines = [pieces('A1', dear, many), ...(few === 0 ? [] : [pieces('B1', cheap, few)])];
        expect(price(basketOf(lines), promotions).discount).toBe(oracleSaving(lines, promotions));
      }),
      { numRuns: 400 },
    );
  });
});

test('baskets of a chain with a thousand promotions are all solved exactly, and never worse than greedy', () => {
  const promotions = benchPromotions(1, 1_000);
  const offers = compileOffers(promotions, 'S1');
  const members = new Set(['member-price']);
  const deals = promotions.filter((it) => !members.has(it.kind) && !('priority' in it));
  const baskets = benchBaskets(5, 30, 1_000);
  for (let count = 0; count < 20; count += 1) {
    const basket = { ...(baskets.next().value ?? basketOf([])), member: null };
    const priced = priceBasket(basket, offers, BENCH_AT_MS, { policy: taiwanPolicy });
    const byDeals = priced.notes.filter((note) => note.step === 'item-deal');
    expect(priced.isApproximate).toBe(false);
    const mine = deals.filter((deal) => byDeals.some((note) => note.promotionId === deal.id));
    expect(byDeals.reduce((sum, note) => sum + note.amount, 0)).toBeGreaterThanOrEqual(
      greedySaving(basket.lines, mine),
    );
  }
});
