import { z } from 'zod';
import { REFUSALS, type RefusalCode } from '../../domain/refusals.ts';
import { DEVICE_NAMES } from './counter-devices.ts';
import { DeviceFigures, PoleRows } from './device-step-format.ts';
import { Person } from './people.ts';
import { EntryKindName } from './steps.ts';

const Amount = z.int().min(-99_999_999_000).max(99_999_999_000);
const Count = z.int().min(0);
const Refusal = z
  .enum(Object.keys(REFUSALS) as [RefusalCode])
  .meta({ id: 'Refusal', description: 'What the till says when it says no.' });

const LineFigures = z.looseObject({
  sku: z.string().optional(),
  qty: Count.optional(),
  gross: Amount.optional(),
  discount: Amount.optional(),
  net: Amount.optional(),
});

const InvoiceFigures = z
  .looseObject({
    taxableTotal: Amount.optional(),
    taxableNet: Amount.optional(),
    tax: Amount.optional(),
    exempt: Amount.optional(),
    invoiceTotal: Amount.optional(),
    notInvoiced: Amount.optional(),
  })
  .meta({ description: 'How the sale splits by tax. Shelf prices include 5 %.' });

const TaxFigures = z.strictObject({
  total: Amount.optional(),
  net: Amount.optional(),
  tax: Amount.optional(),
});

const TenderFigures = z.looseObject({
  type: z.string().optional(),
  amount: Amount.optional(),
  state: z.string().optional(),
});

const PointsFigures = z
  .looseObject({
    earn: Amount.optional().meta({ description: 'Own points of this sale.' }),
    burn: Amount.optional().meta({ description: 'Own points that lowered the price.' }),
    burnValue: Amount.optional().meta({ description: 'What they were worth, NT$.' }),
    crossBurn: Amount.optional().meta({ description: 'The partner’s points that paid.' }),
    balance: Amount.optional().meta({
      description: 'Own points at head office in the end; negative where overdrawn.',
    }),
    crossBalance: Amount.optional(),
    crossPending: Amount.optional().meta({ description: 'The partner’s points that wait for the card.' }),
    overdraft: Amount.optional().meta({ description: 'Own points that are short at head office.' }),
    clawback: Amount.optional().meta({ description: 'Own points that a return takes back.' }),
    burnReturned: Amount.optional().meta({ description: 'Burned points that a return gives back.' }),
    ownDebited: Amount.optional(),
    crossCredited: Amount.optional(),
  })
  .meta({
    description: 'Points of the member: the sale’s as the till wrote them, balances as head office has them.',
  });

const StampFigures = z.strictObject({
  used: Count.optional(),
  earned: Count.optional(),
  balance: Count.optional(),
});

/** What one finished sale comes to. */
const saleFigures = {
  lines: z.array(LineFigures).optional(),
  gross: Amount.optional(),
  discount: Amount.optional(),
  due: Amount.optional(),
  invoice: InvoiceFigures.optional(),
  tenders: z.array(TenderFigures).optional(),
  change: Amount.optional(),
  breakage: Amount.optional().meta({
    description: 'What vouchers were worth beyond the sale; nothing unless told.',
  }),
  gifts: z.array(z.string()).optional().meta({ description: 'Articles given away; none unless told.' }),
  couponsUsed: z
    .array(z.string())
    .optional()
    .meta({ description: 'Coupons that did something; none unless told.' }),
  points: PointsFigures.optional(),
  stamps: StampFigures.optional(),
};
const SaleFigures = z.looseObject(saleFigures).meta({ id: 'SaleFigures', description: 'One finished sale.' });

const HeadOfficeFigures = z
  .looseObject({
    sales: Count.optional(),
    total: Amount.optional(),
    parked: Count.optional().meta({ description: 'Entries that wait there for a person; none unless told.' }),
  })
  .meta({ description: 'What head office has booked, after everything was sent.' });

const ShiftFigures = z.looseObject({
  sales: Count.optional(),
  salesTotal: Amount.optional(),
  expected: Amount.optional(),
  counted: Amount.optional(),
  variance: Amount.optional(),
});

