// Goal: returns take back what their goods had earned and give back what they had burned, to the point
// (what-goes-wrong.md, row 21).
import { describe, expect, test } from 'vitest';
import { earn, earnEntries } from '../../../src-main/domain/points/earn.ts';
import type { PointsEntry } from '../../../src-main/domain/points/entry.ts';
import {
  availableOf,
  balanceOf,
  evolve,
  expireEntries,
  replay,
} from '../../../src-main/domain/points/ledger.ts';
import { PointsProgramme } from '../../../src-main/domain/points/programme.ts';
import { planReturn, type ReturnedLine } from '../../../src-main/domain/points/returns.ts';
import {
  BASE,
  DAY,
  gift,
  ledgerWith,
  linesOf,
  NOON,
  OWN,
  occasionOf,
  rule,
  saleInput,
} from './points-shop.ts';

import { back, giveBack, only, type Sale, sell } from './sell-and-return.ts';

describe('the scenarios', () => {
  const six = { T01: 73, SH1: 183, B01: 82 };
  test('SC-23: one line of SC-06 takes its 183 points', () => {
    const sale = sell(ledgerWith(OWN, 0), six);
    const { clawback, burnReturned, ledger } = giveBack(sale, [], only(sale, 'SH1'));
    expect([clawback, burnReturned, balanceOf(ledger)]).toEqual([183, 0, 155]);
  });
  test('SC-24: one line of SC-13 gives 13,200 burned points back and takes 45', () => {
    const sale = sell(ledgerWith(OWN, 45_000), { SH2: 179, TP1: 89 }, { isBurning: true });
    expect(balanceOf(sale.ledger)).toBe(4_934);
    const { clawback, burnReturned, ledger } = giveBack(sale, [], only(sale, 'TP1'));
    expect([clawback, burnReturned, balanceOf(ledger)]).toEqual([45, 13_200, 18_089]);
  });
  test('SC-25: a full return after the points were spent goes below zero', () => {
    const sale = sell(ledgerWith(OWN, 0), six);
    const spent = { ...sale, ledger: evolve(sale.ledger, taken(218)) };
    expect(balanceOf(spent.ledger)).toBe(120);
    const { clawback, ledger } = giveBack(spent, [], sale.lines.map(back));
    expect([clawback, balanceOf(ledger), availableOf(ledger, NOON)]).toEqual([338, -218, 0]);
  });
  test('where the programme allows no hole the clawback stops at nothing, or at its floor', () => {
    const sale = sell(ledgerWith(OWN, 0), six);
    const spent = { ...sale, ledger: evolve(sale.ledger, taken(218)) };
    const balanceWith = (negativeBalance: PointsProgramme['negativeBalance']) => {
      const programme = PointsProgramme.parse({ ...OWN, negativeBalance });
      return balanceOf(giveBack(spent, [], sale.lines.map(back), { programme }).ledger);
    };
    expect(balanceWith({ isAllowed: false, floor: null })).toBe(0);
    expect(balanceWith({ isAllowed: true, floor: -100 })).toBe(-100);
    expect(balanceWith({ isAllowed: true, floor: -1_000 })).toBe(-218);
  });
});

function taken(points: number): PointsEntry {
  return { ...gift(OWN, occasionOf('spent-elsewhere'), points), direction: 'take' };
}

test('a threshold bonus goes when it is no longer deserved, and only once', () => {
  const bonus = rule({ id: 'bonus', formula: { kind: 'threshold', points: 500, minimum: 300 } });
  const sale = sell(ledgerWith(OWN, 0), { A01: 50, B01: 150, SH1: 120 }, { rules: [BASE, bonus] });
  expect(balanceOf(sale.ledger)).toBe(820);
  const first = only(sale, 'A01');
  const one = giveBack(sale, [], first);
  expect(one.clawback).toBe(550);
  const two = giveBack(
    sale,
    first,
    first.map((line) => (line.lineId === 'B01' ? back(line) : line)),
  );
  expect(two.clawback).toBe(150);
});

test('what a cap had cut off is not taken back', () => {
  const capped = rule({ ...BASE, id: 'base', caps: { perSale: 100, perDay: null, perMonth: null } });
  const sale = sell(ledgerWith(OWN, 0), { A01: 80, B01: 90 }, { rules: [capped] });
  expect(balanceOf(sale.ledger)).toBe(100);
  expect(giveBack(sale, [], only(sale, 'A01')).clawback).toBe(10);
});

describe('burned points of a lot that has ended', () => {
  const ledger = evolve(ledgerWith(OWN, 0), gift(OWN, occasionOf('old'), 30_000, NOON + DAY));
  const sale = sell(ledger, { SH2: 179, TP1: 89 }, { isBurning: true });
  const later = NOON + 2 * DAY;
  const returnedWith = (refundOfExpired: PointsProgramme['refundOfExpired']) => {
    const programme = PointsProgramme.parse({ ...OWN, refundOfExpired });
    const { burnReturned, ledger: done } = giveBack(sale, [], sale.lines.map(back), {
      programme,
      atMs: later,
    });
    expect(burnReturned).toBe(30_000);
    return done;
  };
  test('live to the end of the day of the return', () => {
    const endOfDay = Date.parse('2026-11-25T00:00:00+08:00');
    const done = returnedWith('end-of-return-day');
    expect([availableOf(done, later), availableOf(done, endOfDay - 1), availableOf(done, endOfDay)]).toEqual([
      30_000, 30_000, 0,
    ]);
  });
  test('or stay dead, and the next sweep takes them', () => {
    const done = returnedWith('stays-expired');
    expect(availableOf(done, later)).toBe(0);
    const sweep = expireEntries(done, OWN, occasionOf('sweep', { atMs: later }));
    expect(sweep.map(({ points }) => points)).toEqual([30_000]);
  });
  test('a lot that has not ended keeps its own end', () => {
    const { ledger: done } = giveBack(sale, [], sale.lines.map(back));
    expect([availableOf(done, NOON + DAY - 1), availableOf(done, NOON + DAY)]).toEqual([30_000, 0]);
  });
});

