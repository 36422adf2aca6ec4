import { taipeiDate, taipeiDateTime } from '../civil-time.ts';
import type { Context } from '../context.ts';
import { type Decision, refused } from '../decision.ts';
import type { NewEntry } from '../entries.ts';
import { MAX_SALE_AMOUNT } from '../money.ts';
import type { Product } from '../product.ts';
import { refusalIn } from '../refusal-in.ts';
import { refuse } from '../refusals.ts';
import { isReadable, kindOfCode, MAX_PRODUCT_CODE } from '../scan-kind.ts';
import { screenOf } from '../screen.ts';
import type { TillState } from '../state.ts';
import { type Cart, type CartLine, MAX_LINES, MAX_QUANTITY, totalsOf } from './cart.ts';

/** A code that arrived, and what was read out of it where it says more than a number. */
export interface ScanAsk {
  readonly code: string;
  readonly origin: LineOrigin;
  readonly facts?: ScanFacts;
}

/**
 * What a GS1 code says of the one article in hand (GS1 General Specifications, section 3). Days are ISO days.
 */
export interface ScanFacts {
  /** The product number, where the code is more than that. */
  readonly gtin14?: string;
  /** AI 10. */
  readonly lot?: string;
  /** AI 17: not to be sold after this day. */
  readonly expiresOn?: string;
  /** AI 7003: not to be sold from this minute on, `YYYY-MM-DDTHH:mm` in Taipei. */
  readonly expiresAt?: string;
  /** AI 15 or 16: may be sold after this day, if the customer knows. */
  readonly bestBefore?: string;
  /** Weight, price or count are in the code: it is not one piece at the article's price. */
  readonly isMeasured?: true;
  /** Part of the code was not sent, so that what is left may be another article's. */
  readonly isTruncated?: true;
  /** The scanner said what kind of symbol it was: then the number in it counts, not the digits as they came. */
  readonly isSymbologyKnown?: true;
  /** The scanner altered the code; what it read is not what is printed. */
  readonly isAltered?: true;
}

const NO_FACTS: ScanFacts = {};

export type LineOrigin = 'scanner' | 'keys' | 'wedge' | 'quick-key';

/**
 * Where a scan goes is decided here, by the screen first (ui.md, Scan routing). It is taken or refused aloud,
 * never dropped and never kept for a later screen.
 */
export function decideScan(state: TillState, scan: ScanAsk, ctx: Context): Decision {
  const { code, facts = NO_FACTS } = scan;
  if (!isReadable(code)) return refused(refuse('scan-damaged', { length: code.length }));
  if (facts.isTruncated === true) return refused(refuse('scanner-setting'));
  const product = findProduct(scan, ctx);
  const kind = product === undefined ? kindOfCode(code) : 'product';
  const screen = screenOf(state, ctx.ui);
  const isSelling = screen === 'sell' || screen === 'pay' || screen === 'done';
  if (!isSelling || ctx.ui.layer === 'dialog' || ctx.ui.layer === 'drawer') {
    return refused(refuse('scan-not-here', { kind }));
  }
  if (state.operator?.role === 'technician') return refused(refuse('role-needed', { role: 'cashier' }));
  if (product !== undefined) return addScanned(state, product, { code, origin: scan.origin, facts }, ctx);
  if (facts.isAltered === true) return refused(refuse('scanner-setting'));
  if (kind !== 'unknown') return refused(refuse('scan-not-here', { kind }));
  return refused(refuse('unknown-barcode', { code: shortened(code) }));
}

function findProduct({ code, origin, facts }: ScanAsk, ctx: Context): Product | undefined {
  if (facts?.isSymbologyKnown === true && facts.gtin14 !== undefined) {
    const byNumber = ctx.catalog.findByBarcode(facts.gtin14);
    if (byNumber !== undefined) return byNumber;
  }
  const byBarcode = code.length > MAX_PRODUCT_CODE ? undefined : ctx.catalog.findByBarcode(code);
  if (byBarcode !== undefined) return byBarcode;
  if (facts?.gtin14 !== undefined) return ctx.catalog.findByBarcode(facts.gtin14);
  return origin === 'keys' && code.length <= MAX_PRODUCT_CODE ? ctx.catalog.findByShortCode(code) : undefined;
}

