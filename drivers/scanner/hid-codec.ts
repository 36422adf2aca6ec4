import { assert, unreachable } from '../../src-main/base/assert.ts';
import { type HidLayout, type HidReport, type HidReportProfile, readHidReport } from './hid-report.ts';
import type { ScannerCodec, ScannerFrame } from './scanner-codec.ts';

export interface HidCodecOptions {
  readonly profile: HidReportProfile;
  /** Longest scan that is kept; what is longer is thrown away whole. 8 KiB unless told, twice the longest QR code. */
  readonly maxScanBytes?: number;
  /** How long the next report of a scan may take; 500 ms unless told. */
  readonly silenceMs?: number;
}

const cr = 0x0d;
const lf = 0x0a;
const noBytes = new Uint8Array();

/**
 * Puts the input reports of a HID bar code scanner together into scans: identifier, data, and no suffix. Its frames
 * look as a serial scanner's with identifiers switched on, and count as terminated, since reports say where a scan ends.
 *
 * Rules: a report with another id is ignored and changes nothing. A malformed one (too short, count beyond its room, no
 * identifier where the profile has one) loses the scan it belongs to, and so does a change of identifier within a scan.
 * When the lost scan may go on, what follows is lost with it up to the report that ends it or to a silence; a report
 * that ends such a rest is told as damage too, so that a whole scan swallowed there is heard. Half a code never comes out.
 */
export class HidCodec implements ScannerCodec {
  readonly silenceMs: number;
  readonly partialDamage = 'report-missing';
  readonly beepBytes?: Uint8Array;
  readonly #profile: HidReportProfile;
  readonly #buffer: Uint8Array;
  /** Data bytes of the scan in hand, counting those beyond the buffer. */
  #byteCount = 0;
  #aim: Uint8Array = noBytes;
  #layout: HidLayout | undefined;
  #isSkipping = false;
  #firstByteAtMs = 0;
  /** When the last report of the scan in hand, or of one being skipped, came. */
  #lastByteAtMs = 0;

  constructor(options: HidCodecOptions) {
    const maxScanBytes = options.maxScanBytes ?? 8 * 1024;
    assert(maxScanBytes > 0, 'a scan must have room for a byte');
    this.silenceMs = options.silenceMs ?? 500;
    this.#profile = options.profile;
    this.#buffer = new Uint8Array(maxScanBytes);
    if (options.profile.beepReport !== undefined)
      this.beepBytes = Uint8Array.from(options.profile.beepReport);
  }

  get partialByteCount(): number {
    return this.#byteCount;
  }

  /** When silence ends the frame in hand. */
  get partialEndsAtMs(): number {
    return this.#lastByteAtMs + this.silenceMs;
  }

  /** Takes one input report, read at `atMs`. A gap of `silenceMs` since the scan's last report ends what came before it. */
  push(bytes: Uint8Array, atMs: number): ScannerFrame[] {
    const frames = this.flush(atMs);
    const layouts = this.#layout === undefined ? this.#profile.layouts : [this.#layout];
    const report = readHidReport(bytes, this.#profile, layouts);
    switch (report.kind) {
      case 'foreign':
        frames.push({ kind: 'ignored', byteCount: bytes.length, firstByteAtMs: atMs, lastByteAtMs: atMs });
        break;
      case 'malformed':
        this.#touch(atMs);
        this.#lose('report-malformed', bytes.length, report.isContinued ?? true, frames);
        break;
      case 'data':
        this.#take(report, atMs, frames);
        break;
      default:
        unreachable(report);
    }
    return frames;
  }

  /** Gives up the scan in hand if nothing has come for `silenceMs`. */
  flush(nowMs: number): ScannerFrame[] {
    const frames: ScannerFrame[] = [];
    if (nowMs - this.#lastByteAtMs < this.silenceMs) return frames;
    this.#isSkipping = false;
    if (this.#byteCount > 0) this.#lose('report-missing', 0, false, frames);
    return frames;
  }

  /** Forgets the scan in hand, as after an unplug: its rest will never come. */
  reset(): void {
    this.#forget();
    this.#isSkipping = false;
  }

  #take(report: HidReport & { readonly kind: 'data' }, atMs: number, into: ScannerFrame[]): void {
    const { data, aim, isContinued } = report;
    if (this.#isSkipping) {
      this.#touch(atMs);
      if (!isContinued) this.#lose('report-missing', data.length, false, into);
      return;
    }
    if (this.#byteCount === 0) {
      // A report that brings nothing begins nothing.
      if (data.length === 0) {
        into.push({ kind: 'ignored', byteCount: 0, firstByteAtMs: atMs, lastByteAtMs: atMs });
        return;
      }
      this.#aim = aim;
      this.#layout = report.layout;
    }
    this.#touch(atMs);
    if (!isSame(aim, this.#aim)) {
      this.#lose('report-mixed', data.length, isContinued, into);
      return;
    }
    const room = Math.max(0, this.#buffer.length - this.#byteCount);
    this.#buffer.set(data.subarray(0, room), Math.min(this.#byteCount, this.#buffer.length));
    this.#byteCount += data.length;
    if (!isContinued) this.#end(into);
  }

  #touch(atMs: number): void {
    if (this.#byteCount === 0) this.#firstByteAtMs = atMs;
    this.#lastByteAtMs = atMs;
  }

  #end(into: ScannerFrame[]): void {
    const byteCount = this.#byteCount;
    const times = { firstByteAtMs: this.#firstByteAtMs, lastByteAtMs: this.#lastByteAtMs };
    if (byteCount > this.#buffer.length) {
      into.push({ kind: 'too-long', byteCount, ...times });
    } else {
      const data = withoutSuffix(this.#buffer.subarray(0, byteCount));
      const bytes = new Uint8Array(this.#aim.length + data.length);
      bytes.set(this.#aim);
      bytes.set(data, this.#aim.length);
      if (data.length === 0) into.push({ kind: 'ignored', byteCount, ...times });
      else into.push({ kind: 'frame', bytes, hasTerminator: true, ...times });
    }
    this.#forget();
  }

  /** @param extraByteCount what the report that showed the damage brought. */
  #lose(
    reason: 'report-missing' | 'report-malformed' | 'report-mixed',
    extraByteCount: number,
    goesOn: boolean,
    into: ScannerFrame[],
  ): void {
    const times = { firstByteAtMs: this.#firstByteAtMs, lastByteAtMs: this.#lastByteAtMs };
    into.push({ kind: 'damaged', reason, byteCount: this.#byteCount + extraByteCount, ...times });
    this.#forget();
    this.#isSkipping = goesOn;
  }

  #forget(): void {
    this.#byteCount = 0;
    this.#aim = noBytes;
    this.#layout = undefined;
  }
}

/** Many scanners put their suffix inside the data: one CR, LF or CR LF goes, no more. */
function withoutSuffix(data: Uint8Array): Uint8Array {
  const last = data.at(-1);
  if (last === lf && data.at(-2) === cr) return data.subarray(0, -2);
  return last === cr || last === lf ? data.subarray(0, -1) : data;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
