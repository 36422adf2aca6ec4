import { z } from 'zod';
import { PresentedCoupon } from './coupon.ts';

/**
 * What is to be priced: lines, the person, the coupons shown, and what people with the right to do so have decided.
 * Limits of manual reductions are checked where they are approved; here they only have their place.
 */

const Name = z.string().min(1).max(40);
const Price = z.number().int().min(0).max(9_999_999);

/** A reduction that a person gave: an amount in whole NT$, or the percentage that is paid. */
export const ManualDiscount = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('amount'), amount: z.number().int().min(1).max(9_999_999) }),
  z.strictObject({ kind: z.literal('percent'), payPct: z.number().int().min(0).max(99) }),
]);
export type ManualDiscount = z.infer<typeof ManualDiscount>;

/**
 * How much of the article there is. Price labels and weighed goods are one unit each, never merged with another, and
 * only promotions that are a percentage touch them (peripherals.md, variable measure).
 */
export const Measure = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('pieces'),
    unitPrice: Price,
    quantity: z.number().int().min(1).max(9_999),
  }),
  z.strictObject({ kind: z.literal('amount'), amount: Price }),
  z.strictObject({
    kind: z.literal('weight'),
    grams: z.number().int().min(1).max(999_999),
    pricePerKg: Price,
  }),
]);
export type Measure = z.infer<typeof Measure>;

export const BasketLine = z.strictObject({
  lineId: z.string().min(1).max(64),
  sku: Name,
  category: Name,
  brand: Name.optional(),
  tags: z.array(Name).max(20).optional(),
  measure: Measure,
  /**
   * Price in place of the shelf price, per piece, or of the whole where it is one unit. It is a price and no reduction:
   * gross is made of it. No member price, exclusive, item deal or fixed price touches such a line; thresholds and
   * coupons do.
   */
  priceOverride: Price.optional(),
  /** Taken off the line's open net after fixed prices and before thresholds, which then see what is really paid. */
  manualDiscount: ManualDiscount.optional(),
  /** The customer keeps the stamps and pays the ordinary price. */
  isRedemptionDeclined: z.boolean().optional(),
});
export type BasketLine = z.infer<typeof BasketLine>;

export const BasketMember = z.strictObject({
  id: z.string().min(1).max(64),
  tiers: z.array(Name).max(20),
  /** From the member's snapshot. */
  segments: z.array(z.strictObject({ id: Name, variant: Name })).max(200),
  stamps: z.number().int().min(0).max(999_999),
});
export type BasketMember = z.infer<typeof BasketMember>;

export const Basket = z.strictObject({
  lines: z.array(BasketLine).max(500),
  member: BasketMember.nullable(),
  coupons: z.array(PresentedCoupon).max(50),
  /** On the whole sale: after the coupons, before the gifts, over what carries coupons. */
  saleDiscount: ManualDiscount.optional(),
  /** Gifts that the shelf has run out of. */
  giftsOutOfStock: z.array(Name).max(500).optional(),
});
export type Basket = z.infer<typeof Basket>;

const Goods = z.strictObject({ categories: z.array(Name).max(500), skus: z.array(Name).max(5_000) });

/** What may not be promoted, counted or rewarded: law and the owner's choice, sent by head office as data. */
export const PricingPolicy = z.strictObject({
  /** No promotion, coupon or manual reduction: tobacco, infant formula, gift cards, collection, donations. */
  notPromoted: Goods,
  /** Neither counts for nor carries thresholds, coupons and gifts (rules.thresholdBase). */
  notCounted: Goods,
  /** Earns no points and takes no point burn (rules.ownPoints). */
  notEarning: Goods,
});
export type PricingPolicy = z.infer<typeof PricingPolicy>;
