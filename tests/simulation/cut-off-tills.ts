// Tills that are cut off from head office and from each other, all of them with papers for the same members, who shop,
// burn, earn and bring back wherever they can. Then head office gets their journals in any order. All from a seed.

import { crossProgramme, ownProgramme } from '../../fixtures/pricing/scenario-programmes.ts';
import { SeededRandom } from '../../fixtures/world/test-world.ts';
import { assert } from '../../src-main/base/assert.ts';
import type { PointsEntry } from '../../src-main/domain/points/entry.ts';
import {
  availableOf,
  balanceOf,
  emptyLedger,
  type PointsLedger,
  replay,
} from '../../src-main/domain/points/ledger.ts';
import { type HandedOut, lossBound } from '../../src-main/domain/points/loss-bound.ts';
import { PointsToken } from '../../src-main/domain/points/offline-papers.ts';
import { PointsProgramme } from '../../src-main/domain/points/programme.ts';
import { reserve } from '../../src-main/domain/points/reservation.ts';
import { settle } from '../../src-main/domain/points/settlement.ts';
import type { Readers } from '../../src-main/domain/readers.ts';
import { APPROVAL, lastSale, PRODUCTS, ring } from '../domain/counter-deeds.ts';
import { memberOf, OffersWorld, openingLot } from '../domain/offers-world.ts';
import { gift, occasionOf } from '../domain/points/points-shop.ts';
import { PureTill } from '../domain/pure-till.ts';
import { NOON_MS } from '../support/open-till.ts';

export interface CutOffOptions {
  /** What each till has beside snapshots. */
  readonly papers: 'grants' | 'pools' | 'both';
  readonly hasTokens: boolean;
  /** A broken till: it does not count what it has burned. */
  readonly isForgetful?: boolean;
}

const MEMBERS = ['M1', 'M2'] as const;
const MINUTE_MS = 60_000;

interface Till {
  readonly tillId: string;
  readonly till: PureTill;
  readonly world: OffersWorld;
}

/** What became of one run. NT$ are those that the points were worth; exact, since one point may be a part of one. */
export interface CutOffOutcome {
  readonly bound: number;
  readonly overdraft: number;
  readonly debt: number;
  readonly burns: number;
  readonly returns: number;
  /** Overdrafts that entries delivered again caused; there are none. */
  readonly again: number;
}

