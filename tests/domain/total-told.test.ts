// Goal: what the customer was told is what they pay, or they are told again once before money moves.
import { describe, expect, test } from 'vitest';
import { lastSale, ring, tillIn } from './counter-deeds.ts';
import { expectRefused } from './expect-refused.ts';
import { OffersWorld, promotion } from './offers-world.ts';
import type { PureTill } from './pure-till.ts';

const take = (type: 'card' | 'voucher' | 'cash', amount: number) => (till: PureTill) =>
  ({ kind: `take-${type}`, saleId: till.saleId, amount }) as const;

describe('a promotion ends between the pay screen and the money: told once, then taken', () => {
  /** Buy one get one until 17:00, at a second to five. */
  function atTheEnd(): PureTill {
    const world = new OffersWorld();
    world.promotions = [
      promotion('P8', {
        kind: 'bogo',
        select: { categories: ['DRINK'] },
        dailyWindow: { start: '14:00:00', end: '17:00:00' },
      }),
    ];
    const till = tillIn(world);
    till.nowMs = Date.parse('2026-11-21T16:59:59+08:00');
    ring(till, { A01: 2 });
    till.must({ kind: 'begin-payment', saleId: till.saleId });
    till.nowMs += 1_000;
    return till;
  }

  test.each(['cash', 'card', 'voucher'] as const)('%s', (type) => {
    const till = atTheEnd();
    expectRefused(till, take(type, 90)(till), 'total-changed', { old: 45, new: 90 });
    till.must(take(type, 90)(till));
    expect([lastSale(till).due, lastSale(till).discount]).toEqual([90, 0]);
  });

  test('what the first tender froze stays, whatever the clock does afterwards', () => {
    const till = atTheEnd();
    till.nowMs -= 1_000;
    till.must(take('card', 5)(till));
    till.nowMs += 3_600_000;
    till.must(take('cash', 40)(till));
    expect([lastSale(till).due, lastSale(till).discount]).toEqual([45, 45]);
  });

  test('with the last tender taken back the sale is priced anew', () => {
    const till = atTheEnd();
    till.nowMs -= 1_000;
    till.must(take('card', 5)(till));
    const [tender] = till.state.cart?.tenders ?? [];
    till.nowMs += 3_600_000;
    till.must({ kind: 'cancel-tender', saleId: till.saleId, tenderId: tender?.tenderId ?? '' });
    expect(till.state.cart?.priced).toBeNull();
    till.must(take('cash', 90)(till));
    expect(lastSale(till).due).toBe(90);
  });
});
