import { assert } from '../../base/assert.ts';
import type { Basket, PricingPolicy } from './basket.ts';
import { applyCoupons } from './coupon-steps.ts';
import { applyFixedPrices } from './fixed-prices.ts';
import { applyItemDeals } from './item-deals.ts';
import { applyExclusives, applyMemberPrices } from './item-prices.ts';
import { type CompiledOffers, concerns, type Offer, offersFor } from './offers.ts';
import type {
  PersonalOffer,
  PricedBasket,
  PricedLine,
  PriceNote,
  PricePart,
  PriceStep,
} from './priced-basket.ts';
import { applyTransactions, baseOf, findGifts, spread } from './transaction-steps.ts';
import { promotionTime } from './validity.ts';
import { manualReduction, reduce, type WorkLine, workLines } from './work-line.ts';

export interface PricingOptions {
  /** What may not be promoted, counted or rewarded. */
  readonly policy: PricingPolicy;
  /** Most states of the exact search for one component of overlapping deals (payments-points.md 4.3, 2). */
  readonly nodeBound?: number;
  /** How far a threshold may be away to be told as 再買 NT$x, whole NT$. */
  readonly nearMissReach?: number;
}

/** Beyond it marginal value ranking is used (payments-points.md 4.3, 2). A count and no time: prices are pure. */
export const NODE_BOUND = 20_000;
const NEAR_MISS_REACH = 100;

/** Selects every line that is open. */
const EVERYTHING = { selectors: [], exclude: undefined };

/**
 * Prices a basket, in the order of scenarios.json, rules.order:
 *
 * 1. price override (a price in itself), member price; 2. exclusives; 3. item deals by best total; 4. add-ons and
 * redemptions; 5. manual reductions of lines; 6. thresholds and percentages by priority; 7. coupons as shown;
 * 8. the manual reduction of the whole sale; 9. gifts. Points are burned afterwards, with `applyReduction`.
 *
 * Each step works on the current net. The same input always gives the same answer, whatever the order of the
 * promotions; it never throws on data that passed its schemas, and never leaves a negative net.
 *
 * @param offers of `compileOffers`. @param atMs the moment whose promotions hold, milliseconds since 1970: the first
 * tender's (rules.timeWindow).
 */
export function priceBasket(
  basket: Basket,
  offers: CompiledOffers,
  atMs: number,
  options: PricingOptions,
): PricedBasket {
  const reach = options.nearMissReach ?? NEAR_MISS_REACH;
  const lines = workLines(basket.lines, options.policy);
  const held = offersFor(offers, basket.lines, basket.member, promotionTime(atMs));
  const holding = held.map((it) => it.offer);

  applyMemberPrices(lines, held);
  applyExclusives(lines, held);
  const deals = applyItemDeals(lines, held, options.nodeBound ?? NODE_BOUND);
  const fixed = applyFixedPrices(lines, holding, basket.member?.stamps ?? 0, reach);
  const refusedManual: (string | null)[] = reduceByHand(lines);
  const missed = applyTransactions(lines, holding, reach);
  const scene = { member: basket.member, storeId: offers.storeId, atMs, reach };
  const coupons = applyCoupons(lines, basket.coupons, scene);
  if (!reduceSaleByHand(lines, basket)) refusedManual.push(null);
  const gifts = findGifts(lines, holding, basket.giftsOutOfStock ?? [], reach);

  const priced = lines.map(pricedLine);
  const sumOf = (amount: (line: PricedLine) => number) => priced.reduce((sum, line) => sum + amount(line), 0);
  const earning = priced.filter((line) => line.mayEarn);
  const [gross, discount] = [sumOf((line) => line.gross), sumOf((line) => line.discount)];
  return {
    lines: priced,
    pieces: sumOf((line) => line.quantity),
    gross,
    discount,
    due: gross - discount,
    notes: notesOf(priced),
    gifts: gifts.gifts,
    fixedPrices: fixed.outcomes,
    coupons: coupons.outcomes,
    nearMisses: [...fixed.nearMisses, ...missed, ...coupons.nearMisses, ...gifts.nearMisses],
    personalOffers: personalOffers(priced, lines, holding),
    refusedManual,
    stampsNeeded: fixed.stampsNeeded,
    earnBase: earning.reduce((sum, line) => sum + line.net, 0),
    earnLineIds: earning.map((line) => line.lineId),
    isApproximate: deals.isApproximate,
    searchNodes: deals.nodes,
  };
}

