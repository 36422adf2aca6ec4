import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { median, percentile, ratioOf, rounded } from '../../src-main/cli/bench/statistics.ts';

describe('percentile by nearest rank', () => {
  const ten = [10, 1, 9, 2, 8, 3, 7, 4, 6, 5];
  const cases = [
    { name: 'half of ten', samples: ten, percent: 50, expected: 5 },
    { name: 'a little above half', samples: ten, percent: 51, expected: 6 },
    { name: 'the worst of ten', samples: ten, percent: 99, expected: 10 },
    { name: 'all of ten', samples: ten, percent: 100, expected: 10 },
    { name: 'the least', samples: ten, percent: 1, expected: 1 },
    { name: 'one sample is every percentile', samples: [7], percent: 99, expected: 7 },
    { name: 'numbers are not sorted as words', samples: [100, 20, 3], percent: 50, expected: 20 },
  ];
  for (const { name, samples, percent, expected } of cases) {
    test(name, () => {
      expect(percentile(samples, percent)).toBe(expected);
    });
  }

  test('nothing has no percentile, and there is none outside of 1 to 100', () => {
    expect(() => percentile([], 50)).toThrow();
    expect(() => percentile([1], 0)).toThrow();
    expect(() => percentile([1], 101)).toThrow();
  });

  test('is a sample, with at least so many at or below it and the rest at or above', () => {
    const samples = fc.array(fc.double({ noNaN: true, min: 0, max: 1e6 }), { minLength: 1 });
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 100 }), (given, percent) => {
        const value = percentile(given, percent);
        expect(given).toContain(value);
        const below = given.filter((each) => each <= value).length;
        expect(below / given.length).toBeGreaterThanOrEqual(percent / 100 - 1e-9);
        const under = given.filter((each) => each < value).length;
        expect(under / given.length).toBeLessThan(percent / 100);
      }),
    );
  });

  test('leaves the samples as they are', () => {
    const samples = [3, 1, 2];
    expect(median(samples)).toBe(2);
    expect(samples).toEqual([3, 1, 2]);
  });
});

describe('ratio', () => {
  const cases = [
    { name: 'twice the floor', value: 3, floor: 1.5, expected: 2 },
    { name: 'no floor', value: 3, floor: null, expected: null },
    { name: 'a floor of nothing compares with nothing', value: 3, floor: 0, expected: null },
  ];
  for (const { name, value, floor, expected } of cases) {
    test(name, () => {
      expect(ratioOf(value, floor)).toBe(expected);
    });
  }
});

test('four digits are kept, large or small', () => {
  expect([123_456.789, 0.000_123_456, 1.5, 0].map(rounded)).toEqual([123_500, 0.000_123_5, 1.5, 0]);
});
