import { assert } from '../../base/assert.ts';
import { taipeiDate } from '../civil-time.ts';
import type { Context } from '../context.ts';
import { mayBurn } from '../members/may-burn.ts';
import type { BasketLine, BasketMember } from '../pricing/basket.ts';
import { priceBasket } from '../pricing/price-basket.ts';
import type { PricedBasket, PricedLine } from '../pricing/priced-basket.ts';
import type { SaleLine } from '../sale-payloads.ts';
import type { TillState } from '../state.ts';
import { splitTax, type TaxSplit } from '../tax.ts';
import { type BurnPlanned, planCartBurns, stampsFree } from './burn-cart.ts';
import { type Cart, type CartLine, grossOf, openSegments } from './cart.ts';

/** What pricing a cart looks at besides the cart. */
export interface PricingScene extends Pick<Context, 'nowMs' | 'offers' | 'points' | 'isOnline'> {
  /** Who this till is and which day it is on, for papers that are good here and today. */
  readonly tillId: string;
  readonly storeId: string;
  /** ISO day. */
  readonly businessDate: string;
}

/** The scene of a till that is enrolled, at the moment of the context. */
export function sceneOf(
  state: Pick<TillState, 'till' | 'shift'>,
  { nowMs, offers, points, isOnline }: Pick<Context, 'nowMs' | 'offers' | 'points' | 'isOnline'>,
): PricingScene {
  return {
    nowMs,
    offers,
    points,
    isOnline,
    tillId: state.till?.tillId ?? '',
    storeId: state.till?.storeId ?? '',
    businessDate: state.shift?.businessDate ?? taipeiDate(nowMs),
  };
}

export interface CartTotals {
  readonly pieces: number;
  readonly gross: number;
  readonly discount: number;
  readonly due: number;
  readonly tax: TaxSplit;
}

/** A cart with what it costs. Amounts are whole NT$. */
export interface PricedCart extends CartTotals {
  /** In the order of the cart, as a finished sale states them. */
  readonly lines: readonly SaleLine[];
  /** Everything else that pricing found out, points of the customer's own included. */
  readonly basket: PricedBasket;
  readonly burns: readonly BurnPlanned[];
}

/**
 * Prices an open cart: promotions first, then the points that were chosen for it (rules.order). Works on what is
 * published now; a cart that a first tender has frozen is not priced again.
 */
export function priceCart(cart: Cart, scene: PricingScene): PricedCart {
  const { offers, nowMs } = scene;
  const policy = offers.pricingPolicy(nowMs);
  const basket = priceBasket(
    {
      lines: cart.lines.map(basketLine),
      member: basketMember(cart, scene),
      coupons: [...cart.coupons],
      ...(cart.discount === null ? {} : { saleDiscount: cart.discount }),
    },
    offers.compiled,
    nowMs,
    { policy },
  );
  const { burns, reduced } = planCartBurns(cart, basket, scene);
  const lines = cart.lines.map((line, index) => saleLine(line, reduced.lines[index]));
  return { ...totalsOfLines(lines), lines, basket: reduced, burns };
}

/** Sums of lines that are priced: tax is split once on the whole, and the kinds make up the due. */
export function totalsOfLines(lines: readonly SaleLine[]): CartTotals {
  let pieces = 0;
  let gross = 0;
  let discount = 0;
  for (const line of lines) {
    pieces += line.quantity;
    gross += line.gross;
    discount += line.discount;
  }
  const due = gross - discount;
  const tax = splitTax(lines);
  assert(tax.invoiceTotal + tax.notInvoiced === due, 'the tax kinds make up the due');
  return { pieces, gross, discount, due, tax };
}

/** What the sale costs: as frozen by its first tender, else as things stand. */
export function dueOf(cart: Cart, scene: PricingScene): number {
  return cart.priced?.due ?? priceCart(cart, scene).due;
}

function basketLine(line: CartLine): BasketLine {
  const { lineId, sku, category, unitPrice, quantity, measure, priceOverride, discount } = line;
  return {
    lineId,
    sku,
    category,
    ...(line.brand === null ? {} : { brand: line.brand }),
    ...(line.tags.length === 0 ? {} : { tags: [...line.tags] }),
    measure: measure ?? { kind: 'pieces', unitPrice, quantity },
    ...(priceOverride === null ? {} : { priceOverride }),
    ...(discount === null ? {} : { manualDiscount: discount }),
    ...(line.isRedemptionDeclined ? { isRedemptionDeclined: true } : {}),
  };
}

/** Offers that the customer refused are taken away by taking away what makes them theirs. */
function basketMember(cart: Cart, scene: PricingScene): BasketMember | null {
  const { member } = cart;
  if (member === null) return null;
  return {
    id: member.memberId,
    tiers: [...member.tiers],
    segments: [...openSegments(cart)],
    stamps: mayBurn(member) ? stampsFree(member.memberId, scene) : 0,
  };
}

function saleLine(line: CartLine, priced: PricedLine | undefined): SaleLine {
  assert(priced !== undefined && priced.lineId === line.lineId, 'every line is priced');
  assert(priced.gross === grossOf(line), 'a line costs what its price and measure say');
  const { lineId, sku, name, unitPrice, quantity, tax, category, measure, lineKind, priceOverride } = line;
  return {
    lineId,
    sku,
    name,
    unitPrice,
    quantity,
    gross: priced.gross,
    discount: priced.discount,
    net: priced.net,
    tax,
    category,
    ...(measure === null ? {} : { measure }),
    ...(lineKind === 'goods' ? {} : { lineKind }),
    ...(priceOverride === null ? {} : { priceOverride }),
    ...(priced.parts.length === 0 ? {} : { parts: [...priced.parts] }),
    mayEarn: priced.mayEarn,
  };
}
