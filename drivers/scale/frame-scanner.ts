import { unreachable } from '../../src-main/base/assert.ts';
import type { ScaleCodec, ScaleMessage } from './scale-message.ts';

/** The rules of one dialect's frames. */
export interface FrameRules {
  /**
   * Whether these bytes begin a frame, are a whole one, or neither. Called with each longer beginning in turn, so it
   * need only look at the last byte; it must call a beginning broken or whole before it grows without bound.
   */
  judge(beginning: readonly number[]): 'more' | 'whole' | 'broken';
  /** What a whole frame says. */
  read(frame: readonly number[]): ScaleMessage;
  /** From this length on a broken beginning is half a frame, and not chance. */
  readonly headBytes: number;
}

/**
 * Finds frames by the rules of where which byte may stand. When a beginning breaks, its first byte is thrown away
 * and the rest looked at again, so a frame right behind half a frame or garbage is found. What was thrown away is told
 * as one damage when the next frame is whole, or at a flush: so the messages do not depend on how the bytes were split.
 */
export class FrameScanner implements ScaleCodec {
  readonly #rules: FrameRules;
  #beginning: number[] = [];
  #lostBytes = 0;
  #hasLostHead = false;

  constructor(rules: FrameRules) {
    this.#rules = rules;
  }

  push(bytes: Uint8Array): ScaleMessage[] {
    const messages: ScaleMessage[] = [];
    for (const byte of bytes) this.#take(byte, messages);
    return messages;
  }

  flush(): ScaleMessage[] {
    const messages: ScaleMessage[] = [];
    this.#lose(this.#beginning.length, this.#beginning.length);
    this.#beginning = [];
    this.#tellLoss(messages);
    return messages;
  }

  #take(byte: number, messages: ScaleMessage[]): void {
    let again: readonly number[] = [...this.#beginning, byte];
    this.#beginning = [];
    while (again.length > 0) {
      const length = this.#grow(again, messages);
      if (length === undefined) return;
      again = again.slice(length);
    }
  }

  /** Reads on from a first byte; gives how many bytes are done with, or undefined when more must come. */
  #grow(bytes: readonly number[], messages: ScaleMessage[]): number | undefined {
    for (let length = 1; length <= bytes.length; length += 1) {
      const beginning = bytes.slice(0, length);
      const judgement = this.#rules.judge(beginning);
      switch (judgement) {
        case 'more':
          break;
        case 'whole':
          this.#tellLoss(messages);
          messages.push(this.#rules.read(beginning));
          return length;
        case 'broken':
          this.#lose(1, length - 1);
          return 1;
        default:
          return unreachable(judgement);
      }
    }
    this.#beginning = [...bytes];
    return undefined;
  }

  #lose(byteCount: number, goodBytes: number): void {
    this.#lostBytes += byteCount;
    this.#hasLostHead ||= byteCount > 0 && goodBytes >= this.#rules.headBytes;
  }

  #tellLoss(messages: ScaleMessage[]): void {
    if (this.#lostBytes === 0) return;
    const damage = this.#hasLostHead ? 'half-frame' : 'noise';
    messages.push({ kind: 'damaged', damage, byteCount: this.#lostBytes });
    this.#lostBytes = 0;
    this.#hasLostHead = false;
  }
}

/** Whether a byte is a printable character of US ASCII. */
export function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte <= 0x7e;
}
