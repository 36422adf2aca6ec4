// Goal: whatever is bought, promoted, burned, paid and brought back, sums hold to the dollar and the point, and the
// entries alone lead to the same state. Method: random carts, promotions, members, burns, tenders and returns.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEntry } from '../../src-main/domain/entries.ts';
import { evolve } from '../../src-main/domain/evolve.ts';
import { INITIAL_STATE } from '../../src-main/domain/state.ts';
import { lastSale, officeLedger, returnOf, worthOf } from './counter-deeds.ts';
import type { PureTill } from './pure-till.ts';
import { anyVisit, OPENING, PROGRAMMES, paidBy, sell, sellAndReturn, sum } from './random-visits.ts';

/** What a till that starts anew reads from its journal. */
function replayed(till: PureTill) {
  return till.entries
    .map((entry) => readEntry({ ...entry, version: 1, payload: JSON.stringify(entry.payload) }))
    .reduce(evolve, INITIAL_STATE);
}

const worths = (tills: readonly PureTill[]) =>
  PROGRAMMES.map((programmeId) => worthOf(officeLedger(tills, OPENING[programmeId], { programmeId })));

test('a finished sale: lines sum to totals, parts to discounts, tenders less change and breakage to the due', () => {
  const seen = { burned: 0, discounted: 0, breakage: 0, split: 0 };
  fc.assert(
    fc.property(anyVisit, (visit) => {
      const sale = lastSale(sell(visit));
      expect(sum(sale.lines, ({ gross }) => gross)).toBe(sale.gross);
      expect(sum(sale.lines, ({ net }) => net)).toBe(sale.due);
      expect(sum(sale.lines, ({ discount }) => discount)).toBe(sale.discount);
      expect(sale.gross - sale.discount).toBe(sale.due);
      for (const line of sale.lines) {
        expect(line.net).toBeGreaterThanOrEqual(0);
        expect(line.gross - line.discount).toBe(line.net);
        expect(sum(line.parts ?? [], ({ amount }) => amount)).toBe(line.discount);
      }
      expect(sum(sale.tenders, ({ amount }) => amount) - sale.change - (sale.breakage ?? 0)).toBe(sale.due);
      expect(sum(paidBy(sale), ({ amount }) => amount)).toBe(sale.due);
      const { taxableNet, tax, exempt, notInvoiced } = sale.tax;
      expect(taxableNet + tax + exempt + notInvoiced).toBe(sale.due);
      for (const { points, shares } of sale.points?.burns ?? [])
        expect(sum(shares, (share) => share.points)).toBe(points);
      if ((sale.points?.burns ?? []).length > 0) seen.burned += 1;
      if (sale.discount > 0) seen.discounted += 1;
      if (sale.breakage !== undefined) seen.breakage += 1;
      if (sale.tenders.length > 1) seen.split += 1;
    }),
    { numRuns: 150 },
  );
  expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(5);
});

test('the entries of sales and returns, written down and read again, lead to the same state', () => {
  fc.assert(
    fc.property(anyVisit, (visit) => {
      const till = sellAndReturn(visit);
      expect(replayed(till)).toStrictEqual(till.state);
      expect(JSON.stringify(replayed(till))).toBe(JSON.stringify(till.state));
    }),
    { numRuns: 60 },
  );
});

