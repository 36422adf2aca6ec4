import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { hidLink, listHid } from '../../../drivers/link/hid-link.ts';
import { type NativeHid, NodeHidTransport } from '../../../drivers/link/node-hid-transport.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { eventually, realTime } from '../support/time.ts';

const silent = { onReport() {}, onError() {} };

describe('node-hid itself', () => {
  test('lists what is plugged in, or says that its libraries are missing', async () => {
    const listed = await new NodeHidTransport().list();
    if (listed.ok) {
      for (const { path, vendorId, productId, label } of listed.value)
        expect([typeof path, typeof vendorId, typeof productId, typeof label]).toEqual([
          'string',
          'number',
          'number',
          'string',
        ]);
    } else {
      expect(listed.error.fault).toBe('failed');
      expect(listed.error.detail).toMatch(/^HID needs the system libraries libusb-1\.0 and libudev/);
    }
  });

  test('lists ports for the till, possibly none', async () => {
    for (const port of await listHid()) {
      const { kind, path, label, vendorId, productId, ...rest } = port;
      expect(rest).toEqual({});
      expect([kind, typeof path, typeof label, typeof vendorId, typeof productId]).toEqual([
        'hid',
        'string',
        'string',
        'number',
        'number',
      ]);
    }
  });

  test('opens no device that is not there', async () => {
    const link = hidLink({ path: '/dev/no-such-hidraw' }, { timers: realTime, log: silentLogger });
    link.open();
    await eventually(() => link.state.status === 'waiting', 'refused');
    const fault = link.state.status === 'waiting' ? link.state.fault : undefined;
    // Where the system's libraries are missing nothing can be opened at all, and the detail says so.
    const isLoaded = (await new NodeHidTransport().list()).ok;
    expect(fault).toBe(isLoaded ? 'not-found' : 'failed');
    await link.close();
    expect(link.state).toEqual({ status: 'closed' });
  });
});

/** A stand-in for the native module, which says what the real one says. */
class NativeDevice extends EventEmitter {
  readonly written: Buffer[] = [];
  closeCount = 0;
  problem: Error | undefined;

  async write(report: Buffer): Promise<number> {
    if (this.problem !== undefined) throw this.problem;
    this.written.push(report);
    return report.length;
  }

  async close(): Promise<void> {
    this.closeCount += 1;
    if (this.problem !== undefined) throw this.problem;
  }
}

function native(parts: Partial<NativeHid> = {}): NativeHid & { readonly drivers: string[] } {
  const drivers: string[] = [];
  return {
    drivers,
    setDriverType: (type) => drivers.push(type),
    devices: async () => [],
    open: async () => new NativeDevice(),
    ...parts,
  };
}

const opensWith = (error: unknown) =>
  new NodeHidTransport(
    native({
      open: () => Promise.reject(error),
    }),
  ).open('/dev/hidraw0', silent);

describe('what node-hid says', () => {
  const cannotOpen = (why: string) =>
    `cannot open device with path /dev/hidraw0: Failed to open a device with path '/dev/hidraw0': ${why}`;
  const cases = [
    { says: cannotOpen('No such file or directory'), fault: 'not-found' },
    { says: cannotOpen('No such device'), fault: 'not-found' },
    { says: 'No HID devices with requested VID/PID found', fault: 'not-found' },
    { says: cannotOpen('Permission denied'), fault: 'permission-denied' },
    { says: cannotOpen('Operation not permitted'), fault: 'permission-denied' },
    { says: 'open_path: CreateFile: (0x00000005) Access is denied.', fault: 'permission-denied' },
    { says: cannotOpen('Device or resource busy'), fault: 'in-use' },
    {
      says: 'failed to open IOHIDDevice: (0xE00002C5) (iokit/common) exclusive access and device already open',
      fault: 'in-use',
    },
    { says: 'hid_error is not implemented yet', fault: 'failed' },
  ];
  for (const { says, fault } of cases) {
    test(`"${says.slice(-60)}" is ${fault}`, async () => {
      expect(await opensWith(new TypeError(says))).toEqual({ ok: false, error: { fault, detail: says } });
    });
  }

  const loader = [
    'libusb-1.0.so.0: cannot open shared object file: No such file or directory',
    'Failed to find binding for node-hid',
  ];
  for (const says of loader) {
    test(`"${says}" is advice, not a missing device`, async () => {
      const opened = await opensWith(new Error(says));
      expect(opened).toMatchObject({ ok: false, error: { fault: 'failed' } });
      const listed = await new NodeHidTransport(
        native({ devices: () => Promise.reject(new Error(says)) }),
      ).list();
      expect(listed).toEqual(opened);
      if (!listed.ok) expect(listed.error.detail).toContain('libusb-1.0-0 and libudev1');
      if (!listed.ok) expect(listed.error.detail).toContain(says);
    });
  }
});

