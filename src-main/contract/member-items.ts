import { z } from 'zod';
import { ExperimentSegment } from '../domain/offers/experiment.ts';
import { PointsId } from '../domain/points/programme.ts';
import { CarrierKind } from '../domain/sale-payloads.ts';

/** A Taiwanese mobile number as people say it. */
export const Phone = z.string().regex(/^09[0-9]{8}$/);

/**
 * An item of the topic `members`: what a till needs of one person to serve them while the network is down. Name, phone
 * and birthday are personal data: the till seals them before they reach its disk.
 */
export const MemberItem = z
  .strictObject({
    memberId: PointsId,
    /** What scanners read off the card or the app; each names one member. */
    codes: z.array(z.string().min(1).max(64)).max(10),
    phone: Phone.optional(),
    name: z.string().min(1).max(60),
    birthday: z.iso.date().optional(),
    carrier: z
      .strictObject({ kind: CarrierKind, id: z.string().min(1).max(64) })
      .optional()
      .meta({ description: 'Where the member’s invoices go, unless they show another.' }),
    status: z.enum(['active', 'closed']),
    tiers: z.array(z.string().min(1).max(40)).max(20),
    segments: z.array(ExperimentSegment).max(200),
    hasBought: z.boolean().meta({ description: 'Whether any sale is known: the first one may earn more.' }),
    balances: z
      .array(
        z.strictObject({
          programmeId: PointsId,
          points: z.int().meta({ description: 'Confirmed, in the smallest unit; negative where overdrawn.' }),
          pending: z.int().min(0),
        }),
      )
      .max(20)
      .meta({
        description: 'To be shown with their age. What may be burned offline, a signed snapshot says.',
      }),
    consent: z.strictObject({ offers: z.boolean(), notes: z.boolean() }),
    interactions: z
      .array(
        z.strictObject({
          atMs: z.int().min(0),
          channel: z.string().min(1).max(40),
          text: z.string().min(1).max(200),
        }),
      )
      .max(10)
      .meta({ description: 'The last ones, newest first, with consent.notes alone.' }),
    asOfMs: z.int().min(0).meta({ description: 'When head office wrote this down.' }),
  })
  .meta({ description: 'A member as the store may know them.' });
export type MemberItem = z.infer<typeof MemberItem>;
