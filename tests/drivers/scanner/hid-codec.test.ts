import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HidCodec } from '../../../drivers/scanner/hid-codec.ts';
import {
  type HidReportProfile,
  hidReportProfileFor,
  hidReportProfileIds,
  hidReportProfiles,
} from '../../../drivers/scanner/hid-report.ts';
import type { ScannerFrame } from '../../../drivers/scanner/scanner-codec.ts';
import { examples, handMade, reportOf } from './hid-reports.ts';

const { honeywell, zebra, newland, generic } = hidReportProfiles;
const webHid: HidReportProfile = { ...honeywell, hasReportId: false };

/** Frames as short words. */
function words(frames: readonly ScannerFrame[]): string[] {
  return frames.map((frame) => {
    switch (frame.kind) {
      case 'frame':
        return String.fromCharCode(...frame.bytes);
      case 'damaged':
        return `damaged ${frame.reason} ${frame.byteCount}`;
      default:
        return `${frame.kind} ${frame.byteCount}`;
    }
  });
}

/** What a codec makes of reports that come 10 ms apart. */
function decode(reports: readonly Uint8Array[], profile: HidReportProfile = honeywell): string[] {
  const codec = new HidCodec({ profile });
  return words(reports.flatMap((report, index) => codec.push(report, 1_000 + index * 10)));
}

describe('the example reports, byte for byte', () => {
  const gs1 = ']C10104710018000003310300125017261231' + '10LOT7\x1d21S42';
  const url = ']Q1https://id.example.tw/01/04710018000003/10/LOT7/21/S42?17=261231&3103=001250';
  const cases = [
    { name: '1: EAN-13', reports: [examples.ean13], frames: [']E04710018000003'] },
    { name: '2: Code 39', reports: [examples.carrier], frames: [']A0/ABC+123'] },
    { name: '3: GS1-128 with its separator', reports: [examples.gs1], frames: [gs1] },
    { name: '4: QR in two reports', reports: [examples.qrFirst, examples.qrSecond], frames: [url] },
    { name: '5: the end of a menu answer', reports: [examples.menuEnd], frames: [']X0um: N/A'] },
  ];
  for (const { name, reports, frames } of cases) {
    test(name, () => {
      const bytes = reports.map(reportOf);
      expect(bytes.map((report) => report.length)).toEqual(reports.map(() => 64));
      expect(decode(bytes)).toEqual(frames);
    });
    test(`${name}, by the generic profile`, () =>
      expect(decode(reports.map(reportOf), generic)).toEqual(frames));
    test(`${name}, without report ids`, () =>
      expect(
        decode(
          reports.map((report) => reportOf(report).subarray(1)),
          webHid,
        ),
      ).toEqual(frames));
  }
});

describe('layouts', () => {
  const cases = [
    { name: 'honeywell', profile: honeywell, made: honeywell, frame: ']E04710018000003' },
    { name: 'zebra, one byte later', profile: zebra, made: zebra, frame: ']E04710018000003' },
    { name: 'newland, without identifier', profile: newland, made: newland, frame: '4710018000003' },
    { name: 'generic finds honeywell', profile: generic, made: honeywell, frame: ']E04710018000003' },
    { name: 'generic finds zebra', profile: generic, made: zebra, frame: ']E04710018000003' },
    { name: 'generic finds newland', profile: generic, made: newland, frame: '4710018000003' },
  ];
  for (const { name, profile, made, frame } of cases) {
    const report = handMade({ aim: ']E0', data: '4710018000003' }, made);
    test(name, () => expect(decode([report], profile)).toEqual([frame]));
    test(`${name}, in two reports`, () => {
      const first = handMade({ aim: ']E0', data: '4'.repeat(56), isContinued: true }, made);
      const [aim] = frame.split('4');
      expect(decode([first, handMade({ aim: ']E0', data: '12' }, made)], profile)).toEqual([
        `${aim}${'4'.repeat(56)}12`,
      ]);
    });
  }

  test('newland data fills bytes 2 to 57', () => {
    const report = reportOf(`02 38 ${'41 '.repeat(56)}[00 x 4] 64 00`);
    expect(decode([report], newland)).toEqual(['A'.repeat(56)]);
  });

  test('are chosen by configuration, else by vendor, else found out', () => {
    expect(hidReportProfileFor(0x0c2e)).toBe(honeywell);
    expect(hidReportProfileFor(0x23d0)).toBe(honeywell);
    expect(hidReportProfileFor(0x05e0)).toBe(zebra);
    expect(hidReportProfileFor(0x1eab)).toBe(newland);
    expect(hidReportProfileFor(0x05f9)).toBe(generic);
    expect(hidReportProfileFor(undefined)).toBe(generic);
    expect(hidReportProfileFor(0x0c2e, 'zebra')).toBe(zebra);
    expect(hidReportProfileIds.map((id) => hidReportProfiles[id].id)).toEqual(hidReportProfileIds);
    expect([...hidReportProfileIds].sort()).toEqual(Object.keys(hidReportProfiles).sort());
  });

  test('only honeywell is known to beep', () => {
    const beeps = hidReportProfileIds.map((id) => new HidCodec({ profile: hidReportProfiles[id] }).beepBytes);
    expect(beeps).toEqual([Uint8Array.of(0xfd, 0x03, 0x16, 0x07, 0x0d), undefined, undefined, undefined]);
  });
});

