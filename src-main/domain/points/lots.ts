import type { LotPart } from './entry.ts';

/** Points that came together and end together. */
export interface Lot {
  readonly lotId: string;
  /** Left of it, at least 1: a lot that is used up is no longer here. */
  readonly points: number;
  readonly earnedAtMs: number;
  /** First instant at which it is gone; null: never. */
  readonly expiresAtMs: number | null;
  /** Not to be spent until somebody confirms it. */
  readonly isPending: boolean;
}

/** Nearest expiry first, then the oldest, then by id (payments-points.md 3.3): the order in which lots are used. */
export function inUseOrder(a: Lot, b: Lot): number {
  const aEnds = a.expiresAtMs ?? Number.POSITIVE_INFINITY;
  const bEnds = b.expiresAtMs ?? Number.POSITIVE_INFINITY;
  if (aEnds !== bEnds) return aEnds < bEnds ? -1 : 1;
  if (a.earnedAtMs !== b.earnedAtMs) return a.earnedAtMs - b.earnedAtMs;
  if (a.lotId === b.lotId) return 0;
  return a.lotId < b.lotId ? -1 : 1;
}

/** Whether the lot is still to be spent at `nowMs`. */
export function isAlive(lot: { readonly expiresAtMs: number | null }, nowMs: number): boolean {
  return lot.expiresAtMs === null || nowMs < lot.expiresAtMs;
}

/** Points of the confirmed lots together. */
export function confirmedPoints(lots: readonly Lot[]): number {
  return lots.reduce((sum, lot) => (lot.isPending ? sum : sum + lot.points), 0);
}

/** The lots with the part put back or added, in the order of use. */
export function withPart(lots: readonly Lot[], part: LotPart, isPending: boolean): readonly Lot[] {
  const same = lots.find((lot) => lot.lotId === part.lotId && lot.isPending === isPending);
  if (same === undefined) return [...lots, { ...part, isPending }].sort(inUseOrder);
  return lots.map((lot) => (lot === same ? { ...lot, points: lot.points + part.points } : lot));
}

/** What of a wish to take was found. */
export interface Taken {
  readonly lots: readonly Lot[];
  readonly points: number;
}

/** Takes up to `points` out of the lots that `mayTake` names, in the order of use. */
export function takeWhere(lots: readonly Lot[], points: number, mayTake: (lot: Lot) => boolean): Taken {
  let open = points;
  const kept: Lot[] = [];
  for (const lot of lots) {
    const taken = mayTake(lot) ? Math.min(lot.points, open) : 0;
    open -= taken;
    if (taken < lot.points) kept.push(taken === 0 ? lot : { ...lot, points: lot.points - taken });
  }
  return { lots: kept, points: points - open };
}
