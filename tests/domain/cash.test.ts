import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assert } from '../../src-main/base/assert.ts';
import type { Product } from '../../src-main/domain/product.ts';
import { previewCash, quickAmounts } from '../../src-main/domain/tenders/cash.ts';
import { DEFAULT_POLICY } from '../../src-main/domain/till-policy.ts';
import { COFFEE, EGGS, GREEN_TEA } from '../support/open-till.ts';
import { PureTill } from './pure-till.ts';

/** A till with 115 due: 45 + 45 + 25. */
function due115(): PureTill {
  const till = PureTill.selling();
  for (const code of ['47100183', '47100183', '4710018000003']) till.scan(code);
  till.must({ kind: 'begin-payment', saleId: till.saleId });
  return till;
}

describe('cash handed over for 115', () => {
  const cases: readonly (readonly [number, string | { readonly change: number }])[] = [
    [115, { change: 0 }],
    [116, { change: 1 }],
    [1_000, { change: 885 }],
    [115 + DEFAULT_POLICY.maxChange, { change: 10_000 }],
    [115 + DEFAULT_POLICY.maxChange + 1, 'cash-invalid'],
    [114, 'cash-short'],
    [1, 'cash-short'],
    [0, 'cash-invalid'],
    [-1, 'cash-invalid'],
    [-115, 'cash-invalid'],
    [115.5, 'cash-invalid'],
    [1e15, 'cash-invalid'],
    [Number.MAX_SAFE_INTEGER, 'cash-invalid'],
    [2 ** 60, 'cash-invalid'],
    [Number.NaN, 'cash-invalid'],
    [Number.POSITIVE_INFINITY, 'cash-invalid'],
    [Number.NEGATIVE_INFINITY, 'cash-invalid'],
  ];
  for (const [amount, expected] of cases) {
    test(`${amount}: ${JSON.stringify(expected)}`, () => {
      const till = due115();
      const before = till.state;
      const decision = till.payCash(amount);
      if (typeof expected === 'string') {
        expect(decision).toMatchObject({ entries: [], cue: 'refused', refusal: { code: expected } });
        expect(till.state).toBe(before);
        return;
      }
      expect(decision.refusal).toBeUndefined();
      expect(till.state.lastSale).toMatchObject({ due: 115, change: expected.change });
      expect(till.state.shift).toMatchObject({ sales: 1, salesTotal: 115, cashNet: 115 });
    });
  }

  test('what is short is told', () => {
    expect(due115().payCash(100).refusal?.params).toEqual({ n: 15 });
  });
});

test('a finished sale says everything in one entry, then the drawer, then the receipt', () => {
  const till = due115();
  const seq = till.entries.length;
  till.payCash(200);
  expect(till.kindsSince(seq)).toEqual([
    'tender.captured',
    'sale.completed',
    'drawer.requested',
    'print.requested',
  ]);
  expect(till.entries[seq + 1]?.payload).toMatchObject({
    receiptNumber: '2-20261121-0001',
    pieces: 3,
    gross: 115,
    discount: 0,
    due: 115,
    tax: { taxableTotal: 115, taxableNet: 110, tax: 5, exempt: 0, invoiceTotal: 115, notInvoiced: 0 },
    tenders: [{ type: 'cash', amount: 200, state: 'captured' }],
    change: 85,
    operatorName: '林雅婷',
  });
  expect(till.ui.phase).toBe('done');
});

test('ten taps on pay, each its own command: one tender, one sale, and the next cart is not touched', () => {
  const till = due115();
  const { saleId } = till;
  const codes = Array.from({ length: 10 }, () => till.code({ kind: 'take-cash', saleId, amount: 500 }));
  expect(codes).toEqual([undefined, ...Array.from({ length: 9 }, () => 'sale-not-open')]);
  till.scan('4710018000003');
  const next = till.state.cart;
  expect(till.code({ kind: 'take-cash', saleId, amount: 500 })).toBe('sale-not-open');
  expect(till.state.cart).toBe(next);
  expect(till.entries.filter((entry) => entry.kind === 'tender.captured')).toHaveLength(1);
  expect(till.entries.filter((entry) => entry.kind === 'sale.completed')).toHaveLength(1);
});

describe('a sale on which nothing is due', () => {
  const free: Product = { ...GREEN_TEA, unitPrice: 0 };

  test('is completed by 0, without tender, change or drawer', () => {
    const till = PureTill.selling([free]);
    till.scan('4710018000003');
    const seq = till.entries.length;
    till.payCash(0);
    expect(till.kindsSince(seq)).toEqual(['sale.completed', 'print.requested']);
    expect(till.state.lastSale).toMatchObject({ due: 0, change: 0, tenders: [] });
    expect(till.state.shift?.cashNet).toBe(0);
  });

  test('takes no money', () => {
    const till = PureTill.selling([free]);
    till.scan('4710018000003');
    expect(till.payCash(1).refusal).toMatchObject({ code: 'cash-invalid', params: { max: 0 } });
  });
});

test('without the disk in hand no money is taken, and the cart stays', () => {
  const till = due115();
  till.mayTakeMoney = false;
  const { cart } = till.state;
  expect(till.payCash(115).refusal?.code).toBe('storage-full');
  expect(till.state.cart).toBe(cart);
  till.mayTakeMoney = true;
  expect(till.payCash(115).refusal).toBeUndefined();
});

