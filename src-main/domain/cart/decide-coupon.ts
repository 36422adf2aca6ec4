import type { Context } from '../context.ts';
import { type Decision, refused } from '../decision.ts';
import type { CouponShown } from '../readers.ts';
import { refuse } from '../refusals.ts';
import type { TillState } from '../state.ts';
import { MAX_COUPONS } from './cart.ts';

/**
 * A coupon was shown. What can never apply (forged, used up, over, somebody else's) is refused at once and changes
 * nothing; what only wants more goods or a member stays with the sale and applies once it can (payments-points.md 4.3, 8).
 */
export function decideCoupon(state: TillState, shown: CouponShown, ctx: Context): Decision {
  const { cart } = state;
  if (cart !== null && cart.priced !== null) return refused(refuse('cart-frozen'));
  const { coupon, isAuthentic, isUsedUp } = shown;
  const label = coupon.label['zh-TW'];
  if (!isAuthentic) return refused(refuse('coupon-forged'));
  if (isUsedUp) return refused(refuse('coupon-used', { label }));
  const { from, until } = coupon.validity;
  if (ctx.nowMs < Date.parse(from) || ctx.nowMs >= Date.parse(until))
    return refused(refuse('coupon-not-now', { label, from, until }));
  if (coupon.stores !== undefined && !coupon.stores.includes(state.till?.storeId ?? ''))
    return refused(refuse('coupon-not-here', { label }));
  const member = cart?.member ?? null;
  if (coupon.memberId !== undefined && member !== null && coupon.memberId !== member.memberId)
    return refused(refuse('coupon-not-for-member', { label }));
  const coupons = cart?.coupons ?? [];
  // A single-use coupon of a parked sale is kept for it, else both sales would use it.
  const parked = coupon.isSingleUse ? state.suspended.flatMap((each) => each.cart.coupons) : [];
  if ([...coupons, ...parked].some((each) => each.coupon.id === coupon.id))
    return refused(refuse('coupon-twice', { label }));
  if (coupons.length >= MAX_COUPONS) return refused(refuse('cart-full', { max: MAX_COUPONS }));
  const saleId = cart?.saleId ?? ctx.nextId();
  return {
    entries: [{ kind: 'coupon.presented', payload: { saleId, coupon, isAuthentic, isUsedUp } }],
    cue: 'known',
    ui: { layer: 'none', multiplier: 1, phase: cart === null ? 'sell' : ctx.ui.phase },
  };
}

/** The customer keeps the coupon. */
export function decideWithdrawCoupon(
  state: TillState,
  ask: { readonly saleId: string; readonly couponId: string },
): Decision {
  const { cart } = state;
  if (cart === null || cart.saleId !== ask.saleId) return refused(refuse('sale-not-open'));
  if (cart.priced !== null) return refused(refuse('cart-frozen'));
  if (!cart.coupons.some(({ coupon }) => coupon.id === ask.couponId))
    return refused(refuse('coupon-not-found'));
  const { saleId, couponId } = ask;
  return { entries: [{ kind: 'coupon.withdrawn', payload: { saleId, couponId } }] };
}
