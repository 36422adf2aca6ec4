// A chain of tills that lose and find head office at random, members who spend wherever they can, and a head office that
// hands out papers and books what comes in. Everything follows from a seed.
import { SeededRandom } from '../../../fixtures/world/test-world.ts';
import { burn } from '../../../src-main/domain/points/burn.ts';
import type { PointsEntry } from '../../../src-main/domain/points/entry.ts';
import { entryHead } from '../../../src-main/domain/points/entry.ts';
import {
  availableOf,
  balanceOf,
  expireEntries,
  type PointsLedger,
  replay,
  reservedOf,
} from '../../../src-main/domain/points/ledger.ts';
import { type HandedOut, lossBound } from '../../../src-main/domain/points/loss-bound.ts';
import { offlineAllowance, offlineRight } from '../../../src-main/domain/points/offline.ts';
import {
  PointsGrant,
  PointsSnapshot,
  PointsToken,
  PoolShare,
  snapshotLedger,
  type TillEntry,
} from '../../../src-main/domain/points/offline-papers.ts';
import { PointsProgramme } from '../../../src-main/domain/points/programme.ts';
import { release, reserve } from '../../../src-main/domain/points/reservation.ts';
import { settle, writeOff } from '../../../src-main/domain/points/settlement.ts';
import { DAY, gift, HOUR, ledgerWith, linesOf, maxBurn, must, NOON, OWN, occasionOf } from './points-shop.ts';

export interface ChainOptions {
  /** Papers that head office hands out. */
  readonly hasGrants: boolean;
  readonly hasPools: boolean;
  readonly hasTokens: boolean;
  readonly hasBareSnapshots: boolean;
  /** Corrections that take points away, and grants freed at their end though their till was not heard of. */
  readonly isUnkind: boolean;
  /** A broken till: it does not count what it has burned. */
  readonly isForgetful?: boolean;
}

interface Till {
  readonly tillId: string;
  readonly journal: TillEntry[];
  reported: number;
  snapshots: Map<string, PointsSnapshot>;
  grants: PointsGrant[];
  poolShares: PoolShare[];
}

const MEMBERS = ['M1', 'M2'];
const TILLS = ['T1', 'T2', 'T3'];
const STEP_POINTS = OWN.burn?.points ?? 1;

function requirementOf({ hasPools, hasBareSnapshots }: ChainOptions): PointsProgramme['offline']['requires'] {
  if (hasPools) return 'pool';
  return hasBareSnapshots ? 'nothing' : 'grant-or-pool';
}

/** One run. Points in the smallest unit. */
export class CutOffShops {
  readonly handedOut = {
    grants: [] as { tillId: string; value: number }[],
    tokens: [] as { tillIds: readonly string[]; value: number }[],
    poolShares: [] as { tillId: string; value: number }[],
    bareSnapshots: [] as { tillId: string; value: number }[],
  } satisfies HandedOut;
  /** Sum of the overdrafts that offline sales caused. */
  loss = 0;
  burned = 0;
  readonly #random: SeededRandom;
  readonly #options: ChainOptions;
  readonly #programme: PointsProgramme;
  readonly #ledgers: Map<string, PointsLedger>;
  readonly #tills: readonly Till[];
  readonly #tokens: PointsToken[] = [];
  #nowMs = NOON;
  #count = 0;

