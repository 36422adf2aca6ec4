import { unreachable } from '../../src-main/base/assert.ts';
import type { Clock, Dispose, Timers } from '../../src-main/base/clock.ts';
import { Emitter } from '../../src-main/base/emitter.ts';
import type { Logger } from '../../src-main/base/log.ts';
import { err, type Result } from '../../src-main/base/result.ts';
import type { DeviceState } from '../device.ts';
import { stateOfClosedLink } from '../link/link-device-state.ts';
import type { Link, LinkError, LinkFault, LinkState } from '../link.ts';
import type { Symbology } from './aim.ts';
import { readFrame, type TerminatorRule } from './read-frame.ts';
import type { ScanDamage, ScannerCodec, ScannerFrame } from './scanner-codec.ts';
import { SerialCodec, type SerialCodecOptions } from './serial-codec.ts';

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
      readonly reason: ScanDamage;
      readonly byteCount: number;
      /** The bytes as they came, where they were kept. */
      readonly raw?: Uint8Array;
      readonly source: string;
    }
  | { readonly kind: 'state'; readonly state: DeviceState; readonly source: string };

/** Every `reason` of a scanner's state. */
export type ScannerReason = LinkFault | 'opening';

/** Whole numbers since the device was made, for the technician's screen. */
export interface ScannerCounters {
  /** What the link brought, whatever became of it. */
  readonly bytesIn: number;
  readonly scans: number;
  readonly doubles: number;
  readonly damaged: number;
  /** What a scanner says of itself (menu answers, echoes of commands) and reports that are no scans. */
  readonly ignored: number;
}

/** The newest thing that went wrong. */
export interface ScannerFault {
  readonly reason: ScanDamage | LinkFault;
  readonly detail: string;
  /** Clock.nowMs */
  readonly atMs: number;
}

/** Why a scanner did not beep: what its link said, or that nothing is known that makes it beep. */
export type BeepError = LinkError | { readonly fault: 'unsupported'; readonly detail: string };

/** Without a `codec` the scanner is a serial one, and the options of {@link SerialCodec} are its. */
export interface ScannerOptions extends SerialCodecOptions {
  readonly source: string;
  readonly codec?: ScannerCodec;
  readonly terminator?: TerminatorRule;
  /** 250 ms unless told; scanners that look all the time want 500 to 800; 0 lets everything pass. */
  readonly doubleReadWindowMs?: number;
}

export interface ScannerDeps {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
}

type WholeFrame = ScannerFrame & { readonly kind: 'frame' };

/** How long after half a code the other half may still come. */
const tailWindowMs = 600;
const tailReading = { kind: 'damaged', reason: 'no-terminator' } as const;

/** A scanner: link, codec and state. It reports facts and decides nothing about the sale. */
export class ScannerDevice {
  readonly #link: Link;
  readonly #codec: ScannerCodec;
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
  #counters: ScannerCounters = { bytesIn: 0, scans: 0, doubles: 0, damaged: 0, ignored: 0 };
  #lastFault: ScannerFault | undefined;

  constructor(link: Link, options: ScannerOptions, deps: ScannerDeps) {
    this.#link = link;
    this.#deps = deps;
    this.#source = options.source;
    this.#terminator = options.terminator ?? 'required';
    this.#doubleReadWindowMs = options.doubleReadWindowMs ?? 250;
    this.#codec = options.codec ?? new SerialCodec(options);
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

  get counters(): ScannerCounters {
    return this.#counters;
  }

  get lastFault(): ScannerFault | undefined {
    return this.#lastFault;
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

  /** Makes the scanner beep, where its codec knows how: the cashier looks at the goods, not at the screen. */
  beep(): Promise<Result<void, BeepError>> {
    const { beepBytes } = this.#codec;
    if (beepBytes !== undefined) return this.#link.write(beepBytes);
    return Promise.resolve(err({ fault: 'unsupported', detail: 'nothing is known that makes it beep' }));
  }

  onEvent(listener: (event: ScannerEvent) => void): Dispose {
    return this.#events.on(listener);
  }

  #received(bytes: Uint8Array): void {
    this.#count('bytesIn', bytes.length);
    this.#handle(this.#codec.push(bytes, this.#deps.clock.monotonicMs()));
    this.#awaitSilence();
  }

  #awaitSilence(): void {
    this.#cancelSilence();
    if (this.#codec.partialByteCount === 0) return;
    // A timer may fire a hair early by the other clock; then the rest is waited for.
    const delayMs = Math.max(1, this.#codec.partialEndsAtMs - this.#deps.clock.monotonicMs());
    this.#cancelSilence = this.#deps.timers.after(delayMs, () => {
      this.#handle(this.#codec.flush(this.#deps.clock.monotonicMs()));
      this.#awaitSilence();
    });
  }

