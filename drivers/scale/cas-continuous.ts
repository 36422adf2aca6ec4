import { FrameScanner, isPrintable } from './frame-scanner.ts';
import type { ScaleCodec, ScaleMessage } from './scale-message.ts';

// CAS 22 byte format, sent continuously (spec/peripherals.md, 3.3):
// `ST|US|OL` , `GS|NT` , device id, lamps , eight characters of weight, blank, unit, CR LF.

const headers = ['ST', 'US', 'OL'];
const kinds = ['GS', 'NT'];
const deviceIdAt = 6;
const lampsAt = 7;
const frameBytes = 22;
const lamp = { stable: 0x40, hold: 0x10 } as const;

/** Decodes the stream. The device id and the lamps may be any byte, a comma or a CR included, so only positions count. */
export function casContinuousCodec(): ScaleCodec {
  // The first comma: two letters alone may be chance.
  return new FrameScanner({ headBytes: 3, judge, read });
}

function judge(beginning: readonly number[]): 'more' | 'whole' | 'broken' {
  if (!mayEndSo(beginning)) return 'broken';
  return beginning.length === frameBytes ? 'whole' : 'more';
}

function mayEndSo(beginning: readonly number[]): boolean {
  const at = beginning.length - 1;
  const byte = beginning[at] ?? 0;
  switch (at) {
    case 0:
    case 1:
      return beginsOneOf(headers, beginning);
    case 3:
    case 4:
      return beginsOneOf(kinds, beginning.slice(3));
    case 2:
    case 5:
    case 8:
      return byte === 0x2c;
    case deviceIdAt:
    case lampsAt:
      return true;
    case 17:
      return byte === 0x20;
    case 20:
      return byte === 0x0d;
    case 21:
      return byte === 0x0a;
    default:
      return isPrintable(byte);
  }
}

function beginsOneOf(words: readonly string[], bytes: readonly number[]): boolean {
  const text = String.fromCharCode(...bytes);
  return words.some((word) => word.startsWith(text));
}

function read(frame: readonly number[]): ScaleMessage {
  const text = String.fromCharCode(...frame);
  const isNet = text.startsWith('NT', 3);
  if (text.startsWith('OL')) return { kind: 'no-weight', reason: 'over-capacity', isNet };
  const parts = /^ *([+-]?) *(\d+(?:\.\d+)?)$/.exec(text.slice(9, 17));
  if (parts === null) return { kind: 'damaged', damage: 'layout', byteCount: frame.length };
  const [, sign, digits = ''] = parts;
  const lamps = frame[lampsAt] ?? 0;
  // Header and lamp must agree, and a held display shows what was on the scale, not what is.
  const isStable = text.startsWith('ST') && (lamps & lamp.stable) !== 0 && (lamps & lamp.hold) === 0;
  const unit = text.slice(18, 20).trim().toLowerCase();
  return { kind: 'weight', digits, isNegative: sign === '-', isStable, isNet, unit };
}
