import { ok, type Result } from '../../base/result.ts';
import { divideDown } from '../pricing/amounts.ts';
import { sumOf } from './arithmetic.ts';
import type { BurnRecord } from './burn.ts';
import { type Earned, pointsFor } from './earn.ts';
import { keptShare } from './earning-part.ts';
import {
  entryHead,
  entryId,
  type LotPart,
  type Occasion,
  type PointsEntry,
  type PointsEntryOf,
} from './entry.ts';
import { balanceOf, type PointsLedger, replay } from './ledger.ts';
import { isAlive } from './lots.ts';
import { endOfTaipeiDay, expiryOf, type PointsProgramme } from './programme.ts';
import { type PointsRefusal, refused } from './refusal.ts';

/**
 * What a return does to points (payments-points.md 3.5; scenarios.json, rules.returns). Everything is a function of what
 * is kept: a return takes the difference between what was kept before and after it, so that returns in any number and
 * order come to the same sum, and nothing is priced again.
 */

/** One line of the sale with what of it has come back, all returns counted. Pieces and whole NT$. */
export interface ReturnedLine {
  readonly lineId: string;
  readonly units: number;
  readonly returnedUnits: number;
  /** Stored net of the whole line. */
  readonly net: number;
  readonly returnedNet: number;
}

/** Points that the sale gives for what is kept of it. Lines that are not named are kept whole. */
export function earnedOnKept(earned: Earned, lines: readonly ReturnedLine[]): number {
  const amounts = earned.bases.map(({ lineId, amount }) => {
    const line = lines.find((each) => each.lineId === lineId);
    return line === undefined ? amount : keptShare(amount, line.net - line.returnedNet, line.net);
  });
  const points = pointsFor(earned.formula, sumOf(amounts));
  return earned.ceiling === null ? points : Math.min(points, earned.ceiling);
}

/** Burned points that belong to what has come back, in whole steps of each line's share. */
export function burnedOnReturned({ shares, step }: BurnRecord, lines: readonly ReturnedLine[]): number {
  return sumOf(
    shares.map(({ lineId, points }) => {
      const line = lines.find((each) => each.lineId === lineId);
      if (line === undefined || line.units === 0) return 0;
      return keptShare(divideDown(points, step), line.returnedUnits, line.units) * step;
    }),
  );
}

/** Whose points a return moves, and when. */
export interface ReturnAsk {
  readonly earned: readonly Earned[];
  readonly burns: readonly BurnRecord[];
  readonly before: readonly ReturnedLine[];
  readonly after: readonly ReturnedLine[];
}

/** What a return moves. */
export interface ReturnPlan {
  /** By rule; those that lose nothing are absent. */
  readonly clawbacks: readonly { readonly earned: Earned; readonly points: number }[];
  /** By burn, with the lots that get them: what was taken last comes back first. */
  readonly givenBack: readonly {
    readonly burn: BurnRecord;
    readonly points: number;
    readonly lots: readonly LotPart[];
  }[];
}

/**
 * Works out one return.
 * @returns `returned-too-much` where a line gives back more than it has, or less than it already had.
 */
