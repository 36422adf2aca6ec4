import type { Basket } from '../../domain/pricing/basket.ts';
import { machineClock } from '../../hosts/machine-world.ts';
import type { Sample } from './alternate.ts';

/** Sums that one sample adds up: a single one is over before a clock can tell. */
const SUMS = 100;

/** The floor under pricing: what the lines of a basket come to before anything is taken off, a basket after the other. */
export function bareSum(baskets: readonly Basket[]): Sample {
  let place = 0;
  let total = 0;
  return () => {
    const startedMs = machineClock.monotonicMs();
    for (let count = 0; count < SUMS; count += 1) {
      total += sumOf(baskets[place]);
      place = (place + 1) % baskets.length;
    }
    const ms = machineClock.monotonicMs() - startedMs;
    // The sum is looked at, so that working it out cannot be left away.
    return total > 0 ? ms / SUMS : Number.NaN;
  };
}

function sumOf(basket: Basket | undefined): number {
  let sum = 0;
  for (const { measure } of basket?.lines ?? [])
    if (measure.kind === 'pieces') sum += measure.unitPrice * measure.quantity;
  return sum;
}
