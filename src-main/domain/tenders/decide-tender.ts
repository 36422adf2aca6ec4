import { assert } from '../../base/assert.ts';
import {
  ageNeeded,
  type Cart,
  type CartTender,
  cartGross,
  evolveCart,
  grossOf,
  takenOf,
} from '../cart/cart.ts';
import { reductionsTooFar } from '../cart/decide-reduction.ts';
import { dueOf, sceneOf } from '../cart/price-cart.ts';
import type { Context } from '../context.ts';
import { type Decision, refused } from '../decision.ts';
import type { NewEntry } from '../entries.ts';
import { MAX_SALE_AMOUNT } from '../money.ts';
import { refusalIn } from '../refusal-in.ts';
import { refuse } from '../refusals.ts';
import type { TillState } from '../state.ts';
import { completeSale } from './complete-sale.ts';
import { freezeCart } from './freeze-cart.ts';

/** Goes to the pay screen, after looking whether prices are still what they were. */
export function decideBeginPayment(state: TillState, saleId: string, ctx: Context): Decision {
  const { cart } = state;
  if (cart === null || cart.lines.length === 0) return refused(refuse('cart-empty'));
  if (cart.saleId !== saleId) return refused(refuse('sale-not-open'));
  const unready = notReady(cart, state, ctx);
  if (unready !== undefined) return unready;
  const repriced = cart.priced === null ? priceChanges(cart, ctx) : undefined;
  if (repriced !== undefined) return { ...repriced, ui: { phase: 'sell' } };
  const quote = { saleId, due: dueOf(cart, sceneOf(state, ctx)) };
  return { entries: [], ui: { phase: 'pay', layer: 'none', multiplier: 1, quote } };
}

/** Back to selling while nothing has been taken. */
export function decideLeavePayment(state: TillState, saleId: string): Decision {
  const { cart } = state;
  if (cart === null || cart.saleId !== saleId) return refused(refuse('sale-not-open'));
  if (cart.tenders.length > 0) return refused(refuse('cart-frozen'));
  return { entries: [], ui: { phase: 'sell', quote: null } };
}

/** What a customer pays with, and how much of it was handed over, whole NT$. */
export interface TenderAsk {
  readonly saleId: string;
  readonly type: 'cash' | 'card' | 'voucher';
  readonly amount: number;
  readonly cardPrefix?: string | undefined;
}

/**
 * Takes a tender. Cash goes last and covers what is left, and only cash gives change; a card never takes more than is
 * left; a voucher counts whole, and what it is worth too much is lost (payments-points.md 2.8, scenarios.json rules.change).
 * The first tender freezes what the sale costs; the one that leaves nothing to pay finishes it. NT$1 is the smallest
 * coin, so nothing is rounded.
 */
export function decideTender(state: TillState, ask: TenderAsk, ctx: Context): Decision {
  const { cart } = state;
  if (cart === null || cart.saleId !== ask.saleId) return refused(refuse('sale-not-open'));
  if (cart.lines.length === 0) return refused(refuse('cart-empty'));
  if (!ctx.mayTakeMoney) return refused(refuse('storage-full'));
  if (ask.type === 'cash' && ctx.policy.needsClosedDrawer && ctx.isDrawerOpen)
    return refused(refuse('drawer-open'));
  const unready = notReady(cart, state, ctx);
  if (unready !== undefined) return unready;
  const scene = sceneOf(state, ctx);
  const taken: NewEntry[] = [];
  let frozenCart: Cart = cart;
  if (cart.priced === null) {
    const repriced = priceChanges(cart, ctx);
    if (repriced !== undefined) return repriced;
    const { frozen, tenders } = freezeCart(cart, scene, ctx);
    const told = totalTold(cart.saleId, frozen.due, ctx);
    if (told !== undefined) return told;
    taken.push(...tenders);
    frozenCart = withTenders({ ...cart, priced: frozen }, tenders);
  }
  assert(frozenCart.priced !== null, 'the cart is frozen');
  const remaining = frozenCart.priced.due - takenOf(frozenCart);
  assert(remaining >= 0, 'no more was taken than is due');
  const wrong = wrongAmount(ask, remaining, ctx);
  if (wrong !== undefined) return wrong;
  const captures = ask.amount > 0 ? [captured(ask, ctx)] : [];
  taken.push(...captures);
  if (ask.amount < remaining) {
    // A sale that one tender finishes states all of it itself; what is left open must say what it costs.
    const priced: NewEntry[] =
      cart.priced === null ? [{ kind: 'cart.priced', payload: frozenCart.priced }] : [];
    return { entries: [...priced, ...taken], ui: { phase: 'pay', layer: 'none' }, cue: 'known' };
  }
  const change = ask.type === 'cash' ? ask.amount - remaining : 0;
  const paidCart = withTenders(frozenCart, captures);
  return {
    entries: [...taken, ...completeSale(state, paidCart, change, scene, ctx)],
    ui: { phase: 'done', layer: 'none', multiplier: 1, quote: null },
    cue: 'done',
  };
}

