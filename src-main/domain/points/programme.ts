import { z } from 'zod';
import { unreachable } from '../../base/assert.ts';
import { taipeiDate } from '../civil-time.ts';
import { LineKind } from '../product.ts';
import { MAX_POINTS, MAX_VALUE } from './arithmetic.ts';

/**
 * A points scheme, own or partner, as head office publishes it (payments-points.md 3.2: unit value, decimals,
 * rounding, expiry and refunds differ between schemes, so all of them are data).
 */

/** Part of a deterministic entry id, so it holds nothing that joins parts. */
export const PointsId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
export const Name = z.string().min(1).max(40);
/** In the programme's smallest unit. */
export const Points = z.number().int().min(0).max(MAX_POINTS);
export const SomePoints = Points.min(1);
/** Whole NT$. */
export const Value = z.number().int().min(0).max(MAX_VALUE);
/** NT$ of all lines of a sale together. */
export const TotalValue = z
  .number()
  .int()
  .min(0)
  .max(MAX_VALUE * 500);
/** Milliseconds since 1970, up to the year 2100, so that every expiry is a date that calendars hold. */
export const Instant = z.number().int().min(0).max(4_102_444_800_000);
export const Version = z.number().int().min(1);
const Names = z.array(Name).max(5_000);

/** Lines that neither earn nor count for burning (rules.ownPoints; one list for both: payments-points.md 4.3, 8). */
export const Exclusions = z.strictObject({
  categories: Names,
  skus: Names,
  lineKinds: z.array(LineKind).max(20),
});

/** How long points of a lot live. Days end at midnight in Taipei; what "until" names is still inside. */
export const ExpiryRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('never') }),
  /** So many days after the day on which they were earned. */
  z.strictObject({ kind: z.literal('days'), days: z.number().int().min(0).max(36_500) }),
  /** To 31 December of the year after. */
  z.strictObject({ kind: z.literal('end-of-next-year') }),
  /** The end of a campaign. */
  z.strictObject({ kind: z.literal('on-date'), date: z.iso.date() }),
]);
export type ExpiryRule = z.infer<typeof ExpiryRule>;

/** A bound on burning: a percentage of the eligible net, rounded down, and an amount. Null: no such bound. */
const Cap = z.strictObject({
  percent: z.number().int().min(0).max(100).nullable(),
  absolute: Value.nullable(),
});
export type Cap = z.infer<typeof Cap>;

const Burn = z.strictObject({
  /** So many points, in the smallest unit … */
  points: SomePoints.max(1_000_000),
  /** … are so many whole NT$: one step, burned whole or not at all. */
  value: Value.min(1).max(100_000),
  /** Less than this in NT$ is not burned at all. */
  minimumValue: Value,
  cap: Cap,
  /** Programmes that name the same group share the smallest cap any of them states for it. */
  sharedCap: z.strictObject({ group: PointsId, cap: Cap }).nullable(),
});

/** One conversion into another programme: `give` of this one is `get` of that one, in whole steps. */
export const ExchangeRate = z.strictObject({
  version: Version,
  toProgrammeId: PointsId,
  give: SomePoints.max(1_000_000_000),
  get: SomePoints.max(1_000_000_000),
  /** Taken from the giving side once per conversion. */
  fee: Points,
  /** Most that may be given in one business day, fee not counted. Null: no bound. */
  dailyCap: Points.nullable(),
  /** Half open. */
  fromMs: Instant,
  untilMs: Instant,
});
export type ExchangeRate = z.infer<typeof ExchangeRate>;

/** What holds while the network is down (payments-points.md 3.6). */
const Offline = z.strictObject({
  isBurnAllowed: z.boolean(),
  /**
   * What must have come to a till before it lets points go: a grant for the member or a share of the shop's pool, where a
   * snapshot is all that is known; or a share in any case, so that none burns before its share bounds it; or nothing.
   */
  requires: z.enum(['nothing', 'grant-or-pool', 'pool']),
  /** NT$ per member and business date at one till. Null: no such limit. */
  memberDayValue: Value.nullable(),
  /** An overdraft of at most so many points is written off by head office at once. */
  writeOffUpTo: Points,
});

export const PointsProgramme = z.strictObject({
  id: PointsId,
  version: Version,
  name: z.strictObject({ 'zh-TW': z.string().min(1).max(60), en: z.string().min(1).max(80) }),
  /** Stamps are earned and taken by the same ledger, but buy named goods and never money. */
  unit: z.enum(['points', 'stamps']),
  /** Digits behind the point that people see: 2 means that 100 stored are 1 shown. */
  decimals: z.number().int().min(0).max(4),
  /** The accountant decides which (payments-points.md 3.5): a lower price and invoice, or a way to pay. */
  treatment: z.enum(['price-reduction', 'tender']),
  /** Null: points of this programme never become money. */
  burn: Burn.nullable(),
  expiry: ExpiryRule,
  /** Burned points that come back after their lot's end: live to the end of the return's day, or stay dead. */
  refundOfExpired: z.enum(['end-of-return-day', 'stays-expired']),
  /** Whether a clawback may take more than there is, and how low. Null: no floor. */
  negativeBalance: z.strictObject({
    isAllowed: z.boolean(),
    floor: z.number().int().min(-MAX_POINTS).max(0).nullable(),
  }),
  offline: Offline,
  exchangeRates: z.array(ExchangeRate).max(200),
  exclusions: Exclusions,
});
export type PointsProgramme = z.infer<typeof PointsProgramme>;

/** What of a line decides whether it earns. */
export interface EligibleLine {
  readonly sku: string;
  readonly category: string;
  readonly lineKind: LineKind;
  /** What pricing already decided: law and policy keep some goods from any reward. */
  readonly isEarnable: boolean;
}

/** Whether the line earns in this programme and counts for its burning. */
export function isEligible(programme: PointsProgramme, line: EligibleLine): boolean {
  const { categories, skus, lineKinds } = programme.exclusions;
  return (
    line.isEarnable &&
    !lineKinds.includes(line.lineKind) &&
    !categories.includes(line.category) &&
    !skus.includes(line.sku)
  );
}

const DAY_MS = 86_400_000;

/** The first instant of the day in Taipei that follows the one `atMs` lies in. Taiwan keeps no summer time. */
export function endOfTaipeiDay(atMs: number): number {
  return startOf(taipeiDate(atMs)) + DAY_MS;
}

/**
 * When points earned at `atMs` end: the first instant at which they are gone, in ms since 1970, or null for never.
 */
export function expiryOf(rule: ExpiryRule, atMs: number): number | null {
  switch (rule.kind) {
    case 'never':
      return null;
    case 'days':
      return endOfTaipeiDay(atMs) + rule.days * DAY_MS;
    case 'end-of-next-year':
      return startOf(`${Number(taipeiDate(atMs).slice(0, 4)) + 2}-01-01`);
    case 'on-date':
      return startOf(rule.date) + DAY_MS;
    default:
      return unreachable(rule);
  }
}

function startOf(isoDay: string): number {
  return Date.parse(`${isoDay}T00:00:00+08:00`);
}
