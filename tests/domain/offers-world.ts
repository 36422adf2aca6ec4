// What head office sent to a till and what the till has written itself, as look-ups made of plain data: sales, points
// and members are read back from the till's own entries, as its database does.
import { createHash } from 'node:crypto';
import {
  crossProgramme,
  ownProgramme,
  scenarioEarnRules,
  stampsProgramme,
} from '../../fixtures/pricing/scenario-programmes.ts';
import { taiwanPolicy } from '../../fixtures/pricing/taiwan-policy.ts';
import { taiwanMobile } from '../../src-main/domain/members/phone.ts';
import type { Experiment } from '../../src-main/domain/offers/experiment.ts';
import type { EarnRule } from '../../src-main/domain/points/earn-rule.ts';
import { entryId, type PointsEntry } from '../../src-main/domain/points/entry.ts';
import {
  PointsGrant,
  PointsSnapshot,
  type PointsToken,
  PoolShare,
  type TillEntry,
} from '../../src-main/domain/points/offline-papers.ts';
import type { PointsProgramme } from '../../src-main/domain/points/programme.ts';
import type { PricingPolicy } from '../../src-main/domain/pricing/basket.ts';
import { Coupon } from '../../src-main/domain/pricing/coupon.ts';
import { type CompiledOffers, compileOffers } from '../../src-main/domain/pricing/offers.ts';
import { Promotion } from '../../src-main/domain/pricing/promotion.ts';
import type { KnownMember, Readers, StoredSale } from '../../src-main/domain/readers.ts';
import type { SealedText } from '../../src-main/domain/sealed-text.ts';
import { NOON_MS } from '../support/open-till.ts';
import type { PureTill } from './pure-till.ts';

const HOUR_MS = 3_600_000;
const ALWAYS = { from: '2020-01-01T00:00:00+08:00', until: '2035-01-01T00:00:00+08:00' };
export const MEMBER_CODE = 'M0000000000001';
export const PHONE = '0912345678';

/** A member by their number, with what is given in place of the ordinary. */
export function memberOf(memberId: string, parts: Partial<KnownMember> = {}): KnownMember {
  return {
    memberId,
    status: 'active',
    tiers: [],
    segments: [],
    birthday: null,
    hasBought: true,
    consent: { offers: true, notes: true },
    asOfMs: NOON_MS - HOUR_MS,
    ...parts,
  };
}

/** A promotion from its id and terms; the rest is ordinary. */
export function promotion(id: string, terms: Readonly<Record<string, unknown>>): Promotion {
  return Promotion.parse({ id, version: 1, label: { 'zh-TW': id }, validity: ALWAYS, ...terms });
}

/** NT$20 off, once, unless told. */
export function coupon(id: string, parts: Readonly<Record<string, unknown>> = {}): Coupon {
  const benefit = { kind: 'amount', off: 20 };
  const base = { id, campaignId: 'C1', version: 1, label: { 'zh-TW': id }, benefit, minimum: 0 };
  return Coupon.parse({ ...base, validity: ALWAYS, isSingleUse: true, ...parts });
}

/** The world around one till or several; change its fields as head office would. */
export class OffersWorld {
  promotions: readonly Promotion[] = [];
  programmes: readonly PointsProgramme[] = [ownProgramme(), crossProgramme(), stampsProgramme()];
  earnRules: readonly EarnRule[] = scenarioEarnRules();
  experiments: readonly Experiment[] = [];
  policy: PricingPolicy = taiwanPolicy;
  generation = 1;
  /** By what a scanner reads. */
  readonly memberCodes = new Map<string, KnownMember>([[MEMBER_CODE, memberOf('M1')]]);
  /** By ten digits. */
  readonly memberPhones = new Map<string, KnownMember>([[PHONE, memberOf('M1')]]);
  readonly tokens = new Map<string, { readonly token: PointsToken; readonly isSignatureValid: boolean }>();
  readonly coupons = new Map<string, { readonly coupon: Coupon; readonly isAuthentic: boolean }>();
  readonly couponsUsedElsewhere = new Set<string>();
  snapshots: readonly { readonly snapshot: PointsSnapshot; readonly isSignatureValid: boolean }[] = [];
  grants: readonly PointsGrant[] = [];
  poolShares: readonly PoolShare[] = [];

  #compiled: { readonly of: readonly Promotion[]; readonly offers: CompiledOffers } | undefined;

