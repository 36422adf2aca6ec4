import type { EarnRule } from '../../domain/points/earn-rule.ts';
import type { CompiledOffers, Offer } from '../../domain/pricing/offers.ts';
import { type CompiledValidity, holdsAt, promotionTime } from '../../domain/pricing/validity.ts';

/** Half open, ms since 1970. */
export interface Scheduled {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Whatever switches by itself when its moment comes. */
export interface Schedules {
  /** When each promotion holds. */
  readonly validities: readonly CompiledValidity[];
  /** Programmes, policies, experiments. */
  readonly scheduled: readonly Scheduled[];
  readonly earnRules: readonly Pick<EarnRule, 'when'>[];
}

const DAY_MS = 86_400_000;
/** Taiwan has kept UTC+8 without summer time since 1980, and head office writes its moments so. */
const TAIPEI_OFFSET_MS = 8 * 3_600_000;
/** A window that opens on one weekday alone opens again within so many days. */
const DAYS_AHEAD = 8;

/**
 * The next moment after `nowMs` at which what holds is not what held before it, or may not be: promotions by validity,
 * hours and weekdays; schedules; earn rules by their time and, where they name days, at midnight in Taipei. Whoever
 * waits for it looks again there.
 * @returns ms since 1970; undefined where nothing will ever switch.
 */
export function nextChangeMs(
  { validities, scheduled, earnRules }: Schedules,
  nowMs: number,
): number | undefined {
  let next = Number.POSITIVE_INFINITY;
  const consider = (atMs: number | undefined) => {
    if (atMs !== undefined && atMs > nowMs && atMs < next) next = atMs;
  };
  for (const { fromMs, untilMs } of scheduled) {
    consider(fromMs);
    consider(untilMs);
  }
  for (const { when } of earnRules) {
    consider(when.fromMs);
    consider(when.untilMs);
    const namesDays =
      when.weekdays !== undefined || when.monthDays !== undefined || when.birthday !== undefined;
    if (namesDays) consider(startOfDay(nowMs) + DAY_MS);
  }
  const byTimes = new Map<string, CompiledValidity[]>();
  for (const validity of validities) {
    for (const { fromMs, untilMs } of validity.spans) {
      consider(fromMs);
      consider(untilMs);
    }
    // Many promotions have the same hours: those that hold today switch together.
    if (isHeldByDate(validity, nowMs) && (validity.window !== undefined || validity.weekdays !== undefined)) {
      const key = JSON.stringify([validity.window ?? null, [...(validity.weekdays ?? [])].sort()]);
      const known = byTimes.get(key);
      if (known === undefined) byTimes.set(key, [validity]);
      else known.push(validity);
    }
  }
  for (const [first] of byTimes.values()) if (first !== undefined) consider(nextWindowSwitch(first, nowMs));
  return Number.isFinite(next) ? next : undefined;
}

/** When each promotion of a compiled set holds, once each. */
export function validitiesOf(offers: CompiledOffers): readonly CompiledValidity[] {
  const lists = [offers.bySku, offers.byCategory, offers.byBrand, offers.byTag, offers.bySegment];
  const all = new Set<Offer>(offers.basketWide);
  for (const list of lists) for (const found of list.values()) for (const offer of found) all.add(offer);
  return [...all].map(({ validity }) => validity);
}

/** The next opening or closing of the hours, were the promotion valid for ever. */
function nextWindowSwitch({ window, weekdays }: CompiledValidity, nowMs: number): number | undefined {
  const ever: CompiledValidity = { spans: [{ fromMs: -Infinity, untilMs: Infinity }], window, weekdays };
  const seconds = window === undefined ? [0] : [window.start, window.end];
  const today = startOfDay(nowMs);
  const moments = Array.from({ length: DAYS_AHEAD + 1 }, (_, day) =>
    seconds.map((second) => today + day * DAY_MS + second * 1_000),
  )
    .flat()
    .filter((atMs) => atMs > nowMs)
    .sort((a, b) => a - b);
  return moments.find(
    (atMs) => holdsAt(ever, promotionTime(atMs)) !== holdsAt(ever, promotionTime(atMs - 1)),
  );
}

function isHeldByDate({ spans }: CompiledValidity, nowMs: number): boolean {
  return spans.some(({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs);
}

/** Midnight in Taipei at or before the moment. */
function startOfDay(atMs: number): number {
  return Math.floor((atMs + TAIPEI_OFFSET_MS) / DAY_MS) * DAY_MS - TAIPEI_OFFSET_MS;
}
