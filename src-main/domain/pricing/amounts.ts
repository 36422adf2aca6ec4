import { assert } from '../../base/assert.ts';

/**
 * The arithmetic of prices: whole NT dollars, whole percents, and rounding by integer division alone. Every division
 * of this room is in this file, so that no float ever holds money (design.md, Money, time, ids).
 */

/** The whole part of `numerator` / `denominator`: exact for safe integers, `numerator` not negative. */
export function divideDown(numerator: number, denominator: number): number {
  return (numerator - (numerator % denominator)) / denominator;
}

/**
 * What is left to pay of `amount` at `payPct` percent, half up to NT$1 (scenarios.json, rules.percentRounding:
 * the payable is rounded, the discount is what remains).
 * @param amount whole NT$, 0 to 10^12. @param payPct whole percent, 0 to 100.
 */
export function payableAt(amount: number, payPct: number): number {
  return divideDown(amount * payPct + 50, 100);
}

/** What `payPct` takes off `amount`: the amount less its rounded payable. Never falls when the amount rises. */
export function savingAt(amount: number, payPct: number): number {
  return amount - payableAt(amount, payPct);
}

/**
 * Price of a weighed article, rounded half up to NT$1 once (peripherals.md, price and weight labels).
 * @param grams whole grams. @param pricePerKg whole NT$ per kilogram.
 */
export function weighedPrice(grams: number, pricePerKg: number): number {
  return divideDown(grams * pricePerKg + 500, 1000);
}

/** Quotient and remainder of a × b / c for whole, not negative numbers; exact also where a × b is no safe integer. */
function multiplyDivide(a: number, b: number, c: number): readonly [quotient: number, remainder: number] {
  const product = a * b;
  if (Number.isSafeInteger(product)) return [divideDown(product, c), product % c];
  const exact = BigInt(a) * BigInt(b);
  return [Number(exact / BigInt(c)), Number(exact % BigInt(c))];
}

/**
 * Splits `total` in proportion to `bases` by largest remainder: each share is floored, and the missing dollars go one
 * by one to the largest fractions, of equal fractions to the earlier (scenarios.json, rules.proration).
 * @param total whole NT$, from 0 to the sum of the bases. @param bases whole NT$, none negative.
 * @returns shares that sum to `total`, none above its base.
 */
export function prorate(total: number, bases: readonly number[]): readonly number[] {
  const sum = bases.reduce((all, base) => all + base, 0);
  assert(total >= 0 && total <= sum, 'what is split lies between nothing and the whole');
  if (total === 0) return bases.map(() => 0);
  if (total === sum) return [...bases];
  const shares: number[] = [];
  const remainders: number[] = [];
  let missing = total;
  for (const base of bases) {
    const [share, remainder] = multiplyDivide(total, base, sum);
    shares.push(share);
    remainders.push(remainder);
    missing -= share;
  }
  if (missing > 0) {
    const largestFirst = remainders.map((_, index) => index);
    largestFirst.sort((a, b) => (remainders[b] ?? 0) - (remainders[a] ?? 0) || a - b);
    for (const index of largestFirst.slice(0, missing)) shares[index] = (shares[index] ?? 0) + 1;
  }
  return shares;
}

/**
 * How much of a reduction is due after `done` of `all` units, so that any way of going from 0 to `all` hands out
 * exactly `total`: the floor of total × done / all.
 */
export function shareUpTo(total: number, done: number, all: number): number {
  return multiplyDivide(total, done, all)[0];
}

/** Code-unit order of ids: the same on every machine, whatever its language. */
export function compareIds(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
