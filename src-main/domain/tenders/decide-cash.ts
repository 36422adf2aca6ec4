import { assert } from '../../base/assert.ts';
import { type Cart, pricedLines, takenOf, totalsOf, totalsOfLines } from '../cart/cart.ts';
import type { Context } from '../context.ts';
import { type Decision, refused } from '../decision.ts';
import type { NewEntry, SaleTender } from '../entries.ts';
import { MAX_SALE_AMOUNT } from '../money.ts';
import { refusalIn } from '../refusal-in.ts';
import { refuse } from '../refusals.ts';
import type { TillState } from '../state.ts';

/** Goes to the pay screen, after looking whether prices are still what they were. */
export function decideBeginPayment(state: TillState, saleId: string, ctx: Context): Decision {
  const { cart } = state;
  if (cart === null) return refused(refuse('cart-empty'));
  if (cart.saleId !== saleId) return refused(refuse('sale-not-open'));
  const repriced = priceChanges(cart, ctx);
  if (repriced !== undefined) return { ...repriced, ui: { phase: 'sell' } };
  return { entries: [], ui: { phase: 'pay', layer: 'none', multiplier: 1 } };
}

/** Back to selling while nothing has been taken. */
export function decideLeavePayment(state: TillState, saleId: string): Decision {
  const { cart } = state;
  if (cart === null || cart.saleId !== saleId) return refused(refuse('sale-not-open'));
  if (cart.tenders.length > 0) return refused(refuse('cart-frozen'));
  return { entries: [], ui: { phase: 'sell' } };
}

/**
 * Takes cash. Cash goes last and covers what is left, so it completes the sale: `amount` is what was handed over, and
 * only cash gives change (payments-points.md 2.8). NT$1 is the smallest coin, so nothing is rounded.
 */
export function decideCash(
  state: TillState,
  ask: { readonly saleId: string; readonly amount: number },
  ctx: Context,
): Decision {
  const { cart } = state;
  if (cart === null || cart.saleId !== ask.saleId) return refused(refuse('sale-not-open'));
  if (!ctx.mayTakeMoney) return refused(refuse('storage-full'));
  if (ctx.policy.needsClosedDrawer && ctx.isDrawerOpen) return refused(refuse('drawer-open'));
  if (cart.tenders.length === 0) {
    const repriced = priceChanges(cart, ctx);
    if (repriced !== undefined) return repriced;
  }
  const remaining = totalsOf(cart).due - takenOf(cart);
  assert(remaining >= 0, 'no more was taken than is due');
  if (!Number.isSafeInteger(ask.amount) || ask.amount < 0 || (ask.amount === 0 && remaining > 0)) {
    return refused(refuse('cash-invalid', { max: remaining + ctx.policy.maxChange }));
  }
  if (ask.amount < remaining) return refused(refuse('cash-short', { n: remaining - ask.amount }));
  const change = ask.amount - remaining;
  if (change > ctx.policy.maxChange || (remaining === 0 && ask.amount > 0)) {
    return refused(refuse('cash-invalid', { max: remaining === 0 ? 0 : remaining + ctx.policy.maxChange }));
  }
  const taken: NewEntry[] =
    ask.amount === 0
      ? []
      : [
          {
            kind: 'tender.captured',
            payload: { saleId: cart.saleId, tenderId: ctx.nextId(), type: 'cash', amount: ask.amount },
          },
        ];
  return {
    entries: [...taken, ...complete(state, cart, taken, change, ctx)],
    ui: { phase: 'done', layer: 'none', multiplier: 1 },
    cue: 'done',
  };
}

