import { splitAim, symbologyName, symbologyOf } from '../../../drivers/scanner/aim.ts';
import { HidCodec } from '../../../drivers/scanner/hid-codec.ts';
import { type HidReportProfile, hidReportProfiles } from '../../../drivers/scanner/hid-report.ts';
import { readFrame } from '../../../drivers/scanner/read-frame.ts';
import type { ScannerFrame } from '../../../drivers/scanner/scanner-codec.ts';
import { SerialCodec } from '../../../drivers/scanner/serial-codec.ts';
import type { SeededRandom } from '../../../fixtures/world/test-world.ts';
import { type FuzzTarget, hex, joined, must, mustEqual, piecesOf, utf8 } from './fuzz-target.ts';

const maxFrameBytes = 8 * 1024;
/** Longer than any silence that ends a frame. */
const silenceMs = 1_000;

const aimTokens = [
  ']E0',
  ']E4',
  ']E3',
  ']C1',
  ']A0',
  ']A4',
  ']I1',
  ']Q1',
  ']Q3',
  ']d2',
  ']e0',
  ']X0',
  ']Z6',
].map(utf8);
const codeTokens = [
  '4710018000003',
  '47100183',
  '04252614',
  '/ABC+123',
  '14710018000000',
  'https://id.example.tw/01/',
];

/** A serial line: bytes to frames, and frames to codes. */
const serial: FuzzTarget = {
  name: 'scanner-serial',
  about: 'bytes of a serial scanner: frames, and the text in them',
  tokens: [
    ...aimTokens,
    ...codeTokens.map(utf8),
    ...['02', '03', '0d', '0a', '0d0a', '1d', '1e', '04', 'c0af'].map(hex),
  ],
  maxBytes: 20_000,
  check(input, random) {
    const whole = new SerialCodec();
    const frames = [...whole.push(input, 0)];
    const split = new SerialCodec();
    const splitFrames = piecesOf(input, random).flatMap((piece) => split.push(piece, 0));
    mustEqual(splitFrames, frames, 'however the bytes are split, the frames are the same');
    checkFrames([...frames, ...whole.flush(silenceMs)], input.length, 0);
    must(whole.partialByteCount === 0, 'silence ends the frame in hand');
    const late = new SerialCodec();
    let atMs = 0;
    for (const piece of piecesOf(input, random)) {
      checkFrames(late.push(piece, atMs), input.length, 0);
      atMs += random.below(160);
    }
    checkReadsOn(late, [utf8(']E04710018000003\r')], atMs + silenceMs);
    checkReadsOn(split, [utf8('\r')], 0, false);
    checkReadsOn(split, [utf8(']E04710018000003\r')], 0);
  },
  open() {
    const codec = new SerialCodec();
    return { push: (bytes) => void codec.push(bytes, 0) };
  },
};

function checkFrames(frames: readonly ScannerFrame[], bytesIn: number, extraPerFrame: number): void {
  let bytesOut = 0;
  for (const frame of frames) {
    must(frame.lastByteAtMs >= frame.firstByteAtMs, 'a frame ends after it began');
    if (frame.kind !== 'frame') continue;
    must(
      frame.bytes.length > 0 && frame.bytes.length <= maxFrameBytes + extraPerFrame,
      'a frame is neither empty nor too long',
    );
    bytesOut += frame.bytes.length - extraPerFrame;
    for (const rule of ['required', 'optional'] as const) {
      const reading = readFrame(frame, rule);
      if (reading.kind !== 'code') continue;
      must(frame.hasTerminator || rule === 'optional', 'half a frame is never a code');
      must(
        reading.text !== '' && reading.text.length <= frame.bytes.length,
        'a code is no longer than its frame',
      );
      must(![...reading.text].some(isOfLine), 'no control characters of the line are in a code');
      must(reading.gtin14 === undefined || /^\d{14}$/.test(reading.gtin14), 'a product number has 14 digits');
    }
  }
  must(bytesOut <= bytesIn, 'no more comes out than went in');
}

/** Control characters other than GS, RS and EOT, which codes may hold. */
function isOfLine(character: string): boolean {
  return (character < ' ' && !'\u001d\u001e\u0004'.includes(character)) || character === '\u007f';
}

