import { z } from 'zod';
import { BurnRecord } from './points/burn.ts';
import { Earned } from './points/earn.ts';
import { EntryId, LotPart, PointsEntry } from './points/entry.ts';
import { PointsId, SomePoints, Value } from './points/programme.ts';
import { Measure } from './pricing/basket.ts';
import { Label } from './pricing/promotion.ts';
import { LineKind, TaxKind } from './product.ts';

/** What journal entries say of sales and returns: lines with every reduction they carry, tenders, points. */

export const Uuid = z.uuid();
export const Money = z.number().int().min(-99_999_999_000).max(99_999_999_000);
export const NotNegative = z.number().int().min(0).max(99_999_999_000);
export const Pieces = z.number().int().min(1).max(9_999);

export const Role = z.enum(['cashier', 'supervisor', 'manager', 'technician']);
export type Role = z.infer<typeof Role>;

/** Whoever stood beside the cashier and said yes. */
export const Approver = z.strictObject({ operatorId: z.string(), name: z.string(), role: Role });
export type Approver = z.infer<typeof Approver>;

/** One reason why a line costs less; see `PricePart` of pricing/priced-basket.ts. */
export const StoredPart = z.strictObject({
  step: z.enum([
    'member-price',
    'exclusive',
    'item-deal',
    'add-on',
    'redeem',
    'manual-line',
    'transaction',
    'coupon',
    'manual-sale',
    'reduction',
  ]),
  promotionId: z.string().max(64).nullable(),
  version: z.number().int().nullable(),
  couponId: z.string().max(64).nullable(),
  label: Label.nullable(),
  fundingBrand: z.string().nullable(),
  amount: z.number().int().min(1),
  unitsInvolved: z.number().int().min(0),
});
export type StoredPart = z.infer<typeof StoredPart>;

export const SaleLine = z.strictObject({
  lineId: Uuid,
  sku: z.string(),
  name: z.string(),
  /** Per piece; per kilogram of weighed goods; what the label says, of labelled ones. */
  unitPrice: NotNegative,
  quantity: Pieces,
  gross: Money,
  discount: NotNegative,
  net: Money,
  tax: TaxKind,
  category: z.string(),
  /** Absent: pieces. */
  measure: Measure.optional(),
  lineKind: LineKind.optional(),
  /** A price that somebody put in place of the shelf's; gross is made of it. */
  priceOverride: NotNegative.optional(),
  /** Why it costs less; they sum to `discount`. Absent: it does not. */
  parts: z.array(StoredPart).max(1_000).optional(),
  /** Whether pricing lets it earn points and be paid with own ones. Absent: nothing was asked. */
  mayEarn: z.boolean().optional(),
});
export type SaleLine = z.infer<typeof SaleLine>;

export const TenderType = z.enum(['cash', 'card', 'voucher', 'points']);
export type TenderType = z.infer<typeof TenderType>;

export const SaleTender = z.strictObject({
  tenderId: Uuid,
  type: TenderType,
  amount: NotNegative,
  state: z.enum(['captured']),
  /** First digits of the card, as the terminal gives them. */
  cardPrefix: z
    .string()
    .regex(/^\d{4,8}$/)
    .optional(),
  /** Whose points paid. */
  programmeId: PointsId.optional(),
});
export type SaleTender = z.infer<typeof SaleTender>;

/** How tax splits, worked out once on the whole (einvoice.md 4.3). */
export const StoredTax = z.strictObject({
  taxableTotal: Money,
  taxableNet: Money,
  tax: Money,
  exempt: Money,
  invoiceTotal: Money,
  notInvoiced: Money,
});

/** By what the customer let themselves be known; only what their app made lets points go (payments-points.md 1.1 row 1). */
export const KnownBy = z.enum(['code', 'phone', 'app', 'joined']);
export type KnownBy = z.infer<typeof KnownBy>;

/** Into what the member's invoices go: their mobile barcode, or the shop's own member carrier (einvoice.md). */
export const CarrierKind = z.enum(['mobile-barcode', 'member']);
export type CarrierKind = z.infer<typeof CarrierKind>;

/** Points of one programme that are to lower this sale's price or pay part of it. */
export const ChosenBurn = z.strictObject({
  programmeId: PointsId,
  /** NT$, or as much as is allowed. */
  wanted: z.union([Value.min(1), z.literal('max')]),
  /** Under which right: held by head office for this sale, or by papers that this till has. */
  right: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('reserved'),
      reserveId: EntryId,
      points: SomePoints,
      /** The lots that head office saw, at least as many points as are held. */
      lots: z.array(LotPart).max(2_000),
    }),
    /** Which papers are drawn on is worked out when the first tender freezes the sale. */
    z.strictObject({ kind: z.literal('offline'), tokenNonce: PointsId.nullable() }),
  ]),
});
export type ChosenBurn = z.infer<typeof ChosenBurn>;

/** Most personal offers that one sale may meet: a member is in up to 200 segments, each with several. */
export const MAX_OFFERS = 10_000;

/** A burn as it was frozen with the prices: the ledger's entry and what the sale keeps of it are made at once. */
export const FrozenBurn = z.strictObject({
  programmeId: PointsId,
  /** `stamps` pay for goods at a fixed price beside them, and are worth no money. */
  treatment: z.enum(['price-reduction', 'tender', 'stamps']),
  value: Value,
  points: SomePoints,
  entry: PointsEntry,
  record: BurnRecord,
});
export type FrozenBurn = z.infer<typeof FrozenBurn>;

