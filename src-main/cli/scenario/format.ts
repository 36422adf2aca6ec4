import { z } from 'zod';
import { TillConfiguration } from '../../engine/configuration.ts';
import { DeviceSettings } from './counter-devices.ts';
import { Expected } from './expected.ts';
import { ByHand } from './sale-tap-format.ts';
import { Step } from './steps.ts';

/**
 * The public format of scenarios (docs/scenarios.md; JSON Schema in docs/scenario.schema.json). It describes more
 * than this till can do: what it cannot is well-formed all the same, and is named when a scenario is run.
 */

/** Types of promotions that `fixtures/pricing/scenario-offers.ts` can publish. */
export const PROMOTION_TYPES = [
  ...[
    'MEMBER_PRICE',
    'EXCLUSIVE_PCT',
    'SEGMENT_PCT',
    'ANY_N_PCT',
    'ANY_N_PRICE',
    'SECOND_PCT',
    'BOGO',
    'BUNDLE',
  ],
  ...['ADD_ON', 'REDEEM', 'EVERY_AMT', 'ORDER_PCT', 'GIFT'],
];

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
  soldBy: z
    .enum(['piece', 'weight'])
    .optional()
    .meta({ description: 'By weight the price is of a kilogram; by the piece unless told.' }),
  minimumAge: z.int().min(1).max(120).optional().meta({ description: 'Years that a buyer must have.' }),
});
export type CatalogItem = z.infer<typeof CatalogItem>;

const Line = z.looseObject({
  sku: z.string().min(1).max(40).meta({ description: 'A key of `catalog`.' }),
  qty: z.int().min(1).max(9_999),
  unitPrice: Amount.optional().meta({
    description: 'The price in this scenario; the catalog’s unless told.',
  }),
  grams: z.int().min(1).max(999_999).optional().meta({ description: 'Of goods by weight; `qty` is 1.' }),
  priceOverride: Amount.optional().meta({ description: 'A price that a supervisor puts in its place.' }),
  discount: ByHand.optional(),
});
export type Line = z.infer<typeof Line>;

const Tender = z.looseObject({
  type: z
    .string()
    .min(1)
    .meta({ description: '`cash`, `edc_card`, `voucher`, or one that this till does not know yet.' }),
  amount: Amount,
  bin: z
    .string()
    .regex(/^\d{4,8}$/)
    .optional()
    .meta({ description: 'First digits of a card.' }),
});

const GivenSale = z.looseObject({
  seq: z.int().min(1).meta({ description: 'Names the sale in steps and results.' }),
  total: z.int().min(1).max(9_999_999),
  payload: z
    .literal('schema_invalid')
    .optional()
    .meta({ description: 'Head office’s schema does not take this sale.' }),
});

const Points = z.int().min(-999_999_999).max(999_999_999);
const Member = z
  .looseObject({
    id: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$/)
      .optional(),
    joined: z.boolean().optional(),
    ownBalance: Points.optional().meta({ description: 'Own points at head office before the sale.' }),
    crossBalance: Points.optional().meta({ description: 'The partner’s points.' }),
    stamps: z.int().min(0).max(999_999).optional(),
    burn: z
      .literal('max')
      .optional()
      .meta({ description: 'Own points, then the partner’s: as many as are allowed.' }),
    snapshotAgeHours: z.number().min(0).max(1_000).optional().meta({
      description: 'How old the signed balance is that the till has, once the network is down.',
    }),
    deviceAllowance: z.int().min(0).max(999_999_999).optional().meta({
      description: 'Own points that head office holds for this till alone.',
    }),
  })
  .meta({ description: 'Who buys: the card is scanned before the goods.' });

const Given = z
  .looseObject({
    sales: z.array(GivenSale).min(1).max(200).optional(),
    firstTenderAt: z.iso.datetime({ offset: true }).optional().meta({
      description: 'The till’s clock when payment begins, with the offset of Taiwan.',
    }),
    binRule: z
      .looseObject({
        prefix: z.string().regex(/^\d{4,8}$/),
        ratePct: z.int().min(1).max(100),
        capPerSale: z.int().min(0).max(999_999),
      })
      .optional()
      .meta({
        description: 'Partner’s points for cards with these first digits, pending until the card settles.',
      }),
    original: z.string().min(1).max(40).optional().meta({
      description: 'Of kind `return`: the scenario of this file whose goods come back.',
    }),
    rate: z
      .strictObject({ own: z.int().min(1), cross: z.int().min(1) })
      .optional()
      .meta({ description: 'Of kind `exchange`: so many own points are so many of the partner’s.' }),
  })
  .meta({ description: 'What is the case beside articles and offers.' });

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
    kind: z.string().min(1).max(40).meta({
      description: '`sale`, `return`, `exchange`, `sync`, or a kind that this till does not know yet.',
    }),
    area: z.array(z.string()).optional(),
    online: z
      .boolean()
      .optional()
      .meta({ description: 'Whether head office can be reached; true unless told.' }),
    given: Given.optional(),
    lines: z.array(Line).max(500).optional().meta({
      description:
        'What is bought. With `tenders` a short way to say a whole sale; not together with till steps.',
    }),
    promotions: z.array(z.string()).optional(),
    coupons: z.array(z.string()).optional(),
    discount: ByHand.optional().meta({ description: 'A reduction by hand of the whole sale.' }),
    member: Member.nullable().optional(),
    segments: z.array(z.string()).optional().meta({
      description: 'Of the member, as `SEGMENT:VARIANT`, from the till’s copy.',
    }),
    tenders: z.array(Tender).max(50).optional(),
    till: TillSettings.optional(),
    steps: z.array(Step).max(2_000).optional(),
    expected: Expected,
    notes: z.string().optional(),
  })
  .meta({ id: 'Scenario', description: 'What happens at one till, and what must come of it.' });
export type Scenario = z.infer<typeof Scenario>;

const Names = z.array(z.string().min(1).max(40)).min(1);
const PromotionText = z
  .looseObject({
    type: z
      .string()
      .meta({ description: `One of ${PROMOTION_TYPES.join(', ')}, or one that this till does not know.` }),
    label: z.string().optional(),
    categories: Names.optional(),
    skus: Names.optional(),
    window: z
      .tuple([z.string(), z.string()])
      .optional()
      .meta({ description: 'Hours of the day, half open.' }),
    memberOnly: z.boolean().optional(),
  })
  .meta({ description: 'A promotion in short; docs/scenarios.md says which type has which fields.' });
const CouponText = z
  .looseObject({
    label: z.string().min(1).max(60),
    off: z.int().min(1).max(9_999_999),
    min: z.int().min(0).max(9_999_999),
    categories: Names.optional(),
    singleUse: z.boolean(),
  })
  .meta({ description: 'So much off, from a minimum, of these categories.' });

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
    promotions: z.record(z.string(), PromotionText).optional(),
    coupons: z.record(z.string(), CouponText).optional(),
    scenarios: z.array(Scenario).min(1).max(5_000),
    notes: z.string().optional(),
  })
  .meta({
    title: 'Daybook scenarios',
    description: 'What happens at a till and what must come of it: docs/scenarios.md.',
  });
export type ScenarioFile = z.infer<typeof ScenarioFile>;

/** Kinds of scenarios that this till can play. */
export const PLAYABLE_KINDS = ['sale', 'return', 'exchange', 'sync'] as const;
export type PlayableKind = (typeof PLAYABLE_KINDS)[number];
