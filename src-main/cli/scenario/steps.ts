import { z } from 'zod';
import { ENTRY_SCHEMAS } from '../../domain/entries.ts';
import { DeviceStep, DeviceTestStep, FaultsStep, Reopen, WaitFor } from './device-step-format.ts';
import { Person, Pin } from './people.ts';
import { ReturnStep, SALE_TAPS, ScanCoupon, ScanMember, SyncAtLast } from './sale-tap-format.ts';

const Sku = z.string().min(1).max(40).meta({ description: 'A key of `catalog`.' });
const Amount = z.int().min(-99_999_999).max(99_999_999);
/** Kinds of journal entries. */
export const EntryKindName = z
  .enum(Object.keys(ENTRY_SCHEMAS) as [keyof typeof ENTRY_SCHEMAS])
  .meta({ id: 'EntryKind', description: 'A kind of journal entry.' });
const Line = z.int().min(1).max(500).meta({ description: 'Place of the line in the cart, from 1.' });

/** Who reads a code. */
const Via = z.enum(['serial', 'hid', 'wedge']).meta({
  description:
    'Which scanner: the serial one unless told, the HID one (`till.devices.hidScanner`), or one that types like a keyboard.',
});
const Scan = z
  .strictObject({
    do: z.literal('scan'),
    sku: Sku,
    times: z.int().min(1).max(100).optional(),
    via: Via.optional(),
  })
  .meta({ description: 'The scanner reads the article’s bar code, once unless told.' });
export type Scan = z.infer<typeof Scan>;
const ScanCode = z
  .strictObject({
    do: z.literal('scan_code'),
    code: z.string().min(1).max(2_000).meta({ description: 'GS is written \\u001d.' }),
    aim: z
      .string()
      .regex(/^\][A-Za-z][0-9A-Za-z]$/)
      .optional()
      .meta({ description: 'The symbology identifier that comes with it, such as `]d2`.' }),
    via: Via.optional(),
  })
  .meta({ description: 'A scanner reads exactly this.' });
export type ScanCode = z.infer<typeof ScanCode>;
const ScanFault = z
  .strictObject({
    do: z.literal('scan_fault'),
    fault: z.enum(['half', 'garbage']),
    via: z.enum(['serial', 'hid']).optional(),
  })
  .meta({
    description: 'The scanner sends half a code and stops, or what no scanner sends.',
  });
export type ScanFault = z.infer<typeof ScanFault>;

function tap<const Button extends string, Shape extends z.ZodRawShape>(
  button: Button,
  shape: Shape,
  description: string,
) {
  return z.strictObject({ do: z.literal('tap'), button: z.literal(button), ...shape }).meta({ description });
}

const Tap = z.discriminatedUnion('button', [
  ...SALE_TAPS,
  tap(
    'sign_in',
    { operator: Person.optional(), pin: Pin.optional() },
    'Somebody signs in: after `sign_out`, or after a crash. The cashier unless told.',
  ),
  tap('sign_out', {}, 'Locks the till; cart and shift stay.'),
  tap('open_shift', { float: Amount.optional() }, 'Opens a shift with this much cash in the drawer.'),
  tap('close_shift', { counted: Amount }, 'Closes the shift on a blind count.'),
  tap('enter_code', { code: z.string().min(1).max(100) }, 'A code typed at the number pad.'),
  tap('quick_key', { sku: Sku }, 'The article’s own key.'),
  tap('multiply', { quantity: z.int() }, 'The next article is taken this many times.'),
  tap('set_quantity', { line: Line, quantity: z.int() }, 'Sets the pieces of a line.'),
  tap('remove_line', { line: Line }, 'Takes a line away.'),
  tap('void_cart', {}, 'Voids the cart.'),
  tap('suspend', {}, 'Parks the cart.'),
  tap('resume', { place: z.int().min(1).optional() }, 'Fetches a parked cart: the oldest unless told.'),
  tap('begin_payment', {}, 'Goes to the pay screen.'),
  tap('leave_payment', {}, 'Back to selling.'),
  tap('take_cash', { amount: Amount }, 'What the customer handed over.'),
  tap('next_sale', {}, 'Leaves the done screen.'),
  tap(
    'open_drawer',
    {
      approval: z
        .strictObject({ operator: Person, pin: Pin.optional() })
        .optional()
        .meta({ description: 'Who says yes, where the operator alone may not.' }),
    },
    'Opens the drawer without a sale, or tries again after an opening that failed.',
  ),
  tap('reprint', {}, 'Another copy of the last receipt.'),
  tap('retry_print', {}, 'Tries waiting receipts again.'),
  tap(
    'resolve_print',
    { choice: z.enum(['reprint', 'skip']) },
    'Answers for the oldest receipt that may be half on paper.',
  ),
  tap('continue_after_recovery', {}, 'Goes on after the till told what was in flight.'),
]);
export type Tap = z.infer<typeof Tap>;

