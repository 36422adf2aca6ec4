import { z } from 'zod';
import { EntryId, LotPart, PointsEntry } from '../domain/points/entry.ts';
import { Points, PointsId, SomePoints } from '../domain/points/programme.ts';
import { MemberItem } from './member-items.ts';

/**
 * What a till asks head office about members while it can be asked (payments-points.md 3.6, 8). Each ask that changes
 * something carries a number made by the till: the same number again gets the same answer and does nothing twice.
 */

/** `POST /v1/tills/{tillId}/reservations` */
export const ReservationRequest = z
  .strictObject({
    requestId: z.uuid(),
    saleId: z.uuid(),
    memberId: PointsId,
    programmeId: PointsId,
    points: SomePoints.meta({ description: 'At most so many, in whole steps of the programme’s rate.' }),
  })
  .meta({ description: 'Points to be held for one sale.' });
export type ReservationRequest = z.infer<typeof ReservationRequest>;

export const ReservationAnswer = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('held'),
      reserveId: EntryId,
      points: SomePoints.meta({ description: 'Whole steps; fewer than asked where there are fewer.' }),
      lots: z
        .array(LotPart)
        .max(2_000)
        .meta({ description: 'Lots that are held, at least `points` in all.' }),
    }),
    z.strictObject({
      kind: z.literal('refused'),
      reason: z.enum(['unknown-member', 'unknown-programme', 'points-short', 'not-burnable', 'closed']),
      available: Points,
    }),
  ])
  .meta({
    description: 'What head office holds. Let go by itself after its time, or when the sale has come.',
  });
export type ReservationAnswer = z.infer<typeof ReservationAnswer>;

/** `POST /v1/tills/{tillId}/exchanges` */
export const ExchangeRequest = z
  .strictObject({
    requestId: z.uuid(),
    memberId: PointsId,
    fromProgrammeId: PointsId,
    toProgrammeId: PointsId,
    points: z.union([SomePoints, z.literal('max')]),
  })
  .meta({ description: 'Points of one programme for those of another.' });
export type ExchangeRequest = z.infer<typeof ExchangeRequest>;

export const ExchangeAnswer = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('exchanged'),
      out: PointsEntry,
      into: PointsEntry,
      remainder: Points,
      balances: z.array(z.strictObject({ programmeId: PointsId, points: z.int() })).max(20),
    }),
    z.strictObject({
      kind: z.literal('refused'),
      reason: z.string().max(60),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ])
  .meta({ description: 'Both legs of the exchange, or why not.' });
export type ExchangeAnswer = z.infer<typeof ExchangeAnswer>;

/** `GET /v1/tills/{tillId}/members?code=…` or `?phoneHash=…` */
export const MemberAnswer = z
  .strictObject({ member: MemberItem.nullable() })
  .meta({ description: 'The member by that code or keyed hash of a phone; null where there is none.' });
export type MemberAnswer = z.infer<typeof MemberAnswer>;

/** The paths, with their parts in place. */
export const memberServicePaths = {
  reservations: (tillId: string): string => `/v1/tills/${tillId}/reservations`,
  exchanges: (tillId: string): string => `/v1/tills/${tillId}/exchanges`,
  member: (tillId: string, by: { readonly code: string } | { readonly phoneHash: string }): string =>
    `/v1/tills/${tillId}/members?${
      'code' in by ? `code=${encodeURIComponent(by.code)}` : `phoneHash=${by.phoneHash}`
    }`,
} as const;
