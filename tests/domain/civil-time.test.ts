import { describe, expect, test } from 'vitest';
import { taipeiDate, taipeiDateTime } from '../../src-main/domain/civil-time.ts';

// Taipei is UTC+8 all year; the business day changes there at 16:00 UTC.
const CASES = [
  { utc: '2026-11-21T15:59:59.999Z', date: '2026-11-21', dateTime: '2026-11-21 23:59:59' },
  { utc: '2026-11-21T16:00:00.000Z', date: '2026-11-22', dateTime: '2026-11-22 00:00:00' },
  { utc: '2026-12-31T16:00:00.000Z', date: '2027-01-01', dateTime: '2027-01-01 00:00:00' },
  { utc: '2028-02-28T16:30:00.000Z', date: '2028-02-29', dateTime: '2028-02-29 00:30:00' },
  { utc: '1970-01-01T00:00:00.000Z', date: '1970-01-01', dateTime: '1970-01-01 08:00:00' },
];

describe('the day and the time are those of Taipei, whatever the zone of the machine', () => {
  for (const { utc, date, dateTime } of CASES) {
    test(utc, () => {
      expect([taipeiDate(Date.parse(utc)), taipeiDateTime(Date.parse(utc))]).toEqual([date, dateTime]);
    });
  }
});

test('the remembered hour gives no wrong day: asked to and fro over midnight', () => {
  const midnight = Date.UTC(2026, 10, 21, 16);
  const asked = [-1, 0, -3_600_000, 3_599_999, -3_600_001, 86_400_000, -1];
  expect(asked.map((offset) => taipeiDate(midnight + offset))).toEqual([
    '2026-11-21',
    '2026-11-22',
    '2026-11-21',
    '2026-11-22',
    '2026-11-21',
    '2026-11-23',
    '2026-11-21',
  ]);
});