describe('data', () => {
  const cases = [
    { name: 'is taken by its count, zeros and all', data: 'A\x00B\x00', frame: ']C0A\x00B\x00' },
    { name: 'loses one CR', data: 'A1\r', frame: ']C0A1' },
    { name: 'loses one LF', data: 'A1\n', frame: ']C0A1' },
    { name: 'loses one CR LF', data: 'A1\r\n', frame: ']C0A1' },
    { name: 'loses no more than one CR', data: 'A1\r\r', frame: ']C0A1\r' },
    { name: 'loses no CR LF twice', data: 'A1\r\n\r\n', frame: ']C0A1\r\n' },
    { name: 'keeps LF CR but for its CR', data: 'A1\n\r', frame: ']C0A1\n' },
    { name: 'keeps a CR inside', data: 'A\rB', frame: ']C0A\rB' },
  ];
  for (const { name, data, frame } of cases)
    test(name, () => expect(decode([handMade({ data })])).toEqual([frame]));

  test('loses its suffix at the end of the scan, not of a report', () => {
    const first = handMade({ data: 'A1\r', isContinued: true });
    expect(decode([first, handMade({ data: 'B2\r' })])).toEqual([']C0A1\rB2']);
    const split = handMade({ data: 'A1\r', isContinued: true });
    expect(decode([split, handMade({ data: '\n' })])).toEqual([']C0A1']);
  });

  test('beyond its count is not read', () => {
    expect(decode([handMade({ data: 'ABCDEF', count: 3 })])).toEqual([']C0ABC']);
  });

  test('may be nothing, and then nothing was scanned', () => {
    expect(decode([handMade({ data: '' }), handMade({ data: '\r\n' }), handMade({ data: 'A' })])).toEqual([
      'ignored 0',
      'ignored 2',
      ']C0A',
    ]);
  });
});

describe('a scan whose rest does not come', () => {
  test('is dropped 500 ms after its last report, not before', () => {
    const codec = new HidCodec({ profile: honeywell });
    codec.push(handMade({ data: 'A'.repeat(56), isContinued: true }), 1_000);
    codec.push(handMade({ data: 'B'.repeat(56), isContinued: true }), 1_300);
    expect(codec.flush(1_799)).toEqual([]);
    expect(codec.partialByteCount).toBe(112);
    expect(codec.flush(1_800)).toEqual([
      {
        kind: 'damaged',
        reason: 'report-missing',
        byteCount: 112,
        firstByteAtMs: 1_000,
        lastByteAtMs: 1_300,
      },
    ]);
    expect(codec.partialByteCount).toBe(0);
    expect(codec.flush(9_999)).toEqual([]);
  });

  test('is dropped by the next scan too, which is read', () => {
    const codec = new HidCodec({ profile: honeywell });
    codec.push(handMade({ data: 'A'.repeat(56), isContinued: true }), 1_000);
    expect(words(codec.push(handMade({ data: 'NEXT' }), 1_500))).toEqual([
      'damaged report-missing 56',
      ']C0NEXT',
    ]);
  });

  test('is forgotten by a reset', () => {
    const codec = new HidCodec({ profile: honeywell });
    codec.push(handMade({ data: 'A'.repeat(56), isContinued: true }), 1_000);
    codec.reset();
    expect(codec.partialByteCount).toBe(0);
    expect(words(codec.push(handMade({ data: 'NEXT' }), 1_010))).toEqual([']C0NEXT']);
  });
});

