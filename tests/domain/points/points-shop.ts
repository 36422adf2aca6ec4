// The programmes and rules of scenarios.json, as head office would publish them, and small helpers for entries.
import { assert } from '../../../src-main/base/assert.ts';
import type { Result } from '../../../src-main/base/result.ts';
import { type BurnPlan, planBurns } from '../../../src-main/domain/points/burn.ts';
import { type EarnInput, earn } from '../../../src-main/domain/points/earn.ts';
import { EarnRule, EarnRules } from '../../../src-main/domain/points/earn-rule.ts';
import { EarnLine } from '../../../src-main/domain/points/earning-part.ts';
import { entryHead, type Occasion, type PointsEntryOf } from '../../../src-main/domain/points/entry.ts';
import { emptyLedger, evolve, type PointsLedger } from '../../../src-main/domain/points/ledger.ts';
import { PointsProgramme } from '../../../src-main/domain/points/programme.ts';

/** Noon in Taipei on 22 November 2026, a Sunday. */
export const NOON = Date.parse('2026-11-22T12:00:00+08:00');
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const EXCLUSIONS = {
  categories: ['TOBACCO', 'REDEEM_ITEM'],
  skus: [],
  lineKinds: ['collection', 'gift-card', 'donation', 'deposit', 'fee', 'redemption'],
};
const JOINT_CAP = { group: 'all-points', cap: { percent: 50, absolute: null } };

/** Own points: 300 are NT$1, at most half, a lower price. */
export const OWN = PointsProgramme.parse({
  id: 'OWN',
  version: 3,
  name: { 'zh-TW': '門市點數', en: 'Store points' },
  unit: 'points',
  decimals: 0,
  treatment: 'price-reduction',
  burn: {
    points: 300,
    value: 1,
    minimumValue: 0,
    cap: { percent: 50, absolute: null },
    sharedCap: JOINT_CAP,
  },
  expiry: { kind: 'end-of-next-year' },
  refundOfExpired: 'end-of-return-day',
  negativeBalance: { isAllowed: true, floor: null },
  offline: { isBurnAllowed: true, requires: 'grant-or-pool', memberDayValue: null, writeOffUpTo: 0 },
  exchangeRates: [
    {
      version: 7,
      toProgrammeId: 'CROSS',
      give: 300,
      get: 1,
      fee: 0,
      dailyCap: null,
      fromMs: 0,
      untilMs: NOON + 365 * DAY,
    },
  ],
  exclusions: EXCLUSIONS,
});

/** A partner's points: 1 is NT$1, a way to pay. */
export const CROSS = PointsProgramme.parse({
  ...OWN,
  id: 'CROSS',
  version: 1,
  name: { 'zh-TW': '聯盟點數', en: 'Partner points' },
  treatment: 'tender',
  burn: { ...OWN.burn, points: 1, cap: { percent: null, absolute: null } },
  expiry: { kind: 'never' },
  exchangeRates: [],
});

export const STAMPS = PointsProgramme.parse({
  ...OWN,
  id: 'STAMPS',
  name: { 'zh-TW': '印花', en: 'Stamps' },
  unit: 'stamps',
  burn: null,
  expiry: { kind: 'on-date', date: '2026-12-31' },
  exchangeRates: [],
});

const ANY = {
  version: 1,
  goods: {},
  when: {},
  money: { kind: 'any' },
  caps: { perSale: null, perDay: null, perMonth: null },
  confirms: 'at-once',
} as const;

/** A rule that differs from "all goods, everybody, any money, no cap" in what is given. */
export function rule(parts: Partial<EarnRule> & Pick<EarnRule, 'id' | 'formula'>): EarnRule {
  return EarnRule.parse({ ...ANY, programmeId: 'OWN', ...parts });
}

/** 1 point for each NT$1. */
export const BASE = rule({
  id: 'base',
  formula: { kind: 'rate', points: 1, perAmount: 1, rounding: 'down' },
});
export const STAMP_RULE = rule({
  id: 'stamp',
  programmeId: 'STAMPS',
  formula: { kind: 'steps', points: 1, every: 100 },
});
/** SC-21: 3 % of what the co-brand card pays, at most 50, once the card settles. */
export const CARD_RULE = rule({
  id: 'card',
  programmeId: 'CROSS',
  formula: { kind: 'rate', points: 3, perAmount: 100, rounding: 'down' },
  money: { kind: 'card-prefix', prefixes: ['40000012'] },
  caps: { perSale: 50, perDay: null, perMonth: null },
  confirms: 'card-settlement',
});

