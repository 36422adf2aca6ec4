import { entryHead, type Occasion, type PointsEntry, type PointsEntryOf } from './entry.ts';
import { balanceOf, type PointsLedger, replay } from './ledger.ts';
import type { PointsProgramme } from './programme.ts';

/** What head office's booking of one sale came to. Points in the programme's smallest unit. */
export interface Settlement {
  readonly ledger: PointsLedger;
  readonly result: 'accepted' | 'accepted_overdraft';
  /** By how much the sale deepened the hole below zero. */
  readonly overdraft: number;
  /** What goes to the manager's report. */
  readonly exceptions: readonly ('POINTS_OVERDRAFT' | 'TOKEN_USED_TWICE')[];
}

/**
 * Books the entries of one sale that a till made without head office: the sale is never undone, a hole is an exception
 * (payments-points.md 3.6, 5; SC-26, SC-27). Booking them again changes nothing and finds nothing.
 */
export function settle(ledger: PointsLedger, entries: readonly PointsEntry[]): Settlement {
  const fresh = entries.filter(({ id }) => !ledger.entryIds.has(id));
  const after = replay(ledger, fresh);
  const overdraft = Math.max(0, Math.max(0, -balanceOf(after)) - Math.max(0, -balanceOf(ledger)));
  const isTokenReused = fresh.some(
    (entry) =>
      entry.kind === 'BURN' &&
      entry.memberId === ledger.memberId &&
      entry.programmeId === ledger.programmeId &&
      entry.provisional?.nonce != null &&
      ledger.nonces.has(entry.provisional.nonce),
  );
  return {
    ledger: after,
    result: overdraft > 0 ? 'accepted_overdraft' : 'accepted',
    overdraft,
    exceptions: [
      ...(overdraft > 0 ? (['POINTS_OVERDRAFT'] as const) : []),
      ...(isTokenReused ? (['TOKEN_USED_TWICE'] as const) : []),
    ],
  };
}

/**
 * The entry that forgives an overdraft, where the programme's limit covers it; undefined where it stays a negative
 * balance, which the next earn fills.
 * @param burnId the BURN that caused it.
 */
export function writeOff(
  settlement: Settlement,
  programme: PointsProgramme,
  occasion: Occasion,
  burnId: string,
): PointsEntryOf<'OVERDRAFT_WRITEOFF'> | undefined {
  const points = Math.min(settlement.overdraft, settlement.ledger.debt);
  if (points === 0 || points > programme.offline.writeOffUpTo) return undefined;
  return { ...entryHead(occasion, 'OVERDRAFT_WRITEOFF', programme), points, burnId };
}