describe('a report that fits no rule', () => {
  const whole = handMade({ data: 'WHOLE' });
  const first = handMade({ data: 'A'.repeat(56), isContinued: true });
  const last = handMade({ data: 'Z' });
  const foreign = reportOf('03 0D [00 x 62]');
  const cases = [
    { name: 'another report id is ignored', reports: [foreign, whole], says: ['ignored 64', ']C0WHOLE'] },
    {
      name: 'and changes nothing within a scan',
      reports: [first, foreign, last],
      says: ['ignored 64', `]C0${'A'.repeat(56)}Z`],
    },
    {
      name: 'no bytes at all are ignored',
      reports: [new Uint8Array(), whole],
      says: ['ignored 0', ']C0WHOLE'],
    },
    {
      name: 'a count beyond its room is damage',
      reports: [handMade({ data: '', count: 57 }), whole],
      says: ['damaged report-malformed 64', ']C0WHOLE'],
    },
    {
      name: 'and takes the scan in hand with it, to its end',
      reports: [first, handMade({ data: '', count: 255, isContinued: true }), last, whole],
      says: ['damaged report-malformed 120', 'damaged report-missing 1', ']C0WHOLE'],
    },
    {
      name: 'no identifier where the profile has one is damage',
      reports: [handMade({ aim: '123', data: 'A' }), whole],
      says: ['damaged report-malformed 64', ']C0WHOLE'],
    },
    {
      name: 'a short report is damage, and so is what may be its rest',
      reports: [whole.subarray(0, 63), whole, whole],
      says: ['damaged report-malformed 63', 'damaged report-missing 5', ']C0WHOLE'],
    },
    {
      name: 'a report longer than the profile is read as far as it goes',
      reports: [Uint8Array.of(...whole, 1, 1, 1)],
      says: [']C0WHOLE'],
    },
    {
      name: 'another identifier within a scan is damage',
      reports: [first, handMade({ aim: ']E0', data: '4710018000003' }), whole],
      says: ['damaged report-mixed 69', ']C0WHOLE'],
    },
    {
      name: 'and what goes on after it belongs to the damage',
      reports: [first, handMade({ aim: ']Q1', data: 'B', isContinued: true }), last, whole],
      says: ['damaged report-mixed 57', 'damaged report-missing 1', ']C0WHOLE'],
    },
  ];
  for (const { name, reports, says } of cases) test(name, () => expect(decode(reports)).toEqual(says));

  test('silence ends what may be the rest of a lost scan', () => {
    const codec = new HidCodec({ profile: honeywell });
    codec.push(whole.subarray(0, 10), 1_000);
    expect(words(codec.push(whole, 1_500))).toEqual([']C0WHOLE']);
  });

  test('a continuation laid out otherwise is damage, though the generic profile knows the layout', () => {
    const other = handMade({ data: 'B', isContinued: false }, newland);
    expect(decode([handMade({ data: 'A', isContinued: true }), other, whole], generic)).toEqual([
      'damaged report-malformed 65',
      ']C0WHOLE',
    ]);
  });
});

test('a scan that never ends is thrown away whole, costs no memory, and the next one is read', () => {
  const codec = new HidCodec({ profile: honeywell, maxScanBytes: 100 });
  const more = handMade({ data: 'A'.repeat(56), isContinued: true });
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < 20_000; i += 1) expect(codec.push(more, 1_000)).toEqual([]);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
  expect(words(codec.push(handMade({ data: 'Z' }), 1_000))).toEqual([`too-long ${20_000 * 56 + 1}`]);
  expect(words(codec.push(handMade({ data: 'A'.repeat(56), isContinued: true }), 1_000))).toEqual([]);
  expect(words(codec.push(handMade({ data: 'B'.repeat(44) }), 1_000))).toEqual([
    `]C0${'A'.repeat(56)}${'B'.repeat(44)}`,
  ]);
});

