import { assert } from '../../base/assert.ts';
import { payableAt, weighedPrice } from './amounts.ts';
import type { BasketLine, ManualDiscount, PricingPolicy } from './basket.ts';
import type { Offer } from './offers.ts';
import type { PricePart } from './priced-basket.ts';

/** A line while it is being priced. Steps work on its current net (payments-points.md 4.3, 8). */
export interface WorkLine {
  readonly index: number;
  readonly line: BasketLine;
  readonly gross: number;
  readonly units: number;
  /** A price label or weighed goods: one unit, and promotions by percentage only. */
  readonly isMeasured: boolean;
  /** Not of a kind that may be promoted or reduced at all. */
  readonly isPromotable: boolean;
  readonly isCounted: boolean;
  readonly mayEarn: boolean;
  readonly isOverridden: boolean;
  /** Current price of one unit: the shelf price, or the member price. */
  unitPrice: number;
  net: number;
  /** Part of the net that neither counts for nor carries what follows: exclusives, add-ons, redemptions. */
  closedNet: number;
  /** Units in no exclusive, deal or fixed price. */
  freeUnits: number;
  isRedeemed: boolean;
  readonly parts: PricePart[];
}

/** Lines as they stand before any step: gross = unit price × pieces, or what a label or weight says. */
export function workLines(lines: readonly BasketLine[], policy: PricingPolicy): readonly WorkLine[] {
  const [notPromoted, notCounted, notEarning] = [
    policy.notPromoted,
    policy.notCounted,
    policy.notEarning,
  ].map(({ categories, skus }) => {
    const [inCategories, inSkus] = [new Set(categories), new Set(skus)];
    return (line: BasketLine) => inCategories.has(line.category) || inSkus.has(line.sku);
  });
  assert(notPromoted !== undefined && notCounted !== undefined && notEarning !== undefined, 'three lists');
  return lines.map((line, index) => {
    const { measure, priceOverride } = line;
    const units = measure.kind === 'pieces' ? measure.quantity : 1;
    const unitPrice = priceOverride ?? shelfPrice(measure);
    return {
      index,
      line,
      gross: unitPrice * units,
      units,
      isMeasured: measure.kind !== 'pieces',
      isPromotable: !notPromoted(line),
      isCounted: !notCounted(line) && !notPromoted(line),
      mayEarn: !notEarning(line),
      isOverridden: priceOverride !== undefined,
      unitPrice,
      net: unitPrice * units,
      closedNet: 0,
      freeUnits: units,
      isRedeemed: false,
      parts: [],
    };
  });
}

function shelfPrice(measure: BasketLine['measure']): number {
  switch (measure.kind) {
    case 'pieces':
      return measure.unitPrice;
    case 'amount':
      return measure.amount;
    case 'weight':
      return weighedPrice(measure.grams, measure.pricePerKg);
  }
}

/** What counts for and carries thresholds, coupons and gifts (rules.thresholdBase). Whole NT$. */
export function openNetOf(line: WorkLine): number {
  return line.isCounted ? line.net - line.closedNet : 0;
}

/** Whether price promotions of single articles may look at the line. */
export function takesItemOffers(line: WorkLine): boolean {
  return line.isPromotable && !line.isOverridden;
}

/** Takes `amount` off the line's net and says why. A reduction of nothing leaves no trace. */
export function reduce(line: WorkLine, amount: number, why: Omit<PricePart, 'amount'>): void {
  if (amount === 0) return;
  assert(amount > 0 && amount <= line.net, 'a reduction is at most the net');
  line.net -= amount;
  line.closedNet = Math.min(line.closedNet, line.net);
  line.parts.push({ ...why, amount });
}

/** The part of a promotion, less its amount. */
export function whyOf(offer: Offer, step: PricePart['step'], units: number): Omit<PricePart, 'amount'> {
  const { id, version, label, fundingBrand } = offer.promotion;
  return {
    step,
    promotionId: id,
    version,
    couponId: null,
    label,
    fundingBrand: fundingBrand ?? null,
    unitsInvolved: units,
  };
}

/** What a manual reduction takes off `base`: never more than there is; a percentage rounds its payable half up. */
export function manualReduction(discount: ManualDiscount, base: number): number {
  return discount.kind === 'amount'
    ? Math.min(discount.amount, base)
    : base - payableAt(base, discount.payPct);
}