/** Looks at the days that the code states before the article is added. */
function addScanned(
  state: TillState,
  product: Product,
  how: AddingHow & { readonly facts: ScanFacts },
  ctx: Context,
): Decision {
  if (how.facts.isMeasured === true) return refused(refuse('measured-goods', { name: product.name }));
  const today = taipeiDate(ctx.nowMs);
  const { lot, expiresOn, expiresAt, bestBefore } = how.facts;
  if (expiresOn !== undefined && expiresOn < today)
    return refused(refuse('product-expired', { name: product.name, date: expiresOn }));
  if (expiresAt !== undefined && expiresAt <= taipeiDateTime(ctx.nowMs).replace(' ', 'T'))
    return refused(refuse('product-expired', { name: product.name, date: expiresAt.replace('T', ' ') }));
  const pastBestBefore = bestBefore !== undefined && bestBefore < today ? bestBefore : undefined;
  return addProduct(state, product, { ...how, lot, expiresOn, pastBestBefore }, ctx);
}

interface AddingHow {
  readonly code: string | null;
  readonly origin: LineOrigin;
  readonly lot?: string | undefined;
  readonly expiresOn?: string | undefined;
  /** Set where the day has passed. */
  readonly pastBestBefore?: string | undefined;
}

/** Adds `ctx.ui.multiplier` pieces: on the newest line when it is the same article at the same price, else on a new line. */
export function addProduct(state: TillState, product: Product, how: AddingHow, ctx: Context): Decision {
  const cart = state.cart;
  if (cart !== null && cart.tenders.length > 0) return refused(refuse('cart-frozen'));
  const quantity = ctx.ui.multiplier;
  const last = cart?.lines.at(-1);
  const total = (cart === null ? 0 : totalsOf(cart).due) + product.unitPrice * quantity;
  if (total > MAX_SALE_AMOUNT) return refused(refuse('cart-full', { max: MAX_SALE_AMOUNT }));
  const { lot, expiresOn, pastBestBefore } = how;
  if (cart !== null && last !== undefined && isSameArticle(last, product, how)) {
    if (last.quantity + quantity > MAX_QUANTITY)
      return refused(refuse('quantity-invalid', { max: MAX_QUANTITY }));
    const payload = { saleId: cart.saleId, lineId: last.lineId, quantity: last.quantity + quantity };
    return { entries: [{ kind: 'line.quantity-set', payload }], cue: 'item', ui: SELLING };
  }
  if ((cart?.lines.length ?? 0) >= MAX_LINES) return refused(refuse('cart-full', { max: MAX_LINES }));
  const entry: NewEntry = {
    kind: 'line.added',
    payload: {
      saleId: cart?.saleId ?? ctx.nextId(),
      lineId: ctx.nextId(),
      sku: product.sku,
      code: how.code,
      name: product.name,
      detail: product.detail ?? null,
      unitPrice: product.unitPrice,
      quantity,
      tax: product.tax,
      category: product.category,
      catalogGeneration: ctx.catalog.generation,
      origin: how.origin,
      ...(lot === undefined ? {} : { lot }),
      ...(expiresOn === undefined ? {} : { expiresOn }),
      ...(pastBestBefore === undefined ? {} : { pastBestBefore }),
    },
  };
  const refusal = refusalIn([entry], ctx.policy);
  if (refusal !== undefined) return { entries: [entry], refusal, cue: 'attention', ui: SELLING };
  return { entries: [entry], cue: 'item', ui: SELLING };
}

const SELLING = { phase: 'sell', layer: 'none', multiplier: 1 } as const;

