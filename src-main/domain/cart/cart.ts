import { assert } from '../../base/assert.ts';
import { ENTRY_SCHEMAS, type EntryKind, type NewEntry, type Payload } from '../entries.ts';
import type { BurnRequested, MemberIdentified } from '../member-payloads.ts';
import { lineGross } from '../money.ts';
import { weighedPrice } from '../pricing/amounts.ts';
import type { ManualDiscount, Measure } from '../pricing/basket.ts';
import type { PresentedCoupon } from '../pricing/coupon.ts';
import type { LineKind, TaxKind } from '../product.ts';
import type { CartPriced, ChosenBurn, TenderType } from '../sale-payloads.ts';

/** One row of a sale that is still being built. */
export interface CartLine {
  readonly lineId: string;
  readonly sku: string;
  readonly name: string;
  readonly detail: string | null;
  /** Per piece, or per kilogram of weighed goods. */
  readonly unitPrice: number;
  /** Pieces; 1 of weighed and labelled goods. */
  readonly quantity: number;
  readonly tax: TaxKind;
  readonly category: string;
  readonly brand: string | null;
  readonly tags: readonly string[];
  readonly lineKind: LineKind;
  readonly minimumAge: number | null;
  /** Null: pieces. */
  readonly measure: Exclude<Measure, { readonly kind: 'pieces' }> | null;
  readonly priceOverride: number | null;
  readonly discount: ManualDiscount | null;
  readonly isRedemptionDeclined: boolean;
  /** What the code said of it: articles of two lots stay on two lines. */
  readonly lot: string | null;
  /** ISO days; pieces with other days stay on lines of their own. */
  readonly expiresOn: string | null;
  readonly pastBestBefore: string | null;
  /** The generation of the catalog that gave name, price and tax. */
  readonly catalogGeneration: number;
}

export interface CartTender {
  readonly tenderId: string;
  readonly type: TenderType;
  readonly amount: number;
  readonly cardPrefix: string | null;
  readonly programmeId: string | null;
}

/** A sale still being built. Lines keep the order in which they were added. */
export interface Cart {
  readonly saleId: string;
  readonly lines: readonly CartLine[];
  readonly tenders: readonly CartTender[];
  readonly touchedLineId: string | null;
  readonly member: MemberIdentified | null;
  readonly coupons: readonly PresentedCoupon[];
  /** By hand, on the whole sale. */
  readonly discount: ManualDiscount | null;
  readonly burns: readonly ChosenBurn[];
  /** Head office is being asked to hold points for this sale. */
  readonly asking: BurnRequested | null;
  /** The highest age that the cashier has seen to; 0: none. */
  readonly ageConfirmed: number;
  /** By `offerKey`. */
  readonly refusedOffers: readonly string[];
  /** Set by the first tender; nothing is priced again while it stands. */
  readonly priced: CartPriced | null;
}

/** Most lines one cart may hold: past this nobody can check it, and the screen and the receipt must stay bounded. */
export const MAX_LINES = 500;
/** Most pieces on one line. */
export const MAX_QUANTITY = 9_999;
/** Most coupons one sale takes. */
export const MAX_COUPONS = 50;

/** Under which name a cart remembers that an experiment's offers were refused. */
export function offerKey(segmentId: string, variant: string): string {
  return `${segmentId}:${variant}`;
}

/** Segments whose offers the member of the cart may be made: hold-outs are spared, and what was refused stays refused. */
export function openSegments({
  member,
  refusedOffers,
}: Cart): readonly { readonly id: string; readonly variant: string }[] {
  return (member?.segments ?? []).flatMap(({ id, variant, isHoldOut }) =>
    isHoldOut || refusedOffers.includes(offerKey(id, variant)) ? [] : [{ id, variant }],
  );
}

/** A cart with nothing in it. */
export function emptyCart(saleId: string): Cart {
  return {
    saleId,
    lines: [],
    tenders: [],
    touchedLineId: null,
    member: null,
    coupons: [],
    discount: null,
    burns: [],
    asking: null,
    ageConfirmed: 0,
    refusedOffers: [],
    priced: null,
  };
}

/** What a line costs before any reduction, whole NT$: weighed goods rounded half up once. */
export function grossOf(
  line: Pick<CartLine, 'unitPrice' | 'quantity' | 'measure' | 'priceOverride'>,
): number {
  const { measure, priceOverride, quantity } = line;
  if (measure === null) return lineGross(priceOverride ?? line.unitPrice, quantity);
  if (priceOverride !== null) return priceOverride;
  return measure.kind === 'amount' ? measure.amount : weighedPrice(measure.grams, measure.pricePerKg);
}

