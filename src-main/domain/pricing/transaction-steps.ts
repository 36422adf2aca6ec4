import { compareIds, divideDown, prorate, savingAt } from './amounts.ts';
import { concerns, type Offer } from './offers.ts';
import type { NearMiss, PricedGift, PricePart } from './priced-basket.ts';
import type { TransactionPromotion } from './promotion.ts';
import { openNetOf, reduce, type WorkLine, whyOf } from './work-line.ts';

/** The lines that an offer counts, and their open nets (rules.thresholdBase). */
export function baseOf(
  lines: readonly WorkLine[],
  offer: Pick<Offer, 'selectors' | 'exclude'>,
): { readonly lines: readonly WorkLine[]; readonly nets: readonly number[]; readonly total: number } {
  const counted = lines.filter((line) => openNetOf(line) > 0 && concerns(offer, line.line));
  const nets = counted.map(openNetOf);
  return { lines: counted, nets, total: nets.reduce((sum, net) => sum + net, 0) };
}

/** Spreads `amount` over the lines of a base by largest remainder of their open nets (rules.proration). */
export function spread(
  base: ReturnType<typeof baseOf>,
  amount: number,
  why: (units: number) => Omit<PricePart, 'amount'>,
): void {
  const shares = prorate(amount, base.nets);
  for (const [index, line] of base.lines.entries()) reduce(line, shares[index] ?? 0, why(line.units));
}

/**
 * 滿額折, 每滿折, 全單 X 折: all that are reached, by priority, then id, each on the current net that the one before
 * left: so what is taken off does lower the next threshold (payments-points.md 4.3, 8).
 * @returns those not reached yet, within `reach` whole NT$.
 */
export function applyTransactions(
  lines: readonly WorkLine[],
  offers: readonly Offer[],
  reach: number,
): readonly NearMiss[] {
  const nearMisses: NearMiss[] = [];
  for (const { offer, promotion } of byPriority(offers, isTransaction)) {
    const base = baseOf(lines, offer);
    const amount = Math.min(reductionAt(promotion, base.total), base.total);
    const next = nextThreshold(promotion, base.total);
    if (next !== undefined && base.total > 0 && next - base.total <= reach) {
      const wouldSave = Math.min(reductionAt(promotion, next), next) - amount;
      const { id, label } = promotion;
      const short = next - base.total;
      if (wouldSave > 0) {
        nearMisses.push({ promotionId: id, couponId: null, label, short, wouldSave, what: 'reduction' });
      }
    }
    spread(base, amount, (units) => whyOf(offer, 'transaction', units));
  }
  return nearMisses;
}

/** 滿額贈, by priority, then id, on the current net after the coupons. A gift never lowers a net. */
export function findGifts(
  lines: readonly WorkLine[],
  offers: readonly Offer[],
  outOfStock: readonly string[],
  reach: number,
): { readonly gifts: readonly PricedGift[]; readonly nearMisses: readonly NearMiss[] } {
  const gifts: PricedGift[] = [];
  const nearMisses: NearMiss[] = [];
  for (const { offer, promotion } of byPriority(offers, isGift)) {
    const { id, version, label, sku, minimum, maxTimes } = promotion;
    const { total } = baseOf(lines, offer);
    const times = Math.min(maxTimes, divideDown(total, minimum));
    if (times > 0) {
      const quantity = times * promotion.quantity;
      gifts.push({ promotionId: id, version, label, sku, quantity, isOutOfStock: outOfStock.includes(sku) });
    }
    const short = (times + 1) * minimum - total;
    if (times < maxTimes && total > 0 && short <= reach) {
      nearMisses.push({ promotionId: id, couponId: null, label, short, wouldSave: 0, what: 'gift' });
    }
  }
  return { gifts, nearMisses };
}

type OfferWith<It> = { readonly offer: Offer; readonly promotion: It };

function byPriority<It extends Offer['promotion'] & { readonly priority: number }>(
  offers: readonly Offer[],
  is: (promotion: Offer['promotion']) => promotion is It,
): readonly OfferWith<It>[] {
  return offers
    .flatMap((offer) => (is(offer.promotion) ? [{ offer, promotion: offer.promotion }] : []))
    .sort(
      (a, b) => a.promotion.priority - b.promotion.priority || compareIds(a.promotion.id, b.promotion.id),
    );
}

function isTransaction(promotion: Offer['promotion']): promotion is TransactionPromotion {
  const { kind } = promotion;
  return (
    kind === 'every-amount' ||
    kind === 'threshold-amount' ||
    kind === 'threshold-percent' ||
    kind === 'order-percent'
  );
}

function isGift(
  promotion: Offer['promotion'],
): promotion is Extract<Offer['promotion'], { readonly kind: 'gift' }> {
  return promotion.kind === 'gift';
}

/** What the promotion takes off a base, before the cap at the base. */
function reductionAt(promotion: TransactionPromotion, base: number): number {
  switch (promotion.kind) {
    case 'every-amount':
      return Math.min(divideDown(base, promotion.every), promotion.max) * promotion.off;
    case 'threshold-amount':
      return highestStep(promotion.steps, base)?.off ?? 0;
    case 'threshold-percent': {
      const step = highestStep(promotion.steps, base);
      return step === undefined ? 0 : savingAt(base, step.payPct);
    }
    case 'order-percent':
      return savingAt(base, promotion.payPct);
  }
}

function highestStep<Step extends { readonly minimum: number }>(
  steps: readonly Step[],
  base: number,
): Step | undefined {
  let highest: Step | undefined;
  for (const step of steps) {
    if (step.minimum <= base && step.minimum > (highest?.minimum ?? -1)) highest = step;
  }
  return highest;
}

/** The next base at which the promotion takes off more; undefined where there is none. */
function nextThreshold(promotion: TransactionPromotion, base: number): number | undefined {
  switch (promotion.kind) {
    case 'every-amount': {
      const times = divideDown(base, promotion.every);
      return times >= promotion.max ? undefined : (times + 1) * promotion.every;
    }
    case 'threshold-amount':
    case 'threshold-percent': {
      const above = promotion.steps.map((step) => step.minimum).filter((minimum) => minimum > base);
      return above.length === 0 ? undefined : Math.min(...above);
    }
    case 'order-percent':
      return undefined;
  }
}
