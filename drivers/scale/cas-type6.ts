import { FrameScanner, isPrintable } from './frame-scanner.ts';
import type { ScaleCodec, ScaleMessage } from './scale-message.ts';

// CAS PD-II type 6, "ECR" handshake (spec/peripherals.md, 3.3): ENQ, ACK, DC1, then a frame of 15 bytes.

/** Are you there? Answered by ACK, or NAK when the scale is not ready. */
export const casEnquire: Uint8Array = Uint8Array.of(0x05);
/** Send the weight. DC1 is XON too, so flow control must be off. */
export const casSendWeight: Uint8Array = Uint8Array.of(0x11);

const ack = 0x06;
const nak = 0x15;
const soh = 0x01;
const stx = 0x02;
const etx = 0x03;
const eot = 0x04;
/** SOH STX STA SIGN W5…W0 U1 U0 BCC ETX EOT. */
const frameBytes = 15;
const bccAt = 12;

/** Exclusive or of the characters between STX and the BCC itself. @param frame from SOH on. */
export function casBcc(frame: readonly number[]): number {
  return frame.slice(2, bccAt).reduce((sum, byte) => sum ^ byte, 0);
}

/** Decodes what a type 6 scale sends. The BCC may have any value, ETX and EOT included, so only positions count. */
export function casType6Codec(): ScaleCodec {
  return new FrameScanner({ headBytes: 2, judge, read });
}

function judge(beginning: readonly number[]): 'more' | 'whole' | 'broken' {
  const at = beginning.length - 1;
  const byte = beginning[at] ?? 0;
  if (at === 0 && (byte === ack || byte === nak)) return 'whole';
  if (at === frameBytes - 1) return byte === eot ? 'whole' : 'broken';
  return mayStandAt(at, byte) ? 'more' : 'broken';
}

function mayStandAt(at: number, byte: number): boolean {
  switch (at) {
    case 0:
      return byte === soh;
    case 1:
      return byte === stx;
    case bccAt:
      return true;
    case bccAt + 1:
      return byte === etx;
    default:
      return isPrintable(byte);
  }
}

function read(frame: readonly number[]): ScaleMessage {
  if (frame[0] === ack) return { kind: 'ready' };
  if (frame[0] === nak) return { kind: 'no-weight', reason: 'not-ready', isNet: false };
  const byteCount = frame.length;
  if (casBcc(frame) !== frame[bccAt]) return { kind: 'damaged', damage: 'check-sum', byteCount };
  const text = String.fromCharCode(...frame.slice(2, bccAt));
  if (/^[SU](F|.F{6})/.test(text)) return { kind: 'no-weight', reason: 'over-capacity', isNet: false };
  const parts = /^([SU])([ -]) *(\d+(?:\.\d+)?)([A-Za-z ]{2})$/.exec(text);
  if (parts === null) return { kind: 'damaged', damage: 'layout', byteCount };
  const [, stability, sign, digits = '', unit = ''] = parts;
  return {
    kind: 'weight',
    digits,
    isNegative: sign === '-',
    isStable: stability === 'S',
    isNet: false,
    unit: unit.trim().toLowerCase(),
  };
}
