// design.md, The loop: from the first tender on the cart is frozen.
import { beforeEach, describe, expect, test } from 'vitest';
import { takenOf } from '../../src-main/domain/cart/cart.ts';
import type { Command } from '../../src-main/domain/command.ts';
import { COFFEE } from '../support/open-till.ts';
import { PureTill } from './pure-till.ts';

let till: PureTill;
beforeEach(() => {
  till = PureTill.selling();
  till.scan('47100183');
  till.scan('4710018000003');
  till.must({ kind: 'take-card', saleId: till.saleId, amount: 30 });
});

describe('a cart on which something was taken', () => {
  const changes: readonly (readonly [string, () => Command])[] = [
    ['a scan', () => ({ kind: 'scan', code: '47100183', origin: 'scanner' })],
    ['a quick key', () => ({ kind: 'add-product', sku: 'EG1' })],
    ['other pieces', () => ({ kind: 'set-quantity', saleId: till.saleId, lineId: lineId(), quantity: 2 })],
    ['a line taken away', () => ({ kind: 'remove-line', saleId: till.saleId, lineId: lineId() })],
    ['a void', () => ({ kind: 'void-cart', saleId: till.saleId })],
    ['a suspension', () => ({ kind: 'suspend-cart', saleId: till.saleId })],
    ['leaving payment', () => ({ kind: 'leave-payment', saleId: till.saleId })],
  ];
  for (const [name, command] of changes) {
    test(`refuses ${name}`, () => {
      const before = till.state;
      expect(till.do(command())).toMatchObject({ entries: [], refusal: { code: 'cart-frozen' } });
      expect(till.state).toBe(before);
    });
  }

  const lineId = () => till.state.cart?.lines[0]?.lineId ?? '';

  test('asks for the rest alone, gives change of it, and states both tenders', () => {
    expect(till.state.cart && takenOf(till.state.cart)).toBe(30);
    expect(till.payCash(39).refusal).toMatchObject({ code: 'cash-short', params: { n: 1 } });
    till.payCash(50);
    expect(till.state.lastSale).toMatchObject({
      due: 70,
      change: 10,
      tenders: [{ amount: 30 }, { amount: 50 }],
    });
    expect(till.state.shift?.cashNet).toBe(40);
  });

  test('is not priced anew, whatever the newest catalog says', () => {
    till.catalog.publish([{ ...COFFEE, unitPrice: 99 }]);
    expect(till.payCash(40).refusal).toBeUndefined();
    expect(till.state.lastSale?.due).toBe(70);
  });

  test('outlives a crash with what was taken', () => {
    const { cart } = till.state;
    till.must({ kind: 'start', program: 'test', host: 'none' });
    expect(till.state.cart).toEqual(cart);
  });
});
