// The fidelity note of the HID scanner simulator, claim by claim, and its acts.
import { afterEach, describe, expect, test } from 'vitest';
import { reportsOverTcp } from '../../drivers/link/report-stream.ts';
import { HidCodec } from '../../drivers/scanner/hid-codec.ts';
import {
  type HidReportProfile,
  hidReportProfileIds,
  hidReportProfiles,
} from '../../drivers/scanner/hid-report.ts';
import { ScannerDevice } from '../../drivers/scanner/scanner-device.ts';
import { HidScannerSimulator, VirtualHidScanner } from '../../fixtures/simulators/hid-scanner.ts';
import type { Moment } from '../../fixtures/simulators/schedulable.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import { examples, reportOf } from '../drivers/scanner/hid-reports.ts';
import { eventually, realTime } from '../drivers/support/time.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function recorded(profile?: HidReportProfile) {
  const scanner = new VirtualHidScanner(profile === undefined ? {} : { profile });
  const reports: Uint8Array[] = [];
  scanner.onSend((report) => reports.push(report.slice()));
  return { scanner, reports };
}

describe('imitates', () => {
  const gs1 = '010471001800000331030012501726123110LOT7\x1d21S42';
  const url = 'https://id.example.tw/01/04710018000003/10/LOT7/21/S42?17=261231&3103=001250';
  const cases = [
    { name: 'EAN-13', text: '4710018000003', aim: ']E0', reports: [examples.ean13] },
    { name: 'Code 39', text: '/ABC+123', aim: ']A0', reports: [examples.carrier] },
    { name: 'GS1-128', text: gs1, aim: ']C1', reports: [examples.gs1] },
    {
      name: 'a QR code in two reports',
      text: url,
      aim: ']Q1',
      reports: [examples.qrFirst, examples.qrSecond],
    },
  ];
  for (const { name, text, aim, reports: wanted } of cases) {
    test(`the example report of ${name}, byte for byte`, () => {
      const { scanner, reports } = recorded();
      scanner.scan(text, { aim });
      expect(reports).toEqual(wanted.map(reportOf));
    });
  }

  test('a menu answer in six reports, with its known end, and the echo of the command', () => {
    const { scanner, reports } = recorded();
    scanner.makerAnswer();
    expect(reports).toHaveLength(7);
    const heads = reports.map((report) => [...report.subarray(0, 5), report[61], report[63]]);
    const full = [0x02, 0x38, 0x5d, 0x58, 0x30, 0x3f, 1];
    expect(heads.slice(0, 5)).toEqual([full, full, full, full, full]);
    expect(reports[5]).toEqual(reportOf(examples.menuEnd));
    expect(heads[6]).toEqual([0x02, 8, 0x5d, 0x5a, 0x36, 0x3f, 0]);
  });

  for (const id of hidReportProfileIds) {
    const profile = hidReportProfiles[id];
    for (const hasReportId of [true, false]) {
      const as = hasReportId ? 'as hidapi hands them over' : 'as WebHID does';
      test(`reports of ${id}, ${as}, which the driver reads back`, () => {
        const { scanner, reports } = recorded({ ...profile, hasReportId });
        const codec = new HidCodec({ profile: scanner.profile });
        scanner.scan('Q'.repeat(150), { suffix: '\r\n' });
        expect(reports.map((report) => report.length)).toEqual(Array(3).fill(hasReportId ? 64 : 63));
        const [frame, ...more] = reports.flatMap((report) => codec.push(report, 1_000));
        expect(more).toEqual([]);
        const aim = id === 'newland' ? '' : ']Q1';
        expect(frame).toMatchObject({ bytes: new TextEncoder().encode(aim + 'Q'.repeat(150)) });
      });
    }
  }

  test('binary codes', () => {
    const { scanner, reports } = recorded();
    scanner.scan(Uint8Array.of(0, 1, 0, 255), { aim: ']d1' });
    expect([...(reports[0] ?? new Uint8Array())].slice(0, 10)).toEqual([
      2, 4, 0x5d, 0x64, 0x31, 0, 1, 0, 255, 0,
    ]);
  });

  test('a likely identifier where none is told', () => {
    const { scanner, reports } = recorded();
    for (const text of ['4710018000003', '47100183', 'ABC', 'x'.repeat(49)]) scanner.scan(text);
    const aims = reports.map((report) => String.fromCharCode(...report.subarray(2, 5)));
    expect(aims).toEqual([']E0', ']E4', ']C0', ']Q1']);
  });

  test('half a scan: more is announced and nothing comes', () => {
    const { scanner, reports } = recorded();
    scanner.halfScan('A1');
    scanner.halfScan('Q'.repeat(100));
    expect(reports.map((report) => [report[1], report[63]])).toEqual([
      [2, 1],
      [56, 1],
    ]);
  });

  test('garbage and reports of another kind', () => {
    const { scanner, reports } = recorded();
    scanner.garbage();
    scanner.foreignReport();
    const codec = new HidCodec({ profile: scanner.profile });
    const kinds = reports.flatMap((report) => codec.push(report, 1_000)).map((frame) => frame.kind);
    expect(kinds).toEqual(['damaged', 'ignored']);
  });

  test('the beep, whole, filled up, or in pieces', () => {
    const { scanner } = recorded();
    const beep = Uint8Array.of(0xfd, 0x03, 0x16, 0x07, 0x0d);
    scanner.takeOutput(beep);
    const filled = new Uint8Array(64);
    filled.set(beep);
    scanner.receive(filled.subarray(0, 3));
    scanner.receive(filled.subarray(3));
    scanner.takeOutput(Uint8Array.of(0xfd, 0x03, 0x16, 0x54, 0x0d));
    expect(scanner.beepCount).toBe(2);
    expect(scanner.received).toHaveLength(3);
  });
});

