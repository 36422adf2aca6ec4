import { taiwanPolicy } from '../../../fixtures/pricing/taiwan-policy.ts';
import { prorate } from '../../domain/pricing/amounts.ts';
import type { Basket, BasketLine } from '../../domain/pricing/basket.ts';
import type { Deal, UnitClass } from '../../domain/pricing/deal.ts';
import { greedyFirings } from '../../domain/pricing/greedy-deals.ts';
import { compileOffers, offersFor } from '../../domain/pricing/offers.ts';
import { priceBasket } from '../../domain/pricing/price-basket.ts';
import type { DealPromotion, Promotion, Selector } from '../../domain/pricing/promotion.ts';
import { promotionTime } from '../../domain/pricing/validity.ts';

import type { Scenario, ScenarioFile } from './format.ts';
import { referenceDataOf } from './reference-data.ts';

/**
 * What a sale would save if its item deals were taken greedily: again and again the firing that saves most among the
 * units that are left, of equals that with the lower promotion id (payments-points.md 4.3; SC-10 has 24 against 33).
 * The deals are found by `greedyFirings` of the pricing room; what they save stands in the basket as a reduction of
 * the line, and all other steps are the till's own.
 *
 * Lines are by the piece, without reductions by hand. @param promotions as published. Whole NT$.
 */
export function greedyDiscountOf(basket: Basket, promotions: readonly Promotion[], atMs: number): number {
  const deals = promotions.filter(isItemDeal).sort((a, b) => (a.id < b.id ? -1 : 1));
  const others = compileOffers(
    promotions.filter((promotion) => !isItemDeal(promotion)),
    STORE,
  );
  const steps = { policy: taiwanPolicy };
  // Member prices and exclusives alone say what a unit costs and whether a deal may have it.
  const first = compileOffers(
    promotions.filter(({ kind }) => kind === 'member-price' || kind === 'exclusive-percent'),
    STORE,
  );
  const opened = priceBasket({ ...basket, coupons: [] }, first, atMs, steps);
  const open = basket.lines.flatMap((line, place) => {
    const priced = opened.lines[place];
    const isExclusive = priced?.parts.some((part) => part.step === 'exclusive') === true;
    return priced === undefined || isExclusive ? [] : [{ line, place, price: priced.net / priced.quantity }];
  });
  const holding = offersFor(compileOffers(deals, STORE), basket.lines, basket.member, promotionTime(atMs));
  const held = deals.filter(({ id }) => holding.some(({ offer }) => offer.promotion.id === id));
  const ranked = [...open].sort((a, b) => b.price - a.price || a.place - b.place);
  const classes = ranked.map(
    ({ line, price }): UnitClass => ({
      price,
      count: line.measure.kind === 'pieces' ? line.measure.quantity : 0,
      slots: held.map((promotion) => slotsOf(promotion, line)),
    }),
  );
  const savings = new Map<string, number>();
  for (const { takes, saving, times } of greedyFirings(classes, held.map(dealOf))) {
    const bases = takes.map(({ unitClass, count }) => (ranked[unitClass]?.price ?? 0) * count * times);
    for (const [place, share] of prorate(saving * times, bases).entries()) {
      const lineId = ranked[takes[place]?.unitClass ?? -1]?.line.lineId ?? '';
      savings.set(lineId, (savings.get(lineId) ?? 0) + share);
    }
  }
  return priceBasket(withReductions(basket, savings), others, atMs, steps).discount;
}

const STORE = 'SCENARIO';

function withReductions(basket: Basket, savings: ReadonlyMap<string, number>): Basket {
  return {
    ...basket,
    lines: basket.lines.map((line): BasketLine => {
      const amount = savings.get(line.lineId) ?? 0;
      return amount === 0 ? line : { ...line, manualDiscount: { kind: 'amount', amount } };
    }),
  };
}

function isItemDeal(promotion: Promotion): promotion is DealPromotion {
  return ['any-n', 'second-percent', 'bogo', 'bundle', 'segment-percent'].includes(promotion.kind);
}

function dealOf(promotion: DealPromotion, place: number): Deal {
  const base = { promotion: place };
  switch (promotion.kind) {
    case 'segment-percent':
      return { ...base, kind: 'percent', n: 1, payPct: promotion.payPct };
    case 'second-percent':
      return { ...base, kind: 'pair', payPct: promotion.payPct };
    case 'bogo':
      return { ...base, kind: 'pair', payPct: 0 };
    case 'bundle':
      return { ...base, kind: 'bundle', n: promotion.slots.length, price: promotion.price };
    case 'any-n':
      return promotion.pay.kind === 'percent'
        ? { ...base, kind: 'percent', n: promotion.n, payPct: promotion.pay.payPct }
        : { ...base, kind: 'price', n: promotion.n, price: promotion.pay.price };
  }
}

/** Slots that a unit of the line may fill, as bits; one for deals that have none. */
function slotsOf(promotion: DealPromotion, line: BasketLine): number {
  if (promotion.exclude !== undefined && isIn(promotion.exclude, line)) return 0;
  if (promotion.kind !== 'bundle') return isIn(promotion.select, line) ? 1 : 0;
  return promotion.slots.reduce((bits, slot, place) => (isIn(slot, line) ? bits | (1 << place) : bits), 0);
}

function isIn(selector: Selector, line: BasketLine): boolean {
  return selector.skus?.includes(line.sku) === true || selector.categories?.includes(line.category) === true;
}

/** The basket that the short form of a scenario names. */
export function greedyBasket(scenario: Scenario, file: ScenarioFile): Basket {
  const isMember = (scenario.member ?? null) !== null;
  return {
    lines: (scenario.lines ?? []).map(
      ({ sku, qty, unitPrice }, place): BasketLine => ({
        lineId: `${place}`,
        sku,
        category: file.catalog[sku]?.category ?? '',
        measure: { kind: 'pieces', unitPrice: unitPrice ?? file.catalog[sku]?.price ?? 0, quantity: qty },
      }),
    ),
    member: isMember
      ? {
          id: 'M',
          tiers: [],
          stamps: scenario.member?.stamps ?? 0,
          segments: (scenario.segments ?? []).map(segmentOf),
        }
      : null,
    coupons: referenceDataOf(scenario, file).coupons.flatMap((item) =>
      item.kind === 'coupon' ? [{ coupon: item.coupon, isAuthentic: true, isUsedUp: false }] : [],
    ),
  };
}

function segmentOf(text: string): { readonly id: string; readonly variant: string } {
  const [id = '', variant = ''] = text.split(':');
  return { id, variant };
}
