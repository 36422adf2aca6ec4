// Goal: points never pay more than the caps, the balance and the goods allow, and never cost more than they pay.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BurnRecord, burn, planBurns } from '../../../src-main/domain/points/burn.ts';
import { PointsEntry } from '../../../src-main/domain/points/entry.ts';
import { availableOf, balanceOf, evolve, reservedOf } from '../../../src-main/domain/points/ledger.ts';
import { PointsProgramme } from '../../../src-main/domain/points/programme.ts';
import { release, reserve } from '../../../src-main/domain/points/reservation.ts';
import {
  CROSS,
  gift,
  HOUR,
  ledgerWith,
  linesOf,
  maxBurn,
  must,
  NOON,
  OWN,
  occasionOf,
  reduced,
  STAMPS,
} from './points-shop.ts';

const owned = (burnData: Partial<NonNullable<PointsProgramme['burn']>>, base = OWN) =>
  PointsProgramme.parse({ ...base, burn: { ...base.burn, ...burnData } });

describe('the scenarios', () => {
  test('SC-13: half of 268 beats what 45,000 points are worth; shares by largest remainder', () => {
    const lines = linesOf({ SH2: 179, TP1: 89 });
    const ledger = ledgerWith(OWN, 45_000);
    const plan = maxBurn(OWN, ledger, lines);
    expect(plan).toMatchObject({ value: 134, points: 40_200, boundBy: 'cap-percent', maximum: 134 });
    expect(reduced(lines, plan).map(({ net }) => net)).toEqual([89, 45]);
    const { entry, record } = must(burn(ledger, plan, occasionOf('sale-13'), { kind: 'free' }));
    expect(PointsEntry.parse(entry)).toEqual(entry);
    expect(BurnRecord.parse(record)).toEqual(record);
    expect(record.shares).toEqual([
      { lineId: 'SH2', points: 27_000 },
      { lineId: 'TP1', points: 13_200 },
    ]);
    expect(balanceOf(evolve(ledger, entry))).toBe(4_800);
  });

  test('SC-26: of cap 45, balance 40 and an allowance of 20 the smallest wins', () => {
    const lines = linesOf({ A01: 90 });
    expect(maxBurn(OWN, ledgerWith(OWN, 12_000), lines, 20)).toMatchObject({
      value: 20,
      points: 6_000,
      boundBy: 'offline',
    });
    expect(maxBurn(OWN, ledgerWith(OWN, 12_000), lines)).toMatchObject({ value: 40, boundBy: 'balance' });
    expect(maxBurn(OWN, ledgerWith(OWN, 99_999), lines)).toMatchObject({ value: 45, boundBy: 'cap-percent' });
  });

  test('SC-35: own points first, foreign ones within what is left of the joint cap', () => {
    const lines = linesOf({ B01: 89, L01: 55 });
    const asks = [
      { programme: CROSS, ledger: ledgerWith(CROSS, 40), wanted: 'max', offlineValue: null },
      { programme: OWN, ledger: ledgerWith(OWN, 9_000), wanted: 'max', offlineValue: null },
    ] as const;
    const [own, cross] = must(planBurns(asks, lines, NOON));
    expect(own).toMatchObject({ value: 30, points: 9_000, boundBy: 'balance' });
    expect(own?.shares).toEqual([
      { lineId: 'B01', value: 19 },
      { lineId: 'L01', value: 11 },
    ]);
    expect(cross).toMatchObject({ value: 40, points: 40, boundBy: 'balance' });

    const rich = asks.map((ask) => ({ ...ask, ledger: ledgerWith(ask.programme, 1_000_000) }));
    expect(must(planBurns(rich, lines, NOON)).map(({ value, boundBy }) => [value, boundBy])).toEqual([
      [72, 'cap-percent'],
      [0, 'shared-cap'],
    ]);
  });

  test('SC-22: what earns nothing takes no points and does not widen the cap', () => {
    const lines = linesOf({ A01: 45, CG1: 125, BILL: 1200, GC500: 500 });
    const plan = maxBurn(OWN, ledgerWith(OWN, 1_000_000), lines);
    expect(plan).toMatchObject({ value: 22, shares: [{ lineId: 'A01', value: 22 }] });
  });
});

