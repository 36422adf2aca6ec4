// Goal: when and for whom a promotion holds: half open, Taipei civil time, whatever the machine's zone.
import { describe, expect, test } from 'vitest';
import { basketOf, MEMBER, pieces, price, promotion } from './helpers.ts';

const half = { kind: 'segment-percent', select: { categories: ['A'] }, payPct: 50 };
const anyone = { kind: 'exclusive-percent', select: { categories: ['A'] }, payPct: 50 };
const firesAt = (iso: string, terms: Readonly<Record<string, unknown>>) =>
  price(basketOf([pieces('A1', 100)]), [promotion('P1', { ...anyone, ...terms })], { at: Date.parse(iso) })
    .discount === 50;

describe('validity', () => {
  const validity = { from: '2026-03-01T00:00:00+08:00', until: '2026-04-01T00:00:00+08:00' };
  test.each([
    ['2026-02-28T23:59:59.999+08:00', false],
    ['2026-03-01T00:00:00+08:00', true],
    ['2026-02-28T16:00:00Z', true],
    ['2026-03-31T23:59:59.999+08:00', true],
    ['2026-04-01T00:00:00+08:00', false],
  ])('%s: %s', (iso, holds) => {
    expect(firesAt(iso, { validity })).toBe(holds);
  });
});

describe('daily window 14:00 to 17:00', () => {
  const dailyWindow = { start: '14:00:00', end: '17:00:00' };
  test.each([
    ['2026-06-02T13:59:59.999+08:00', false],
    ['2026-06-02T14:00:00+08:00', true],
    ['2026-06-02T06:00:00Z', true],
    ['2026-06-02T16:59:59.999+08:00', true],
    ['2026-06-02T17:00:00+08:00', false],
  ])('%s: %s', (iso, holds) => {
    expect(firesAt(iso, { dailyWindow })).toBe(holds);
  });
});

describe('Friday night, 22:00 to 02:00: the hours after midnight belong to Friday', () => {
  const night = { dailyWindow: { start: '22:00:00', end: '02:00:00' }, weekdays: [5] };
  test.each([
    ['2026-06-05T21:59:59+08:00', false],
    ['2026-06-05T22:00:00+08:00', true],
    ['2026-06-06T00:00:00+08:00', true],
    ['2026-06-06T01:59:59+08:00', true],
    ['2026-06-06T02:00:00+08:00', false],
    ['2026-06-06T22:00:00+08:00', false],
    ['2026-06-05T01:00:00+08:00', false],
  ])('%s: %s', (iso, holds) => {
    expect(firesAt(iso, night)).toBe(holds);
  });
});

test('Sunday in Taipei is weekday 7, also while it is Saturday in UTC', () => {
  expect(firesAt('2026-06-06T17:00:00Z', { weekdays: [7] })).toBe(true);
  expect(firesAt('2026-06-06T15:59:59Z', { weekdays: [7] })).toBe(false);
});

describe('people and stores', () => {
  const firesFor = (member: typeof MEMBER | null, terms: Readonly<Record<string, unknown>>) =>
    price(basketOf([pieces('A1', 100)], { member }), [promotion('P1', { ...anyone, ...terms })]).discount ===
    50;
  const gold = { ...MEMBER, tiers: ['gold'] };
  const late = { ...MEMBER, segments: [{ id: 'LAPSED', variant: 'B' }] };
  const held = { ...MEMBER, segments: [{ id: 'LAPSED', variant: 'control' }] };
  const offer = { ...half, audience: { segment: { id: 'LAPSED', variant: 'B' } } };
  test.each([
    ['members only, nobody', null, { audience: { memberOnly: true } }, false],
    ['members only, a member', MEMBER, { audience: { memberOnly: true } }, true],
    ['a tier, nobody', null, { audience: { tiers: ['gold'] } }, false],
    ['a tier, another', MEMBER, { audience: { tiers: ['gold'] } }, false],
    ['a tier, that one', gold, { audience: { tiers: ['silver', 'gold'] } }, true],
    ['a segment, nobody', null, offer, false],
    ['a segment, that variant', late, offer, true],
    ['a segment, held out', held, offer, false],
    ['another store', null, { stores: ['S2'] }, false],
    ['this store', null, { stores: ['S2', 'S1'] }, true],
  ])('%s', (_, member, terms, fires) => {
    expect(firesFor(member, terms)).toBe(fires);
  });
});