/** The cart before any reduction: a bound on what it can come to. */
export function cartGross(cart: Cart): number {
  return cart.lines.reduce((sum, line) => sum + grossOf(line), 0);
}

/** Pieces of all lines; weighed and labelled goods count as one each. */
export function piecesOf(cart: Cart): number {
  return cart.lines.reduce((sum, line) => sum + line.quantity, 0);
}

/** The age that a buyer of these goods must have; 0 where none asks. */
export function ageNeeded(cart: Cart): number {
  return cart.lines.reduce((oldest, line) => Math.max(oldest, line.minimumAge ?? 0), 0);
}

/** What has been taken so far. */
export function takenOf(cart: Cart): number {
  return cart.tenders.reduce((sum, tender) => sum + tender.amount, 0);
}

/**
 * Applies an entry about a cart. Entries of another sale are a bug: one till builds one sale at a time. What head
 * office answers may come after its sale is gone, and changes nothing then.
 */
export function evolveCart(cart: Cart | null, entry: NewEntry): Cart | null {
  switch (entry.kind) {
    case 'line.added':
      return addLine(cart, entry.payload);
    case 'line.quantity-set': {
      const { quantity } = entry.payload;
      return changeLine(cart, entry.payload, (line) => ({ ...line, quantity }));
    }
    case 'line.repriced': {
      const { unitPrice, catalogGeneration } = entry.payload;
      return changeLine(cart, entry.payload, (line) => repriced(line, unitPrice, catalogGeneration));
    }
    case 'line.price-overridden': {
      const { price } = entry.payload;
      return changeLine(cart, entry.payload, (line) => ({ ...line, priceOverride: price }));
    }
    case 'discount.given': {
      const { saleId, lineId, discount } = entry.payload;
      if (lineId === null) return { ...sameCart(cart, saleId), discount };
      return changeLine(cart, { saleId, lineId }, (line) => ({ ...line, discount }));
    }
    case 'redemption.declined': {
      const { isDeclined } = entry.payload;
      return changeLine(cart, entry.payload, (line) => ({ ...line, isRedemptionDeclined: isDeclined }));
    }
    case 'line.removed':
      return removeLine(sameCart(cart, entry.payload.saleId), entry.payload.lineId);
    case 'age.confirmed':
      return { ...sameCart(cart, entry.payload.saleId), ageConfirmed: entry.payload.minimumAge };
    case 'coupon.presented': {
      const { saleId, ...presented } = inOrder('coupon.presented', entry.payload);
      const open = cart ?? emptyCart(saleId);
      return { ...open, coupons: [...open.coupons, presented] };
    }
    case 'coupon.withdrawn': {
      const open = sameCart(cart, entry.payload.saleId);
      const coupons = open.coupons.filter(({ coupon }) => coupon.id !== entry.payload.couponId);
      return unlessEmpty({ ...open, coupons });
    }
    case 'member.identified': {
      const member = inOrder('member.identified', entry.payload);
      const open = cart ?? emptyCart(member.saleId);
      return { ...open, member, burns: [], asking: null, refusedOffers: [] };
    }
    case 'member.removed':
      return unlessEmpty({
        ...sameCart(cart, entry.payload.saleId),
        member: null,
        burns: [],
        asking: null,
        refusedOffers: [],
      });
    case 'offer.refused': {
      const { saleId, segment, variant } = entry.payload;
      const open = sameCart(cart, saleId);
      return { ...open, refusedOffers: [...open.refusedOffers, offerKey(segment, variant)] };
    }
    case 'burn.requested':
      return { ...sameCart(cart, entry.payload.saleId), asking: inOrder('burn.requested', entry.payload) };
    case 'burn.answered':
      return cart?.asking?.requestId === entry.payload.requestId ? { ...cart, asking: null } : cart;
    case 'burn.chosen': {
      const { saleId, burn } = inOrder('burn.chosen', entry.payload);
      const open = sameCart(cart, saleId);
      return { ...open, burns: [...withoutBurn(open, burn.programmeId), burn] };
    }
    case 'burn.dropped': {
      const open = sameCart(cart, entry.payload.saleId);
      return { ...open, burns: withoutBurn(open, entry.payload.programmeId) };
    }
    case 'cart.priced':
      return { ...sameCart(cart, entry.payload.saleId), priced: inOrder('cart.priced', entry.payload) };
    case 'tender.captured': {
      const open = sameCart(cart, entry.payload.saleId);
      const { tenderId, type, amount, cardPrefix = null, programmeId = null } = entry.payload;
      return { ...open, tenders: [...open.tenders, { tenderId, type, amount, cardPrefix, programmeId }] };
    }
    case 'tender.cancelled': {
      const open = sameCart(cart, entry.payload.saleId);
      const tenders = open.tenders.filter(({ tenderId }) => tenderId !== entry.payload.tenderId);
      // Points that pay were frozen with the prices; with the last money they go, and the cart is open again.
      const isOpen = tenders.every(({ type }) => type === 'points');
      return isOpen ? { ...open, tenders: [], priced: null } : { ...open, tenders };
    }
    default:
      return cart;
  }
}

