/** Chance from a seed, the same on every machine: a 32-bit multiplier in exact whole numbers (Park and Miller, 1988). */
export class Seeded {
  #state: bigint;

  constructor(seed: number) {
    this.#state = BigInt(seed) % MODULUS || 1n;
  }

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    this.#state = (this.#state * MULTIPLIER) % MODULUS;
    return Number((this.#state * BigInt(limit)) / MODULUS);
  }

  /** From `low` to `high`, both possible. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  pick<Thing>(things: readonly Thing[]): Thing {
    const thing = things[this.below(things.length)];
    if (thing === undefined) throw new Error('nothing to pick from');
    return thing;
  }

  /** So many different ones, in the order in which they stand. */
  some<Thing>(things: readonly Thing[], count: number): readonly Thing[] {
    const left = things.map((_, place) => place);
    while (left.length > count) left.splice(this.below(left.length), 1);
    return left.map((place) => things[place]).filter((thing) => thing !== undefined);
  }
}

const MODULUS = 2_147_483_647n;
const MULTIPLIER = 48_271n;
