import { ok, type Result } from '../../base/result.ts';
import type { Context } from '../context.ts';
import { type Decision, refused } from '../decision.ts';
import type { Payload } from '../entries.ts';
import { MAX_SALE_AMOUNT } from '../money.ts';
import { divideDown } from '../pricing/amounts.ts';
import type { ManualDiscount } from '../pricing/basket.ts';
import { refuse } from '../refusals.ts';
import type { Approver, Role } from '../sale-payloads.ts';
import { type Approval, decideApproval } from '../session/approval.ts';
import type { TillState } from '../state.ts';
import { type Cart, type CartLine, cartGross, grossOf } from './cart.ts';
import { openCart, openLine } from './open-cart.ts';
import { priceCart, sceneOf } from './price-cart.ts';

/** Whose word is enough for a price that the shelf does not say (design.md, Who may do what). */
const MAY_ALLOW: ReadonlySet<Role> = new Set<Role>(['supervisor', 'manager']);

/**
 * Puts another price in place of the shelf's, or takes that back. It never rises above the shelf, falls no further than the
 * policy lets it, and needs a supervisor. Goods whose price the law fixes stay as they are.
 */
export function decideOverride(
  state: TillState,
  ask: {
    readonly saleId: string;
    readonly lineId: string;
    readonly price: number | null;
    readonly reason: string;
    readonly approval?: Approval | undefined;
  },
  ctx: Context,
): Decision {
  const found = openLine(state, ask);
  if ('entries' in found) return found;
  const { cart, line } = found;
  const forbidden = ask.price === null ? undefined : forbiddenOn(line, ctx);
  if (forbidden !== undefined) return forbidden;
  const oldPrice = grossOf({ ...line, quantity: 1, priceOverride: null });
  const lowest = Math.ceil((oldPrice * (100 - ctx.policy.overrideMostPct)) / 100);
  const { saleId, lineId, price, reason } = ask;
  const isPrice = price === null || (Number.isSafeInteger(price) && price >= lowest && price <= oldPrice);
  if (!isPrice) return refused(refuse('price-invalid', { min: lowest, max: oldPrice }));
  if (price === line.priceOverride) return { entries: [] };
  const change = grossOf({ ...line, priceOverride: price }) - grossOf(line);
  if (cartGross(cart) + change > MAX_SALE_AMOUNT)
    return refused(refuse('cart-full', { max: MAX_SALE_AMOUNT }));
  const allowed = allowedBy(state, ask.approval, 'price-override', ctx);
  if (!allowed.ok) return allowed.error;
  const payload = { saleId, lineId, name: line.name, oldPrice, price, reason, ...allowed.value };
  return { entries: [{ kind: 'line.price-overridden', payload }], ui: { multiplier: 1 } };
}

/**
 * Takes something off a line, or off the whole sale, by hand; null takes it back. A cashier alone may go as far as the
 * policy says, a supervisor further, nobody beyond its limit.
 */
export function decideDiscount(
  state: TillState,
  ask: {
    readonly saleId: string;
    readonly lineId: string | null;
    readonly discount: ManualDiscount | null;
    readonly reason: string;
    readonly approval?: Approval | undefined;
  },
  ctx: Context,
): Decision {
  const cart = openCart(state, ask.saleId);
  if ('entries' in cart) return cart;
  const line = cart.lines.find(({ lineId }) => lineId === ask.lineId);
  if (ask.lineId !== null && line === undefined) return refused(refuse('line-not-found'));
  const { saleId, lineId, discount, reason } = ask;
  let approved: { approvedBy?: Approver } = {};
  if (discount !== null) {
    const forbidden = line === undefined ? undefined : forbiddenOn(line, ctx);
    if (forbidden !== undefined) return forbidden;
    const base = line === undefined ? reducibleOf(cart, state, ctx) : grossOf(line);
    const pct = percentOf(discount, base);
    const max = ctx.policy.discountMostPct;
    if (pct === undefined) return refused(refuse('discount-invalid', { max }));
    if (pct > max) return refused(refuse('discount-too-large', { pct, max }));
    if (pct > ctx.policy.discountAlonePct) {
      const allowed = allowedBy(state, ask.approval, 'discount', ctx);
      if (!allowed.ok) return allowed.error;
      approved = allowed.value;
    }
  }
  const payload = { saleId, lineId, discount, reason, ...approved };
  return { entries: [{ kind: 'discount.given', payload }], ui: { multiplier: 1 } };
}