/**
 * Gives back a tender that was taken by mistake. With the last of them the cart is open again, and is priced anew; points
 * that pay were frozen with it and go with it.
 */
export function decideCancelTender(
  state: TillState,
  ask: { readonly saleId: string; readonly tenderId: string },
): Decision {
  const { cart } = state;
  if (cart === null || cart.saleId !== ask.saleId) return refused(refuse('sale-not-open'));
  const tender = cart.tenders.find(({ tenderId }) => tenderId === ask.tenderId);
  if (tender === undefined || tender.type === 'points') return refused(refuse('tender-not-found'));
  const { saleId, tenderId } = ask;
  const { type, amount } = tender satisfies CartTender;
  return { entries: [{ kind: 'tender.cancelled', payload: { saleId, tenderId, type, amount } }] };
}

function withTenders(cart: Cart, tenders: readonly NewEntry[]): Cart {
  const after = tenders.reduce<Cart | null>(evolveCart, cart);
  assert(after !== null, 'a cart with tenders is there');
  return after;
}

/** What has to be seen to before any money moves. */
function notReady(cart: Cart, state: TillState, ctx: Context): Decision | undefined {
  if (cart.asking !== null) return refused(refuse('points-asking'));
  const age = ageNeeded(cart);
  if (age > cart.ageConfirmed) return refused(refuse('age-unconfirmed', { age }));
  return cart.priced === null ? reductionsTooFar(cart, state, ctx) : undefined;
}

/** What the customer was told on the pay screen is what they pay; a promotion that ended since is told once. */
function totalTold(saleId: string, due: number, { ui }: Context): Decision | undefined {
  const { quote } = ui;
  if (quote === undefined || quote === null || quote.saleId !== saleId || quote.due === due) return undefined;
  const refusal = refuse('total-changed', { old: quote.due, new: due });
  return { entries: [], refusal, cue: 'refused', ui: { quote: { saleId, due } } };
}

function wrongAmount(
  { type, amount }: TenderAsk,
  remaining: number,
  { policy }: Context,
): Decision | undefined {
  const isAmount = Number.isSafeInteger(amount) && (amount > 0 || (amount === 0 && remaining === 0));
  switch (type) {
    case 'cash': {
      const max = remaining === 0 ? 0 : remaining + policy.maxChange;
      if (!isAmount) return refused(refuse('cash-invalid', { max }));
      if (amount < remaining) return refused(refuse('cash-short', { n: remaining - amount }));
      return amount > max ? refused(refuse('cash-invalid', { max })) : undefined;
    }
    case 'card':
      if (!isAmount) return refused(refuse('tender-invalid', { max: remaining }));
      return amount > remaining ? refused(refuse('tender-above-due', { max: remaining })) : undefined;
    case 'voucher':
      return !isAmount || amount > policy.maxVoucher || (remaining === 0 && amount > 0)
        ? refused(refuse('tender-invalid', { max: remaining === 0 ? 0 : policy.maxVoucher }))
        : undefined;
  }
}

function captured({ saleId, type, amount, cardPrefix }: TenderAsk, ctx: Context): NewEntry {
  const prefix = type === 'card' && cardPrefix !== undefined ? { cardPrefix } : {};
  return {
    kind: 'tender.captured',
    payload: { saleId, tenderId: ctx.nextId(), type, amount, ...prefix },
  };
}

/**
 * Prices against the newest catalog, before money moves. What moved is taken over and told once; articles that the
 * newest catalog no longer has keep the price at which they were scanned.
 */
function priceChanges(cart: Cart, ctx: Context): Decision | undefined {
  const entries: NewEntry[] = [];
  for (const line of cart.lines) {
    // A generation never changes: what it said when the line was scanned, it still says.
    if (line.catalogGeneration === ctx.catalog.generation || line.measure?.kind === 'amount') continue;
    const product = ctx.catalog.findBySku(line.sku);
    if (product === undefined || product.unitPrice === line.unitPrice) continue;
    entries.push({
      kind: 'line.repriced',
      payload: {
        saleId: cart.saleId,
        lineId: line.lineId,
        name: line.name,
        oldUnitPrice: line.unitPrice,
        unitPrice: product.unitPrice,
        catalogGeneration: ctx.catalog.generation,
      },
    });
  }
  const risen = entries.reduce((sum, entry) => sum + riseOf(cart, entry), 0);
  if (cartGross(cart) + risen > MAX_SALE_AMOUNT)
    return refused(refuse('cart-full', { max: MAX_SALE_AMOUNT }));
  const refusal = refusalIn(entries, ctx.policy);
  return refusal === undefined ? undefined : { entries, refusal, cue: 'refused' };
}

function riseOf(cart: Cart, entry: NewEntry): number {
  if (entry.kind !== 'line.repriced') return 0;
  const { lineId, unitPrice } = entry.payload;
  const line = cart.lines.find((each) => each.lineId === lineId);
  if (line === undefined) return 0;
  const measure = line.measure?.kind === 'weight' ? { ...line.measure, pricePerKg: unitPrice } : line.measure;
  return grossOf({ ...line, unitPrice, measure }) - grossOf(line);
}
