// Goal: of the versions of one id the highest that holds counts, at every moment, and at most one of them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spansInForce } from '../../../src-main/domain/pricing/versions.ts';
import { basketOf, pieces, price, promotion } from './helpers.ts';

const day = (n: number) => `2026-06-${String(n).padStart(2, '0')}T00:00:00+08:00`;
const half = (version: number, from: number, until: number, more = {}) =>
  promotion('P1', {
    kind: 'exclusive-percent',
    select: { categories: ['A'] },
    payPct: 100 - 10 * version,
    version,
    validity: { from: day(from), until: day(until) },
    ...more,
  });
const offAt = (iso: string, versions: readonly ReturnType<typeof half>[]) =>
  price(basketOf([pieces('A1', 100)]), versions, { at: Date.parse(iso) }).discount;

describe('the next version is sent ahead and takes over at the second', () => {
  const versions = [half(2, 10, 20), half(1, 1, 30)];
  test.each([
    ['2026-05-31T23:59:59.999+08:00', 0],
    ['2026-06-01T00:00:00+08:00', 10],
    ['2026-06-09T23:59:59.999+08:00', 10],
    ['2026-06-10T00:00:00+08:00', 20],
    ['2026-06-19T23:59:59.999+08:00', 20],
    ['2026-06-20T00:00:00+08:00', 10],
    ['2026-06-30T00:00:00+08:00', 0],
  ])('%s: %i off', (iso, off) => {
    expect(offAt(iso, versions)).toBe(off);
    expect(offAt(iso, versions.toReversed())).toBe(off);
  });
});

test('a version that narrows hours or stores does not let the one before it back in', () => {
  const noon = { dailyWindow: { start: '12:00:00', end: '13:00:00' } };
  expect(offAt('2026-06-11T11:00:00+08:00', [half(1, 1, 30), half(2, 10, 20, noon)])).toBe(0);
  expect(offAt('2026-06-11T12:00:00+08:00', [half(1, 1, 30), half(2, 10, 20, noon)])).toBe(20);
  expect(offAt('2026-06-11T11:00:00+08:00', [half(1, 1, 30), half(2, 10, 20, { stores: ['S2'] })])).toBe(0);
});

test('spans rise, do not meet, and say at every moment what a naive look at all versions says', () => {
  const one = fc.tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 28 }));
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 6 }), (lives) => {
      const versions = lives.map(([from, until], index) => half((index % 9) + 1, from, until));
      const inForce = spansInForce(versions);
      for (let at = 1; at <= 28; at += 1) {
        const atMs = Date.parse(day(at));
        const counting = versions.filter((it) =>
          inForce.get(it)?.some(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs),
        );
        const naive = versions.filter(
          ({ validity }) => Date.parse(validity.from) <= atMs && atMs < Date.parse(validity.until),
        );
        expect(counting).toEqual(
          naive.length === 0 ? [] : [naive.reduce((a, b) => (b.version > a.version ? b : a))],
        );
      }
      for (const spans of inForce.values())
        for (const [index, { fromMs, untilMs }] of spans.entries()) {
          expect(untilMs).toBeGreaterThan(fromMs);
          expect(fromMs).toBeGreaterThanOrEqual(spans[index - 1]?.untilMs ?? 0);
        }
    }),
  );
});
