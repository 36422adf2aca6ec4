import { describe, expect, test } from 'vitest';
import { PureTill } from './pure-till.ts';

describe('pieces typed before the money was taken are not given to the next customer', () => {
  for (const where of ['sell', 'pay'] as const) {
    test(`typed on ${where}`, () => {
      const till = PureTill.selling();
      till.scan('47100183');
      if (where === 'pay') till.must({ kind: 'begin-payment', saleId: till.saleId });
      till.must({ kind: 'set-multiplier', quantity: 6 });
      till.payCash(45);
      till.must({ kind: 'next-sale' });
      till.scan('4710018000003');
      expect(till.state.cart?.lines[0]?.quantity).toBe(1);
    });
  }
});
