import { z } from 'zod';

/** The group of customers a member is in, and the variant of its offer that head office chose for them. */
export const ExperimentSegment = z.strictObject({
  id: z.string().min(1).max(40),
  /** Absent: the variant follows from the member's id by the experiment's shares. */
  variant: z.string().min(1).max(40).optional(),
});
export type ExperimentSegment = z.infer<typeof ExperimentSegment>;

/** One experiment of micro-segmentation (payments-points.md 1.1 row 25), an item of the topic `segments`. */
export const Experiment = z
  .strictObject({
    /** The segment's id, which promotions name. */
    id: z.string().min(1).max(40),
    version: z.number().int().min(1),
    name: z.string().min(1).max(80),
    variants: z
      .array(
        z.strictObject({
          id: z.string().min(1).max(40),
          /** Share of members in hundredths of a percent. */
          share: z.number().int().min(0).max(10_000),
          /** These members are shown nothing, so that the others can be measured against them. */
          isHoldOut: z.boolean(),
        }),
      )
      .min(1)
      .max(20),
    /** Half open, ms since 1970. */
    fromMs: z.number().int().min(0),
    untilMs: z.number().int().min(0),
  })
  .refine(
    ({ variants }) => variants.reduce((sum, { share }) => sum + share, 0) === 10_000,
    'the shares make up the whole',
  )
  .refine(({ fromMs, untilMs }) => untilMs > fromMs, 'it ends after it begins');
export type Experiment = z.infer<typeof Experiment>;
