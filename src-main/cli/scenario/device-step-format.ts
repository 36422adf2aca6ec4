import { z } from 'zod';
import { FaultSchedule } from '../../../fixtures/simulators/fault-schedule-format.ts';
import type { Act, Schedulable } from '../../../fixtures/simulators/schedulable.ts';
import { assert } from '../../base/assert.ts';
import { DEVICE_REASONS, DEVICE_TESTS } from '../../contract/devices.ts';
import type { BenchDevice } from '../../contract/workbench.ts';
import { CounterDevices, DEVICE_NAMES } from './counter-devices.ts';

function printerEvent<const Event extends string, Shape extends z.ZodRawShape>(event: Event, shape: Shape) {
  const device = z.literal('printer');
  return z.strictObject({ do: z.literal('device'), device, event: z.literal(event), ...shape });
}

const PrinterEvent = z.discriminatedUnion('event', [
  printerEvent('paper_out', {}),
  printerEvent('paper_near_end', {}),
  printerEvent('paper_loaded', {}),
  printerEvent('paper_ends_after', { lines: z.int().min(1).max(1_000) }),
  printerEvent('cover_opened', {}),
  printerEvent('cover_closed', {}),
  printerEvent('cutter_jammed', {}),
  printerEvent('cutter_cleared', {}),
  printerEvent('power_lost', {}),
  printerEvent('power_lost_after', { bytes: z.int().min(1).max(1_000_000) }),
  printerEvent('power_back', {}),
  printerEvent('unplugged', {}),
  printerEvent('plugged', {}),
]);
const DrawerEvent = z.strictObject({
  do: z.literal('device'),
  device: z.literal('drawer'),
  event: z.enum(['stuck', 'freed']),
});
const ScannerEvent = z.strictObject({
  do: z.literal('device'),
  device: z.literal('scanner'),
  event: z.enum(['unplugged', 'plugged']),
});
/** The most usual things that happen to printer, drawer and serial scanner, in words of their own. */
const DeviceEvent = z.discriminatedUnion('device', [PrinterEvent, DrawerEvent, ScannerEvent]);
export type DeviceEvent = z.infer<typeof DeviceEvent>;

const Json = z.json().meta({ id: 'Json', description: 'Any JSON value.' });

/** One of every device there can be, to read their acts from; none of them is started. */
const everything = new CounterDevices({ hidScanner: true, pole: {}, scale: {}, terminal: {} }).schedulables;

function actsOf<const Device extends BenchDevice>(device: Device) {
  const schedulable: Schedulable | undefined = everything[device];
  assert(schedulable !== undefined, 'one of every device is there');
  const { acts } = schedulable;
  const [first, ...others] = Object.keys(acts);
  assert(first !== undefined, 'something can be done to every device');
  return z.strictObject({
    do: z.literal('device'),
    device: z.literal(device),
    act: z.enum([first, ...others]).meta({ description: Object.entries(acts).map(actText).join('; ') }),
    with: z
      .record(z.string().max(40), Json)
      .optional()
      .meta({ description: 'What the act needs to know, by the names in brackets.' }),
  });
}

/** Its name, what it takes, what it does. */
function actText([name, { help, params }]: readonly [string, Act]): string {
  const { properties = {} } = z.toJSONSchema(params, { io: 'input' });
  const fields = Object.keys(properties);
  return `${name}${fields.length === 0 ? '' : ` (${fields.join(', ')})`}: ${help}`;
}

const DeviceAct = z
  .discriminatedUnion('device', [
    actsOf('scanner'),
    actsOf('hid-scanner'),
    actsOf('printer'),
    actsOf('pole'),
    actsOf('scale'),
    actsOf('terminal'),
  ])
  .meta({
    id: 'DeviceAct',
    description:
      'Anything that a simulated device can be made to do. Where the till hears of it, `wait_for` waits until it has.',
  });
export type DeviceAct = z.infer<typeof DeviceAct>;

export const DeviceStep = z.union([DeviceAct, DeviceEvent]);
export type DeviceStep = z.infer<typeof DeviceStep>;

export const FaultsStep = z.strictObject({ do: z.literal('faults'), schedule: FaultSchedule }).meta({
  description:
    'Faults that wait for a moment, from here on: docs/simulators.md. Events and seconds count from this step.',
});
export type FaultsStep = z.infer<typeof FaultsStep>;

const Device = z.enum(DEVICE_NAMES);
const Reason = z
  .enum(DEVICE_REASONS)
  .meta({ id: 'DeviceReason', description: 'Why a device does not work.' });
const Status = z
  .enum(['closed', 'claimed', 'enabled', 'offline', 'error'])
  .meta({ id: 'DeviceStatus', description: 'As UnifiedPOS names it.' });
/** Two rows, or the one of a price pole. */
export const PoleRows = z
  .array(z.string().max(40))
  .min(1)
  .max(2)
  .meta({ description: 'The rows of the customer’s display. Runs of blanks count as one.' });

/** How a device stands on the technician's screen. */
export const DeviceFigures = z.strictObject({
  status: Status.optional(),
  reason: Reason.nullable().optional().meta({ description: 'Null where all is well.' }),
  reading: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'What it shows: a weight, `open`, the display’s rows with a line feed between.' }),
  counters: z
    .record(z.string().max(40), z.int().min(0))
    .optional()
    .meta({ description: 'Counts since the till was started, by name.' }),
});

export const WaitFor = z
  .strictObject({
    do: z.literal('wait_for'),
    device: Device,
    ...DeviceFigures.shape,
    shows: PoleRows.optional(),
    withinMs: z
      .int()
      .min(1)
      .max(120_000)
      .optional()
      .meta({ description: 'How long at most; 8,000 unless told.' }),
  })
  .refine(
    ({ status, reason, reading, counters, shows }) =>
      [status, reason, reading, counters, shows].some((each) => each !== undefined),
    { error: 'nothing is said that could be waited for' },
  )
  .refine(({ device, shows }) => shows === undefined || device === 'pole', {
    path: ['shows'],
    error: 'only the pole shows rows',
  })
  .meta({
    description: 'Until the technician’s screen says so of a device, or until the pole shows these rows.',
  });
export type WaitFor = z.infer<typeof WaitFor>;

export const DeviceTestStep = z
  .strictObject({
    do: z.literal('device_test'),
    device: Device,
    test: z.enum(DEVICE_TESTS),
    expect: z
      .strictObject({
        outcome: z.enum(['done', 'failed']),
        reason: Reason.nullable().optional(),
        text: z.string().max(200).optional().meta({ description: 'What the device said: a weight.' }),
      })
      .optional()
      .meta({ description: 'What must come of it; left out where the till refuses to test.' }),
  })
  .meta({
    description:
      'A button of the technician’s screen. Whoever is signed in must not be a cashier: `sign_out`, then `sign_in` as another.',
  });
export type DeviceTestStep = z.infer<typeof DeviceTestStep>;

export const Reopen = z
  .strictObject({ do: z.literal('reopen'), device: Device })
  .meta({ description: 'The technician has the till let go of a device’s port and open it anew.' });
export type Reopen = z.infer<typeof Reopen>;
