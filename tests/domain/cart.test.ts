import { describe, expect, test } from 'vitest';
import { MAX_LINES, MAX_QUANTITY } from '../../src-main/domain/cart/cart.ts';
import type { Command } from '../../src-main/domain/command.ts';
import { MAX_SALE_AMOUNT } from '../../src-main/domain/money.ts';
import type { Product } from '../../src-main/domain/product.ts';
import { DEFAULT_POLICY } from '../../src-main/domain/till-policy.ts';
import { COFFEE, GREEN_TEA } from '../support/open-till.ts';
import { PureTill, totalsOf } from './pure-till.ts';

const OTHER = '00000000-0000-7000-8000-0000000fffff';

/** Coffee ×1, tea ×2, eggs ×1: 45 + 50 + 79. */
function threeLines(): PureTill {
  const till = PureTill.selling();
  for (const code of ['47100183', '4710018000003', '4710018000003', '4710018000010']) till.scan(code);
  return till;
}

function lineId(till: PureTill, index: number): string {
  return till.state.cart?.lines[index]?.lineId ?? '';
}

test('lines keep their order; the same article again counts on the newest line only', () => {
  const till = threeLines();
  till.scan('47100183');
  expect(till.state.cart?.lines.map((line) => [line.sku, line.quantity])).toEqual([
    ['A01', 1],
    ['T01', 2],
    ['EG1', 1],
    ['A01', 1],
  ]);
});

test('the same article at another price gets a line of its own', () => {
  const till = PureTill.selling();
  till.scan('47100183');
  till.catalog.publish([{ ...COFFEE, unitPrice: 50 }]);
  till.scan('47100183');
  expect(till.state.cart?.lines.map((line) => [line.unitPrice, line.quantity])).toEqual([
    [45, 1],
    [50, 1],
  ]);
});

test('a line says what of the catalog it used', () => {
  const till = PureTill.selling();
  till.must({ kind: 'add-product', sku: 'A01' });
  expect(till.entries.at(-1)).toMatchObject({
    kind: 'line.added',
    payload: {
      sku: 'A01',
      code: null,
      unitPrice: 45,
      tax: 'taxable',
      catalogGeneration: 1,
      origin: 'quick-key',
    },
  });
  expect(till.code({ kind: 'add-product', sku: 'A0' })).toBe('unknown-barcode');
});

describe('totals', () => {
  test('worked by hand: 45 + 2 × 25 + 79 exempt = 174; 95 taxable is 90 and 5', () => {
    const { cart } = threeLines().state;
    expect(cart && totalsOf(cart)).toEqual({
      pieces: 4,
      gross: 174,
      discount: 0,
      due: 174,
      tax: { taxableTotal: 95, taxableNet: 90, tax: 5, exempt: 79, invoiceTotal: 174, notInvoiced: 0 },
    });
  });

  test('a gift card is paid here and is on no invoice', () => {
    const till = PureTill.selling();
    till.scan('GC-500');
    const { cart } = till.state;
    expect(cart && totalsOf(cart)).toMatchObject({
      due: 500,
      tax: { invoiceTotal: 0, tax: 0, notInvoiced: 500 },
    });
  });
});

describe('quantity', () => {
  test('is set, and setting what it is does nothing', () => {
    const till = threeLines();
    const { saleId } = till;
    till.must({ kind: 'set-quantity', saleId, lineId: lineId(till, 1), quantity: 7 });
    expect(till.state.cart?.lines[1]?.quantity).toBe(7);
    expect(till.state.cart?.touchedLineId).toBe(lineId(till, 1));
    const decision = till.do({ kind: 'set-quantity', saleId, lineId: lineId(till, 1), quantity: 7 });
    expect(decision).toEqual({ entries: [] });
  });

  for (const quantity of [0, -1, MAX_QUANTITY + 1, 1_000_000]) {
    test(`${quantity} is refused`, () => {
      const till = threeLines();
      const before = till.state;
      const { saleId } = till;
      const id = lineId(till, 0);
      expect(till.code({ kind: 'set-quantity', saleId, lineId: id, quantity })).toBe('quantity-invalid');
      expect(till.code({ kind: 'set-multiplier', quantity })).toBe('quantity-invalid');
      expect(till.state).toBe(before);
    });
  }

  test('a line holds at most 9,999, however it gets there', () => {
    const till = PureTill.selling();
    till.must({ kind: 'set-multiplier', quantity: MAX_QUANTITY });
    till.scan('47100183');
    expect(till.scan('47100183').refusal).toMatchObject({ code: 'quantity-invalid', params: { max: 9_999 } });
  });

  test('the multiplier serves one product and is gone', () => {
    const till = PureTill.selling();
    till.must({ kind: 'set-multiplier', quantity: 3 });
    till.scan('47100183');
    till.scan('4710018000003');
    expect(till.state.cart?.lines.map((line) => line.quantity)).toEqual([3, 1]);
  });
});

