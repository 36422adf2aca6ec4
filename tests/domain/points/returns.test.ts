// Goal: returns take back what their goods had earned and give back what they had burned, to the point, however a sale
// comes back (what-goes-wrong.md, rows 20 and 21).
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BurnRecord, burn } from '../../../src-main/domain/points/burn.ts';
import { type Earned, type EarnInput, earn, earnEntries } from '../../../src-main/domain/points/earn.ts';
import { PointsEntry } from '../../../src-main/domain/points/entry.ts';
import {
  availableOf,
  balanceOf,
  evolve,
  expireEntries,
  type PointsLedger,
  replay,
} from '../../../src-main/domain/points/ledger.ts';
import { PointsProgramme } from '../../../src-main/domain/points/programme.ts';
import { planReturn, type ReturnedLine, returnEntries } from '../../../src-main/domain/points/returns.ts';
import {
  BASE,
  DAY,
  gift,
  ledgerWith,
  linesOf,
  maxBurn,
  must,
  NOON,
  OWN,
  occasionOf,
  reduced,
  rule,
  saleInput,
} from './points-shop.ts';

interface Sale {
  readonly earned: readonly Earned[];
  readonly burns: readonly BurnRecord[];
  readonly lines: readonly ReturnedLine[];
  /** After the sale. */
  readonly ledger: PointsLedger;
}

/** Sells to a member: burns as much as allowed where asked, then earns. */
function sell(
  before: PointsLedger,
  nets: Readonly<Record<string, number>>,
  { isBurning = false, units = 1, id = 'sale', rules = [BASE] }: SellOptions = {},
): Sale {
  const occasion = occasionOf(id);
  const gross = linesOf(nets);
  const plan = maxBurn(OWN, before, gross);
  const isBurned = isBurning && plan.points > 0;
  const burned = isBurned ? must(burn(before, plan, occasion, { kind: 'free' })) : undefined;
  const lines = isBurned ? reduced(gross, plan) : gross;
  const { earned } = earn(saleInput({ lines, rules }));
  const entries = [...(burned ? [burned.entry] : []), ...earnEntries(occasion, earned)];
  return {
    earned,
    burns: burned ? [burned.record] : [],
    lines: lines.map(({ lineId, net }) => ({ lineId, net, units, returnedUnits: 0, returnedNet: 0 })),
    ledger: replay(before, entries),
  };
}

interface SellOptions {
  readonly isBurning?: boolean;
  readonly units?: number;
  readonly id?: string;
  readonly rules?: EarnInput['rules'];
}

/** Brings the sale to the state `after`, in one return. */
function giveBack(
  sale: Sale,
  before: readonly ReturnedLine[],
  after: readonly ReturnedLine[],
  { programme = OWN, id = 'return', atMs = NOON, isSeen = true } = {},
): { readonly ledger: PointsLedger; readonly clawback: number; readonly burnReturned: number } {
  const plan = must(planReturn({ earned: sale.earned, burns: sale.burns, before, after }));
  const entries = returnEntries(plan, {
    occasion: occasionOf(id, { saleId: 'sale', atMs }),
    saleOccasionId: 'sale',
    programmes: [programme],
    ledgers: isSeen ? [sale.ledger] : [],
  });
  for (const entry of entries) expect(PointsEntry.parse(entry)).toEqual(entry);
  const pointsOf = (kind: PointsEntry['kind']) =>
    entries.reduce((sum, entry) => (entry.kind === kind && 'points' in entry ? sum + entry.points : sum), 0);
  return {
    ledger: replay(sale.ledger, entries),
    clawback: pointsOf('REVERSE_EARN'),
    burnReturned: pointsOf('REVERSE_BURN'),
  };
}

const back = (line: ReturnedLine): ReturnedLine => ({
  ...line,
  returnedUnits: line.units,
  returnedNet: line.net,
});
const only = (sale: Sale, lineId: string) =>
  sale.lines.map((line) => (line.lineId === lineId ? back(line) : line));

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

