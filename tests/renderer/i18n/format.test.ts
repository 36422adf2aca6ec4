import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fill, placeholdersOf } from '../../../src-renderer/i18n/fill.ts';
import {
  datePartsOf,
  formatAge,
  formatCount,
  formatDayAndTime,
  formatKilograms,
  formatMoney,
  formatSaving,
  formatTime,
  isoDay,
} from '../../../src-renderer/i18n/format.ts';

describe('figures (ui.md, Numbers and names)', () => {
  test.each([
    [0, '0'],
    [9, '9'],
    [291, '291'],
    [1_234, '1,234'],
    [12_345, '12,345'],
    [123_456, '123,456'],
    [-13, '\u221213'],
    [-1_234, '\u22121,234'],
  ])('%i in a column is %s', (value, text) => {
    expect(formatCount(value)).toBe(text);
  });

  test.each([
    [1_234, 'NT$1,234'],
    [0, 'NT$0'],
    [-13, '\u2212NT$13'],
  ])('%i alone is %s', (value, text) => {
    expect(formatMoney(value)).toBe(text);
  });

  test('a discount of nothing has no sign', () => {
    expect([formatSaving(13), formatSaving(0)]).toEqual(['\u221213', '0']);
  });

  test('taking the groups out again gives the number back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9_999_999, max: 9_999_999 }), (value) => {
        const back = formatCount(value).replaceAll(',', '').replace('\u2212', '-');
        expect(Number(back)).toBe(value);
      }),
    );
  });
});

describe('time is told for Taipei', () => {
  test.each([
    ['2026-11-21T04:18:00Z', '12:18', '2026-11-21'],
    ['2026-11-20T16:00:00Z', '00:00', '2026-11-21'],
    ['2026-11-20T15:59:59Z', '23:59', '2026-11-20'],
    ['2026-12-31T16:30:00Z', '00:30', '2027-01-01'],
  ])('%s is %s on %s', (instant, time, day) => {
    const atMs = Date.parse(instant);
    expect([formatTime(atMs), isoDay(atMs)]).toEqual([time, day]);
  });

  test.each([
    ['2026-11-21', 'zh-TW', { rocYear: '115', month: '11', day: '21', weekday: '六' }],
    ['2026-11-21', 'en', { rocYear: '115', month: '11', day: '21', weekday: 'Sat' }],
    ['2027-01-02', 'zh-TW', { rocYear: '116', month: '1', day: '2', weekday: '六' }],
    ['no day', 'en', { rocYear: '–', month: '–', day: '–', weekday: '–' }],
    ['2026-13-41', 'en', { rocYear: '–', month: '–', day: '–', weekday: '–' }],
  ] as const)('%s in %s', (day, language, parts) => {
    expect(datePartsOf(day, language)).toEqual(parts);
  });
});

describe('weights and ages', () => {
  test.each([
    [0, '0.000'],
    [7, '0.007'],
    [312, '0.312'],
    [1_000, '1.000'],
    [1_234_056, '1,234.056'],
  ])('%i g is %s kg', (grams, kilograms) => {
    expect(formatKilograms(grams)).toBe(kilograms);
  });

  test('no gram is lost', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (grams) => {
        expect(Number(formatKilograms(grams).replace(/[.,]/g, ''))).toBe(grams);
      }),
    );
  });

  test('a figure of today is as old as its time, another as its day', () => {
    const noonMs = Date.parse('2026-11-21T12:00:00+08:00');
    expect(formatAge(Date.parse('2026-11-21T09:10:00+08:00'), noonMs)).toBe('09:10');
    expect(formatAge(Date.parse('2026-11-20T23:59:00+08:00'), noonMs)).toBe('11/20');
    expect(formatAge(Date.parse('2026-11-20T16:30:00Z'), noonMs)).toBe('00:30');
  });

  test('a moment is told for Taipei', () => {
    expect(formatDayAndTime(Date.parse('2026-11-20T16:30:00Z'))).toBe('11/21 00:30');
  });
});

describe('sentences', () => {
  test('numbers are grouped, text goes in as it is', () => {
    expect(fill('{a} / {b}', { a: 1_234, b: '1234' })).toBe('1,234 / 1234');
  });

  test('what did not come along is an ellipsis', () => {
    expect(fill('{a} / {b}', { a: 1 })).toBe('1 / …');
  });

  test('a placeholder’s own braces are not filled a second time', () => {
    expect(fill('{a}', { a: '{b}', b: 'no' })).toBe('{b}');
  });

  test('an inherited name is no parameter', () => {
    expect(fill('{constructor}', {})).toBe('…');
  });

  test('names its placeholders', () => {
    expect(placeholdersOf('{n} 件，{amount} 元')).toEqual(['amount', 'n']);
  });
});
