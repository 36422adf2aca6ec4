import { divideDown, savingAt } from './amounts.ts';
import { type Deal, partOfPrice, savingOf, type UnitClass } from './deal.ts';
import { PercentGrouping } from './percent-grouping.ts';

/**
 * What the search must remember of one deal while it walks the units dearest first: not which units joined, only how
 * the group that is still open stands. Small states are what keeps the search exact on large baskets:
 * - pair: of the units that join, every second one is the cheaper of a pair, since pairing neighbours is best;
 * - price: how many are in the open group, each paying its part of the price;
 * - percent: the same where all remainders are equal, else how many of each remainder joined;
 * - bundle: by how much each slot is ahead of the emptiest.
 */
export interface DealMachine {
  /** States are 0 (nothing open) to `states` − 1. */
  readonly states: number;
  /**
   * A unit joins. Sets `gain` (whole NT$ that are certain now; may be negative until the group is full) and `fired`
   * (groups completed). @returns the next state, or −1 where the bound is passed.
   */
  step(state: number, unitClass: number, slot: number): number;
  gain: number;
  fired: number;
  /** Units that the open groups still need. */
  needs(state: number): number;
  /** At most so many thousandths of a dollar come on top of the bounds of the units to come, none above `price`. */
  promise(state: number, price: number): number;
  /** After the last unit that the deal touches: sets `gain` and `fired`. @returns whether nothing is left open. */
  close(state: number): boolean;
  /** At most so many thousandths of a dollar come with one unit of this class. */
  unitBound(unitClass: number): number;
}

/** Makes the machine of a deal. @param spend counts cases against the bound; false once it is passed. */
export function machineFor(
  deal: Deal,
  dealIndex: number,
  classes: readonly UnitClass[],
  spend: () => boolean,
): DealMachine {
  switch (deal.kind) {
    case 'pair':
      return new PairMachine(deal, classes);
    case 'price':
      return new PriceMachine(deal, classes);
    case 'bundle':
      return new BundleMachine(deal, dealIndex, classes);
    case 'percent': {
      const mine = classes.filter((it) => it.slots[dealIndex] !== 0);
      const remainders = new Set(mine.map((it) => remainderOf(deal, it.price)));
      if (deal.n === 1 || remainders.size === 1) return new EvenPercentMachine(deal, classes);
      return new MixedPercentMachine(deal, dealIndex, classes, spend);
    }
  }
}

type DealOf<Kind extends Deal['kind']> = Extract<Deal, { readonly kind: Kind }>;

/** Hundredths of a dollar that are no whole dollar in the unit's share of the saving. */
export function remainderOf(deal: DealOf<'percent'>, price: number): number {
  return (price * (100 - deal.payPct)) % 100;
}

const priceOf = (classes: readonly UnitClass[], unitClass: number) => classes[unitClass]?.price ?? 0;

class PairMachine implements DealMachine {
  readonly states = 2;
  gain = 0;
  fired = 0;
  readonly #deal: DealOf<'pair'>;
  readonly #savings: readonly number[];

  constructor(deal: DealOf<'pair'>, classes: readonly UnitClass[]) {
    this.#deal = deal;
    this.#savings = classes.map((it) => savingAt(it.price, deal.payPct));
  }