/** The customer keeps the stamps for a line, or takes the redemption after all. */
export function decideRedemption(
  state: TillState,
  ask: { readonly saleId: string; readonly lineId: string; readonly isDeclined: boolean },
): Decision {
  const found = openLine(state, ask);
  if ('entries' in found) return found;
  const { saleId, lineId, isDeclined } = ask;
  if (found.line.isRedemptionDeclined === isDeclined) return { entries: [] };
  return { entries: [{ kind: 'redemption.declined', payload: { saleId, lineId, isDeclined } }] };
}

/**
 * Whether the reductions by hand may still stand as the cart is now: goods may have gone, or been kept from reductions,
 * since somebody allowed them. Told before any money moves; whoever sells takes them back or gives them anew.
 */
export function reductionsTooFar(cart: Cart, state: TillState, ctx: Context): Decision | undefined {
  for (const line of cart.lines) {
    const forbidden = line.priceOverride === null ? undefined : forbiddenOn(line, ctx);
    const tooFar = forbidden ?? tooLarge(line.discount, () => grossOf(line), ctx);
    if (tooFar !== undefined) return tooFar;
  }
  return tooLarge(cart.discount, () => reducibleOf(cart, state, ctx), ctx);
}

/** An amount grows in percent as what it is off shrinks; a percentage stays what it was. */
function tooLarge(
  discount: ManualDiscount | null,
  baseOf: () => number,
  { policy }: Context,
): Decision | undefined {
  if (discount === null || discount.kind === 'percent') return undefined;
  const base = baseOf();
  const max = policy.discountMostPct;
  const pct = base === 0 ? 0 : (percentOf(discount, base) ?? 100);
  return pct > max ? refused(refuse('discount-too-large', { pct, max })) : undefined;
}

/** What `discount` takes off `base`, in percent rounded up; undefined for more than there is or nothing. */
function percentOf(discount: ManualDiscount, base: number): number | undefined {
  if (discount.kind === 'percent') return 100 - discount.payPct;
  if (discount.amount > base || base === 0) return undefined;
  return divideDown(discount.amount * 100 + base - 1, base);
}

/** What of a cart carries a reduction of the whole: a limit in percent is of that, not of tobacco beside it. */
function reducibleOf(cart: Cart, state: TillState, ctx: Context): number {
  const dueWith = (discount: ManualDiscount | null) =>
    priceCart({ ...cart, discount, burns: [] }, sceneOf(state, ctx)).due;
  return dueWith(null) - dueWith({ kind: 'percent', payPct: 0 });
}

/** Tobacco and what else may not be promoted, discounted or rewarded: by data, never by name here. */
function forbiddenOn(line: CartLine, ctx: Context): Decision | undefined {
  const { categories, skus } = ctx.offers.pricingPolicy(ctx.nowMs).notPromoted;
  if (!categories.includes(line.category) && !skus.includes(line.sku)) return undefined;
  return refused(refuse('discount-forbidden', { name: line.name }));
}

/** Whoever may by themselves needs nobody; the others bring a supervisor, whose name goes into the entry. */
function allowedBy(
  state: TillState,
  approval: Approval | undefined,
  act: 'price-override' | 'discount',
  ctx: Context,
): Result<{ approvedBy?: Payload<'operator.signed-in'> }, Decision> {
  if (state.operator !== null && MAY_ALLOW.has(state.operator.role)) return ok({});
  const approved = decideApproval(state, approval, { act, by: MAY_ALLOW }, ctx);
  return approved.ok ? ok({ approvedBy: approved.value }) : approved;
}
