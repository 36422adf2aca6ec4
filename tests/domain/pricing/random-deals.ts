import fc from 'fast-check';
import type { BasketLine } from '../../../src-main/domain/pricing/basket.ts';
import type { Promotion } from '../../../src-main/domain/pricing/promotion.ts';
import { pieces, promotion } from './helpers.ts';

const SKUS = ['A1', 'A2', 'A3', 'B1', 'B2'];
const prices = fc.oneof(
  fc.integer({ min: 0, max: 60 }),
  fc.constantFrom(1, 2, 3, 19, 25, 29, 35, 39, 49, 55, 89, 199),
);
const payPct = fc.constantFrom(0, 33, 50, 60, 65, 70, 75, 79, 80, 85, 88, 90, 95, 99);
const select = fc.oneof(
  fc.subarray(['A', 'B'], { minLength: 1 }).map((categories) => ({ categories })),
  fc.subarray(SKUS, { minLength: 1, maxLength: 3 }).map((skus) => ({ skus })),
);
const isSameItem = fc.boolean();

const terms: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.oneof(
  fc.record({
    kind: fc.constant('any-n'),
    select,
    n: fc.integer({ min: 2, max: 4 }),
    isSameItem: fc.constant(false),
    pay: fc.oneof(
      fc.record({ kind: fc.constant('percent'), payPct }),
      fc.record({ kind: fc.constant('price'), price: fc.integer({ min: 0, max: 150 }) }),
    ),
  }),
  fc.record({ kind: fc.constant('second-percent'), select, payPct, isSameItem }),
  fc.record({ kind: fc.constant('bogo'), select, isSameItem }),
  fc.record({
    kind: fc.constant('bundle'),
    slots: fc.array(select, { minLength: 2, maxLength: 3 }),
    price: fc.integer({ min: 0, max: 120 }),
  }),
  fc.record({
    kind: fc.constant('any-n'),
    select,
    n: fc.constant(2),
    isSameItem,
    pay: fc.record({ kind: fc.constant('percent'), payPct }),
  }),
);

/** Item deals that overlap more often than not, with ids whose order is not that of the array. */
export const someDeals: fc.Arbitrary<readonly Promotion[]> = fc
  .tuple(fc.array(terms, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([list, isFalling]) => list.map((it, index) => promotion(`P${isFalling ? 9 - index : index}`, it)));

/** Up to `most` units on up to five lines; an article may stand on two lines. */
export function someLines(most: number): fc.Arbitrary<readonly BasketLine[]> {
  return fc
    .tuple(
      fc.tuple(prices, prices, prices, prices, prices),
      fc.array(fc.tuple(fc.nat({ max: SKUS.length - 1 }), fc.integer({ min: 1, max: 3 })), {
        minLength: 1,
        maxLength: 5,
      }),
    )
    .map(([priceOf, picks]) => {
      let left = most;
      return picks.flatMap(([sku, quantity], index) => {
        const fitting = Math.min(quantity, left);
        left -= fitting;
        if (fitting === 0) return [];
        return [pieces(SKUS[sku] ?? '', priceOf[sku] ?? 0, fitting, { lineId: `L${index}` })];
      });
    });
}
