import { taipeiDate, taipeiDateTime } from '../civil-time.ts';
import type { Context } from '../context.ts';
import { type Decision, refused } from '../decision.ts';
import type { NewEntry } from '../entries.ts';
import { decideMemberCode, decideToken } from '../members/decide-member.ts';
import { MAX_SALE_AMOUNT } from '../money.ts';
import { PointsId } from '../points/programme.ts';
import type { Measure } from '../pricing/basket.ts';
import type { Product } from '../product.ts';
import { refusalIn } from '../refusal-in.ts';
import { refuse } from '../refusals.ts';
import { isReadable, kindOfCode, MAX_PRODUCT_CODE } from '../scan-kind.ts';
import { screenOf } from '../screen.ts';
import type { TillState } from '../state.ts';
import { ageNeeded, type CartLine, cartGross, grossOf, MAX_LINES, MAX_QUANTITY, piecesOf } from './cart.ts';
import { decideCoupon } from './decide-coupon.ts';
import { isFrozen, openCart, openLine } from './open-cart.ts';
import { dueOf, sceneOf } from './price-cart.ts';

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
  /** The bar code under which the catalog has what a store's own label names. */
  readonly labelItem?: string;
  /** AI 10. */
  readonly lot?: string;
  /** AI 17: not to be sold after this day. */
  readonly expiresOn?: string;
  /** AI 7003: not to be sold from this minute on, `YYYY-MM-DDTHH:mm` in Taipei. */
  readonly expiresAt?: string;
  /** AI 15 or 16: may be sold after this day, if the customer knows. */
  readonly bestBefore?: string;
  /** What the code says of how much it is: it is not one piece at the article's price. Whole grams and NT$. */
  readonly measured?:
    | { readonly kind: 'weight'; readonly grams: number }
    | { readonly kind: 'price'; readonly amount: number }
    | { readonly kind: 'count'; readonly pieces: number }
    /** In a unit or with fractions that no counter here sells in. */
    | { readonly kind: 'unfit' };
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
  const known = decideKnownCode(state, code, ctx);
  if (known !== undefined) return known;
  if (facts.isAltered === true) return refused(refuse('scanner-setting'));
  if (kind !== 'unknown') return refused(refuse('scan-not-here', { kind }));
  return refused(refuse('unknown-barcode', { code: shortened(code) }));
}

/** Members, their apps' tokens and coupons: in any order, at any time before money moves (ui.md, Scan routing). */
function decideKnownCode(state: TillState, code: string, ctx: Context): Decision | undefined {
  const token = ctx.members.readToken(code);
  if (token !== undefined) return decideToken(state, token, ctx);
  const member = ctx.members.findByCode(code);
  if (member !== undefined) return decideMemberCode(state, code, member, ctx);
  const coupon = ctx.coupons.find(code);
  if (coupon !== undefined) return decideCoupon(state, coupon, ctx);
  // A code of our own members' form that this till's copy lacks: head office will know whose it is.
  if (isMemberCode(code, ctx)) return decideMemberCode(state, code, undefined, ctx);
  return undefined;
}

function isMemberCode(code: string, { policy }: Context): boolean {
  // Until head office resolves it the code stands for the member, so it has to be what a member's number may be.
  return PointsId.safeParse(code).success && new RegExp(`^(?:${policy.memberCodePattern})$`).test(code);
}

function findProduct({ code, origin, facts }: ScanAsk, ctx: Context): Product | undefined {
  if (facts?.isSymbologyKnown === true && facts.gtin14 !== undefined) {
    const byNumber = ctx.catalog.findByBarcode(facts.gtin14);
    if (byNumber !== undefined) return byNumber;
  }
  const byBarcode = code.length > MAX_PRODUCT_CODE ? undefined : ctx.catalog.findByBarcode(code);
  if (byBarcode !== undefined) return byBarcode;
  if (facts?.gtin14 !== undefined) return ctx.catalog.findByBarcode(facts.gtin14);
  if (facts?.labelItem !== undefined) return ctx.catalog.findByBarcode(facts.labelItem);
  return origin === 'keys' && code.length <= MAX_PRODUCT_CODE ? ctx.catalog.findByShortCode(code) : undefined;
}

