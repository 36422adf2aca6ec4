// The scanner device over HID reports, with time standing still.
import { afterEach, describe, expect, test } from 'vitest';
import { hidLink } from '../../../drivers/link/hid-link.ts';
import { HidCodec } from '../../../drivers/scanner/hid-codec.ts';
import { type HidReportProfile, hidReportProfiles } from '../../../drivers/scanner/hid-report.ts';
import {
  ScannerDevice,
  type ScannerEvent,
  type ScannerOptions,
} from '../../../drivers/scanner/scanner-device.ts';
import { VirtualHidScanner } from '../../../fixtures/simulators/hid-scanner.ts';
import { MemoryHidTransport } from '../../../fixtures/simulators/memory-hid-transport.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { ManualTime } from '../support/time.ts';
import { examples, reportOf } from './hid-reports.ts';

const path = '/dev/hidraw0';
const open: ScannerDevice[] = [];
afterEach(async () => {
  for (const device of open.splice(0)) await device.close();
});

async function connected(options: Partial<ScannerOptions> & { readonly profile?: HidReportProfile } = {}) {
  const { profile = hidReportProfiles.honeywell, ...more } = options;
  const time = new ManualTime();
  const transport = new MemoryHidTransport();
  const scanner = new VirtualHidScanner({ profile });
  transport.plug(scanner, { path });
  const link = hidLink({}, { timers: time, log: silentLogger }, {}, transport);
  const device = new ScannerDevice(
    link,
    { source: 'counter', codec: new HidCodec({ profile }), ...more },
    { clock: time, timers: time, log: silentLogger },
  );
  open.push(device);
  const events: ScannerEvent[] = [];
  device.onEvent((event) => events.push(event));
  device.open();
  await time.advance(0);
  const heard = () =>
    events.flatMap((event) => {
      switch (event.kind) {
        case 'scan':
          return [`scan ${event.text}`];
        case 'double':
          return [`double ${event.text}`];
        case 'damaged':
          return [`damaged ${event.reason} ${event.byteCount}`];
        default:
          return [];
      }
    });
  return { time, transport, scanner, device, events, heard };
}

const url = 'https://id.example.tw/01/04710018000003/10/LOT7/21/S42?17=261231&3103=001250';

describe('the example reports are sold as', () => {
  const cases = [
    {
      reports: [examples.ean13],
      text: '4710018000003',
      aimId: ']E0',
      symbology: 'ean-13',
      gtin14: '04710018000003',
    },
    { reports: [examples.carrier], text: '/ABC+123', aimId: ']A0', symbology: 'code-39' },
    {
      reports: [examples.gs1],
      text: '010471001800000331030012501726123110LOT7\x1d21S42',
      aimId: ']C1',
      symbology: 'gs1-128',
    },
    { reports: [examples.qrFirst, examples.qrSecond], text: url, aimId: ']Q1', symbology: 'qr' },
  ];
  for (const { reports, ...scan } of cases) {
    test(scan.text, async () => {
      const { scanner, time, events } = await connected();
      for (const report of reports) scanner.raw(reportOf(report));
      await time.advance(0);
      expect(events.at(-1)).toEqual({
        kind: 'scan',
        ...scan,
        raw: new TextEncoder().encode(scan.aimId + scan.text),
        source: 'counter',
        firstByteAtMs: time.monotonicMs(),
        lastByteAtMs: time.monotonicMs(),
      });
    });
  }
});

describe('what must not reach the sale', () => {
  test('half a code, 500 ms after its last report', async () => {
    const { scanner, time, heard } = await connected();
    scanner.halfScan(url);
    await time.advance(499);
    expect(heard()).toEqual([]);
    await time.advance(1);
    expect(heard()).toEqual(['damaged report-missing 56']);
    expect(time.pendingTimers).toBe(0);
    scanner.scan('WHOLE');
    await time.advance(0);
    expect(heard().at(-1)).toBe('scan WHOLE');
  });

  test('half a code is not kept alive by reports of another kind', async () => {
    const { scanner, time, heard } = await connected();
    scanner.halfScan(url);
    await time.advance(490);
    scanner.foreignReport();
    await time.advance(10);
    expect(heard()).toEqual(['damaged report-missing 56']);
  });

  test('what the scanner says of itself', async () => {
    const { scanner, time, heard, device } = await connected();
    scanner.makerAnswer();
    await time.advance(1_000);
    expect(heard()).toEqual([]);
    expect(device.counters).toMatchObject({ bytesIn: 7 * 64, ignored: 2, damaged: 0 });
  });

  test('a code cut off by the cable', async () => {
    const { scanner, time, heard, transport } = await connected();
    scanner.halfScan(url);
    await time.advance(0);
    transport.unplug(path);
    await time.advance(1_000);
    expect(heard()).toEqual(['damaged report-missing 56']);
  });

  test('garbage, foreign reports, wrong check digits', async () => {
    const { scanner, time, heard } = await connected();
    scanner.garbage();
    scanner.foreignReport();
    scanner.scan('4710018000004', { aim: ']E0' });
    scanner.scan('fine');
    await time.advance(0);
    expect(heard()).toEqual(['damaged report-malformed 64', 'damaged check-digit 16', 'scan fine']);
  });
});

