import type { Experiment, ExperimentSegment } from './offers/experiment.ts';
import type { EarnCounters } from './points/earn.ts';
import type { EarnRule } from './points/earn-rule.ts';
import type {
  PointsGrant,
  PointsSnapshot,
  PointsToken,
  PoolShare,
  TillEntry,
} from './points/offline-papers.ts';
import type { PointsProgramme } from './points/programme.ts';
import type { PricingPolicy } from './pricing/basket.ts';
import type { Coupon } from './pricing/coupon.ts';
import type { CompiledOffers } from './pricing/offers.ts';
import type { CarrierKind, SaleCompleted, SaleReturned } from './sale-payloads.ts';
import type { SealedText } from './sealed-text.ts';

/** Look-ups that a decision may make, handed in with the context. All of them answer at once and change nothing. */

/** What head office publishes about prices and rewards, in the generation in use. */
export interface OffersReader {
  /** Rises when any of it changes; 0 when nothing has come down yet. */
  readonly generation: number;
  readonly compiled: CompiledOffers;
  readonly earnRules: readonly EarnRule[];
  readonly experiments: readonly Experiment[];
  /** The policy that holds at that moment, ms since 1970. */
  pricingPolicy(atMs: number): PricingPolicy;
  /** One version of each programme: the one that holds at that moment. */
  programmes(atMs: number): readonly PointsProgramme[];
}

/** A member as the till's copy has them, without what only people read. */
export interface KnownMember {
  readonly memberId: string;
  readonly status: 'active' | 'closed';
  readonly tiers: readonly string[];
  readonly segments: readonly ExperimentSegment[];
  /** ISO day. */
  readonly birthday: string | null;
  readonly hasBought: boolean;
  /** Into what their invoices go; absent: none is known. */
  readonly carrier?: CarrierKind;
  readonly consent: { readonly offers: boolean; readonly notes: boolean };
  /** When head office wrote it down, ms since 1970. */
  readonly asOfMs: number;
}

export interface MemberReader {
  /** By what a scanner reads; the whole code, never a part. */
  findByCode(code: string): KnownMember | undefined;
  findByPhoneHash(phoneHash: string): KnownMember | undefined;
  find(memberId: string): KnownMember | undefined;
  /** What a member's app shows, where the code is a token; whether head office made it is said with it. */
  readToken(code: string): { readonly token: PointsToken; readonly isSignatureValid: boolean } | undefined;
}

export interface PointsReader {
  /** This till's own entries about a member, in order. */
  tillEntries(memberId: string): readonly TillEntry[];
  /** Every burn that this till made on paper of its own, for all members, in order. */
  provisionalBurns(): readonly TillEntry[];
  snapshot(
    memberId: string,
    programmeId: string,
  ): { readonly snapshot: PointsSnapshot; readonly isSignatureValid: boolean } | undefined;
  /** All that ever came for the member. */
  grants(memberId: string): readonly PointsGrant[];
  /** All that ever came to this till. */
  poolShares(): readonly PoolShare[];
  /** Points that a rule has given the member at this till, on that business date and in its month, less what returns took. */
  earnedBy(ruleId: string, memberId: string, businessDate: string): EarnCounters;
}

/** A coupon that was shown, with what the till could find out about it. */
export interface CouponShown {
  readonly coupon: Coupon;
  readonly isAuthentic: boolean;
  readonly isUsedUp: boolean;
}

export interface CouponReader {
  /** The coupon behind a code, scanned or typed; undefined where the code is none. */
  find(code: string): CouponShown | undefined;
}

/** A finished sale with what has come back of it. */
export interface StoredSale {
  readonly sale: SaleCompleted;
  readonly completedAtMs: number;
  readonly businessDate: string;
  readonly returns: readonly SaleReturned[];
}

export interface SaleReader {
  /** By its id or by the number on its receipt. */
  find(by: string): StoredSale | undefined;
}

/** Ciphers, so that decisions can put personal data into entries without anybody reading them there. */
export interface Seals {
  seal(personId: string, text: string): SealedText;
  /** Keyed hash of a Taiwanese mobile number; undefined for what is none. */
  phoneHash(phone: string): string | undefined;
}

/** All of them together, as whoever runs the loop hands them in. */
export interface Readers {
  readonly offers: OffersReader;
  readonly members: MemberReader;
  readonly points: PointsReader;
  readonly coupons: CouponReader;
  readonly sales: SaleReader;
  readonly seals: Seals;
}
