// The till's own rules, applied to a scenario of kind sale without a till: what the oracle is compared with.
import { scenarioCoupon, scenarioPromotion } from '../../fixtures/pricing/scenario-offers.ts';
import {
  crossProgramme,
  ownProgramme,
  scenarioEarnRules,
  stampsProgramme,
} from '../../fixtures/pricing/scenario-programmes.ts';
import { taiwanPolicy } from '../../fixtures/pricing/taiwan-policy.ts';
import { assert } from '../../src-main/base/assert.ts';
import { planBurns } from '../../src-main/domain/points/burn.ts';
import { earn } from '../../src-main/domain/points/earn.ts';
import { EarnRules } from '../../src-main/domain/points/earn-rule.ts';
import type { EarnLine, PaidBy } from '../../src-main/domain/points/earning-part.ts';
import { entryHead } from '../../src-main/domain/points/entry.ts';
import { emptyLedger, evolve, type PointsLedger } from '../../src-main/domain/points/ledger.ts';
import type { PointsProgramme } from '../../src-main/domain/points/programme.ts';
import { Basket } from '../../src-main/domain/pricing/basket.ts';
import { compileOffers } from '../../src-main/domain/pricing/offers.ts';
import { priceBasket } from '../../src-main/domain/pricing/price-basket.ts';
import type { PricedBasket } from '../../src-main/domain/pricing/priced-basket.ts';
import { applyReduction } from '../../src-main/domain/pricing/reduction.ts';
import { splitTax } from '../../src-main/domain/tax.ts';
import type { ByHand, Sale, SaleLine, Shop } from './sale.ts';

const NOON = '2026-11-03T12:00:00+08:00';
const POINTS = 300;
const SNAPSHOT_HOURS = 24;
const [OWN, CROSS, STAMPS] = [ownProgramme(), crossProgramme(), stampsProgramme()];

export interface EngineFigures {
  readonly priced: PricedBasket;
  readonly burnValue: number;
  readonly crossValue: number;
  readonly earned: Readonly<Record<string, number>>;
  readonly invoice: ReturnType<typeof splitTax>;
}

/** Prices the sale, burns, pays and earns by the functions that the till uses. */
export function figuresByEngine(sale: Sale, shop: Shop): EngineFigures {
  const atMs = Date.parse(sale.given?.firstTenderAt ?? NOON);
  const offers = compileOffers(
    sale.promotions.map((id) => scenarioPromotion(must(shop.promotions[id]))),
    'S1',
  );
  const basePrices = priceBasket(basketOf(sale, shop), offers, atMs, { policy: taiwanPolicy });
  const plans = plansFor(sale, shop, basePrices, atMs);
  const priced = applyReduction(basePrices, plans.own, basePrices.earnLineIds);
  const paid = paidOf(sale, plans.cross, priced.due);
  const outcome = earn({
    programmes: [OWN, CROSS, STAMPS],
    rules: EarnRules.parse(scenarioEarnRules(sale.given?.binRule)),
    lines: earnLines(priced, shop),
    paid,
    member: { tiers: [], birthday: null, isFirstPurchase: false },
    storeId: 'S1',
    channel: 'store',
    atMs,
    businessDate: '2026-11-03',
    isOnline: sale.online,
    counters: {},
  });
  return {
    priced,
    burnValue: plans.own,
    crossValue: plans.cross,
    earned: Object.fromEntries(outcome.earned.map(({ ruleId, points }) => [ruleId, points])),
    invoice: splitTax(
      priced.lines.map(({ sku, net }) => ({ net, tax: TAX_KINDS[must(shop.catalog[sku]).tax] })),
    ),
  };
}

const TAX_KINDS = { taxable: 'taxable', exempt: 'exempt', not_invoiced: 'not-invoiced' } as const;