describe('the transport', () => {
  test('chooses hidraw on Linux, once, before anything else', async () => {
    const order: string[] = [];
    const stand = native({
      setDriverType: (type) => order.push(type),
      devices: async () => {
        order.push('devices');
        return [];
      },
    });
    const transport = new NodeHidTransport(stand, 'linux');
    await transport.list();
    await transport.list();
    expect(order).toEqual(['hidraw', 'devices', 'devices']);
    await new NodeHidTransport(stand, 'win32').list();
    expect(order).toEqual(['hidraw', 'devices', 'devices', 'devices']);
  });

  test('lists what can be opened, with the usage where it is known', async () => {
    const common = { vendorId: 1, productId: 2, release: 1, interface: 0 };
    const transport = new NodeHidTransport(
      native({
        devices: async () => [
          { ...common, path: 'a', manufacturer: ' Maker ', product: 'Scanner', usagePage: 0x8c, usage: 2 },
          { ...common, path: 'b', usagePage: 0, usage: 0 },
          { ...common },
        ],
      }),
    );
    expect(await transport.list()).toEqual({
      ok: true,
      value: [
        { path: 'a', vendorId: 1, productId: 2, label: 'Maker Scanner', usagePage: 0x8c, usage: 2 },
        { path: 'b', vendorId: 1, productId: 2, label: '' },
      ],
    });
  });

  test('passes reports and errors on, and nothing after it was closed', async () => {
    const device = new NativeDevice();
    const heard: unknown[] = [];
    const opened = await new NodeHidTransport(native({ open: async () => device })).open('x', {
      onReport: (report) => heard.push([...report]),
      onError: (detail) => heard.push(detail),
    });
    if (!opened.ok) throw new Error('opened');
    device.emit('data', Buffer.from([2, 1, 3]));
    // The read thread hands over a word, not an Error.
    device.emit('error', 'could not read from HID device: Success');
    expect(await opened.value.write(Uint8Array.of(0xfd, 1))).toEqual({ ok: true, value: undefined });
    expect(device.written).toEqual([Buffer.from([0xfd, 1])]);
    await Promise.all([opened.value.close(), opened.value.close()]);
    device.emit('error', 'late');
    device.emit('data', Buffer.from([9]));
    expect(heard).toEqual([[2, 1, 3], 'could not read from HID device: Success']);
    expect(device.closeCount).toBe(1);
  });

  test('turns failures of an open device into values', async () => {
    const device = new NativeDevice();
    device.problem = new TypeError('Cannot write to hid device: Broken pipe');
    const opened = await new NodeHidTransport(native({ open: async () => device })).open('x', silent);
    if (!opened.ok) throw new Error('opened');
    expect(await opened.value.write(Uint8Array.of(1))).toEqual({
      ok: false,
      error: { fault: 'failed', detail: 'Cannot write to hid device: Broken pipe' },
    });
    await opened.value.close();
  });
});
