// Goal: a till looks again at the very second at which prices or rewards change, around midnight in Taipei too.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileOffers } from '../../../src-main/domain/pricing/offers.ts';
import { holdsAt, promotionTime } from '../../../src-main/domain/pricing/validity.ts';
import { nextChangeMs, validitiesOf } from '../../../src-main/engine/readers/next-change.ts';
import { promotion } from '../../domain/pricing/helpers.ts';

const at = (iso: string) => Date.parse(`${iso}+08:00`);
const isoOf = (atMs: number | undefined) =>
  atMs === undefined ? undefined : new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 19);
const deal = (terms: Readonly<Record<string, unknown>>, id = 'P1') =>
  promotion(id, { kind: 'bogo', select: { categories: ['A'] }, ...terms });
const none = { validities: [], scheduled: [], earnRules: [] };
const schedulesOf = (...terms: readonly Readonly<Record<string, unknown>>[]) => ({
  ...none,
  validities: validitiesOf(
    compileOffers(
      terms.map((each, index) => deal(each, `P${index}`)),
      'S1',
    ),
  ),
});
const validity = { from: '2026-06-01T00:00:00+08:00', until: '2026-07-01T00:00:00+08:00' };

// 2026-06-05 is a Friday.
describe('promotions', () => {
  const night = { validity, dailyWindow: { start: '22:00:00', end: '02:00:00' }, weekdays: [5] };
  const tea = { validity, dailyWindow: { start: '14:00:00', end: '17:00:00' } };
  const evening = { validity, dailyWindow: { start: '18:00:00', end: '24:00:00' } };
  test.each<[string, Readonly<Record<string, unknown>>, string, string | undefined]>([
    ['before it begins', { validity }, '2026-05-31T23:59:59', '2026-06-01T00:00:00'],
    ['the moment it begins', { validity }, '2026-06-01T00:00:00', '2026-07-01T00:00:00'],
    ['when it is over', { validity }, '2026-07-01T00:00:00', undefined],
    ['hours: before', tea, '2026-06-02T13:59:59', '2026-06-02T14:00:00'],
    ['hours: at the start', tea, '2026-06-02T14:00:00', '2026-06-02T17:00:00'],
    ['hours: at the end', tea, '2026-06-02T17:00:00', '2026-06-03T14:00:00'],
    ['hours: the last day ends first', tea, '2026-06-30T17:00:00', '2026-07-01T00:00:00'],
    ['hours: not yet valid', tea, '2026-05-20T13:00:00', '2026-06-01T00:00:00'],
    ['until midnight', evening, '2026-06-02T23:59:59', '2026-06-03T00:00:00'],
    ['after midnight', evening, '2026-06-03T00:00:00', '2026-06-03T18:00:00'],
    ['night: earlier in the week', night, '2026-06-01T12:00:00', '2026-06-05T22:00:00'],
    ['night: open', night, '2026-06-05T23:30:00', '2026-06-06T02:00:00'],
    ['night: open, past midnight', night, '2026-06-06T00:00:00', '2026-06-06T02:00:00'],
    ['night: closed for a week', night, '2026-06-06T02:00:00', '2026-06-12T22:00:00'],
    ['Sundays: on Saturday', { validity, weekdays: [7] }, '2026-06-06T23:59:59', '2026-06-07T00:00:00'],
    ['Sundays: on Sunday', { validity, weekdays: [7] }, '2026-06-07T00:00:00', '2026-06-08T00:00:00'],
    ['Sundays: on Monday', { validity, weekdays: [7] }, '2026-06-08T00:00:00', '2026-06-14T00:00:00'],
  ])('%s', (_, terms, now, next) => {
    expect(isoOf(nextChangeMs(schedulesOf(terms), at(now)))).toBe(next);
  });

  test('the earliest of many', () => {
    expect(isoOf(nextChangeMs(schedulesOf(tea, night, { validity }), at('2026-06-05T17:00:00')))).toBe(
      '2026-06-05T22:00:00',
    );
  });

  test('a version that takes over', () => {
    const versions = [
      deal({ validity }),
      deal({ version: 2, validity: { ...validity, from: '2026-06-10T00:00:00+08:00' } }),
    ];
    const schedules = { ...none, validities: validitiesOf(compileOffers(versions, 'S1')) };
    expect(isoOf(nextChangeMs(schedules, at('2026-06-02T00:00:00')))).toBe('2026-06-10T00:00:00');
  });
});

