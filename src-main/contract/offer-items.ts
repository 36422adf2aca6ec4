import { z } from 'zod';
import { Experiment } from '../domain/offers/experiment.ts';
import { EarnRule } from '../domain/points/earn-rule.ts';
import { PointsGrant, PointsSnapshot, PoolShare } from '../domain/points/offline-papers.ts';
import { PointsProgramme } from '../domain/points/programme.ts';
import { PricingPolicy } from '../domain/pricing/basket.ts';
import { Coupon } from '../domain/pricing/coupon.ts';
import { Promotion } from '../domain/pricing/promotion.ts';
import { TillPolicy } from '../domain/till-policy.ts';

/**
 * Items of the topics by which head office says what things cost and what members get. A topic is checked whole, and
 * what has a beginning and an end switches there, at the second, without anything more being sent.
 */

/** Half open, ms since 1970: how what is to come is sent ahead. Of several that hold the highest version counts. */
const schedule = { fromMs: z.int().min(0), untilMs: z.int().min(0) };

/** An item of the topic `promotions`. Its key is `<id>@<version>`: two versions may follow each other in time. */
export const PromotionItem = Promotion;
export type PromotionItem = Promotion;

/** An item of the topic `programmes`. Keys: `programme:<id>@<version>`, `rule:<id>`. */
export const ProgrammeItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('programme'), programme: PointsProgramme, ...schedule }),
  z.strictObject({ kind: z.literal('earn-rule'), rule: EarnRule }),
]);
export type ProgrammeItem = z.infer<typeof ProgrammeItem>;

/** An item of the topic `segments`. Its key is the id. */
export const SegmentItem = Experiment;
export type SegmentItem = Experiment;

/** An item of the topic `coupons`. Keys: `coupon:<id>`, `used:<id>`, `campaign:<id>`. */
export const CouponItem = z.discriminatedUnion('kind', [
  /** A coupon that anybody may show by one of these codes. */
  z.strictObject({
    kind: z.literal('coupon'),
    codes: z.array(z.string().min(1).max(64)).min(1).max(10),
    coupon: Coupon,
  }),
  /** Used up somewhere else. */
  z.strictObject({ kind: z.literal('used'), couponId: z.string().min(1).max(64) }),
  /** Coupons of this campaign are believed with a signature alone, or without one. */
  z.strictObject({
    kind: z.literal('campaign'),
    campaignId: z.string().min(1).max(64),
    needsSignature: z.boolean(),
  }),
]);
export type CouponItem = z.infer<typeof CouponItem>;

/** The key of an item of the topic `coupons`. */
export function couponItemKey(item: CouponItem): string {
  switch (item.kind) {
    case 'coupon':
      return `coupon:${item.coupon.id}`;
    case 'used':
      return `used:${item.couponId}`;
    case 'campaign':
      return `campaign:${item.campaignId}`;
  }
}

/** An item of the topic `policies`. Its key is `<id>@<version>`. */
export const PolicyItem = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('pricing'),
    id: z.string().min(1).max(40),
    version: z.int().min(1),
    policy: PricingPolicy,
    ...schedule,
  }),
  /** Replaces what the till was set up with, field by field. */
  z.strictObject({
    kind: z.literal('till'),
    id: z.string().min(1).max(40),
    version: z.int().min(1),
    policy: TillPolicy.partial(),
    ...schedule,
  }),
]);
export type PolicyItem = z.infer<typeof PolicyItem>;

/** An item of the topic `snapshots`, which is made for each till alone. Its key is `<memberId>:<programmeId>`. */
export const SnapshotItem = z.strictObject({
  snapshot: PointsSnapshot,
  /** Of head office, over the snapshot (`signedDocumentText`). */
  signature: z.base64url().max(200),
});
export type SnapshotItem = z.infer<typeof SnapshotItem>;

/** Body of mail of kind `points-grant`: points held for one member at this till alone. */
export const PointsGrantBody = PointsGrant;
/** Body of mail of kind `pool-share`: what this till may risk of the shop's pool. */
export const PoolShareBody = PoolShare;