describe('removing', () => {
  test('the selection goes to the line that took its place, else to the last', () => {
    const till = threeLines();
    const [first, second, third] = till.state.cart?.lines.map((line) => line.lineId) ?? [];
    till.must({ kind: 'remove-line', saleId: till.saleId, lineId: second ?? '' });
    expect(till.state.cart?.touchedLineId).toBe(third);
    till.must({ kind: 'remove-line', saleId: till.saleId, lineId: third ?? '' });
    expect(till.state.cart?.touchedLineId).toBe(first);
  });

  test('the last line takes the cart with it, and the next scan starts another sale', () => {
    const till = PureTill.selling();
    till.scan('47100183');
    const { saleId } = till;
    till.must({ kind: 'remove-line', saleId, lineId: lineId(till, 0) });
    expect(till.state.cart).toBeNull();
    till.scan('47100183');
    expect(till.saleId).not.toBe(saleId);
  });

  test('a line that is not there is refused', () => {
    const till = threeLines();
    const ask = { saleId: till.saleId, lineId: OTHER };
    expect(till.code({ kind: 'remove-line', ...ask })).toBe('line-not-found');
    expect(till.code({ kind: 'set-quantity', ...ask, quantity: 2 })).toBe('line-not-found');
  });
});

describe('what is meant for another sale is refused', () => {
  const commands: readonly Command[] = [
    { kind: 'set-quantity', saleId: OTHER, lineId: OTHER, quantity: 1 },
    { kind: 'remove-line', saleId: OTHER, lineId: OTHER },
    { kind: 'void-cart', saleId: OTHER },
    { kind: 'suspend-cart', saleId: OTHER },
    { kind: 'begin-payment', saleId: OTHER },
    { kind: 'leave-payment', saleId: OTHER },
    { kind: 'take-cash', saleId: OTHER, amount: 174 },
  ];
  for (const command of commands) {
    test(command.kind, () => {
      const till = threeLines();
      const before = till.state;
      expect(till.code(command)).toBe('sale-not-open');
      expect(till.state).toBe(before);
    });
  }
  test('with no cart at all, paying says that it is empty', () => {
    expect(PureTill.selling().code({ kind: 'begin-payment', saleId: OTHER })).toBe('cart-empty');
  });
});

describe('suspend and resume', () => {
  test('give back exactly that cart, whatever was sold in between', () => {
    const till = threeLines();
    const { cart } = till.state;
    const { saleId } = till;
    till.must({ kind: 'suspend-cart', saleId });
    expect(till.state.cart).toBeNull();
    expect(till.state.suspended).toEqual([{ cart, suspendedAtMs: till.nowMs }]);
    till.scan('47100183');
    till.payCash(45);
    till.must({ kind: 'resume-cart', saleId });
    expect(till.state.cart).toEqual(cart);
    expect(till.state.suspended).toEqual([]);
  });

  test('a cart cannot be fetched over another, nor twice, nor when it never was', () => {
    const till = threeLines();
    const { saleId } = till;
    till.must({ kind: 'suspend-cart', saleId });
    till.scan('47100183');
    expect(till.code({ kind: 'resume-cart', saleId })).toBe('cart-open');
    till.must({ kind: 'void-cart', saleId: till.saleId });
    till.must({ kind: 'resume-cart', saleId });
    till.must({ kind: 'void-cart', saleId });
    expect(till.code({ kind: 'resume-cart', saleId })).toBe('suspended-not-found');
    expect(till.code({ kind: 'resume-cart', saleId: OTHER })).toBe('suspended-not-found');
  });

  test('as many as the policy allows', () => {
    const till = PureTill.selling();
    till.policy = { ...DEFAULT_POLICY, maxSuspended: 2 };
    for (const expected of [undefined, undefined, 'suspended-full']) {
      till.scan('47100183');
      expect(till.code({ kind: 'suspend-cart', saleId: till.saleId })).toBe(expected);
    }
    expect(till.state.cart).not.toBeNull();
  });

  test('voiding tells what was voided', () => {
    const till = threeLines();
    till.must({ kind: 'void-cart', saleId: till.saleId });
    expect(till.entries.at(-1)).toMatchObject({ kind: 'cart.voided', payload: { due: 174, pieces: 4 } });
    expect(till.state.cart).toBeNull();
  });
});

describe('bounds of one cart', () => {
  test('500 lines, then the cart is full; a piece on the newest line still fits', () => {
    const products = Array.from(
      { length: 2 },
      (_, index): Product => ({ ...GREEN_TEA, sku: `P${index}`, barcodes: [`P-${index}`] }),
    );
    const till = PureTill.selling(products);
    for (let line = 0; line < MAX_LINES; line += 1) till.scan(`P-${line % 2}`);
    expect(till.state.cart?.lines).toHaveLength(MAX_LINES);
    expect(till.scan('P-0').refusal).toMatchObject({ code: 'cart-full', params: { max: MAX_LINES } });
    expect(till.scan('P-1').refusal).toBeUndefined();
  });

  test('a sale of 99,999,999 fits; one dollar more does not, by scan or by quantity', () => {
    const dear: Product = { ...COFFEE, barcodes: ['D'], unitPrice: 9_999_999 };
    const coin: Product = { ...GREEN_TEA, barcodes: ['C'], unitPrice: 1 };
    const till = PureTill.selling([dear, coin]);
    till.must({ kind: 'set-multiplier', quantity: 10 });
    till.scan('D');
    till.must({ kind: 'set-multiplier', quantity: 9 });
    till.scan('C');
    const { cart } = till.state;
    expect(cart && totalsOf(cart).due).toBe(MAX_SALE_AMOUNT);
    const full = { code: 'cart-full', params: { max: MAX_SALE_AMOUNT } };
    expect(till.scan('C').refusal).toMatchObject(full);
    const ask = { saleId: till.saleId, lineId: lineId(till, 1), quantity: 10 };
    expect(till.do({ kind: 'set-quantity', ...ask }).refusal).toMatchObject(full);
    expect(till.state.cart).toBe(cart);
  });
});
