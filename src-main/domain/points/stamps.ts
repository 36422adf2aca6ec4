import type { Result } from '../../base/result.ts';
import { isAmount, MAX_POINTS, sumOf } from './arithmetic.ts';
import { type BurnRecord, type BurnRight, burnOf } from './burn.ts';
import type { Occasion, PointsEntryOf } from './entry.ts';
import type { PointsLedger } from './ledger.ts';
import type { PointsProgramme } from './programme.ts';
import { type PointsRefusal, refused } from './refusal.ts';

/**
 * Stamps that goods of this sale take, at a fixed price beside them (payments-points.md 1.1 row 21). They are a
 * programme like any other: earned by a rule of steps, ended by its expiry rule, given back by a return. The ledger is
 * that from before the sale, since stamps earned in it are usable from the next one (scenarios.json, rules.stamps).
 * @returns the BURN, worth NT$0, and what the sale keeps; `not-burnable` for what is no stamps' programme,
 *   `amount-invalid`, `points-short`.
 */
export function redeemStamps(
  ledger: PointsLedger,
  programme: PointsProgramme,
  occasion: Occasion,
  redemptions: readonly { readonly lineId: string; readonly stamps: number }[],
  right: BurnRight = { kind: 'free' },
): Result<{ readonly entry: PointsEntryOf<'BURN'>; readonly record: BurnRecord }, PointsRefusal> {
  if (programme.unit !== 'stamps') return refused('not-burnable', { programmeId: programme.id });
  const points = sumOf(redemptions.map(({ stamps }) => stamps));
  const areWhole = redemptions.every(({ stamps }) => isAmount(stamps, MAX_POINTS));
  if (!areWhole || !isAmount(points, MAX_POINTS))
    return refused('amount-invalid', { programmeId: programme.id });
  const shares = redemptions.map(({ lineId, stamps }) => ({ lineId, points: stamps }));
  return burnOf(ledger, programme, occasion, right, { points, value: 0, step: 1, shares });
}
