// A number that no rule allows is refused, never an exception: what throws in the rules stops the whole till.
import { describe, expect, test } from 'vitest';
import { MAX_SALE_AMOUNT } from '../../src-main/domain/money.ts';
import type { Product } from '../../src-main/domain/product.ts';
import { COFFEE, GREEN_TEA } from '../support/open-till.ts';
import { PureTill, totalsOf } from './pure-till.ts';

describe('pieces that are no whole number are refused', () => {
  for (const quantity of [1.5, Number.NaN, 0.999]) {
    test(`a line of ${quantity}`, () => {
      const till = PureTill.selling();
      till.scan('47100183');
      const lineId = till.state.cart?.lines[0]?.lineId ?? '';
      expect(till.code({ kind: 'set-quantity', saleId: till.saleId, lineId, quantity })).toBe(
        'quantity-invalid',
      );
    });
    test(`a multiplier of ${quantity}`, () => {
      const till = PureTill.selling();
      expect(till.code({ kind: 'set-multiplier', quantity })).toBe('quantity-invalid');
      expect(till.scan('47100183').refusal).toBeUndefined();
    });
  }
});

describe('a count of the drawer that no drawer holds is refused', () => {
  for (const counted of [100_000_000, 1_000_000_000, Number.MAX_SAFE_INTEGER]) {
    test(String(counted), () => {
      expect(PureTill.selling().do({ kind: 'close-shift', counted }).refusal).toMatchObject({
        code: 'amount-invalid',
        params: { max: 99_999_999 },
      });
    });
  }
});

test('a price that rises beyond reason does not carry an open cart past what a sale may reach', () => {
  const [tea, coffee]: readonly Product[] = [GREEN_TEA, COFFEE];
  const till = PureTill.selling([
    { ...tea, unitPrice: 5_000 } as Product,
    { ...coffee, unitPrice: 5_000 } as Product,
  ]);
  for (const code of ['4710018000003', '47100183']) {
    till.must({ kind: 'set-multiplier', quantity: 9_999 });
    till.scan(code);
  }
  till.catalog.publish([GREEN_TEA, COFFEE].map((product) => ({ ...product, unitPrice: 9_999_999 })));
  till.do({ kind: 'begin-payment', saleId: till.saleId });
  const { cart } = till.state;
  expect(cart === null ? 0 : totalsOf(cart).due).toBeLessThanOrEqual(MAX_SALE_AMOUNT);
  till.must({ kind: 'start', program: 'test', host: 'none' });
});
