import { ok, type Result } from '../../base/result.ts';
import { divideDown } from '../pricing/amounts.ts';
import { isAmount, MAX_POINTS, MAX_VALUE, sumOf } from './arithmetic.ts';
import type { BurnRight } from './burn.ts';
import { availableOf } from './ledger.ts';
import {
  memberDayKey,
  type OfflineUse,
  offlineUseOf,
  type PointsGrant,
  type PointsSnapshot,
  type PointsToken,
  type PoolShare,
  snapshotLedger,
  type TillEntry,
} from './offline-papers.ts';
import type { PointsProgramme } from './programme.ts';
import { type PointsRefusal, refused } from './refusal.ts';

/**
 * How much may be burned while head office cannot be asked (payments-points.md 3.6; SC-26, SC-27). Every limit is counted
 * by this till alone, since two tills that are cut off cannot count together; limits that were not sent do not apply.
 */

/** How far this till's clock may lag behind head office's before a paper seems to come from the future. */
export const CLOCK_TOLERANCE_MS = 120_000;

/** Which of the limits was the smallest. */
export type OfflineBound = 'cap' | 'snapshot' | 'token' | 'grant' | 'member-day' | 'pool-share';

/** What the member is known by. */
export type OfflinePaper =
  | { readonly kind: 'snapshot'; readonly snapshot: PointsSnapshot; readonly isSignatureValid: boolean }
  | { readonly kind: 'token'; readonly token: PointsToken; readonly isSignatureValid: boolean };

export interface OfflineAsk {
  readonly programme: PointsProgramme;
  readonly memberId: string;
  readonly tillId: string;
  readonly storeId: string;
  readonly nowMs: number;
  /** ISO day. */
  readonly businessDate: string;
  readonly paper: OfflinePaper;
  /** Those that ever came for this member, used up and ended ones too, at least back to when the snapshot was issued. */
  readonly grants: readonly PointsGrant[];
  /** Every share that ever came to this till: once one did, the pool bounds all its burns. */
  readonly poolShares: readonly PoolShare[];
  /** All of this till's burns, and whatever else it did after the snapshot. */
  readonly tillEntries: readonly TillEntry[];
  /** What the sale itself allows, NT$; null where `planBurns` asks that later. */
  readonly capValue: number | null;
}

export interface OfflineAllowance {
  /** NT$, whole steps of the programme's rate. */
  readonly value: number;
  readonly points: number;
  readonly boundBy: OfflineBound;
  /** All that was counted, in NT$: what a supervisor is shown. */
  readonly limits: readonly { readonly boundBy: OfflineBound; readonly value: number }[];
  readonly paper: {
    readonly paperId: string;
    readonly paperAgeMs: number;
    readonly nonce: string | null;
  };
  /** What may be drawn on, in the order of drawing: what ends first goes first. */
  readonly grants: readonly { readonly grantId: string; readonly reserveId: string; readonly left: number }[];
  /** Left in NT$. */
  readonly poolShares: readonly { readonly shareId: string; readonly left: number }[];
  readonly programme: PointsProgramme;
}

/**
 * The smallest of all limits that were sent: the cap, what the snapshot or token is worth, the grants, the member's
 * day, this till's share of the shop's pool.
 * @returns the allowance, which may be 0; or `offline-off`, `not-burnable`, `not-for-this`, `signature-wrong`,
 *   `snapshot-not-yet-valid`, `snapshot-too-old`, `token-not-yet-valid`, `token-expired`, `token-used`, `no-grant`,
 *   `amount-invalid` for a cap that is no amount.
 */
export function offlineAllowance(ask: OfflineAsk): Result<OfflineAllowance, PointsRefusal> {
  const { programme, nowMs, paper, capValue } = ask;
  const rate = programme.burn;
  if (!programme.offline.isBurnAllowed) return refused('offline-off', { programmeId: programme.id });
  if (rate === null) return refused('not-burnable', { programmeId: programme.id });
  if (capValue !== null && capValue !== 0 && !isAmount(capValue, MAX_VALUE)) return refused('amount-invalid');
  const use = offlineUseOf(ask.tillEntries);
  const wrong = wrongPaper(ask, use);
  if (wrong !== undefined) return wrong;

  const grants = sentGrants(ask);
  const shares = ask.poolShares.filter(({ tillId }) => tillId === ask.tillId);
  const { requires } = programme.offline;
  const isBare = paper.kind === 'snapshot' && grants.length === 0;
  const isShareNeeded = requires === 'pool' || (requires === 'grant-or-pool' && isBare);
  if (isShareNeeded && shares.length === 0) return refused('no-grant', { memberId: ask.memberId });

  const liveGrants = byEnd(grants, nowMs).map(({ grantId, reserveId, points }) => ({
    grantId,
    reserveId,
    left: Math.max(0, points - (use.grants.get(grantId) ?? 0)),
  }));
  const liveShares = byEnd(shares, nowMs).map(({ shareId, value }) => ({
    shareId,
    left: Math.max(0, value - (use.poolShares.get(shareId) ?? 0)),
  }));
  const worthOf = (points: number) => Math.min(MAX_VALUE, divideDown(points, rate.points) * rate.value);
  const ofPaper =
    paper.kind === 'token'
      ? ({ boundBy: 'token', value: worthOf(paper.token.points) } as const)
      : ({
          boundBy: 'snapshot',
          value: worthOf(availableOf(snapshotLedger(paper.snapshot, ask.tillEntries), nowMs)),
        } as const);
  const limits: { boundBy: OfflineBound; value: number }[] = [ofPaper];
  if (capValue !== null) limits.push({ boundBy: 'cap', value: capValue });
  if (grants.length > 0)
    limits.push({ boundBy: 'grant', value: worthOf(sumOf(liveGrants.map(({ left }) => left))) });
  const { memberDayValue } = programme.offline;
  if (memberDayValue !== null) {
    const used = use.memberDays.get(memberDayKey({ ...ask, programmeId: programme.id })) ?? 0;
    limits.push({ boundBy: 'member-day', value: Math.max(0, memberDayValue - used) });
  }
  if (shares.length > 0)
    limits.push({ boundBy: 'pool-share', value: sumOf(liveShares.map(({ left }) => left)) });

  const smallest = limits.reduce((least, each) => (each.value < least.value ? each : least), ofPaper);
  const steps = divideDown(smallest.value, rate.value);
  return ok({
    value: steps * rate.value,
    points: steps * rate.points,
    boundBy: smallest.boundBy,
    limits,
    paper: paperFacts(paper, nowMs),
    grants: liveGrants,
    poolShares: liveShares,
    programme,
  });
}

