import { EventEmitter } from 'node:events';
import { Printer } from 'escpos';
import { assert } from '../../src-main/base/assert.ts';
import { chineseOff, chineseOn, chineseQuadruple } from './escpos-commands.ts';
import type { Alignment } from './layout-receipt.ts';

/** What the library writes to: it only ever hands over what it has gathered, at once. */
class MemoryAdapter extends EventEmitter {
  readonly chunks: Uint8Array[] = [];

  open(): this {
    return this;
  }

  write(data: Buffer | string, done?: (error: Error | null) => void): this {
    assert(typeof data !== 'string', 'bytes must not pass through strings');
    this.chunks.push(data);
    done?.(null);
    return this;
  }

  close(): this {
    return this;
  }

  read(): void {}

  /** Only here because the library's emitter types this more narrowly than Node's. */
  override listeners(): (() => void)[] {
    return [];
  }
}

interface Modes {
  align: Alignment;
  size: 1 | 2;
  isBold: boolean;
  lineSpacingDots: number | undefined;
}

const libraryAlign = { left: 'lt', center: 'ct', right: 'rt' } as const;

/**
 * Gathers one print job. The `escpos` library writes what it writes well, and each mode is sent only when it changes;
 * everything else goes through {@link raw}.
 */
export class EscPosWriter {
  readonly #adapter = new MemoryAdapter();
  readonly #printer = new Printer<[]>(this.#adapter, { encoding: 'cp950' });
  readonly #modes: Modes = { align: 'left', size: 1, isBold: false, lineSpacingDots: undefined };

  /** Puts bytes into the job as they are. */
  raw(...commands: readonly Uint8Array[]): void {
    for (const command of commands) this.#printer.raw(Buffer.from(command));
  }

  align(align: Alignment): void {
    if (align !== this.#modes.align) this.#printer.align(libraryAlign[align]);
    this.#modes.align = align;
  }

  size(size: 1 | 2): void {
    if (size !== this.#modes.size) {
      this.#printer.size(size, size);
      this.raw(chineseQuadruple(size === 2));
    }
    this.#modes.size = size;
  }

  bold(isBold: boolean): void {
    if (isBold !== this.#modes.isBold) this.#printer.style(isBold ? 'B' : 'NORMAL');
    this.#modes.isBold = isBold;
  }

  lineSpacing(dots: number): void {
    if (dots !== this.#modes.lineSpacingDots) this.#printer.lineSpace(dots);
    this.#modes.lineSpacingDots = dots;
  }

  /** One line of ASCII and characters of the Big5 table, each Chinese run between FS & and FS . */
  textLine(text: string): void {
    for (const run of text.match(/[\x20-\x7e]+|[^\x20-\x7e]+/g) ?? []) {
      const isChinese = run.charCodeAt(0) > 0x7e;
      if (isChinese) this.raw(chineseOn);
      this.#printer.pureText(run);
      if (isChinese) this.raw(chineseOff);
    }
    this.#printer.text('');
  }

  feed(lines: number): void {
    if (lines > 0) this.#printer.feed(lines);
  }

  /** The job so far; the writer is empty afterwards. */
  takeBytes(): Uint8Array {
    // The library's promise only reports what the adapter says, and this one takes everything at once.
    void this.#printer.flush();
    return new Uint8Array(Buffer.concat(this.#adapter.chunks.splice(0)));
  }
}
