import type { DeviceState, DeviceStatus } from '../../../drivers/device.ts';
import {
  DEVICE_REASONS,
  type DeviceKind,
  type DeviceReason,
  type DeviceTest,
  type DeviceTestResult,
  type DeviceView,
} from '../../contract/devices.ts';
import type { DeviceBadge } from '../../contract/views.ts';
import type { WatchedDevice } from '../devices.ts';

/** What every device of `drivers` tells of itself. */
export interface TellsOfItself {
  readonly state: DeviceState;
  readonly counters: object;
  readonly lastFault: { readonly reason: string; readonly detail: string; readonly atMs: number } | undefined;
}

export interface Watching {
  readonly deviceId: string;
  readonly kind: DeviceKind;
  readonly connection: string;
  readonly profile: string;
  readonly device: TellsOfItself;
  /** A working device's weak spot, such as paper that runs low. */
  readonly remark?: () => DeviceReason | null;
  readonly reading?: () => string;
  readonly tests: Partial<Readonly<Record<DeviceTest, () => Promise<DeviceTestResult>>>>;
  /** Tests that go through the till's loop, since the journal must have them. */
  readonly journaled?: readonly DeviceTest[];
  readonly isBusy?: () => boolean;
  readonly reopen: () => void;
}

/** One device for the technician's screen, made of what its driver tells and of what can be done to it. */
export function watched(watching: Watching): WatchedDevice {
  const { deviceId, kind, connection, profile, device, tests } = watching;
  return {
    deviceId,
    kind,
    reopen: watching.reopen,
    get isBusy() {
      return watching.isBusy?.() ?? false;
    },
    view(): DeviceView {
      const { status, reason } = device.state;
      return {
        deviceId,
        kind,
        status,
        reason: status === 'enabled' ? (watching.remark?.() ?? null) : reasonOf(reason ?? 'failed'),
        connection,
        profile,
        lastFault:
          device.lastFault === undefined
            ? null
            : { ...device.lastFault, reason: reasonOf(device.lastFault.reason) },
        counters: countersOf(device.counters),
        reading: watching.reading?.() ?? '',
        tests: [
          ...(watching.journaled ?? []),
          ...Object.keys(tests).filter((name): name is DeviceTest => name in tests),
        ],
      };
    },
    async test(test): Promise<DeviceTestResult> {
      return (await tests[test]?.()) ?? failed('not-configured');
    },
  };
}

/** A test that came out as it should. */
export function done(text = ''): DeviceTestResult {
  return { outcome: 'done', reason: null, text };
}

/** A test that did not, and why. */
export function failed(reason: string, text = ''): DeviceTestResult {
  return { outcome: 'failed', reason: reasonOf(reason), text };
}

/** Drivers say why in words of their own, which are those of the contract; what is not is a failure without a name. */
export function reasonOf(word: string): DeviceReason {
  return DEVICE_REASONS.find((reason) => reason === word) ?? 'failed';
}

/** What a badge makes of a state. Until a device has been heard of it counts as fine: that is the start of the day. */
export function badgeOf(status: DeviceStatus): DeviceBadge {
  switch (status) {
    case 'claimed':
    case 'enabled':
      return 'ok';
    case 'error':
      return 'fault';
    case 'closed':
    case 'offline':
      return 'disconnected';
  }
}

function countersOf(counters: object): DeviceView['counters'] {
  return Object.entries(counters).flatMap(([name, count]) =>
    typeof count === 'number' ? [{ name, count }] : [],
  );
}
