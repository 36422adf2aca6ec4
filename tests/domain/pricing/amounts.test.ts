// Goal: rounding and proration to the dollar, as scenarios.json (rules) states them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { payableAt, prorate, savingAt, weighedPrice } from '../../../src-main/domain/pricing/amounts.ts';
import { refundOf } from '../../../src-main/domain/pricing/refund.ts';
import { oracleShares } from './oracle.ts';

test.each([
  [179, 50, 90], // 89.5
  [193, 90, 174], // 173.7
  [89, 65, 58], // 57.85
  [55, 70, 39], // 38.5
  [5, 90, 5], // 4.5
  [1, 49, 0], // 0.49
  [1, 50, 1],
  [0, 80, 0],
  [80, 0, 0],
])('%i at %i percent is %i', (amount, payPct, payable) => {
  expect(payableAt(amount, payPct)).toBe(payable);
  expect(savingAt(amount, payPct)).toBe(amount - payable);
});

test.each([
  [375, 200, 75],
  [333, 100, 33], // 33.3
  [335, 100, 34], // 33.5
  [1, 499, 0], // 0.499
  [1, 500, 1],
  [999_999, 9_999_999, 9_999_989_000], // 9,999,989,000.001
])('%i g at NT$%i per kg is %i', (grams, pricePerKg, price) => {
  expect(weighedPrice(grams, pricePerKg)).toBe(price);
});

test.each([
  [89, [199, 179], [47, 42]], // SC-04
  [30, [80, 199, 89], [7, 16, 7]], // SC-06
  [134, [179, 89], [90, 44]], // SC-13: equal fractions, the earlier line
  [10, [49, 55], [5, 5]], // SC-09
  [1, [1, 1, 1], [1, 0, 0]],
  [2, [1, 1, 1], [1, 1, 0]],
  [0, [0, 0], [0, 0]],
  [5, [0, 5, 0], [0, 5, 0]],
])('%i over %j is %j', (total, bases, shares) => {
  expect(prorate(total, bases)).toEqual(shares);
});

test('shares sum, stay within their bases and are those of exact fractions', () => {
  const bases = fc.array(fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 99_999_999 })), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(bases, fc.nat({ max: 1_000_000 }), (list, millionths) => {
      const sum = list.reduce((a, b) => a + b, 0);
      const total = Number((BigInt(sum) * BigInt(millionths)) / 1_000_000n);
      const shares = prorate(total, list);
      expect(shares.reduce((a, b) => a + b, 0)).toBe(total);
      for (const [index, share] of shares.entries()) expect(share).toBeLessThanOrEqual(list[index] ?? 0);
      expect(shares).toEqual(oracleShares(total, list));
    }),
    { numRuns: 2_000 },
  );
});

test('however a line comes back, refunds never exceed it and are all of it at the end', () => {
  const part = (amount: number) => ({
    step: 'item-deal' as const,
    promotionId: 'P',
    version: 1,
    couponId: null,
    label: null,
    fundingBrand: null,
    amount,
    unitsInvolved: 1,
  });
  const cuts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(
      cuts,
      fc.nat({ max: 9_999 }),
      fc.array(fc.nat({ max: 999 }), { maxLength: 3 }),
      (splits, net, amounts) => {
        const quantity = splits.reduce((a, b) => a + b, 0);
        const parts = amounts.map(part);
        const gross = net + amounts.reduce((a, b) => a + b, 0);
        const line = { quantity, gross, net, parts };
        const back = { net: 0, gross: 0, parts: amounts.map(() => 0) };
        let returned = 0;
        for (const units of splits) {
          const refund = refundOf(line, returned, units);
          returned += units;
          expect(refund.net).toBeGreaterThanOrEqual(0);
          back.net += refund.net;
          back.gross += refund.gross;
          back.parts = back.parts.map((sum, index) => sum + (refund.parts[index]?.amount ?? 0));
          expect(back.net * quantity).toBeLessThanOrEqual(net * returned);
        }
        expect(back).toEqual({ net, gross, parts: amounts });
      },
    ),
  );
});

test('three for 100: 33, 33, 34, in one go or one by one', () => {
  const line = { quantity: 3, gross: 100, net: 100, parts: [] };
  expect([0, 1, 2].map((returned) => refundOf(line, returned, 1).net)).toEqual([33, 33, 34]);
  expect(refundOf(line, 1, 2).net).toBe(67);
});