/** The entries of a finished sale: the sale, its receipt, and the drawer where cash moved. */
function complete(
  state: TillState,
  cart: Cart,
  justTaken: readonly NewEntry[],
  change: number,
  ctx: Context,
): readonly NewEntry[] {
  assert(
    state.till !== null && state.shift !== null && state.operator !== null,
    'a sale completes in an open shift',
  );
  const lines = pricedLines(cart);
  const { pieces, gross, discount, due, tax } = totalsOfLines(lines);
  const tenders: SaleTender[] = [...cart.tenders, ...capturedIn(justTaken)].map((tender) => ({
    tenderId: tender.tenderId,
    type: tender.type,
    amount: tender.amount,
    state: 'captured',
  }));
  const paid = tenders.reduce((sum, tender) => sum + tender.amount, 0);
  assert(paid - change === due, 'counting tenders less change make the due');
  const { businessDate } = state.shift;
  const serial = String(state.receiptsGiven + 1).padStart(4, '0');
  const receiptNumber = `${state.till.registerNumber}-${businessDate.replaceAll('-', '')}-${serial}`;
  const { saleId } = cart;
  const entries: NewEntry[] = [
    {
      kind: 'sale.completed',
      payload: {
        saleId,
        receiptNumber,
        lines: [...lines],
        pieces,
        gross,
        discount,
        due,
        tax,
        tenders,
        change,
        operatorName: state.operator.name,
      },
    },
  ];
  // The drawer's pulse goes before the receipt, so that a fault of the paper does not keep the drawer shut.
  if (tenders.some((tender) => tender.type === 'cash')) {
    entries.push({
      kind: 'drawer.requested',
      payload: { requestId: ctx.nextId(), saleId, reason: 'cash-sale' },
    });
  }
  entries.push({
    kind: 'print.requested',
    payload: { jobId: ctx.nextId(), saleId, receiptNumber, copy: 'original' },
  });
  return entries;
}

function capturedIn(
  entries: readonly NewEntry[],
): readonly { tenderId: string; type: 'cash'; amount: number }[] {
  return entries.flatMap((entry) => (entry.kind === 'tender.captured' ? [entry.payload] : []));
}

/**
 * Prices against the newest catalog, before money moves. What moved is taken over and told once; articles that the
 * newest catalog no longer has keep the price at which they were scanned.
 */
function priceChanges(cart: Cart, ctx: Context): Decision | undefined {
  const entries: NewEntry[] = [];
  for (const line of cart.lines) {
    // A generation never changes: what it said when the line was scanned, it still says.
    if (line.catalogGeneration === ctx.catalog.generation) continue;
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
  if (totalsOf(cart).due + risen > MAX_SALE_AMOUNT)
    return refused(refuse('cart-full', { max: MAX_SALE_AMOUNT }));
  const refusal = refusalIn(entries, ctx.policy);
  return refusal === undefined ? undefined : { entries, refusal, cue: 'refused' };
}

function riseOf(cart: Cart, entry: NewEntry): number {
  if (entry.kind !== 'line.repriced') return 0;
  const { lineId, oldUnitPrice, unitPrice } = entry.payload;
  const quantity = cart.lines.find((line) => line.lineId === lineId)?.quantity ?? 0;
  return (unitPrice - oldUnitPrice) * quantity;
}

/** What the pad shows while cash is being entered: change as soon as it covers what remains. */
export function previewCash(
  cart: Cart,
  amount: number,
): {
  readonly received: number;
  readonly remaining: number;
  readonly change: number | null;
  readonly short: number | null;
} {
  const remaining = totalsOf(cart).due - takenOf(cart);
  const isEnough = amount >= remaining;
  return {
    received: amount,
    remaining,
    change: isEnough ? amount - remaining : null,
    short: isEnough ? null : remaining - amount,
  };
}

/** The exact amount, then up to three amounts that a person would hand over: to the next 100, 500, 1,000 or 2,000. */
export function quickAmounts(remaining: number): readonly number[] {
  const notes = [100, 500, 1_000, 2_000].map((note) => Math.ceil(remaining / note) * note);
  const sensible = [...new Set(notes)].filter((amount) => amount > remaining).sort((a, b) => a - b);
  return [remaining, ...sensible.slice(0, 3)];
}