const DrawerFigures = z
  .strictObject({
    cashSales: Count.optional().meta({ description: 'Openings asked for because somebody paid in cash.' }),
    again: Count.optional().meta({ description: 'Tried once more after one that failed.' }),
    noSales: Count.optional().meta({ description: 'Asked for though nobody paid.' }),
    approvedBy: z.array(Person).optional().meta({ description: 'Who said yes to those, in order.' }),
    opened: Count.optional(),
    failed: Count.optional(),
    byHand: Count.optional().meta({ description: 'It stood open and the till had not asked.' }),
  })
  .meta({ description: 'What the journal says of the drawer.' });

const ReceiptFigures = z
  .strictObject({
    originals: Count.optional().meta({ description: 'Confirmed by the printer.' }),
    reprints: Count.optional().meta({ description: 'Copies that say so, confirmed by the printer.' }),
    interrupted: Count.optional().meta({ description: 'Broken off with something perhaps on paper.' }),
    waiting: Count.optional().meta({ description: 'Still to be printed, or to be asked about, at the end.' }),
  })
  .meta({ description: 'What the journal says of receipts.' });

const ChargeFigures = z.strictObject({
  kind: z.enum(['pay', 'refund', 'void']).optional(),
  amount: Amount.optional(),
});

const JournalKinds = z
  .union([z.array(EntryKindName), z.strictObject({ contains: z.array(EntryKindName) })])
  .meta({
    description:
      'Kinds of journal entries since the shift was opened: all of them in order, or some in this order with others between.',
  });

const FirstPass = z.looseObject({
  hqCount: Count.optional(),
  hqTotal: Amount.optional(),
  duplicatesSuppressed: Count.optional().meta({
    description: 'Sales that came again and were not booked again.',
  }),
  parked: z
    .array(Count)
    .optional()
    .meta({ description: 'Sales that head office keeps but cannot accept, by `seq`.' }),
  outboxOpen: Count.optional().meta({ description: 'Sales that head office has not acknowledged.' }),
});
const AfterFix = z.looseObject({
  hqCount: Count.optional(),
  hqTotal: Amount.optional(),
  parked: z.array(Count).optional(),
  sequenceGaps: Count.optional().meta({
    description: 'Entries missing between the first and the last held.',
  }),
});

/**
 * What must hold. Only what is named is compared; of an object only the fields that are named, of a list every place.
 * Fields of other names are those of other tills' scenarios: well-formed, and named as not supported here.
 */
export const Expected = z
  .looseObject({
    ...saleFigures,
    sales: z
      .array(SaleFigures)
      .optional()
      .meta({ description: 'The same figures for each sale, where there is not exactly one.' }),
    greedyDiscount: Amount.optional().meta({
      description: 'What the sale would save if its item deals were taken largest saving first.',
    }),
    events: z
      .array(z.string())
      .optional()
      .meta({ description: 'Of personal offers: `offer_shown`, `offer_applied`, `conversion`.' }),
    exceptions: z
      .array(z.string())
      .optional()
      .meta({ description: 'What head office has a person look at; none unless told.' }),
    refund: Amount.optional().meta({ description: 'Of all returns, in money and vouchers.' }),
    refundTenders: z.array(TenderFigures).optional(),
    allowance: TaxFigures.optional().meta({ description: 'What returns take off the invoice.' }),
    remaining: TaxFigures.optional().meta({ description: 'What is left of it.' }),
    refusals: z
      .array(Refusal)
      .optional()
      .meta({ description: 'What the till said no to, in order; nothing unless told.' }),
    suspended: Count.optional().meta({ description: 'Carts that are parked at the end.' }),
    cart: z
      .looseObject({ pieces: Count.optional(), due: Amount.optional() })
      .nullable()
      .optional()
      .meta({ description: 'The cart that is open at the end; null for none.' }),
    printed: z.array(z.string().min(1)).optional().meta({
      description: 'Texts that must be on the paper. Runs of blanks count as one.',
    }),
    papers: Count.optional().meta({ description: 'Pieces of paper that the printer cut off.' }),
    drawerKicks: Count.optional().meta({ description: 'Pulses that reached the drawer.' }),
    drawer: DrawerFigures.optional(),
    receipts: ReceiptFigures.optional(),
    pole: PoleRows.optional(),
    devices: z.partialRecord(z.enum(DEVICE_NAMES), DeviceFigures).optional().meta({
      description: 'How devices stand on the technician’s screen at the end, which needs somebody signed in.',
    }),
    terminalCharges: z.array(ChargeFigures).optional().meta({
      description: 'What the simulated bank has booked, whatever the till was told; nothing unless told.',
    }),
    faults: z.array(z.string()).optional().meta({
      description:
        'What the schedules did, in order, such as `printer: paper-out (print 3, byte 400)`. One that could not happen is a difference in any case.',
    }),
    journalKinds: JournalKinds.optional(),
    shift: ShiftFigures.optional().meta({ description: 'What closing the shift said.' }),
    headOffice: HeadOfficeFigures.optional(),
    afterFirstPass: FirstPass.optional(),
    afterFixAndReplay: AfterFix.optional(),
  })
  .meta({ id: 'Expected', description: 'What must hold. Only what is named is compared.' });
