import { frozenBurns } from '../cart/burn-cart.ts';
import type { Cart } from '../cart/cart.ts';
import { type PricingScene, priceCart } from '../cart/price-cart.ts';
import type { Context } from '../context.ts';
import type { NewEntry, Payload } from '../entries.ts';
import type { Occasion } from '../points/entry.ts';
import type { PricedBasket } from '../pricing/priced-basket.ts';
import type { CartPriced } from '../sale-payloads.ts';

/** Where all points of this till's sales are said to come from (payments-points.md 1.1 row 2). */
const CHANNEL = 'store';

/** What the ledger's entries of a sale have in common; undefined for a sale that is nobody's. */
export function occasionOf(cart: Cart, scene: PricingScene): Occasion | undefined {
  if (cart.member === null) return undefined;
  const { saleId } = cart;
  const { storeId, tillId, businessDate, nowMs: atMs } = scene;
  const { memberId } = cart.member;
  return { occasionId: saleId, saleId, memberId, channel: CHANNEL, storeId, tillId, businessDate, atMs };
}

/**
 * Freezes a cart at its first tender: what it costs, why, and the points that it burns; points that pay are tenders from
 * this moment on (payments-points.md 4.3, 6). Nothing is priced again while a tender stands.
 */
export function freezeCart(
  cart: Cart,
  scene: PricingScene,
  ctx: Pick<Context, 'nextId' | 'catalog'>,
): { readonly frozen: CartPriced; readonly tenders: readonly NewEntry[] } {
  const priced = priceCart(cart, scene);
  const occasion = occasionOf(cart, scene);
  const burns = occasion === undefined ? [] : frozenBurns(cart, priced, occasion, scene);
  const { saleId } = cart;
  const { basket } = priced;
  const frozen: CartPriced = {
    saleId,
    lines: [...priced.lines],
    due: priced.due,
    gifts: giftsOf(basket, scene, ctx),
    coupons: couponsOf(cart, basket),
    burns: [...burns],
    offers: basket.personalOffers.map((offer) => ({ ...offer })),
    offersGeneration: scene.offers.generation,
    isApproximate: basket.isApproximate,
    searchNodes: basket.searchNodes,
  };
  const tenders = burns
    .filter(({ treatment }) => treatment === 'tender')
    .map(({ programmeId, value }): NewEntry => {
      const tender = { saleId, tenderId: ctx.nextId(), type: 'points' as const, amount: value, programmeId };
      return { kind: 'tender.captured', payload: tender };
    });
  return { frozen, tenders };
}

function giftsOf(
  basket: PricedBasket,
  { offers, nowMs }: PricingScene,
  { catalog }: Pick<Context, 'catalog'>,
): Payload<'cart.priced'>['gifts'] {
  const { categories, skus } = offers.pricingPolicy(nowMs).notPromoted;
  return basket.gifts.flatMap((gift) => {
    const product = catalog.findBySku(gift.sku);
    // Tobacco and its like are no gift either (payments-points.md 3.4), whatever a promotion says.
    const isKept =
      skus.includes(gift.sku) || (product !== undefined && categories.includes(product.category));
    return isKept ? [] : [{ ...gift, name: product?.name ?? gift.sku }];
  });
}

function couponsOf(cart: Cart, basket: PricedBasket): Payload<'cart.priced'>['coupons'] {
  return basket.coupons.map((outcome) => {
    const { couponId, isUsed } = outcome;
    const coupon = cart.coupons.find((each) => each.coupon.id === couponId)?.coupon;
    return {
      couponId,
      campaignId: coupon?.campaignId ?? '',
      isUsed,
      isSingleUse: coupon?.isSingleUse ?? false,
      amount: outcome.isUsed ? outcome.amount : 0,
      reason: outcome.isUsed ? null : outcome.reason,
    };
  });
}