  constructor(seed: number, options: ChainOptions) {
    this.#random = new SeededRandom(seed);
    this.#options = options;
    this.#programme = PointsProgramme.parse({
      ...OWN,
      offline: { ...OWN.offline, requires: requirementOf(options), writeOffUpTo: 3_000 },
    });
    this.#ledgers = new Map(
      MEMBERS.map((memberId) => [memberId, ledgerWith(OWN, this.#points(40_000), memberId)]),
    );
    this.#tills = TILLS.map((tillId) => ({
      tillId,
      journal: [],
      reported: 0,
      snapshots: new Map(),
      grants: [],
      poolShares: [],
    }));
  }

  /** What `lossBound` promises, in points. */
  get bound(): number {
    return lossBound(this.handedOut) * STEP_POINTS;
  }

  get totalDebt(): number {
    return [...this.#ledgers.values()].reduce((sum, ledger) => sum + Math.max(0, -balanceOf(ledger)), 0);
  }

  run(steps: number): this {
    for (const till of this.#tills) this.#contact(till);
    for (let step = 0; step < steps; step += 1) this.#step();
    for (const till of this.#tills) this.#upload(till);
    return this;
  }

  #step(): void {
    const till = this.#one(this.#tills);
    const memberId = this.#one(MEMBERS);
    const dice = this.#random.below(16);
    if (dice < 7) this.#burnOffline(till, memberId);
    else if (dice < 8) this.#contact(till);
    else if (dice < 10) this.#burnOnline(memberId);
    else if (dice < 11) this.#giveBack(till);
    else if (dice < 12) this.#vouch(memberId);
    else if (dice < 13) this.#timePasses();
    else if (dice < 14 && this.#options.isUnkind) this.#take(memberId);
    else if (dice < 15) this.#give(memberId);
    else this.#upload(till);
  }

  /** The till reports and gets papers; sometimes one of the two messages is lost. */
  #contact(till: Till): void {
    const fate = this.#random.below(8);
    if (fate === 0) return;
    this.#upload(till, fate > 1);
    for (const { memberId, reserveId } of till.grants) {
      const ledger = this.#ledgerOf(memberId);
      const freed = release(ledger, this.#programme, this.#office(memberId), { reserveId });
      if (freed.ok && (fate > 1 || this.#options.isUnkind)) this.#book(memberId, [freed.value]);
    }
    const isHeard = fate > 1;
    if (isHeard) till.grants = [];
    if (this.#options.hasPools && till.poolShares.length === 0 && isHeard) this.#share(till);
    for (const memberId of MEMBERS) {
      const grant =
        this.#options.hasGrants && this.#random.below(4) > 0 ? this.#grant(till, memberId) : undefined;
      if (isHeard && grant) till.grants.push(grant);
      const snapshot = this.#snapshot(till, memberId, grant);
      if (isHeard) till.snapshots.set(memberId, snapshot);
    }
  }

  #upload(till: Till, isAnswered = true): void {
    for (const { entry } of till.journal.slice(till.reported)) {
      const settled = settle(this.#ledgerOf(entry.memberId), [entry]);
      this.loss += settled.overdraft;
      this.#ledgers.set(entry.memberId, settled.ledger);
      const forgiven = writeOff(settled, this.#programme, this.#office(entry.memberId), entry.id);
      if (forgiven) this.#book(entry.memberId, [forgiven]);
    }
    if (isAnswered) till.reported = till.journal.length;
  }

  #share(till: Till): void {
    const share = PoolShare.parse({
      shareId: `pool-${till.tillId}`,
      tillId: till.tillId,
      value: this.#random.below(60),
      expiresAtMs: NOON + 365 * DAY,
    });
    till.poolShares.push(share);
    this.handedOut.poolShares.push(share);
  }

  #grant(till: Till, memberId: string): PointsGrant | undefined {
    const office = this.#office(memberId);
    const untilMs = this.#nowMs + (1 + this.#random.below(24)) * HOUR;
    const points = this.#points(availableOf(this.#ledgerOf(memberId), this.#nowMs));
    const held = reserve(this.#ledgerOf(memberId), this.#programme, office, { points, untilMs });
    if (!held.ok) return undefined;
    this.#book(memberId, [held.value]);
    this.handedOut.grants.push({ tillId: till.tillId, value: Math.floor(points / STEP_POINTS) });
    return PointsGrant.parse({
      grantId: office.occasionId,
      tillId: till.tillId,
      memberId,
      programmeId: OWN.id,
      points,
      reserveId: held.value.id,
      expiresAtMs: untilMs,
    });
  }

  #snapshot(till: Till, memberId: string, grant: PointsGrant | undefined): PointsSnapshot {
    const ledger = this.#ledgerOf(memberId);
    const snapshot = PointsSnapshot.parse({
      snapshotId: this.#fresh('snapshot'),
      tillId: till.tillId,
      memberId,
      programmeId: OWN.id,
      ruleVersion: OWN.version,
      balance: balanceOf(ledger),
      reservedElsewhere: reservedOf(ledger) - (grant?.points ?? 0),
      lots: ledger.lots.map(({ isPending: _, ...part }) => part),
      issuedAtMs: this.#nowMs,
      expiresAtMs: this.#nowMs + DAY,
      throughSeq: till.reported,
    });
    if (grant === undefined && (this.#options.hasBareSnapshots || this.#options.hasPools)) {
      const points = availableOf(snapshotLedger(snapshot, till.journal), this.#nowMs);
      this.handedOut.bareSnapshots.push({ tillId: till.tillId, value: Math.floor(points / STEP_POINTS) });
    }
    return snapshot;
  }

  #vouch(memberId: string): void {
    const points = this.#points(availableOf(this.#ledgerOf(memberId), this.#nowMs));
    if (!this.#options.hasTokens || points < STEP_POINTS) return;
    this.#tokens.push(
      PointsToken.parse({
        nonce: this.#fresh('token'),
        memberId,
        programmeId: OWN.id,
        ruleVersion: OWN.version,
        points,
        storeId: null,
        issuedAtMs: this.#nowMs,
        expiresAtMs: this.#nowMs + HOUR,
      }),
    );
    this.handedOut.tokens.push({ tillIds: TILLS, value: Math.floor(points / STEP_POINTS) });
  }

  #burnOffline(till: Till, memberId: string): void {
    const token = this.#tokens.findLast((each) => each.memberId === memberId);
    const snapshot = till.snapshots.get(memberId);
    const isToken = token !== undefined && this.#random.below(2) === 0;
    const journal = this.#options.isForgetful ? [] : till.journal;
    const paper = isToken
      ? ({ kind: 'token', token, isSignatureValid: true } as const)
      : snapshot && ({ kind: 'snapshot', snapshot, isSignatureValid: true } as const);
    if (paper === undefined) return;
    const lines = linesOf({ A01: 1 + this.#random.below(200) });
    const allowance = offlineAllowance({
      programme: this.#programme,
      memberId,
      tillId: till.tillId,
      storeId: 'S1',
      nowMs: this.#nowMs,
      businessDate: '2026-11-22',
      paper,
      grants: till.grants,
      poolShares: till.poolShares,
      tillEntries: journal,
      capValue: null,
    });
    if (!allowance.ok) return;
    const ledger = paper.kind === 'snapshot' ? snapshotLedger(paper.snapshot, journal) : null;
    const plan = maxBurn(this.#programme, ledger ?? ledgerWith(OWN, 10 ** 9), lines, allowance.value.value);
    if (plan.points === 0) return;
    const right = must(offlineRight(allowance.value, plan.points));
    const occasion = occasionOf(this.#fresh('sale'), { memberId, tillId: till.tillId, atMs: this.#nowMs });
    const { entry } = must(burn(ledger, plan, occasion, right));
    this.burned += entry.points;
    this.#record(till, entry);
  }

  /** A return at a till of one of its own offline sales, once. */
  #giveBack(till: Till): void {
    const sales = till.journal.flatMap(({ entry }) => (entry.kind === 'BURN' ? [entry] : []));
    if (sales.length === 0) return;
    const sale = this.#one(sales);
    const returnId = `return-${sale.saleId}`;
    if (sale.lots.length === 0 || till.journal.some(({ entry }) => entry.saleId === returnId)) return;
    const { memberId, points, lots, value } = sale;
    const occasion = occasionOf(returnId, { memberId, tillId: till.tillId, atMs: this.#nowMs });
    this.#record(till, {
      ...entryHead(occasion, 'REVERSE_BURN', OWN),
      burnId: sale.id,
      points,
      lots,
    });
    this.handedOut.bareSnapshots.push({ tillId: till.tillId, value });
  }

  #record(till: Till, entry: PointsEntry): void {
    till.journal.push({ seq: till.journal.length + 1, entry });
  }

  /** Another channel takes what is free at head office. */
  #burnOnline(memberId: string): void {
    const ledger = this.#ledgerOf(memberId);
    const plan = maxBurn(this.#programme, ledger, linesOf({ B01: 1 + this.#random.below(300) }));
    if (plan.points === 0 || availableOf(ledger, this.#nowMs) < plan.points) return;
    this.#book(memberId, [must(burn(ledger, plan, this.#office(memberId), { kind: 'free' })).entry]);
  }

  #give(memberId: string): void {
    const endsAtMs = this.#random.below(2) === 0 ? null : this.#nowMs + this.#random.below(48) * HOUR;
    this.#book(memberId, [gift(OWN, this.#office(memberId), 1 + this.#points(9_000), endsAtMs)]);
  }

  #take(memberId: string): void {
    const entry = gift(OWN, this.#office(memberId), 1 + this.#points(20_000));
    this.#book(memberId, [{ ...entry, direction: 'take' }]);
  }

  #timePasses(): void {
    this.#nowMs += this.#random.below(9) * HOUR;
    for (const memberId of MEMBERS) {
      const ledger = this.#ledgerOf(memberId);
      const ended = ledger.reserves.filter(({ untilMs }) => this.#options.isUnkind && untilMs <= this.#nowMs);
      const freed = ended.map(({ reserveId }) =>
        must(release(ledger, this.#programme, this.#office(memberId), { reserveId })),
      );
      this.#book(memberId, freed);
      this.#book(memberId, expireEntries(this.#ledgerOf(memberId), this.#programme, this.#office(memberId)));
    }
  }

  #book(memberId: string, entries: readonly PointsEntry[]): void {
    this.#ledgers.set(memberId, replay(this.#ledgerOf(memberId), entries));
  }

  #ledgerOf(memberId: string): PointsLedger {
    return this.#ledgers.get(memberId) ?? ledgerWith(OWN, 0, memberId);
  }

  #office(memberId: string) {
    return occasionOf(this.#fresh('office'), { memberId, saleId: null, tillId: null, atMs: this.#nowMs });
  }

  #fresh(what: string): string {
    this.#count += 1;
    return `${what}-${this.#count}`;
  }

  #points(below: number): number {
    return this.#random.below(below + 1);
  }

  #one<Item>(items: readonly Item[]): Item {
    const item = items[this.#random.below(items.length)];
    if (item === undefined) throw new Error('there is one to choose');
    return item;
  }
}
