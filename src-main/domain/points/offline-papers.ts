import { z } from 'zod';
import { MAX_POINTS, sumOf } from './arithmetic.ts';
import { EntryId, LotPart, type PointsEntry } from './entry.ts';
import { emptyLedger, type PointsLedger, replay } from './ledger.ts';
import { inUseOrder } from './lots.ts';
import { Instant, Name, Points, PointsId, SomePoints, Value, Version } from './programme.ts';

/**
 * What head office hands out so that points can be burned without it (payments-points.md 3.6). Who signed what is
 * checked where keys are; here it comes in as a claim.
 */

/** No paper is good for longer (payments-points.md 3.6, 1). */
export const MAX_PAPER_MS = 24 * 3_600_000;

/** Half open: good from `issuedAtMs`, no longer good at `expiresAtMs`. */
const term = { issuedAtMs: Instant, expiresAtMs: Instant };
const isShort = ({ issuedAtMs, expiresAtMs }: { issuedAtMs: number; expiresAtMs: number }) =>
  expiresAtMs > issuedAtMs && expiresAtMs - issuedAtMs <= MAX_PAPER_MS;

/** A member's points as head office knew them, for one till. */
export const PointsSnapshot = z
  .strictObject({
    snapshotId: PointsId,
    tillId: PointsId,
    memberId: PointsId,
    programmeId: PointsId,
    /** Of the programme. */
    ruleVersion: Version,
    /** Negative where clawbacks left a hole. */
    balance: z.number().int().min(-MAX_POINTS).max(MAX_POINTS),
    /** Part of the balance that is held for others than this till. */
    reservedElsewhere: Points.default(0),
    /** Confirmed points only; they sum to the balance where that is positive. */
    lots: z.array(LotPart).max(2_000),
    ...term,
    /** This till's journal is counted up to here: later entries come on top, earlier ones never twice. */
    throughSeq: z.number().int().min(0),
  })
  .refine(isShort, 'a snapshot is good for at most a day')
  .refine(
    ({ balance, lots }) => sumOf(lots.map(({ points }) => points)) === Math.max(0, balance),
    'lots sum to the balance',
  );
export type PointsSnapshot = z.infer<typeof PointsSnapshot>;

/** Points reserved for one till: it alone can burn them. Used up there, so journaled on arrival. */
export const PointsGrant = z.strictObject({
  grantId: PointsId,
  tillId: PointsId,
  memberId: PointsId,
  programmeId: PointsId,
  points: SomePoints,
  /** The RESERVE that head office made. */
  reserveId: EntryId,
  expiresAtMs: Instant,
});
export type PointsGrant = z.infer<typeof PointsGrant>;

/** What of the shop's pool this till may risk, over all members and programmes. Used up, like a grant. */
export const PoolShare = z.strictObject({
  shareId: PointsId,
  tillId: PointsId,
  /** NT$. */
  value: Value,
  expiresAtMs: Instant,
});
export type PoolShare = z.infer<typeof PoolShare>;

/** What a member's app shows: head office vouches for so many points, once. */
export const PointsToken = z
  .strictObject({
    nonce: PointsId,
    memberId: PointsId,
    programmeId: PointsId,
    ruleVersion: Version,
    points: SomePoints,
    /** Where it may be shown: the fewer tills, the less a token shown twice can cost. Null: anywhere. */
    storeId: Name.nullable(),
    ...term,
  })
  .refine(isShort, 'a token is good for at most a day');
export type PointsToken = z.infer<typeof PointsToken>;

/** An entry of this till's journal. */
export interface TillEntry {
  readonly seq: number;
  readonly entry: PointsEntry;
}

/**
 * The member's ledger as this till can know it: the snapshot, and on top what this till itself has done since.
 * @param tillEntries of this life of this till, in order.
 */
export function snapshotLedger(snapshot: PointsSnapshot, tillEntries: readonly TillEntry[]): PointsLedger {
  const { balance, lots, reservedElsewhere, expiresAtMs, throughSeq } = snapshot;
  const held = { reserveId: snapshot.snapshotId, points: reservedElsewhere, untilMs: expiresAtMs };
  const base: PointsLedger = {
    ...emptyLedger(snapshot.memberId, snapshot.programmeId),
    lots: lots.map((lot) => ({ ...lot, isPending: false })).sort(inUseOrder),
    debt: Math.max(0, -balance),
    reserves: reservedElsewhere === 0 ? [] : [held],
  };
  // What head office itself booked (an exchange) counts by its own clock: it knew of it before this till wrote it down.
  const later = tillEntries.filter(({ seq, entry }) =>
    entry.tillId === null ? entry.atMs > snapshot.issuedAtMs : seq > throughSeq,
  );
  return replay(
    base,
    later.map(({ entry }) => entry),
  );
}

/** What this till has used up of the papers, by its own journal alone. */
export interface OfflineUse {
  readonly nonces: ReadonlySet<string>;
  /** Points by grant. */
  readonly grants: ReadonlyMap<string, number>;
  /** NT$ by share. */
  readonly poolShares: ReadonlyMap<string, number>;
  /** NT$ by {@link memberDayKey}. */
  readonly memberDays: ReadonlyMap<string, number>;
}

/** Counts the provisional burns among the till's entries, each once. A return gives no paper back. */
export function offlineUseOf(tillEntries: readonly TillEntry[]): OfflineUse {
  const nonces = new Set<string>();
  const grants = new Map<string, number>();
  const poolShares = new Map<string, number>();
  const memberDays = new Map<string, number>();
  const seen = new Set<string>();
  for (const { entry } of tillEntries) {
    if (entry.kind !== 'BURN' || entry.provisional === null || seen.has(entry.id)) continue;
    seen.add(entry.id);
    const { provisional, memberId, programmeId, businessDate, value } = entry;
    if (provisional.nonce !== null) nonces.add(provisional.nonce);
    for (const { grantId, points } of provisional.grants) add(grants, grantId, points);
    for (const share of provisional.poolShares) add(poolShares, share.shareId, share.value);
    add(memberDays, memberDayKey({ memberId, programmeId, businessDate }), value);
  }
  return { nonces, grants, poolShares, memberDays };
}

/** Names one member's day in one programme; ids hold no colon. */
export function memberDayKey(of: {
  readonly memberId: string;
  readonly programmeId: string;
  readonly businessDate: string;
}): string {
  return `${of.memberId}:${of.programmeId}:${of.businessDate}`;
}

function add(to: Map<string, number>, key: string, amount: number): void {
  to.set(key, (to.get(key) ?? 0) + amount);
}
