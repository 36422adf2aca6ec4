// Finished sales as the journal holds them, each to show one thing on paper. Prices and their reasons are
// those that pricing gives; the figures beside them are worked by hand.

import type { Basket, BasketLine } from '../../src-main/domain/pricing/basket.ts';
import { Coupon } from '../../src-main/domain/pricing/coupon.ts';
import type { PricedBasket } from '../../src-main/domain/pricing/priced-basket.ts';
import type { Promotion } from '../../src-main/domain/pricing/promotion.ts';
import { applyReduction } from '../../src-main/domain/pricing/reduction.ts';
import type { LineKind, TaxKind } from '../../src-main/domain/product.ts';
import { SaleCompleted } from '../../src-main/domain/sale-payloads.ts';
import { splitTax } from '../../src-main/domain/tax.ts';
import type { PointsWords } from '../../src-main/engine/receipt-points.ts';
import { ALWAYS, basketOf, MEMBER, pieces, price, promotion } from '../domain/pricing/helpers.ts';

/** Uuids that differ in their last digits. */
export function uuid(n: number): string {
  return `01930000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

/** What articles are called, and how tax sees them where not as taxable. */
export interface Goods {
  readonly names: Readonly<Record<string, string>>;
  readonly taxes?: Readonly<Record<string, TaxKind>>;
  readonly kinds?: Readonly<Record<string, LineKind>>;
}

type Rest = Partial<Omit<SaleCompleted, 'tenders'>> & {
  readonly tenders: readonly Partial<SaleCompleted['tenders'][number]>[];
};

/** The sale of a priced basket, in the schema's form. Line n has the id `uuid(n)`, from 1. */
export function saleOf(
  basket: Basket,
  priced: PricedBasket,
  { names, taxes = {} }: Goods,
  rest: Rest,
): SaleCompleted {
  const lines = priced.lines.map((line, index) => {
    const { measure, sku, category, priceOverride } = basket.lines[index] ?? fail();
    const isPieces = measure.kind === 'pieces';
    return {
      lineId: uuid(index + 1),
      sku,
      name: names[sku] ?? sku,
      unitPrice: unitPriceOf(measure),
      quantity: line.quantity,
      gross: line.gross,
      discount: line.discount,
      net: line.net,
      tax: taxes[sku] ?? ('taxable' as const),
      category,
      ...(isPieces ? {} : { measure }),
      ...(priceOverride === undefined ? {} : { priceOverride }),
      ...(line.parts.length === 0 ? {} : { parts: line.parts }),
      mayEarn: line.mayEarn,
    };
  });
  return SaleCompleted.parse({
    saleId: uuid(100),
    receiptNumber: '2-20261121-0007',
    lines,
    pieces: priced.pieces,
    gross: priced.gross,
    discount: priced.discount,
    due: priced.due,
    tax: splitTax(lines),
    change: 0,
    operatorName: '林雅婷',
    ...(priced.gifts.length === 0
      ? {}
      : { gifts: priced.gifts.map((gift) => ({ ...gift, name: names[gift.sku] ?? gift.sku })) }),
    ...rest,
    tenders: rest.tenders.map((tender, index) => ({
      tenderId: uuid(200 + index),
      state: 'captured',
      ...tender,
    })),
  });
}

function unitPriceOf(measure: BasketLine['measure']): number {
  if (measure.kind === 'pieces') return measure.unitPrice;
  return measure.kind === 'weight' ? measure.pricePerKg : 0;
}

function fail(): never {
  throw new Error('every priced line is of the basket');
}

export const WORDS: PointsWords = {
  memberText: '王○明',
  programmes: [
    { id: 'OWN', name: { 'zh-TW': '隅角點數', en: 'Corner points' }, unit: 'points', decimals: 0 },
    { id: 'CROSS', name: { 'zh-TW': '夥伴點數', en: 'Partner points' }, unit: 'points', decimals: 2 },
    { id: 'STAMP', name: { 'zh-TW': '廚具集點', en: 'Kitchen stamps' }, unit: 'stamps', decimals: 0 },
  ],
};

/** A promotion with words for customers. */
export function offer(id: string, label: string, terms: Readonly<Record<string, unknown>>): Promotion {
  return promotion(id, { ...terms, label: { 'zh-TW': label } });
}

function shown(label: string, off: number, minimum: number): Basket['coupons'][number] {
  const coupon = Coupon.parse({
    id: 'C-0001',
    campaignId: 'CAMPAIGN',
    version: 1,
    label: { 'zh-TW': label },
    benefit: { kind: 'amount', off },
    minimum,
    validity: ALWAYS,
    isSingleUse: true,
  });
  return { coupon, isAuthentic: true, isUsedUp: false };
}

/**
 * Tea 3 × 25 and oolong 30: pairs pay 55 × 80 % = 44 and 50 × 80 % = 40, so 21 off 105. Shampoo 199, less 10 by hand; eggs
 * 79. So 84 + 189 + 79 = 352, less 30 for 300: 322.
 */
export function promotionsSale(): SaleCompleted {
  const basket = basketOf([
    pieces('T1', 25, 3),
    pieces('SH1', 199, 1, { manualDiscount: { kind: 'amount', amount: 10 } }),
    pieces('T2', 30),
    pieces('EG1', 79),
  ]);
  const priced = price(basket, [
    offer('ANY2', '瓶裝任選2件8折', {
      kind: 'any-n',
      select: { categories: ['T'] },
      n: 2,
      pay: { kind: 'percent', payPct: 80 },
    }),
    offer('EVERY', '全店滿300折30', { kind: 'every-amount', every: 300, off: 30, max: 9 }),
  ]);
  const names = { T1: '瓶裝綠茶', T2: '瓶裝烏龍茶', SH1: '洗髮精 750 ml', EG1: '鮮雞蛋10入' };
  return saleOf(
    basket,
    priced,
    { names, taxes: { EG1: 'exempt' } },
    {
      tenders: [{ type: 'card', amount: 322 }],
    },
  );
}

/**
 * Shampoo 199, for members 179; rice balls 2 × 30; a sandwich 49: 288, less a coupon of 30 and 5 by hand: 253. Of it 20 are
 * burned from 6,000 points, and of 233 the partner's points pay 40: 193, with 200 in cash.
 */
export function memberSale(): SaleCompleted {
  const basket = basketOf([pieces('SH1', 199), pieces('R1', 30, 2), pieces('S1', 49)], {
    member: MEMBER,
    coupons: [shown('全店折30', 30, 200)],
    saleDiscount: { kind: 'amount', amount: 5 },
  });
  const memberPrice = {
    kind: 'member-price',
    select: { skus: ['SH1'] },
    price: 179,
    audience: { memberOnly: true },
  };
  const before = price(basket, [offer('MEMBER', '會員價', memberPrice)]);
  const priced = applyReduction(before, 20, before.earnLineIds, {
    promotionId: 'OWN',
    version: 1,
    label: { 'zh-TW': '隅角點數' },
  });
  const rule = { programmeVersion: 1, ruleVersion: 1, ceiling: null, cutBy: null, expiresAtMs: null };
  const formula = { kind: 'rate', points: 1, perAmount: 1, rounding: 'down' } as const;
  const earned = (programmeId: string, ruleId: string, points: number) => ({
    ...rule,
    formula,
    programmeId,
    ruleId,
    points,
    bases: [{ lineId: uuid(1), amount: points }],
    baseAmount: points,
    awaits: 'head-office' as const,
  });
  const burn = (programmeId: string, points: number, value: number) => ({
    burnId: `${uuid(100)}:${programmeId}:BURN:0`,
    programmeId,
    points,
    value,
    step: value === 0 ? points : points / value,
    lots: [],
    shares: [{ lineId: uuid(1), points }],
  });
  const names = { SH1: '洗髮精 750 ml', R1: '御飯糰 鮪魚', S1: '火腿三明治' };
  return saleOf(
    basket,
    priced,
    { names },
    {
      tenders: [
        { type: 'points', amount: 40, programmeId: 'CROSS' },
        { type: 'cash', amount: 200 },
      ],
      change: 7,
      couponsUsed: [{ couponId: 'C-0001', campaignId: 'CAMPAIGN', amount: 30, isSingleUse: true }],
      member: { memberId: 'M0000000004417', knownBy: 'app', dataAgeMs: 60_000 },
      points: {
        // 193 of the sale, and half as much again by another rule of the same programme.
        earned: [
          earned('OWN', 'OWN-BASE', 193),
          earned('OWN', 'OWN-FRESH', 96),
          { ...earned('CROSS', 'CROSS-CARD', 550), awaits: 'card-settlement' },
          earned('STAMP', 'STAMP-100', 1),
        ],
        burns: [burn('OWN', 6_000, 20), burn('CROSS', 4_000, 40), burn('STAMP', 20, 0)],
        entries: [],
      },
    },
  );
}

/** 89, paid with a voucher of 100: 11 are lost. */
export function voucherSale(): SaleCompleted {
  const basket = basketOf([pieces('B1', 89)]);
  const priced = price(basket, []);
  return saleOf(
    basket,
    priced,
    { names: { B1: '巧克力' } },
    {
      tenders: [{ type: 'voucher', amount: 100 }],
      breakage: 11,
    },
  );
}

/**
 * 312 g at 240 a kilogram are 74.88, so 75; fish at 300 a kilogram is given for 50; a label says 89, another's 65 is given for
 * 60; coffee 2 × 40 in place of 45. 354 in all, which brings a glass; towels have run out.
 */
export function measuresSale(): SaleCompleted {
  const one = (sku: string, measure: BasketLine['measure'], more: Partial<BasketLine> = {}): BasketLine => ({
    lineId: sku,
    sku,
    category: 'FOOD',
    measure,
    ...more,
  });
  const basket = basketOf(
    [
      one('APPLE', { kind: 'weight', grams: 312, pricePerKg: 240 }),
      one('FISH', { kind: 'weight', grams: 1_204, pricePerKg: 300 }, { priceOverride: 50 }),
      one('DELI', { kind: 'amount', amount: 89 }),
      one('SALAD', { kind: 'amount', amount: 65 }, { priceOverride: 60 }),
      pieces('CF1', 45, 2, { priceOverride: 40 }),
    ],
    { giftsOutOfStock: ['TOWEL'] },
  );
  const priced = price(basket, [
    offer('G1', '滿150送玻璃杯', { kind: 'gift', minimum: 150, sku: 'GLASS', maxTimes: 2, priority: 1 }),
    offer('G2', '滿300送毛巾', { kind: 'gift', minimum: 300, sku: 'TOWEL', priority: 2 }),
  ]);
  const names = {
    APPLE: '富士蘋果',
    FISH: '鮭魚切片',
    DELI: '熟食便當',
    SALAD: '生菜沙拉',
    CF1: '美式咖啡 中杯',
    GLASS: '玻璃杯',
    TOWEL: '毛巾',
  };
  return saleOf(basket, priced, { names }, { tenders: [{ type: 'cash', amount: 400 }], change: 46 });
}

/** 2 × 1,299 at 85 % of the cheaper one: 1,299 × 0.85 = 1,104.15, so 195 off; less 200 for 2,000: 2,203. */
export function longLabelsSale(): SaleCompleted {
  const basket = basketOf([pieces('L1', 1_299, 2)]);
  const priced = price(basket, [
    offer('SECOND', '冬季暖心節 廚房家電全系列指定品項第2件85折 會員與非會員皆適用（不與其他優惠併用）', {
      kind: 'second-percent',
      select: { skus: ['L1'] },
      payPct: 85,
    }),
    offer('THRESHOLD', 'Anniversary Thank-You Week 2026 全館消費滿2,000元現折200元 每人限用一次', {
      kind: 'threshold-amount',
      steps: [{ minimum: 2_000, off: 200 }],
    }),
  ]);
  const names = { L1: '多功能不沾陶瓷電烤盤 附六格章魚燒烤盤與深鍋 Kitchen Studio KS-1299W 珍珠白' };
  return saleOf(basket, priced, { names }, { tenders: [{ type: 'cash', amount: 2_500 }], change: 297 });
}
