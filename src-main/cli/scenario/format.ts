import { z } from 'zod';
import { TillConfiguration } from '../../engine/configuration.ts';
import { DeviceSettings } from './counter-devices.ts';
import { Expected } from './expected.ts';
import { Step } from './steps.ts';

/**
 * The public format of scenarios (docs/scenarios.md; JSON Schema in docs/scenario.schema.json). It describes more
 * than this till can do: what it cannot is well-formed all the same, and is named when a scenario is run.
 */

const Amount = z.int().min(0).max(99_999_999).meta({ description: 'Whole NT$.' });

const CatalogItem = z.looseObject({
  name: z.string().min(1).max(120),
  price: z.int().min(0).max(9_999_999).meta({ description: 'Whole NT$, VAT included.' }),
  category: z.string().min(1).max(40),
  tax: z.enum(['taxable', 'exempt', 'not_invoiced']),
  barcodes: z
    .array(z.string().min(1).max(48))
    .max(20)
    .optional()
    .meta({ description: 'What scanners read. Without, the article gets a made-up GTIN-13.' }),
  shortCode: z
    .string()
    .regex(/^[0-9]{1,6}$/)
    .optional()
    .meta({ description: 'For the number pad.' }),
});
export type CatalogItem = z.infer<typeof CatalogItem>;

const Line = z.looseObject({
  sku: z.string().min(1).max(40).meta({ description: 'A key of `catalog`.' }),
  qty: z.int().min(1).max(9_999),
  unitPrice: Amount.optional().meta({
    description: 'The price in this scenario; the catalog’s unless told.',
  }),
});
export type Line = z.infer<typeof Line>;

const Tender = z.looseObject({ type: z.string().min(1), amount: Amount });

const GivenSale = z.looseObject({
  seq: z.int().min(1).meta({ description: 'Names the sale in steps and results.' }),
  total: z.int().min(1).max(9_999_999),
  payload: z
    .literal('schema_invalid')
    .optional()
    .meta({ description: 'Head office’s schema does not take this sale.' }),
});

const TillSettings = z
  .strictObject({
    float: Amount.optional().meta({
      description: 'Cash in the drawer when the shift opens; 3,000 unless told.',
    }),
    duplicateWindowMs: z.int().min(0).max(5_000).optional().meta({
      description: 'The same code again within this time is one read; 0 unless told, so that `times` counts.',
    }),
    policy: TillConfiguration.shape.policy.unwrap().optional(),
    devices: DeviceSettings.optional(),
  })
  .meta({ description: 'Settings of this till, where they differ from the usual.' });

export const Scenario = z
  .looseObject({
    id: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/)
      .meta({ description: 'Unique among all files of one run.' }),
    title: z.string().min(1).max(200),
    kind: z
      .string()
      .min(1)
      .max(40)
      .meta({ description: '`sale`, `sync`, or a kind that this till does not know yet.' }),
    area: z.array(z.string()).optional(),
    online: z
      .boolean()
      .optional()
      .meta({ description: 'Whether head office can be reached; true unless told.' }),
    given: z.looseObject({ sales: z.array(GivenSale).min(1).max(200).optional() }).optional(),
    lines: z.array(Line).max(500).optional().meta({
      description:
        'What is bought. With `tenders` a short way to say a whole sale; not together with till steps.',
    }),
    promotions: z.array(z.string()).optional(),
    coupons: z.array(z.string()).optional(),
    member: z.looseObject({}).nullable().optional(),
    segments: z.array(z.string()).optional(),
    tenders: z.array(Tender).max(50).optional(),
    till: TillSettings.optional(),
    steps: z.array(Step).max(2_000).optional(),
    expected: Expected,
    notes: z.string().optional(),
  })
  .meta({ id: 'Scenario', description: 'What happens at one till, and what must come of it.' });
export type Scenario = z.infer<typeof Scenario>;

export const ScenarioFile = z
  .looseObject({
    $schema: z.string().optional(),
    schemaVersion: z.literal(1),
    currency: z.literal('TWD'),
    timezone: z.literal('+08:00'),
    rules: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'The rules in words, for people. The till brings its own.' }),
    catalog: z.record(z.string().min(1).max(40), CatalogItem),
    promotions: z.record(z.string(), z.looseObject({ type: z.string() })).optional(),
    coupons: z.record(z.string(), z.looseObject({})).optional(),
    scenarios: z.array(Scenario).min(1).max(5_000),
    notes: z.string().optional(),
  })
  .meta({
    title: 'Daybook scenarios',
    description: 'What happens at a till and what must come of it: docs/scenarios.md.',
  });
export type ScenarioFile = z.infer<typeof ScenarioFile>;

/** Kinds of scenarios that this till can play. */
export type PlayableKind = 'sale' | 'sync';