export class CutOffTills {
  readonly #random: SeededRandom;
  readonly #options: CutOffOptions;
  readonly #programmes: readonly PointsProgramme[];
  readonly #ledgers = new Map<string, PointsLedger>();
  readonly #tills: readonly Till[];
  readonly #handedOut = {
    grants: [] as { tillId: string; value: number }[],
    tokens: [] as { tillIds: readonly string[]; value: number }[],
    poolShares: [] as { tillId: string; value: number }[],
    bareSnapshots: [] as { tillId: string; value: number }[],
  } satisfies HandedOut;
  #burns = 0;
  #returns = 0;
  #count = 0;

  constructor(seed: number, options: CutOffOptions) {
    this.#random = new SeededRandom(seed);
    this.#options = options;
    const requires = options.papers === 'grants' ? 'grant-or-pool' : 'pool';
    this.#programmes = [ownProgramme(), crossProgramme()].map((programme) =>
      PointsProgramme.parse({ ...programme, offline: { ...programme.offline, requires } }),
    );
    for (const memberId of MEMBERS) {
      for (const { id, burn } of this.#programmes) {
        const points = this.#random.below(120) * (burn?.points ?? 1);
        const lot = {
          lotId: openingLot(memberId, id),
          points,
          earnedAtMs: 0,
          expiresAtMs: null,
          isPending: false,
        };
        const lots = points === 0 ? [] : [lot];
        this.#ledgers.set(`${memberId} ${id}`, { ...emptyLedger(memberId, id), lots });
      }
    }
    const count = 2 + this.#random.below(4);
    this.#tills = Array.from({ length: count }, (_, index) => this.#openTill(index));
    if (options.hasTokens) for (const memberId of MEMBERS) this.#vouch(memberId);
    for (const programme of this.#programmes) this.#spendElsewhere(programme);
  }

  /** Customers come and go while nobody hears of anybody. */
  shop(steps: number): this {
    for (let step = 0; step < steps; step += 1) {
      const at = this.#one(this.#tills);
      if (this.#random.below(5) === 0) this.#bringBack(at);
      else this.#visit(at);
      at.till.nowMs += this.#random.below(20) * MINUTE_MS;
    }
    return this;
  }

  /** Head office hears of all of it: each journal in its order, the tills in any, one of them a second time. */
  settle(): CutOffOutcome {
    const journals = this.#tills.map(({ till }) => occasionsOf(till));
    const twice = this.#random.below(journals.length);
    const queues = journals.map((occasions, index) =>
      index === twice ? [...occasions, ...occasions] : [...occasions],
    );
    const seen = new Set<string>();
    let [overdraft, again] = [0, 0];
    for (;;) {
      const waiting = queues.filter((queue) => queue.length > 0);
      if (waiting.length === 0) break;
      const entries = this.#one(waiting).shift() ?? [];
      const lost = this.#book(entries);
      const key = entries[0]?.id ?? '';
      if (seen.has(key)) again += lost;
      else overdraft += lost;
      seen.add(key);
    }
    return {
      bound: lossBound(this.#handedOut),
      overdraft,
      debt: this.#worth((ledger) => Math.max(0, -balanceOf(ledger))),
      burns: this.#burns,
      returns: this.#returns,
      again,
    };
  }

  #openTill(index: number): Till {
    const tillId = `till-${index + 1}`;
    const world = new OffersWorld();
    world.programmes = this.#programmes;
    for (const memberId of MEMBERS) world.memberCodes.set(codeOf(memberId), memberOf(memberId));
    const till = new PureTill(PRODUCTS);
    till.idPrefix = String(index + 1).padStart(8, '0');
    const enrolment = { tillId, storeId: 'S1', storeName: 'S1', registerNumber: '1', publicKey: 'key' };
    till.must({ kind: 'enrol', enrolment });
    till.must({ kind: 'start', program: 'test', host: 'none' });
    world.around(till);
    if (this.#options.isForgetful === true) till.readers = forgetful(till.readers);
    till.must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
    till.must({ kind: 'open-shift', float: 3_000 });
    if (this.#options.papers !== 'grants') {
      const value = this.#random.below(50);
      world.sendPoolShare(value, { tillId, shareId: `pool-${tillId}` });
      this.#handedOut.poolShares.push({ tillId, value });
    }
    for (const memberId of MEMBERS)
      for (const programme of this.#programmes)
        this.#sendPapers({ tillId, till, world }, memberId, programme);
    return { tillId, till, world };
  }

  /** A snapshot of all that is there, and with it points held for this till alone. */
  #sendPapers({ tillId, world }: Till, memberId: string, programme: PointsProgramme): void {
    const { id: programmeId } = programme;
    const step = programme.burn?.points ?? 1;
    const ledger = this.#ledgerOf(memberId, programmeId);
    if (this.#options.papers !== 'pools') {
      const points = this.#random.below(1 + Math.floor(availableOf(ledger, NOON_MS) / step)) * step;
      const grantId = `grant-${tillId}-${memberId}-${programmeId}`;
      const held = reserve(ledger, programme, this.#office(memberId, grantId), { points, untilMs: NOON_MS });
      if (held.ok) {
        this.#put(memberId, programmeId, replay(ledger, [held.value]));
        world.sendGrant(points, { tillId, memberId, programmeId, grantId, reserveId: held.value.id });
        this.#handedOut.grants.push({ tillId, value: points / step });
      }
    }
    const balance = Math.max(0, balanceOf(ledger));
    world.sendSnapshot(balance, { tillId, memberId, programmeId, snapshotId: this.#fresh('snap') });
    this.#handedOut.bareSnapshots.push({ tillId, value: balance / step });
  }

  #vouch(memberId: string): void {
    const programme = this.#one(this.#programmes);
    const step = programme.burn?.points ?? 1;
    const points = (1 + this.#random.below(30)) * step;
    const nonce = this.#fresh('nonce');
    const token = PointsToken.parse({
      nonce,
      memberId,
      programmeId: programme.id,
      ruleVersion: 1,
      points,
      storeId: null,
      issuedAtMs: NOON_MS,
      expiresAtMs: NOON_MS + 120 * MINUTE_MS,
    });
    for (const { world } of this.#tills)
      world.tokens.set(tokenCodeOf(memberId), { token, isSignatureValid: true });
    this.#handedOut.tokens.push({ tillIds: this.#tills.map(({ tillId }) => tillId), value: points / step });
  }

  /** Other channels and corrections take what the tills' papers count on. */
  #spendElsewhere(programme: PointsProgramme): void {
    for (const memberId of MEMBERS) {
      const ledger = this.#ledgerOf(memberId, programme.id);
      const points = this.#random.below(1 + Math.max(0, balanceOf(ledger)));
      if (points === 0) continue;
      const entry = gift(programme, this.#office(memberId, this.#fresh('take')), points);
      this.#put(memberId, programme.id, replay(ledger, [{ ...entry, direction: 'take' }]));
    }
  }

  #visit({ till }: Till): void {
    const skus = ['A01', 'B01', 'SH1', 'T01'];
    ring(till, { [this.#one(skus)]: 1 + this.#random.below(4) });
    const memberId = this.#one(MEMBERS);
    const isToken = this.#options.hasTokens && this.#random.below(3) === 0;
    const shown = till.scan(isToken ? tokenCodeOf(memberId) : codeOf(memberId));
    if (shown.refusal !== undefined) till.scan(codeOf(memberId));
    const { saleId } = till;
    for (const { id: programmeId } of this.#programmes) {
      if (this.#random.below(4) === 0) continue;
      const wanted = this.#random.below(2) === 0 ? 'max' : 1 + this.#random.below(60);
      till.do({ kind: 'burn-points', saleId, programmeId, wanted });
    }
    if (this.#random.below(12) === 0) {
      till.must({ kind: 'void-cart', saleId });
      return;
    }
    if (this.#random.below(2) === 0)
      till.do({ kind: 'take-card', saleId, amount: 1 + this.#random.below(100) });
    if (till.state.cart !== null) {
      // More than anything costs, since what points pay is worked out with the first tender.
      const short = till.payCash(1);
      const due = short.refusal?.code === 'cash-short' ? 1 + Number(short.refusal.params.n) : 0;
      if (short.refusal !== undefined) till.must({ kind: 'take-cash', saleId, amount: due });
    }
    this.#burns += lastSale(till).points?.burns.length ?? 0;
  }

  #bringBack({ till, tillId }: Till): void {
    const sales = till.entries.flatMap((each) => (each.kind === 'sale.completed' ? [each.payload] : []));
    if (sales.length === 0) return;
    const { saleId, lines } = this.#one(sales);
    const line = this.#one(lines);
    const units = 1 + this.#random.below(line.quantity);
    const ask = { saleId, lines: [{ lineId: line.lineId, units }], reason: 'other', approval: APPROVAL };
    const done = till.do({ kind: 'return-goods', ...ask });
    if (done.refusal !== undefined) return;
    this.#returns += 1;
    // What comes back lies on top of the snapshots, and may go again within shares and grants.
    for (const entry of occasionsOf(till).at(-1) ?? []) {
      const programme = this.#programmes.find(({ id }) => id === entry.programmeId);
      if (entry.kind !== 'REVERSE_BURN' || programme?.burn == null) continue;
      this.#handedOut.bareSnapshots.push({ tillId, value: entry.points / programme.burn.points });
    }
  }

  /** @returns the overdraft in NT$. */
  #book(entries: readonly PointsEntry[]): number {
    let value = 0;
    for (const memberId of MEMBERS) {
      for (const { id, burn } of this.#programmes) {
        const settled = settle(this.#ledgerOf(memberId, id), entries);
        this.#put(memberId, id, settled.ledger);
        value += settled.overdraft / (burn?.points ?? 1);
      }
    }
    return value;
  }

  #worth(points: (ledger: PointsLedger) => number): number {
    return this.#programmes.reduce(
      (sum, { id, burn }) =>
        MEMBERS.reduce(
          (all, memberId) => all + points(this.#ledgerOf(memberId, id)) / (burn?.points ?? 1),
          sum,
        ),
      0,
    );
  }

  #ledgerOf(memberId: string, programmeId: string): PointsLedger {
    const ledger = this.#ledgers.get(`${memberId} ${programmeId}`);
    assert(ledger !== undefined, 'every member has a ledger in every programme');
    return ledger;
  }

  #put(memberId: string, programmeId: string, ledger: PointsLedger): void {
    this.#ledgers.set(`${memberId} ${programmeId}`, ledger);
  }

  #office(memberId: string, occasionId: string) {
    return occasionOf(occasionId, { memberId, saleId: null, tillId: null, atMs: NOON_MS });
  }

  #fresh(what: string): string {
    this.#count += 1;
    return `${what}-${this.#count}`;
  }

  #one<Item>(items: readonly Item[]): Item {
    const item = items[this.#random.below(items.length)];
    assert(item !== undefined, 'there is one to choose');
    return item;
  }
}

const codeOf = (memberId: string) => `M000000000000${memberId.slice(1)}`;
const tokenCodeOf = (memberId: string) => `token-of-${memberId}`;

/** The points entries of each sale and each return, in order. */
function occasionsOf({ entries }: Pick<PureTill, 'entries'>): readonly (readonly PointsEntry[])[] {
  return entries.flatMap((each) => {
    if (each.kind !== 'sale.completed' && each.kind !== 'sale.returned') return [];
    const made = each.payload.points?.entries ?? [];
    return made.length === 0 ? [] : [made];
  });
}

function forgetful(readers: Readers): Readers {
  return { ...readers, points: { ...readers.points, tillEntries: () => [], provisionalBurns: () => [] } };
}
