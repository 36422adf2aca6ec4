import { WedgeCodec } from '../../../drivers/scanner/wedge-codec.ts';
import type { WedgeDecision, WedgeOptions } from '../../../drivers/scanner/wedge-decision.ts';
import { meaningOf, usLayout, type WedgeStroke } from '../../../drivers/scanner/wedge-layout.ts';
import {
  VirtualWedge,
  type VirtualWedgeOptions,
  type WedgeKeyEvent,
  wedgeModels,
} from '../../../fixtures/simulators/virtual-wedge.ts';

/** A codec with somebody who watches the silence, as the window does, and writes down what comes out. */
export class Desk {
  readonly seen: string[] = [];
  readonly codec: WedgeCodec<string>;
  #lastAtMs = 0;

  constructor(options: WedgeOptions = {}) {
    this.codec = new WedgeCodec(options);
  }

  /** Presses a key; what is not the codec's is written down as typing. */
  press(stroke: Partial<WedgeStroke> & { readonly code: string }, atMs: number): void {
    this.wait(atMs);
    this.pressLate(stroke, atMs);
  }

  /** Presses a key whose event comes after silence was believed. */
  pressLate(stroke: Partial<WedgeStroke> & { readonly code: string }, atMs: number): void {
    const whole = { shift: false, ctrl: false, alt: false, meta: false, isRepeat: false, ...stroke };
    const { verdict, decisions } = this.codec.press(whole, atMs, stroke.code);
    this.#write(decisions);
    if (verdict === 'passed' && meaningOf(whole, usLayout).kind !== 'modifier') this.seen.push(stroke.code);
    this.#lastAtMs = atMs;
  }

  type(events: readonly WedgeKeyEvent[]): void {
    for (const { type, atMs, key: _, ...stroke } of events) if (type === 'down') this.press(stroke, atMs);
  }

  /** Time goes by until `atMs`. */
  wait(atMs: number): void {
    const { waitMs } = this.codec;
    if (waitMs !== undefined && atMs > this.#lastAtMs + waitMs) this.#write(this.codec.settle());
  }

  rest(): readonly string[] {
    this.wait(Number.POSITIVE_INFINITY);
    return this.seen;
  }

  #write(decisions: readonly WedgeDecision<string>[]): void {
    for (const decision of decisions) {
      switch (decision.kind) {
        case 'release':
          this.seen.push(decision.tag);
          break;
        case 'scan': {
          const { text, aimId } = decision.scan;
          const late = decision.released === 0 ? '' : ` (${decision.released} taken back)`;
          this.seen.push(`scan ${aimId ?? ''} ${JSON.stringify(text)}${late}`);
          break;
        }
        case 'refused':
          this.seen.push(`refused: ${decision.reason}`);
          break;
        case 'vendor-answer':
          this.seen.push('vendor');
          break;
      }
    }
  }
}

/** What comes out when one code is typed, and then nothing more. */
export function scanned(text: string, wedge: Partial<VirtualWedgeOptions>, options: WedgeOptions = {}) {
  const desk = new Desk(options);
  desk.type(new VirtualWedge({ model: wedgeModels.honeywell, ...wedge }).strokes(text));
  return desk.rest();
}

/** How a {@link Desk} writes a scan down. */
export function scan(text: string, aimId = ''): readonly string[] {
  return [`scan ${aimId} ${JSON.stringify(text)}`];
}

/** Every character that has a key. */
export function printable(): string {
  return String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 0x20 + index));
}