  #handle(frames: readonly ScannerFrame[]): void {
    for (const frame of frames) {
      switch (frame.kind) {
        case 'frame':
          this.#read(frame);
          break;
        case 'too-long':
          this.#damaged('too-long', frame.byteCount);
          break;
        case 'damaged':
          this.#damaged(frame.reason, frame.byteCount);
          break;
        case 'ignored':
          this.#ignored(frame.byteCount);
          break;
        default:
          unreachable(frame);
      }
    }
  }

  #read(frame: WholeFrame): void {
    const reading = this.#isTail(frame) ? tailReading : readFrame(frame, this.#terminator);
    const source = this.#source;
    switch (reading.kind) {
      case 'damaged':
        this.#damaged(reading.reason, frame.bytes.length, frame.bytes);
        break;
      case 'vendor-answer':
        this.#ignored(frame.bytes.length);
        break;
      case 'code':
        if (this.#isDouble(`${reading.aimId ?? ''} ${reading.text}`, frame)) {
          this.#count('doubles');
          this.#events.emit({ kind: 'double', text: reading.text, source });
        } else {
          const { firstByteAtMs, lastByteAtMs, bytes: raw } = frame;
          this.#count('scans');
          this.#events.emit({ ...reading, kind: 'scan', raw, source, firstByteAtMs, lastByteAtMs });
        }
        break;
      default:
        unreachable(reading);
    }
  }

  /** The window begins anew with each sighting, since an article left in front of the scanner is read over and over. */
  #isDouble(key: string, frame: WholeFrame): boolean {
    const last = this.#lastCode;
    this.#lastCode = { key, atMs: frame.lastByteAtMs };
    return (
      last !== undefined && last.key === key && frame.firstByteAtMs - last.atMs < this.#doubleReadWindowMs
    );
  }

  /** A frame that begins right after half a code is its other half, held up on a slow line: no one scans that fast. */
  #isTail(frame: WholeFrame): boolean {
    const halfEndedAtMs = this.#halfEndedAtMs;
    this.#halfEndedAtMs = frame.hasTerminator ? undefined : frame.lastByteAtMs;
    return (
      halfEndedAtMs !== undefined &&
      frame.firstByteAtMs - halfEndedAtMs < tailWindowMs &&
      this.#terminator === 'required'
    );
  }

  #damaged(reason: ScanDamage, byteCount: number, raw?: Uint8Array): void {
    this.#count('damaged');
    this.#lastFault = { reason, detail: `${byteCount} bytes`, atMs: this.#deps.clock.nowMs() };
    this.#deps.log.log('info', 'damaged scan', { source: this.#source, reason, byteCount });
    const kept = raw === undefined ? {} : { raw };
    this.#events.emit({ kind: 'damaged', reason, byteCount, ...kept, source: this.#source });
  }

  /** By length only: what a scanner says of itself is no scan, and what a foreign report holds is not known. */
  #ignored(byteCount: number): void {
    this.#count('ignored');
    this.#deps.log.log('debug', 'not a scan', { source: this.#source, byteCount });
  }

  #count(what: keyof ScannerCounters, by = 1): void {
    this.#counters = { ...this.#counters, [what]: this.#counters[what] + by };
  }

  #linkChanged(link: LinkState): void {
    if (link.status !== 'open') {
      this.#cancelSilence();
      // Its second half will never come; what was scanned must be heard to have failed.
      const { partialByteCount, partialDamage } = this.#codec;
      if (partialByteCount > 0) this.#damaged(partialDamage, partialByteCount);
      this.#codec.reset();
    }
    // A scanner answers nothing, so an open port is all that can be known of its health.
    const state = stateOfClosedLink(link, this.#state) ?? { status: 'enabled' };
    if (state.status === this.#state.status && state.reason === this.#state.reason) return;
    this.#state = state;
    if (link.status === 'waiting') {
      const { fault: reason, detail } = link;
      this.#lastFault = { reason, detail, atMs: this.#deps.clock.nowMs() };
    }
    this.#events.emit({ kind: 'state', state, source: this.#source });
  }
}
