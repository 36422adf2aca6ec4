import { z } from 'zod';
import { Instant, Name, Points, PointsId, SomePoints, TotalValue, Value, Version } from './programme.ts';

/**
 * What a points ledger is made of (payments-points.md 3.3): entries that are only appended, each under an id that
 * follows from what it is about, so that the same thing said twice is one thing.
 */

/** `saleId:ruleId:KIND:n`. */
export const EntryId = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}:[A-Za-z0-9._-]{1,64}:[A-Z_]{4,20}:\d{1,9}$/)
  .max(180);

/** The entry that made the lot: a lot has no other name. */
const LotId = EntryId;
/** First instant at which points are gone, ms since 1970; null: never. */
const ExpiresAt = z.number().int().nullable();

/** Some points of one lot, with all that is needed to make the lot again. */
export const LotPart = z.strictObject({
  lotId: LotId,
  points: SomePoints,
  earnedAtMs: Instant,
  expiresAtMs: ExpiresAt,
});
export type LotPart = z.infer<typeof LotPart>;
const LotParts = z.array(LotPart).max(2_000);

/** Under which paper a burn was made while head office could not be asked (payments-points.md 3.6, 4). */
export const Provisional = z.strictObject({
  /** Of a snapshot or a token. */
  paperId: PointsId,
  /** Since the paper was issued, in milliseconds. */
  paperAgeMs: z.number().int().min(0),
  /** Points taken from each grant. */
  grants: z.array(z.strictObject({ grantId: PointsId, points: SomePoints })).max(200),
  /** The token's nonce: never again at this till, and looked for by head office. */
  nonce: PointsId.nullable(),
  /** Shares of the shop's pool that were drawn on, in NT$. */
  poolShares: z.array(z.strictObject({ shareId: PointsId, value: Value.min(1) })).max(200),
});
export type Provisional = z.infer<typeof Provisional>;

const common = {
  id: EntryId,
  memberId: PointsId,
  programmeId: PointsId,
  channel: Name,
  storeId: Name,
  /** Null: head office. */
  tillId: PointsId.nullable(),
  businessDate: z.iso.date(),
  saleId: PointsId.nullable(),
  /** Of the programme or earn rule that gave the number. */
  ruleVersion: Version,
  atMs: Instant,
};

/** Makes a lot that cannot be spent yet. */
const EarnPending = z.strictObject({
  ...common,
  kind: z.literal('EARN_PENDING'),
  ruleId: PointsId,
  points: SomePoints,
  /** NT$, or stamps' NT$, that the points were counted from. */
  baseAmount: TotalValue,
  expiresAtMs: ExpiresAt,
});
/** Head office accepted it, the return window passed, or the card settled. */
const EarnConfirm = z.strictObject({ ...common, kind: z.literal('EARN_CONFIRM'), lotId: LotId });
/** Holds points for one asker: nobody else can take them. */
const Reserve = z.strictObject({
  ...common,
  kind: z.literal('RESERVE'),
  points: SomePoints,
  /** When it may be released without asking. Only a RELEASE does so. */
  untilMs: Instant,
});
const Burn = z.strictObject({
  ...common,
  kind: z.literal('BURN'),
  points: SomePoints,
  /** What the points were worth, in NT$; 0 for stamps. */
  value: Value,
  /** Lots as the till saw them. Empty where it saw none (a token). */
  lots: LotParts,
  /** RESERVE entries that this burn uses up, as far as it goes. */
  reserveIds: z.array(EntryId).max(200),
  /** Null: head office had reserved or agreed. */
  provisional: Provisional.nullable(),
});
/** Ends a reservation and frees what is left of it. */
const Release = z.strictObject({ ...common, kind: z.literal('RELEASE'), reserveId: EntryId });
const Expire = z.strictObject({
  ...common,
  kind: z.literal('EXPIRE'),
  lotId: LotId,
  points: SomePoints,
});
/** A return takes back what its goods had earned. */
const ReverseEarn = z.strictObject({
  ...common,
  kind: z.literal('REVERSE_EARN'),
  /** The EARN_PENDING entry, that is, its lot: points come from it first. */
  lotId: LotId,
  points: SomePoints,
});
/** A return gives burned points back, to the lots named; a lot that is gone is made again as it was. */
const ReverseBurn = z.strictObject({
  ...common,
  kind: z.literal('REVERSE_BURN'),
  burnId: EntryId,
  points: SomePoints,
  lots: LotParts.min(1),
});
const Adjust = z.strictObject({
  ...common,
  kind: z.literal('ADJUST'),
  direction: z.enum(['give', 'take']),
  points: SomePoints,
  expiresAtMs: ExpiresAt,
  reason: z.string().min(1).max(200),
  approvedBy: Name,
});
const ExchangeOut = z.strictObject({
  ...common,
  kind: z.literal('EXCHANGE_OUT'),
  pairId: PointsId,
  rateVersion: Version,
  /** Fee included. */
  points: SomePoints,
  fee: Points,
  lots: LotParts,
});
const ExchangeIn = z.strictObject({
  ...common,
  kind: z.literal('EXCHANGE_IN'),
  pairId: PointsId,
  rateVersion: Version,
  points: SomePoints,
  expiresAtMs: ExpiresAt,
});
/** Head office forgives some of a hole that offline burns left. */
const OverdraftWriteoff = z.strictObject({
  ...common,
  kind: z.literal('OVERDRAFT_WRITEOFF'),
  points: SomePoints,
  burnId: EntryId,
});

export const PointsEntry = z.discriminatedUnion('kind', [
  EarnPending,
  EarnConfirm,
  Reserve,
  Burn,
  Release,
  Expire,
  ReverseEarn,
  ReverseBurn,
  Adjust,
  ExchangeOut,
  ExchangeIn,
  OverdraftWriteoff,
]);
export type PointsEntry = z.infer<typeof PointsEntry>;
export type PointsEntryKind = PointsEntry['kind'];
export type PointsEntryOf<Kind extends PointsEntryKind> = Extract<PointsEntry, { readonly kind: Kind }>;

/** What an entry is about, said once for all entries of one occasion. */
export interface Occasion {
  /** The sale, return, conversion or head office's action: the first part of every id. */
  readonly occasionId: string;
  readonly saleId: string | null;
  readonly memberId: string;
  readonly channel: string;
  readonly storeId: string;
  readonly tillId: string | null;
  readonly businessDate: string;
  readonly atMs: number;
}

/**
 * The id under which the `n`-th entry of that kind, by that rule or programme, for that occasion is known for ever
 * (payments-points.md 3.3). All parts are `PointsId`s, which hold no colon, so no two occasions share an id.
 */
export function entryId(occasionId: string, ruleId: string, kind: PointsEntryKind, n: number): string {
  return `${occasionId}:${ruleId}:${kind}:${n}`;
}

/**
 * The fields that all entries have, from the occasion.
 * @param ruleId of the earn rule, else of the programme. @param n from 0, counts within occasion, rule and kind.
 */
export function entryHead<Kind extends PointsEntryKind>(
  occasion: Occasion,
  kind: Kind,
  programme: { readonly id: string; readonly version: number },
  { ruleId = programme.id, ruleVersion = programme.version, n = 0 } = {},
) {
  return {
    id: entryId(occasion.occasionId, ruleId, kind, n),
    kind,
    memberId: occasion.memberId,
    programmeId: programme.id,
    channel: occasion.channel,
    storeId: occasion.storeId,
    tillId: occasion.tillId,
    businessDate: occasion.businessDate,
    saleId: occasion.saleId,
    ruleVersion,
    atMs: occasion.atMs,
  };
}
