import { sampleCoupons } from '../../../fixtures/catalog/sample-coupons.ts';
import { type SampleMember, sampleMembers } from '../../../fixtures/catalog/sample-members.ts';
import { CROSS, OWN } from '../../../fixtures/catalog/sample-programmes.ts';
import { assert } from '../../base/assert.ts';
import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import { type DocumentKind, documentCode } from '../../contract/signed-documents.ts';
import type { BenchMember, BenchMemberTrait, PhoneCode } from '../../contract/workbench.ts';
import type { Coupon } from '../../domain/pricing/coupon.ts';

/** The phones of sample members, as the workbench holds them under a scanner. */
export interface MemberPhoneSource {
  members(): readonly BenchMember[];
  /**
   * The text of what a phone shows; tokens and coupons are made and signed anew each time.
   * @throws for a member or code that is not among {@link members}, and where head office cannot make it.
   */
  codeFor(memberId: string, code: PhoneCode): Promise<string>;
}

/** What the phones need of head office: the paper behind a member's app, and its signature. */
export interface PhoneOffice {
  issueToken(order: {
    readonly memberId: string;
    readonly programmeId: string;
    readonly points: number;
    readonly storeId: string | null;
    readonly lifeMs: number;
  }): Promise<{ readonly code: string }>;
  /** @returns base64url, over `signedDocumentText`. */
  signDocument(kind: DocumentKind, body: object): string;
}

/** An app shows a token for this long before it makes another. */
export const TOKEN_LIFE_MS = 300_000;
/** The serial of the coupon that is used up everywhere: head office must list it as such in the topic `coupons`. */
export const USED_COUPON_ID = 'BDAY-USED';
/** Of the sample coupons that one person owns; the phones' own have its terms. */
const PERSONAL_COUPON = 'BDAY-0001';
const SIGNATURE_BYTES = 64;
const DAY_MS = 86_400_000;

const COUPONS = ['coupon-good', 'coupon-expired', 'coupon-used', 'coupon-forged', 'coupon-other'] as const;
const TOKENS = ['token-own', 'token-partner'] as const;

/** By their number among the sample members, whose first ones are the cases of a demo. */
const ON_THE_BENCH: readonly {
  readonly index: number;
  readonly traits: readonly BenchMemberTrait[];
  readonly codes: readonly PhoneCode[];
}[] = [
  { index: 0, traits: ['gold', 'birthday'], codes: ['member', ...TOKENS, ...COUPONS] },
  { index: 1, traits: ['silver', 'offers'], codes: ['member', 'token-own', ...COUPONS] },
  { index: 2, traits: ['phone-only'], codes: [] },
  { index: 7, traits: ['closed'], codes: ['member'] },
  { index: 8, traits: ['points-short'], codes: ['member', ...TOKENS] },
  { index: 9, traits: ['gold', 'forged'], codes: ['member', ...TOKENS] },
];

/** The phones of the sample chain's members, with what a head office signs for them. */
export class SampleMemberPhones implements MemberPhoneSource {
  readonly #office: PhoneOffice;
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #random: Random;
  readonly #samples = sampleMembers();

  constructor(office: PhoneOffice, clock: Pick<Clock, 'nowMs'>, random: Random) {
    this.#office = office;
    this.#clock = clock;
    this.#random = random;
  }

  members(): readonly BenchMember[] {
    return ON_THE_BENCH.map(({ index, traits, codes }) => {
      const { memberId, name, phone } = this.#sample(index).member;
      return { memberId, name, traits, phone: phone ?? '', codes };
    });
  }

  async codeFor(memberId: string, code: PhoneCode): Promise<string> {
    const place = ON_THE_BENCH.find(({ index }) => this.#sample(index).member.memberId === memberId);
    assert(place?.codes.includes(code) === true, 'this phone shows that code');
    const { member } = this.#sample(place.index);
    switch (code) {
      case 'member': {
        const [memberCode] = member.codes;
        assert(memberCode !== undefined, 'who has a phone on the bench has a member code');
        return memberCode;
      }
      case 'token-own':
      case 'token-partner': {
        const token = await this.#token(member, code === 'token-own' ? OWN : CROSS);
        return place.traits.includes('forged') ? this.#forged(token) : token;
      }
      default:
        return this.#coupon(memberId, code);
    }
  }

  async #token({ memberId, balances }: SampleMember['member'], programmeId: string): Promise<string> {
    const points = balances.find((balance) => balance.programmeId === programmeId)?.points ?? 0;
    const { code } = await this.#office.issueToken({
      memberId,
      programmeId,
      // A token vouches for some points at least.
      points: Math.max(1, points),
      storeId: null,
      lifeMs: TOKEN_LIFE_MS,
    });
    return code;
  }

  #coupon(memberId: string, code: (typeof COUPONS)[number]): string {
    const terms = sampleCoupons().find(({ id }) => id === PERSONAL_COUPON);
    assert(terms !== undefined, 'the sample chain has it');
    const body: Coupon = { ...terms, ...this.#changes(memberId, code) };
    const text = Buffer.from(JSON.stringify(body), 'utf8').toString('base64url');
    const shown = documentCode('coupon', text, this.#office.signDocument('coupon', body));
    return code === 'coupon-forged' ? this.#forged(shown) : shown;
  }

  #changes(memberId: string, code: (typeof COUPONS)[number]): Partial<Coupon> {
    const nowMs = this.#clock.nowMs();
    switch (code) {
      case 'coupon-good':
      case 'coupon-forged':
        return { id: `BDAY-${memberId}`, memberId };
      case 'coupon-expired':
        return {
          id: `BDAY-OLD-${memberId}`,
          memberId,
          validity: { from: isoTime(nowMs - 60 * DAY_MS), until: isoTime(nowMs - DAY_MS) },
        };
      case 'coupon-used':
        return { id: USED_COUPON_ID, memberId };
      case 'coupon-other': {
        const other = ON_THE_BENCH.map(({ index }) => this.#sample(index).member.memberId).find(
          (each) => each !== memberId,
        );
        assert(other !== undefined, 'there are several members on the bench');
        return { id: `BDAY-${other}`, memberId: other };
      }
    }
  }

  /** The same document under a signature that nobody made. */
  #forged(code: string): string {
    const signature = Buffer.from(this.#random.bytes(SIGNATURE_BYTES)).toString('base64url');
    return `${code.slice(0, code.lastIndexOf('.'))}.${signature}`;
  }

  #sample(index: number): SampleMember {
    const sample = this.#samples[index];
    assert(sample !== undefined, 'the sample chain has so many members');
    return sample;
  }
}

/** Taiwan has no daylight saving time. */
const TAIPEI_MS = 8 * 3_600_000;

/** An instant to the second as promotions write it: with the offset of Taiwan. */
function isoTime(atMs: number): string {
  return `${new Date(atMs + TAIPEI_MS).toISOString().slice(0, 19)}+08:00`;
}