describe('double reads', () => {
  test('are held back for the window, a different code never', async () => {
    const { scanner, time, heard } = await connected({ doubleReadWindowMs: 600 });
    scanner.scan('A1');
    scanner.scan('B2');
    await time.advance(10);
    scanner.scan('B2');
    await time.advance(599);
    scanner.scan('B2');
    await time.advance(600);
    scanner.scan('B2');
    await time.advance(0);
    expect(heard()).toEqual(['scan A1', 'scan B2', 'double B2', 'double B2', 'scan B2']);
  });

  test('all pass while articles are counted by scanning', async () => {
    const { scanner, time, heard, device } = await connected();
    device.setDoubleReadWindow(0);
    for (let i = 0; i < 3; i += 1) scanner.scan('A1');
    await time.advance(0);
    expect(heard()).toEqual(['scan A1', 'scan A1', 'scan A1']);
  });
});

describe('a beep', () => {
  test('is heard from a Honeywell scanner', async () => {
    const { scanner, device } = await connected();
    expect(await device.beep()).toEqual({ ok: true, value: undefined });
    expect(scanner.beepCount).toBe(1);
    expect(scanner.received).toEqual([Uint8Array.of(0xfd, 0x03, 0x16, 0x07, 0x0d)]);
  });

  test('is not sent to a scanner that is not known to understand it', async () => {
    const { scanner, device } = await connected({ profile: hidReportProfiles.newland });
    expect(await device.beep()).toMatchObject({ ok: false, error: { fault: 'unsupported' } });
    expect(scanner.received).toEqual([]);
  });

  test('that cannot be sent is an error', async () => {
    const { device, transport, time } = await connected();
    transport.unplug(path);
    await time.advance(0);
    expect(await device.beep()).toMatchObject({ ok: false, error: { fault: 'disconnected' } });
  });
});

describe('for the technician', () => {
  test('everything is counted', async () => {
    const { scanner, time, device } = await connected();
    expect(device.counters).toEqual({ bytesIn: 0, scans: 0, doubles: 0, damaged: 0, ignored: 0 });
    expect(device.lastFault).toBeUndefined();
    scanner.scan('A1');
    scanner.scan('A1');
    scanner.scan(url);
    scanner.garbage();
    scanner.foreignReport();
    await time.advance(0);
    expect(device.counters).toEqual({ bytesIn: 6 * 64, scans: 2, doubles: 1, damaged: 1, ignored: 1 });
    expect(device.lastFault).toEqual({ reason: 'report-malformed', detail: '64 bytes', atMs: time.nowMs() });
  });

  test('the newest fault of the link is kept, and when it was', async () => {
    const { time, transport, device } = await connected();
    const pulledAtMs = time.nowMs();
    transport.unplug(path);
    await time.advance(500);
    expect(device.state).toEqual({ status: 'offline', reason: 'disconnected' });
    expect(device.lastFault).toEqual({
      reason: 'disconnected',
      detail: 'could not read from HID device: hid_read_timeout: device disconnected',
      atMs: pulledAtMs,
    });
    transport.plug(new VirtualHidScanner(), { path });
    transport.refuse(path, { fault: 'permission-denied', detail: 'Permission denied' });
    await time.advance(500);
    expect(device.state).toEqual({ status: 'error', reason: 'permission-denied' });
    const refused = { reason: 'permission-denied', detail: 'Permission denied', atMs: pulledAtMs + 1_000 };
    expect(device.lastFault).toEqual(refused);
    await time.advance(60_000);
    expect(device.lastFault).toEqual(refused);
    transport.refuse(path, undefined);
    await time.advance(30_000);
    expect(device.state).toEqual({ status: 'enabled' });
    expect(device.lastFault).toEqual(refused);
  });
});
