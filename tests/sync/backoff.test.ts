import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs } from '../../src-main/sync/backoff.ts';
import { SeededRandom } from './seeded-random.ts';

const SETTINGS = { baseMs: 1_000, capMs: 60_000 };
const most = { bytes: () => Uint8Array.of(255, 255, 255, 255) };
const least = { bytes: () => Uint8Array.of(0, 0, 0, 0) };

const bounds: readonly (readonly [attempt: number, boundMs: number])[] = [
  [1, 1_000],
  [2, 2_000],
  [5, 16_000],
  [6, 32_000],
  [7, 60_000],
  [1_000_000, 60_000],
];
for (const [attempt, boundMs] of bounds) {
  test(`attempt ${attempt}: anything from nothing to ${boundMs} ms`, () => {
    expect(backoffMs(attempt, SETTINGS, most)).toBe(boundMs);
    expect(backoffMs(attempt, SETTINGS, least)).toBe(0);
  });
}

test('always whole milliseconds within the bound', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.integer(), (attempt, seed) => {
      const waitMs = backoffMs(attempt, SETTINGS, new SeededRandom(seed));
      expect(Number.isInteger(waitMs)).toBe(true);
      expect(waitMs).toBeGreaterThanOrEqual(0);
      expect(waitMs).toBeLessThanOrEqual(Math.min(60_000, 1_000 * 2 ** (attempt - 1)));
    }),
  );
});
