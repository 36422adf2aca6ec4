import { assert } from '../../base/assert.ts';

/**
 * The divisions of this room, in integers alone. Points are whole counts of a programme's smallest unit, money is
 * whole NT$; no float ever holds either (design.md, Money, time, ids).
 */

/** The most points that one movement may carry, in a programme's smallest unit: 900 of them still sum exactly. */
export const MAX_POINTS = 10_000_000_000_000;

/** The most that one amount of money may be, in whole NT$ (`money.ts`, MAX_SALE_AMOUNT). */
export const MAX_VALUE = 99_999_999;

/**
 * The floor of `amount` × `numerator` / `denominator`, exact also where the product is no safe integer.
 * All whole; `amount` and `numerator` not negative, `denominator` at least 1.
 * @returns at most `MAX_POINTS`, so that no rate can make a number that sums would lose digits of.
 */
export function ratioDown(amount: number, numerator: number, denominator: number): number {
  return ratio(amount, numerator, denominator, 0n);
}

/** As `ratioDown`, rounded half up: for programmes that say so (payments-points.md 3.4). */
export function ratioHalfUp(amount: number, numerator: number, denominator: number): number {
  return ratio(amount, numerator, denominator, BigInt(denominator));
}

function ratio(amount: number, numerator: number, denominator: number, halfOfTwice: bigint): number {
  const twice = BigInt(amount) * BigInt(numerator) * 2n + halfOfTwice;
  const quotient = twice / (BigInt(denominator) * 2n);
  return quotient > MAX_POINTS ? MAX_POINTS : Number(quotient);
}

/** The floor of a / b for whole numbers, `a` not negative, `b` at least 1. */
export function divideDown(a: number, b: number): number {
  return (a - (a % b)) / b;
}

/**
 * Splits `total` in proportion to `bases` by largest remainder; of equal remainders the earlier gets the missing one
 * (scenarios.json, rules.proration).
 * @param total whole, from 0 to the sum of the bases. @param bases whole, none negative.
 * @returns shares that sum to `total`, none above its base.
 */
export function prorate(total: number, bases: readonly number[]): readonly number[] {
  const sum = sumOf(bases);
  assert(total >= 0 && total <= sum, 'what is split lies between nothing and the whole');
  if (total === 0) return bases.map(() => 0);
  const parts = bases.map((base, index) => {
    const product = BigInt(total) * BigInt(base);
    return { index, share: Number(product / BigInt(sum)), remainder: product % BigInt(sum) };
  });
  let missing = total - sumOf(parts.map((part) => part.share));
  const largestFirst = [...parts].sort((a, b) => {
    if (a.remainder === b.remainder) return a.index - b.index;
    return a.remainder > b.remainder ? -1 : 1;
  });
  const shares = parts.map((part) => part.share);
  for (const { index } of largestFirst) {
    if (missing === 0) break;
    shares[index] = (shares[index] ?? 0) + 1;
    missing -= 1;
  }
  return shares;
}

/** Sum of whole numbers. */
export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}

/** Whether a number from outside is a whole amount from 1 to `max`. */
export function isAmount(amount: number, max: number): boolean {
  return Number.isSafeInteger(amount) && amount >= 1 && amount <= max;
}
