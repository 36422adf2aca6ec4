import { z } from 'zod';
import { Instant, Name, Points, PointsId, SomePoints, Value, Version } from './programme.ts';

/**
 * Earn rules as head office publishes them (payments-points.md 3.4). A rule says how points follow from an amount
 * (`formula`), of which goods (`goods`), for whom and when (`when`), of which money (`money`), how much at most
 * (`caps`) and when they become spendable (`confirms`). Amounts are whole NT$, points the smallest unit.
 */

const Names = z.array(Name).min(1).max(5_000);

/** `points` for each `perAmount` NT$ of the whole base, rounded once: 33 per 100 is 0.33 % of points with two decimals. */
const Rate = z.strictObject({
  kind: z.literal('rate'),
  points: SomePoints.max(10_000),
  perAmount: Value.min(1).max(1_000_000),
  rounding: z.enum(['down', 'half-up']),
});
/** `points` for each full `every` NT$: stamps, and "3 points per full 100". */
const Steps = z.strictObject({
  kind: z.literal('steps'),
  points: SomePoints.max(1_000_000),
  every: Value.min(1),
});
/** All or nothing once the base reaches `minimum`: threshold bonus, first purchase. */
const Threshold = z.strictObject({
  kind: z.literal('threshold'),
  points: SomePoints.max(1_000_000_000),
  minimum: Value.min(1),
});
/**
 * `numerator`/`denominator` times the rate of another rule, on top of it: doubling is 1/1, one and a half times is
 * 1/2. For tiers, days and birthdays.
 */
const Multiple = z.strictObject({
  kind: z.literal('multiple'),
  ofRuleId: PointsId,
  numerator: z.number().int().min(1).max(100),
  denominator: z.number().int().min(1).max(100),
});

/** Which goods; absent: all that earn. An article that `exclude` names is out. */
const Goods = z.strictObject({
  categories: Names.optional(),
  skus: Names.optional(),
  exclude: z.strictObject({ categories: Names.optional(), skus: Names.optional() }).optional(),
});

/** All that is named must hold. */
const When = z.strictObject({
  fromMs: Instant.optional(),
  /** Not inside. */
  untilMs: Instant.optional(),
  tiers: Names.optional(),
  /** ISO days, Monday 1 to Sunday 7, of the business date. */
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7).optional(),
  /** Days of the month of the business date: member's day. */
  monthDays: z.array(z.number().int().min(1).max(31)).min(1).max(31).optional(),
  birthday: z.enum(['day', 'month']).optional(),
  isFirstPurchase: z.literal(true).optional(),
  stores: Names.optional(),
  channels: Names.optional(),
});

/**
 * Whose money counts. "Wholly paid by" and "share paid by" are different rules (payments-points.md 3.4); a card's
 * prefix is its first 6 to 8 digits as the terminal gives them.
 */
const Money = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('any') }),
  z.strictObject({ kind: z.literal('wholly'), types: Names }),
  z.strictObject({ kind: z.literal('share'), types: Names }),
  z.strictObject({
    kind: z.literal('card-prefix'),
    prefixes: z
      .array(z.string().regex(/^\d{4,8}$/))
      .min(1)
      .max(5_000),
  }),
]);

const Caps = z.strictObject({
  perSale: Points.nullable(),
  perDay: Points.nullable(),
  perMonth: Points.nullable(),
});

export const EarnRule = z.strictObject({
  id: PointsId,
  version: Version,
  programmeId: PointsId,
  formula: z.discriminatedUnion('kind', [Rate, Steps, Threshold, Multiple]),
  goods: Goods,
  when: When,
  money: Money,
  caps: Caps,
  /** `at-once`: as soon as head office has the sale. */
  confirms: z.enum(['at-once', 'return-window', 'card-settlement']),
});
export type EarnRule = z.infer<typeof EarnRule>;

/** The rules of a store, as one topic: ids are used once, and a multiple is of a rate that is there. */
export const EarnRules = z
  .array(EarnRule)
  .max(1_000)
  .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, 'a rule id is used once')
  .refine(
    (rules) =>
      rules.every(
        ({ formula }) => formula.kind !== 'multiple' || rateOf(rules, formula.ofRuleId) !== undefined,
      ),
    'a multiple is of a rate among the rules',
  );

/** How points follow from a base, once multiples are resolved: it is stored with the sale and used again by returns. */
export const EarnedFormula = z.discriminatedUnion('kind', [
  Rate.extend({ points: SomePoints.max(1_000_000), perAmount: Value.min(1) }),
  Steps,
  Threshold,
]);
export type EarnedFormula = z.infer<typeof EarnedFormula>;

type Formula = EarnRule['formula'];
type RateFormula = Extract<Formula, { readonly kind: 'rate' }>;

function rateOf(rules: readonly EarnRule[], ruleId: string): RateFormula | undefined {
  const formula = rules.find(({ id }) => id === ruleId)?.formula;
  return formula?.kind === 'rate' ? formula : undefined;
}

/** The rule's formula without reference to others; undefined where a multiple's rate is not among the rules. */
export function resolvedFormula(rule: EarnRule, rules: readonly EarnRule[]): EarnedFormula | undefined {
  const { formula } = rule;
  if (formula.kind !== 'multiple') return formula;
  const of = rateOf(rules, formula.ofRuleId);
  return (
    of && {
      kind: 'rate',
      points: of.points * formula.numerator,
      perAmount: of.perAmount * formula.denominator,
      rounding: of.rounding,
    }
  );
}
