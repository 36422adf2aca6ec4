import { burnMaximum, offlineSource, unboundedSource } from '../cart/burn-cart.ts';
import type { Cart } from '../cart/cart.ts';
import { type PricingScene, priceCart, sceneOf } from '../cart/price-cart.ts';
import type { Context } from '../context.ts';
import { type Decision, refused } from '../decision.ts';
import type { NewEntry, Payload } from '../entries.ts';
import type { PointsProgramme } from '../points/programme.ts';
import { pointsRefusal } from '../points-refusals.ts';
import { divideDown } from '../pricing/amounts.ts';
import { refuse } from '../refusals.ts';
import type { TillState } from '../state.ts';
import { mayBurn } from './may-burn.ts';

/** What a person asks: points of a programme for this sale, in whole NT$ or as many as may be. */
export interface BurnWish {
  readonly saleId: string;
  readonly programmeId: string;
  readonly wanted: number | 'max';
}

/**
 * Points are to lower the price or pay. Head office holds them first where it answers; else what this till was given
 * for such a case decides (payments-points.md 3.6). A phone number alone lets nothing go.
 */
export function decideBurn(state: TillState, wish: BurnWish, ctx: Context): Decision {
  const open = openForBurning(state, wish, ctx);
  if ('entries' in open) return open;
  const { cart, programme, scene } = open;
  const { wanted, programmeId, saleId } = wish;
  const step = programme.burn?.value ?? 1;
  if (wanted !== 'max' && !(Number.isSafeInteger(wanted) && wanted > 0 && wanted % step === 0))
    return refused(refuse('points-amount-invalid', { step }));
  // While head office answers, what it holds counts: a token of the app then only says who it is.
  if (!ctx.isOnline) return chooseOffline(cart, programme, wish, scene);
  const most = maximumFor(cart, programme, scene);
  if (!most.ok) return refused(pointsRefusal(most.error));
  const { maximum, boundBy } = most.value;
  if (maximum === 0 || (wanted !== 'max' && wanted > maximum))
    return refused(refuse('points-above-limit', { max: maximum, boundBy }));
  const minimum = programme.burn?.minimumValue ?? 0;
  if (wanted !== 'max' && wanted < minimum) return refused(refuse('points-below-minimum', { minimum }));
  const value = wanted === 'max' ? maximum : wanted;
  const points = divideDown(value, step) * (programme.burn?.points ?? 1);
  const { memberId } = cart.member ?? { memberId: '' };
  const payload = { saleId, requestId: ctx.nextId(), memberId, programmeId, points, wanted };
  return { entries: [{ kind: 'burn.requested', payload }] };
}

/**
 * Head office answered, or did not in time. What it holds is chosen for the sale; without an answer the limits for
 * cut-off tills hold for this sale. An answer for a sale that is gone is kept and does nothing.
 */
export function decideBurnAnswer(
  state: TillState,
  answer: { readonly requestId: string; readonly outcome: Payload<'burn.answered'>['outcome'] },
  ctx: Context,
): Decision {
  const { cart } = state;
  const asking = cart?.asking ?? null;
  if (cart === null || asking === null || asking.requestId !== answer.requestId) return { entries: [] };
  const { saleId, requestId, programmeId, wanted } = asking;
  const answered: NewEntry = {
    kind: 'burn.answered',
    payload: { saleId, requestId, outcome: answer.outcome },
  };
  const { outcome } = answer;
  if (outcome.kind === 'held') {
    const { reserveId, points, lots } = outcome;
    const burn = { programmeId, wanted, right: { kind: 'reserved' as const, reserveId, points, lots } };
    return { entries: [answered, { kind: 'burn.chosen', payload: { saleId, burn } }], cue: 'known' };
  }
  if (outcome.kind === 'refused') {
    const refusal = refuse('points-short', { available: outcome.available });
    return { entries: [answered], refusal, cue: 'refused' };
  }
  const programme = ctx.offers.programmes(ctx.nowMs).find(({ id }) => id === programmeId);
  if (programme === undefined)
    return { entries: [answered], refusal: refuse('points-not-burnable'), cue: 'refused' };
  const offline = chooseOffline(cart, programme, { saleId, programmeId, wanted }, sceneOf(state, ctx));
  return { ...offline, entries: [answered, ...offline.entries] };
}

