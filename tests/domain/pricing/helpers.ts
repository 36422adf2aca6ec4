import type {
  Basket,
  BasketLine,
  BasketMember,
  PricingPolicy,
} from '../../../src-main/domain/pricing/basket.ts';
import { compileOffers } from '../../../src-main/domain/pricing/offers.ts';
import { type PricingOptions, priceBasket } from '../../../src-main/domain/pricing/price-basket.ts';
import type { PricedBasket } from '../../../src-main/domain/pricing/priced-basket.ts';
import { Promotion } from '../../../src-main/domain/pricing/promotion.ts';

export const ALWAYS = { from: '2020-01-01T00:00:00+08:00', until: '2035-01-01T00:00:00+08:00' };
export const NOON = Date.parse('2026-11-23T12:00:00+08:00');
export const MEMBER: BasketMember = { id: 'M1', tiers: [], segments: [], stamps: 0 };
export const OPEN_POLICY: PricingPolicy = {
  notPromoted: { categories: ['TOBACCO'], skus: [] },
  notCounted: { categories: ['TOBACCO', 'GIFT_CARD'], skus: [] },
  notEarning: { categories: ['TOBACCO', 'GIFT_CARD'], skus: [] },
};

/** A promotion from its id and terms; the rest is ordinary. */
export function promotion(id: string, terms: Readonly<Record<string, unknown>>): Promotion {
  return Promotion.parse({ id, version: 1, label: { 'zh-TW': id }, validity: ALWAYS, ...terms });
}

/** A line of pieces. The category is the sku's letters. */
export function pieces(
  sku: string,
  unitPrice: number,
  quantity = 1,
  more: Partial<BasketLine> = {},
): BasketLine {
  const category = sku.replace(/\d+$/, '');
  return { lineId: sku, sku, category, measure: { kind: 'pieces', unitPrice, quantity }, ...more };
}

/** A basket of a customer without a membership, unless told. */
export function basketOf(lines: readonly BasketLine[], more: Partial<Basket> = {}): Basket {
  return { lines: [...lines], member: null, coupons: [], ...more };
}

/** Prices a basket with these promotions, at noon unless told. */
export function price(
  basket: Basket,
  promotions: readonly Promotion[],
  { at = NOON, ...options }: Partial<PricingOptions> & { readonly at?: number } = {},
): PricedBasket {
  return priceBasket(basket, compileOffers(promotions, 'S1'), at, { policy: OPEN_POLICY, ...options });
}

/** The nets of the lines, in order. */
export function nets(priced: PricedBasket): readonly number[] {
  return priced.lines.map((line) => line.net);
}