export function basketOf(sale: Sale, shop: Shop): Basket {
  const { member, segments = [] } = sale;
  return Basket.parse({
    lines: sale.lines.map((line, place) => ({
      lineId: `${place}`,
      sku: line.sku,
      category: must(shop.catalog[line.sku]).category,
      measure: measureOf(line),
      ...(line.priceOverride === undefined ? {} : { priceOverride: line.priceOverride }),
      ...(line.discount === undefined ? {} : { manualDiscount: byHand(line.discount) }),
    })),
    member:
      member === null
        ? null
        : {
            id: 'M1',
            tiers: [],
            stamps: member.stamps ?? 0,
            segments: segments.map((it) => ({ id: it.split(':')[0], variant: it.split(':')[1] })),
          },
    coupons: sale.coupons.map((id) => ({
      coupon: scenarioCoupon(must(shop.coupons[id])),
      isAuthentic: true,
      isUsedUp: false,
    })),
    ...(sale.discount === undefined ? {} : { saleDiscount: byHand(sale.discount) }),
  });
}

function measureOf({ qty, unitPrice, grams }: SaleLine) {
  return grams === undefined
    ? { kind: 'pieces', unitPrice, quantity: qty }
    : { kind: 'weight', grams, pricePerKg: unitPrice };
}

function byHand(by: ByHand) {
  return 'off' in by ? { kind: 'amount', amount: by.off } : { kind: 'percent', payPct: by.payPct };
}

function earnLines(priced: PricedBasket, shop: Shop): readonly EarnLine[] {
  return priced.lines.map(({ lineId, sku, net, mayEarn }) => ({
    lineId,
    sku,
    category: must(shop.catalog[sku]).category,
    lineKind: 'goods',
    isEarnable: mayEarn,
    net,
  }));
}

function plansFor(
  sale: Sale,
  shop: Shop,
  priced: PricedBasket,
  atMs: number,
): { readonly own: number; readonly cross: number } {
  const { member } = sale;
  if (member?.burn !== 'max') return { own: 0, cross: 0 };
  const isFresh = (member.snapshotAgeHours ?? 0) < SNAPSHOT_HOURS;
  const allowance = isFresh ? Math.floor((member.deviceAllowance ?? 0) / POINTS) : 0;
  const plans = planBurns(
    [
      {
        programme: OWN,
        ledger: ledgerOf(OWN, member.ownBalance, atMs),
        wanted: 'max',
        offlineValue: sale.online ? null : allowance,
      },
      {
        programme: CROSS,
        ledger: ledgerOf(CROSS, member.crossBalance ?? 0, atMs),
        wanted: 'max',
        offlineValue: null,
      },
    ],
    earnLines(priced, shop),
    atMs,
  );
  assert(plans.ok, 'as much as is allowed is never too much');
  const planned = (id: string) => plans.value.find(({ programme }) => programme.id === id)?.value ?? 0;
  return { own: planned('OWN'), cross: planned('CROSS') };
}

function ledgerOf(programme: PointsProgramme, points: number, atMs: number): PointsLedger {
  const ledger = emptyLedger('M1', programme.id);
  if (points === 0) return ledger;
  const occasion = {
    occasionId: 'opening',
    saleId: null,
    memberId: 'M1',
    channel: 'store',
    storeId: 'S1',
    tillId: 'T1',
    businessDate: '2026-11-02',
    atMs: atMs - 86_400_000,
  };
  return evolve(ledger, {
    ...entryHead(occasion, 'ADJUST', programme),
    direction: points > 0 ? 'give' : 'take',
    points: Math.abs(points),
    expiresAtMs: null,
    reason: 'opening balance',
    approvedBy: 'head office',
  });
}

/** The tenders with what of each pays: cash less its change, a voucher less its breakage. */
function paidOf(sale: Sale, cross: number, due: number): readonly PaidBy[] {
  let left = due - cross;
  const foreign: PaidBy = { counts: 'foreign-points', type: 'points_cross', amount: cross };
  const paid = sale.tenders.map(({ type, amount, bin }): PaidBy => {
    const value = Math.min(amount, left);
    left -= value;
    const counts = type === 'voucher' ? 'voucher' : 'money';
    return { counts, type, amount: value, ...(bin === undefined ? {} : { cardPrefix: bin }) };
  });
  return cross === 0 ? paid : [foreign, ...paid];
}

function must<Thing>(thing: Thing | undefined): Thing {
  assert(thing !== undefined, 'the file describes it');
  return thing;
}
