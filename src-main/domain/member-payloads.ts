import { z } from 'zod';
import { EntryId, LotPart, PointsEntry } from './points/entry.ts';
import { PointsToken } from './points/offline-papers.ts';
import { Points, PointsId, SomePoints } from './points/programme.ts';
import { CarrierKind, KnownBy, Uuid } from './sale-payloads.ts';
import { SealedText } from './sealed-text.ts';

/** What journal entries say of members. Names, phones and birthdays stand in them sealed or not at all. */

const Tiers = z.array(z.string().min(1).max(40)).max(20);

/** Somebody showed who they are. What the sale uses of the till's copy of them is kept with it. */
export const MemberIdentified = z.strictObject({
  saleId: Uuid,
  /**
   * Head office's number; a code or the keyed hash of a phone where this till knows nobody by it, which head office
   * resolves when it has the sale.
   */
  memberId: PointsId,
  knownBy: KnownBy,
  isInCopy: z.boolean(),
  /** The same code names where the invoice goes; absent: no carrier is known. */
  carrier: CarrierKind.optional(),
  tiers: Tiers,
  /** With the variant worked out. */
  segments: z.array(z.strictObject({ id: z.string(), variant: z.string(), isHoldOut: z.boolean() })).max(200),
  /** What this business date is to the member; the date itself stays where it is kept. */
  birthday: z.enum(['day', 'month']).nullable(),
  isFirstPurchase: z.boolean(),
  /** When head office wrote the copy down; null without one. */
  asOfMs: z.number().int().nullable(),
  /** The phone as typed, where it names nobody here. */
  sealedPhone: SealedText.optional(),
  /** A token that the member's app made: good for one burn. */
  token: PointsToken.optional(),
});
export type MemberIdentified = z.infer<typeof MemberIdentified>;

/** Somebody joined at this till; head office hears of it with the journal. */
export const MemberJoined = z.strictObject({
  memberId: PointsId,
  /** Keyed hash of the phone, by which the person is found again. */
  phoneHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** JSON of `{name, phone, birthday?}`, sealed. */
  sealed: SealedText,
  consent: z.strictObject({ terms: z.literal(true), offers: z.boolean(), notes: z.boolean() }),
});
export type MemberJoined = z.infer<typeof MemberJoined>;

/** A clerk's note about a member (payments-points.md 1.1 row 26). */
export const MemberNote = z.strictObject({
  noteId: Uuid,
  memberId: PointsId,
  channel: z.literal('store'),
  reason: z.enum(['service', 'complaint', 'preference', 'other']),
  sealed: SealedText,
});
export type MemberNote = z.infer<typeof MemberNote>;

/** Head office was asked to hold points for this sale; what it answers comes as an entry of its own. */
export const BurnRequested = z.strictObject({
  saleId: Uuid,
  requestId: Uuid,
  memberId: PointsId,
  programmeId: PointsId,
  /** At most so many; head office holds as many whole steps as there are. */
  points: SomePoints,
  wanted: z.union([z.number().int().min(1), z.literal('max')]),
});
export type BurnRequested = z.infer<typeof BurnRequested>;

/** What became of a request: held, refused, or no answer in time. */
export const BurnAnswered = z.strictObject({
  saleId: Uuid,
  requestId: Uuid,
  outcome: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('held'),
      reserveId: EntryId,
      points: SomePoints,
      lots: z.array(LotPart).max(2_000),
    }),
    z.strictObject({
      kind: z.literal('refused'),
      reason: z.string().max(60),
      available: z.number().int().min(0),
    }),
    /** Whatever head office may have held, it releases by itself; the limits for cut-off tills hold for this sale. */
    z.strictObject({ kind: z.literal('no-answer') }),
  ]),
});
export type BurnAnswered = z.infer<typeof BurnAnswered>;

/** Head office was asked to turn points of one programme into another's. The same request is asked again until it answers. */
export const ExchangeRequested = z.strictObject({
  requestId: Uuid,
  memberId: PointsId,
  fromProgrammeId: PointsId,
  toProgrammeId: PointsId,
  points: z.union([SomePoints, z.literal('max')]),
});
export type ExchangeRequested = z.infer<typeof ExchangeRequested>;

export const ExchangeAnswered = z.strictObject({
  requestId: Uuid,
  memberId: PointsId,
  outcome: z.discriminatedUnion('kind', [
    /** Both legs, as head office booked them. */
    z.strictObject({
      kind: z.literal('exchanged'),
      out: PointsEntry,
      into: PointsEntry,
      remainder: Points,
    }),
    z.strictObject({ kind: z.literal('refused'), reason: z.string().max(60) }),
  ]),
});
export type ExchangeAnswered = z.infer<typeof ExchangeAnswered>;