/**
 * The payload with its fields in the schema's order, as it is read back: a snapshot taken now and one taken on a
 * rebuild are the same, byte for byte.
 */
export function inOrder<Kind extends EntryKind>(kind: Kind, payload: Payload<Kind>): Payload<Kind> {
  return ENTRY_SCHEMAS[kind].parse(payload) as Payload<Kind>;
}

function addLine(cart: Cart | null, payload: Payload<'line.added'>): Cart {
  const open = cart ?? emptyCart(payload.saleId);
  assert(open.saleId === payload.saleId, 'a line belongs to the open cart');
  const { lineId, sku, name, detail, unitPrice, quantity, tax, category, catalogGeneration } = payload;
  const { brand = null, tags = [], lineKind = 'goods', minimumAge = null, measure } = payload;
  const { lot = null, expiresOn = null, pastBestBefore = null } = payload;
  const line: CartLine = {
    lineId,
    sku,
    name,
    detail,
    unitPrice,
    quantity,
    tax,
    category,
    brand,
    tags,
    lineKind,
    minimumAge,
    measure: measure === undefined || measure.kind === 'pieces' ? null : measure,
    priceOverride: null,
    discount: null,
    isRedemptionDeclined: false,
    lot,
    expiresOn,
    pastBestBefore,
    catalogGeneration,
  };
  return { ...open, lines: [...open.lines, line], touchedLineId: lineId };
}

function repriced(line: CartLine, unitPrice: number, catalogGeneration: number): CartLine {
  const measure = line.measure?.kind === 'weight' ? { ...line.measure, pricePerKg: unitPrice } : line.measure;
  const moved = { ...line, unitPrice, measure, catalogGeneration };
  const shelf = grossOf({ ...moved, quantity: 1, priceOverride: null });
  // A price by hand only ever lowers the shelf's: one that the shelf has fallen to or below says nothing any more.
  return moved.priceOverride !== null && moved.priceOverride >= shelf
    ? { ...moved, priceOverride: null }
    : moved;
}

function removeLine(open: Cart, lineId: string): Cart | null {
  const index = open.lines.findIndex((line) => line.lineId === lineId);
  const lines = open.lines.filter((line) => line.lineId !== lineId);
  const neighbour = lines[Math.min(index, lines.length - 1)];
  return unlessEmpty({ ...open, lines, touchedLineId: neighbour?.lineId ?? null });
}

/** A cart that holds neither goods nor a person nor a coupon is none. */
function unlessEmpty(cart: Cart): Cart | null {
  const isEmpty = cart.lines.length === 0 && cart.member === null && cart.coupons.length === 0;
  return isEmpty ? null : cart;
}

function withoutBurn(cart: Cart, programmeId: string): readonly ChosenBurn[] {
  return cart.burns.filter((burn) => burn.programmeId !== programmeId);
}

function changeLine(
  cart: Cart | null,
  of: { readonly saleId: string; readonly lineId: string },
  change: (line: CartLine) => CartLine,
): Cart {
  const open = sameCart(cart, of.saleId);
  const lines = open.lines.map((line) => (line.lineId === of.lineId ? change(line) : line));
  return { ...open, lines, touchedLineId: of.lineId };
}

function sameCart(cart: Cart | null, saleId: string): Cart {
  assert(cart !== null && cart.saleId === saleId, 'the entry is about the open cart');
  return cart;
}
