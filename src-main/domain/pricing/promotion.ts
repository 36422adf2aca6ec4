import { z } from 'zod';

/**
 * Promotions as head office publishes them (payments-points.md 4.1). Everything about them is data: rates, sets,
 * windows and people. Amounts are whole NT$, percents say what is PAID (`payPct` 80 is 8 折) as customers say it.
 */

/** Ids order ties, so they are plain ASCII and compared by code unit. */
export const PromotionId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/);
const Name = z.string().min(1).max(40);
const Names = z.array(Name).min(1).max(2_000);
const Price = z.number().int().min(0).max(9_999_999);
const Amount = z.number().int().min(1).max(9_999_999);
const PayPct = z.number().int().min(0).max(99);
const Times = z.number().int().min(1).max(999);

/** A moment with the offset of Taiwan in it, e.g. `2026-11-01T00:00:00+08:00`. */
export const TaipeiInstant = z.iso.datetime({ offset: true, precision: 0 }).endsWith('+08:00');
const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$|^24:00:00$/);

/** What customers read on screen and receipt. */
export const Label = z.strictObject({
  'zh-TW': z.string().min(1).max(60),
  en: z.string().min(1).max(80).optional(),
});
export type Label = z.infer<typeof Label>;

/** Articles named in any of four ways; an article that one of them names is in. */
export const Selector = z
  .strictObject({
    skus: Names.optional(),
    categories: Names.optional(),
    brands: Names.optional(),
    /** Marks of the line or article: `near-expiry`, `new`. */
    tags: Names.optional(),
  })
  .refine(
    (it) => (it.skus ?? it.categories ?? it.brands ?? it.tags) !== undefined,
    'a selector names something',
  );
export type Selector = z.infer<typeof Selector>;

/** Half open: `from` is inside, `until` is not (rules.timeWindow). */
export const Validity = z.strictObject({ from: TaipeiInstant, until: TaipeiInstant });
export type Validity = z.infer<typeof Validity>;

/** Hours of each day, half open, in Taipei civil time. An end at or before the start lies on the next day. */
export const DailyWindow = z.strictObject({ start: TimeOfDay, end: TimeOfDay });

/** Whom a promotion is for. Absent means everybody. */
export const Audience = z.strictObject({
  /** Needs a member; also where tiers or a segment are named. */
  memberOnly: z.boolean().optional(),
  /** Any one of these member tiers. */
  tiers: Names.optional(),
  /** One variant of one experiment: a personal offer. */
  segment: z.strictObject({ id: Name, variant: Name }).optional(),
});

const common = {
  id: PromotionId,
  version: z.number().int().min(1),
  label: Label,
  validity: Validity,
  dailyWindow: DailyWindow.optional(),
  /** ISO days on which the window starts, Monday 1 to Sunday 7. Absent: every day. */
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7).optional(),
  audience: Audience.optional(),
  /** Store ids. Absent: all. */
  stores: Names.optional(),
  /** Who pays for it; copied to the parts for settlement. */
  fundingBrand: Name.optional(),
  /** Taken out of whatever the promotion selects. */
  exclude: Selector.optional(),
};

/** Within add-ons, transaction steps and gifts: lower numbers first, then the lower id. */
const priority = z.number().int().min(0).max(9_999).default(100);
/** Item deals name their articles; what works on the whole basket may. */
const select = Selector;
const within = Selector.optional();