/** The customer keeps the points after all. */
export function decideDropBurn(
  state: TillState,
  ask: { readonly saleId: string; readonly programmeId: string },
): Decision {
  const { cart } = state;
  if (cart === null || cart.saleId !== ask.saleId) return refused(refuse('sale-not-open'));
  if (cart.priced !== null) return refused(refuse('cart-frozen'));
  const { saleId, programmeId } = ask;
  if (!cart.burns.some((burn) => burn.programmeId === programmeId)) return { entries: [] };
  return { entries: [{ kind: 'burn.dropped', payload: { saleId, programmeId } }] };
}

function openForBurning(
  state: TillState,
  wish: BurnWish,
  ctx: Context,
): { readonly cart: Cart; readonly programme: PointsProgramme; readonly scene: PricingScene } | Decision {
  const { cart } = state;
  if (cart === null || cart.saleId !== wish.saleId) return refused(refuse('sale-not-open'));
  if (cart.priced !== null) return refused(refuse('cart-frozen'));
  if (cart.asking !== null) return refused(refuse('points-asking'));
  const { member } = cart;
  if (member === null) return refused(refuse('member-needed'));
  if (!mayBurn(member)) return refused(refuse('points-need-code'));
  const programme = ctx.offers.programmes(ctx.nowMs).find(({ id }) => id === wish.programmeId);
  if (programme === undefined || programme.burn === null) return refused(refuse('points-not-burnable'));
  return { cart, programme, scene: sceneOf(state, ctx) };
}

function chooseOffline(
  cart: Cart,
  programme: PointsProgramme,
  wish: BurnWish,
  scene: PricingScene,
): Decision {
  const without = cartWithout(cart, programme.id);
  const { burns, basket } = pricedWithoutPoints(without, scene);
  const drawings = burns.map(({ source: other, plan }) => ({ source: other, value: plan.value }));
  const source = offlineSource(cart, programme, scene, drawings);
  if (!source.ok) return refused(pointsRefusal(source.error));
  const most = burnMaximum(without, { basket, others: burns, source: source.value }, scene.nowMs);
  if (!most.ok) return refused(pointsRefusal(most.error));
  const { maximum, boundBy } = most.value;
  const bound = boundBy === 'offline' ? (source.value.allowance?.boundBy ?? boundBy) : boundBy;
  const { saleId, programmeId, wanted } = wish;
  if (maximum === 0 || (wanted !== 'max' && wanted > maximum))
    return refused(refuse('points-above-limit', { max: maximum, boundBy: bound }));
  const minimum = programme.burn?.minimumValue ?? 0;
  if (wanted !== 'max' && wanted < minimum) return refused(refuse('points-below-minimum', { minimum }));
  const tokenNonce = source.value.allowance?.paper.nonce ?? null;
  const burn = { programmeId, wanted, right: { kind: 'offline' as const, tokenNonce } };
  return { entries: [{ kind: 'burn.chosen', payload: { saleId, burn } }], cue: 'known' };
}

function maximumFor(cart: Cart, programme: PointsProgramme, scene: PricingScene) {
  const without = cartWithout(cart, programme.id);
  const { burns, basket } = pricedWithoutPoints(without, scene);
  return burnMaximum(without, { basket, others: burns, source: unboundedSource(programme) }, scene.nowMs);
}

function cartWithout(cart: Cart, programmeId: string): Cart {
  return { ...cart, burns: cart.burns.filter((burn) => burn.programmeId !== programmeId) };
}

/** The basket before any points, beside the burns of the cart as planned on it. */
function pricedWithoutPoints(cart: Cart, scene: PricingScene) {
  const { burns } = priceCart(cart, scene);
  return { burns, basket: priceCart({ ...cart, burns: [] }, scene).basket };
}
