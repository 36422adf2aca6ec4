import type { CouponReason } from './coupon.ts';
import type { Label } from './promotion.ts';

/** Where in the order of steps a reduction comes from (rules.order). */
export type PriceStep =
  | 'member-price'
  | 'exclusive'
  | 'item-deal'
  | 'add-on'
  | 'redeem'
  | 'manual-line'
  | 'transaction'
  | 'coupon'
  | 'manual-sale'
  | 'reduction';

/** One reason why a line costs less. What head office, returns and the screen need is copied here. */
export interface PricePart {
  readonly step: PriceStep;
  /** The promotion, or the campaign of a coupon; null for what a person decided. */
  readonly promotionId: string | null;
  readonly version: number | null;
  readonly couponId: string | null;
  readonly label: Label | null;
  readonly fundingBrand: string | null;
  /** Whole NT$, above 0. */
  readonly amount: number;
  /** Units of this line that took part. */
  readonly unitsInvolved: number;
}

export interface PricedLine {
  readonly lineId: string;
  readonly sku: string;
  /** Pieces; 1 for a price label or weighed goods. */
  readonly quantity: number;
  readonly gross: number;
  /** Sum of the parts. */
  readonly discount: number;
  /** gross − discount, never negative. */
  readonly net: number;
  readonly parts: readonly PricePart[];
  /** Whether own points may be earned on it and burned against it (rules.ownPoints). */
  readonly mayEarn: boolean;
}

/** One promotion or coupon over all lines that it touched: the note under them on the screen (ui.md, Promotion note). */
export interface PriceNote {
  readonly step: PriceStep;
  readonly promotionId: string | null;
  readonly couponId: string | null;
  readonly label: Label | null;
  readonly amount: number;
  readonly shares: readonly { readonly lineId: string; readonly units: number; readonly amount: number }[];
}

export interface PricedGift {
  readonly promotionId: string;
  readonly version: number;
  readonly label: Label;
  readonly sku: string;
  readonly quantity: number;
  readonly isOutOfStock: boolean;
}

/** What became of an add-on or a redemption whose article is in the basket. */
export interface FixedPriceOutcome {
  readonly promotionId: string;
  readonly sku: string;
  /** Units sold at the fixed price. */
  readonly units: number;
  readonly stamps: number;
  /** Why none, or null where at least one was. */
  readonly reason: 'minimum' | 'stamps' | 'declined' | 'no-free-unit' | 'saves-nothing' | null;
}

export type CouponOutcome =
  | { readonly couponId: string; readonly isUsed: true; readonly amount: number }
  | { readonly couponId: string; readonly isUsed: false; readonly reason: CouponReason };

/** Something within reach: 再買 NT$`short`. */
export interface NearMiss {
  readonly promotionId: string | null;
  readonly couponId: string | null;
  readonly label: Label;
  readonly short: number;
  /** What it would take off then, more than now; 0 for gifts and fixed prices. */
  readonly wouldSave: number;
  readonly what: 'reduction' | 'gift' | 'fixed-price' | 'coupon';
}

/** A personal offer for an article of the basket, for the log of experiments (payments-points.md 1.1 row 25). */
export interface PersonalOffer {
  readonly promotionId: string;
  readonly version: number;
  readonly segment: string;
  readonly variant: string;
  readonly isApplied: boolean;
}

/** The whole answer. All amounts are whole NT$. */
export interface PricedBasket {
  /** In the order of the basket. */
  readonly lines: readonly PricedLine[];
  readonly pieces: number;
  readonly gross: number;
  readonly discount: number;
  readonly due: number;
  readonly notes: readonly PriceNote[];
  readonly gifts: readonly PricedGift[];
  readonly fixedPrices: readonly FixedPriceOutcome[];
  readonly coupons: readonly CouponOutcome[];
  readonly nearMisses: readonly NearMiss[];
  readonly personalOffers: readonly PersonalOffer[];
  /** Manual reductions that the law or the policy forbids on their goods, by line; null is the whole sale's. */
  readonly refusedManual: readonly (string | null)[];
  readonly stampsNeeded: number;
  /** Sum of nets of the lines that may earn, before burns and foreign points. */
  readonly earnBase: number;
  readonly earnLineIds: readonly string[];
  /** Whether the exact search of some item deals passed its bound and ranking was used instead. */
  readonly isApproximate: boolean;
  /** States that the search made, all components together. */
  readonly searchNodes: number;
}
