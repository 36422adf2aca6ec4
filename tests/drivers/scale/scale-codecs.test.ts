// The bytes of three dialects, by the examples of the makers' layouts, and by properties on any bytes in any split.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { casContinuousCodec } from '../../../drivers/scale/cas-continuous.ts';
import { casBcc, casType6Codec } from '../../../drivers/scale/cas-type6.ts';
import { mettler8217Codec } from '../../../drivers/scale/mettler-8217.ts';
import type { ScaleCodec, ScaleMessage } from '../../../drivers/scale/scale-message.ts';

const fromHex = (hex: string) => Uint8Array.from(hex.split(' '), (byte) => Number.parseInt(byte, 16));
const fromText = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const weight = {
  kind: 'weight',
  digits: '01.250',
  isNegative: false,
  isStable: true,
  isNet: false,
  unit: undefined,
} as const;
const noWeight = (reason: string, isNet = false) => ({ kind: 'no-weight', reason, isNet });
const damaged = (damage: string, byteCount: number) => ({ kind: 'damaged', damage, byteCount });

interface Example {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly messages: readonly unknown[];
}

/** Every example is decoded whole and byte by byte, and ends with a flush. */
function decode(codec: ScaleCodec, bytes: Uint8Array, chunkBytes: number): ScaleMessage[] {
  const messages: ScaleMessage[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes)
    messages.push(...codec.push(bytes.subarray(at, at + chunkBytes)));
  return [...messages, ...codec.flush()];
}

function examples(codec: () => ScaleCodec, table: readonly Example[]): void {
  for (const { name, bytes, messages } of table) {
    test(name, () => {
      expect(decode(codec(), bytes, bytes.length)).toEqual(messages);
      expect(decode(codec(), bytes, 1)).toEqual(messages);
    });
  }
}

describe('Mettler-Toledo 8217', () => {
  examples(
    () => mettler8217Codec(5),
    [
      { name: 'stable 1.250 kg', bytes: fromHex('02 30 31 2E 32 35 30 0D'), messages: [weight] },
      {
        name: 'net of a tare',
        bytes: fromHex('02 30 31 2E 32 35 30 4E 0D'),
        messages: [{ ...weight, isNet: true }],
      },
      { name: 'moving', bytes: fromHex('02 3F 41 0D'), messages: [noWeight('in-motion')] },
      { name: 'under zero', bytes: fromHex('02 3F 44 0D'), messages: [noWeight('under-zero')] },
      { name: 'overload', bytes: fromHex('02 3F 42 0D'), messages: [noWeight('over-capacity')] },
      { name: 'outside zero capture', bytes: fromHex('02 3F 48 0D'), messages: [noWeight('under-zero')] },
      { name: 'centre of zero', bytes: fromHex('02 3F 50 0D'), messages: [noWeight('empty')] },
      { name: 'no bit set', bytes: fromHex('02 3F 40 0D'), messages: [noWeight('not-ready')] },
      { name: 'moving, net', bytes: fromHex('02 3F 61 0D'), messages: [noWeight('in-motion', true)] },
      {
        name: 'moving counts before overload',
        bytes: fromHex('02 3F 47 0D'),
        messages: [noWeight('in-motion')],
      },
      { name: 'a lost digit', bytes: fromText('\x0201.25\r'), messages: [damaged('layout', 7)] },
      {
        name: 'a status without its fixed bit',
        bytes: fromText('\x02?\x21\r'),
        messages: [damaged('layout', 4)],
      },
      { name: 'nothing between', bytes: fromText('\x02\r'), messages: [damaged('layout', 2)] },
      { name: 'a lost point', bytes: fromText('\x0201250\r'), messages: [damaged('layout', 7)] },
      { name: 'two points', bytes: fromText('\x0201.2.50\r'), messages: [damaged('layout', 9)] },
      {
        name: 'half a frame before a whole one',
        bytes: fromText('\x0201.2\x0201.250\r'),
        messages: [damaged('half-frame', 5), weight],
      },
      { name: 'half a frame and silence', bytes: fromText('\x0201.2'), messages: [damaged('half-frame', 5)] },
      {
        name: 'even parity read as eight bits is garbage, and stays so',
        bytes: fromHex('82 30 B1 2E B2 35 30 8D'),
        messages: [damaged('noise', 8)],
      },
      {
        name: 'a parity bit inside a frame',
        bytes: fromHex('02 30 B1 2E 32 35 30 0D'),
        messages: [damaged('half-frame', 8)],
      },
      {
        name: 'a frame that does not end',
        bytes: fromText(`\x02${'0'.repeat(40)}`),
        messages: [damaged('half-frame', 41)],
      },
    ],
  );
});

