import { OWN } from '../../../fixtures/catalog/sample-programmes.ts';
import { benchBaskets } from '../../../fixtures/pricing/bench-baskets.ts';
import { assert } from '../../base/assert.ts';
import { type CartSources, viewCart } from '../../engine/cart-view.ts';
import { memberProfile } from '../../engine/member-views.ts';
import type { Readers } from '../../engine/readers/open-readers.ts';
import { machineClock, machineIds } from '../../hosts/machine-world.ts';
import { type BenchTill, LINES } from './bench-till.ts';
import { COUPON_CODE, memberCodeOf, PROMOTIONS } from './offer-shop.ts';
import type { OfferTill } from './offer-till.ts';
import type { Sold } from './selling.ts';

/** Points that head office holds for a sale: more than any of these sales may use. */
const HELD_POINTS = 300_000;
const DAY_MS = 86_400_000;
const OLD_AFTER_MS = DAY_MS;

/**
 * Sells to members, always the same articles in the same order, half of which some promotion names. Each customer shows
 * a code and a coupon first, so that every line is priced with all of it.
 */
export class MemberSeller {
  readonly #till: BenchTill;
  readonly #readers: Readers;
  readonly #baskets = benchBaskets(7, LINES, PROMOTIONS);
  readonly #memberOf: (cart: number) => number;
  #carts = 0;
  /** Codes of the open cart that are not rung up yet. */
  readonly #left: string[] = [];

  /** @param memberOf which member a cart is for; carts are numbered from 0. */
  constructor({ till, readers }: OfferTill, memberOf: (cart: number) => number) {
    this.#till = till;
    this.#readers = readers;
    this.#memberOf = memberOf;
  }

  /** Milliseconds of one line, from its code to the cart's new figures for a window; after ten the cart is voided. */
  addLine(): number {
    if (this.#left.length === 0) {
      this.#till.voidCart();
      this.#welcome();
      this.#left.push(...this.#nextSkus());
    }
    const code = this.#left.shift();
    assert(code !== undefined, 'every basket has lines');
    const ms = this.#till.timed({ kind: 'scan', code, origin: 'scanner' });
    return ms + this.#view();
  }

  /** Rings up ten articles, lets the customer use points, and measures what finishing the sale takes. */
  sell(): Sold {
    this.#welcome();
    for (const code of this.#nextSkus()) this.#till.must({ kind: 'scan', code, origin: 'scanner' });
    this.#choosePoints();
    const seq = this.#till.seq;
    const ms = this.#till.finish();
    const payloads = this.#till.payloadsAfter(seq);
    this.#till.settle();
    return { ms, payloads };
  }

  #welcome(): void {
    this.#till.must({ kind: 'scan', code: memberCodeOf(this.#memberOf(this.#carts)), origin: 'scanner' });
    this.#till.must({ kind: 'scan', code: COUPON_CODE, origin: 'scanner' });
    this.#carts += 1;
  }

  /** Barcodes of generated articles are their numbers. */
  #nextSkus(): readonly string[] {
    const next = this.#baskets.next();
    assert(next.done !== true, 'baskets never end');
    return next.value.lines.map(({ sku }) => sku);
  }

  /** As many as the sale allows; head office's answer is made up, and comes at once. */
  #choosePoints(): void {
    const { cart } = this.#till.state;
    assert(cart !== null, 'a cart is open');
    this.#till.must({ kind: 'burn-points', saleId: cart.saleId, programmeId: OWN, wanted: 'max' });
    const asking = this.#till.state.cart?.asking;
    assert(asking !== undefined && asking !== null, 'head office is asked for points');
    const { nowMs } = this.#till.scene;
    const lot = {
      lotId: `HQ:${asking.memberId}:ADJUST:0`,
      points: HELD_POINTS,
      earnedAtMs: nowMs - DAY_MS,
      expiresAtMs: nowMs + DAY_MS,
    };
    this.#till.must({
      kind: 'burn-answered',
      requestId: asking.requestId,
      outcome: {
        kind: 'held',
        reserveId: `HQ:${machineIds.next()}:RESERVE:0`,
        points: asking.points,
        lots: [lot],
      },
    });
  }

  /** Milliseconds of working out what a window shows of the cart. */
  #view(): number {
    const startedMs = machineClock.monotonicMs();
    const { cart } = this.#till.state;
    assert(cart !== null, 'a cart is open');
    const sources: CartSources = {
      scene: this.#till.scene,
      profileOf: (memberId) => memberProfile(memberId, this.#readers.members),
      oldAfterMs: OLD_AFTER_MS,
    };
    viewCart(cart, sources);
    return machineClock.monotonicMs() - startedMs;
  }
}
