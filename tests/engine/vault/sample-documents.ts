import { PointsToken } from '../../../src-main/domain/points/offline-papers.ts';
import { Coupon } from '../../../src-main/domain/pricing/coupon.ts';

/** As a member's app would show it: ids are UUIDs. */
export const TOKEN: PointsToken = PointsToken.parse({
  nonce: '0193a5b2-7c1e-7d3f-9a4b-5c6d7e8f9012',
  memberId: '0193a5b2-7c1e-7a00-8000-00000000c0de',
  programmeId: 'open-point',
  ruleVersion: 12,
  points: 1_280,
  storeId: 'S-1024',
  issuedAtMs: 1_795_233_600_000,
  expiresAtMs: 1_795_234_200_000,
});

/** A coupon won in a game, with all that such a one carries. */
export const COUPON: Coupon = Coupon.parse({
  id: '0193a5b2-7c1e-7d3f-9a4b-5c6d7e8f9012',
  campaignId: 'family-game-2026-11',
  version: 3,
  label: { 'zh-TW': '家有超市 鮮乳折 20 元', en: 'NT$20 off fresh milk' },
  benefit: { kind: 'amount', off: 20 },
  minimum: 100,
  within: { categories: ['fresh-milk'] },
  validity: { from: '2026-11-01T00:00:00+08:00', until: '2026-12-01T00:00:00+08:00' },
  isSingleUse: true,
  memberId: '0193a5b2-7c1e-7a00-8000-00000000c0de',
  fundingBrand: 'Brand-A',
});
