import { z } from 'zod';
import { assert } from '../../base/assert.ts';
import { ok, type Result } from '../../base/result.ts';
import { divideDown, prorate } from '../pricing/amounts.ts';
import { isAmount, MAX_VALUE, ratioDown, sumOf } from './arithmetic.ts';
import { EntryId, entryHead, LotPart, type Occasion, type PointsEntryOf, type Provisional } from './entry.ts';
import { availableOf, type PointsLedger, pickLots } from './ledger.ts';
import {
  type Cap,
  type EligibleLine,
  isEligible,
  PointsId,
  type PointsProgramme,
  SomePoints,
  Value,
} from './programme.ts';
import { type PointsRefusal, refused } from './refusal.ts';

/**
 * How much of a sale points may pay (payments-points.md 3.5; scenarios.json, rules.ownPoints, crossPoints, jointCap).
 * Money is whole NT$, points are in the programme's smallest unit and go in whole steps of the programme's rate, so a
 * burn never takes more points than the reduction used.
 */

/** What a limit comes from. */
export type BurnBound =
  | 'balance'
  | 'cap-percent'
  | 'cap-absolute'
  | 'shared-cap'
  /** What is left to pay of goods that take points. */
  | 'goods'
  /** What may go without the network: see `offline.ts`. */
  | 'offline'
  /** Something could be burned, but less than the programme's minimum. */
  | 'minimum';

export interface BurnLine extends EligibleLine {
  readonly lineId: string;
  /** NT$ before any points of this sale. */
  readonly net: number;
}

export interface BurnAsk {
  readonly programme: PointsProgramme;
  /** Null: not seen, as with a token; then `offlineValue` bounds alone, and without it nothing can be burned. */
  readonly ledger: PointsLedger | null;
  /** NT$, or as much as is allowed. */
  readonly wanted: number | 'max';
  /** NT$ that may go without the network; null: head office takes part. */
  readonly offlineValue: number | null;
}

/** What one programme gives to one sale. */
export interface BurnPlan {
  readonly programme: PointsProgramme;
  /** NT$; 0: nothing is burned. */
  readonly value: number;
  readonly points: number;
  /** The smallest limit, also where less was wanted. */
  readonly boundBy: BurnBound;
  /** The most that was allowed, in NT$. */
  readonly maximum: number;
  /** Lines that carry it, in NT$: off their price, or, for a tender, of what earns. Largest remainder, none above its net. */
  readonly shares: readonly { readonly lineId: string; readonly value: number }[];
}

/** A burn as the finished sale keeps it, for returns. */
export const BurnRecord = z.strictObject({
  /** The BURN entry. */
  burnId: EntryId,
  programmeId: PointsId,
  points: SomePoints,
  /** NT$; 0 for stamps. */
  value: Value,
  /** Points that come back together: one step of the rate, or one stamp. */
  step: SomePoints,
  lots: z.array(LotPart).max(2_000),
  /** Points by line, in whole steps; they sum to `points`. */
  shares: z.array(z.strictObject({ lineId: z.string().min(1).max(64), points: SomePoints })).max(500),
});
export type BurnRecord = z.infer<typeof BurnRecord>;

/**
 * Plans the burns of one sale: own programmes (price reductions) first, foreign ones (tenders) fill what is left of a
 * shared cap; of equal treatment in the order asked.
 * @returns a plan for each ask, in that order; or why one of them cannot be had: `not-burnable`, `amount-invalid`,
 *   `below-minimum`, `above-limit` (`max` in NT$, `boundBy`).
 */
export function planBurns(
  asks: readonly BurnAsk[],
  lines: readonly BurnLine[],
  nowMs: number,
): Result<readonly BurnPlan[], PointsRefusal> {
  const inOrder = [
    ...asks.filter(({ programme }) => programme.treatment === 'price-reduction'),
    ...asks.filter(({ programme }) => programme.treatment === 'tender'),
  ];
  const plans: BurnPlan[] = [];
  for (const ask of inOrder) {
    const plan = planBurn(ask, { asks, lines, nowMs, before: plans });
    if (!plan.ok) return plan;
    plans.push(plan.value);
  }
  return ok(plans);
}

