/**
 * Exact arithmetic of the oracle: whole NT$ and ratios of whole numbers as BigInt, never a floating point number.
 * Written from `rules` of the chain's scenario file alone, as everything in this folder.
 */

/** `numerator / denominator` as a whole number, halves upwards (rules.percentRounding). Not for negative amounts. */
export function halfUp(numerator: bigint, denominator: bigint): bigint {
  if (numerator < 0n || denominator <= 0n) throw new Error(`no half-up of ${numerator}/${denominator}`);
  return (2n * numerator + denominator) / (2n * denominator);
}

/**
 * Splits `total` over the bases by the largest remainder (rules.proration): floors every share and hands what is
 * missing to the largest fractional parts, ties to the earlier place.
 */
export function prorate(total: bigint, bases: readonly bigint[]): bigint[] {
  const sum = bases.reduce((all, base) => all + base, 0n);
  if (sum === 0n) {
    if (total !== 0n) throw new Error(`${total} over nothing`);
    return bases.map(() => 0n);
  }
  const shares = bases.map((base) => (total * base) / sum);
  const missing = total - shares.reduce((all, share) => all + share, 0n);
  const byRemainder = bases
    .map((base, place) => ({ place, remainder: (total * base) % sum }))
    .sort((a, b) => {
      if (a.remainder === b.remainder) return a.place - b.place;
      return a.remainder > b.remainder ? -1 : 1;
    });
  const lucky = new Set(byRemainder.slice(0, Number(missing)).map(({ place }) => place));
  return shares.map((share, place) => (lucky.has(place) ? share + 1n : share));
}

/** Whether two shares of the split have the same fractional part and only one of them gets the missing NT$1. */
export function hasTiedRemainder(total: bigint, bases: readonly bigint[]): boolean {
  const sum = bases.reduce((all, base) => all + base, 0n);
  if (sum === 0n) return false;
  const remainders = bases.map((base) => (total * base) % sum).sort((a, b) => Number(b - a));
  const missing = Number(remainders.reduce((all, each) => all + each, 0n) / sum);
  const [last, next] = [remainders[missing - 1], remainders[missing]];
  return missing > 0 && last !== undefined && last === next;
}

export function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((all, each) => all + each, 0n);
}

export function least(...amounts: readonly bigint[]): bigint {
  return amounts.reduce((a, b) => (b < a ? b : a));
}