  /** Compiled once for each list, as a till does once for each switch. */
  get compiled(): CompiledOffers {
    if (this.#compiled?.of !== this.promotions)
      this.#compiled = { of: this.promotions, offers: compileOffers(this.promotions, 'S1') };
    return this.#compiled.offers;
  }

  /** Puts the world in front of a till. */
  around(till: PureTill): PureTill {
    till.readers = this.#readersOf(till);
    return till;
  }

  /** A coupon behind a code of its own. */
  issue(coupon: Coupon, isAuthentic = true): string {
    this.coupons.set(coupon.id, { coupon, isAuthentic });
    return coupon.id;
  }

  /** Head office sends what it knows of a member's points, ten hours ago unless told. */
  sendSnapshot(points: number, parts: Partial<PointsSnapshot> = {}, isSignatureValid = true): void {
    const { memberId = 'M1', programmeId = 'OWN', issuedAtMs = NOON_MS - 10 * HOUR_MS } = parts;
    const lot = { lotId: openingLot(memberId, programmeId), points, earnedAtMs: 0, expiresAtMs: null };
    const snapshot = PointsSnapshot.parse({
      snapshotId: `snap-${memberId}-${programmeId}-${issuedAtMs}`,
      tillId: 'till-1',
      memberId,
      programmeId,
      ruleVersion: 1,
      balance: points,
      lots: points > 0 ? [lot] : [],
      issuedAtMs,
      expiresAtMs: issuedAtMs + 24 * HOUR_MS,
      throughSeq: 0,
      ...parts,
    });
    this.snapshots = [
      ...this.snapshots.filter((each) => !isSame(each.snapshot, snapshot)),
      { snapshot, isSignatureValid },
    ];
  }

  sendGrant(points: number, parts: Partial<PointsGrant> = {}): void {
    const { memberId = 'M1', programmeId = 'OWN', grantId = `grant-${this.grants.length + 1}` } = parts;
    const reserveId = entryId(grantId, programmeId, 'RESERVE', 0);
    const expiresAtMs = NOON_MS + 14 * HOUR_MS;
    const grant = { grantId, tillId: 'till-1', memberId, programmeId, points, reserveId, expiresAtMs };
    this.grants = [...this.grants, PointsGrant.parse({ ...grant, ...parts })];
  }

  sendPoolShare(value: number, parts: Partial<PoolShare> = {}): void {
    const shareId = `pool-${this.poolShares.length + 1}`;
    const share = { shareId, tillId: 'till-1', value, expiresAtMs: NOON_MS + 14 * HOUR_MS, ...parts };
    this.poolShares = [...this.poolShares, PoolShare.parse(share)];
  }

  #readersOf(till: PureTill): Readers {
    const world = this;
    const all = () => pointsEntriesOf(till);
    return {
      offers: {
        get generation() {
          return world.generation;
        },
        get compiled() {
          return world.compiled;
        },
        get earnRules() {
          return world.earnRules;
        },
        get experiments() {
          return world.experiments;
        },
        pricingPolicy: () => world.policy,
        programmes: () => world.programmes,
      },
      members: {
        findByCode: (code) => asOfNow(world.memberCodes.get(code), till),
        findByPhoneHash: (hash) => findByPhoneHash(world, till, hash),
        find: (memberId) =>
          asOfNow(
            [...world.memberCodes.values()].find((each) => each.memberId === memberId),
            till,
          ) ?? joinedHere(till).find((joined) => joined.memberId === memberId),
        readToken: (code) => world.tokens.get(code),
      },
      points: {
        tillEntries: (memberId) => all().filter(({ entry }) => entry.memberId === memberId),
        provisionalBurns: () =>
          all().filter(({ entry }) => entry.kind === 'BURN' && entry.provisional !== null),
        snapshot: (memberId, programmeId) =>
          world.snapshots.find(({ snapshot }) => isSame(snapshot, { memberId, programmeId })),
        grants: (memberId) => world.grants.filter((grant) => grant.memberId === memberId),
        poolShares: () => world.poolShares,
        earnedBy: (ruleId, memberId, businessDate) => countersOf(all(), { ruleId, memberId, businessDate }),
      },
      coupons: {
        find(code) {
          const found = world.coupons.get(code);
          if (found === undefined) return undefined;
          const { id, isSingleUse } = found.coupon;
          const isUsedUp =
            world.couponsUsedElsewhere.has(id) || (isSingleUse && couponsUsedAt(till).includes(id));
          return { ...found, isUsedUp };
        },
      },
      sales: { find: (by) => findSale(till, by) },
      seals: { seal, phoneHash },
    };
  }
}