interface BurnContext {
  readonly asks: readonly BurnAsk[];
  readonly lines: readonly BurnLine[];
  readonly nowMs: number;
  readonly before: readonly BurnPlan[];
}

function planBurn(ask: BurnAsk, context: BurnContext): Result<BurnPlan, PointsRefusal> {
  const { programme, wanted } = ask;
  const { burn } = programme;
  if (burn === null) return refused('not-burnable', { programmeId: programme.id });
  if (wanted !== 'max' && !(isAmount(wanted, MAX_VALUE) && wanted % burn.value === 0))
    return refused('amount-invalid', { programmeId: programme.id });

  const open = openNets(programme, context);
  const [{ boundBy, value: bound }, ...others] = limitsOf(ask, burn, context, sumOf(open));
  const smallest = others.reduce((least, each) => (each.value < least.value ? each : least), {
    boundBy,
    value: bound,
  });
  const allowed = divideDown(Math.max(0, smallest.value), burn.value) * burn.value;
  const isTooLittle = allowed > 0 && allowed < burn.minimumValue;
  const maximum = isTooLittle ? 0 : allowed;
  const reason = isTooLittle ? 'minimum' : smallest.boundBy;

  if (wanted !== 'max' && wanted < burn.minimumValue)
    return refused('below-minimum', { programmeId: programme.id, minimum: burn.minimumValue });
  if (wanted !== 'max' && wanted > maximum)
    return refused('above-limit', { programmeId: programme.id, max: maximum, boundBy: reason });

  const value = wanted === 'max' ? maximum : wanted;
  const points = divideDown(value, burn.value) * burn.points;
  const shares = prorate(value, open).flatMap((share, index) => {
    const lineId = context.lines[index]?.lineId;
    return share === 0 || lineId === undefined ? [] : [{ lineId, value: share }];
  });
  return ok({ programme, value, points, boundBy: reason, maximum, shares });
}

/** What each line still has to pay, 0 for lines that take no points of this programme. */
function openNets(programme: PointsProgramme, { lines, before }: BurnContext): readonly number[] {
  return lines.map((line) => {
    if (!isEligible(programme, line)) return 0;
    const gone = before.flatMap(({ shares }) => shares.filter(({ lineId }) => lineId === line.lineId));
    return Math.max(0, line.net - sumOf(gone.map(({ value }) => value)));
  });
}

interface Limit {
  readonly boundBy: BurnBound;
  readonly value: number;
}

function limitsOf(
  { programme, ledger, offlineValue }: BurnAsk,
  burn: NonNullable<PointsProgramme['burn']>,
  context: BurnContext,
  openTotal: number,
): readonly [Limit, ...Limit[]] {
  const available = ledger === null ? 0 : availableOf(ledger, context.nowMs);
  const balance = Math.min(MAX_VALUE, divideDown(available, burn.points) * burn.value);
  const eligible = eligibleNet(programme, context.lines);
  const limits: [Limit, ...Limit[]] = [
    ledger === null && offlineValue !== null
      ? { boundBy: 'offline', value: offlineValue }
      : { boundBy: 'balance', value: balance },
  ];
  const { percent, absolute } = burn.cap;
  if (percent !== null) limits.push({ boundBy: 'cap-percent', value: ratioDown(eligible, percent, 100) });
  if (absolute !== null) limits.push({ boundBy: 'cap-absolute', value: absolute });
  if (burn.sharedCap !== null)
    limits.push({ boundBy: 'shared-cap', value: leftOfGroup(burn.sharedCap.group, context) });
  limits.push({ boundBy: 'goods', value: openTotal });
  if (ledger !== null && offlineValue !== null) limits.push({ boundBy: 'offline', value: offlineValue });
  return limits;
}

function eligibleNet(programme: PointsProgramme, lines: readonly BurnLine[]): number {
  return sumOf(lines.map((line) => (isEligible(programme, line) ? line.net : 0)));
}

