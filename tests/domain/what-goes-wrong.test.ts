// Goal: rows of what-goes-wrong.md that are about sums: what users of other tills complained of, shown not to happen
// here. Row 21 is in `sale-properties.test.ts`, row 22 in `tests/simulation/cut-off-tills.test.ts`.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sceneOf } from '../../src-main/domain/cart/price-cart.ts';
import { netOfTaxable } from '../../src-main/domain/tax.ts';
import { viewCart } from '../../src-main/engine/cart-view.ts';
import { lastReturn, lastSale, returnOf, ring, tillIn } from './counter-deeds.ts';
import { OffersWorld, promotion } from './offers-world.ts';
import { anyVisit, paidBy, sell, sellAndReturn, sum } from './random-visits.ts';

test('row 18: screen, pay screen, tenders, journal and tax say the same whole dollars', () => {
  fc.assert(
    fc.property(anyVisit, (visit) => {
      const till = sell({ ...visit, tenders: [] });
      const { saleId, state } = till;
      const { cart } = state;
      if (cart === null) throw new Error('a cart is open');
      const { nowMs, isOnline } = till;
      const scene = sceneOf(state, { ...till.readers, nowMs, isOnline });
      const { view, due } = viewCart(cart, { scene, profileOf: () => undefined, oldAfterMs: 1 });
      till.must({ kind: 'begin-payment', saleId });
      expect(till.ui.quote).toEqual({ saleId, due });
      // Points that pay are tenders: what is left is told by asking with too little.
      const ask = till.do({ kind: 'take-cash', saleId, amount: 1 }).refusal;
      if (ask?.code === 'cash-short')
        till.must({ kind: 'take-cash', saleId, amount: 1 + Number(ask.params.n) });
      else if (ask !== undefined) till.must({ kind: 'take-cash', saleId, amount: 0 });
      const sale = lastSale(till);
      // Own points lower the price and are no saving: the customer gave them for it.
      const points = view.notes.filter(({ step }) => step === 'reduction');
      expect([view.due, view.subtotal]).toEqual([sale.due, sale.gross]);
      expect(view.subtotal - view.savings - sum(points, ({ amount }) => amount)).toBe(view.due);
      expect(view.lines.map(({ amount }) => amount)).toEqual(sale.lines.map(({ net }) => net));
      expect(sum(view.lines, ({ amount }) => amount)).toBe(view.due);
      expect(sum(view.notes, ({ amount }) => amount)).toBe(sale.discount);
      for (const note of view.notes) {
        expect(note.before - note.amount).toBe(note.after);
        expect(sum(note.shares, ({ amount }) => amount)).toBe(note.amount);
      }
      expect(sum(paidBy(sale), ({ amount }) => amount)).toBe(view.due);
      const { taxableTotal, taxableNet, tax, exempt, notInvoiced, invoiceTotal } = sale.tax;
      expect(taxableNet).toBe(netOfTaxable(taxableTotal));
      expect(view.taxIncluded).toBe(tax);
      expect([taxableNet + tax + exempt, invoiceTotal + notInvoiced]).toEqual([invoiceTotal, view.due]);
      for (const amount of [view.due, taxableNet, tax, ...view.lines.map((line) => line.amount)])
        expect(Number.isSafeInteger(amount)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

describe('row 20: returns after discounts', () => {
  test('one of three at 145 gives 145 back, not 435', () => {
    const world = new OffersWorld();
    // Three at 199 for 435: 145 each.
    world.promotions = [
      promotion('P3', { kind: 'any-n', select: { skus: ['SH1'] }, n: 3, pay: { kind: 'price', price: 435 } }),
    ];
    const till = tillIn(world);
    ring(till, { SH1: 3 });
    till.payCash(435);
    for (const left of [2, 1, 0]) {
      till.must(returnOf(lastSale(till), { SH1: 1 }));
      expect([lastReturn(till).refund, lastReturn(till).remaining.taxableTotal]).toEqual([145, left * 145]);
    }
  });

  test('what cannot be divided comes back to the dollar with the last piece', () => {
    const world = new OffersWorld();
    world.promotions = [
      promotion('P3', { kind: 'any-n', select: { skus: ['A01'] }, n: 3, pay: { kind: 'price', price: 100 } }),
    ];
    const till = tillIn(world);
    ring(till, { A01: 3 });
    till.payCash(100);
    const refunds = [1, 1, 1].map((units) => {
      till.must(returnOf(lastSale(till), { A01: units }));
      return lastReturn(till).refund;
    });
    expect(refunds).toEqual([33, 33, 34]);
  });

  test('any split of returns sums to at most the sale after each, and to exactly all of it at the end', () => {
    fc.assert(
      fc.property(anyVisit, (visit) => {
        const till = sellAndReturn(visit);
        const sale = lastSale(till);
        let [gross, net] = [0, 0];
        for (const each of till.entries) {
          if (each.kind !== 'sale.returned') continue;
          gross += sum(each.payload.lines, (line) => line.gross);
          net += sum(each.payload.lines, (line) => line.net);
          expect(net).toBeLessThanOrEqual(sale.due);
          for (const line of each.payload.lines)
            expect(line.gross - sum(line.parts, ({ amount }) => amount)).toBe(line.net);
        }
        expect([gross, net]).toEqual([sale.gross, sale.due]);
      }),
      { numRuns: 100 },
    );
  });
});