describe('properties', () => {
  const profiles = fc.constantFrom(honeywell, zebra, newland, generic, webHid);
  const anyReport = fc.oneof(
    fc.uint8Array({ maxLength: 70 }),
    // Reports that look right but for their content.
    fc
      .uint8Array({ minLength: 64, maxLength: 64 })
      .map((bytes) => Uint8Array.of(2, (bytes[1] ?? 0) % 60, 0x5d, 0x41, 0x30, ...bytes.subarray(5))),
  );

  test('any bytes at any time give frames within the bound, and nothing throws', () => {
    const timed = fc.array(fc.tuple(anyReport, fc.nat(700)), { maxLength: 30 });
    fc.assert(
      fc.property(profiles, timed, (profile, reports) => {
        const codec = new HidCodec({ profile, maxScanBytes: 100 });
        let atMs = 0;
        for (const [report, gapMs] of reports) {
          atMs += gapMs;
          for (const frame of codec.push(report, atMs)) {
            expect(frame.firstByteAtMs).toBeLessThanOrEqual(frame.lastByteAtMs);
            if (frame.kind === 'frame') expect(frame.bytes.length).toBeLessThanOrEqual(103);
          }
        }
        codec.flush(atMs + 500);
        expect(codec.partialByteCount).toBe(0);
      }),
    );
  });

  test('a code split over reports at any points comes out whole', () => {
    const split = fc.array(fc.uint8Array({ minLength: 1, maxLength: 56 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(profiles, split, (profile, parts) => {
        const last = parts.at(-1)?.at(-1);
        fc.pre(last !== 0x0d && last !== 0x0a);
        // The generic profile would take an identifier inside data without one for the report's own.
        const layout = profile.layouts[0];
        const reports = parts.map((part, index) =>
          handMade(
            { data: String.fromCharCode(...part), isContinued: index < parts.length - 1 },
            profile,
            layout,
          ),
        );
        const aim = layout?.aimAt === undefined ? '' : ']C0';
        expect(decode(reports, profile)).toEqual([
          aim + parts.map((part) => String.fromCharCode(...part)).join(''),
        ]);
      }),
    );
  });

  test('after any garbage and a silence a scan is read; without the silence one may be spoilt, and something is heard of it', () => {
    const garbage = fc.array(anyReport, { maxLength: 10 });
    fc.assert(
      fc.property(profiles, garbage, fc.boolean(), (profile, reports, isSilent) => {
        const codec = new HidCodec({ profile });
        for (const report of reports) codec.push(report, 1_000);
        const gapMs = isSilent ? 500 : 0;
        const scan = handMade({ aim: ']A1', data: 'A1' }, profile);
        const wanted = profile === newland ? 'A1' : ']A1A1';
        const first = words(codec.push(scan, 1_000 + gapMs));
        if (isSilent) expect(first.at(-1)).toBe(wanted);
        else expect(first).toHaveLength(1);
        expect(words(codec.push(scan, 1_000 + gapMs))).toEqual([wanted]);
      }),
    );
  });

  test('no part of a code comes out when its end is lost or one of its reports is damaged or of another scan', () => {
    const harm = fc.constantFrom('short', 'count', 'aim', 'lost end');
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.nat(5), harm, (count, at, how) => {
        const reports = Array.from({ length: count }, (_, index) =>
          handMade({ aim: ']Q1', data: 'x'.repeat(56), isContinued: index < count - 1 }),
        );
        const hit = at % count;
        const harmed = reports.flatMap((report, index) => {
          if (how === 'lost end') return index === count - 1 ? [] : [report];
          // A change of identifier shows only beside another.
          if (index !== Math.max(hit, how === 'aim' ? 1 : 0)) return [report];
          const bad = report.slice(0, how === 'short' ? 40 : 64);
          if (how === 'count') bad[1] = 60;
          if (how === 'aim') bad[3] = 0x41;
          return [bad];
        });
        const codec = new HidCodec({ profile: honeywell });
        const frames = harmed.flatMap((report) => codec.push(report, 1_000));
        frames.push(...codec.flush(1_500));
        expect(frames.filter((frame) => frame.kind === 'frame')).toEqual([]);
        expect(frames.some((frame) => frame.kind === 'damaged')).toBe(true);
      }),
    );
  });
});