const CATEGORIES: Readonly<Record<string, string>> = {
  CG1: 'TOBACCO',
  BILL: 'COLLECTION',
  GC500: 'GIFT_CARD',
  PAN: 'REDEEM_ITEM',
  A01: 'DRINK',
  L01: 'DRINK',
};
const KINDS: Readonly<Record<string, EarnLine['lineKind']>> = {
  BILL: 'collection',
  GC500: 'gift-card',
  PAN: 'redemption',
};

/** Lines of a sale from `{ SKU: net }`, with the kinds and categories of scenarios.json. */
export function linesOf(nets: Readonly<Record<string, number>>): readonly EarnLine[] {
  return Object.entries(nets).map(([sku, net]) =>
    EarnLine.parse({
      lineId: sku,
      sku,
      category: CATEGORIES[sku] ?? 'GOODS',
      lineKind: KINDS[sku] ?? 'goods',
      isEarnable: true,
      net,
    }),
  );
}

/** The input of a sale in which nothing is special. */
export function saleInput(input: Partial<EarnInput> & Pick<EarnInput, 'lines'>): EarnInput {
  return {
    programmes: [OWN, CROSS, STAMPS],
    rules: EarnRules.parse([BASE]),
    paid: [],
    member: { tiers: [], birthday: null, isFirstPurchase: false },
    storeId: 'S1',
    channel: 'store',
    atMs: NOON,
    businessDate: '2026-11-22',
    isOnline: true,
    counters: {},
    ...input,
  };
}

/** Points that each rule of the input gives. */
export function earnedBy(input: EarnInput): Readonly<Record<string, number>> {
  return Object.fromEntries(earn(input).earned.map(({ ruleId, points }) => [ruleId, points]));
}

/** An occasion of member M1 at till T1. */
export function occasionOf(occasionId: string, parts: Partial<Occasion> = {}): Occasion {
  return {
    occasionId,
    saleId: occasionId,
    memberId: 'M1',
    channel: 'store',
    storeId: 'S1',
    tillId: 'T1',
    businessDate: '2026-11-22',
    atMs: NOON,
    ...parts,
  };
}

/** An ADJUST that gives points which end at `expiresAtMs`. */
export function gift(
  programme: PointsProgramme,
  occasion: Occasion,
  points: number,
  expiresAtMs: number | null = null,
): PointsEntryOf<'ADJUST'> {
  return {
    ...entryHead(occasion, 'ADJUST', programme),
    direction: 'give',
    points,
    expiresAtMs,
    reason: 'opening balance',
    approvedBy: 'head office',
  };
}

/** M1's ledger with one lot of `points`, or none. */
export function ledgerWith(programme: PointsProgramme, points: number, memberId = 'M1'): PointsLedger {
  const ledger = emptyLedger(memberId, programme.id);
  if (points === 0) return ledger;
  const occasion = occasionOf(`opening-${programme.id}`, { memberId, saleId: null, atMs: NOON - 30 * DAY });
  return evolve(ledger, gift(programme, occasion, points));
}

/** The value of what must succeed. */
export function must<Value>(result: Result<Value, { readonly code: string }>): Value {
  assert(result.ok, result.ok ? '' : `refused: ${result.error.code}`);
  return result.value;
}

/** The plan of one programme's burn of as much as is allowed. */
export function maxBurn(
  programme: PointsProgramme,
  ledger: PointsLedger,
  lines: readonly EarnLine[],
  offlineValue: number | null = null,
): BurnPlan {
  const [plan] = must(planBurns([{ programme, ledger, wanted: 'max', offlineValue }], lines, NOON));
  assert(plan !== undefined, 'one ask has one plan');
  return plan;
}

/** The lines after a price reduction. */
export function reduced(lines: readonly EarnLine[], plan: BurnPlan): readonly EarnLine[] {
  return lines.map((line) => ({
    ...line,
    net: line.net - (plan.shares.find(({ lineId }) => lineId === line.lineId)?.value ?? 0),
  }));
}