const stable6 = '01 02 53 20 30 31 2E 32 35 30 6B 67 67 03 04';
const weight6 = { ...weight, unit: 'kg' };
/** A frame with its right check sum. */
function type6(body: string): Uint8Array {
  const bytes = fromText(body);
  const bcc = casBcc([0x01, 0x02, ...bytes]);
  return Uint8Array.of(0x01, 0x02, ...bytes, bcc, 0x03, 0x04);
}

describe('CAS type 6', () => {
  examples(casType6Codec, [
    { name: 'ACK', bytes: fromHex('06'), messages: [{ kind: 'ready' }] },
    { name: 'NAK', bytes: fromHex('15'), messages: [noWeight('not-ready')] },
    { name: 'stable 1.250 kg', bytes: fromHex(stable6), messages: [weight6] },
    {
      name: 'unstable 1.248 kg',
      bytes: fromHex('01 02 55 20 30 31 2E 32 34 38 6B 67 68 03 04'),
      messages: [{ ...weight6, digits: '01.248', isStable: false }],
    },
    {
      name: 'overload',
      bytes: fromHex('01 02 53 46 46 46 46 46 46 46 6B 67 19 03 04'),
      messages: [noWeight('over-capacity')],
    },
    {
      name: 'ACK glued to the frame',
      bytes: fromHex(`06 ${stable6}`),
      messages: [{ kind: 'ready' }, weight6],
    },
    {
      name: 'negative',
      bytes: type6('S-00.020kg'),
      messages: [{ ...weight6, digits: '00.020', isNegative: true }],
    },
    { name: 'pounds', bytes: type6('S 02.756lb'), messages: [{ ...weight6, digits: '02.756', unit: 'lb' }] },
    { name: 'blanks before', bytes: type6('S  1.250kg'), messages: [{ ...weight6, digits: '1.250' }] },
    {
      name: 'a wrong check sum',
      bytes: fromHex(stable6.replace('67 67 03', '67 66 03')),
      messages: [damaged('check-sum', 15)],
    },
    {
      name: 'a digit changed under way',
      bytes: fromHex(stable6.replace('32 35', '33 35')),
      messages: [damaged('check-sum', 15)],
    },
    {
      name: 'sense in the sum, none in the fields',
      bytes: type6('X 01.250kg'),
      messages: [damaged('layout', 15)],
    },
    {
      name: 'half a frame before a whole one',
      bytes: fromHex(`01 02 53 20 30 ${stable6}`),
      messages: [damaged('half-frame', 5), weight6],
    },
    {
      name: 'a lost byte',
      bytes: fromHex(stable6.replace('2E ', '')),
      messages: [damaged('half-frame', 14)],
    },
  ]);

  for (const [name, bcc] of [
    ['ETX', 0x03],
    ['EOT', 0x04],
    ['ACK', 0x06],
    ['SOH', 0x01],
  ] as const) {
    test(`a check sum that equals ${name} is found by its place`, () => {
      // A unit letter is chosen so that the sum comes out as wanted.
      const rest = 'S 01.250 ';
      const letter = String.fromCharCode(casBcc([0x01, 0x02, ...fromText(rest)]) ^ bcc);
      const frame = type6(`${rest}${letter}`);
      expect(frame[12]).toBe(bcc);
      const unit = letter.trim().toLowerCase();
      const expected = /[a-z]/i.test(letter) ? { ...weight6, unit } : damaged('layout', 15);
      expect(decode(casType6Codec(), frame, 1)).toEqual([expected]);
      expect(decode(casType6Codec(), Uint8Array.of(...frame, ...fromHex(stable6)), 3)).toEqual([
        expected,
        weight6,
      ]);
    });
  }
});

/** Stable, gross, device `1`, lamps stable and gross. */
const stream = 'ST,GS,1\x44,   1.250 kg\r\n';
const weight22 = { ...weight, digits: '1.250', unit: 'kg' };