describe('does not imitate', () => {
  test("the maker's letter for the symbology, but for what it says of itself", () => {
    const { scanner, reports } = recorded();
    scanner.scan('4710018000003');
    expect(reports[0]?.[scanner.profile.makerCodeAt]).toBe(0);
  });

  test('the trigger command, or any command but the beep: they are kept and have no effect', () => {
    const { scanner, reports } = recorded();
    scanner.takeOutput(Uint8Array.of(0xfd, 0x03, 0x16, 0x54, 0x0d));
    expect(reports).toEqual([]);
    expect(scanner.received).toHaveLength(1);
    expect(scanner.beepCount).toBe(0);
  });

  test('whether a code could be printed as what its identifier says', () => {
    const { scanner, reports } = recorded();
    scanner.scan('not digits', { aim: ']E0' });
    expect(reports).toHaveLength(1);
  });
});

describe('schedules', () => {
  test('hear a scan begin and each report go, and each beep', () => {
    const { scanner } = recorded();
    scanner.scan('before anyone watched');
    const moments: Moment[] = [];
    const stop = scanner.watch((moment) => moments.push(moment));
    scanner.scan('Q'.repeat(76));
    scanner.takeOutput(Uint8Array.from(scanner.profile.beepReport ?? []));
    stop();
    scanner.scan('after');
    expect(moments).toEqual([
      { event: 'scan', nth: 2, byte: 0 },
      { event: 'scan', nth: 2, byte: 56 },
      { event: 'scan', nth: 2, byte: 76 },
      { event: 'beep', nth: 1, byte: 0 },
    ]);
    expect(scanner.events).toEqual(['scan', 'beep']);
  });

  test('may cut a scan between two reports', () => {
    const { scanner, reports } = recorded();
    scanner.watch(({ byte }) => {
      if (byte === 56) scanner.cut();
    });
    scanner.scan('Q'.repeat(200));
    expect(reports).toHaveLength(1);
  });

  const acts: readonly { readonly name: string; readonly params: unknown; readonly reports: number }[] = [
    { name: 'scan', params: { text: 'A1' }, reports: 1 },
    { name: 'scan', params: { text: '4710018000003', aim: ']E0', suffix: '\r' }, reports: 1 },
    { name: 'half', params: { text: 'A1' }, reports: 1 },
    { name: 'burst', params: { texts: ['A', 'B', 'C'] }, reports: 3 },
    { name: 'garbage', params: {}, reports: 1 },
    { name: 'maker-answer', params: {}, reports: 7 },
    { name: 'foreign', params: {}, reports: 1 },
    { name: 'raw', params: { hex: '02 00' }, reports: 1 },
  ];
  for (const { name, params, reports: count } of acts) {
    test(`do ${name} ${JSON.stringify(params)}`, () => {
      const { scanner, reports } = recorded();
      expect(scanner.acts[name]?.run(params)).toEqual({ ok: true, value: undefined });
      expect(reports).toHaveLength(count);
    });
  }
  test('name every act of the virtual scanner here', () => {
    expect(Object.keys(new VirtualHidScanner().acts).sort()).toEqual(
      [...new Set(acts.map((a) => a.name))].sort(),
    );
  });

  const refused = [
    { name: 'scan', params: {} },
    { name: 'scan', params: { text: 'A', aim: 'E0' } },
    { name: 'raw', params: { hex: '0' } },
    { name: 'garbage', params: { more: 1 } },
  ];
  for (const { name, params } of refused) {
    test(`are refused ${name} ${JSON.stringify(params)}, and nothing is sent`, () => {
      const { scanner, reports } = recorded();
      expect(scanner.acts[name]?.run(params)).toMatchObject({ ok: false });
      expect(reports).toEqual([]);
    });
  }
});

