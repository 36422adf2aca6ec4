import { FrameScanner, isPrintable } from './frame-scanner.ts';
import type { NoWeight, ScaleCodec, ScaleMessage } from './scale-message.ts';

// Mettler-Toledo 8217, standard protocol (spec/peripherals.md, 3.3): one byte asks, STX … CR answers.

/** What the till sends: one letter, no terminator. */
export const mettlerCommands = {
  weigh: Uint8Array.of(0x57), // W
  zero: Uint8Array.of(0x5a), // Z
  tare: Uint8Array.of(0x54), // T
  'clear-tare': Uint8Array.of(0x43), // C
} as const;

const stx = 0x02;
const cr = 0x0d;
/** STX, seven digits, a point, N and CR: more than any display of the kind has. */
const maxFrameBytes = 11;

/**
 * Decodes what an 8217 sends: `02 "01.250" 0D` for a stable weight (with `N` before the CR when it is net of tare), `02 "?" s 0D` otherwise.
 * @param weightDigits how many digits every weight has; another number means that a character was lost, since
 * there is no check sum. Undefined takes any.
 */
export function mettler8217Codec(weightDigits?: number): ScaleCodec {
  return new FrameScanner({
    headBytes: 1,
    judge(beginning) {
      const last = beginning.at(-1) ?? 0;
      if (beginning.length === 1) return last === stx ? 'more' : 'broken';
      if (last === cr) return 'whole';
      return isPrintable(last) && beginning.length < maxFrameBytes ? 'more' : 'broken';
    },
    read: (frame) => readFrame(frame, weightDigits),
  });
}

function readFrame(frame: readonly number[], weightDigits: number | undefined): ScaleMessage {
  const text = String.fromCharCode(...frame.slice(1, -1));
  const status = frame[2];
  if (text.length === 2 && text.startsWith('?') && status !== undefined && (status & 0x40) !== 0)
    return { kind: 'no-weight', reason: reasonOf(status), isNet: (status & 0x20) !== 0 };
  const isNet = text.endsWith('N');
  const digits = isNet ? text.slice(0, -1) : text;
  const digitCount = digits.replace('.', '').length;
  if (!/^\d+\.\d+$/.test(digits) || (weightDigits !== undefined && digitCount !== weightDigits))
    return { kind: 'damaged', damage: 'layout', byteCount: frame.length };
  return { kind: 'weight', digits, isNegative: false, isStable: true, isNet, unit: undefined };
}

/**
 * Bits 0 in motion, 1 over capacity, 2 under zero, 3 outside the zero-capture range, 4 centre of zero. Outside the capture range the
 * scale has no zero to weigh from, which a person mends as they do a weight below zero.
 */
function reasonOf(status: number): NoWeight {
  if ((status & 0x01) !== 0) return 'in-motion';
  if ((status & 0x02) !== 0) return 'over-capacity';
  if ((status & 0x0c) !== 0) return 'under-zero';
  return (status & 0x10) !== 0 ? 'empty' : 'not-ready';
}