export const SaleGift = z.strictObject({
  promotionId: z.string(),
  version: z.number().int(),
  label: Label,
  sku: z.string(),
  name: z.string(),
  /** As many as a promotion may give: its times by its pieces. */
  quantity: z.number().int().min(1).max(998_001),
  isOutOfStock: z.boolean(),
});
export type SaleGift = z.infer<typeof SaleGift>;

/** What pricing came to when the first tender started; nothing is priced again after it (payments-points.md 4.3, 6). */
export const CartPriced = z.strictObject({
  saleId: Uuid,
  lines: z.array(SaleLine).min(1).max(500),
  due: Money,
  gifts: z.array(SaleGift).max(10_000),
  coupons: z
    .array(
      z.strictObject({
        couponId: z.string().max(64),
        campaignId: z.string(),
        isUsed: z.boolean(),
        isSingleUse: z.boolean(),
        amount: NotNegative,
        reason: z.string().nullable(),
      }),
    )
    .max(50),
  burns: z.array(FrozenBurn).max(100),
  offers: z
    .array(
      z.strictObject({
        promotionId: z.string(),
        version: z.number().int(),
        segment: z.string(),
        variant: z.string(),
        isApplied: z.boolean(),
      }),
    )
    .max(MAX_OFFERS),
  /** The generation of the offers that gave the prices. */
  offersGeneration: z.number().int().min(0),
  /** Whether the exact search passed its bound, so that ranking was used (payments-points.md 4.3, 2). */
  isApproximate: z.boolean(),
  searchNodes: z.number().int().min(0),
});
export type CartPriced = z.infer<typeof CartPriced>;

export const SalePoints = z.strictObject({
  /** As many as there may be rules. */
  earned: z.array(Earned).max(1_000),
  burns: z.array(BurnRecord).max(100),
  entries: z.array(PointsEntry).max(2_100),
});
export type SalePoints = z.infer<typeof SalePoints>;

/** One finished sale, whole: head office needs no other entry to book it. */
export const SaleCompleted = z.strictObject({
  saleId: Uuid,
  /** Register, business date and a number that runs on: unique on paper for one life of one till. */
  receiptNumber: z.string(),
  lines: z.array(SaleLine).min(1),
  pieces: z.number().int().min(1),
  gross: Money,
  discount: NotNegative,
  due: Money,
  tax: StoredTax,
  tenders: z.array(SaleTender),
  change: NotNegative,
  operatorName: z.string(),
  /** What vouchers were worth beyond the sale (scenarios.json, rules.change). Absent: nothing. */
  breakage: NotNegative.optional(),
  gifts: z.array(SaleGift).max(10_000).optional(),
  couponsUsed: z
    .array(
      z.strictObject({
        couponId: z.string().max(64),
        campaignId: z.string(),
        amount: NotNegative,
        isSingleUse: z.boolean(),
      }),
    )
    .max(50)
    .optional(),
  member: z
    .strictObject({
      memberId: PointsId,
      knownBy: KnownBy,
      /** Absent: none is known. Which one it is, the till's sealed copy says. */
      carrier: CarrierKind.optional(),
      /** How old the till's copy of the member was; null where it had none. */
      dataAgeMs: z.number().int().min(0).nullable(),
    })
    .optional(),
  points: SalePoints.optional(),
  /** Personal offers of this sale: what applied was converted by paying (payments-points.md 1.1 row 25). */
  offers: CartPriced.shape.offers.optional(),
  /** The generation of the offers that gave the prices. Absent: none had come down. */
  offersGeneration: z.number().int().min(1).optional(),
  /** Set where the exact search of the best deals passed its bound. */
  isApproximate: z.literal(true).optional(),
});
export type SaleCompleted = z.infer<typeof SaleCompleted>;

/** Goods that came back. Everything follows from the sale's stored numbers; nothing is priced again. */
export const SaleReturned = z.strictObject({
  returnId: Uuid,
  /** On paper, like a sale's. */
  receiptNumber: z.string(),
  saleId: Uuid,
  saleReceiptNumber: z.string(),
  lines: z
    .array(
      z.strictObject({
        lineId: Uuid,
        sku: z.string(),
        name: z.string(),
        units: Pieces,
        gross: Money,
        net: Money,
        tax: TaxKind,
        parts: z.array(StoredPart.pick({ step: true, promotionId: true, couponId: true, amount: true })),
      }),
    )
    .min(1)
    .max(500),
  /** What goes back in money and vouchers, whole NT$. */
  refund: NotNegative,
  tenders: z.array(
    z.strictObject({
      tenderId: Uuid,
      type: TenderType,
      amount: NotNegative,
      state: z.literal('refunded'),
      programmeId: PointsId.optional(),
    }),
  ),
  /** Tax of the sale as it was less tax of what is kept (rules.returnTax). */
  allowance: z.strictObject({ total: Money, net: Money, tax: Money, exempt: Money, notInvoiced: Money }),
  remaining: StoredTax,
  points: z.strictObject({ entries: z.array(PointsEntry).max(2_100) }).optional(),
  memberId: PointsId.optional(),
  reason: z.string().max(40),
  operatorName: z.string(),
  approvedBy: Approver.optional(),
});
export type SaleReturned = z.infer<typeof SaleReturned>;
