import { z } from 'zod';
import {
  BurnAnswered,
  BurnRequested,
  ExchangeAnswered,
  ExchangeRequested,
  MemberIdentified,
  MemberJoined,
  MemberNote,
} from './member-payloads.ts';
import { ManualDiscount, Measure } from './pricing/basket.ts';
import { Coupon } from './pricing/coupon.ts';
import { LineKind, TaxKind } from './product.ts';
import {
  Approver,
  CartPriced,
  ChosenBurn,
  MAX_OFFERS,
  Money,
  NotNegative,
  Pieces,
  Role,
  SaleCompleted,
  SaleReturned,
  TenderType,
  Uuid,
} from './sale-payloads.ts';

/**
 * Every kind of journal entry: what it says and at which version. An entry states what happened, with whatever of
 * the reference data it used, so that it can be read for ever without them. Entries are never migrated in place: a
 * changed payload is a new version, and `upcast` lifts the old ones on read.
 */

const Reason = z.string().min(1).max(40);

/** Schemas of the payloads this version writes, by kind. All are version 1 so far. */
export const ENTRY_SCHEMAS = {
  /** The till's first entry: who it is in this life (design.md, Enrolment). */
  'till.enrolled': z.strictObject({
    tillId: z.string().min(1),
    storeId: z.string().min(1),
    storeName: z.string().min(1),
    registerNumber: z.string().min(1),
    sellerTaxId: z.string().optional(),
    address: z.string().optional(),
    /** Base64 SPKI of the till's Ed25519 signing key. */
    publicKey: z.string(),
  }),
  /** The program started. What had been asked and not answered is closed or put to a person here. */
  'till.started': z.strictObject({
    program: z.string(),
    host: z.string(),
    wasClean: z.boolean(),
  }),
  'till.stopped': z.strictObject({}),
  /** The wall clock reads earlier than the entry before. Order is `seq`; this says why times do not agree with it. */
  'clock.went-back': z.strictObject({ fromMs: z.number().int(), toMs: z.number().int() }),

  'operator.signed-in': z.strictObject({ operatorId: z.string(), name: z.string(), role: Role }),
  'operator.signed-out': z.strictObject({ operatorId: z.string() }),
  'operator.sign-in-failed': z.strictObject({
    operatorId: z.string(),
    failures: z.number().int().min(1),
    /** Set when this failure locks: no attempt is looked at before then. */
    lockedUntilMs: z.number().int().nullable(),
  }),

  'shift.opened': z.strictObject({
    shiftId: Uuid,
    operatorId: z.string(),
    operatorName: z.string(),
    float: NotNegative,
  }),
  'shift.closed': z.strictObject({
    shiftId: Uuid,
    sales: z.number().int().min(0),
    salesTotal: Money,
    expected: Money,
    counted: NotNegative,
    /** Counted less expected. */
    variance: Money,
  }),

  'line.added': z.strictObject({
    saleId: Uuid,
    lineId: Uuid,
    sku: z.string(),
    /** What was read or typed, where that found the product. */
    code: z.string().nullable(),
    name: z.string(),
    detail: z.string().nullable(),
    unitPrice: NotNegative,
    quantity: Pieces,
    tax: TaxKind,
    category: z.string(),
    /** The generation of the catalog that gave name, price and tax. */
    catalogGeneration: z.number().int().min(0),
    origin: z.enum(['scanner', 'keys', 'wedge', 'quick-key']),
    /** What the code said of this article, where it did. */
    lot: z.string().optional(),
    expiresOn: z.iso.date().optional(),
    /** Its best-before day, where that had passed and the cashier was told. */
    pastBestBefore: z.iso.date().optional(),
    brand: z.string().optional(),
    tags: z.array(z.string()).max(20).optional(),
    lineKind: LineKind.optional(),
    minimumAge: z.number().int().min(1).optional(),
    /** How much of it, where that is no count of pieces. */
    measure: Measure.optional(),
  }),
  'line.quantity-set': z.strictObject({ saleId: Uuid, lineId: Uuid, quantity: Pieces }),
  'line.removed': z.strictObject({ saleId: Uuid, lineId: Uuid }),
  /** The price moved between scan and first tender, and the cashier was told. */
  'line.repriced': z.strictObject({
    saleId: Uuid,
    lineId: Uuid,
    name: z.string(),
    oldUnitPrice: NotNegative,
    unitPrice: NotNegative,
    catalogGeneration: z.number().int().min(0),
  }),
  /** Somebody put another price in place of the shelf's; null takes it back. */
  'line.price-overridden': z.strictObject({
    saleId: Uuid,
    lineId: Uuid,
    name: z.string(),
    /** What it replaces, and by what: per piece, or of the whole where it is one unit. */
    oldPrice: NotNegative,
    price: NotNegative.nullable(),
    reason: Reason,
    approvedBy: Approver.optional(),
  }),
  /** A reduction of one line, or of the whole sale (`lineId` null), that a person gave; null takes it back. */
  'discount.given': z.strictObject({
    saleId: Uuid,
    lineId: Uuid.nullable(),
    discount: ManualDiscount.nullable(),
    reason: Reason,
    approvedBy: Approver.optional(),
  }),
  /** The customer keeps the stamps (or takes the offer after all) for one line. */
  'redemption.declined': z.strictObject({ saleId: Uuid, lineId: Uuid, isDeclined: z.boolean() }),
  /** The cashier has seen that the buyer is old enough; once a sale, for the highest age that was asked. */
  'age.confirmed': z.strictObject({ saleId: Uuid, minimumAge: z.number().int().min(1) }),
  'coupon.presented': z.strictObject({
    saleId: Uuid,
    coupon: Coupon,
    isAuthentic: z.boolean(),
    isUsedUp: z.boolean(),
  }),
  'coupon.withdrawn': z.strictObject({ saleId: Uuid, couponId: z.string().max(64) }),

  'member.identified': MemberIdentified,
  'member.removed': z.strictObject({ saleId: Uuid }),
  'member.joined': MemberJoined,
  'member.noted': MemberNote,
  /** Personal offers stood before the customer for the first time in this sale; hold-outs were spared on purpose. */
  'offers.shown': z.strictObject({
    saleId: Uuid,
    memberId: z.string(),
    offers: z
      .array(
        z.strictObject({
          promotionId: z.string(),
          version: z.number().int(),
          segment: z.string(),
          variant: z.string(),
          isHeldOut: z.boolean(),
        }),
      )
      .min(1)
      .max(MAX_OFFERS),
    /** Age of the segments that decided. */
    dataAgeMs: z.number().int().min(0).nullable(),
  }),
  'offer.refused': z.strictObject({
    saleId: Uuid,
    memberId: z.string(),
    promotionId: z.string(),
    version: z.number().int(),
    segment: z.string(),
    variant: z.string(),
  }),
  'burn.requested': BurnRequested,
  'burn.answered': BurnAnswered,
  /** Points are to be burned for this sale; a later choice for the programme takes the place of this one. */
  'burn.chosen': z.strictObject({ saleId: Uuid, burn: ChosenBurn }),
  'burn.dropped': z.strictObject({ saleId: Uuid, programmeId: z.string() }),

  'exchange.requested': ExchangeRequested,
  'exchange.answered': ExchangeAnswered,

  /** The first tender started: from here on the sale costs this. */
  'cart.priced': CartPriced,
  'cart.voided': z.strictObject({ saleId: Uuid, due: Money, pieces: z.number().int().min(0) }),
  'cart.suspended': z.strictObject({ saleId: Uuid }),
  'cart.resumed': z.strictObject({ saleId: Uuid }),

  'tender.captured': z.strictObject({
    saleId: Uuid,
    tenderId: Uuid,
    type: TenderType,
    amount: NotNegative,
    cardPrefix: z
      .string()
      .regex(/^\d{4,8}$/)
      .optional(),
    programmeId: z.string().optional(),
  }),
  /** A tender that was taken by mistake is given back before the sale is finished. */
  'tender.cancelled': z.strictObject({ saleId: Uuid, tenderId: Uuid, type: TenderType, amount: NotNegative }),
  'sale.completed': SaleCompleted,
  'sale.returned': SaleReturned,

  'print.requested': z.strictObject({
    jobId: Uuid,
    saleId: Uuid,
    receiptNumber: z.string(),
    copy: z.enum(['original', 'reprint']),
  }),
  /** Durable before the first byte leaves: from here on the paper may carry something. */
  'print.started': z.strictObject({ jobId: Uuid }),
  /** The printer's status confirmed it. */
  'print.finished': z.strictObject({ jobId: Uuid }),
  /** Some of it may be on paper. A person says what to do. */
  'print.interrupted': z.strictObject({ jobId: Uuid, reason: z.string() }),
  'print.resolved': z.strictObject({ jobId: Uuid, choice: z.enum(['reprint', 'skip']) }),

  'drawer.requested': z.strictObject({
    requestId: Uuid,
    saleId: Uuid.nullable(),
    /** `again`: an opening failed and is tried once more; `no-sale`: nobody pays; `test`: a technician tries it. */
    reason: z.enum(['cash-sale', 'cash-refund', 'again', 'no-sale', 'test']),
    /** Who allowed it, where the operator alone may not. */
    approvedBy: Approver.optional(),
  }),
  'drawer.opened': z.strictObject({ requestId: Uuid }),
  'drawer.failed': z.strictObject({ requestId: Uuid, reason: z.string() }),
  /** It stands open though the till had not asked: a key, or a hand. */
  'drawer.opened-by-hand': z.strictObject({}),

  'recovery.acknowledged': z.strictObject({}),
  'setting.changed': z.strictObject({
    language: z.enum(['zh-TW', 'en']).optional(),
    theme: z.enum(['light', 'dark']).optional(),
  }),

  /** What head office sent down to be used up or answered, once (design.md, One log: mail). */
  'mail.received': z.strictObject({
    mailId: z.string().min(1).max(200),
    mailKind: z.string().max(60),
    body: z.json(),
  }),
} as const;