function isSameArticle(line: CartLine, product: Product, how: AddingHow): boolean {
  return (
    line.lot === (how.lot ?? null) &&
    line.expiresOn === (how.expiresOn ?? null) &&
    line.pastBestBefore === null &&
    how.pastBestBefore === undefined &&
    line.sku === product.sku &&
    line.unitPrice === product.unitPrice &&
    line.name === product.name &&
    line.tax === product.tax
  );
}

/** Whole pieces that one line may hold. */
export function isQuantity(quantity: number): boolean {
  return Number.isSafeInteger(quantity) && quantity >= 1 && quantity <= MAX_QUANTITY;
}

/** Sets the pieces of a line, 1 to `MAX_QUANTITY`. */
export function decideQuantity(
  state: TillState,
  ask: { readonly saleId: string; readonly lineId: string; readonly quantity: number },
): Decision {
  const found = openLine(state, ask);
  if ('entries' in found) return found;
  const { cart, line } = found;
  if (!isQuantity(ask.quantity)) {
    return refused(refuse('quantity-invalid', { max: MAX_QUANTITY }));
  }
  const change = (ask.quantity - line.quantity) * line.unitPrice;
  if (totalsOf(cart).due + change > MAX_SALE_AMOUNT)
    return refused(refuse('cart-full', { max: MAX_SALE_AMOUNT }));
  if (ask.quantity === line.quantity) return { entries: [] };
  const { saleId, lineId, quantity } = ask;
  return {
    entries: [{ kind: 'line.quantity-set', payload: { saleId, lineId, quantity } }],
    ui: { multiplier: 1 },
  };
}

/** Takes a line away. The journal keeps that it was there. */
export function decideRemove(
  state: TillState,
  ask: { readonly saleId: string; readonly lineId: string },
): Decision {
  const found = openLine(state, ask);
  if ('entries' in found) return found;
  const isLast = found.cart.lines.length === 1;
  const entry: NewEntry = { kind: 'line.removed', payload: { saleId: ask.saleId, lineId: ask.lineId } };
  return { entries: [entry], ui: isLast ? SELLING : { multiplier: 1 } };
}

/** Voids the whole cart before anything was paid. */
export function decideVoid(state: TillState, saleId: string): Decision {
  const cart = openCart(state, saleId);
  if ('entries' in cart) return cart;
  const { due, pieces } = totalsOf(cart);
  return { entries: [{ kind: 'cart.voided', payload: { saleId, due, pieces } }], ui: SELLING };
}

/** Parks the cart, so that the next customer can be served. */
export function decideSuspend(state: TillState, saleId: string, ctx: Context): Decision {
  const cart = openCart(state, saleId);
  if ('entries' in cart) return cart;
  if (state.suspended.length >= ctx.policy.maxSuspended) {
    return refused(refuse('suspended-full', { max: ctx.policy.maxSuspended }));
  }
  return { entries: [{ kind: 'cart.suspended', payload: { saleId } }], ui: SELLING };
}

/** Fetches a parked cart. */
export function decideResume(state: TillState, saleId: string): Decision {
  if (state.cart !== null) return refused(refuse('cart-open'));
  if (!state.suspended.some((parked) => parked.cart.saleId === saleId))
    return refused(refuse('suspended-not-found'));
  return { entries: [{ kind: 'cart.resumed', payload: { saleId } }], ui: SELLING };
}

/** The open cart, if it is the one meant and may still change. */
export function openCart(state: TillState, saleId: string): Cart | Decision {
  const { cart } = state;
  if (cart === null || cart.saleId !== saleId) return refused(refuse('sale-not-open'));
  if (cart.tenders.length > 0) return refused(refuse('cart-frozen'));
  return cart;
}

function openLine(
  state: TillState,
  ask: { readonly saleId: string; readonly lineId: string },
): { readonly cart: Cart; readonly line: CartLine } | Decision {
  const cart = openCart(state, ask.saleId);
  if ('entries' in cart) return cart;
  const line = cart.lines.find((each) => each.lineId === ask.lineId);
  return line === undefined ? refused(refuse('line-not-found')) : { cart, line };
}

function shortened(code: string): string {
  return code.length <= 24 ? code : `${code.slice(0, 20)}…`;
}