describe('CAS 22 byte continuous', () => {
  test('is 22 bytes', () => expect(stream).toHaveLength(22));
  examples(casContinuousCodec, [
    { name: 'stable 1.250 kg', bytes: fromText(stream), messages: [weight22] },
    {
      name: 'net',
      bytes: fromText('ST,NT,1\x42,   1.250 kg\r\n'),
      messages: [{ ...weight22, isNet: true }],
    },
    {
      name: 'unstable',
      bytes: fromText('US,GS,1\x04,   1.250 kg\r\n'),
      messages: [{ ...weight22, isStable: false }],
    },
    {
      name: 'a header that says stable against the lamp',
      bytes: fromText('ST,GS,1\x04,   1.250 kg\r\n'),
      messages: [{ ...weight22, isStable: false }],
    },
    {
      name: 'a held display',
      bytes: fromText('ST,GS,1\x54,   1.250 kg\r\n'),
      messages: [{ ...weight22, isStable: false }],
    },
    {
      name: 'overload',
      bytes: fromText('OL,GS,1\x04,         kg\r\n'),
      messages: [noWeight('over-capacity')],
    },
    {
      name: 'negative, sign first',
      bytes: fromText('ST,GS,1\x44,-  0.020 kg\r\n'),
      messages: [{ ...weight22, digits: '0.020', isNegative: true }],
    },
    {
      name: 'plus, sign at the digits',
      bytes: fromText('ST,GS,1\x44, +01.250 kg\r\n'),
      messages: [{ ...weight22, digits: '01.250' }],
    },
    {
      name: 'a device id of comma and lamps of CR are data',
      bytes: fromText('ST,GS,,\x4d,   1.250 kg\r\n'),
      messages: [weight22],
    },
    { name: 'pounds', bytes: fromText(stream.replace('kg', 'lb')), messages: [{ ...weight22, unit: 'lb' }] },
    {
      name: 'no number',
      bytes: fromText(stream.replace('1.250', '1.x50')),
      messages: [damaged('layout', 22)],
    },
    {
      name: 'joined in the middle',
      bytes: fromText(stream.slice(9) + stream + stream),
      messages: [damaged('noise', 13), weight22, weight22],
    },
    {
      name: 'broken off',
      bytes: fromText(stream.slice(0, 12) + stream),
      messages: [damaged('half-frame', 12), weight22],
    },
  ]);
});

const dialects = [
  { name: '8217', codec: () => mettler8217Codec(5), frame: fromText('\x0201.250\r'), message: weight },
  { name: 'type 6', codec: casType6Codec, frame: fromHex(stable6), message: weight6 },
  { name: 'continuous', codec: casContinuousCodec, frame: fromText(stream), message: weight22 },
];

for (const { name, codec, frame, message } of dialects) {
  describe(`any bytes, ${name}`, () => {
    const likely = fc.constantFrom(...frame, 0x01, 0x02, 0x03, 0x04, 0x06, 0x0d, 0x15);
    const byte = fc.oneof({ weight: 3, arbitrary: likely }, fc.integer({ min: 0, max: 255 }));
    const garbage = fc
      .array(fc.oneof(fc.array(byte), fc.constant([...frame])), { maxLength: 5 })
      .map((parts) => parts.flat());

    test('decode alike in any split, and no byte is thrown away twice', () => {
      fc.assert(
        fc.property(garbage, fc.integer({ min: 1, max: 7 }), (bytes, chunkBytes) => {
          const input = Uint8Array.from(bytes);
          const whole = decode(codec(), input, Math.max(1, input.length));
          expect(decode(codec(), input, chunkBytes)).toEqual(whole);
          const lost = whole.reduce((sum, each) => sum + (each.kind === 'damaged' ? each.byteCount : 0), 0);
          expect(lost).toBeLessThanOrEqual(input.length);
        }),
      );
    });

    test('before a frame do not hide it', () => {
      fc.assert(
        fc.property(garbage, (bytes) => {
          expect(
            codec()
              .push(Uint8Array.of(...bytes, ...frame))
              .at(-1),
          ).toEqual(message);
        }),
      );
    });

    test('flushed are forgotten: a frame after them is read alone', () => {
      fc.assert(
        fc.property(garbage, (bytes) => {
          const tried = codec();
          tried.push(Uint8Array.from(bytes));
          tried.flush();
          expect(tried.flush()).toEqual([]);
          expect(tried.push(frame)).toEqual([message]);
        }),
      );
    });
  });

  test(`a frame of ${name} with any one byte lost is not read as another weight`, () => {
    for (let at = 0; at < frame.length; at += 1) {
      const cut = frame.filter((_, index) => index !== at);
      expect(decode(codec(), cut, cut.length).map(({ kind }) => kind)).toEqual(['damaged']);
    }
  });
}
