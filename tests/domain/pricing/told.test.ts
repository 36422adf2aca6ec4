// Goal: what became of coupons, and what the screen is told besides the prices.
import { describe, expect, test } from 'vitest';
import type { Basket } from '../../../src-main/domain/pricing/basket.ts';
import { Coupon } from '../../../src-main/domain/pricing/coupon.ts';
import { applyReduction } from '../../../src-main/domain/pricing/reduction.ts';
import { ALWAYS, basketOf, MEMBER, NOON, pieces, price, promotion } from './helpers.ts';

describe('coupons', () => {
  const coupon = (more = {}) =>
    Coupon.parse({
      id: 'C1',
      campaignId: 'FOOD',
      version: 1,
      label: { 'zh-TW': '滿100折20' },
      benefit: { kind: 'amount', off: 20 },
      minimum: 100,
      validity: ALWAYS,
      isSingleUse: true,
      ...more,
    });
  const outcome = (it: Coupon, facts = {}, basket: Partial<Basket> = {}) =>
    price(
      basketOf([pieces('A1', 110)], {
        coupons: [{ coupon: it, isAuthentic: true, isUsedUp: false, ...facts }],
        ...basket,
      }),
      [],
    ).coupons[0];
  const refused = (reason: string) => ({ couponId: 'C1', isUsed: false, reason });

  test.each([
    ['not-authentic', coupon(), { isAuthentic: false }, {}],
    ['used-up', coupon(), { isUsedUp: true }, {}],
    ['not-yet-valid', coupon({ validity: { ...ALWAYS, from: '2030-01-01T00:00:00+08:00' } }), {}, {}],
    ['expired', coupon({ validity: { ...ALWAYS, until: '2026-11-23T12:00:00+08:00' } }), {}, {}],
    ['other-store', coupon({ stores: ['S2'] }), {}, {}],
    ['member-needed', coupon({ memberId: 'M2' }), {}, {}],
    ['other-member', coupon({ memberId: 'M2' }), {}, { member: MEMBER }],
    ['no-goods', coupon({ within: { categories: ['B'] } }), {}, {}],
    ['minimum', coupon({ minimum: 111 }), {}, {}],
    [
      'saves-nothing',
      coupon({ benefit: { kind: 'percent', payPct: 99 }, within: { skus: ['A1'] }, minimum: 0 }),
      {},
      { lines: [pieces('A1', 50)] },
    ],
  ])('%s', (reason, it, facts, basket) => {
    expect(outcome(it, facts, basket)).toEqual(refused(reason));
  });

  test('one moment before its end it is used', () => {
    expect(NOON).toBe(Date.parse('2026-11-23T12:00:00+08:00'));
    expect(outcome(coupon({ validity: { ...ALWAYS, until: '2026-11-23T12:00:01+08:00' } }))).toEqual({
      couponId: 'C1',
      isUsed: true,
      amount: 20,
    });
  });

  test('never more than its goods cost, and a percentage at most its ceiling', () => {
    expect(outcome(coupon({ benefit: { kind: 'amount', off: 500 } }))).toMatchObject({ amount: 110 });
    expect(outcome(coupon({ benefit: { kind: 'percent', payPct: 50, maxOff: 30 } }))).toMatchObject({
      amount: 30,
    });
  });

  test('the same one twice counts once', () => {
    const it = { coupon: coupon(), isAuthentic: true, isUsedUp: false };
    const priced = price(basketOf([pieces('A1', 250)], { coupons: [it, it] }), []);
    expect(priced.coupons).toEqual([{ couponId: 'C1', isUsed: true, amount: 20 }, refused('shown-twice')]);
  });

  test('the minimum is of what promotions left', () => {
    const tenth = promotion('P1', { kind: 'order-percent', payPct: 90 });
    const it = { coupon: coupon(), isAuthentic: true, isUsedUp: false };
    expect(price(basketOf([pieces('A1', 110)], { coupons: [it] }), [tenth]).coupons).toEqual([
      refused('minimum'),
    ]);
  });
});

describe('what the screen is told', () => {
  const every = promotion('P1', { kind: 'every-amount', every: 300, off: 30, max: 2 });
  const gift = promotion('P2', { kind: 'gift', sku: 'G1', minimum: 320, maxTimes: 2 });

  test('NT$x more for y', () => {
    const { nearMisses } = price(basketOf([pieces('A1', 280)]), [every, gift]);
    expect(
      nearMisses.map(({ promotionId, short, wouldSave, what }) => ({ promotionId, short, wouldSave, what })),
    ).toEqual([
      { promotionId: 'P1', short: 20, wouldSave: 30, what: 'reduction' },
      { promotionId: 'P2', short: 40, wouldSave: 0, what: 'gift' },
    ]);
    expect(price(basketOf([pieces('A1', 280)]), [every, gift], { nearMissReach: 19 }).nearMisses).toEqual([]);
  });

  test('why an add-on did not come off', () => {
    const addOn = promotion('P3', { kind: 'add-on', sku: 'B1', price: 99, minimum: 300 });
    const lines = [pieces('A1', 280), pieces('B1', 590)];
    const { fixedPrices, nearMisses } = price(basketOf(lines), [addOn]);
    expect(fixedPrices).toEqual([{ promotionId: 'P3', sku: 'B1', units: 0, stamps: 0, reason: 'minimum' }]);
    expect(nearMisses).toMatchObject([{ promotionId: 'P3', short: 20, what: 'fixed-price' }]);
  });

  test('a gift that the shelf has run out of is named as such', () => {
    const { gifts } = price(basketOf([pieces('A1', 700)], { giftsOutOfStock: ['G1'] }), [gift]);
    expect(gifts).toMatchObject([{ promotionId: 'P2', sku: 'G1', quantity: 2, isOutOfStock: true }]);
  });

  test('manual reductions that the policy forbids', () => {
    const tobacco = { category: 'TOBACCO', manualDiscount: { kind: 'amount' as const, amount: 5 } };
    const saleDiscount = { kind: 'amount' as const, amount: 5 };
    expect(price(basketOf([pieces('CG1', 125, 1, tobacco)], { saleDiscount }), []).refusedManual).toEqual([
      'CG1',
      null,
    ]);
  });

  test('points burned are one more note', () => {
    const priced = price(basketOf([pieces('A1', 179), pieces('B1', 89)]), []);
    const { notes, due } = applyReduction(priced, 134, priced.earnLineIds, {
      promotionId: 'OWN',
      version: 3,
      label: null,
    });
    expect(due).toBe(134);
    expect(notes).toEqual([
      {
        step: 'reduction',
        promotionId: 'OWN',
        couponId: null,
        label: null,
        amount: 134,
        shares: [
          { lineId: 'A1', units: 1, amount: 90 },
          { lineId: 'B1', units: 1, amount: 44 },
        ],
      },
    ]);
  });
});
