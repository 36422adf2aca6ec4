import { assert } from '../../base/assert.ts';

/**
 * The smallest sample that at least `percent` of all samples do not exceed (nearest rank): always a value that was
 * really measured.
 * @param percent above 0, up to 100.
 */
export function percentile(samples: readonly number[], percent: number): number {
  assert(samples.length > 0, 'a percentile is of something');
  assert(percent > 0 && percent <= 100, 'a percentile is above 0 and at most 100');
  const sorted = samples.toSorted((a, b) => a - b);
  const value = sorted[Math.ceil((percent / 100) * sorted.length) - 1];
  assert(value !== undefined, 'the rank lies within the samples');
  return value;
}

/** Half of the samples are no larger. */
export function median(samples: readonly number[]): number {
  return percentile(samples, 50);
}

/** How many times the floor; null where there is no floor to compare with. */
export function ratioOf(value: number, floor: number | null): number | null {
  return floor === null || floor <= 0 ? null : value / floor;
}

/** A figure with four significant digits: more would be noise. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
