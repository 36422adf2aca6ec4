// Goal: divisions are exact at any size, and no rate makes a number that sums would lose digits of.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_POINTS, ratioDown, ratioHalfUp } from '../../../src-main/domain/points/arithmetic.ts';
import { prorate } from '../../../src-main/domain/pricing/amounts.ts';

test.each([
  [577, 3, 100, 17, 17],
  [150, 1, 100, 1, 2],
  [149, 1, 100, 1, 1],
  [0, 9, 7, 0, 0],
  [99_999_999, 10_000, 1, 999_999_990_000, 999_999_990_000],
  [9_000_000_000_000_000, 999, 1_000_000, 8_991_000_000_000, 8_991_000_000_000],
  [99_999_999, 1_000_000, 1, MAX_POINTS, MAX_POINTS],
])('%i × %i / %i is %i, half up %i', (amount, numerator, denominator, down, halfUp) => {
  expect(ratioDown(amount, numerator, denominator)).toBe(down);
  expect(ratioHalfUp(amount, numerator, denominator)).toBe(halfUp);
});

test('shares sum to the whole, none above its base nor a unit off its part', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(99_999_999), { maxLength: 30 }), fc.nat(), (bases, dice) => {
      const sum = bases.reduce((total, base) => total + base, 0);
      const whole = dice % (sum + 1);
      const shares = prorate(whole, bases);
      expect(shares.reduce((total, share) => total + share, 0)).toBe(whole);
      for (const [index, share] of shares.entries()) {
        const base = bases[index] ?? 0;
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(base);
        expect(Math.abs(share - (sum === 0 ? 0 : (whole * base) / sum))).toBeLessThan(1 + 1e-6);
      }
    }),
  );
});

test('of equal remainders the earlier gets the dollar', () => {
  expect(prorate(134, [179, 89])).toEqual([90, 44]);
  expect(prorate(1, [5, 5, 5])).toEqual([1, 0, 0]);
});
