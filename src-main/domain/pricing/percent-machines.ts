import { divideDown } from './amounts.ts';
import { type Deal, type DealMachine, remainderOf, savingOf, type UnitClass } from './deal.ts';
import { MOST_STATES, NumberedCounts } from './numbered-counts.ts';
import { PercentGrouping } from './percent-grouping.ts';

type PercentDeal = Extract<Deal, { readonly kind: 'percent' }>;

const priceOf = (classes: readonly UnitClass[], unitClass: number) => classes[unitClass]?.price ?? 0;

/** An any-n percentage where it does not matter who stands with whom: all units leave the same remainder. */
export class EvenPercentMachine implements DealMachine {
  readonly states: number;
  gain = 0;
  fired = 0;
  readonly #deal: PercentDeal;
  readonly #classes: readonly UnitClass[];

  constructor(deal: PercentDeal, classes: readonly UnitClass[]) {
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

/** Thousandths that rounding gives at most to so many units of groups of n, of which so many hundredths are lost. */
function roundingBound(units: number, waste: number, n: number): number {
  const most = 490 * units - 10 * waste;
  return most < 0 ? -divideDown(-most, n) : divideDown(most, n) + 1;
}

/** A group saves at most (gross × q + 49) / 100: each unit its part of that. */
function boundOfPercent(deal: PercentDeal, price: number, leastWaste = 0): number {
  return price * (100 - deal.payPct) * 10 + roundingBound(1, leastWaste, deal.n);
}

export class MixedPercentMachine implements DealMachine {
  readonly states: number;
  gain = 0;
  fired = 0;
  readonly grouping: PercentGrouping;
  readonly #deal: PercentDeal;
  readonly #indexes: readonly number[];
  readonly #certain: readonly number[];
  readonly #bounds: readonly number[];
  readonly #joined: NumberedCounts;
  readonly #promises: (number | undefined)[] = [];

  constructor(deal: PercentDeal, dealIndex: number, classes: readonly UnitClass[], spend: () => boolean) {
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
    const { leastWaste } = this.grouping;
    this.#bounds = classes.map((it, unitClass) =>
      boundOfPercent(deal, it.price, leastWaste[this.#indexes[unitClass] ?? -1]),
    );
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
    return this.#joined.plusOne(state, index);
  }

  needs(state: number): number {
    const over = this.#joined.unitsIn(state) % this.#deal.n;
    return over === 0 ? 0 : this.#deal.n - over;
  }

  promise(state: number): number {
    const known = this.#promises[state];
    if (known !== undefined) return known;
    const { remainders, leastWaste } = this.grouping;
    let sum = 0;
    let waste = 0;
    for (const [index, count] of this.#joined.of(state).entries()) {
      sum += count * (remainders[index] ?? 0);
      waste += count * (leastWaste[index] ?? 0);
    }
    const promise = sum * 10 + roundingBound(this.#joined.unitsIn(state), waste, this.#deal.n);
    this.#promises[state] = promise;
    return promise;
  }

  close(state: number): boolean {
    const units = this.#joined.unitsIn(state);
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
}