describe('what is asked for is given or refused with the reason', () => {
  const lines = linesOf({ A01: 90 });
  const asked = (wanted: number, programme = OWN, points = 12_000) =>
    planBurns(
      [{ programme, ledger: ledgerWith(programme, points), wanted, offlineValue: null }],
      lines,
      NOON,
    );
  const cases = [
    { name: 'nothing', result: asked(0), code: 'amount-invalid' },
    { name: 'less than nothing', result: asked(-1), code: 'amount-invalid' },
    { name: 'part of a dollar', result: asked(1.5), code: 'amount-invalid' },
    { name: 'no number', result: asked(Number.NaN), code: 'amount-invalid' },
    { name: 'more than any sale', result: asked(1e15), code: 'amount-invalid' },
    { name: 'more than the balance', result: asked(41), code: 'above-limit' },
    { name: 'below the minimum', result: asked(9, owned({ minimumValue: 10 })), code: 'below-minimum' },
    { name: 'part of a step of NT$5', result: asked(7, owned({ value: 5 })), code: 'amount-invalid' },
    { name: 'stamps for money', result: asked(1, STAMPS), code: 'not-burnable' },
  ];
  test.each(cases)('$name', ({ result, code }) => {
    expect(result).toMatchObject({ ok: false, error: { code } });
  });
  test('a no above a limit says how much would do', () => {
    expect(asked(41)).toMatchObject({ error: { params: { max: 40, boundBy: 'balance' } } });
    expect(asked(40)).toMatchObject({ ok: true, value: [{ value: 40, points: 12_000 }] });
  });
  test('as much as is allowed is nothing where that is below the minimum', () => {
    const programme = owned({ minimumValue: 41 });
    expect(maxBurn(programme, ledgerWith(programme, 12_000), lines)).toMatchObject({
      value: 0,
      points: 0,
      boundBy: 'minimum',
      shares: [],
    });
  });
  test('points of a ledger that nobody sees are bounded by the allowance alone, and without one there are none', () => {
    const plan = (offlineValue: number | null) =>
      must(planBurns([{ programme: OWN, ledger: null, wanted: 'max', offlineValue }], lines, NOON))[0];
    expect(plan(7)).toMatchObject({ value: 7, boundBy: 'offline' });
    expect(plan(null)).toMatchObject({ value: 0, boundBy: 'balance' });
  });
});

describe('a reservation', () => {
  const ledger = ledgerWith(OWN, 1_000);
  const held = must(reserve(ledger, OWN, occasionOf('ask'), { points: 600, untilMs: NOON + HOUR }));
  const after = evolve(ledger, held);

  test('keeps others away from what it holds, and leaves the balance', () => {
    expect([balanceOf(after), reservedOf(after), availableOf(after, NOON)]).toEqual([1_000, 600, 400]);
    expect(reserve(after, OWN, occasionOf('other'), { points: 401, untilMs: NOON })).toMatchObject({
      error: { code: 'points-short', params: { available: 400 } },
    });
  });
  test.each([0, -5, 0.5, Number.NaN, 1e300])('of %d points is refused', (points) => {
    expect(reserve(ledger, OWN, occasionOf('ask'), { points, untilMs: NOON })).toMatchObject({
      error: { code: 'amount-invalid' },
    });
  });
  test('is used by a burn, and what is left of it is released', () => {
    const plan = maxBurn(OWN, ledgerWith(OWN, 300), linesOf({ A01: 90 }));
    const right = { kind: 'reserved', reserveId: held.id } as const;
    const { entry } = must(burn(after, plan, occasionOf('sale'), right));
    const burned = evolve(after, entry);
    expect([balanceOf(burned), reservedOf(burned), availableOf(burned, NOON)]).toEqual([700, 300, 400]);
    const freed = evolve(burned, must(release(burned, OWN, occasionOf('sale'), { reserveId: held.id })));
    expect([balanceOf(freed), reservedOf(freed), availableOf(freed, NOON)]).toEqual([700, 0, 700]);
    expect(release(freed, OWN, occasionOf('sale'), { reserveId: held.id, n: 1 }).ok).toBe(false);
    expect(burn(freed, plan, occasionOf('again'), right)).toMatchObject({ error: { code: 'reserve-short' } });
  });
  test('without it only what is free can be burned', () => {
    const plan = maxBurn(OWN, ledgerWith(OWN, 900), linesOf({ A01: 90 }));
    expect(burn(after, plan, occasionOf('sale'), { kind: 'free' })).toMatchObject({
      error: { code: 'points-short', params: { available: 400 } },
    });
  });
});