/** After whatever came, the next code is read exactly. */
function checkReadsOn(
  codec: { push(bytes: Uint8Array, atMs: number): readonly ScannerFrame[] },
  pieces: readonly Uint8Array[],
  atMs: number,
  isCode = true,
): void {
  const frames = pieces
    .flatMap((piece) => codec.push(piece, atMs))
    .filter((frame) => frame.firstByteAtMs >= atMs);
  if (!isCode) return;
  const read = frames.map((frame) => (frame.kind === 'frame' ? readFrame(frame, 'required') : frame));
  must(
    read.length === 1 && read[0]?.kind === 'code' && read[0].text.endsWith('4710018000003'),
    'the next code is read',
    () => read,
  );
}

/** A report as its maker lays it out. */
function reportOf(profile: HidReportProfile, data: string): Uint8Array {
  const report = new Uint8Array(profile.reportBytes);
  report[0] = profile.reportId;
  report[profile.countAt] = data.length;
  const [layout] = profile.layouts;
  if (layout?.aimAt !== undefined) report.set(utf8(']E0'), layout.aimAt);
  report.set(utf8(data), layout?.dataAt ?? 0);
  return report;
}

/** Reports of 64 bytes, and now and then one of another length. */
function reportsIn(input: Uint8Array, random: SeededRandom): readonly Uint8Array[] {
  const reports: Uint8Array[] = [];
  const isRagged = random.below(4) === 0;
  for (let at = 0; at < input.length; ) {
    const length = isRagged && random.below(3) === 0 ? random.below(130) : 64;
    reports.push(input.subarray(at, at + length));
    at += Math.max(1, length);
  }
  return reports;
}

function hid(profile: HidReportProfile): FuzzTarget {
  return {
    name: `scanner-hid-${profile.id}`,
    about: `HID reports as ${profile.id} scanners lay them out`,
    tokens: [
      reportOf(profile, '4710018000003'),
      hex('0238'),
      hex('020d'),
      hex('0200'),
      hex('0239'),
      hex('02ff'),
      hex('000001'),
      ...aimTokens,
    ],
    maxBytes: 12_000,
    check(input, random) {
      const codec = new HidCodec({ profile });
      let atMs = 0;
      for (const report of reportsIn(input, random)) {
        const frames = codec.push(report, atMs);
        must(frames.length <= 2, 'a report ends two scans at most');
        checkFrames(frames, input.length, 3);
        must(codec.partialByteCount <= input.length, 'no more is in hand than came');
        atMs += random.below(8) === 0 ? random.below(700) : random.below(20);
      }
      codec.flush(atMs + silenceMs);
      must(codec.partialByteCount === 0, 'silence ends the scan in hand');
      checkReadsOn(codec, [reportOf(profile, '4710018000003')], atMs + silenceMs);
      for (const report of reportsIn(input, random)) codec.push(report, atMs + silenceMs);
      codec.reset();
      checkReadsOn(codec, [reportOf(profile, '4710018000003')], atMs + 2 * silenceMs);
    },
    open() {
      const codec = new HidCodec({ profile });
      return {
        push(bytes) {
          for (let at = 0; at < bytes.length; at += 64)
            codec.push(joined(hex('02'), bytes.subarray(at, at + 63)), 0);
        },
      };
    },
  };
}

const aim: FuzzTarget = {
  name: 'aim',
  about: 'symbology identifiers in front of a text',
  tokens: [...aimTokens, utf8(']'), utf8(']]')],
  maxBytes: 200,
  check(input) {
    const text = new TextDecoder().decode(input);
    const { aimId, symbology, data } = splitAim(text);
    mustEqual((aimId ?? '') + data, text, 'an identifier is taken off and nothing else');
    must((aimId === undefined) === (symbology === undefined), 'whoever has an identifier has a symbology');
    if (aimId !== undefined)
      mustEqual(symbologyOf(aimId, data), symbology, 'the same identifier means the same');
    must(symbology === undefined || symbologyName(symbology) !== '', 'every symbology has a name');
  },
};

/** Everything that scanners send. */
export const scannerTargets: readonly FuzzTarget[] = [
  serial,
  ...Object.values(hidReportProfiles).map(hid),
  aim,
];