test('points come back to the lot they were taken from last', () => {
  const lots = [27_000, 13_300].map((points, n) =>
    gift(OWN, occasionOf(`lot-${n}`), points, NOON + (n + 1) * DAY),
  );
  const before = lots.reduce(evolve, ledgerWith(OWN, 0));
  const sale = sell(before, { SH2: 179, TP1: 89 }, { isBurning: true, rules: [] });
  const first = only(sale, 'TP1');
  const partly = giveBack(sale, [], first);
  expect(partly.burnReturned).toBe(13_200);
  expect(partly.ledger.lots.map(({ points, expiresAtMs }) => [points, expiresAtMs])).toEqual([
    [13_300, NOON + 2 * DAY],
  ]);
  const wholly = giveBack({ ...sale, ledger: partly.ledger }, first, sale.lines.map(back), {
    id: 'return-2',
  });
  expect(wholly.ledger.lots).toEqual(before.lots);
});

test('points burned with a token, of lots nobody saw, come back as if earned on the day of the return', () => {
  const sale = sell(ledgerWith(OWN, 45_000), { SH2: 179 }, { isBurning: true, rules: [] });
  const burns = sale.burns.map((record) => ({ ...record, lots: [] }));
  const { ledger } = giveBack({ ...sale, burns, ledger: ledgerWith(OWN, 0) }, [], sale.lines.map(back));
  expect(ledger.lots).toMatchObject([
    { points: 26_700, earnedAtMs: NOON, expiresAtMs: Date.parse('2028-01-01T00:00:00+08:00') },
  ]);
});

test('where nothing may go below zero, a clawback may take what the same return gives back', () => {
  const programme = PointsProgramme.parse({ ...OWN, negativeBalance: { isAllowed: false, floor: null } });
  const sale = sell(ledgerWith(OWN, 45_000), { SH2: 179, TP1: 89 }, { isBurning: true });
  const spent = { ...sale, ledger: evolve(sale.ledger, taken(4_934)) };
  const { clawback, ledger } = giveBack(spent, [], sale.lines.map(back), { programme });
  expect([clawback, balanceOf(ledger)]).toEqual([134, 40_066]);
});

test('points that still wait are taken back whole, also where nothing may go below zero', () => {
  const { earned } = earn(saleInput({ lines: linesOf({ A01: 90 }), isOnline: false }));
  const ledger = replay(ledgerWith(OWN, 0), earnEntries(occasionOf('sale'), earned));
  const line = { lineId: 'A01', units: 1, net: 90, returnedUnits: 1, returnedNet: 90 };
  const programme = PointsProgramme.parse({ ...OWN, negativeBalance: { isAllowed: false, floor: null } });
  const after = giveBack({ earned, burns: [], lines: [line], ledger }, [], [line], { programme });
  expect([after.clawback, after.ledger.lots]).toEqual([90, []]);
});

describe('what was not bought cannot come back', () => {
  const sale = sell(ledgerWith(OWN, 0), { A01: 90 }, { units: 2 });
  const line: ReturnedLine = { lineId: 'A01', units: 2, net: 90, returnedUnits: 1, returnedNet: 45 };
  const cases: readonly [string, readonly ReturnedLine[], readonly ReturnedLine[]][] = [
    ['more pieces', [], [{ ...line, returnedUnits: 3 }]],
    ['more money', [], [{ ...line, returnedNet: 91 }]],
    ['fewer than before', [line], [{ ...line, returnedUnits: 0 }]],
    ['less than nothing', [], [{ ...line, returnedNet: -1 }]],
    ['part of a dollar', [], [{ ...line, returnedNet: 0.5 }]],
    ['of another size than before', [line], [{ ...line, units: 9, returnedUnits: 9 }]],
    ['a line that is forgotten', [line], []],
  ];
  test.each(cases)('%s', (_, before, after) => {
    expect(planReturn({ earned: sale.earned, burns: sale.burns, before, after })).toMatchObject({
      ok: false,
      error: { code: 'returned-too-much', params: { lineId: 'A01' } },
    });
  });
});

test('a return that comes before the earn is confirmed leaves nothing to confirm', () => {
  const { earned } = earn(saleInput({ lines: linesOf({ A01: 90 }), isOnline: false }));
  const before = ledgerWith(OWN, 10);
  const ledger = replay(before, earnEntries(occasionOf('sale'), earned));
  const line = { lineId: 'A01', units: 1, net: 90, returnedUnits: 1, returnedNet: 90 };
  const sale: Sale = { earned, burns: [], lines: [line], ledger };
  const unseen = giveBack(sale, [], [line], { isSeen: false }).ledger;
  const confirmed = replay(unseen, [
    ...earnEntries(
      occasionOf('sale'),
      earned.map((each) => ({ ...each, awaits: null })),
    ),
  ]);
  expect(confirmed.lots).toEqual(before.lots);
});