/** Looks at the days that the code states before the article is added. */
function addScanned(
  state: TillState,
  product: Product,
  how: AddingHow & { readonly facts: ScanFacts },
  ctx: Context,
): Decision {
  const measured = measureOf(product, how.facts, ctx);
  if ('entries' in measured) return measured;
  const today = taipeiDate(ctx.nowMs);
  const { lot, expiresOn, expiresAt, bestBefore } = how.facts;
  if (expiresOn !== undefined && expiresOn < today)
    return refused(refuse('product-expired', { name: product.name, date: expiresOn }));
  if (expiresAt !== undefined && expiresAt <= taipeiDateTime(ctx.nowMs).replace(' ', 'T'))
    return refused(refuse('product-expired', { name: product.name, date: expiresAt.replace('T', ' ') }));
  const pastBestBefore = bestBefore !== undefined && bestBefore < today ? bestBefore : undefined;
  return addProduct(state, product, { ...how, ...measured, lot, expiresOn, pastBestBefore }, ctx);
}

/** How much of the article a code means; goods sold by the piece come in no weight, and weighed ones in nothing else. */
function measureOf(
  product: Product,
  { measured }: ScanFacts,
  ctx: Context,
): { readonly measure?: MeasuredAs; readonly pieces?: number } | Decision {
  const { soldBy = 'piece', name, unitPrice } = product;
  if (measured === undefined) return {};
  if (measured.kind === 'count' && soldBy === 'piece') return { pieces: measured.pieces * ctx.ui.multiplier };
  if (measured.kind === 'weight' && soldBy === 'weight' && isGrams(measured.grams))
    return { measure: { kind: 'weight', grams: measured.grams, pricePerKg: unitPrice } };
  if (measured.kind === 'price' && soldBy !== 'piece' && measured.amount <= MAX_LABEL_AMOUNT)
    return { measure: { kind: 'amount', amount: measured.amount } };
  return refused(refuse('measured-goods', { name }));
}

type MeasuredAs = Exclude<Measure, { readonly kind: 'pieces' }>;

/** Adds goods by weight, from the scale or as a person read it off. @param grams whole, 1 to 999,999. */
export function decideWeighed(
  state: TillState,
  ask: { readonly sku: string; readonly grams: number },
  ctx: Context,
): Decision {
  const product = ctx.catalog.findBySku(ask.sku);
  if (product === undefined) return refused(refuse('unknown-barcode', { code: ask.sku }));
  const { grams } = ask;
  if (product.soldBy !== 'weight') return refused(refuse('measured-goods', { name: product.name }));
  if (!isGrams(grams)) return refused(refuse('quantity-invalid', { max: MAX_GRAMS }));
  const measure = { kind: 'weight' as const, grams, pricePerKg: product.unitPrice };
  return addProduct(state, product, { code: null, origin: 'quick-key', measure }, ctx);
}

const MAX_GRAMS = 999_999;
/** Most that a label may state, whole NT$. */
const MAX_LABEL_AMOUNT = 9_999_999;

/** Whether a scale at a counter could say so: GS1 codes carry weights up to hundreds of tons. */
function isGrams(grams: number): boolean {
  return Number.isSafeInteger(grams) && grams >= 1 && grams <= MAX_GRAMS;
}

interface AddingHow {
  readonly code: string | null;
  readonly origin: LineOrigin;
  readonly lot?: string | undefined;
  readonly expiresOn?: string | undefined;
  /** Set where the day has passed. */
  readonly pastBestBefore?: string | undefined;
  /** Absent: pieces. */
  readonly measure?: MeasuredAs;
  /** Absent: as many as the multiplier says. */
  readonly pieces?: number;
}

/**
 * Adds `ctx.ui.multiplier` pieces: on the newest line when it is the same article at the same price, else on a new
 * line. Weighed and labelled goods are a line of their own each, and a multiplier means as many of them.
 */