export function planReturn({ earned, burns, before, after }: ReturnAsk): Result<ReturnPlan, PointsRefusal> {
  for (const line of after) {
    const was = before.find(({ lineId }) => lineId === line.lineId);
    const isSound =
      isBetween(line.returnedUnits, was?.returnedUnits ?? 0, line.units) &&
      isBetween(line.returnedNet, was?.returnedNet ?? 0, line.net) &&
      (was === undefined || (was.units === line.units && was.net === line.net));
    if (!isSound) return refused('returned-too-much', { lineId: line.lineId });
  }
  const missing = before.find(({ lineId }) => !after.some((line) => line.lineId === lineId));
  if (missing !== undefined) return refused('returned-too-much', { lineId: missing.lineId });

  const clawbacks = earned.flatMap((each) => {
    const points = earnedOnKept(each, before) - earnedOnKept(each, after);
    return points > 0 ? [{ earned: each, points }] : [];
  });
  const givenBack = burns.flatMap((burn) => {
    const already = burnedOnReturned(burn, before);
    const points = burnedOnReturned(burn, after) - already;
    return points > 0 ? [{ burn, points, lots: lastTaken(burn.lots, already, points) }] : [];
  });
  return ok({ clawbacks, givenBack });
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

/** The parts of `lots`, counted from the last taken, that lie from `skip` on for `points`. */
function lastTaken(lots: readonly LotPart[], skip: number, points: number): readonly LotPart[] {
  let toSkip = skip;
  let open = points;
  const parts: LotPart[] = [];
  for (const lot of lots.toReversed()) {
    const skipped = Math.min(toSkip, lot.points);
    toSkip -= skipped;
    const given = Math.min(open, lot.points - skipped);
    open -= given;
    if (given > 0) parts.push({ ...lot, points: given });
  }
  return parts;
}

/**
 * How much a clawback really takes: all of it where the programme lets the balance go below zero without a floor, else
 * what still waits in the lot itself and what the balance has above the floor.
 */
export function clawbackWithin(
  programme: PointsProgramme,
  ledger: PointsLedger,
  { lotId, points }: { readonly lotId: string; readonly points: number },
): number {
  const { isAllowed, floor } = programme.negativeBalance;
  if (isAllowed && floor === null) return points;
  const waiting = sumOf(ledger.lots.map((lot) => (lot.isPending && lot.lotId === lotId ? lot.points : 0)));
  const room = Math.max(0, balanceOf(ledger) - (isAllowed ? (floor ?? 0) : 0));
  return Math.min(points, waiting + room);
}

/** Where the entries of a return find what they need. */
export interface ReturnContext {
  /** Of the return: its `occasionId` is the return's own, its `saleId` the returned sale's. */
  readonly occasion: Occasion;
  /** Under which the sale earned. */
  readonly saleOccasionId: string;
  readonly programmes: readonly PointsProgramme[];
  /** As far as they are seen; a till that sees none takes all and leaves the rest to head office. */
  readonly ledgers: readonly PointsLedger[];
}

/**
 * The ledger's entries of a return, burned points first. Points of lots that ended meanwhile come back for the rest of the
 * day of the return, where the programme says so; else to the dead lot, from which the next sweep takes them.
 */
export function returnEntries(plan: ReturnPlan, context: ReturnContext): readonly PointsEntry[] {
  const entries: PointsEntry[] = [];
  for (const [n, { burn, points, lots }] of plan.givenBack.entries())
    entries.push(giveBackEntry(burn, { points, lots, n }, context));
  for (const { earned, points } of plan.clawbacks) {
    const entry = clawbackEntry(earned, points, context, entries);
    if (entry !== undefined) entries.push(entry);
  }
  return entries;
}

function giveBackEntry(
  burn: BurnRecord,
  { points, lots, n }: { readonly points: number; readonly lots: readonly LotPart[]; readonly n: number },
  { occasion, programmes }: ReturnContext,
): PointsEntryOf<'REVERSE_BURN'> {
  const programme = programmes.find(({ id }) => id === burn.programmeId);
  const { atMs } = occasion;
  const ids = { id: burn.programmeId, version: programme?.version ?? 1 };
  const head = entryHead(occasion, 'REVERSE_BURN', ids, { n });
  const isLost = (lot: LotPart) => programme?.refundOfExpired === 'end-of-return-day' && !isAlive(lot, atMs);
  const restored = lots.filter((lot) => !isLost(lot));
  const lost = sumOf(lots.filter(isLost).map((lot) => lot.points));
  if (lost > 0)
    restored.push({ lotId: head.id, points: lost, earnedAtMs: atMs, expiresAtMs: endOfTaipeiDay(atMs) });
  const unseen = points - sumOf(lots.map((lot) => lot.points));
  // A token's burn knew no lots: such points come back as if they were earned today.
  if (unseen > 0) {
    const expiresAtMs = programme === undefined ? null : expiryOf(programme.expiry, atMs);
    restored.push({ lotId: burn.burnId, points: unseen, earnedAtMs: atMs, expiresAtMs });
  }
  return { ...head, burnId: burn.burnId, points, lots: restored };
}

function clawbackEntry(
  { programmeId, programmeVersion, ruleId, ruleVersion }: Earned,
  points: number,
  { occasion, saleOccasionId, programmes, ledgers }: ReturnContext,
  before: readonly PointsEntry[],
): PointsEntryOf<'REVERSE_EARN'> | undefined {
  const lotId = entryId(saleOccasionId, ruleId, 'EARN_PENDING', 0);
  const programme = programmes.find(({ id }) => id === programmeId);
  const seen = ledgers.find((ledger) => ledger.programmeId === programmeId);
  const within =
    programme === undefined || seen === undefined
      ? points
      : clawbackWithin(programme, replay(seen, before), { lotId, points });
  if (within === 0) return undefined;
  const ids = { id: programmeId, version: programmeVersion };
  return {
    ...entryHead(occasion, 'REVERSE_EARN', ids, { ruleId, ruleVersion }),
    lotId,
    points: within,
  };
}
