// Goal: the traps of payments-points.md 4.1, and the readings that 4.3 (8) settles, one by one and by hand.
import { describe, expect, test } from 'vitest';
import { type Basket, BasketLine } from '../../../src-main/domain/pricing/basket.ts';
import type { Promotion } from '../../../src-main/domain/pricing/promotion.ts';
import { basketOf, MEMBER, nets, pieces, price, promotion } from './helpers.ts';

const A = { categories: ['A'] };
const all = { categories: ['A', 'B'] };
const anyTwo = (id: string, more = {}) =>
  promotion(id, { kind: 'any-n', select: A, n: 2, pay: { kind: 'percent', payPct: 80 }, ...more });
const stamps = { ...MEMBER, stamps: 10 };
const goods = (measure: BasketLine['measure'], more = {}) =>
  BasketLine.parse({ lineId: 'W', sku: 'A9', category: 'A', measure, ...more });

interface Case {
  readonly name: string;
  readonly lines: readonly BasketLine[];
  readonly promotions: readonly Promotion[];
  readonly basket?: Partial<Basket>;
  readonly nets: readonly number[];
}

const cases: readonly Case[] = [
  {
    name: 'any two: the odd unit pays in full, and it is the cheapest',
    lines: [pieces('A1', 20), pieces('A2', 50), pieces('A3', 40)],
    promotions: [anyTwo('P1')],
    nets: [20, 40, 32],
  },
  {
    name: 'any two of one article: two articles do not meet',
    lines: [pieces('A1', 50, 1), pieces('A2', 40, 2)],
    promotions: [anyTwo('P1', { isSameItem: true })],
    nets: [50, 64],
  },
  {
    name: 'any two: who stands with whom is chosen so that rounding gives most',
    // Neighbours save 5 on 24 and 4 on 22; 12 and 11 together save 5 on 23, twice: 3 on each 12, 2 on each 11.
    lines: [pieces('A1', 12, 2), pieces('A2', 11, 2)],
    promotions: [anyTwo('P1')],
    nets: [18, 18],
  },
  {
    name: 'a bundle dearer than its parts does not fire',
    lines: [pieces('A1', 20), pieces('B1', 30)],
    promotions: [promotion('P1', { kind: 'bundle', slots: [A, { categories: ['B'] }], price: 51 })],
    nets: [20, 30],
  },
  {
    name: 'a bundle at the price of its parts does not fire either, and leaves its units to others',
    lines: [pieces('A1', 20, 2), pieces('B1', 30)],
    promotions: [
      promotion('P1', { kind: 'bundle', slots: [A, { categories: ['B'] }], price: 50 }),
      anyTwo('P2'),
    ],
    nets: [32, 30],
  },
  {
    name: 'slots that overlap: one unit fills one of them only',
    lines: [pieces('A1', 40)],
    promotions: [promotion('P1', { kind: 'bundle', slots: [A, all], price: 10 })],
    nets: [40],
  },
  {
    name: 'buy one get one frees the cheaper, also of two different goods',
    lines: [pieces('A1', 55), pieces('B1', 45)],
    promotions: [promotion('P1', { kind: 'bogo', select: all })],
    // 45 over 55 : 45 is 24.75 : 20.25.
    nets: [30, 25],
  },
  {
    name: 'the member price is the base of further deals',
    lines: [pieces('A1', 100, 2)],
    promotions: [promotion('P1', { kind: 'member-price', select: A, price: 80 }), anyTwo('P2')],
    basket: { member: MEMBER },
    nets: [128],
  },
  {
    name: 'a member price above the shelf price does nothing',
    lines: [pieces('A1', 70)],
    promotions: [promotion('P1', { kind: 'member-price', select: A, price: 80 })],
    basket: { member: MEMBER },
    nets: [70],
  },
  {
    name: 'an exclusive rounds per piece and does not stack',
    lines: [pieces('A1', 15, 3)],
    promotions: [promotion('P1', { kind: 'exclusive-percent', select: A, payPct: 50 }), anyTwo('P2')],
    nets: [24],
  },
  {
    name: 'exclusive lines neither count for nor carry thresholds',
    lines: [pieces('A1', 400), pieces('B1', 299)],
    promotions: [
      promotion('P1', { kind: 'exclusive-percent', select: A, payPct: 90 }),
      promotion('P2', { kind: 'every-amount', every: 300, off: 30, max: 3 }),
    ],
    nets: [360, 299],
  },
  {
    name: 'what one threshold takes off lowers the next',
    lines: [pieces('A1', 310)],
    promotions: [
      promotion('P1', { kind: 'every-amount', every: 300, off: 30, max: 9, priority: 1 }),
      promotion('P2', { kind: 'threshold-amount', steps: [{ minimum: 300, off: 50 }], priority: 2 }),
    ],
    nets: [280],
  },
  {
    name: 'by priority and not by id',
    lines: [pieces('A1', 310)],
    promotions: [
      promotion('P1', { kind: 'every-amount', every: 300, off: 30, max: 9, priority: 2 }),
      promotion('P2', { kind: 'order-percent', payPct: 90, priority: 1 }),
    ],
    nets: [279],
  },
  {
    name: 'every amount, at most so often',
    lines: [pieces('A1', 1_000)],
    promotions: [promotion('P1', { kind: 'every-amount', every: 100, off: 10, max: 3 })],
    nets: [970],
  },
  {
    name: 'steps: the highest that is reached counts, and it alone',
    lines: [pieces('A1', 500)],
    promotions: [
      promotion('P1', {
        kind: 'threshold-percent',
        steps: [
          { minimum: 300, payPct: 90 },
          { minimum: 500, payPct: 80 },
          { minimum: 501, payPct: 10 },
        ],
      }),
    ],
    nets: [400],
  },
  {
    name: 'brands and tags select, and what is excluded is out',
    lines: [
      pieces('A1', 100, 1, { brand: '晨光' }),
      pieces('B1', 100, 1, { tags: ['near-expiry'] }),
      pieces('B2', 100, 1, { tags: ['near-expiry'] }),
      pieces('C1', 100),
    ],
    promotions: [
      promotion('P1', {
        kind: 'exclusive-percent',
        select: { brands: ['晨光'], tags: ['near-expiry'] },
        exclude: { skus: ['B2'] },
        payPct: 65,
      }),
    ],
    nets: [65, 65, 100, 100],
  },
  {
    name: 'of exclusives the one that leaves least to pay',
    lines: [pieces('A1', 89)],
    promotions: [65, 50, 80].map((payPct, index) =>
      promotion(`P${index}`, { kind: 'exclusive-percent', select: A, payPct }),
    ),
    nets: [45],
  },
  {
    name: 'an add-on does not count itself',
    lines: [pieces('A1', 100), pieces('B1', 590)],
    promotions: [promotion('P1', { kind: 'add-on', sku: 'B1', price: 99, minimum: 101 })],
    nets: [100, 590],
  },
  {
    name: 'two add-ons do not lift each other',
    lines: [pieces('A1', 100), pieces('B1', 200), pieces('B2', 200)],
    promotions: ['B1', 'B2'].map((sku) =>
      promotion(`P${sku}`, { kind: 'add-on', sku, price: 9, minimum: 300 }),
    ),
    // B1 finds 100 only and becomes an ordinary line, which B2 then counts: 300.
    nets: [100, 200, 9],
  },
  {
    name: 'an add-on at most so often, and its money counts for nothing further',
    lines: [pieces('A1', 300), pieces('B1', 590, 2)],
    promotions: [
      promotion('P1', { kind: 'add-on', sku: 'B1', price: 99, minimum: 300 }),
      promotion('P2', { kind: 'order-percent', payPct: 90 }),
    ],
    // 300 + 590 at 90 percent is 801: 89 off, 30 and 59; the 99 stays.
    nets: [270, 630],
  },
  {
    name: 'a redemption takes what the stamps reach for',
    lines: [pieces('A1', 10), pieces('B1', 500, 3)],
    promotions: [promotion('P1', { kind: 'redeem', sku: 'B1', price: 99, stamps: 4, maxUnits: 3 })],
    basket: { member: stamps },
    nets: [10, 698],
  },
  {
    name: 'a redemption that the customer declines is an ordinary line',
    lines: [pieces('B1', 500, 1, { isRedemptionDeclined: true })],
    promotions: [promotion('P1', { kind: 'redeem', sku: 'B1', price: 99, stamps: 4 })],
    basket: { member: stamps },
    nets: [500],
  },
  {
    name: 'tobacco is not reduced by anybody',
    lines: [pieces('CG1', 125, 1, { category: 'TOBACCO', manualDiscount: { kind: 'amount', amount: 5 } })],
    promotions: [promotion('P1', { kind: 'order-percent', payPct: 90 })],
    nets: [125],
  },
  {
    name: 'a gift card counts for no threshold',
    lines: [pieces('GC1', 500, 1, { category: 'GIFT_CARD' }), pieces('A1', 50)],
    promotions: [promotion('P1', { kind: 'every-amount', every: 100, off: 10, max: 9 })],
    nets: [500, 50],
  },
  {
    name: 'a price override is a price: no deal touches it, a threshold does',
    lines: [pieces('A1', 100, 2, { priceOverride: 70 })],
    promotions: [anyTwo('P1'), promotion('P2', { kind: 'order-percent', payPct: 90 })],
    nets: [126],
  },
  {
    name: 'a manual reduction comes before thresholds, which see what is really paid',
    lines: [pieces('A1', 310, 1, { manualDiscount: { kind: 'amount', amount: 20 } })],
    promotions: [promotion('P1', { kind: 'every-amount', every: 300, off: 30, max: 9 })],
    nets: [290],
  },
  {
    name: 'the manual reduction of the sale comes before gifts and spares exclusives',
    lines: [pieces('A1', 100), pieces('B1', 100)],
    promotions: [promotion('P1', { kind: 'exclusive-percent', select: A, payPct: 50 })],
    basket: { saleDiscount: { kind: 'percent', payPct: 90 } },
    nets: [50, 90],
  },
  {
    name: 'goods by weight are rounded once and take percentages only',
    // 375 g at 199 per kg is 74.625.
    lines: [goods({ kind: 'weight', grams: 375, pricePerKg: 199 }), pieces('A1', 75)],
    promotions: [
      promotion('P1', { kind: 'any-n', select: A, n: 2, pay: { kind: 'price', price: 1 } }),
      anyTwo('P2'),
    ],
    nets: [60, 60],
  },
  {
    name: 'two equal price labels are two units',
    lines: [goods({ kind: 'amount', amount: 87 }), goods({ kind: 'amount', amount: 87 }, { lineId: 'W2' })],
    promotions: [
      promotion('P1', { kind: 'bogo', select: A }),
      promotion('P2', { kind: 'second-percent', select: A, payPct: 50 }),
    ],
    // Half of 87 pays 44, so 43 is off: 22 on the earlier line.
    nets: [65, 66],
  },
  {
    name: 'of equal savings fewer deals',
    lines: [pieces('A1', 50, 4)],
    promotions: [
      anyTwo('P1'),
      promotion('P2', { kind: 'any-n', select: A, n: 4, pay: { kind: 'percent', payPct: 80 } }),
    ],
    nets: [160],
  },
];

