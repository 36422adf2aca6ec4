import type { Answer } from '../../src-main/contract/bridge.ts';
import type { DevicesView, DeviceView, ScanTestRow } from '../../src-main/contract/devices.ts';
import { NOON_MS } from './views.ts';

/** Answers of the technician's screen: a counter where everything works, one where nothing does, and a test of scanners. */

/** An answer as the core gives it. */
export function answerOf(value: unknown): Answer {
  return { ok: true, value };
}

/** A device that works. */
export function device(
  kind: DeviceView['kind'],
  deviceId: string = kind,
  more: Partial<DeviceView> = {},
): DeviceView {
  return {
    deviceId,
    kind,
    status: 'enabled',
    reason: null,
    connection: '/dev/ttyUSB0 · 9600 8N1',
    profile: 'generic',
    lastFault: null,
    counters: [],
    reading: '',
    tests: [],
    ...more,
  };
}

const PRINTER = device('printer', 'printer', {
  connection: '192.168.1.50:9100',
  profile: 'epson-tm-t82',
  counters: [
    { name: 'jobs', count: 128 },
    { name: 'printed', count: 127 },
    { name: 'interrupted', count: 1 },
    { name: 'bytesOut', count: 2_481_920 },
    { name: 'statusReplies', count: 8_211 },
    { name: 'nonsenseBytes', count: 0 },
    { name: 'drawerKicks', count: 96 },
  ],
  tests: ['test-print'],
});
const DRAWER = device('drawer', 'drawer', {
  connection: '192.168.1.50:9100',
  profile: 'epson-tm-t82',
  reading: 'closed',
  tests: ['open-drawer'],
});
const HAND_SCANNER = device('scanner', 'scanner-1', {
  connection: 'USB HID 0c2e:0901',
  profile: 'honeywell-hid-pos',
  counters: [
    { name: 'bytesIn', count: 41_203 },
    { name: 'scans', count: 1_204 },
    { name: 'doubles', count: 37 },
    { name: 'damaged', count: 2 },
    { name: 'ignored', count: 0 },
  ],
  tests: ['beep'],
});
const DESK_SCANNER = device('scanner', 'scanner-2', {
  connection: '/dev/ttyACM0 · 115200 8N1',
  profile: 'serial, CR',
  tests: ['beep'],
});
const POLE = device('pole', 'pole', {
  connection: '/dev/ttyUSB1 · 9600 8N1',
  profile: 'epson-dm-d',
  reading: '瑞穗鮮乳       98\n應收          291',
  tests: ['show-text'],
});
const SCALE = device('scale', 'scale', {
  connection: '/dev/ttyUSB2 · 9600 7E1',
  profile: 'mettler-8217',
  reading: '0.312 kg',
  counters: [
    { name: 'bytesIn', count: 90_112 },
    { name: 'readings', count: 11_264 },
    { name: 'weighings', count: 63 },
    { name: 'damaged', count: 0 },
    { name: 'timeouts', count: 4 },
    { name: 'late', count: 1 },
  ],
  tests: ['weigh', 'zero'],
});
const TERMINAL = device('terminal', 'terminal', {
  connection: '/dev/ttyUSB3 · 9600 8N1',
  profile: 'edc-400',
  tests: ['ask'],
});

const FREE_PORTS: DevicesView['freePorts'] = [
  { kind: 'serial', path: '/dev/ttyS4', label: 'FTDI FT232R' },
  { kind: 'hid', path: '/dev/hidraw2', label: 'Datalogic QuickScan' },
];

/** Everything works. */
export const CALM_DEVICES: DevicesView = {
  devices: [PRINTER, DRAWER, HAND_SCANNER, DESK_SCANNER, POLE, SCALE, TERMINAL],
  freePorts: FREE_PORTS,
  scans: [],
  isScanTest: false,
};

/** Every tone at once. */
export const DEVICES: DevicesView = {
  ...CALM_DEVICES,
  devices: [
    {
      ...PRINTER,
      status: 'error',
      reason: 'nonsense',
      lastFault: { reason: 'nonsense', detail: '17 bytes that are no status', atMs: NOON_MS - 90_000 },
    },
    { ...DRAWER, reason: 'drawer-stuck', reading: 'stuck' },
    {
      ...HAND_SCANNER,
      lastFault: { reason: 'disconnected', detail: 'EIO', atMs: NOON_MS - 26 * 3_600_000 },
    },
    {
      ...DESK_SCANNER,
      status: 'offline',
      reason: 'in-use',
      lastFault: { reason: 'in-use', detail: 'Cannot lock port', atMs: NOON_MS - 5_000 },
    },
    { ...POLE, status: 'claimed', reason: 'starting', reading: '' },
    SCALE,
    { ...TERMINAL, status: 'closed', reason: 'closed' },
  ],
};

/** One scan of the test. */
export function scan(number: number, more: Partial<ScanTestRow> = {}): ScanTestRow {
  return {
    number,
    atMs: NOON_MS - number,
    source: 'scanner-1',
    shown: '4710018000003',
    hex: '34373130303138303030303033',
    length: 13,
    aimId: ']E0',
    symbology: 'ean-13',
    readAs: 'product',
    parts: [{ name: 'gtin', text: '04710018000003' }],
    advice: null,
    tookMs: 14,
    ...more,
  };
}

/** The test of scanners, with what is right and what is not. */
export const SCANNED: DevicesView = {
  ...CALM_DEVICES,
  isScanTest: true,
  scans: [
    scan(6, {
      shown: '0104710018000003172609301037A<GS>3103000312',
      hex: '30313034373130303138303030303033313732363039333031303337411D33313033303030333132',
      length: 40,
      aimId: ']d2',
      symbology: 'gs1-data-matrix',
      parts: [
        { name: '01', text: '04710018000003' },
        { name: '17', text: '260930' },
        { name: '10', text: '37A' },
        { name: '3103', text: '000312' },
      ],
      tookMs: 21,
    }),
    scan(5, {
      source: 'scanner-2',
      shown: '%BAB201+9',
      hex: '254241423230312B39',
      length: 9,
      aimId: ']A4',
      symbology: 'code-39-full-ascii',
      readAs: 'scanner-setting',
      parts: [],
      advice: 'code-39-full-ascii',
      tookMs: 9,
    }),
    scan(4, {
      source: 'wedge',
      shown: '/AB201+9',
      hex: '2F41423230312B39',
      length: 8,
      aimId: null,
      symbology: null,
      readAs: 'text',
      parts: [],
      tookMs: 0,
    }),
    scan(3, {
      shown: '',
      hex: '',
      length: 0,
      aimId: null,
      symbology: null,
      readAs: 'damaged',
      parts: [],
      advice: 'no-terminator',
      tookMs: 0,
    }),
    scan(2, { readAs: 'double', parts: [], hex: '', length: 0, aimId: null, symbology: null, tookMs: 0 }),
    scan(1),
  ],
};