/** Reductions of single lines that a person gave. @returns the lines on which the policy forbids them. */
function reduceByHand(lines: readonly WorkLine[]): string[] {
  const refused: string[] = [];
  for (const line of lines) {
    const { manualDiscount } = line.line;
    if (manualDiscount === undefined) continue;
    if (!line.isPromotable) refused.push(line.line.lineId);
    else reduce(line, manualReduction(manualDiscount, line.net), byHand('manual-line', line.units));
  }
  return refused;
}

/** The reduction of the whole sale. @returns false where there is one and nothing it may be taken off. */
function reduceSaleByHand(lines: readonly WorkLine[], basket: Basket): boolean {
  if (basket.saleDiscount === undefined) return true;
  const base = baseOf(lines, EVERYTHING);
  spread(base, manualReduction(basket.saleDiscount, base.total), (units) => byHand('manual-sale', units));
  return base.total > 0;
}

function byHand(step: PriceStep, unitsInvolved: number): Omit<PricePart, 'amount'> {
  return {
    step,
    promotionId: null,
    version: null,
    couponId: null,
    label: null,
    fundingBrand: null,
    unitsInvolved,
  };
}

function pricedLine(line: WorkLine): PricedLine {
  const parts = mergedParts(line.parts);
  const discount = parts.reduce((sum, part) => sum + part.amount, 0);
  assert(line.net >= 0 && line.gross - discount === line.net, 'the parts make up what a line was reduced by');
  return {
    lineId: line.line.lineId,
    sku: line.line.sku,
    quantity: line.units,
    gross: line.gross,
    discount,
    net: line.net,
    parts,
    mayEarn: line.mayEarn && !line.isRedeemed,
  };
}

/** One part for each promotion and step, however often it fired on the line. */
function mergedParts(parts: readonly PricePart[]): readonly PricePart[] {
  const merged: PricePart[] = [];
  for (const part of parts) {
    const at = merged.findIndex((it) => isSameSource(it, part));
    const known = merged[at];
    if (known === undefined) {
      merged.push(part);
    } else {
      const unitsInvolved = known.unitsInvolved + part.unitsInvolved;
      merged[at] = { ...known, amount: known.amount + part.amount, unitsInvolved };
    }
  }
  return merged;
}

function isSameSource(a: PricePart, b: PricePart): boolean {
  return a.step === b.step && a.promotionId === b.promotionId && a.couponId === b.couponId;
}

/** The parts by promotion, in the order of the lines that they first touch. */
function notesOf(lines: readonly PricedLine[]): readonly PriceNote[] {
  const notes = new Map<
    string,
    { readonly part: PricePart; readonly shares: PriceNote['shares'][number][] }
  >();
  for (const { lineId, parts } of lines) {
    for (const part of parts) {
      const key = JSON.stringify([part.step, part.promotionId, part.couponId]);
      const share = { lineId, units: part.unitsInvolved, amount: part.amount };
      const note = notes.get(key);
      if (note === undefined) notes.set(key, { part, shares: [share] });
      else note.shares.push(share);
    }
  }
  return [...notes.values()].map(({ part, shares }) => ({
    step: part.step,
    promotionId: part.promotionId,
    couponId: part.couponId,
    label: part.label,
    amount: shares.reduce((sum, share) => sum + share.amount, 0),
    shares,
  }));
}

function personalOffers(
  priced: readonly PricedLine[],
  lines: readonly WorkLine[],
  offers: readonly Offer[],
): readonly PersonalOffer[] {
  return offers.flatMap((offer) => {
    const segment = offer.promotion.audience?.segment;
    if (segment === undefined || !lines.some((line) => line.isPromotable && concerns(offer, line.line)))
      return [];
    const { id, version } = offer.promotion;
    const isApplied = priced.some((line) => line.parts.some((part) => part.promotionId === id));
    return [{ promotionId: id, version, segment: segment.id, variant: segment.variant, isApplied }];
  });
}
