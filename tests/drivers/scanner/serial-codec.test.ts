import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SerialCodec, type SerialFrame } from '../../../drivers/scanner/serial-codec.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Frames as short words: the text, `|` when unterminated, or how long it was. */
function words(frames: readonly SerialFrame[]): string[] {
  return frames.map((frame) => {
    if (frame.kind === 'too-long') return `too long ${frame.byteCount}`;
    return String.fromCharCode(...frame.bytes) + (frame.hasTerminator ? '' : '|');
  });
}

const ends = [
  { name: 'CR', input: 'A1\rB2\r', frames: ['A1', 'B2'] },
  { name: 'LF', input: 'A1\nB2\n', frames: ['A1', 'B2'] },
  { name: 'CR LF as one end', input: 'A1\r\nB2\r\n', frames: ['A1', 'B2'] },
  { name: 'STX and ETX', input: '\x02A1\x03\x02B2\x03', frames: ['A1', 'B2'] },
  { name: 'nothing between ends', input: '\r\n\r\r\n\x03', frames: [] },
  {
    name: 'separators and binary stay in the frame',
    input: 'A\x1d\x1e\x04\xff\x00Z\r',
    frames: ['A\x1d\x1e\x04\xff\x00Z'],
  },
  { name: 'an STX in the middle is data', input: 'A\x02B\r', frames: ['A\x02B'] },
  { name: 'no end yet', input: 'A1', frames: [] },
];
describe('a frame ends with', () => {
  for (const { name, input, frames } of ends) {
    test(name, () => expect(words(new SerialCodec().push(bytesOf(input), 0))).toEqual(frames));
  }
});

describe('silence', () => {
  test('ends a frame after exactly its time, flagged', () => {
    const codec = new SerialCodec({ silenceMs: 100 });
    codec.push(bytesOf('471'), 1_000);
    codec.push(bytesOf('00'), 1_050);
    expect(words(codec.flush(1_149))).toEqual([]);
    expect(codec.partialByteCount).toBe(5);
    expect(codec.flush(1_150)).toEqual([
      {
        kind: 'frame',
        bytes: bytesOf('47100'),
        hasTerminator: false,
        firstByteAtMs: 1_000,
        lastByteAtMs: 1_050,
      },
    ]);
    expect(codec.flush(9_999)).toEqual([]);
  });

  test('is noticed by the next bytes too', () => {
    const codec = new SerialCodec({ silenceMs: 100 });
    codec.push(bytesOf('HALF'), 0);
    expect(words(codec.push(bytesOf('NEXT\r'), 100))).toEqual(['HALF|', 'NEXT']);
  });
});

test('a frame tells when its first and last bytes came', () => {
  const codec = new SerialCodec();
  codec.push(bytesOf('AB'), 10);
  expect(codec.push(bytesOf('C\rD\r'), 25)).toEqual([
    { kind: 'frame', bytes: bytesOf('ABC'), hasTerminator: true, firstByteAtMs: 10, lastByteAtMs: 25 },
    { kind: 'frame', bytes: bytesOf('D'), hasTerminator: true, firstByteAtMs: 25, lastByteAtMs: 25 },
  ]);
});

test('a frame that never ends is thrown away whole, and the next one is read', () => {
  const codec = new SerialCodec({ maxFrameBytes: 8 });
  expect(words(codec.push(bytesOf('12345678\r123456789\rok\r'), 0))).toEqual([
    '12345678',
    'too long 9',
    'ok',
  ]);
});

test('a reset forgets half a frame', () => {
  const codec = new SerialCodec();
  codec.push(bytesOf('HALF'), 0);
  codec.reset();
  expect(words(codec.push(bytesOf('WHOLE\r'), 1))).toEqual(['WHOLE']);
});

test('any bytes in any split decode alike, nothing throws, and no more than a frame is held', () => {
  const byte = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0x0d, 0x0a, 0x03, 0x02));
  const chunks = fc.array(fc.array(byte, { maxLength: 12 }), { maxLength: 12 });
  fc.assert(
    fc.property(chunks, (split) => {
      const whole = new SerialCodec({ maxFrameBytes: 16 });
      const parts = new SerialCodec({ maxFrameBytes: 16 });
      const expected = [...whole.push(Uint8Array.from(split.flat()), 5), ...whole.flush(1_000)];
      const actual = split.flatMap((chunk) => parts.push(Uint8Array.from(chunk), 5));
      actual.push(...parts.flush(1_000));
      expect(actual).toEqual(expected);
      expect(parts.partialByteCount).toBe(0);
      for (const frame of actual) expect(frame.kind === 'too-long' || frame.bytes.length <= 16).toBe(true);
    }),
  );
});

test('a flood without an end costs no memory', () => {
  const codec = new SerialCodec();
  const block = new Uint8Array(1024 * 1024).fill(0x41);
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < 4; i += 1) expect(codec.push(block, 0)).toEqual([]);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(512 * 1024);
  expect(words(codec.flush(1_000))).toEqual([`too long ${4 * 1024 * 1024}`]);
});
