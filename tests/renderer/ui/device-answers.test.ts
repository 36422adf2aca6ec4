import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDevicesView, readDeviceTestResult } from '../../../src-renderer/ui/state/device-answers.ts';
import { DEVICES, device, SCANNED, scan } from '../device-views.ts';

describe('devices:read', () => {
  test.each([
    ['devices', DEVICES],
    ['scans', SCANNED],
  ])('whole %s are read as they are', (_, view) => {
    expect(readDevicesView(structuredClone(view))).toEqual(view);
  });

  test('rows that are not whole, or of a kind unknown here, are left out', () => {
    const whole = device('scale');
    const view = readDevicesView({
      devices: [
        whole,
        null,
        'scale',
        { ...whole, deviceId: 7 },
        { ...whole, kind: 'fridge' },
        { ...whole, status: 'asleep' },
        { ...whole, kind: 'toString' },
      ],
      freePorts: [{ kind: 'serial', path: '/dev/ttyS4', label: 'x' }, { kind: 'usb', path: 'y' }, 3],
      scans: [scan(1), { ...scan(2), readAs: 'poem' }, { ...scan(3), shown: 4 }],
      isScanTest: 'yes',
    });
    expect(view).toEqual({
      devices: [whole],
      freePorts: [{ kind: 'serial', path: '/dev/ttyS4', label: 'x' }],
      scans: [scan(1)],
      isScanTest: false,
    });
  });

  test('parts that are not whole are left out, and the row stays', () => {
    const [read] =
      readDevicesView({
        devices: [
          {
            ...device('scale'),
            reason: 'moon-phase',
            connection: 5,
            lastFault: { reason: 'failed', detail: 'x' },
            counters: [{ name: 'scans', count: 1 }, { name: 'scans' }, null],
            tests: ['weigh', 'dance'],
          },
        ],
      })?.devices ?? [];
    expect(read).toEqual({
      ...device('scale'),
      // A reason of a newer core has no sentence here, and is a fault all the same.
      reason: 'failed',
      connection: '',
      counters: [{ name: 'scans', count: 1 }],
      tests: ['weigh'],
    });
  });

  test.each([null, 'view', 7, [], {}, { devices: 'none' }])('%o is no answer', (value) => {
    expect(readDevicesView(value)).toBe(undefined);
  });

  test('nothing that arrives makes it throw', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (row, other) => {
        readDevicesView({ devices: [row, { ...device('pole'), counters: other }], scans: [other] });
        readDeviceTestResult(row);
      }),
    );
  });
});

test.each([
  [
    { outcome: 'done', reason: null, text: '0.312 kg' },
    { outcome: 'done', reason: null, text: '0.312 kg' },
  ],
  [
    { outcome: 'failed', reason: 'unstable', text: 4 },
    { outcome: 'failed', reason: 'unstable', text: '' },
  ],
  [
    { outcome: 'failed', reason: 'moon-phase' },
    { outcome: 'failed', reason: 'failed', text: '' },
  ],
  [{ outcome: 'perhaps' }, undefined],
  [null, undefined],
])('the result of a test %o is read as %o', (value, read) => {
  expect(readDeviceTestResult(value)).toEqual(read);
});