const sales = fc.record({
  nets: fc.dictionary(fc.constantFrom('A01', 'B01', 'SH1', 'CG1'), fc.integer({ min: 1, max: 3_000 }), {
    minKeys: 1,
  }),
  units: fc.integer({ min: 1, max: 5 }),
  lots: fc.array(fc.integer({ min: 1, max: 200_000 }), { maxLength: 4 }),
  every: fc.integer({ min: 1, max: 400 }),
  minimum: fc.integer({ min: 1, max: 6_000 }),
});

function openLedger(lots: readonly number[]): PointsLedger {
  return lots.reduce(
    (ledger, points, n) =>
      evolve(
        ledger,
        gift(OWN, occasionOf(`lot-${n}`, { atMs: NOON - n * DAY }), points, NOON + (n + 1) * DAY),
      ),
    ledgerWith(OWN, 0),
  );
}

function rulesOf(every: number, minimum: number): EarnInput['rules'] {
  return [
    BASE,
    rule({ id: 'steps', formula: { kind: 'steps', points: 7, every } }),
    rule({ id: 'bonus', formula: { kind: 'threshold', points: 999, minimum } }),
    rule({
      id: 'half',
      formula: { kind: 'rate', points: 33, perAmount: 100, rounding: 'half-up' },
      caps: { perSale: 500, perDay: null, perMonth: null },
    }),
  ];
}

test('however a sale comes back, piece by piece, the sums are those of one return; and then nothing has moved', () => {
  const splits = fc.array(fc.record({ line: fc.nat(3), units: fc.nat(5) }), { maxLength: 12 });
  fc.assert(
    fc.property(sales, splits, ({ nets, units, lots, every, minimum }, parts) => {
      const before = openLedger(lots);
      const sale = sell(before, nets, { isBurning: true, units, rules: rulesOf(every, minimum) });
      const whole = giveBack(sale, [], sale.lines.map(back));

      let state = sale.lines;
      let { ledger } = sale;
      let clawback = 0;
      let burnReturned = 0;
      const steps = [
        ...parts.map((part) => nextState(part)),
        (lines: readonly ReturnedLine[]) => lines.map(back),
      ];
      for (const [n, step] of steps.entries()) {
        const next = step(state);
        const one = giveBack({ ...sale, ledger }, state, next, { id: `return-${n}` });
        expect(one.clawback).toBeGreaterThanOrEqual(0);
        clawback += one.clawback;
        burnReturned += one.burnReturned;
        ({ ledger } = one);
        state = next;
      }
      expect([clawback, burnReturned]).toEqual([whole.clawback, whole.burnReturned]);
      expect(ledger.lots).toEqual(before.lots);
      expect(whole.ledger.lots).toEqual(before.lots);
      expect(balanceOf(ledger)).toBe(balanceOf(before));
    }),
  );
});

function nextState(part: { readonly line: number; readonly units: number }) {
  return (lines: readonly ReturnedLine[]) =>
    lines.map((line, index) => {
      if (index !== part.line) return line;
      const returnedUnits = Math.min(line.units, line.returnedUnits + part.units);
      return { ...line, returnedUnits, returnedNet: Math.floor((line.net * returnedUnits) / line.units) };
    });
}

test('buying and returning over and over leaves the points where they were, with every retry', () => {
  fc.assert(
    fc.property(sales, fc.integer({ min: 1, max: 6 }), ({ nets, lots, every, minimum }, rounds) => {
      const before = openLedger(lots);
      let ledger = before;
      for (let round = 0; round < rounds; round += 1) {
        const sale = sell(ledger, nets, { isBurning: round % 2 === 0, rules: rulesOf(every, minimum) });
        // The ids of a round are its own, as those of any sale.
        const renamed = { ...sale, ledger: { ...sale.ledger, entryIds: new Set<string>() } };
        const once = giveBack(renamed, [], sale.lines.map(back), { id: `return-${round}` });
        const retried = giveBack({ ...renamed, ledger: once.ledger }, [], sale.lines.map(back), {
          id: `return-${round}`,
        });
        expect(balanceOf(retried.ledger)).toBe(balanceOf(once.ledger));
        ledger = { ...once.ledger, entryIds: new Set<string>() };
      }
      expect(ledger.lots).toEqual(before.lots);
      expect(ledger.debt).toBe(0);
    }),
  );
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
