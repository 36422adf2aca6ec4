import { casContinuousCodec } from '../../../drivers/scale/cas-continuous.ts';
import { casType6Codec } from '../../../drivers/scale/cas-type6.ts';
import { mettler8217Codec } from '../../../drivers/scale/mettler-8217.ts';
import type { ScaleCodec, ScaleMessage } from '../../../drivers/scale/scale-message.ts';
import { type ScaleProfile, scaleProfiles } from '../../../drivers/scale/scale-profile.ts';
import { readingOf } from '../../../drivers/scale/scale-reading.ts';
import { type FuzzTarget, hex, must, mustEqual, piecesOf, utf8 } from './fuzz-target.ts';

interface Dialect {
  readonly name: string;
  readonly codec: () => ScaleCodec;
  readonly profile: ScaleProfile;
  readonly tokens: readonly Uint8Array[];
  /** The longest frame. */
  readonly frameBytes: number;
  /** A frame that says 1.250 kg. */
  readonly valid: Uint8Array;
}

const type6 = (body: string) => {
  const bcc = utf8(body).reduce((sum, byte) => sum ^ byte, 0);
  return new Uint8Array([0x01, 0x02, ...utf8(body), bcc, 0x03, 0x04]);
};

const dialects: readonly Dialect[] = [
  {
    name: 'scale-mettler-8217',
    codec: () => mettler8217Codec(5),
    profile: scaleProfiles['mettler-8217'],
    tokens: [
      '02',
      '0d',
      '02 30312e323530 0d',
      '02 30312e323530 4e 0d',
      '02 3f 41 0d',
      '02 3f 50 0d',
      '3f',
      '2e',
      '4e',
    ].map(hex),
    frameBytes: 11,
    valid: utf8('\x0201.250\r'),
  },
  {
    name: 'scale-cas-type6',
    codec: casType6Codec,
    profile: scaleProfiles['cas-type6'],
    tokens: [
      hex('06'),
      hex('15'),
      hex('0102'),
      hex('0304'),
      type6('S 01.250kg'),
      type6('U-00.005kg'),
      type6('SFFFFFFFkg'),
      utf8('kg'),
      utf8('S '),
    ],
    frameBytes: 15,
    valid: type6('S 01.250kg'),
  },
  {
    name: 'scale-cas-continuous',
    codec: casContinuousCodec,
    profile: scaleProfiles['cas-continuous'],
    tokens: [
      'ST,GS,',
      'US,NT,',
      'OL,GS,',
      ',',
      'kg\r\n',
      '\r\n',
      '+',
      '-',
      ' 1.250',
      '1\x40,',
      'ST,G',
      'S',
    ].map(utf8),
    frameBytes: 22,
    valid: utf8('ST,GS,1\x40,+  1.250 kg\r\n'),
  },
];

function scale({ name, codec, profile, tokens, frameBytes, valid }: Dialect): FuzzTarget {
  return {
    name,
    about: `what a scale of the dialect ${profile.dialect} sends`,
    tokens: [...tokens, valid],
    maxBytes: 6_000,
    check(input, random) {
      const split = codec();
      const messages = piecesOf(input, random).flatMap((piece) => split.push(piece));
      const whole = codec();
      mustEqual(messages, whole.push(input), 'however the bytes are split, the messages are the same');
      const all = [...messages, ...split.flush()];
      must(all.length <= 2 * input.length, 'what comes out is bounded by what went in');
      const damaged = all.reduce(
        (sum, message) => sum + (message.kind === 'damaged' ? message.byteCount : 0),
        0,
      );
      must(damaged <= input.length, 'no byte is damaged twice');
      for (const message of all) checkMessage(message, profile);
      mustEqual(split.flush(), [], 'after a flush nothing is in hand');
      const next = split.push(valid);
      must(
        next.length === 1 && next[0]?.kind === 'weight',
        'a frame after a flush is read exactly',
        () => next,
      );
      const [message] = next;
      if (message?.kind === 'weight')
        mustEqual(
          readingOf(message, profile),
          { kind: 'stable', grams: 1_250, isNet: false },
          'and is the weight that it says',
        );
      for (let sent = 0; sent <= 2 * frameBytes; sent += valid.length) whole.push(valid);
      const later = whole.push(valid);
      must(
        later.some(({ kind }) => kind === 'weight'),
        'frames that go on are read in the end without a flush',
        () => later,
      );
    },
    open() {
      const stream = codec();
      return { push: (bytes) => void stream.push(bytes) };
    },
  };
}

function checkMessage(message: ScaleMessage, profile: ScaleProfile): void {
  if (message.kind !== 'weight' && message.kind !== 'no-weight') return;
  const reading = readingOf(message, profile);
  if (reading.kind === 'stable')
    must(
      Number.isSafeInteger(reading.grams) && reading.grams > 0 && reading.grams <= profile.capacityGrams,
      'what can be sold is a weight that the scale can weigh',
      () => reading,
    );
}

/** Scales of every dialect. */
export const scaleTargets: readonly FuzzTarget[] = dialects.map(scale);
