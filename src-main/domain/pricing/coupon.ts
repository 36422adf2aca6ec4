import { z } from 'zod';
import { Label, PromotionId, Selector, Validity } from './promotion.ts';

/** Coupons as they come from a code, a game or a list (payments-points.md 1.1 row 22 and 4.1). Whole NT$. */
export const Coupon = z.strictObject({
  /** The one coupon, i.e. its serial; a code for everybody is its own serial. */
  id: z.string().min(1).max(64),
  /** The action it belongs to, for settlement. */
  campaignId: PromotionId,
  version: z.number().int().min(1),
  label: Label,
  benefit: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('amount'), off: z.number().int().min(1).max(9_999_999) }),
    z.strictObject({
      kind: z.literal('percent'),
      payPct: z.number().int().min(0).max(99),
      maxOff: z.number().int().min(1).max(9_999_999).optional(),
    }),
  ]),
  /** Tested on the current net of the goods it is for, after the transaction promotions (4.3, 8). */
  minimum: z.number().int().min(0).max(9_999_999),
  within: Selector.optional(),
  exclude: Selector.optional(),
  validity: Validity,
  isSingleUse: z.boolean(),
  /** Only this member may use it. */
  memberId: z.string().min(1).max(64).optional(),
  stores: z.array(z.string().min(1).max(40)).min(1).max(2_000).optional(),
  fundingBrand: z.string().min(1).max(40).optional(),
  /** Over the coupon's other fields, by head office. Checked elsewhere; the result comes with the basket. */
  signature: z.strictObject({ keyId: z.string().min(1).max(64), value: z.base64url().max(200) }).optional(),
});
export type Coupon = z.infer<typeof Coupon>;

/** A coupon that the customer showed, in the order shown, with what others found out about it. */
export const PresentedCoupon = z.strictObject({
  coupon: Coupon,
  /** Whether the signature holds, or none is asked for from this campaign. */
  isAuthentic: z.boolean(),
  /** Whether this till's list, or head office, knows it as used up. */
  isUsedUp: z.boolean(),
});
export type PresentedCoupon = z.infer<typeof PresentedCoupon>;

/** Why a coupon did nothing. It stays unused and the sale goes on (4.3, 8). */
export type CouponReason =
  | 'not-authentic'
  | 'used-up'
  | 'shown-twice'
  | 'not-yet-valid'
  | 'expired'
  | 'other-store'
  | 'member-needed'
  | 'other-member'
  | 'no-goods'
  | 'minimum'
  | 'saves-nothing';
