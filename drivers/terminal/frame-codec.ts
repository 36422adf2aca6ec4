import { assert } from '../../src-main/base/assert.ts';

const stx = 0x02;
const etx = 0x03;
const ack = 0x06;
const nak = 0x15;

/** The answers to a frame, as they go over the wire. */
export const controlBytes = { ack: Uint8Array.of(ack), nak: Uint8Array.of(nak) } as const;

/** Why bytes that began like a frame were none. */
export type FrameDamage = 'bad-lrc' | 'no-etx' | 'half-frame';

export type TerminalSignal =
  /** One or more in a row; some hosts send every ACK and NAK twice. */
  | { readonly kind: 'ack' }
  | { readonly kind: 'nak' }
  | { readonly kind: 'frame'; readonly payload: Uint8Array }
  | { readonly kind: 'damaged'; readonly reason: FrameDamage; readonly byteCount: number }
  /** Bytes that mean nothing. */
  | { readonly kind: 'noise'; readonly byteCount: number };

/** Fewer bytes than this after a stray 02h are noise rather than half a frame. */
const leastHalfFrameBytes = 5;

/**
 * The check byte of ECR frames: exclusive-or of the payload and ETX, STX left out (peripherals 4.2). Any value may come
 * out, 02h, 03h and 06h among them.
 */
export function lrcOf(payload: Uint8Array): number {
  return payload.reduce((lrc, byte) => lrc ^ byte, etx);
}

/** STX, payload, ETX, LRC. */
export function encodeFrame(payload: Uint8Array): Uint8Array {
  return Uint8Array.of(stx, ...payload, etx, lrcOf(payload));
}

export interface FrameCodecOptions {
  /** Frames are cut by count alone: ETX may occur as the LRC. */
  readonly payloadBytes: number;
  /** Silence after which half a frame is given up; 500 ms unless told. */
  readonly interByteMs?: number;
}

/**
 * Finds frames and their acknowledgements in whatever comes. Takes any bytes split in any way, never throws and holds at
 * most one frame. It has no clock: the time comes with the bytes, and the owner calls {@link flush} when it has been
 * silent for `interByteMs`.
 *
 * What began like a frame and was none is searched again from its second byte on, so that a stray 02h costs nothing; it
 * is reported as damaged only when no frame came out of it after all.
 */
export class FrameCodec {
  readonly interByteMs: number;
  readonly #held: Uint8Array;
  readonly #payloadBytes: number;
  #length = 0;
  #lastByteAtMs = 0;
  /** The first failure among the bytes being searched again. */
  #failure: { readonly reason: FrameDamage; byteCount: number } | undefined;
  #into: TerminalSignal[] = [];

  constructor({ payloadBytes, interByteMs }: FrameCodecOptions) {
    assert(payloadBytes > 0, 'a payload has bytes');
    this.#payloadBytes = payloadBytes;
    this.#held = new Uint8Array(payloadBytes + 3);
    this.interByteMs = interByteMs ?? 500;
  }

  /** How much of what may become a frame has come; more than nothing means that silence would end it. */
  get partialByteCount(): number {
    return this.#length;
  }

  /** Takes what was read at `atMs`, after ending what silence has ended before it. */
  push(bytes: Uint8Array, atMs: number): TerminalSignal[] {
    const signals = this.flush(atMs);
    this.#into = signals;
    for (const byte of bytes) {
      if (this.#length === 0 && byte !== stx) this.#control(byte, true);
      else this.#hold(byte);
    }
    if (bytes.length > 0) this.#lastByteAtMs = atMs;
    return signals;
  }

  /** Gives up half a frame if nothing has come for `interByteMs`. */
  flush(nowMs: number): TerminalSignal[] {
    const signals: TerminalSignal[] = [];
    if (this.#length === 0 || nowMs - this.#lastByteAtMs < this.interByteMs) return signals;
    this.#into = signals;
    // What is left cannot become a frame either, since its end will not come; but an ACK behind a stray 02h counts.
    const byteCount = this.#length;
    const rest = this.#held.slice(1, byteCount);
    this.#length = 0;
    if (this.#failure === undefined && byteCount >= leastHalfFrameBytes)
      this.#failure = { reason: 'half-frame', byteCount: 0 };
    if (this.#failure === undefined) this.#noise(1);
    else this.#failure.byteCount += 1;
    for (const byte of rest) this.#control(byte, false);
    this.#report();
    return signals;
  }

  /** Forgets everything, as after an unplug: the second half will never come. */
  reset(): void {
    this.#length = 0;
    this.#failure = undefined;
  }

  #hold(byte: number): void {
    this.#held[this.#length] = byte;
    this.#length += 1;
    while (this.#length === this.#held.length) this.#complete();
  }

  #complete(): void {
    const payload = this.#held.slice(1, this.#payloadBytes + 1);
    const hasEtx = this.#held[this.#payloadBytes + 1] === etx;
    if (hasEtx && lrcOf(payload) === this.#held[this.#payloadBytes + 2]) {
      this.#length = 0;
      // It may hold a card number, which is nothing to leave lying about until the next frame.
      this.#held.fill(0);
      if (this.#failure !== undefined) this.#noise(this.#failure.byteCount);
      this.#failure = undefined;
      this.#into.push({ kind: 'frame', payload });
      return;
    }
    this.#failure ??= { reason: hasEtx ? 'bad-lrc' : 'no-etx', byteCount: 0 };
    const next = this.#held.indexOf(stx, 1);
    const dropped = next < 0 ? this.#length : next;
    this.#failure.byteCount += dropped;
    this.#held.copyWithin(0, dropped, this.#length);
    this.#length -= dropped;
    if (this.#length === 0) this.#report();
  }

  /** @param isClean whether it stands alone; a NAK among the ruins of a frame is no reason to send anything again. */
  #control(byte: number, isClean: boolean): void {
    let kind: 'ack' | 'nak' | undefined;
    if (byte === ack) kind = 'ack';
    else if (byte === nak && isClean) kind = 'nak';
    if (kind === undefined) {
      if (this.#failure === undefined) this.#noise(1);
      else this.#failure.byteCount += 1;
    } else if (this.#into.at(-1)?.kind !== kind) this.#into.push({ kind });
  }

  #noise(byteCount: number): void {
    const last = this.#into.at(-1);
    if (last?.kind === 'noise')
      this.#into[this.#into.length - 1] = { kind: 'noise', byteCount: last.byteCount + byteCount };
    else this.#into.push({ kind: 'noise', byteCount });
  }

  #report(): void {
    if (this.#failure === undefined) return;
    const { reason, byteCount } = this.#failure;
    this.#failure = undefined;
    this.#into.push({ kind: 'damaged', reason, byteCount });
  }
}
