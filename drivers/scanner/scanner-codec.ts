import type { DamageReason } from './read-frame.ts';

/** Why a scan was lost: what {@link DamageReason} says of a frame's content, and what can go wrong with reports. */
export type ScanDamage =
  | DamageReason
  | 'report-missing' // more was announced and did not come: half a code
  | 'report-malformed' // too short, or not laid out as the scanner's profile says
  | 'report-mixed'; // the reports of one scan name different symbologies

export interface FrameTimes {
  /** Elapsed readings (Clock.monotonicMs) of the reads that brought the first and the last byte. */
  readonly firstByteAtMs: number;
  readonly lastByteAtMs: number;
}

/** What a codec makes of the bytes: a whole frame, or what became of one. */
export type ScannerFrame = FrameTimes &
  (
    | { readonly kind: 'frame'; readonly bytes: Uint8Array; readonly hasTerminator: boolean }
    | { readonly kind: 'too-long'; readonly byteCount: number }
    | { readonly kind: 'damaged'; readonly reason: ScanDamage; readonly byteCount: number }
    /** Not part of any scan, such as a report of another kind. */
    | { readonly kind: 'ignored'; readonly byteCount: number }
  );

/**
 * Cuts what a link brings into frames. Takes any bytes, never throws, and holds at most one frame. It has no clock of
 * its own: the time comes with the bytes, and the owner calls `flush` when it may have been silent for long enough.
 */
export interface ScannerCodec {
  /** Silence after which the frame in hand is over. */
  readonly silenceMs: number;
  /** How much of an unended frame has come; more than nothing means that silence would end it. */
  readonly partialByteCount: number;
  /** The elapsed reading at which silence ends the frame in hand; means nothing when there is none. */
  readonly partialEndsAtMs: number;
  /** What to call a frame in hand whose rest can no longer come, because the link is gone. */
  readonly partialDamage: ScanDamage;
  /** What makes the scanner beep; absent where it cannot be told to. */
  readonly beepBytes?: Uint8Array;
  /** Takes what was read at `atMs`: of a byte stream any piece, of a HID device exactly one report. */
  push(bytes: Uint8Array, atMs: number): readonly ScannerFrame[];
  /** Ends the frame in hand if nothing has come for `silenceMs`. */
  flush(nowMs: number): readonly ScannerFrame[];
  /** Forgets the frame in hand, as after an unplug. */
  reset(): void;
}
