import { scenarioCoupon, scenarioPromotion } from '../../../fixtures/pricing/scenario-offers.ts';
import {
  crossProgramme,
  ownProgramme,
  scenarioEarnRules,
  stampsProgramme,
  USUAL_RATE,
} from '../../../fixtures/pricing/scenario-programmes.ts';
import { taiwanPolicy } from '../../../fixtures/pricing/taiwan-policy.ts';
import { assert } from '../../base/assert.ts';
import type { CouponItem, PolicyItem, ProgrammeItem, PromotionItem } from '../../contract/offer-items.ts';
import type { Scenario, ScenarioFile } from './format.ts';

/** What head office publishes for one scenario beside its articles and people. */
export interface ReferenceData {
  readonly policies: readonly PolicyItem[];
  readonly programmes: readonly ProgrammeItem[];
  readonly promotions: readonly PromotionItem[];
  readonly coupons: readonly CouponItem[];
}

const FOREVER = { fromMs: 0, untilMs: Date.parse('2100-01-01T00:00:00+08:00') };

/** The scenario's promotions, coupons and programmes as a till gets them. */
export function referenceDataOf(scenario: Scenario, file: ScenarioFile): ReferenceData {
  const { given = {} } = scenario;
  const programmes = [ownProgramme(given.rate ?? USUAL_RATE), crossProgramme(), stampsProgramme()];
  return {
    policies: [{ kind: 'pricing', id: 'pricing', version: 1, policy: taiwanPolicy, ...FOREVER }],
    programmes: [
      ...programmes.map((programme) => ({ kind: 'programme' as const, programme, ...FOREVER })),
      ...scenarioEarnRules(given.binRule).map((rule) => ({ kind: 'earn-rule' as const, rule })),
    ],
    promotions: (scenario.promotions ?? []).map((id) => {
      const promotion = file.promotions?.[id];
      assert(promotion !== undefined, 'a promotion that a scenario names is in its file');
      return scenarioPromotion({ ...promotion, id, label: promotion.label ?? id });
    }),
    coupons: couponsShown(scenario).map((id) => {
      const coupon = file.coupons?.[id];
      assert(coupon !== undefined, 'a coupon that a scenario names is in its file');
      const made = scenarioCoupon({ ...coupon, id });
      return {
        kind: 'coupon' as const,
        codes: [couponCode(scenario, id)],
        // A serial of this scenario's own: what another sale used up is another coupon of the same action.
        coupon: { ...made, id: couponSerial(scenario, id) },
      };
    }),
  };
}

/** Whether anything is published at all: a scenario without any of it is played as before there were offers. */
export function needsReferenceData({
  promotions,
  coupons,
  member,
  kind,
  lines = [],
  discount,
}: Scenario): boolean {
  const isPriced = (promotions ?? []).length > 0 || (coupons ?? []).length > 0 || (member ?? null) !== null;
  const isByHand =
    discount !== undefined ||
    lines.some((line) => line.discount !== undefined || line.priceOverride !== undefined);
  return isPriced || isByHand || kind === 'return' || kind === 'exchange';
}

function couponsShown({ coupons = [] }: Scenario): readonly string[] {
  return [...new Set(coupons)];
}

/** What a scanner reads on the coupon. */
export function couponCode(scenario: Pick<Scenario, 'id'>, couponId: string): string {
  return `DBS-${couponId}-${scenario.id}`;
}

/** By which name the till knows the coupon. */
export function couponSerial({ id }: Pick<Scenario, 'id'>, couponId: string): string {
  return `${couponId}:${id}`;
}
