import { payableAt } from './amounts.ts';
import { concerns, type HeldOffer, type Offer } from './offers.ts';
import { reduce, takesItemOffers, type WorkLine, whyOf } from './work-line.ts';

/**
 * 會員價: the lowest member price that is below the shelf price, for each line; of equal ones the lower id. It is the
 * base of all that follows (payments-points.md 4.3, 8). Measured goods have no price per piece to replace.
 */
export function applyMemberPrices(lines: readonly WorkLine[], offers: readonly HeldOffer[]): void {
  const best = new Map<WorkLine, { readonly offer: Offer; readonly price: number }>();
  for (const { offer, lineIndexes } of offers) {
    const { promotion } = offer;
    if (promotion.kind !== 'member-price') continue;
    for (const line of concerned(lines, offer, lineIndexes)) {
      if (line.isMeasured || promotion.price >= (best.get(line)?.price ?? line.unitPrice)) continue;
      best.set(line, { offer, price: promotion.price });
    }
  }
  for (const [line, { offer, price }] of best) {
    reduce(line, (line.unitPrice - price) * line.units, whyOf(offer, 'member-price', line.units));
    line.unitPrice = price;
  }
}

/**
 * 即期品: the exclusive that leaves least to pay, rounded per piece; of equal ones the lower id. Its units take part in
 * nothing else, and neither count for nor carry thresholds and coupons (payments-points.md 4.3, 8). One that would
 * save nothing does not lock the line.
 */
export function applyExclusives(lines: readonly WorkLine[], offers: readonly HeldOffer[]): void {
  const best = new Map<WorkLine, { readonly offer: Offer; readonly pays: number }>();
  for (const { offer, lineIndexes } of offers) {
    const { promotion } = offer;
    if (promotion.kind !== 'exclusive-percent') continue;
    for (const line of concerned(lines, offer, lineIndexes)) {
      const pays = payableAt(line.unitPrice, promotion.payPct);
      if (pays < (best.get(line)?.pays ?? line.unitPrice)) best.set(line, { offer, pays });
    }
  }
  for (const [line, { offer, pays }] of best) {
    reduce(line, (line.unitPrice - pays) * line.units, whyOf(offer, 'exclusive', line.units));
    line.closedNet = line.net;
    line.freeUnits = 0;
  }
}

function concerned(
  lines: readonly WorkLine[],
  offer: Offer,
  lineIndexes: readonly number[],
): readonly WorkLine[] {
  return lineIndexes
    .map((index) => lines[index])
    .filter((line) => line !== undefined && takesItemOffers(line) && concerns(offer, line.line))
    .filter((line) => line !== undefined);
}
