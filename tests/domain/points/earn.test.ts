// Goal: points follow from a sale as head office's rules say, with the numbers of the scenarios.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Earned, earn, earnEntries } from '../../../src-main/domain/points/earn.ts';
import { earningParts, type PaidBy } from '../../../src-main/domain/points/earning-part.ts';
import { PointsEntry } from '../../../src-main/domain/points/entry.ts';
import { balanceOf, emptyLedger, pendingOf, replay } from '../../../src-main/domain/points/ledger.ts';
import { PointsProgramme } from '../../../src-main/domain/points/programme.ts';
import {
  BASE,
  CARD_RULE,
  CROSS,
  earnedBy,
  linesOf,
  OWN,
  occasionOf,
  rule,
  STAMP_RULE,
  saleInput,
} from './points-shop.ts';

const cash = (amount: number): PaidBy => ({ counts: 'money', type: 'cash', amount });
const voucher = (amount: number): PaidBy => ({ counts: 'voucher', type: 'voucher', amount });
const foreign = (amount: number): PaidBy => ({ counts: 'foreign-points', type: 'points_cross', amount });
const card = (amount: number, cardPrefix: string): PaidBy => ({
  counts: 'money',
  type: 'edc_card',
  amount,
  cardPrefix,
});

describe('own points of the scenarios', () => {
  const cases = [
    { id: 'SC-05', nets: { B01: 161, N01: 117, CG1: 125 }, paid: [cash(403)], points: 278 },
    { id: 'SC-06', nets: { T01: 73, SH1: 183, B01: 82 }, paid: [cash(338)], points: 338 },
    { id: 'SC-13', nets: { SH2: 89, TP1: 45 }, paid: [cash(134)], points: 134 },
    { id: 'SC-19', nets: { B01: 178, A01: 45 }, paid: [voucher(200), cash(23)], points: 23 },
    { id: 'SC-20', nets: { B01: 89 }, paid: [voucher(89)], points: undefined },
    { id: 'SC-22', nets: { A01: 45, CG1: 125, BILL: 1200, GC500: 500 }, paid: [cash(1870)], points: 45 },
    { id: 'SC-35', nets: { B01: 70, L01: 44 }, paid: [foreign(40), cash(74)], points: 74 },
  ];
  test.each(cases)('$id', ({ nets, paid, points }) => {
    expect(earnedBy(saleInput({ lines: linesOf(nets), paid }))).toEqual(
      points === undefined ? {} : { base: points },
    );
  });

  test('SC-21: the card gives 17 that wait for its settlement, beside 577', () => {
    const input = saleInput({
      lines: linesOf({ SH1: 398, SH2: 179 }),
      paid: [card(577, '40000012')],
      rules: [BASE, CARD_RULE],
    });
    const { earned } = earn(input);
    expect(earned.map(({ ruleId, points, awaits }) => ({ ruleId, points, awaits }))).toEqual([
      { ruleId: 'base', points: 577, awaits: null },
      { ruleId: 'card', points: 17, awaits: 'card-settlement' },
    ]);
    const entries = earnEntries(occasionOf('sale-21'), earned);
    for (const entry of entries) expect(PointsEntry.parse(entry)).toEqual(entry);
    const own = replay(emptyLedger('M1', 'OWN'), entries);
    const cross = replay(emptyLedger('M1', 'CROSS'), entries);
    expect([balanceOf(own), balanceOf(cross), pendingOf(cross)]).toEqual([577, 0, 17]);
  });

  test('SC-26: what is earned without head office waits for it', () => {
    const [only] = earn(saleInput({ lines: linesOf({ A01: 70 }), isOnline: false })).earned;
    expect(only).toMatchObject({ points: 70, awaits: 'head-office' });
    expect(Earned.parse(only)).toEqual(only);
  });
});

test('stamps count on the same base as points: SC-29', () => {
  const input = saleInput({ lines: linesOf({ SH2: 146, TP1: 72, PAN: 399 }), rules: [BASE, STAMP_RULE] });
  expect(earnedBy(input)).toEqual({ base: 218, stamp: 2 });
});

test('a voucher comes off the earning part first, not off the bill beside it', () => {
  expect(earningParts(OWN, linesOf({ A01: 45, BILL: 1200 }), [voucher(40), cash(1205)])).toEqual([5, 0]);
});

test('articles, categories and kinds of line may be kept from earning', () => {
  const { exclusions } = OWN;
  const programme = PointsProgramme.parse({ ...OWN, exclusions: { ...exclusions, skus: ['B01'] } });
  const lines = linesOf({ A01: 1, B01: 10, CG1: 100, BILL: 1_000 });
  expect(earningParts(programme, lines, [])).toEqual([1, 0, 0, 0]);
  const kept = lines.map((line) => ({ ...line, isEarnable: false }));
  expect(earningParts(programme, kept, [])).toEqual([0, 0, 0, 0]);
});

test('points end when the programme says', () => {
  const input = saleInput({ lines: linesOf({ A01: 45 }) });
  const endOf = (expiry: PointsProgramme['expiry']) =>
    earn({ ...input, programmes: [PointsProgramme.parse({ ...OWN, expiry })] }).earned[0]?.expiresAtMs;
  expect(endOf({ kind: 'never' })).toBe(null);
  expect(endOf({ kind: 'days', days: 0 })).toBe(Date.parse('2026-11-23T00:00:00+08:00'));
  expect(endOf({ kind: 'days', days: 30 })).toBe(Date.parse('2026-12-23T00:00:00+08:00'));
  expect(endOf({ kind: 'end-of-next-year' })).toBe(Date.parse('2028-01-01T00:00:00+08:00'));
  expect(endOf({ kind: 'on-date', date: '2026-12-31' })).toBe(Date.parse('2027-01-01T00:00:00+08:00'));
});

const sales = fc.record({
  nets: fc.dictionary(fc.constantFrom('A01', 'B01', 'SH1', 'CG1', 'BILL', 'PAN'), fc.nat(99_999_999)),
  voucher: fc.nat(99_999_999),
  foreign: fc.nat(99_999_999),
  money: fc.nat(99_999_999),
});

test('the earning part is never negative, and what came off it is what paid or all there was', () => {
  fc.assert(
    fc.property(sales, (sale) => {
      const lines = linesOf(sale.nets);
      const paid = [voucher(sale.voucher), foreign(sale.foreign), cash(sale.money)];
      const whole = earningParts(CROSS, lines, []).reduce((sum, each) => sum + each, 0);
      const parts = earningParts(CROSS, lines, paid);
      expect(parts.every((part, index) => part >= 0 && part <= (lines[index]?.net ?? 0))).toBe(true);
      expect(parts.reduce((sum, each) => sum + each, 0)).toBe(
        Math.max(0, whole - sale.voucher - sale.foreign),
      );
    }),
  );
});

test('any sale within the schemas earns whole, positive points that pass the schema of what is stored', () => {
  const rules = [BASE, CARD_RULE, STAMP_RULE];
  const huge = rule({
    id: 'huge',
    formula: { kind: 'rate', points: 10_000, perAmount: 1, rounding: 'half-up' },
  });
  fc.assert(
    fc.property(sales, ({ nets, money }) => {
      const paid = [card(money, '40000012')];
      const { earned } = earn(saleInput({ lines: linesOf(nets), paid, rules: [...rules, huge] }));
      for (const each of earned) expect(Earned.safeParse(each).success).toBe(true);
    }),
  );
});
