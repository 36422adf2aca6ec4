import { ok, type Result } from '../../base/result.ts';
import { isAmount, MAX_POINTS } from './arithmetic.ts';
import { entryHead, type Occasion, type PointsEntryOf } from './entry.ts';
import { availableOf, type PointsLedger } from './ledger.ts';
import type { PointsProgramme } from './programme.ts';
import { type PointsRefusal, refused } from './refusal.ts';

/**
 * Holds points for this asker until a BURN or RELEASE. @param points whole, at least 1. @param untilMs when head office
 * may release it without asking.
 * @returns `amount-invalid`, or `points-short` where not so many are free.
 */
export function reserve(
  ledger: PointsLedger,
  programme: PointsProgramme,
  occasion: Occasion,
  { points, untilMs, n = 0 }: { readonly points: number; readonly untilMs: number; readonly n?: number },
): Result<PointsEntryOf<'RESERVE'>, PointsRefusal> {
  if (!isAmount(points, MAX_POINTS)) return refused('amount-invalid', { programmeId: programme.id });
  const available = availableOf(ledger, occasion.atMs);
  if (points > available) return refused('points-short', { available });
  return ok({ ...entryHead(occasion, 'RESERVE', programme, { n }), points, untilMs });
}

/** Gives back what is left of a reservation. @returns `reserve-short` where there is none. */
export function release(
  ledger: PointsLedger,
  programme: PointsProgramme,
  occasion: Occasion,
  { reserveId, n = 0 }: { readonly reserveId: string; readonly n?: number },
): Result<PointsEntryOf<'RELEASE'>, PointsRefusal> {
  if (!ledger.reserves.some((each) => each.reserveId === reserveId)) return refused('reserve-short');
  return ok({ ...entryHead(occasion, 'RELEASE', programme, { n }), reserveId });
}