describe('over a real socket', () => {
  test('scans, beeps, loses its cable in the middle of a code, and scans again', async () => {
    const simulator = new HidScannerSimulator();
    await simulator.start();
    open.push(() => simulator.stop());
    const deps = { clock: realTime, timers: realTime, log: silentLogger };
    const link = reportsOverTcp({ host: '127.0.0.1', port: simulator.port }, deps, {
      backoff: { firstMs: 10, maxMs: 50 },
    });
    const codec = new HidCodec({ profile: simulator.profile });
    const device = new ScannerDevice(link, { source: 'counter', codec }, deps);
    open.push(() => device.close());
    const heard: string[] = [];
    device.onEvent((event) => {
      if (event.kind === 'scan') heard.push(event.text);
      if (event.kind === 'damaged') heard.push(event.reason);
    });
    device.open();
    const isConnected = () => simulator.isConnected && device.state.status === 'enabled';
    await eventually(isConnected, 'connected');
    const codes = Array.from({ length: 300 }, (_, i) => `CODE-${i}-${'x'.repeat(i)}`);
    expect(simulator.acts.burst?.run({ texts: codes })).toMatchObject({ ok: true });
    await eventually(() => heard.length === 300, 'all codes');
    expect(heard).toEqual(codes);
    expect(await device.beep()).toEqual({ ok: true, value: undefined });
    await eventually(() => simulator.beepCount === 1, 'a beep');

    const stop = simulator.watch(({ event, byte }) => {
      if (event === 'scan' && byte === 56) simulator.acts.unplug?.run({ how: 'close' });
    });
    simulator.scan('Q'.repeat(200));
    await eventually(() => device.state.status === 'offline', 'unplugged');
    stop();
    expect(heard.slice(300)).toEqual(['report-missing']);
    expect(simulator.acts.replug?.run({})).toMatchObject({ ok: true });
    await eventually(isConnected, 'plugged in again');
    simulator.scan('/ABC+123', { aim: ']A0' });
    await eventually(() => heard.length === 302, 'a code after the replug');
    expect(heard.at(-1)).toBe('/ABC+123');
  });
});