describe('schedules and rules', () => {
  test.each([
    [
      'a schedule begins',
      { ...none, scheduled: [{ fromMs: at('2026-06-03T10:00:00'), untilMs: at('2026-06-04T10:00:00') }] },
      '2026-06-03T10:00:00',
    ],
    [
      'a schedule ends',
      { ...none, scheduled: [{ fromMs: 0, untilMs: at('2026-06-04T10:00:00') }] },
      '2026-06-04T10:00:00',
    ],
    [
      'a rule begins',
      { ...none, earnRules: [{ when: { fromMs: at('2026-06-02T12:00:01') } }] },
      '2026-06-02T12:00:01',
    ],
    ['a rule of weekdays', { ...none, earnRules: [{ when: { weekdays: [3] } }] }, '2026-06-03T00:00:00'],
    ['a member’s day', { ...none, earnRules: [{ when: { monthDays: [15] } }] }, '2026-06-03T00:00:00'],
    ['nothing that ever switches', { ...none, earnRules: [{ when: { tiers: ['gold'] } }] }, undefined],
  ])('%s', (_, schedules, next) => {
    expect(isoOf(nextChangeMs(schedules, at('2026-06-02T12:00:00')))).toBe(next);
  });

  test('midnight is Taipei’s: 16:00 in UTC', () => {
    const rules = { ...none, earnRules: [{ when: { weekdays: [1] } }] };
    expect(nextChangeMs(rules, Date.UTC(2026, 5, 2, 15, 59, 59, 999))).toBe(Date.UTC(2026, 5, 2, 16));
    expect(nextChangeMs(rules, Date.UTC(2026, 5, 2, 16))).toBe(Date.UTC(2026, 5, 3, 16));
  });
});

test('until that moment nothing switches, and in it something does', () => {
  const seconds = fc.integer({ min: 0, max: 86_399 });
  const clock = (second: number) => new Date(second * 1_000).toISOString().slice(11, 19);
  const terms = fc.record(
    {
      dailyWindow: fc
        .tuple(seconds, seconds)
        .map(([start, end]) => ({ start: clock(start), end: clock(end) })),
      weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    },
    { requiredKeys: [] },
  );
  const moment = fc.integer({ min: at('2026-05-25T00:00:00'), max: at('2026-07-05T00:00:00') });
  fc.assert(
    fc.property(
      fc.array(terms, { minLength: 1, maxLength: 4 }),
      moment,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 }),
      (all, nowMs, looks) => {
        const schedules = schedulesOf(...all.map((each) => ({ validity, ...each })));
        const holding = (atMs: number) => schedules.validities.map((it) => holdsAt(it, promotionTime(atMs)));
        const next = nextChangeMs(schedules, nowMs);
        const horizon = next ?? at('2026-08-01T00:00:00');
        const now = holding(nowMs);
        for (const look of looks)
          expect(holding(nowMs + Math.floor((horizon - 1 - nowMs) * look))).toEqual(now);
        expect(holding(horizon - 1)).toEqual(now);
        if (next === undefined) return;
        expect(next).toBeGreaterThan(nowMs);
        // A beginning or an end outside its hours switches nothing, and looking again there does no harm.
        const isEdge = next === Date.parse(validity.from) || next === Date.parse(validity.until);
        if (!isEdge) expect(holding(next)).not.toEqual(now);
      },
    ),
  );
});
