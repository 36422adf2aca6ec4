import { unreachable } from '../../src-main/base/assert.ts';
import type { Clock, Dispose, Timers } from '../../src-main/base/clock.ts';
import { Emitter } from '../../src-main/base/emitter.ts';
import type { Logger } from '../../src-main/base/log.ts';
import type { DeviceState } from '../device.ts';
import { stateOfClosedLink } from '../link/link-device-state.ts';
import type { Link, LinkState } from '../link.ts';
import type { Symbology } from './aim.ts';
import { type DamageReason, readFrame, type TerminatorRule } from './read-frame.ts';
import { SerialCodec, type SerialCodecOptions, type SerialFrame } from './serial-codec.ts';

/** One whole code. Times are elapsed readings (Clock.monotonicMs), for durations only. */
export interface Scan {
  readonly kind: 'scan';
  /** The frame as it came, without its terminator. */
  readonly raw: Uint8Array;
  /** The code as scanned, without the symbology identifier: digits are neither padded nor cut. */
  readonly text: string;
  readonly aimId?: string;
  readonly symbology?: Symbology;
  /** See `gtin.ts`: present where the symbol promises a product number. */
  readonly gtin14?: string;
  /** Which scanner. */
  readonly source: string;
  readonly firstByteAtMs: number;
  readonly lastByteAtMs: number;
}

export type ScannerEvent =
  | Scan
  /** The same code again within the double-read window: not to be sold twice, but to be heard. */
  | { readonly kind: 'double'; readonly text: string; readonly source: string }
  | {
      readonly kind: 'damaged';
      readonly reason: DamageReason;
      readonly byteCount: number;
      readonly source: string;
    }
  | { readonly kind: 'state'; readonly state: DeviceState; readonly source: string };

export interface ScannerOptions extends SerialCodecOptions {
  readonly source: string;
  readonly terminator?: TerminatorRule;
  /** 250 ms unless told; scanners that look all the time want 500 to 800; 0 lets everything pass. */
  readonly doubleReadWindowMs?: number;
}

export interface ScannerDeps {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
}

/** How long after half a code the other half may still come. */
const tailWindowMs = 600;
const tailReading = { kind: 'damaged', reason: 'no-terminator' } as const;

/** A serial scanner: link, codec and state. It reports facts and decides nothing about the sale. */
export class ScannerDevice {
  readonly #link: Link;
  readonly #codec: SerialCodec;
  readonly #source: string;
  readonly #terminator: TerminatorRule;
  readonly #deps: ScannerDeps;
  readonly #events: Emitter<ScannerEvent>;
  readonly #disposers: Dispose[] = [];
  #doubleReadWindowMs: number;
  #lastCode: { readonly key: string; readonly atMs: number } | undefined;
  #halfEndedAtMs: number | undefined;
  #state: DeviceState = { status: 'closed', reason: 'closed' };
  #cancelSilence: Dispose = () => {};

