// Goal: the figures of the acceptance scenarios (payments-points.md, section 6), line by line, through the engine.
import { expect, test } from 'vitest';
import { scenarioCoupon, scenarioPromotion } from '../../../fixtures/pricing/scenario-offers.ts';
import { taiwanPolicy } from '../../../fixtures/pricing/taiwan-policy.ts';
import { Basket } from '../../../src-main/domain/pricing/basket.ts';
import { compileOffers } from '../../../src-main/domain/pricing/offers.ts';
import { priceBasket } from '../../../src-main/domain/pricing/price-basket.ts';
import { applyReduction } from '../../../src-main/domain/pricing/reduction.ts';
import { refundOf } from '../../../src-main/domain/pricing/refund.ts';
import table from './scenario-sales.json' with { type: 'json' };

const promotions = new Map(table.promotions.map((it) => [it.id, scenarioPromotion(it)]));
const coupons = new Map(table.coupons.map((it) => [it.id, scenarioCoupon(it)]));
const categories: Readonly<Record<string, string>> = table.catalog;
type Sale = (typeof table.sales)[number];

function priceSale(sale: Sale) {
  const named = sale.promotions.map((id) => promotions.get(id)).filter((it) => it !== undefined);
  const basket = Basket.parse({
    lines: sale.lines.map((line, index) => ({
      lineId: `${index}`,
      sku: line.sku,
      category: categories[line.sku],
      measure: { kind: 'pieces', unitPrice: line.unitPrice, quantity: line.qty },
    })),
    member: sale.hasMember
      ? {
          id: 'M1',
          tiers: [],
          stamps: sale.stamps,
          segments: sale.segments.map((it: string) => ({ id: it.split(':')[0], variant: it.split(':')[1] })),
        }
      : null,
    coupons: sale.coupons.map((id: string) => ({
      coupon: coupons.get(id),
      isAuthentic: true,
      isUsedUp: false,
    })),
  });
  const priced = priceBasket(basket, compileOffers(named, 'S1'), Date.parse(sale.at), {
    policy: taiwanPolicy,
  });
  return applyReduction(priced, sale.burnValue, priced.earnLineIds);
}

test('the scenarios were read', () => {
  expect(table.sales.length).toBeGreaterThan(20);
});

for (const sale of table.sales) {
  test(`${sale.id} ${sale.title}`, () => {
    const priced = priceSale(sale);
    expect({
      lines: priced.lines.map(({ sku, quantity, gross, discount, net }) => ({
        sku,
        qty: quantity,
        gross,
        discount,
        net,
      })),
      gross: priced.gross,
      discount: priced.discount,
      due: priced.due,
      gifts: priced.gifts.map((gift) => gift.sku),
      couponsUsed: priced.coupons.flatMap((it) => (it.isUsed ? [it.couponId] : [])),
      stampsUsed: priced.stampsNeeded,
      isApproximate: priced.isApproximate,
    }).toEqual({
      lines: sale.expected.lines,
      gross: sale.expected.gross,
      discount: sale.expected.discount,
      due: sale.expected.due,
      gifts: sale.expected.gifts,
      couponsUsed: sale.expected.couponsUsed,
      stampsUsed: sale.expected.stampsUsed,
      isApproximate: false,
    });
  });
}

const sold = (id: string) => {
  const sale = table.sales.find((it) => it.id === id);
  if (sale === undefined) throw new Error(`no scenario ${id}`);
  return priceSale(sale);
};

test.each(['SC-05', 'SC-06', 'SC-08', 'SC-09', 'SC-13', 'SC-22', 'SC-29', 'SC-34'])(
  '%s earns on the nets of the lines that may',
  (id) => {
    expect(sold(id).earnBase).toBe(table.sales.find((sale) => sale.id === id)?.expected.earn);
  },
);

test('SC-23: the shampoo of SC-06 comes back for its stored net', () => {
  const line = sold('SC-06').lines[1];
  expect(line && refundOf(line, 0, 1)).toMatchObject({
    net: 183,
    gross: 199,
    parts: [{ promotionId: 'P3', amount: 16 }],
  });
});

test('SC-24: the toothpaste of SC-13 comes back with its share of the burned points', () => {
  const line = sold('SC-13').lines[1];
  expect(line && refundOf(line, 0, 1)).toEqual({
    net: 45,
    gross: 89,
    parts: [{ step: 'reduction', promotionId: null, couponId: null, amount: 44 }],
  });
});

test('SC-34 tells that the personal offer was applied, and to whom', () => {
  expect(sold('SC-34').personalOffers).toEqual([
    { promotionId: 'P13', version: 1, segment: 'LATTE_LAPSED', variant: 'B', isApplied: true },
  ]);
});
