// Goal: any way of giving a sale back comes to the same points, and none of them gains or loses any
// (what-goes-wrong.md, rows 20 and 21).
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EarnInput } from '../../../src-main/domain/points/earn.ts';
import { balanceOf, evolve, type PointsLedger } from '../../../src-main/domain/points/ledger.ts';
import type { ReturnedLine } from '../../../src-main/domain/points/returns.ts';
import { BASE, DAY, gift, ledgerWith, NOON, OWN, occasionOf, rule } from './points-shop.ts';

import { back, giveBack, sell } from './sell-and-return.ts';

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
