import { OVER } from './deal.ts';

/** No machine numbers more states than this; more would pass the node bound anyway. */
export const MOST_STATES = 16_384;

/** States that are counts, numbered as they are met; 0 is all zeros. The search walks the same ways again and again. */
export class NumberedCounts {
  readonly #counts: (readonly number[])[] = [];
  readonly #units: number[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #ways = new Map<number, number>();
  readonly #width: number;
  readonly #most: number;
  readonly #settle: (counts: readonly number[]) => readonly number[];

  /** @param most states that may be numbered. @param settle turns counts into those that stand for them. */
  constructor(width: number, most: number, settle = (counts: readonly number[]) => counts) {
    this.#width = width;
    this.#most = most;
    this.#settle = settle;
    this.#number(Array<number>(width).fill(0));
  }

  /** The state with one more at `index`; `OVER` where there are too many. */
  plusOne(state: number, index: number): number {
    const way = state * this.#width + index;
    const known = this.#ways.get(way);
    if (known !== undefined) return known;
    const counts = this.of(state);
    const next = this.#number(this.#settle(counts.with(index, (counts[index] ?? 0) + 1)));
    this.#ways.set(way, next);
    return next;
  }

  of(state: number): readonly number[] {
    return this.#counts[state] ?? [];
  }

  /** Sum of the counts. */
  unitsIn(state: number): number {
    return this.#units[state] ?? 0;
  }

  #number(counts: readonly number[]): number {
    const key = String.fromCharCode(...counts);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#counts.length;
    if (number >= this.#most) return OVER;
    this.#numbers.set(key, number);
    this.#counts.push(counts);
    this.#units.push(counts.reduce((sum, count) => sum + count, 0));
    return number;
  }
}
