import { CouponItem } from '../../contract/offer-items.ts';
import type { Coupon } from '../../domain/pricing/coupon.ts';
import type { CouponReader } from '../../domain/readers.ts';
import type { ReadableDatabase } from '../../store/connection.ts';
import type { ReferenceStore } from '../../store/reference/reference-store.ts';

export interface CouponMeans {
  readonly reference: Pick<ReferenceStore, 'documents' | 'lastGeneration'>;
  /** Of the journal. */
  readonly database: Pick<ReadableDatabase, 'prepare'>;
  /** Reads a signed coupon's code; undefined for every other text. */
  readonly readCoupon: (code: string) => { readonly coupon: Coupon; readonly isSigned: boolean } | undefined;
  /** Whether head office signed the coupon, by the signature that it carries. */
  readonly isSigned: (coupon: Coupon) => boolean;
}

interface Listed {
  readonly generation: number;
  readonly byCode: ReadonlyMap<string, Coupon>;
  readonly usedElsewhere: ReadonlySet<string>;
  readonly needsSignature: ReadonlyMap<string, boolean>;
}

/** Coupons by what a customer shows: a code that carries the coupon itself, or one that the topic lists. */
export class StoredCoupons implements CouponReader {
  readonly #means: CouponMeans;
  readonly #isUsedHere;
  #listed: Listed | undefined;

  constructor(means: CouponMeans) {
    this.#means = means;
    this.#isUsedHere = means.database
      .prepare('SELECT 1 FROM coupon_uses WHERE coupon_id = ? LIMIT 1')
      .pluck();
  }

  find(code: string): ReturnType<CouponReader['find']> {
    const listed = this.#list();
    const carried = this.#means.readCoupon(code);
    const coupon = carried?.coupon ?? listed.byCode.get(code);
    if (coupon === undefined) return undefined;
    return { coupon, isAuthentic: this.#isAuthentic(coupon, carried), isUsedUp: this.#isUsedUp(coupon) };
  }

  /**
   * A campaign says whether its coupons need a signature. Where it says nothing, a code that carries its coupon does,
   * since anybody can write one; what the topic lists came from head office itself.
   */
  #isAuthentic(coupon: Coupon, carried: { readonly isSigned: boolean } | undefined): boolean {
    const needsSignature = this.#list().needsSignature.get(coupon.campaignId) ?? carried !== undefined;
    return !needsSignature || (carried?.isSigned ?? this.#means.isSigned(coupon));
  }

  #isUsedUp({ id, isSingleUse }: Coupon): boolean {
    return this.#list().usedElsewhere.has(id) || (isSingleUse && this.#isUsedHere.get(id) !== undefined);
  }

  /** Read once after each switch of the topic. */
  #list(): Listed {
    const generation = this.#means.reference.lastGeneration('coupons');
    if (this.#listed?.generation === generation) return this.#listed;
    const items = this.#means.reference.documents('coupons').map((body) => CouponItem.parse(body));
    this.#listed = {
      generation,
      byCode: new Map(
        items.flatMap((it) =>
          it.kind === 'coupon' ? it.codes.map((code) => [code, it.coupon] as const) : [],
        ),
      ),
      usedElsewhere: new Set(items.flatMap((it) => (it.kind === 'used' ? it.couponId : []))),
      needsSignature: new Map(
        items.flatMap((it) => (it.kind === 'campaign' ? [[it.campaignId, it.needsSignature] as const] : [])),
      ),
    };
    return this.#listed;
  }
}