describe('a price that moved after the scan', () => {
  const dearer = { ...COFFEE, unitPrice: 50 };

  for (const ask of ['begin-payment', 'take-cash'] as const) {
    test(`is told once before money moves: ${ask}`, () => {
      const till = due115();
      till.catalog.publish([dearer, GREEN_TEA, EGGS]);
      const { saleId } = till;
      const command =
        ask === 'take-cash'
          ? ({ kind: ask, saleId, amount: 200 } as const)
          : ({ kind: ask, saleId } as const);
      const told = till.do(command);
      expect(told).toMatchObject({
        entries: [
          { kind: 'line.repriced', payload: { oldUnitPrice: 45, unitPrice: 50, catalogGeneration: 2 } },
        ],
        refusal: { code: 'price-changed', params: { name: '美式咖啡 中杯', old: 45, new: 50, count: 1 } },
      });
      expect(till.state.cart?.tenders).toEqual([]);
      expect(till.do(command).refusal).toBeUndefined();
      till.state.cart === null || till.payCash(200);
      expect(till.state.lastSale).toMatchObject({ due: 125, change: 75 });
    });
  }

  test('all that moved is told in one breath', () => {
    const till = due115();
    till.catalog.publish([dearer, { ...GREEN_TEA, unitPrice: 20 }]);
    const { refusal } = till.do({ kind: 'begin-payment', saleId: till.saleId });
    expect(refusal?.params).toMatchObject({ name: '美式咖啡 中杯', count: 2 });
    expect(till.state.cart?.lines.map((line) => line.unitPrice)).toEqual([50, 20]);
  });

  test('that is back before paying is told by nobody', () => {
    const till = due115();
    till.catalog.publish([dearer, GREEN_TEA]);
    till.catalog.publish([COFFEE, GREEN_TEA]);
    expect(till.payCash(115).refusal).toBeUndefined();
  });

  test('an article that the newest catalog does not have keeps the price it was scanned at', () => {
    const till = due115();
    till.catalog.publish([GREEN_TEA]);
    expect(till.payCash(115).refusal).toBeUndefined();
  });

  test('in a suspended cart is told when that cart is paid', () => {
    const till = due115();
    const { saleId } = till;
    till.must({ kind: 'suspend-cart', saleId });
    till.catalog.publish([dearer, GREEN_TEA]);
    till.must({ kind: 'resume-cart', saleId });
    expect(till.payCash(200).refusal?.code).toBe('price-changed');
  });
});

describe('the pay screen', () => {
  test('is left while nothing was taken', () => {
    const till = due115();
    expect(till.ui.phase).toBe('pay');
    till.must({ kind: 'leave-payment', saleId: till.saleId });
    expect(till.ui.phase).toBe('sell');
  });

  test('next-sale leaves the done screen and no other', () => {
    const till = due115();
    till.must({ kind: 'next-sale' });
    expect(till.ui.phase).toBe('pay');
    till.payCash(115);
    till.must({ kind: 'next-sale' });
    expect(till.ui.phase).toBe('sell');
  });

  for (const [amount, change, short] of [
    [0, null, 115],
    [114, null, 1],
    [115, 0, null],
    [500, 385, null],
  ] as const) {
    test(`shows for ${amount}: change ${change}, short ${short}`, () => {
      const { cart } = due115().state;
      assert(cart !== null, 'a cart is open');
      expect(previewCash(115, amount)).toEqual({ received: amount, remaining: 115, change, short });
    });
  }

  for (const [remaining, amounts] of [
    [0, [0]],
    [115, [115, 200, 500, 1_000]],
    [100, [100, 500, 1_000, 2_000]],
    [999, [999, 1_000, 2_000]],
    [1_000, [1_000, 2_000]],
    [1_234, [1_234, 1_300, 1_500, 2_000]],
    [2_001, [2_001, 2_100, 2_500, 3_000]],
  ] as const) {
    test(`offers for ${remaining} what a person would hand over`, () => {
      expect(quickAmounts(remaining)).toEqual(amounts);
    });
  }

  test('every amount offered covers what is due and is taken', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (remaining) => {
        const amounts = quickAmounts(remaining);
        expect(amounts[0]).toBe(remaining);
        expect(amounts.length).toBeLessThanOrEqual(4);
        expect([...amounts].sort((a, b) => a - b)).toEqual(amounts);
        for (const amount of amounts) {
          expect(amount - remaining).toBeGreaterThanOrEqual(0);
          expect(amount - remaining).toBeLessThan(2_000);
        }
      }),
      { numRuns: 300 },
    );
  });
});

test('receipt numbers run on from day to day, so that a clock set back gives none twice', () => {
  const till = PureTill.selling();
  const numbers: (string | undefined)[] = [];
  const sell = () => {
    till.scan('47100183');
    till.payCash(45);
    numbers.push(till.state.lastSale?.receiptNumber);
  };
  sell();
  sell();
  till.must({ kind: 'close-shift', counted: 3_090 });
  till.nowMs += 86_400_000;
  till.must({ kind: 'sign-in', operatorId: 'op-2', isPinRight: true });
  till.must({ kind: 'open-shift', float: 0 });
  sell();
  expect(numbers).toEqual(['2-20261121-0001', '2-20261121-0002', '2-20261122-0003']);
});
