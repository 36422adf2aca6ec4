import { divideDown } from './amounts.ts';

interface Candidate {
  /** Indexes into the remainders. */
  readonly group: readonly number[];
  /** Hundredths that rounding down loses on it. */
  readonly waste: number;
}

/** Groups looked at for the price of one case of the bound: they are that much quicker. */
const GROUPS_PER_CASE = 32;

/** One character for each count: counts are below the node bound, which is far below what a character holds. */
function keyOf(counts: readonly number[]): string {
  return String.fromCharCode(...counts);
}

/** What `units` remainders, each as often as liked, can sum to, modulo 100. */
function sumsOf(remainders: readonly number[], units: number): readonly number[] {
  let sums = new Set([0]);
  for (let unit = 0; unit < units; unit += 1) {
    const next = new Set<number>();
    for (const sum of sums) for (const it of remainders) next.add((sum + it) % 100);
    sums = next;
  }
  return [...sums];
}

/**
 * How to group units of an any-n percentage so that rounding gives most. A group saves floor((Σ price × q + 49) / 100)
 * with q = 100 − payPct, which is what half-up rounding of its payable leaves (rules.percentRounding). The whole
 * dollars of price × q / 100 are certain; only the remainders, below 100, depend on who stands with whom.
 *
 * All groups together have Σ remainders + 49 per group; what does not make whole dollars within a group is waste. The
 * fewest dollars lost mean waste within a budget: the budget starts where nothing is lost and rises by a dollar until
 * a grouping fits, so that most groups are ruled out by their own waste.
 */
export class PercentGrouping {
  /** The distinct remainders, rising. */
  readonly remainders: readonly number[];
  /** For each remainder the least waste, in hundredths, of any group that it can be in. */
  readonly leastWaste: readonly number[];
  readonly #n: number;
  readonly #spend: () => boolean;
  readonly #known = new Map<
    string,
    { readonly gain: number; readonly groups: readonly (readonly number[])[] }
  >();
  /** The largest budget that is known to be too small, by what is left to group. */
  readonly #tooSmall = new Map<string, number>();
  #isOver = false;

  /**
   * @param n units of a group. @param spend called for each case looked at; answers false once no more may be.
   */
  constructor(remainders: Iterable<number>, n: number, spend: () => boolean) {
    this.remainders = [...new Set(remainders)].sort((a, b) => a - b);
    const sums = sumsOf(this.remainders, n - 1);
    this.leastWaste = this.remainders.map((it) => Math.min(...sums.map((sum) => (it + sum + 49) % 100)));
    this.#n = n;
    this.#spend = spend;
  }

  /**
   * The most dollars that grouping all these units adds to the certain ones; undefined if it took too long.
   * @param counts units of each remainder; a multiple of n in all.
   */
  gain(counts: readonly number[]): number | undefined {
    const key = keyOf(counts);
    const known = this.#known.get(key);
    if (known !== undefined) return known.gain;
    let hundredths = 0;
    let units = 0;
    for (const [index, count] of counts.entries()) {
      hundredths += count * (this.remainders[index] ?? 0);
      units += count;
    }
    const all = hundredths + 49 * divideDown(units, this.#n);
    for (let budget = all % 100; ; budget += 100) {
      const groups: (readonly number[])[] = [];
      if (this.#fits([...counts], budget, groups)) {
        const gain = divideDown(all - budget, 100);
        this.#known.set(key, { gain, groups });
        return gain;
      }
      if (this.#isOver) return undefined;
    }
  }

  /** The groups behind `gain`, as indexes into the remainders; only after `gain` gave an answer for these counts. */
  groups(counts: readonly number[]): readonly (readonly number[])[] {
    return this.#known.get(keyOf(counts))?.groups ?? [];
  }

  /** Whether all of `left` can be grouped wasting at most `budget` hundredths; `groups` gets them. */
  #fits(left: number[], budget: number, groups: (readonly number[])[]): boolean {
    let lead = left.length - 1;
    while (lead >= 0 && left[lead] === 0) lead -= 1;
    if (lead < 0) return true;
    let least = 0;
    for (let index = 0; index <= lead; index += 1)
      least += (left[index] ?? 0) * (this.leastWaste[index] ?? 0);
    if (least > budget * this.#n) return false;
    if (!this.#spend()) this.#isOver = true;
    if (this.#isOver) return false;
    const key = keyOf(left);
    if (budget <= (this.#tooSmall.get(key) ?? -1)) return false;
    for (const { group, waste } of this.#candidates(left, lead, budget)) {
      for (const index of group) left[index] = (left[index] ?? 0) - 1;
      groups.push(group);
      const isDone = this.#fits(left, budget - waste, groups);
      for (const index of group) left[index] = (left[index] ?? 0) + 1;
      if (isDone) return true;
      groups.pop();
      if (this.#isOver) return false;
    }
    if (!this.#isOver) this.#tooSmall.set(key, budget);
    return false;
  }

  /** The groups that the largest remainder left can be in, least waste first. */
  #candidates(left: number[], lead: number, budget: number): readonly Candidate[] {
    const found: Candidate[] = [];
    const group: number[] = [lead];
    let looked = 0;
    const fill = (highest: number, sum: number): void => {
      if (group.length === this.#n) {
        looked += 1;
        if (looked % GROUPS_PER_CASE === 0 && !this.#spend()) this.#isOver = true;
        const waste = (sum + 49) % 100;
        if (waste <= budget) found.push({ group: [...group], waste });
        return;
      }
      for (let index = highest; index >= 0 && !this.#isOver; index -= 1) {
        const have = left[index] ?? 0;
        if (have === 0) continue;
        left[index] = have - 1;
        group.push(index);
        fill(index, sum + (this.remainders[index] ?? 0));
        group.pop();
        left[index] = have;
      }
    };
    left[lead] = (left[lead] ?? 0) - 1;
    fill(lead, this.remainders[lead] ?? 0);
    left[lead] = (left[lead] ?? 0) + 1;
    return this.#isOver ? [] : found.sort((a, b) => a.waste - b.waste);
  }
}