function wrongPaper(
  { programme, memberId, tillId, storeId, nowMs, paper }: OfflineAsk,
  use: OfflineUse,
): ReturnType<typeof refused> | undefined {
  const { kind, isSignatureValid } = paper;
  const said = kind === 'snapshot' ? paper.snapshot : paper.token;
  const isHere =
    kind === 'snapshot'
      ? paper.snapshot.tillId === tillId
      : paper.token.storeId === null || paper.token.storeId === storeId;
  if (!isSignatureValid) return refused('signature-wrong');
  if (!isHere || said.memberId !== memberId || said.programmeId !== programme.id)
    return refused('not-for-this');
  if (nowMs < said.issuedAtMs - CLOCK_TOLERANCE_MS)
    return refused(kind === 'snapshot' ? 'snapshot-not-yet-valid' : 'token-not-yet-valid');
  if (nowMs >= said.expiresAtMs)
    return refused(kind === 'snapshot' ? 'snapshot-too-old' : 'token-expired', {
      ageMs: nowMs - said.issuedAtMs,
    });
  if (kind === 'token' && use.nonces.has(paper.token.nonce)) return refused('token-used');
  return undefined;
}

/** Grants that bound this paper: what had ended before a snapshot was issued is no part of what it was sent with. */
function sentGrants({ grants, tillId, memberId, programme, paper }: OfflineAsk): readonly PointsGrant[] {
  if (paper.kind === 'token') return [];
  return grants.filter(
    (grant) =>
      grant.tillId === tillId &&
      grant.memberId === memberId &&
      grant.programmeId === programme.id &&
      grant.expiresAtMs > paper.snapshot.issuedAtMs,
  );
}

function byEnd<Paper extends { readonly expiresAtMs: number }>(
  papers: readonly Paper[],
  nowMs: number,
): readonly Paper[] {
  return papers
    .filter(({ expiresAtMs }) => nowMs < expiresAtMs)
    .toSorted((a, b) => a.expiresAtMs - b.expiresAtMs);
}

function paperFacts(paper: OfflinePaper, nowMs: number): OfflineAllowance['paper'] {
  if (paper.kind === 'token') {
    const { nonce, issuedAtMs } = paper.token;
    return { paperId: nonce, paperAgeMs: Math.max(0, nowMs - issuedAtMs), nonce };
  }
  const { snapshotId, issuedAtMs } = paper.snapshot;
  return { paperId: snapshotId, paperAgeMs: Math.max(0, nowMs - issuedAtMs), nonce: null };
}

/**
 * The right under which `burn` takes `points`: what is drawn from each grant and share, to be counted from then on.
 * @param points whole steps of the programme's rate.
 * @returns `amount-invalid`, or `above-limit` for more than the allowance.
 */
export function offlineRight(allowance: OfflineAllowance, points: number): Result<BurnRight, PointsRefusal> {
  const rate = allowance.programme.burn;
  if (rate === null || !isAmount(points, MAX_POINTS) || points % rate.points !== 0)
    return refused('amount-invalid');
  if (points > allowance.points)
    return refused('above-limit', { max: allowance.value, boundBy: allowance.boundBy });
  const value = divideDown(points, rate.points) * rate.value;
  const grants = drawn(allowance.grants, points);
  const poolShares = drawn(allowance.poolShares, value);
  return ok({
    kind: 'offline',
    reserveIds: grants.map(({ from }) => from.reserveId),
    provisional: {
      ...allowance.paper,
      grants: grants.map(({ from, taken }) => ({ grantId: from.grantId, points: taken })),
      poolShares: poolShares.map(({ from, taken }) => ({ shareId: from.shareId, value: taken })),
    },
  });
}

function drawn<From extends { readonly left: number }>(
  sources: readonly From[],
  amount: number,
): readonly { readonly from: From; readonly taken: number }[] {
  let open = amount;
  return sources.flatMap((from) => {
    const taken = Math.min(from.left, open);
    open -= taken;
    return taken === 0 ? [] : [{ from, taken }];
  });
}