const TapAgain = z
  .strictObject({ do: z.literal('tap_again') })
  .meta({ description: 'The window sends its last command once more, under the same id.' });

const Network = z
  .strictObject({ do: z.literal('network'), state: z.enum(['down', 'up']) })
  .meta({ description: 'The line to head office.' });
const Crash = z.strictObject({ do: z.literal('crash'), at: EntryKindName.optional() }).meta({
  description:
    'The till’s process dies and is started anew on what is on disk: now, or, with `at`, the moment an entry of that kind is durable. Nothing that the dead process had not sent by then is sent.',
});

function headOffice<const Act extends string, Shape extends z.ZodRawShape>(act: Act, shape: Shape) {
  return z.strictObject({ do: z.literal('head_office'), act: z.literal(act), ...shape });
}

const HeadOfficeAct = z
  .discriminatedUnion('act', [
    headOffice('publish_prices', {
      prices: z.record(Sku, z.int().min(0).max(9_999_999)),
    }),
    headOffice('lose_answers', { count: z.int().min(1).max(20) }),
    headOffice('answer_with_500', {}),
    headOffice('answer_with_garbage', {}),
    headOffice('reject_next', { kind: EntryKindName, reason: z.string().min(1).max(60) }),
    headOffice('work_normally', {}),
  ])
  .meta({ description: 'What head office does, and what it does wrong.' });
export type HeadOfficeAct = z.infer<typeof HeadOfficeAct>;

const WaitUntilSynced = z
  .strictObject({ do: z.literal('wait_until_synced') })
  .meta({ description: 'Until head office holds, and has looked at, every entry.' });

/** What happens at the counter and around it, one thing after the other. */
export const TillStep = z
  .union([
    z.discriminatedUnion('do', [
      Scan,
      ScanCode,
      ScanFault,
      ScanMember,
      ScanCoupon,
      Tap,
      TapAgain,
      FaultsStep,
      WaitFor,
      DeviceTestStep,
      Reopen,
      Network,
      Crash,
      HeadOfficeAct,
      WaitUntilSynced,
    ]),
    // By itself, since it has two forms: with `act`, and with `event`.
    DeviceStep,
  ])
  .meta({ id: 'TillStep', description: 'What happens at the counter and around it.' });
export type TillStep = z.infer<typeof TillStep>;

const Seq = z.int().min(1);
const Send = z
  .strictObject({ do: z.literal('send'), seq: z.array(Seq).min(1) })
  .meta({ description: 'The network is back, and these sales go up.' });
const AckLost = z
  .strictObject({ do: z.literal('ack_lost'), seq: Seq })
  .meta({ description: 'Head office stores this sale, and its answer is lost.' });
const Resend = z
  .strictObject({ do: z.literal('resend'), seq: Seq })
  .meta({ description: 'So it comes again.' });
const HeadOfficeReject = z
  .strictObject({ do: z.literal('hq_reject'), seq: Seq, reason: z.string().min(1).max(60) })
  .meta({ description: 'Head office keeps this sale but cannot accept it.' });

/** Steps of scenarios of kind `sync`. */
export const SyncStep = z.discriminatedUnion('do', [Send, AckLost, Resend, HeadOfficeReject]).meta({
  id: 'SyncStep',
  description: 'What happens between till and head office: for scenarios of kind `sync`.',
});
export type SyncStep = z.infer<typeof SyncStep>;

const KNOWN = [
  ...['scan_member', 'scan_coupon', 'sync', 'return'],
  ...['scan', 'scan_code', 'scan_fault', 'tap', 'tap_again', 'device', 'faults', 'wait_for', 'device_test'],
  ...[
    'reopen',
    'network',
    'crash',
    'head_office',
    'wait_until_synced',
    'send',
    'ack_lost',
    'resend',
    'hq_reject',
  ],
];

/** Steps that other tills know: well-formed, and named as not supported here. */
const OtherStep = z
  .looseObject({ do: z.string().regex(new RegExp(`^(?!(?:${KNOWN.join('|')})$)`), { abort: true }) })
  .meta({ id: 'OtherStep', description: 'A step of some other kind. This till says that it cannot do it.' });

export const Step = z.union([TillStep, SyncStep, SyncAtLast, ReturnStep, OtherStep]);
export type Step = z.infer<typeof Step>;