export type EntryKind = keyof typeof ENTRY_SCHEMAS;
export type Payload<Kind extends EntryKind> = z.infer<(typeof ENTRY_SCHEMAS)[Kind]>;

/** What a decision says happened, before the journal gives it a place. */
export type NewEntry = {
  [Kind in EntryKind]: { readonly kind: Kind; readonly payload: Payload<Kind> };
}[EntryKind];

/** An entry as state sees it: with its place and time. */
export type Entry = NewEntry & {
  readonly seq: number;
  readonly atMs: number;
  readonly businessDate: string;
};

/** The version this program writes for every kind. */
export const ENTRY_VERSION = 1;

/** Thrown when stored content cannot be read: never ours to guess at. */
export class UnreadableEntry extends Error {
  override readonly name = 'UnreadableEntry';
}

/**
 * Reads a stored payload as the newest version of its kind.
 * @throws UnreadableEntry for kinds and versions this program does not know (a newer program wrote them) and for
 *   payloads that are not of their kind's form.
 */
export function readEntry(row: {
  readonly kind: string;
  readonly version: number;
  readonly payload: string;
  readonly seq: number;
  readonly atMs: number;
  readonly businessDate: string;
}): Entry {
  if (!isEntryKind(row.kind)) throw new UnreadableEntry(`entry ${row.seq}: no kind ${row.kind}`);
  if (row.version !== ENTRY_VERSION)
    throw new UnreadableEntry(`entry ${row.seq}: no version ${row.version} of ${row.kind}`);
  const parsed = ENTRY_SCHEMAS[row.kind].safeParse(JSON.parse(row.payload));
  if (!parsed.success)
    throw new UnreadableEntry(`entry ${row.seq}: ${row.kind} is malformed: ${parsed.error.message}`);
  return {
    kind: row.kind,
    payload: parsed.data,
    seq: row.seq,
    atMs: row.atMs,
    businessDate: row.businessDate,
  } as Entry;
}

function isEntryKind(kind: string): kind is EntryKind {
  return Object.hasOwn(ENTRY_SCHEMAS, kind);
}