for (const it of cases) {
  test(it.name, () => {
    const basket = basketOf(it.lines, it.basket);
    expect(nets(price(basket, it.promotions))).toEqual(it.nets);
    expect(nets(price(basket, it.promotions.toReversed()))).toEqual(it.nets);
  });
}

describe('ties', () => {
  const idsOf = (lines: readonly BasketLine[], promotions: readonly Promotion[]) =>
    price(basketOf(lines), promotions).lines.map((line) => line.parts.map((part) => part.promotionId).join());

  test('fewer deals before the lower id', () => {
    const four = promotion('P2', { kind: 'any-n', select: A, n: 4, pay: { kind: 'percent', payPct: 80 } });
    expect(idsOf([pieces('A1', 50, 4)], [anyTwo('P1'), four])).toEqual(['P2']);
  });

  test('then the lower id, as often as it can', () => {
    expect(idsOf([pieces('A1', 50, 4)], [anyTwo('P2'), anyTwo('P1'), anyTwo('P10')])).toEqual(['P1']);
  });

  test('ids are compared as texts, so P10 comes before P2', () => {
    expect(idsOf([pieces('A1', 50, 2)], [anyTwo('P2'), anyTwo('P10')])).toEqual(['P10']);
  });

  test('of units that are alike the earlier line is in the deal', () => {
    expect(idsOf([pieces('A1', 50), pieces('A2', 50), pieces('A3', 50)], [anyTwo('P1')])).toEqual([
      'P1',
      'P1',
      '',
    ]);
  });
});

test('of one id the highest version holds', () => {
  const old = promotion('P1', { kind: 'order-percent', payPct: 50 });
  expect(
    nets(price(basketOf([pieces('A1', 100)]), [{ ...old, version: 2, payPct: 90 } as Promotion, old])),
  ).toEqual([90]);
});
