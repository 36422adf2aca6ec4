import { savingAt } from './amounts.ts';
import type { BasketMember } from './basket.ts';
import type { Coupon, CouponReason, PresentedCoupon } from './coupon.ts';
import type { CouponOutcome, NearMiss, PricePart } from './priced-basket.ts';
import { compileSelector } from './selector.ts';
import { baseOf, spread } from './transaction-steps.ts';
import type { WorkLine } from './work-line.ts';

/** Who shows coupons, where and when. */
export interface CouponScene {
  readonly member: BasketMember | null;
  readonly storeId: string;
  readonly atMs: number;
  /** How far a minimum may be away to be told, whole NT$. */
  readonly reach: number;
}

/**
 * 折價券, in the order in which they were shown, each on the current net that the one before left. One that may not be
 * used or whose minimum is not met stays unused, with the reason, and the sale goes on (payments-points.md 4.3, 8).
 */
export function applyCoupons(
  lines: readonly WorkLine[],
  presented: readonly PresentedCoupon[],
  scene: CouponScene,
): { readonly outcomes: readonly CouponOutcome[]; readonly nearMisses: readonly NearMiss[] } {
  const outcomes: CouponOutcome[] = [];
  const nearMisses: NearMiss[] = [];
  const shown = new Set<string>();
  for (const it of presented) {
    const { coupon } = it;
    const refuse = (reason: CouponReason) => outcomes.push({ couponId: coupon.id, isUsed: false, reason });
    const forbidden = shown.has(coupon.id) ? 'shown-twice' : reasonAgainst(it, scene);
    if (forbidden !== null) {
      refuse(forbidden);
      continue;
    }
    const base = baseOf(lines, {
      selectors: coupon.within === undefined ? [] : [compileSelector(coupon.within)],
      exclude: coupon.exclude && compileSelector(coupon.exclude),
    });
    if (base.total === 0) {
      refuse('no-goods');
      continue;
    }
    if (base.total < coupon.minimum) {
      refuse('minimum');
      const short = coupon.minimum - base.total;
      if (short <= scene.reach) {
        const { campaignId, id, label, minimum } = coupon;
        const wouldSave = offOf(coupon, minimum);
        nearMisses.push({ promotionId: campaignId, couponId: id, label, short, wouldSave, what: 'coupon' });
      }
      continue;
    }
    const amount = offOf(coupon, base.total);
    if (amount === 0) {
      refuse('saves-nothing');
      continue;
    }
    shown.add(coupon.id);
    outcomes.push({ couponId: coupon.id, isUsed: true, amount });
    spread(base, amount, (units) => whyOfCoupon(coupon, units));
  }
  return { outcomes, nearMisses };
}

function offOf({ benefit }: Coupon, base: number): number {
  if (benefit.kind === 'amount') return Math.min(benefit.off, base);
  return Math.min(savingAt(base, benefit.payPct), benefit.maxOff ?? base);
}

function reasonAgainst(
  { coupon, isAuthentic, isUsedUp }: PresentedCoupon,
  scene: CouponScene,
): CouponReason | null {
  if (!isAuthentic) return 'not-authentic';
  if (isUsedUp) return 'used-up';
  if (scene.atMs < Date.parse(coupon.validity.from)) return 'not-yet-valid';
  if (scene.atMs >= Date.parse(coupon.validity.until)) return 'expired';
  if (coupon.stores !== undefined && !coupon.stores.includes(scene.storeId)) return 'other-store';
  if (coupon.memberId === undefined || coupon.memberId === scene.member?.id) return null;
  return scene.member === null ? 'member-needed' : 'other-member';
}

function whyOfCoupon(coupon: Coupon, units: number): Omit<PricePart, 'amount'> {
  return {
    step: 'coupon',
    promotionId: coupon.campaignId,
    version: coupon.version,
    couponId: coupon.id,
    label: coupon.label,
    fundingBrand: coupon.fundingBrand ?? null,
    unitsInvolved: units,
  };
}