  step(state: number, unitClass: number): number {
    this.gain = state === 0 ? 0 : (this.#savings[unitClass] ?? 0);
    this.fired = state;
    return 1 - state;
  }

  needs(state: number): number {
    return state;
  }

  promise(state: number, price: number): number {
    return state * 500 * savingAt(price, this.#deal.payPct);
  }

  close(state: number): boolean {
    this.gain = 0;
    this.fired = 0;
    return state === 0;
  }

  /** Half each: of neighbours the cheaper saves no more than half of what both would. */
  unitBound(unitClass: number): number {
    return 500 * (this.#savings[unitClass] ?? 0);
  }
}

class PriceMachine implements DealMachine {
  readonly states: number;
  gain = 0;
  fired = 0;
  readonly #deal: DealOf<'price'>;
  readonly #classes: readonly UnitClass[];

  constructor(deal: DealOf<'price'>, classes: readonly UnitClass[]) {
    this.#deal = deal;
    this.#classes = classes;
    this.states = deal.n;
  }

  step(state: number, unitClass: number): number {
    this.gain = priceOf(this.#classes, unitClass) - partOfPrice(this.#deal, state);
    const isFull = state + 1 === this.#deal.n;
    this.fired = isFull ? 1 : 0;
    return isFull ? 0 : state + 1;
  }

  needs(state: number): number {
    return state === 0 ? 0 : this.#deal.n - state;
  }

  promise(): number {
    return 0;
  }

  close(state: number): boolean {
    this.gain = 0;
    this.fired = 0;
    return state === 0;
  }

  unitBound(unitClass: number): number {
    return 1000 * (priceOf(this.#classes, unitClass) - partOfPrice(this.#deal, this.#deal.n - 1));
  }
}

/** An any-n percentage where it does not matter who stands with whom: all units leave the same remainder. */
class EvenPercentMachine implements DealMachine {
  readonly states: number;
  gain = 0;
  fired = 0;
  readonly #deal: DealOf<'percent'>;
  readonly #classes: readonly UnitClass[];

  constructor(deal: DealOf<'percent'>, classes: readonly UnitClass[]) {
    this.#deal = deal;
    this.#classes = classes;
    this.states = deal.n;
  }

  step(state: number, unitClass: number): number {
    const price = priceOf(this.#classes, unitClass);
    const remainder = remainderOf(this.#deal, price);
    const isFull = state + 1 === this.#deal.n;
    const rounding = isFull ? divideDown(this.#deal.n * remainder + 49, 100) : 0;
    this.gain = divideDown(price * (100 - this.#deal.payPct), 100) + rounding;
    this.fired = isFull ? 1 : 0;
    return isFull ? 0 : state + 1;
  }

  needs(state: number): number {
    return state === 0 ? 0 : this.#deal.n - state;
  }

  promise(state: number): number {
    return state * 1_500;
  }

  close(state: number): boolean {
    this.gain = 0;
    this.fired = 0;
    return state === 0;
  }

  unitBound(unitClass: number): number {
    if (this.#deal.n === 1) return 1000 * savingOf(this.#deal, [priceOf(this.#classes, unitClass)]);
    return boundOfPercent(this.#deal, priceOf(this.#classes, unitClass));
  }
}

/** A group saves at most (gross × q + 49) / 100: each unit its part of that. */
function boundOfPercent(deal: DealOf<'percent'>, price: number): number {
  return price * (100 - deal.payPct) * 10 + divideDown(490, deal.n) + 1;
}

/** States that are counts, numbered as they are met. */
class NumberedCounts {
  readonly counts: number[][] = [];
  readonly #numbers = new Map<string, number>();
  readonly #most: number;

  constructor(width: number, most: number) {
    this.#most = most;
    this.number(Array<number>(width).fill(0));
  }

  number(counts: number[]): number {
    const key = counts.join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    if (this.counts.length >= this.#most) return -1;
    this.#numbers.set(key, this.counts.length);
    this.counts.push(counts);
    return this.counts.length - 1;
  }

  of(state: number): readonly number[] {
    return this.counts[state] ?? [];
  }
}

/** No machine numbers more states than this; more would pass the node bound anyway. */
const MOST_STATES = 16_384;

class MixedPercentMachine implements DealMachine {
  readonly states: number;
  gain = 0;
  fired = 0;
  readonly grouping: PercentGrouping;
  readonly #deal: DealOf<'percent'>;
  readonly #indexes: readonly number[];
  readonly #certain: readonly number[];
  readonly #bounds: readonly number[];
  readonly #joined: NumberedCounts;

  constructor(
    deal: DealOf<'percent'>,
    dealIndex: number,
    classes: readonly UnitClass[],
    spend: () => boolean,
  ) {
    this.#deal = deal;
    const mine = classes.filter((it) => it.slots[dealIndex] !== 0);
    this.grouping = new PercentGrouping(
      mine.map((it) => remainderOf(deal, it.price)),
      deal.n,
      spend,
    );
    const { remainders } = this.grouping;
    this.#indexes = classes.map((it) => remainders.indexOf(remainderOf(deal, it.price)));
    this.#certain = classes.map((it) => divideDown(it.price * (100 - deal.payPct), 100));
    this.#bounds = classes.map((it) => boundOfPercent(deal, it.price));
    const most = Array<number>(remainders.length).fill(1);
    for (const it of mine) {
      const index = remainders.indexOf(remainderOf(deal, it.price));
      most[index] = (most[index] ?? 1) + it.count;
    }
    this.states = Math.min(
      MOST_STATES,
      most.reduce((product, each) => Math.min(MOST_STATES, product * each), 1),
    );
    this.#joined = new NumberedCounts(remainders.length, this.states);
  }

  step(state: number, unitClass: number): number {
    const index = this.#indexes[unitClass] ?? 0;
    this.gain = this.#certain[unitClass] ?? 0;
    this.fired = 0;
    const next = [...this.#joined.of(state)];
    next[index] = (next[index] ?? 0) + 1;
    return this.#joined.number(next);
  }

  needs(state: number): number {
    const over = this.#unitsIn(state) % this.#deal.n;
    return over === 0 ? 0 : this.#deal.n - over;
  }

  promise(state: number): number {
    const { remainders } = this.grouping;
    let sum = 0;
    for (const [index, count] of this.#joined.of(state).entries()) sum += count * (remainders[index] ?? 0);
    return sum * 10 + divideDown(490 * this.#unitsIn(state), this.#deal.n) + 1;
  }

  close(state: number): boolean {
    const units = this.#unitsIn(state);
    if (units % this.#deal.n !== 0) return false;
    const gain = this.grouping.gain(this.#joined.of(state));
    if (gain === undefined) return false;
    this.gain = gain;
    this.fired = divideDown(units, this.#deal.n);
    return true;
  }

  unitBound(unitClass: number): number {
    return this.#bounds[unitClass] ?? 0;
  }

  #unitsIn(state: number): number {
    return this.#joined.of(state).reduce((sum, count) => sum + count, 0);
  }
}

class BundleMachine implements DealMachine {
  readonly states: number;
  gain = 0;
  fired = 0;
  readonly #deal: DealOf<'bundle'>;
  readonly #dealIndex: number;
  readonly #classes: readonly UnitClass[];
  readonly #ahead: NumberedCounts;

  constructor(deal: DealOf<'bundle'>, dealIndex: number, classes: readonly UnitClass[]) {
    this.#deal = deal;
    this.#dealIndex = dealIndex;
    this.#classes = classes;
    let states = 1;
    for (let slot = 0; slot < deal.n; slot += 1) {
      let units = 0;
      for (const it of classes) if (((it.slots[dealIndex] ?? 0) & (1 << slot)) !== 0) units += it.count;
      states = Math.min(MOST_STATES, states * (units + 1));
    }
    this.states = states;
    this.#ahead = new NumberedCounts(deal.n, states);
  }

  step(state: number, unitClass: number, slot: number): number {
    this.gain = priceOf(this.#classes, unitClass) - partOfPrice(this.#deal, slot);
    const next = [...this.#ahead.of(state)];
    next[slot] = (next[slot] ?? 0) + 1;
    const isFull = next.every((count) => count > 0);
    this.fired = isFull ? 1 : 0;
    return this.#ahead.number(isFull ? next.map((count) => count - 1) : next);
  }

  needs(state: number): number {
    const ahead = this.#ahead.of(state);
    const most = Math.max(...ahead);
    return ahead.reduce((sum, count) => sum + most - count, 0);
  }

  promise(): number {
    return 0;
  }

  close(state: number): boolean {
    this.gain = 0;
    this.fired = 0;
    return state === 0;
  }

  unitBound(unitClass: number): number {
    const slots = this.#classes[unitClass]?.slots[this.#dealIndex] ?? 0;
    let bound = 0;
    for (let slot = 0; slot < this.#deal.n; slot += 1) {
      if ((slots & (1 << slot)) === 0) continue;
      bound = Math.max(bound, 1000 * (priceOf(this.#classes, unitClass) - partOfPrice(this.#deal, slot)));
    }
    return bound;
  }
}
