import { unreachable } from '../../base/assert.ts';
import type { LotPart, PointsEntry, PointsEntryOf } from './entry.ts';
import { entryHead, type Occasion } from './entry.ts';
import { confirmedPoints, isAlive, type Lot, takeWhere, withPart } from './lots.ts';
import type { PointsProgramme } from './programme.ts';

/**
 * One member's points in one programme, as its entries leave them (payments-points.md 3.3). Points are whole counts of
 * the programme's smallest unit. Stamps are points of another programme and use the same ledger.
 *
 * **Invariant:** the balance is the confirmed lots less the debt, and where there is debt there are no confirmed lots:
 * whatever comes in fills the hole first.
 */
export interface PointsLedger {
  readonly memberId: string;
  readonly programmeId: string;
  /** In the order of use. */
  readonly lots: readonly Lot[];
  /** How far the balance is below zero: left by clawbacks and offline burns alone. */
  readonly debt: number;
  readonly reserves: readonly Reserved[];
  /** Ids of every entry that is in it. */
  readonly entryIds: ReadonlySet<string>;
  /** Nonces of burned tokens. */
  readonly nonces: ReadonlySet<string>;
}

/** Points held for one asker. */
export interface Reserved {
  readonly reserveId: string;
  readonly points: number;
  readonly untilMs: number;
}

/** A ledger without entries. */
export function emptyLedger(memberId: string, programmeId: string): PointsLedger {
  return {
    memberId,
    programmeId,
    lots: [],
    debt: 0,
    reserves: [],
    entryIds: new Set(),
    nonces: new Set(),
  };
}

/** Confirmed points, reserved ones and those of lots not yet swept included; negative where there is debt. */
export function balanceOf(ledger: PointsLedger): number {
  return confirmedPoints(ledger.lots) - ledger.debt;
}

/** Points that wait to be confirmed. */
export function pendingOf(ledger: PointsLedger): number {
  return ledger.lots.reduce((sum, lot) => (lot.isPending ? sum + lot.points : sum), 0);
}

/** Points held for askers; may exceed the balance after a clawback. */
export function reservedOf(ledger: PointsLedger): number {
  return ledger.reserves.reduce((sum, each) => sum + each.points, 0);
}

/** Points that anybody may still take at `nowMs`: confirmed, alive, and held for nobody. Never negative. */
export function availableOf(ledger: PointsLedger, nowMs: number): number {
  return freeParts(ledger).reduce((sum, { lot, free }) => (isAlive(lot, nowMs) ? sum + free : sum), 0);
}

/**
 * The confirmed lots with what of each is free. What is held is held of the lots that end first, as they are the
 * ones a burn takes first; so an expiry never takes what was promised to somebody.
 */
function freeParts(ledger: PointsLedger): readonly { readonly lot: Lot; readonly free: number }[] {
  let held = reservedOf(ledger);
  const parts: { lot: Lot; free: number }[] = [];
  for (const lot of ledger.lots) {
    if (lot.isPending) continue;
    const heldHere = Math.min(held, lot.points);
    held -= heldHere;
    parts.push({ lot, free: lot.points - heldHere });
  }
  return parts;
}

/**
 * The lots that a movement of `points` takes, nearest expiry first, then oldest.
 * @param asker `anybody` takes what lives at `nowMs`; `holder` of a reservation also what has ended meanwhile.
 * @returns parts that sum to `points`, or to less where there is not so much.
 */
export function pickLots(
  ledger: PointsLedger,
  points: number,
  asker: { readonly kind: 'anybody'; readonly nowMs: number } | { readonly kind: 'holder' },
): readonly LotPart[] {
  let open = points;
  const parts: LotPart[] = [];
  for (const { lotId, points: left, earnedAtMs, expiresAtMs, isPending } of ledger.lots) {
    if (open === 0) break;
    if (isPending || (asker.kind === 'anybody' && !isAlive({ expiresAtMs }, asker.nowMs))) continue;
    const taken = Math.min(left, open);
    open -= taken;
    parts.push({ lotId, points: taken, earnedAtMs, expiresAtMs });
  }
  return parts;
}

/**
 * The entries that end what has outlived its lot at `nowMs`. Held points are spared until their holder is done.
 * @param occasion of head office; its `occasionId` names this sweep.
 */
export function expireEntries(
  ledger: PointsLedger,
  programme: PointsProgramme,
  occasion: Occasion,
): readonly PointsEntryOf<'EXPIRE'>[] {
  return freeParts(ledger)
    .filter(({ lot, free }) => free > 0 && !isAlive(lot, occasion.atMs))
    .map(({ lot, free }, n) => ({
      ...entryHead(occasion, 'EXPIRE', programme, { n }),
      lotId: lot.lotId,
      points: free,
    }));
}

/** The ledger after one entry: see `replay`. */
export function evolve(ledger: PointsLedger, entry: PointsEntry): PointsLedger {
  return replay(ledger, [entry]);
}

