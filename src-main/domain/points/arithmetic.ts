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

/** Sum of whole numbers. */
export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}

/** Whether a number from outside is a whole amount from 1 to `max`. */
export function isAmount(amount: number, max: number): boolean {
  return Number.isSafeInteger(amount) && amount >= 1 && amount <= max;
}