  constructor(link: Link, options: ScannerOptions, deps: ScannerDeps) {
    this.#link = link;
    this.#deps = deps;
    this.#source = options.source;
    this.#terminator = options.terminator ?? 'required';
    this.#doubleReadWindowMs = options.doubleReadWindowMs ?? 250;
    this.#codec = new SerialCodec(options);
    this.#events = new Emitter((error) =>
      deps.log.log('error', 'a listener of a scanner failed', {
        source: options.source,
        error: String(error),
      }),
    );
  }

  get state(): DeviceState {
    return this.#state;
  }

  /** Listens to the link and opens it. Idempotent. */
  open(): void {
    if (this.#disposers.length > 0) return;
    this.#disposers.push(
      this.#link.onData((bytes) => this.#received(bytes)),
      this.#link.onState((state) => this.#linkChanged(state)),
    );
    this.#link.open();
  }

  /** Closes the link for good. Idempotent. */
  async close(): Promise<void> {
    this.#cancelSilence();
    await this.#link.close();
    for (const dispose of this.#disposers) dispose();
  }

  /** Sets the double-read window; 0 while a cashier scans the same article to count it. */
  setDoubleReadWindow(windowMs: number): void {
    this.#doubleReadWindowMs = windowMs;
  }

  onEvent(listener: (event: ScannerEvent) => void): Dispose {
    return this.#events.on(listener);
  }

  #received(bytes: Uint8Array): void {
    this.#handle(this.#codec.push(bytes, this.#deps.clock.monotonicMs()));
    this.#awaitSilence(this.#codec.silenceMs);
  }

  #awaitSilence(delayMs: number): void {
    this.#cancelSilence();
    if (this.#codec.partialByteCount === 0) return;
    this.#cancelSilence = this.#deps.timers.after(delayMs, () => {
      this.#handle(this.#codec.flush(this.#deps.clock.monotonicMs()));
      // A timer may fire a hair early by the other clock; then the rest is waited for.
      this.#awaitSilence(1);
    });
  }

  #handle(frames: readonly SerialFrame[]): void {
    for (const frame of frames) {
      if (frame.kind === 'too-long') this.#damaged('too-long', frame.byteCount);
      else this.#read(frame);
    }
  }

  #read(frame: SerialFrame & { readonly kind: 'frame' }): void {
    const reading = this.#isTail(frame) ? tailReading : readFrame(frame, this.#terminator);
    const source = this.#source;
    switch (reading.kind) {
      case 'damaged':
        this.#damaged(reading.reason, frame.bytes.length);
        break;
      case 'vendor-answer':
        this.#deps.log.log('debug', 'scanner spoke of itself', { source, byteCount: frame.bytes.length });
        break;
      case 'code':
        if (this.#isDouble(`${reading.aimId ?? ''} ${reading.text}`, frame)) {
          this.#events.emit({ kind: 'double', text: reading.text, source });
        } else {
          const { firstByteAtMs, lastByteAtMs, bytes: raw } = frame;
          this.#events.emit({ ...reading, kind: 'scan', raw, source, firstByteAtMs, lastByteAtMs });
        }
        break;
      default:
        unreachable(reading);
    }
  }

  /** The window begins anew with each sighting, since an article left in front of the scanner is read over and over. */
  #isDouble(key: string, frame: SerialFrame): boolean {
    const last = this.#lastCode;
    this.#lastCode = { key, atMs: frame.lastByteAtMs };
    return (
      last !== undefined && last.key === key && frame.firstByteAtMs - last.atMs < this.#doubleReadWindowMs
    );
  }

  /** A frame that begins right after half a code is its other half, held up on a slow line: no one scans that fast. */
  #isTail(frame: SerialFrame): boolean {
    const halfEndedAtMs = this.#halfEndedAtMs;
    this.#halfEndedAtMs = frame.kind === 'frame' && !frame.hasTerminator ? frame.lastByteAtMs : undefined;
    return (
      halfEndedAtMs !== undefined &&
      frame.firstByteAtMs - halfEndedAtMs < tailWindowMs &&
      this.#terminator === 'required'
    );
  }

  #damaged(reason: DamageReason, byteCount: number): void {
    this.#deps.log.log('info', 'damaged scan', { source: this.#source, reason, byteCount });
    this.#events.emit({ kind: 'damaged', reason, byteCount, source: this.#source });
  }

  #linkChanged(link: LinkState): void {
    if (link.status !== 'open') {
      this.#cancelSilence();
      // Its second half will never come; what was scanned must be heard to have failed.
      if (this.#codec.partialByteCount > 0) this.#damaged('no-terminator', this.#codec.partialByteCount);
      this.#codec.reset();
    }
    // A scanner answers nothing, so an open port is all that can be known of its health.
    const state = stateOfClosedLink(link, this.#state) ?? { status: 'enabled' };
    if (state.status === this.#state.status && state.reason === this.#state.reason) return;
    this.#state = state;
    this.#events.emit({ kind: 'state', state, source: this.#source });
  }
}