export type Expected = z.infer<typeof Expected>;

const SALE_FIELDS = Object.keys(saleFigures);
const RETURN_FIELDS = ['refund', 'refundTenders', 'allowance', 'remaining'];

/** Kinds that are measured; see `PLAYABLE_KINDS`. */
type PlayableKind = 'sale' | 'return' | 'exchange' | 'sync';

/** Fields of `expected` that this till can measure, by the kind of scenario. */
export const MEASURED_FIELDS: Readonly<Record<PlayableKind, ReadonlySet<string>>> = {
  sale: new Set(Object.keys(Expected.shape).filter((field) => !field.startsWith('after'))),
  return: new Set([...RETURN_FIELDS, 'exceptions', 'points', 'refusals']),
  exchange: new Set(['points', 'refusals']),
  sync: new Set(['afterFirstPass', 'afterFixAndReplay']),
};

/** Fields within `expected` that other tills' scenarios may name and this one does not measure, by their paths. */
export function unmeasuredWithin(expected: Expected): readonly string[] {
  return [
    ...strangersOfSale(expected, ''),
    ...(expected.sales ?? []).flatMap((sale) => [
      ...strangers(sale, SALE_FIELDS, 'sales.'),
      ...strangersOfSale(sale, 'sales.'),
    ]),
    ...strangers(expected.cart ?? {}, ['pieces', 'due'], 'cart.'),
    ...strangers(expected.shift ?? {}, Object.keys(ShiftFigures.shape), 'shift.'),
    ...strangers(expected.headOffice ?? {}, Object.keys(HeadOfficeFigures.shape), 'headOffice.'),
    ...strangers(expected.afterFirstPass ?? {}, Object.keys(FirstPass.shape), 'afterFirstPass.'),
    ...strangers(expected.afterFixAndReplay ?? {}, Object.keys(AfterFix.shape), 'afterFixAndReplay.'),
  ];
}

function strangersOfSale(sale: z.infer<typeof SaleFigures>, at: string): readonly string[] {
  return [
    ...(sale.lines ?? []).flatMap((line) => strangers(line, Object.keys(LineFigures.shape), `${at}lines.`)),
    ...strangers(sale.invoice ?? {}, Object.keys(InvoiceFigures.shape), `${at}invoice.`),
    ...(sale.tenders ?? []).flatMap((tender) =>
      strangers(tender, Object.keys(TenderFigures.shape), `${at}tenders.`),
    ),
    ...strangers(sale.points ?? {}, Object.keys(PointsFigures.shape), `${at}points.`),
  ];
}

/** Keys of an object that are not among the known ones, each with `at` before it. */
export function strangers(value: object, known: readonly string[], at = ''): readonly string[] {
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => `${at}${key}`);
}
