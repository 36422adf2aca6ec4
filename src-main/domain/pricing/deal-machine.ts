import { savingAt } from './amounts.ts';
import { type Deal, type DealMachine, NOT_NOW, partOfPrice, remainderOf, type UnitClass } from './deal.ts';
import { MOST_STATES, NumberedCounts } from './numbered-counts.ts';
import { EvenPercentMachine, MixedPercentMachine } from './percent-machines.ts';

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

/** Weights that make one number of all states; undefined where they do not fit a safe integer. */
export function placesOf(machines: readonly DealMachine[]): readonly number[] | undefined {
  const places: number[] = [];
  let place = 1;
  for (const machine of machines) {
    places.push(place);
    place *= machine.states;
    if (place > Number.MAX_SAFE_INTEGER) return undefined;
  }
  return places;
}

type DealOf<Kind extends Deal['kind']> = Extract<Deal, { readonly kind: Kind }>;

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

class BundleMachine implements DealMachine {
  readonly states: number;
  gain = 0;
  fired = 0;
  readonly #deal: DealOf<'bundle'>;
  readonly #dealIndex: number;
  readonly #classes: readonly UnitClass[];
  readonly #ahead: NumberedCounts;
  /** For each slot the one before it that takes the very same units, or −1: such slots are filled in turn. */
  readonly #twins: readonly number[];

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
    const takersOf = (slot: number) => classes.map((it) => ((it.slots[dealIndex] ?? 0) >> slot) & 1).join('');
    const takers = Array.from({ length: deal.n }, (_, slot) => takersOf(slot));
    this.#twins = takers.map((own, slot) => (slot === 0 ? -1 : takers.lastIndexOf(own, slot - 1)));
    this.#ahead = new NumberedCounts(deal.n, states, (counts) =>
      counts.every((count) => count > 0) ? counts.map((count) => count - 1) : counts,
    );
  }

  step(state: number, unitClass: number, slot: number): number {
    this.gain = priceOf(this.#classes, unitClass) - partOfPrice(this.#deal, slot);
    const twin = this.#twins[slot] ?? -1;
    if (twin >= 0) {
      const ahead = this.#ahead.of(state);
      if ((ahead[twin] ?? 0) <= (ahead[slot] ?? 0)) return NOT_NOW;
    }
    const next = this.#ahead.plusOne(state, slot);
    // A full set leaves fewer units open than there were.
    this.fired = next >= 0 && this.#ahead.unitsIn(next) <= this.#ahead.unitsIn(state) ? 1 : 0;
    return next;
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