/** 會員價: a price, the base of whatever follows. Applies only where it lowers the price. */
const MemberPrice = z.strictObject({ ...common, kind: z.literal('member-price'), select, price: Price });
/** 即期品: a percentage that stands alone, rounded per piece; its units take no other promotion. */
const ExclusivePercent = z.strictObject({
  ...common,
  kind: z.literal('exclusive-percent'),
  select,
  payPct: PayPct,
});
/** 微分群: a personal percentage, rounded per piece; competes with the other item deals. */
const SegmentPercent = z.strictObject({
  ...common,
  kind: z.literal('segment-percent'),
  audience: Audience.required({ segment: true }),
  select,
  payPct: PayPct,
});
/** 任選 n 件: exactly n units of the set for a percentage of their sum or for a price. */
const AnyN = z.strictObject({
  ...common,
  kind: z.literal('any-n'),
  select,
  n: z.number().int().min(2).max(20),
  /** All n of one article. */
  isSameItem: z.boolean().default(false),
  pay: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('percent'), payPct: PayPct }),
    z.strictObject({ kind: z.literal('price'), price: Price }),
  ]),
});
/** 第 2 件 X 折: of two units the cheaper one pays a percentage. */
const SecondPercent = z.strictObject({
  ...common,
  kind: z.literal('second-percent'),
  select,
  payPct: PayPct,
  isSameItem: z.boolean().default(false),
});
/** 買一送一: of two units the cheaper one is free, also of two different goods of the set (4.3, 8). */
const BuyOneGetOne = z.strictObject({
  ...common,
  kind: z.literal('bogo'),
  select,
  isSameItem: z.boolean().default(false),
});
/** 組合價: one unit for each slot, all for one price. Slots may overlap. */
const Bundle = z.strictObject({
  ...common,
  kind: z.literal('bundle'),
  slots: z.array(Selector).min(2).max(10),
  price: Price,
});
/** 加價購: the article for a fixed price once the rest of the basket reaches a minimum. */
const AddOn = z.strictObject({
  ...common,
  kind: z.literal('add-on'),
  sku: Name,
  price: Price,
  minimum: Amount,
  within,
  maxUnits: Times.default(1),
  priority,
});
/** 集點換購: the article for money and stamps. */
const Redeem = z.strictObject({
  ...common,
  kind: z.literal('redeem'),
  sku: Name,
  price: Price,
  stamps: z.number().int().min(1).max(9_999),
  /** Of the rest of the basket, as for an add-on. */
  minimum: z.number().int().min(0).max(9_999_999).default(0),
  within,
  maxUnits: Times.default(1),
  priority,
});
/** 每滿折: `off` for each full `every`, at most `max` times. */
const EveryAmount = z.strictObject({
  ...common,
  kind: z.literal('every-amount'),
  within,
  every: Amount,
  off: Amount,
  max: Times,
  priority,
});
/** 滿額折: the highest step that is reached counts. */
const ThresholdAmount = z.strictObject({
  ...common,
  kind: z.literal('threshold-amount'),
  within,
  steps: z
    .array(z.strictObject({ minimum: Amount, off: Amount }))
    .min(1)
    .max(20),
  priority,
});
const ThresholdPercent = z.strictObject({
  ...common,
  kind: z.literal('threshold-percent'),
  within,
  steps: z
    .array(z.strictObject({ minimum: Amount, payPct: PayPct }))
    .min(1)
    .max(20),
  priority,
});
/** 全單 X 折. */
const OrderPercent = z.strictObject({
  ...common,
  kind: z.literal('order-percent'),
  within,
  payPct: PayPct,
  priority,
});
/** 滿額贈: tested last. */
const Gift = z.strictObject({
  ...common,
  kind: z.literal('gift'),
  within,
  minimum: Amount,
  sku: Name,
  quantity: Times.default(1),
  /** How often: once for each full minimum, at most so many times. */
  maxTimes: Times.default(1),
  priority,
});

export const Promotion = z.discriminatedUnion('kind', [
  MemberPrice,
  ExclusivePercent,
  SegmentPercent,
  AnyN,
  SecondPercent,
  BuyOneGetOne,
  Bundle,
  AddOn,
  Redeem,
  EveryAmount,
  ThresholdAmount,
  ThresholdPercent,
  OrderPercent,
  Gift,
]);
export type Promotion = z.infer<typeof Promotion>;
export type PromotionKind = Promotion['kind'];
export type PromotionOf<Kind extends PromotionKind> = Extract<Promotion, { readonly kind: Kind }>;

/** Kinds of which a unit may be in at most one (rules.deals). */
export type DealPromotion = PromotionOf<'segment-percent' | 'any-n' | 'second-percent' | 'bogo' | 'bundle'>;
/** Kinds that sell one article at a fixed price. */
export type FixedPricePromotion = PromotionOf<'add-on' | 'redeem'>;
/** Kinds that reduce the basket as a whole. */
export type TransactionPromotion = PromotionOf<
  'every-amount' | 'threshold-amount' | 'threshold-percent' | 'order-percent'
>;