function leftOfGroup(group: string, { asks, lines, before }: BurnContext): number {
  const inGroup = ({ burn }: PointsProgramme) => burn?.sharedCap?.group === group;
  const caps = asks.flatMap(({ programme }) => {
    const shared = programme.burn?.sharedCap;
    return shared?.group === group ? [capOn(shared.cap, eligibleNet(programme, lines))] : [];
  });
  const used = sumOf(before.map(({ programme, value }) => (inGroup(programme) ? value : 0)));
  return Math.max(0, Math.min(...caps) - used);
}

function capOn({ percent, absolute }: Cap, net: number): number {
  return Math.min(percent === null ? MAX_VALUE : ratioDown(net, percent, 100), absolute ?? MAX_VALUE);
}

/** Under which right points are burned. */
export type BurnRight =
  /** Free ones. */
  | { readonly kind: 'free' }
  /** Held by this RESERVE. */
  | { readonly kind: 'reserved'; readonly reserveId: string }
  /** Without head office: `offline.ts` made the paper, and the RESERVE entries behind its grants. */
  | { readonly kind: 'offline'; readonly provisional: Provisional; readonly reserveIds: readonly string[] };

/**
 * The BURN of a plan that burns something, and what the sale keeps of it. Without a ledger seen it names no lots.
 * @returns `amount-invalid` for a plan of nothing, `points-short` or `reserve-short` where the points went meanwhile.
 */
export function burn(
  ledger: PointsLedger | null,
  plan: BurnPlan,
  occasion: Occasion,
  right: BurnRight,
): Result<{ readonly entry: PointsEntryOf<'BURN'>; readonly record: BurnRecord }, PointsRefusal> {
  const { programme, points, value } = plan;
  if (points === 0 || programme.burn === null)
    return refused('amount-invalid', { programmeId: programme.id });
  const { points: step, value: stepValue } = programme.burn;
  const count = divideDown(points, step);
  assert(points === count * step && value === count * stepValue, 'points taken are worth the reduction');
  // Where a step is worth more than NT$1, a line's share in dollars need not be whole steps: steps are split anew.
  const steps = prorate(
    count,
    plan.shares.map((share) => share.value),
  );
  const shares = plan.shares.flatMap(({ lineId }, index) => {
    const share = (steps[index] ?? 0) * step;
    return share === 0 ? [] : [{ lineId, points: share }];
  });
  return burnOf(ledger, programme, occasion, right, { points, value, step, shares });
}

/** The BURN of points whose split over lines is known; `burn` and `redeemStamps` end here. */
export function burnOf(
  ledger: PointsLedger | null,
  programme: PointsProgramme,
  occasion: Occasion,
  right: BurnRight,
  what: Pick<BurnRecord, 'points' | 'value' | 'step' | 'shares'>,
): Result<{ readonly entry: PointsEntryOf<'BURN'>; readonly record: BurnRecord }, PointsRefusal> {
  const { points, value } = what;
  const available = ledger === null ? 0 : availableOf(ledger, occasion.atMs);
  if (right.kind === 'free' && available < points) return refused('points-short', { available });
  if (right.kind === 'reserved') {
    const held = ledger?.reserves.find(({ reserveId }) => reserveId === right.reserveId)?.points ?? 0;
    if (held < points) return refused('reserve-short', { held });
  }
  const asker =
    right.kind === 'reserved'
      ? ({ kind: 'holder' } as const)
      : ({ kind: 'anybody', nowMs: occasion.atMs } as const);
  const lots = ledger === null ? [] : [...pickLots(ledger, points, asker)];
  const entry = {
    ...entryHead(occasion, 'BURN', programme),
    points,
    value,
    lots,
    reserveIds: reserveIdsOf(right),
    provisional: right.kind === 'offline' ? right.provisional : null,
  };
  return ok({ entry, record: { ...what, burnId: entry.id, programmeId: programme.id, lots } });
}

function reserveIdsOf(right: BurnRight): string[] {
  if (right.kind === 'free') return [];
  return right.kind === 'reserved' ? [right.reserveId] : [...right.reserveIds];
}
