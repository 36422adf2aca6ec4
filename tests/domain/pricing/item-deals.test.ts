// Goal: item deals are the best there are, with the ties of the rules, against an exhaustive second opinion.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { basketOf, price } from './helpers.ts';
import { greedySaving, oracleDeals } from './oracle.ts';
import { someDeals, someLines } from './random-deals.ts';

const runs = { numRuns: 2_000 };

describe('random baskets', () => {
  test('saving, number and ids of deals are the best, and the shares those of one best combination', () => {
    fc.assert(
      fc.property(someLines(6), someDeals, (lines, promotions) => {
        const priced = price(basketOf(lines), promotions);
        const best = oracleDeals(lines, promotions);
        const off = priced.lines.map((line) => line.discount);
        expect(priced.isApproximate).toBe(false);
        expect(priced.discount).toBe(best.saving);
        expect([...(best.saving === 0 ? new Set([JSON.stringify(off)]) : best.discounts)]).toContain(
          JSON.stringify(off),
        );
        const ids = new Set(priced.notes.map((note) => note.promotionId));
        expect([...ids].sort()).toEqual([...new Set(best.ids)]);
      }),
      runs,
    );
  });

  test('never worse than greedy, also where the search gives up', () => {
    fc.assert(
      fc.property(someLines(7), someDeals, fc.constantFrom(1, 3, 20_000), (lines, promotions, nodeBound) => {
        const priced = price(basketOf(lines), promotions, { nodeBound });
        expect(priced.discount).toBeGreaterThanOrEqual(greedySaving(lines, promotions));
      }),
      { numRuns: 1_500 },
    );
  });

  test('the order of the promotions does not matter', () => {
    fc.assert(
      fc.property(someLines(8), someDeals, (lines, promotions) => {
        const basket = basketOf(lines);
        expect(price(basket, promotions.toReversed())).toEqual(price(basket, promotions));
      }),
      { numRuns: 800 },
    );
  });
});
