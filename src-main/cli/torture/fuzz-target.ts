import { SeededRandom } from '../../../fixtures/world/test-world.ts';

/** Something that takes bytes from outside, and what must hold whatever they are. */
export interface FuzzTarget {
  readonly name: string;
  /** One line for `--help`. */
  readonly about: string;
  /** What its inputs are made of, so that chance comes near real messages: commands, separators, keywords. */
  readonly tokens: readonly Uint8Array[];
  /** No longer input is tried. */
  readonly maxBytes: number;
  /**
   * Tries one input.
   * @param random for splits and the like; the same for the same input.
   * @throws whatever the code under trial throws, and `Broken` where one of its promises does not hold.
   */
  check(input: Uint8Array, random: SeededRandom): void;
  /** One long-lived instance that is fed a stream, for measuring memory; absent where nothing is kept between inputs. */
  open?(): FuzzStream;
}

export interface FuzzStream {
  push(bytes: Uint8Array): void;
}

/** A promise of the code under trial that does not hold. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

/** States what must hold. */
export function must(
  holds: boolean,
  promise: string,
  details: () => unknown = () => undefined,
): asserts holds {
  if (holds) return;
  const more = details();
  throw new Broken(more === undefined ? promise : `${promise}: ${shown(more)}`);
}

/** Both sides are the same by value. */
export function mustEqual(found: unknown, wanted: unknown, promise: string): void {
  const [a, b] = [shown(found), shown(wanted)];
  must(a === b, promise, () => `${a} instead of ${b}`);
}

const maxShown = 600;

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value, plain);
  return text === undefined || text.length <= maxShown ? String(text) : `${text.slice(0, maxShown)}…`;
}

function plain(_key: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return typeof value === 'bigint' ? String(value) : value;
}

/** The randomness that belongs to an input, so that the input alone says what was done with it (FNV-1a). */
export function randomOf(input: Uint8Array): SeededRandom {
  let hash = 0x811c9dc5;
  for (const byte of input) hash = Math.imul(hash ^ byte, 0x01000193);
  return new SeededRandom(hash);
}

/** The input in pieces, cut at random places; no piece is empty. */
export function piecesOf(input: Uint8Array, random: SeededRandom): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  const usual = [1, 2, 7, 64, 4_096][random.below(5)] ?? 1;
  for (let at = 0; at < input.length; ) {
    const length = 1 + random.below(usual);
    pieces.push(input.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

/** Bytes of hexadecimal digits; blanks are for the eye. */
export function hex(digits: string): Uint8Array {
  return new Uint8Array(Buffer.from(digits.replaceAll(/\s/g, ''), 'hex'));
}

/** Bytes of a text in UTF-8. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The parts as one piece. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/**
 * Reads decisions from an input's bytes, so that whatever is built from them (documents, strokes, messages) is mutated,
 * told and kept as bytes like every other input. Beyond the end it reads zeros.
 */
export class Choices {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isOver(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    const byte = this.#bytes[this.#at] ?? 0;
    this.#at += 1;
    return byte;
  }

  /** A whole number from 0 up to, not including, `bound`, at most 65536. */
  below(bound: number): number {
    return (bound <= 256 ? this.byte() : this.byte() + 256 * this.byte()) % bound;
  }

  flag(): boolean {
    return (this.byte() & 1) === 1;
  }

  pick<Value>(values: readonly Value[]): Value {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new Error('there is something to pick from');
    return value;
  }

  take(length: number): Uint8Array {
    const taken = this.#bytes.slice(this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }

  /** A text with everything that may stand in one: UTF-8, half surrogates where UTF-8 is broken, or blanks without end. */
  text(maxBytes: number): string {
    const how = this.byte();
    const bytes = this.take(this.below(maxBytes + 1));
    if (how % 16 === 15) return (textOfUnits(bytes) || ' ').repeat(1 + (how >> 4));
    return how % 8 === 7 ? textOfUnits(bytes) : new TextDecoder('utf-8').decode(bytes);
  }

  /** Everything that is left. */
  rest(): Uint8Array {
    return this.take(this.#bytes.length - this.#at);
  }
}

/** Any two bytes are a UTF-16 unit, half of a surrogate pair included. */
export function textOfUnits(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2)
    text += String.fromCharCode((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0));
  return text;
}