export function addProduct(state: TillState, product: Product, how: AddingHow, ctx: Context): Decision {
  const { cart } = state;
  if (cart !== null && isFrozen(cart)) return refused(refuse('cart-frozen'));
  const { lot, expiresOn, pastBestBefore, measure } = how;
  const { sku, name, soldBy = 'piece', unitPrice, tax, category } = product;
  if (soldBy !== 'piece' && measure === undefined) return refused(refuse('weight-needed', { sku, name }));
  if (measure !== undefined && ctx.ui.multiplier !== 1) return refused(refuse('quantity-fixed', { name }));
  const quantity = measure === undefined ? (how.pieces ?? ctx.ui.multiplier) : 1;
  if (!isQuantity(quantity)) return refused(refuse('quantity-invalid', { max: MAX_QUANTITY }));
  const last = cart?.lines.at(-1);
  const added = grossOf({ unitPrice, quantity, measure: measure ?? null, priceOverride: null });
  if ((cart === null ? 0 : cartGross(cart)) + added > MAX_SALE_AMOUNT)
    return refused(refuse('cart-full', { max: MAX_SALE_AMOUNT }));
  if (cart !== null && last !== undefined && isSameArticle(last, product, how)) {
    if (last.quantity + quantity > MAX_QUANTITY)
      return refused(refuse('quantity-invalid', { max: MAX_QUANTITY }));
    const payload = { saleId: cart.saleId, lineId: last.lineId, quantity: last.quantity + quantity };
    return { entries: [{ kind: 'line.quantity-set', payload }], cue: 'item', ui: SELLING };
  }
  if ((cart?.lines.length ?? 0) >= MAX_LINES) return refused(refuse('cart-full', { max: MAX_LINES }));
  const { brand, tags, lineKind, minimumAge } = product;
  const entry: NewEntry = {
    kind: 'line.added',
    payload: {
      saleId: cart?.saleId ?? ctx.nextId(),
      lineId: ctx.nextId(),
      sku,
      code: how.code,
      name,
      detail: product.detail ?? null,
      unitPrice: measure?.kind === 'amount' ? measure.amount : unitPrice,
      quantity,
      tax,
      category,
      catalogGeneration: ctx.catalog.generation,
      origin: how.origin,
      ...(lot === undefined ? {} : { lot }),
      ...(expiresOn === undefined ? {} : { expiresOn }),
      ...(pastBestBefore === undefined ? {} : { pastBestBefore }),
      ...(brand === undefined ? {} : { brand }),
      ...(tags === undefined ? {} : { tags: [...tags] }),
      ...(lineKind === undefined ? {} : { lineKind }),
      ...(minimumAge === undefined ? {} : { minimumAge }),
      ...(measure === undefined ? {} : { measure }),
    },
  };
  const refusal = refusalIn([entry], ctx.policy);
  if (refusal !== undefined) return { entries: [entry], refusal, cue: 'attention', ui: SELLING };
  return { entries: [entry], cue: 'item', ui: SELLING };
}

const SELLING = { phase: 'sell', layer: 'none', multiplier: 1 } as const;

function isSameArticle(line: CartLine, product: Product, how: AddingHow): boolean {
  return (
    line.measure === null &&
    how.measure === undefined &&
    line.priceOverride === null &&
    line.discount === null &&
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
  if (line.measure !== null) return refused(refuse('quantity-fixed', { name: line.name }));
  if (!isQuantity(ask.quantity)) {
    return refused(refuse('quantity-invalid', { max: MAX_QUANTITY }));
  }
  const change = grossOf({ ...line, quantity: ask.quantity }) - grossOf(line);
  if (cartGross(cart) + change > MAX_SALE_AMOUNT)
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
export function decideVoid(state: TillState, saleId: string, ctx: Context): Decision {
  const cart = openCart(state, saleId);
  if ('entries' in cart) return cart;
  const due = dueOf(cart, sceneOf(state, ctx));
  return {
    entries: [{ kind: 'cart.voided', payload: { saleId, due, pieces: piecesOf(cart) } }],
    ui: SELLING,
  };
}

/** The cashier has seen that the buyer is old enough: asked once a sale, for the highest age that its goods need. */
export function decideAge(
  state: TillState,
  ask: { readonly saleId: string; readonly minimumAge: number },
): Decision {
  const cart = openCart(state, ask.saleId);
  if ('entries' in cart) return cart;
  const { saleId, minimumAge } = ask;
  if (minimumAge < ageNeeded(cart)) return refused(refuse('age-unconfirmed', { age: ageNeeded(cart) }));
  if (cart.ageConfirmed >= minimumAge) return { entries: [] };
  return { entries: [{ kind: 'age.confirmed', payload: { saleId, minimumAge } }], cue: 'known' };
}

/** Parks the cart, so that the next customer can be served. */
export function decideSuspend(state: TillState, saleId: string, ctx: Context): Decision {
  const cart = openCart(state, saleId);
  if ('entries' in cart) return cart;
  // What head office answers is for the open cart: a parked one would wait for it for ever.
  if (cart.asking !== null) return refused(refuse('points-asking'));
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

function shortened(code: string): string {
  return code.length <= 24 ? code : `${code.slice(0, 20)}…`;
}
