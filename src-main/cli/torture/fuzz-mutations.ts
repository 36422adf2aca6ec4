import type { SeededRandom } from '../../../fixtures/world/test-world.ts';
import { joined } from './fuzz-target.ts';

/** What inputs are made from. */
export interface Breeding {
  readonly corpus: readonly Uint8Array[];
  readonly tokens: readonly Uint8Array[];
  readonly maxBytes: number;
}

/** Lengths around which counters and buffers go wrong. */
const lengths = [
  0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 55, 56, 63, 64, 127, 128, 255, 256, 1_023, 1_024, 4_096, 8_191, 8_192,
  8_193,
];
const oddBytes = [
  0x00, 0x01, 0x02, 0x03, 0x06, 0x0a, 0x0d, 0x10, 0x11, 0x13, 0x15, 0x1b, 0x1d, 0x20, 0x30, 0x7f, 0x80, 0xfe,
  0xff,
];

/** A new input: one of the corpus, changed a few times, or chance alone. */
export function bredInput(random: SeededRandom, breeding: Breeding): Uint8Array {
  const { corpus, tokens, maxBytes } = breeding;
  const parent = corpus[random.below(Math.max(1, corpus.length))];
  if (parent === undefined || random.below(12) === 0) return chance(random, tokens, maxBytes);
  let input = parent;
  const changes = 1 + random.below(1 + random.below(8));
  for (let i = 0; i < changes; i += 1) input = changed(input, random, breeding);
  return input.slice(0, maxBytes);
}

function chance(random: SeededRandom, tokens: readonly Uint8Array[], maxBytes: number): Uint8Array {
  const length = Math.min(maxBytes, random.below(4) === 0 ? pick(random, lengths) : random.below(200));
  if (tokens.length === 0 || random.below(2) === 0) return random.bytes(length);
  const parts: Uint8Array[] = [];
  for (let count = random.below(12); count >= 0; count -= 1)
    parts.push(random.below(3) === 0 ? random.bytes(random.below(8)) : pick(random, tokens));
  return joined(...parts).slice(0, maxBytes);
}

function changed(
  input: Uint8Array,
  random: SeededRandom,
  { corpus, tokens, maxBytes }: Breeding,
): Uint8Array {
  const at = random.below(input.length + 1);
  const length = Math.min(input.length - at, 1 + random.below(1 + random.below(24)));
  switch (random.below(11)) {
    case 0:
      return withByte(input, at, (byte) => byte ^ (1 << random.below(8)));
    case 1:
      return withByte(input, at, () => pick(random, oddBytes));
    case 2:
      return withByte(input, at, (byte) => byte + (random.below(2) === 0 ? 1 : 255));
    case 3:
      return spliced(input, at, 0, random.bytes(1 + random.below(8)));
    case 4:
      return spliced(input, at, length, new Uint8Array());
    case 5:
      return spliced(input, at, 0, input.slice(at, at + length));
    case 6: {
      const other = pick(random, corpus);
      return joined(input.slice(0, at), other.slice(random.below(other.length + 1)));
    }
    case 7:
    case 8:
      return tokens.length === 0 ? input : spliced(input, at, random.below(2) * length, pick(random, tokens));
    case 9:
      return joined(input, pick(random, corpus));
    default: {
      // One stretch of it over and over: what grows without bound shows itself.
      const stretch = input.slice(at, at + length);
      const wanted = Math.min(maxBytes - input.length, pick(random, lengths));
      const times = stretch.length === 0 ? 0 : Math.max(0, Math.floor(wanted / stretch.length));
      return spliced(input, at, 0, joined(...Array.from({ length: times }, () => stretch)));
    }
  }
}

function withByte(input: Uint8Array, at: number, change: (byte: number) => number): Uint8Array {
  const copy = input.slice();
  if (at < copy.length) copy[at] = change(copy[at] ?? 0);
  return copy;
}

function spliced(input: Uint8Array, at: number, removed: number, put: Uint8Array): Uint8Array {
  return joined(input.slice(0, at), put, input.slice(at + removed));
}

function pick<Value>(random: SeededRandom, values: readonly Value[]): Value {
  const value = values[random.below(values.length)];
  if (value === undefined) throw new Error('there is something to pick from');
  return value;
}
