import { assert } from '../base/assert.ts';
import { compileOffers } from './pricing/offers.ts';
import type { Readers } from './readers.ts';

const NOTHING_KEPT_OUT = { categories: [], skus: [] };
const COMPILED = compileOffers([], '');

/** Answers of a till to which nothing about prices, members or points has come down, and that has sold nothing. */
export const NO_READERS: Readers = {
  offers: {
    generation: 0,
    compiled: COMPILED,
    earnRules: [],
    experiments: [],
    pricingPolicy: () => ({
      notPromoted: NOTHING_KEPT_OUT,
      notCounted: NOTHING_KEPT_OUT,
      notEarning: NOTHING_KEPT_OUT,
    }),
    programmes: () => [],
  },
  members: {
    findByCode: () => undefined,
    findByPhoneHash: () => undefined,
    find: () => undefined,
    readToken: () => undefined,
  },
  points: {
    tillEntries: () => [],
    provisionalBurns: () => [],
    snapshot: () => undefined,
    grants: () => [],
    poolShares: () => [],
    earnedBy: () => ({ day: 0, month: 0 }),
  },
  coupons: { find: () => undefined },
  sales: { find: () => undefined },
  seals: {
    seal: () => {
      assert(false, 'nothing is sealed before the till is enrolled');
    },
    phoneHash: () => undefined,
  },
};