test('the lot that ends first is used first, of equal ends the older', () => {
  const ledger = [
    gift(OWN, occasionOf('late', { atMs: NOON - 9 * HOUR }), 300, NOON + 9 * HOUR),
    gift(OWN, occasionOf('never', { atMs: NOON - 99 * HOUR }), 300),
    gift(OWN, occasionOf('gone', { atMs: NOON - 99 * HOUR }), 300, NOON),
    gift(OWN, occasionOf('soon-1-young', { atMs: NOON - HOUR }), 300, NOON + HOUR),
    gift(OWN, occasionOf('soon-2-old', { atMs: NOON - 2 * HOUR }), 300, NOON + HOUR),
  ].reduce(evolve, ledgerWith(OWN, 0));
  const plan = maxBurn(OWN, ledger, linesOf({ A01: 90 }));
  const { entry } = must(burn(ledger, plan, occasionOf('sale'), { kind: 'free' }));
  expect(entry.lots.map(({ lotId, points }) => [lotId.split(':')[0], points])).toEqual([
    ['soon-2-old', 300],
    ['soon-1-young', 300],
    ['late', 300],
    ['never', 300],
  ]);
});

test('no burn passes a cap, the balance or the goods, and points taken are worth exactly the reduction', () => {
  const nets = fc.dictionary(fc.constantFrom('A01', 'B01', 'SH1', 'CG1', 'BILL'), fc.nat(20_000));
  const percents = fc.option(fc.nat(100));
  const rates = fc.record({
    points: fc.integer({ min: 1, max: 400 }),
    value: fc.integer({ min: 1, max: 7 }),
  });
  const programmes = fc
    .tuple(rates, percents, percents, fc.nat(50))
    .map(([rate, percent, joint, minimumValue]) => ({
      ...rate,
      minimumValue,
      cap: { percent, absolute: null },
      sharedCap: { group: 'g', cap: { percent: joint, absolute: 5_000 } },
    }));
  fc.assert(
    fc.property(nets, programmes, programmes, fc.nat(2_000_000), fc.nat(10_000), (sale, a, b, own, cross) => {
      const lines = linesOf(sale);
      const programmeA = owned(a);
      const programmeB = owned(b, CROSS);
      const ledgers = [ledgerWith(programmeA, own), ledgerWith(programmeB, cross)] as const;
      const plans = must(
        planBurns(
          [
            { programme: programmeA, ledger: ledgers[0], wanted: 'max', offlineValue: null },
            { programme: programmeB, ledger: ledgers[1], wanted: 'max', offlineValue: null },
          ],
          lines,
          NOON,
        ),
      );
      const eligible = (sale.A01 ?? 0) + (sale.B01 ?? 0) + (sale.SH1 ?? 0);
      const joint = Math.min(a.sharedCap.cap.percent ?? 100, b.sharedCap.cap.percent ?? 100);
      const together = plans.reduce((sum, { value }) => sum + value, 0);
      expect(together).toBeLessThanOrEqual(Math.min(5_000, Math.floor((eligible * joint) / 100)));
      for (const [index, plan] of plans.entries()) {
        const data = index === 0 ? a : b;
        const ledger = index === 0 ? ledgers[0] : ledgers[1];
        expect(plan.value * data.points).toBe(plan.points * data.value);
        expect(plan.value % data.value).toBe(0);
        expect(plan.points).toBeLessThanOrEqual(availableOf(ledger, NOON));
        expect(plan.value).toBeLessThanOrEqual(Math.floor((eligible * (data.cap.percent ?? 100)) / 100));
        expect(plan.value === 0 || plan.value >= data.minimumValue).toBe(true);
        expect(plan.shares.reduce((sum, { value }) => sum + value, 0)).toBe(plan.value);
        if (plan.points === 0) continue;
        const { entry, record } = must(burn(ledger, plan, occasionOf('sale'), { kind: 'free' }));
        expect(entry.lots.reduce((sum, { points }) => sum + points, 0)).toBe(plan.points);
        expect(record.shares.reduce((sum, { points }) => sum + points, 0)).toBe(plan.points);
        expect(balanceOf(evolve(ledger, entry))).toBeGreaterThanOrEqual(0);
      }
      for (const line of lines) {
        const carried = plans.flatMap(({ shares }) => shares.filter(({ lineId }) => lineId === line.lineId));
        expect(carried.reduce((sum, { value }) => sum + value, 0)).toBeLessThanOrEqual(line.net);
      }
    }),
  );
});
