import { encodeFrame, FrameCodec, type TerminalSignal } from '../../../drivers/terminal/frame-codec.ts';
import type { TerminalLayout } from '../../../drivers/terminal/layout.ts';
import { terminalLayouts } from '../../../drivers/terminal/layouts.ts';
import { decodePayload, encodePayload } from '../../../drivers/terminal/payload.ts';
import { readAnswer } from '../../../drivers/terminal/terminal-answer.ts';
import { Choices, type FuzzTarget, hex, must, mustEqual, piecesOf, utf8 } from './fuzz-target.ts';

/** Short payloads find what is between frames, long ones what is in them. */
const payloadLengths = [1, 2, 4, 8, 20, 144, 400, 600];
const silenceMs = 1_000;

const frames: FuzzTarget = {
  name: 'terminal-frames',
  about: 'frames and acknowledgements of a card terminal, with payloads of any length',
  tokens: [
    ...[
      '02',
      '03',
      '06',
      '15',
      '0606',
      '1515',
      '0206',
      '020202',
      '02 41424344 03 07',
      '02 0303 03 03',
      '02 00 03 03',
    ].map(hex),
    encodeFrame(utf8('ABCDEFGH')),
    encodeFrame(hex('02030615')),
  ],
  maxBytes: 6_000,
  check(input, random) {
    const choices = new Choices(input);
    const payloadBytes = choices.pick(payloadLengths);
    const bytes = choices.rest();
    const split = new FrameCodec({ payloadBytes });
    const signals: TerminalSignal[] = [];
    for (const piece of piecesOf(bytes, random)) {
      signals.push(...split.push(piece, 0));
      must(split.partialByteCount < payloadBytes + 3, 'at most one frame is held');
    }
    mustEqual(
      merged(signals),
      merged(new FrameCodec({ payloadBytes }).push(bytes, 0)),
      'however the bytes are split, the signals are the same',
    );
    const held = split.partialByteCount;
    must(bytesOf(signals, payloadBytes) + held <= bytes.length, 'no byte counts twice');
    must(
      bytesOf([...signals, ...split.flush(silenceMs)], payloadBytes) <= bytes.length,
      'no byte counts twice after silence',
    );
    must(split.partialByteCount === 0, 'silence ends what is in hand');
    const payload = new Uint8Array(payloadBytes).fill(0x30);
    mustEqual(
      split.push(encodeFrame(payload), silenceMs),
      [{ kind: 'frame', payload }],
      'a frame after silence is read exactly',
    );
    mustEqual(split.push(hex('06'), silenceMs), [{ kind: 'ack' }], 'and so is an ACK');
  },
  open() {
    const codec = new FrameCodec({ payloadBytes: 600 });
    return { push: (bytes) => void codec.push(bytes, 0) };
  },
};

/** One signal for those in a row that a split may have parted. */
function merged(signals: readonly TerminalSignal[]): TerminalSignal[] {
  const all: TerminalSignal[] = [];
  for (const signal of signals) {
    const last = all.at(-1);
    if (signal.kind === 'noise' && last?.kind === 'noise')
      all[all.length - 1] = { kind: 'noise', byteCount: last.byteCount + signal.byteCount };
    else if ((signal.kind !== 'ack' && signal.kind !== 'nak') || last?.kind !== signal.kind) all.push(signal);
  }
  return all;
}

function bytesOf(signals: readonly TerminalSignal[], payloadBytes: number): number {
  return signals.reduce((sum, signal) => {
    if (signal.kind === 'frame') return sum + payloadBytes + 3;
    return sum + ('byteCount' in signal ? signal.byteCount : 1);
  }, 0);
}

function payload(layout: TerminalLayout): FuzzTarget {
  return {
    name: `terminal-payload-${layout.id}`,
    about: `the fields of ${layout.name}`,
    tokens: [
      'I',
      'E',
      '01',
      '02',
      '30',
      '50',
      '0000',
      '0001',
      '000000125000',
      '4311952222222222',
      '431195******2222',
      '   ',
      '261122',
      '\0',
      'é',
    ].map(utf8),
    maxBytes: layout.payloadBytes + 8,
    check(input) {
      const bytes = new Uint8Array(layout.payloadBytes).fill(0x20);
      bytes.set(input.subarray(0, layout.payloadBytes));
      const { values } = checkReading(layout, bytes);
      // A terminal's frame is of the right length; a codec that is set wrongly hands over another.
      checkReading(layout, input);
      const again = encodePayload(layout, { type: '', ...values });
      if (!again.ok) return;
      mustEqual(
        decodePayload(layout, again.value).values,
        values,
        'what was read and is written anew reads the same',
      );
    },
  };
}

function checkReading(layout: TerminalLayout, bytes: Uint8Array) {
  const reading = decodePayload(layout, bytes);
  for (const [name, value] of Object.entries(reading.values)) {
    const spec = layout.fields[name];
    must(spec !== undefined && spec.kind !== 'withheld', 'only fields that the layout shows are read');
    if (spec.kind === 'amount')
      must(
        typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
        'an amount is whole dollars',
      );
    else must(typeof value === 'string' && value.length <= spec.length, 'a text is no longer than its field');
    if (spec.kind === 'masked-card')
      must(String(value).replaceAll(/\D/g, '').length <= 10, 'a card number is never whole');
  }
  const answer = readAnswer(layout, bytes);
  must(
    answer.status === undefined || answer.responseCode !== undefined,
    'nothing is approved without a code',
  );
  return reading;
}

/** What card terminals send. */
export const terminalTargets: readonly FuzzTarget[] = [
  frames,
  ...Object.values(terminalLayouts).map(payload),
];
