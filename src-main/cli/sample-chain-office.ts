import { chainProducts } from '../../fixtures/catalog/sample-chain.ts';
import { sampleCouponItems } from '../../fixtures/catalog/sample-coupons.ts';
import { sampleMembers } from '../../fixtures/catalog/sample-members.ts';
import { samplePolicy } from '../../fixtures/catalog/sample-policy.ts';
import { OWN, sampleProgrammeItems } from '../../fixtures/catalog/sample-programmes.ts';
import { sampleExperiments, samplePromotions } from '../../fixtures/catalog/sample-promotions.ts';
import type { HeadOffice } from '../../fixtures/head-office/head-office.ts';
import type { CouponItem, PolicyItem } from '../contract/offer-items.ts';
import { USED_COUPON_ID } from './demo/member-phone.ts';

/** Head office writes no paper for longer (payments-points.md 3.6, 1). */
const PAPER_LIFE_MS = 24 * 3_600_000;
const SNAPSHOTS_EVERY_MS = 10 * 60_000;
/** What each till of the sample chain may risk of the shop's pool in a day, and what is held for a member there. */
const POOL_VALUE = 2_000;
const GRANTED_POINTS = 6_000;
const GRANTED_MEMBERS = 6;

/** Publishes the sample chain at a head office that has published nothing: its goods, prices, programmes and people. */
export async function publishSampleChain(office: HeadOffice): Promise<void> {
  const full = 'full' as const;
  await office.publishTopic('catalog', { mode: full, items: chainProducts() });
  await office.publishTopic('policies', { mode: full, items: [pricingPolicy()] });
  await office.publishTopic('programmes', { mode: full, items: sampleProgrammeItems() });
  await office.publishTopic('promotions', { mode: full, items: samplePromotions() });
  await office.publishTopic('segments', { mode: full, items: sampleExperiments() });
  const used: CouponItem = { kind: 'used', couponId: USED_COUPON_ID };
  await office.publishTopic('coupons', { mode: full, items: [...sampleCouponItems(), used] });
  await office.addMembers(sampleMembers().map(({ member }) => member));
  await office.publishMembers();
}

/**
 * Gives every till of this head office what lets members burn points while it is cut off: signed snapshots, a share of
 * the pool and a few grants; called again and again, it renews what is old and does nothing else.
 */
export class SamplePapers {
  readonly #office: HeadOffice;
  readonly #given = new Map<string, { poolUntilMs: number; snapshotsAtMs: number }>();
  #isGiving = false;

  constructor(office: HeadOffice) {
    this.#office = office;
  }

  /** @param nowMs ms since 1970. */
  async renew(nowMs: number): Promise<void> {
    if (this.#isGiving) return;
    this.#isGiving = true;
    try {
      const { tills } = await this.#office.report();
      for (const { tillId, status } of tills) if (status === 'active') await this.#renewTill(tillId, nowMs);
    } finally {
      this.#isGiving = false;
    }
  }

  async #renewTill(tillId: string, nowMs: number): Promise<void> {
    const given = this.#given.get(tillId) ?? { poolUntilMs: 0, snapshotsAtMs: 0 };
    const memberIds = sampleMembers().map(({ member }) => member.memberId);
    if (nowMs >= given.poolUntilMs) {
      given.poolUntilMs = nowMs + PAPER_LIFE_MS;
      await this.#office.sharePool({ tillId, value: POOL_VALUE, expiresAtMs: given.poolUntilMs });
      for (const memberId of memberIds.slice(0, GRANTED_MEMBERS)) {
        const order = { tillId, memberId, programmeId: OWN, points: GRANTED_POINTS };
        // Who has not so many points is given no grant; a snapshot says what they have.
        await this.#office.grantPoints({ ...order, expiresAtMs: given.poolUntilMs });
      }
    }
    if (nowMs - given.snapshotsAtMs >= SNAPSHOTS_EVERY_MS) {
      given.snapshotsAtMs = nowMs;
      await this.#office.publishSnapshots(tillId, memberIds);
    }
    this.#given.set(tillId, given);
  }
}

function pricingPolicy(): PolicyItem {
  const fromMs = Date.parse('2020-01-01T00:00:00+08:00');
  const untilMs = Date.parse('2099-01-01T00:00:00+08:00');
  return { kind: 'pricing', id: 'chain', version: 1, policy: samplePolicy, fromMs, untilMs };
}