describe('returns in any number and order', () => {
  test('sum to at most the sale, to all of it at the last piece, and no tender gets more than it paid', () => {
    let several = 0;
    fc.assert(
      fc.property(anyVisit, (visit) => {
        const till = sellAndReturn(visit);
        const sale = lastSale(till);
        const returns = till.entries.flatMap((each) => (each.kind === 'sale.returned' ? [each.payload] : []));
        if (returns.length > 2) several += 1;
        const paid = paidBy(sale);
        const kinds = new Set(paid.map(({ kind }) => kind));
        let nets = 0;
        const given = new Map<string, number>();
        for (const each of returns) {
          nets += sum(each.lines, ({ net }) => net);
          expect(nets).toBeLessThanOrEqual(sale.due);
          expect(sum(each.tenders, ({ amount }) => amount)).toBe(sum(each.lines, ({ net }) => net));
          for (const { type, programmeId, amount } of each.tenders) {
            const kind = programmeId ?? type;
            given.set(kind, (given.get(kind) ?? 0) + amount);
          }
          for (const kind of kinds)
            expect(given.get(kind) ?? 0).toBeLessThanOrEqual(
              sum(
                paid.filter((it) => it.kind === kind),
                ({ amount }) => amount,
              ),
            );
        }
        expect(nets).toBe(sale.due);
        expect(sum(returns, ({ allowance }) => allowance.tax)).toBe(sale.tax.tax);
        expect(sum(returns, ({ allowance }) => allowance.total)).toBe(sale.tax.taxableTotal);
        expect(returns.at(-1)?.remaining).toMatchObject({
          taxableTotal: 0,
          tax: 0,
          exempt: 0,
          notInvoiced: 0,
        });
      }),
      { numRuns: 150 },
    );
    expect(several).toBeGreaterThan(20);
  });

  test('three tenders: a share that falls as the whole grows is not paid twice', () => {
    // Card 6, voucher 6, cash 2 of 14: after 10 of them the cash is owed 2, after 11 only 1, after 14 again 2.
    const till = sell({
      pieces: [
        ['P10', 1],
        ['P1', 1],
        ['P3', 1],
      ],
      promotions: [],
      isMember: false,
      burns: [],
      tenders: [
        ['card', 6],
        ['voucher', 6],
        ['cash', 2],
      ],
      returns: [],
    });
    const sale = lastSale(till);
    for (const sku of ['P10', 'P1', 'P3']) till.must(returnOf(sale, { [sku]: 1 }));
    const refunds = till.entries.flatMap((each) =>
      each.kind === 'sale.returned' ? each.payload.tenders : [],
    );
    const given = (type: string) =>
      sum(
        refunds.filter((each) => each.type === type),
        ({ amount }) => amount,
      );
    expect([given('card'), given('voucher'), given('cash')]).toEqual([6, 6, 2]);
  });
});

describe("row 21: points of a member after buying and bringing back, seen by head office's ledger", () => {
  test('buy-refund loops leave them where they were, whatever was burned, earned and paid with', () => {
    let moved = 0;
    fc.assert(
      fc.property(fc.array(anyVisit, { minLength: 1, maxLength: 3 }), (visits) => {
        let till: PureTill | undefined;
        for (const visit of visits) till = sellAndReturn({ ...visit, isMember: true }, till);
        if (till === undefined) return;
        if (lastSale(till).points?.entries.length) moved += 1;
        expect(worths([till])).toEqual(PROGRAMMES.map((programmeId) => OPENING[programmeId]));
      }),
      { numRuns: 80 },
    );
    expect(moved).toBeGreaterThan(40);
  });

  test('retry storms do not change them: each command is sent three times', () => {
    fc.assert(
      fc.property(anyVisit, (visit) => {
        const till = sellAndReturn({ ...visit, isMember: true }, undefined, 3);
        expect(till.entries.filter(({ kind }) => kind === 'sale.completed')).toHaveLength(1);
        expect(worths([till])).toEqual(PROGRAMMES.map((programmeId) => OPENING[programmeId]));
      }),
      { numRuns: 60 },
    );
  });

  test("a sale's and a return's points count once, however often head office gets them", () => {
    fc.assert(
      fc.property(anyVisit, (visit) => {
        const till = sellAndReturn({ ...visit, isMember: true });
        expect(worths([till, till, till])).toEqual(worths([till]));
      }),
      { numRuns: 30 },
    );
  });

  test('carts that were voided or are parked earn and burn nothing', () => {
    fc.assert(
      fc.property(anyVisit, fc.boolean(), (visit, isVoided) => {
        const till = sell({ ...visit, isMember: true, tenders: [] });
        const { saleId } = till;
        till.must({ kind: isVoided ? 'void-cart' : 'suspend-cart', saleId });
        expect(worths([till])).toEqual(PROGRAMMES.map((programmeId) => OPENING[programmeId]));
        expect(till.entries.filter(({ kind }) => kind === 'sale.completed')).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
