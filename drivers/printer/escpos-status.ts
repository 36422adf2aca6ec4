/**
 * What an ESC/POS printer says, byte by byte (Epson's command reference: DLE EOT, GS a, GS r, GS ( H).
 * Answers of different kinds share one line and carry no address, so they are told apart by fixed bits and by what was
 * asked.
 */
export type StatusMessage =
  /** An answer to DLE EOT; which of the four it answers is known by who asked. */
  | { readonly kind: 'real-time'; readonly byte: number }
  /** Automatic Status Back. */
  | { readonly kind: 'auto-status'; readonly bytes: AutoStatusBytes }
  /** An answer to GS r. */
  | { readonly kind: 'in-order'; readonly byte: number }
  /** GS ( H: the printer has come to this mark. */
  | { readonly kind: 'process-id'; readonly id: Uint8Array }
  /** Any other answer that starts with a header and ends with NUL, such as a model name; without both. */
  | { readonly kind: 'block'; readonly header: number; readonly data: Uint8Array }
  /** XON or XOFF. */
  | { readonly kind: 'flow'; readonly canSend: boolean }
  | { readonly kind: 'garbage'; readonly byteCount: number };

export type AutoStatusBytes = readonly [number, number, number, number];

const xon = 0x11;
const xoff = 0x13;
const blockHeaders: ReadonlySet<number> = new Set([0x37, 0x3b, 0x5f]);
const processIdMark = 0x22;
/** The longest answer that is of use is a model name. */
const maxBlockBytes = 80;

/** Fixed bits: 1 and 4 set, 0 and 7 clear. */
function isRealTimeAnswer(byte: number): boolean {
  return (byte & 0x93) === 0x12;
}

function isAutoStatusStart(byte: number): boolean {
  return (byte & 0x93) === 0x10;
}

/** Bytes 2 to 4 of Automatic Status Back, and answers to GS r, have bits 4 and 7 clear. */
function isPlainStatus(byte: number): boolean {
  return (byte & 0x90) === 0x00;
}

/**
 * Sorts the bytes of a printer into messages. Takes any bytes split in any way, never throws, holds less than a
 * hundred; what fits nothing is counted and skipped.
 */
export class StatusParser {
  #group: number[] = [];
  #block: number[] = [];
  #expectedInOrder = 0;

  /** Answers to GS r are believed only while one is awaited, since they look like the middle of other messages. */
  expectInOrder(): void {
    this.#expectedInOrder += 1;
  }

  get expectedInOrder(): number {
    return this.#expectedInOrder;
  }

  /** Bytes that have come and wait for the rest of their message. */
  get heldBytes(): number {
    return this.#group.length + this.#block.length;
  }

  /** Awaits no answer to GS r any more, as after the printer's buffers were cleared. */
  forgetInOrder(): void {
    this.#expectedInOrder = 0;
  }

  /** A new connection: what was half received will not be completed. */
  reset(): void {
    this.#group = [];
    this.#block = [];
    this.#expectedInOrder = 0;
  }

  push(bytes: Uint8Array): StatusMessage[] {
    const messages: StatusMessage[] = [];
    for (const byte of bytes) this.#take(byte, messages);
    return messages;
  }

  #take(byte: number, into: StatusMessage[]): void {
    if (byte === xon || byte === xoff) into.push({ kind: 'flow', canSend: byte === xon });
    else if (this.#block.length > 0) this.#takeIntoBlock(byte, into);
    else if (this.#group.length > 0) this.#takeIntoGroup(byte, into);
    else if (isRealTimeAnswer(byte)) into.push({ kind: 'real-time', byte });
    else if (isAutoStatusStart(byte)) this.#group = [byte];
    else if (blockHeaders.has(byte)) this.#block = [byte];
    else if (isPlainStatus(byte) && this.#expectedInOrder > 0) {
      this.#expectedInOrder -= 1;
      into.push({ kind: 'in-order', byte });
    } else addGarbage(into, 1);
  }

  #takeIntoGroup(byte: number, into: StatusMessage[]): void {
    if (!isPlainStatus(byte)) {
      // The rest of the group is lost; this byte begins something else.
      addGarbage(into, this.#group.length);
      this.#group = [];
      this.#take(byte, into);
      return;
    }
    this.#group.push(byte);
    const [first, second, third, fourth] = this.#group;
    if (first === undefined || second === undefined || third === undefined || fourth === undefined) return;
    this.#group = [];
    into.push({ kind: 'auto-status', bytes: [first, second, third, fourth] });
  }

  #takeIntoBlock(byte: number, into: StatusMessage[]): void {
    if (byte === 0x00) {
      const [header = 0, ...data] = this.#block;
      this.#block = [];
      if (header === 0x37 && data[0] === processIdMark && data.length === 5) {
        into.push({ kind: 'process-id', id: Uint8Array.from(data.slice(1)) });
      } else into.push({ kind: 'block', header, data: Uint8Array.from(data) });
      return;
    }
    if (byte >= 0x20 && this.#block.length < maxBlockBytes) {
      this.#block.push(byte);
      return;
    }
    addGarbage(into, this.#block.length);
    this.#block = [];
    this.#take(byte, into);
  }
}

function addGarbage(into: StatusMessage[], byteCount: number): void {
  const last = into.at(-1);
  if (last?.kind === 'garbage')
    into[into.length - 1] = { kind: 'garbage', byteCount: last.byteCount + byteCount };
  else into.push({ kind: 'garbage', byteCount });
}
