import { divideDown } from './amounts.ts';

/**
 * How to group units of an any-n percentage so that rounding gives most. A group saves floor((Σ price × q + 49) / 100)
 * with q = 100 − payPct, which is what half-up rounding of its payable leaves (rules.percentRounding). The whole
 * dollars of price × q / 100 are certain; only the remainders, below 100, depend on who stands with whom.
 */
export class PercentGrouping {
  /** The distinct remainders, rising. */
  readonly remainders: readonly number[];
  readonly #n: number;
  readonly #spend: () => boolean;
  readonly #known = new Map<string, { readonly gain: number; readonly first: readonly number[] }>();

  /**
   * @param n units of a group. @param spend called for each case looked at; answers false once no more may be.
   */
  constructor(remainders: Iterable<number>, n: number, spend: () => boolean) {
    this.remainders = [...new Set(remainders)].sort((a, b) => a - b);
    this.#n = n;
    this.#spend = spend;
  }

  /**
   * The most dollars that grouping all these units adds to the certain ones; undefined if it took too long.
   * @param counts units of each remainder; a multiple of n in all.
   */
  gain(counts: readonly number[]): number | undefined {
    const key = counts.join();
    const known = this.#known.get(key);
    if (known !== undefined) return known.gain;
    let lead = counts.length - 1;
    while (lead >= 0 && counts[lead] === 0) lead -= 1;
    if (lead < 0) return 0;
    if (!this.#spend()) return undefined;
    const ceiling = this.#ceiling(counts);
    let best = -1;
    let first: readonly number[] = [];
    const rest = [...counts];
    const group: number[] = [lead];
    rest[lead] = (rest[lead] ?? 0) - 1;
    // Depth first over what may stand with the largest remainder; true ends it, because more is not possible or not affordable.
    const fill = (highest: number, sum: number): boolean => {
      if (group.length === this.#n) {
        const others = this.gain(rest);
        if (others === undefined) return true;
        const total = others + divideDown(sum + 49, 100);
        if (total > best) {
          best = total;
          first = [...group];
        }
        return best === ceiling;
      }
      for (let index = highest; index >= 0; index -= 1) {
        const have = rest[index] ?? 0;
        if (have === 0) continue;
        rest[index] = have - 1;
        group.push(index);
        const isOver = fill(index, sum + (this.remainders[index] ?? 0));
        group.pop();
        rest[index] = have;
        if (isOver) return true;
      }
      return false;
    };
    const isCut = fill(lead, this.remainders[lead] ?? 0) && best < ceiling;
    if (isCut) return undefined;
    this.#known.set(key, { gain: best, first });
    return best;
  }

  /** The groups behind `gain`, as indexes into the remainders; only after `gain` gave an answer for these counts. */
  groups(counts: readonly number[]): readonly (readonly number[])[] {
    const groups: (readonly number[])[] = [];
    const rest = [...counts];
    for (;;) {
      const known = this.#known.get(rest.join());
      if (known === undefined) return groups;
      groups.push(known.first);
      for (const index of known.first) rest[index] = (rest[index] ?? 0) - 1;
    }
  }

  /** No grouping gives more than all remainders together with every group rounded up by 0.49. */
  #ceiling(counts: readonly number[]): number {
    let sum = 0;
    let units = 0;
    for (const [index, count] of counts.entries()) {
      sum += count * (this.remainders[index] ?? 0);
      units += count;
    }
    return divideDown(sum + 49 * divideDown(units, this.#n), 100);
  }
}
