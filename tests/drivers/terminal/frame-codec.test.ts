import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  encodeFrame,
  FrameCodec,
  lrcOf,
  type TerminalSignal,
} from '../../../drivers/terminal/frame-codec.ts';

const size = 8;
const payload = Uint8Array.from('PAYLOAD!', (character) => character.charCodeAt(0));
const frame = encodeFrame(payload);
const bytes = (...parts: (number | Uint8Array)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part])));

/** Signals as short words. */
function words(signals: readonly TerminalSignal[]): string[] {
  return signals.map((signal) => {
    switch (signal.kind) {
      case 'frame':
        return String.fromCharCode(...signal.payload);
      case 'damaged':
        return `${signal.reason} ${signal.byteCount}`;
      case 'noise':
        return `noise ${signal.byteCount}`;
      default:
        return signal.kind;
    }
  });
}

/** Everything that comes out of these bytes and the silence after them. */
function decode(input: Uint8Array): string[] {
  const codec = new FrameCodec({ payloadBytes: size });
  return words([...codec.push(input, 0), ...codec.flush(500)]);
}

const broken = frame.with(-1, (frame.at(-1) ?? 0) ^ 1);
const cases: readonly {
  readonly name: string;
  readonly input: Uint8Array;
  readonly is: readonly string[];
}[] = [
  { name: 'a frame', input: frame, is: ['PAYLOAD!'] },
  { name: 'an ACK glued to the frame', input: bytes(6, frame), is: ['ack', 'PAYLOAD!'] },
  { name: 'a double ACK', input: bytes(6, 6), is: ['ack'] },
  { name: 'a double NAK', input: bytes(0x15, 0x15), is: ['nak'] },
  { name: 'NAK, then ACK', input: bytes(0x15, 6), is: ['nak', 'ack'] },
  { name: 'garbage before STX', input: bytes(0xff, 0x41, frame), is: ['noise 2', 'PAYLOAD!'] },
  { name: 'a stray STX before the frame', input: bytes(2, frame), is: ['noise 1', 'PAYLOAD!'] },
  { name: 'three stray STX', input: bytes(2, 2, 2, frame), is: ['noise 3', 'PAYLOAD!'] },
  {
    name: 'half a frame before a whole one',
    input: bytes(frame.subarray(0, 6), frame),
    is: ['noise 6', 'PAYLOAD!'],
  },
  { name: 'a wrong LRC', input: broken, is: ['bad-lrc 11'] },
  { name: 'a wrong LRC, then again', input: bytes(broken, frame), is: ['bad-lrc 11', 'PAYLOAD!'] },
  { name: 'no ETX where it belongs', input: bytes(2, payload, 0x20, 0), is: ['no-etx 11'] },
  { name: 'half a frame', input: frame.subarray(0, 6), is: ['half-frame 6'] },
  { name: 'a stray STX alone', input: bytes(2), is: ['noise 1'] },
  { name: 'an ACK behind a stray STX', input: bytes(2, 6), is: ['noise 1', 'ack'] },
  // Among ruins it may be a byte of the answer; taking it for a NAK would send a payment again.
  { name: 'a NAK behind a stray STX', input: bytes(2, 0x15), is: ['noise 2'] },
  { name: 'nothing', input: bytes(), is: [] },
];
describe('the codec reads', () => {
  for (const { name, input, is } of cases) {
    test(name, () => expect(decode(input)).toEqual(is));
    test(`${name}, byte by byte`, () => {
      const codec = new FrameCodec({ payloadBytes: size });
      const signals = [...input].flatMap((byte) => codec.push(Uint8Array.of(byte), 0));
      const all = words([...signals, ...codec.flush(500)]).filter((word) => !word.startsWith('noise'));
      const wanted = is.filter((word) => !word.startsWith('noise'));
      // A double is one signal only within one read; the device takes the second for what it is.
      expect(all.filter((word, i) => word !== all[i - 1])).toEqual(wanted);
    });
  }
});

/** Payloads whose LRC is each of the bytes that mean something else outside a frame (peripherals 4.2). */
test.each([0x00, 0x02, 0x03, 0x06, 0x15])('a frame whose LRC is %i', (lrc) => {
  const bare = payload.with(7, 0);
  const special = bare.with(7, lrcOf(bare) ^ lrc);
  expect(lrcOf(special)).toBe(lrc);
  const sent = encodeFrame(special);
  expect(decode(bytes(sent, 6, sent))).toEqual([
    String.fromCharCode(...special),
    'ack',
    String.fromCharCode(...special),
  ]);
});

