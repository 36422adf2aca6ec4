import { assert } from '../../src-main/base/assert.ts';
import type { FrameTimes, ScannerCodec, ScannerFrame } from './scanner-codec.ts';

export interface SerialCodecOptions {
  /** Longest frame that is kept; what is longer is thrown away whole. 8 KiB unless told, twice the longest QR code. */
  readonly maxFrameBytes?: number;
  /** Silence after which an unterminated frame is over; 100 ms unless told. */
  readonly silenceMs?: number;
  /** Bytes that end a frame; CR, LF and ETX unless told. CR LF counts as one end, since an empty frame is nothing. */
  readonly terminators?: readonly number[];
}

/** A serial line knows no reports, so its frames are whole or too long. */
export type SerialFrame = ScannerFrame & { readonly kind: 'frame' | 'too-long' };

const cr = 0x0d;
const lf = 0x0a;
const etx = 0x03;
const stx = 0x02;

/**
 * Cuts the bytes of a serial scanner into frames: optional STX, data, terminator or silence.
 * Takes any bytes split in any way, never throws, and holds at most one frame. It has no clock of its own: the time
 * comes with the bytes, and the owner calls {@link flush} when it may have been silent for long enough.
 */
export class SerialCodec implements ScannerCodec {
  readonly silenceMs: number;
  readonly partialDamage = 'no-terminator';
  readonly #buffer: Uint8Array;
  readonly #terminators: ReadonlySet<number>;
  /** Bytes of the frame in hand, counting those beyond the buffer. */
  #byteCount = 0;
  #firstByteAtMs = 0;
  #lastByteAtMs = 0;

  constructor(options: SerialCodecOptions = {}) {
    const maxFrameBytes = options.maxFrameBytes ?? 8 * 1024;
    assert(maxFrameBytes > 0, 'a frame must have room for a byte');
    this.silenceMs = options.silenceMs ?? 100;
    this.#buffer = new Uint8Array(maxFrameBytes);
    this.#terminators = new Set(options.terminators ?? [cr, lf, etx]);
  }

  /** How much of an unended frame has come; more than nothing means that silence would end it. */
  get partialByteCount(): number {
    return this.#byteCount;
  }

  /** When silence ends the frame in hand. */
  get partialEndsAtMs(): number {
    return this.#lastByteAtMs + this.silenceMs;
  }

  /** Takes what was read at `atMs`. A gap of `silenceMs` since the last read ends what came before it. */
  push(bytes: Uint8Array, atMs: number): SerialFrame[] {
    const frames = this.flush(atMs);
    for (const byte of bytes) {
      if (this.#terminators.has(byte)) this.#end(true, atMs, frames);
      else if (byte !== stx || this.#byteCount > 0) this.#keep(byte, atMs);
    }
    return frames;
  }

  /** Ends the frame in hand if nothing has come for `silenceMs`. */
  flush(nowMs: number): SerialFrame[] {
    const frames: SerialFrame[] = [];
    if (this.#byteCount > 0 && nowMs - this.#lastByteAtMs >= this.silenceMs)
      this.#end(false, this.#lastByteAtMs, frames);
    return frames;
  }

  /** Forgets the frame in hand, as after an unplug: its second half will never come. */
  reset(): void {
    this.#byteCount = 0;
  }

  #keep(byte: number, atMs: number): void {
    if (this.#byteCount === 0) this.#firstByteAtMs = atMs;
    if (this.#byteCount < this.#buffer.length) this.#buffer[this.#byteCount] = byte;
    this.#byteCount += 1;
    this.#lastByteAtMs = atMs;
  }

  #end(hasTerminator: boolean, lastByteAtMs: number, into: SerialFrame[]): void {
    const byteCount = this.#byteCount;
    if (byteCount === 0) return;
    this.#byteCount = 0;
    const times: FrameTimes = { firstByteAtMs: this.#firstByteAtMs, lastByteAtMs };
    if (byteCount > this.#buffer.length) into.push({ kind: 'too-long', byteCount, ...times });
    else into.push({ kind: 'frame', bytes: this.#buffer.slice(0, byteCount), hasTerminator, ...times });
  }
}
