import { compareIds } from './amounts.ts';
import { concerns, type Offer } from './offers.ts';
import type { FixedPriceOutcome, NearMiss } from './priced-basket.ts';
import type { FixedPricePromotion } from './promotion.ts';
import { openNetOf, reduce, takesItemOffers, type WorkLine, whyOf } from './work-line.ts';

/** What the step of add-ons and redemptions decided. */
export interface FixedPricesReport {
  readonly outcomes: readonly FixedPriceOutcome[];
  readonly nearMisses: readonly NearMiss[];
  readonly stampsNeeded: number;
}

/**
 * 加價購 and 集點換購, by priority, then id. The minimum is tested on the current open nets of the goods that count,
 * after item deals (payments-points.md 4.3, 8), without any line whose article still waits for this step: an article
 * never counts itself, and two never lift each other. One that does not come off is an ordinary line and counts
 * for those after it. Only units in no deal are sold so, the earlier lines first, at most `maxUnits`, and only where
 * the fixed price is lower. Their money then neither counts for nor carries thresholds and coupons.
 *
 * @param stamps what the member has. @param reach how far a minimum may be away to be told, whole NT$.
 */
export function applyFixedPrices(
  lines: readonly WorkLine[],
  offers: readonly Offer[],
  stamps: number,
  reach: number,
): FixedPricesReport {
  const asked = offers.flatMap((offer) => {
    const { promotion } = offer;
    if (promotion.kind !== 'add-on' && promotion.kind !== 'redeem') return [];
    const own = lines.filter(
      (line) => line.line.sku === promotion.sku && takesItemOffers(line) && !line.isMeasured,
    );
    return own.length === 0 ? [] : [{ offer, promotion, own }];
  });
  asked.sort(
    (a, b) => a.promotion.priority - b.promotion.priority || compareIds(a.promotion.id, b.promotion.id),
  );
  const waiting = asked.map(({ promotion }) => promotion.sku);
  const outcomes: FixedPriceOutcome[] = [];
  const nearMisses: NearMiss[] = [];
  let stampsLeft = stamps;
  for (const { offer, promotion, own } of asked) {
    const apart = new Set(waiting);
    waiting.shift();
    let base = 0;
    for (const line of lines) {
      if (!apart.has(line.line.sku) && concerns(offer, line.line)) base += openNetOf(line);
    }
    const outcome = sell(offer, promotion, own, base, stampsLeft);
    stampsLeft -= outcome.stamps;
    outcomes.push(outcome);
    const short = promotion.minimum - base;
    if (outcome.reason === 'minimum' && base > 0 && short <= reach) {
      const { id, label } = promotion;
      nearMisses.push({ promotionId: id, couponId: null, label, short, wouldSave: 0, what: 'fixed-price' });
    }
  }
  return { outcomes, nearMisses, stampsNeeded: stamps - stampsLeft };
}

function sell(
  offer: Offer,
  promotion: FixedPricePromotion,
  own: readonly WorkLine[],
  base: number,
  stampsLeft: number,
): FixedPriceOutcome {
  const { id, sku, price } = promotion;
  const stampsEach = promotion.kind === 'redeem' ? promotion.stamps : 0;
  const none = (reason: FixedPriceOutcome['reason']) => ({
    promotionId: id,
    sku,
    units: 0,
    stamps: 0,
    reason,
  });
  const willing = stampsEach === 0 ? own : own.filter((line) => line.line.isRedemptionDeclined !== true);
  if (willing.length === 0) return none('declined');
  const free = willing.filter((line) => line.freeUnits > 0);
  if (free.length === 0) return none('no-free-unit');
  const saving = free.filter((line) => line.unitPrice > price);
  if (saving.length === 0) return none('saves-nothing');
  if (base < promotion.minimum) return none('minimum');
  let units = 0;
  for (const line of saving) {
    let here = 0;
    while (here < line.freeUnits && units < promotion.maxUnits && (units + 1) * stampsEach <= stampsLeft) {
      here += 1;
      units += 1;
    }
    if (here === 0) continue;
    line.freeUnits -= here;
    reduce(line, (line.unitPrice - price) * here, whyOf(offer, promotion.kind, here));
    line.closedNet += price * here;
    if (promotion.kind === 'redeem') line.isRedeemed = true;
  }
  return units === 0
    ? none('stamps')
    : { promotionId: id, sku, units, stamps: units * stampsEach, reason: null };
}