describe('silence', () => {
  test('of the inter-byte time ends half a frame, no less', () => {
    const codec = new FrameCodec({ payloadBytes: size, interByteMs: 500 });
    codec.push(frame.subarray(0, 4), 1_000);
    codec.push(frame.subarray(4, 7), 1_400);
    expect(codec.flush(1_899)).toEqual([]);
    expect(words(codec.flush(1_900))).toEqual(['half-frame 7']);
    expect(codec.partialByteCount).toBe(0);
  });

  test('is noticed by the next bytes too', () => {
    const codec = new FrameCodec({ payloadBytes: size });
    codec.push(frame.subarray(0, 6), 0);
    expect(words(codec.push(frame, 500))).toEqual(['half-frame 6', 'PAYLOAD!']);
  });

  test('is nothing after an unplug: what had come is forgotten', () => {
    const codec = new FrameCodec({ payloadBytes: size });
    codec.push(frame.subarray(0, 6), 0);
    codec.reset();
    expect(words(codec.push(frame, 1))).toEqual(['PAYLOAD!']);
  });
});

const anyBytes = fc.uint8Array({ maxLength: 60 });
/** Bytes that are likely to look like something. */
const trickyBytes = fc
  .array(fc.constantFrom(2, 3, 6, 0x15, 0x20, 0x41), { maxLength: 60 })
  .map((list) => Uint8Array.from(list));
const anyPayload = fc.uint8Array({ minLength: size, maxLength: size });
const asciiPayload = fc
  .array(fc.integer({ min: 0x20, max: 0x7e }), { minLength: size, maxLength: size })
  .map((list) => Uint8Array.from(list));

describe('for any bytes', () => {
  test('a frame comes through whole, wherever it is split', () => {
    fc.assert(
      fc.property(anyPayload, fc.array(fc.nat(size + 3), { maxLength: 4 }), (sent, cuts) => {
        const codec = new FrameCodec({ payloadBytes: size });
        const whole = encodeFrame(sent);
        const at = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
        const signals = at.slice(1).flatMap((end, i) => codec.push(whole.subarray(at[i], end), i));
        expect(signals).toEqual([{ kind: 'frame', payload: sent }]);
      }),
    );
  });

  test('nothing is thrown, nothing grows, and after silence a frame is read', () => {
    fc.assert(
      fc.property(fc.oneof(anyBytes, trickyBytes), anyPayload, (garbage, sent) => {
        const codec = new FrameCodec({ payloadBytes: size });
        codec.push(garbage, 0);
        expect(codec.partialByteCount).toBeLessThan(size + 3);
        codec.flush(500);
        expect(codec.partialByteCount).toBe(0);
        expect(codec.push(encodeFrame(sent), 501)).toEqual([{ kind: 'frame', payload: sent }]);
      }),
    );
  });

  test('garbage right before a frame of text costs at most that frame, never the next', () => {
    fc.assert(
      fc.property(fc.oneof(anyBytes, trickyBytes), asciiPayload, (garbage, sent) => {
        const codec = new FrameCodec({ payloadBytes: size });
        codec.push(bytes(garbage, encodeFrame(sent)), 0);
        codec.flush(500);
        expect(codec.push(encodeFrame(sent), 600)).toEqual([{ kind: 'frame', payload: sent }]);
      }),
    );
  });

  test('every byte is accounted for', () => {
    fc.assert(
      fc.property(fc.oneof(anyBytes, trickyBytes), (input) => {
        const codec = new FrameCodec({ payloadBytes: size });
        // Apart, so that no two acknowledgements become one.
        const signals = [...input].flatMap((byte) => codec.push(Uint8Array.of(byte), 0));
        const all = [...signals, ...codec.flush(500)];
        const counted = all.reduce((sum, signal) => {
          if (signal.kind === 'frame') return sum + size + 3;
          return sum + ('byteCount' in signal ? signal.byteCount : 1);
        }, 0);
        // In a flush a double is one signal, so fewer may be counted; never more.
        expect(counted).toBeLessThanOrEqual(input.length);
        const controls = input.filter((byte) => byte === 6).length;
        expect(counted).toBeGreaterThanOrEqual(input.length - controls);
      }),
    );
  });
});