/** The lot that a member's points begin as, in snapshots and ledgers alike. */
export function openingLot(memberId: string, programmeId: string): string {
  return entryId(`opening-${memberId}`, programmeId, 'ADJUST', 0);
}

/** Every entry of the points ledgers that a till has made, in order. */
export function pointsEntriesOf(till: Pick<PureTill, 'entries'>): readonly TillEntry[] {
  return till.entries.flatMap((each): TillEntry[] => {
    const place = (entry: PointsEntry) => ({ seq: each.seq, entry });
    if (each.kind === 'sale.completed' || each.kind === 'sale.returned')
      return (each.payload.points?.entries ?? []).map(place);
    if (each.kind !== 'exchange.answered' || each.payload.outcome.kind !== 'exchanged') return [];
    return [each.payload.outcome.out, each.payload.outcome.into].map(place);
  });
}

/** A finished sale of the till with its returns. */
export function findSale(till: Pick<PureTill, 'entries'>, by: string): StoredSale | undefined {
  for (const each of till.entries) {
    if (each.kind !== 'sale.completed') continue;
    const { payload: sale, atMs: completedAtMs, businessDate } = each;
    if (sale.saleId !== by && sale.receiptNumber !== by) continue;
    const returns = till.entries.flatMap((entry) =>
      entry.kind === 'sale.returned' && entry.payload.saleId === sale.saleId ? [entry.payload] : [],
    );
    return { sale, completedAtMs, businessDate, returns };
  }
  return undefined;
}

/** 64 hex digits that say nothing of the number; undefined for what is no mobile number. */
export function phoneHash(phone: string): string | undefined {
  const plain = taiwanMobile(phone);
  return plain === undefined ? undefined : createHash('sha256').update(`key:${plain}`).digest('hex');
}

function seal(personId: string, text: string): SealedText {
  const hidden = createHash('sha256').update(text).digest('base64');
  return { personId, text: hidden, keyForHeadOffice: null };
}

function isSame(
  a: Pick<PointsSnapshot, 'memberId' | 'programmeId'>,
  b: Pick<PointsSnapshot, 'memberId' | 'programmeId'>,
): boolean {
  return a.memberId === b.memberId && a.programmeId === b.programmeId;
}

/** Whether somebody has bought before is known better here than in head office's copy. */
function asOfNow(member: KnownMember | undefined, till: PureTill): KnownMember | undefined {
  if (member === undefined) return undefined;
  const hasBoughtHere = till.entries.some(
    (each) => each.kind === 'sale.completed' && each.payload.member?.memberId === member.memberId,
  );
  return { ...member, hasBought: member.hasBought || hasBoughtHere };
}

function findByPhoneHash(world: OffersWorld, till: PureTill, hash: string): KnownMember | undefined {
  for (const [phone, member] of world.memberPhones)
    if (phoneHash(phone) === hash) return asOfNow(member, till);
  return joinedHere(till).find((joined) => joined.phoneHash === hash);
}

function joinedHere(till: PureTill): readonly (KnownMember & { readonly phoneHash: string })[] {
  return till.entries.flatMap((each) => {
    if (each.kind !== 'member.joined') return [];
    const { memberId, consent, phoneHash } = each.payload;
    const { offers, notes } = consent;
    const joined = memberOf(memberId, { hasBought: false, consent: { offers, notes }, asOfMs: each.atMs });
    return [{ ...joined, phoneHash }];
  });
}

function couponsUsedAt(till: PureTill): readonly string[] {
  return till.entries.flatMap((each) =>
    each.kind === 'sale.completed' ? (each.payload.couponsUsed ?? []).map(({ couponId }) => couponId) : [],
  );
}

function countersOf(
  entries: readonly TillEntry[],
  of: { readonly ruleId: string; readonly memberId: string; readonly businessDate: string },
): { readonly day: number; readonly month: number } {
  let [day, month] = [0, 0];
  for (const { entry } of entries) {
    if (entry.kind !== 'EARN_PENDING' || entry.memberId !== of.memberId || entry.ruleId !== of.ruleId)
      continue;
    const taken = entries.reduce(
      (sum, other) =>
        other.entry.kind === 'REVERSE_EARN' && other.entry.lotId === entry.id
          ? sum + other.entry.points
          : sum,
      0,
    );
    if (entry.businessDate === of.businessDate) day += entry.points - taken;
    if (entry.businessDate.slice(0, 7) === of.businessDate.slice(0, 7)) month += entry.points - taken;
  }
  return { day, month };
}