/**
 * The ledger after the entries in their order. Total: any entry that passed its schema has a meaning in any state, since
 * entries of tills that were cut off arrive late. What lots cannot give becomes debt. An entry that is already in, or
 * is of another member or programme, changes nothing.
 */
export function replay(ledger: PointsLedger, entries: Iterable<PointsEntry>): PointsLedger {
  const entryIds = new Set(ledger.entryIds);
  let after = ledger;
  for (const entry of entries) {
    if (entry.memberId !== ledger.memberId || entry.programmeId !== ledger.programmeId) continue;
    if (entryIds.has(entry.id)) continue;
    entryIds.add(entry.id);
    after = moved(after, entry);
  }
  return entryIds.size === ledger.entryIds.size ? ledger : { ...after, entryIds };
}

function moved(ledger: PointsLedger, entry: PointsEntry): PointsLedger {
  switch (entry.kind) {
    case 'EARN_PENDING':
      return { ...ledger, lots: withPart(ledger.lots, lotOf(entry), true) };
    case 'EARN_CONFIRM':
      return confirmed(ledger, entry.lotId);
    case 'RESERVE': {
      const { id, points, untilMs } = entry;
      return { ...ledger, reserves: [...ledger.reserves, { reserveId: id, points, untilMs }] };
    }
    case 'RELEASE':
      return {
        ...ledger,
        reserves: ledger.reserves.filter(({ reserveId }) => reserveId !== entry.reserveId),
      };
    case 'BURN':
      return burned(ledger, entry);
    case 'EXPIRE':
      return {
        ...ledger,
        lots: takeWhere(ledger.lots, entry.points, (lot) => lot.lotId === entry.lotId && !lot.isPending).lots,
      };
    case 'REVERSE_EARN': {
      const own = takeWhere(ledger.lots, entry.points, (lot) => lot.lotId === entry.lotId);
      return taken({ ...ledger, lots: own.lots }, entry.points - own.points);
    }
    case 'REVERSE_BURN':
      return entry.lots.reduce(given, ledger);
    case 'ADJUST':
      return entry.direction === 'give' ? given(ledger, lotOf(entry)) : taken(ledger, entry.points);
    case 'EXCHANGE_OUT':
      return takenFrom(ledger, entry.lots, entry.points);
    case 'EXCHANGE_IN':
      return given(ledger, lotOf(entry));
    case 'OVERDRAFT_WRITEOFF':
      return { ...ledger, debt: Math.max(0, ledger.debt - entry.points) };
    default:
      return unreachable(entry);
  }
}

function lotOf(entry: PointsEntryOf<'EARN_PENDING' | 'ADJUST' | 'EXCHANGE_IN'>): LotPart {
  const { id, points, atMs, expiresAtMs } = entry;
  return { lotId: id, points, earnedAtMs: atMs, expiresAtMs };
}

function confirmed(ledger: PointsLedger, lotId: string): PointsLedger {
  const lot = ledger.lots.find((each) => each.lotId === lotId && each.isPending);
  if (lot === undefined) return ledger;
  const { isPending: _, ...part } = lot;
  return given({ ...ledger, lots: ledger.lots.filter((each) => each !== lot) }, part);
}

/** Spendable points come in: the hole first, then the lot. */
function given(ledger: PointsLedger, part: LotPart): PointsLedger {
  const filled = Math.min(ledger.debt, part.points);
  const debt = ledger.debt - filled;
  if (filled === part.points) return { ...ledger, debt };
  return {
    ...ledger,
    debt,
    lots: withPart(ledger.lots, { ...part, points: part.points - filled }, false),
  };
}

/** Points go, in the order of use; what is not there becomes debt. */
function taken(ledger: PointsLedger, points: number): PointsLedger {
  const found = takeWhere(ledger.lots, points, (lot) => !lot.isPending);
  return { ...ledger, lots: found.lots, debt: ledger.debt + points - found.points };
}

/** Points go, first as the entry says; where a lot has been used elsewhere meanwhile, as order has it. */
function takenFrom(ledger: PointsLedger, parts: readonly LotPart[], points: number): PointsLedger {
  let { lots } = ledger;
  let open = points;
  for (const part of parts) {
    const found = takeWhere(
      lots,
      Math.min(part.points, open),
      (lot) => lot.lotId === part.lotId && !lot.isPending,
    );
    lots = found.lots;
    open -= found.points;
  }
  return taken({ ...ledger, lots }, open);
}

function burned(ledger: PointsLedger, entry: PointsEntryOf<'BURN'>): PointsLedger {
  let open = entry.points;
  const reserves: Reserved[] = [];
  for (const held of ledger.reserves) {
    const used = entry.reserveIds.includes(held.reserveId) ? Math.min(held.points, open) : 0;
    open -= used;
    if (used < held.points) reserves.push({ ...held, points: held.points - used });
  }
  const nonce = entry.provisional?.nonce ?? null;
  const nonces = nonce === null ? ledger.nonces : new Set(ledger.nonces).add(nonce);
  return { ...takenFrom(ledger, entry.lots, entry.points), reserves, nonces };
}
