import { z } from 'zod';

/** The parts of a scenario that the oracle works from: the short form of docs/scenarios.md. Amounts are whole NT$. */

const common = {
  id: z.string(),
  label: z.string(),
  /** Hours of the day, half open. */
  window: z.tuple([z.string(), z.string()]).optional(),
  memberOnly: z.boolean().optional(),
  segment: z.string().optional(),
  exclude: z
    .strictObject({ skus: z.array(z.string()).optional(), categories: z.array(z.string()).optional() })
    .optional(),
};
const set = { categories: z.array(z.string()).optional(), skus: z.array(z.string()).optional() };

export const Offer = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('MEMBER_PRICE'), sku: z.string(), price: z.int() }),
  z.strictObject({ ...common, ...set, type: z.literal('EXCLUSIVE_PCT'), payPct: z.int() }),
  z.strictObject({ ...common, ...set, type: z.literal('SEGMENT_PCT'), payPct: z.int() }),
  z.strictObject({ ...common, ...set, type: z.literal('ANY_N_PCT'), n: z.int(), payPct: z.int() }),
  z.strictObject({ ...common, ...set, type: z.literal('ANY_N_PRICE'), n: z.int(), price: z.int() }),
  z.strictObject({ ...common, ...set, type: z.literal('SECOND_PCT'), payPct: z.int() }),
  z.strictObject({ ...common, ...set, type: z.literal('BOGO') }),
  z.strictObject({
    ...common,
    type: z.literal('BUNDLE'),
    slots: z.array(z.array(z.string())),
    price: z.int(),
  }),
  z.strictObject({ ...common, type: z.literal('ADD_ON'), sku: z.string(), price: z.int(), min: z.int() }),
  z.strictObject({ ...common, type: z.literal('REDEEM'), sku: z.string(), price: z.int(), stamps: z.int() }),
  z.strictObject({ ...common, type: z.literal('EVERY_AMT'), every: z.int(), off: z.int(), max: z.int() }),
  z.strictObject({ ...common, type: z.literal('ORDER_PCT'), payPct: z.int() }),
  z.strictObject({ ...common, type: z.literal('GIFT'), min: z.int(), gift: z.string() }),
]);
export type Offer = z.infer<typeof Offer>;
export type OfferOf<Type extends Offer['type']> = Extract<Offer, { readonly type: Type }>;

export const CouponOffer = z.strictObject({
  id: z.string(),
  label: z.string(),
  off: z.int(),
  min: z.int(),
  categories: z.array(z.string()).optional(),
  singleUse: z.boolean(),
});
export type CouponOffer = z.infer<typeof CouponOffer>;

/** What a person took off: an amount, or the percentage that is still paid. */
export const ByHand = z.union([z.strictObject({ off: z.int() }), z.strictObject({ payPct: z.int() })]);
export type ByHand = z.infer<typeof ByHand>;

export const SaleLine = z.strictObject({
  sku: z.string(),
  qty: z.int().min(1),
  /** Of one piece; of one kilogram where `grams` are told. */
  unitPrice: z.int().min(0),
  grams: z.int().min(1).optional(),
  /** Another price in place of the shelf's: per piece, or of the whole where it was weighed. */
  priceOverride: z.int().min(0).optional(),
  discount: ByHand.optional(),
});
export type SaleLine = z.infer<typeof SaleLine>;

const BinRule = z.looseObject({ prefix: z.string(), ratePct: z.int(), capPerSale: z.int() });

export const Sale = z.looseObject({
  id: z.string(),
  online: z.boolean(),
  given: z.looseObject({ firstTenderAt: z.string().optional(), binRule: BinRule.optional() }).optional(),
  lines: z.array(SaleLine),
  promotions: z.array(z.string()),
  coupons: z.array(z.string()),
  discount: ByHand.optional(),
  segments: z.array(z.string()).optional(),
  member: z
    .looseObject({
      ownBalance: z.int(),
      crossBalance: z.int().optional(),
      stamps: z.int().optional(),
      burn: z.literal('max').optional(),
      snapshotAgeHours: z.number().optional(),
      deviceAllowance: z.int().optional(),
    })
    .nullable(),
  steps: z.array(z.looseObject({ do: z.string(), hqBalanceBefore: z.int().optional() })).optional(),
  tenders: z.array(z.looseObject({ type: z.string(), amount: z.int(), bin: z.string().optional() })),
});
export type Sale = z.infer<typeof Sale>;

export const Article = z.looseObject({
  name: z.string(),
  price: z.int(),
  category: z.string(),
  tax: z.enum(['taxable', 'exempt', 'not_invoiced']),
});
export type Article = z.infer<typeof Article>;

/** What a sale is worked out with: the articles and offers that its file describes. */
export interface Shop {
  readonly catalog: Readonly<Record<string, Article>>;
  readonly promotions: Readonly<Record<string, Offer>>;
  readonly coupons: Readonly<Record<string, CouponOffer>>;
}

export function readShop(file: unknown): Shop {
  return z
    .looseObject({
      catalog: z.record(z.string(), Article),
      promotions: z.record(z.string(), Offer),
      coupons: z.record(z.string(), CouponOffer),
    })
    .parse(file);
}
