import { halfUp, prorate, sumOf } from './amounts.ts';
import type { Offer, OfferOf } from './sale.ts';

/** A line whose units may be in item deals: all of one article, all at one current price. */
export interface DealLine {
  readonly sku: string;
  readonly category: string;
  readonly price: bigint;
  readonly units: number;
}

export type ItemDeal = OfferOf<
  'ANY_N_PCT' | 'ANY_N_PRICE' | 'SECOND_PCT' | 'BOGO' | 'BUNDLE' | 'SEGMENT_PCT'
>;

/** One way in which one promotion can fire once: so many units of each line, and what each line saves by it. */
export interface Firing {
  readonly id: string;
  readonly counts: readonly number[];
  readonly saving: bigint;
  readonly perLine: readonly bigint[];
}

export function isItemDeal(offer: Offer): offer is ItemDeal {
  return ['ANY_N_PCT', 'ANY_N_PRICE', 'SECOND_PCT', 'BOGO', 'BUNDLE', 'SEGMENT_PCT'].includes(offer.type);
}

/** Whether the offer's set names this article and does not take it out again. */
export function isNamed(
  offer: {
    readonly categories?: readonly string[] | undefined;
    readonly skus?: readonly string[] | undefined;
    readonly exclude?: Offer['exclude'];
  },
  line: { readonly sku: string; readonly category: string },
): boolean {
  const isIn = (names: readonly string[] | undefined, name: string) => names?.includes(name) === true;
  if (isIn(offer.exclude?.skus, line.sku) || isIn(offer.exclude?.categories, line.category)) return false;
  return isIn(offer.skus, line.sku) || isIn(offer.categories, line.category);
}

/** Every firing of every deal: all choices of units, those that save nothing left out. */
export function allFirings(deals: readonly ItemDeal[], lines: readonly DealLine[]): readonly Firing[] {
  return deals.flatMap((deal) => {
    const choices = new Map<string, readonly number[]>();
    for (const places of choicesOf(deal, lines)) {
      const counts = lines.map((_, place) => places.filter((each) => each === place).length);
      if (lines.every((line, place) => (counts[place] ?? 0) <= line.units))
        choices.set(counts.join(), counts);
    }
    return [...choices.values()].flatMap((counts) => {
      const prices = lines.flatMap((line, place) => Array<bigint>(counts[place] ?? 0).fill(line.price));
      const saving = sumOf(prices) - payableOf(deal, prices);
      if (saving <= 0n) return [];
      const shares = prorate(saving, prices);
      let next = 0;
      const perLine = counts.map((count) => {
        next += count;
        return sumOf(shares.slice(next - count, next));
      });
      return [{ id: deal.id, counts, saving, perLine }];
    });
  });
}

/** Places of lines, one for each unit that the deal takes. */
function choicesOf(deal: ItemDeal, lines: readonly DealLine[]): readonly (readonly number[])[] {
  const named = lines.flatMap((line, place) =>
    deal.type !== 'BUNDLE' && isNamed(deal, line) ? [place] : [],
  );
  switch (deal.type) {
    case 'SEGMENT_PCT':
      return named.map((place) => [place]);
    case 'SECOND_PCT':
    case 'BOGO':
      return multisets(named, 2);
    case 'ANY_N_PCT':
    case 'ANY_N_PRICE':
      return multisets(named, deal.n);
    case 'BUNDLE':
      return deal.slots.reduce<readonly (readonly number[])[]>(
        (chosen, slot) =>
          chosen.flatMap((places) =>
            lines.flatMap((line, place) =>
              slot.includes(line.sku) && !isTakenOut(deal, line) ? [[...places, place]] : [],
            ),
          ),
        [[]],
      );
  }
}

function isTakenOut(deal: ItemDeal, line: DealLine): boolean {
  return deal.exclude !== undefined && isNamed(deal.exclude, line);
}

function multisets(places: readonly number[], size: number): readonly (readonly number[])[] {
  if (size === 0) return [[]];
  return places.flatMap((place, index) =>
    multisets(places.slice(index), size - 1).map((rest) => [place, ...rest]),
  );
}

function payableOf(deal: ItemDeal, prices: readonly bigint[]): bigint {
  const all = sumOf(prices);
  const cheapest = prices.reduce((a, b) => (b < a ? b : a), prices[0] ?? 0n);
  switch (deal.type) {
    case 'SEGMENT_PCT':
    case 'ANY_N_PCT':
      return halfUp(all * BigInt(deal.payPct), 100n);
    case 'SECOND_PCT':
      return halfUp((all - cheapest) * 100n + cheapest * BigInt(deal.payPct), 100n);
    case 'BOGO':
      return all - cheapest;
    case 'ANY_N_PRICE':
    case 'BUNDLE':
      return BigInt(deal.price);
  }
}

/** A set of firings with nothing left to choose: which promotions, sorted, and what each line saves. */
export interface Outcome {
  readonly ids: readonly string[];
  readonly perLine: readonly bigint[];
}

/** All sets of firings that save most with the fewest deals. */
interface Best {
  readonly saving: bigint;
  readonly deals: number;
  readonly outcomes: readonly Outcome[];
}

/**
 * Looks at every set of firings in which each unit is at most once, and keeps all that save most and, of those, have
 * the fewest deals (rules.deals). Slow: meant for a dozen units.
 */
export function everyBest(firings: readonly Firing[], lines: readonly DealLine[]): Best {
  const memo = new Map<string, Best>();
  const best = (left: readonly number[]): Best => {
    const key = left.join();
    const known = memo.get(key);
    if (known !== undefined) return known;
    const first = left.findIndex((count) => count > 0);
    const found =
      first < 0 ? { saving: 0n, deals: 0, outcomes: [nothing(lines.length)] } : bestFrom(left, first);
    memo.set(key, found);
    return found;
  };
  // The first unit that is left is either in no deal, or in one of the firings that take a unit of its line.
  const bestFrom = (left: readonly number[], first: number): Best => {
    const without = best(left.map((count, place) => (place === first ? count - 1 : count)));
    const candidates = firings
      .filter(
        ({ counts }) =>
          (counts[first] ?? 0) > 0 && counts.every((count, place) => count <= (left[place] ?? 0)),
      )
      .map((firing) =>
        extended(best(left.map((count, place) => count - (firing.counts[place] ?? 0))), firing),
      );
    return [without, ...candidates].reduce(better);
  };
  return best(lines.map((line) => line.units));
}

function nothing(lines: number): Outcome {
  return { ids: [], perLine: Array<bigint>(lines).fill(0n) };
}

function joined({ ids, perLine }: Outcome, firing: Firing): Outcome {
  return {
    ids: [...ids, firing.id].sort(),
    perLine: perLine.map((amount, place) => amount + (firing.perLine[place] ?? 0n)),
  };
}

function distinct(outcomes: readonly Outcome[]): readonly Outcome[] {
  return [...new Map(outcomes.map((each) => [`${each.ids.join()}|${each.perLine.join()}`, each])).values()];
}

function extended(rest: Best, firing: Firing): Best {
  return {
    saving: rest.saving + firing.saving,
    deals: rest.deals + 1,
    outcomes: rest.outcomes.map((outcome) => joined(outcome, firing)),
  };
}

function better(a: Best, b: Best): Best {
  if (a.saving !== b.saving) return a.saving > b.saving ? a : b;
  if (a.deals !== b.deals) return a.deals < b.deals ? a : b;
  return { ...a, outcomes: distinct([...a.outcomes, ...b.outcomes]) };
}

/** The one outcome that the rules name, or why they leave it open. */
export type Choice =
  | { readonly kind: 'one'; readonly outcome: Outcome; readonly isTie: boolean }
  | { readonly kind: 'open'; readonly why: string };

/** Of equally good outcomes the one with the lower promotion ids (rules.deals). */
export function chosen({ outcomes }: Best): Choice {
  const [byText, byNumber] = [textOrder, numberOrder].map((order) => {
    const first = outcomes.map(({ ids }) => ids).reduce((a, b) => (compared(b, a, order) < 0 ? b : a));
    return outcomes.filter(({ ids }) => compared(ids, first, order) === 0);
  });
  const [outcome, ...others] = byText ?? [];
  if (outcome === undefined) throw new Error('no outcome at all');
  if (byNumber?.[0]?.ids.join() !== outcome.ids.join())
    return { kind: 'open', why: 'ids compare differently as text and as numbers' };
  if (others.length > 0)
    return { kind: 'open', why: 'the same deals on other units, with other figures on the lines' };
  return { kind: 'one', outcome, isTie: outcomes.length > 1 };
}

type Order = (a: string, b: string) => number;
const textOrder: Order = (a, b) => (a < b ? -1 : Number(a > b));
const numberOrder: Order = (a, b) => Number(a.replace(/\D/gu, '')) - Number(b.replace(/\D/gu, ''));

function compared(a: readonly string[], b: readonly string[], order: Order): number {
  const sorted = [a, b].map((ids) => [...ids].sort(order));
  const place = a.findIndex((_, index) => order(sorted[0]?.[index] ?? '', sorted[1]?.[index] ?? '') !== 0);
  return place < 0 ? 0 : order(sorted[0]?.[place] ?? '', sorted[1]?.[place] ?? '');
}

/**
 * What a till that takes the largest saving first would save: again and again a firing that saves most among the units
 * that are left (payments-points.md 4.3, SC-10). Of equal ones any may be taken; all of them are followed, and where
 * they end at different savings there is no one answer.
 */
export function greedy(firings: readonly Firing[], lines: readonly DealLine[]): Choice {
  const memo = new Map<string, readonly Outcome[]>();
  const ends = (left: readonly number[]): readonly Outcome[] => {
    const known = memo.get(left.join());
    if (known !== undefined) return known;
    const fitting = firings.filter(({ counts }) =>
      counts.every((count, place) => count <= (left[place] ?? 0)),
    );
    const most = fitting.reduce((best, { saving }) => (saving > best ? saving : best), 0n);
    const found = fitting
      .filter(({ saving }) => saving === most)
      .flatMap((firing) =>
        ends(left.map((count, place) => count - (firing.counts[place] ?? 0))).map((rest) =>
          joined(rest, firing),
        ),
      );
    const outcomes = found.length === 0 ? [nothing(lines.length)] : distinct(found);
    memo.set(left.join(), outcomes);
    return outcomes;
  };
  const [first, ...others] = ends(lines.map(({ units }) => units));
  if (first === undefined) throw new Error('no outcome at all');
  const savingOf = ({ perLine }: Outcome) => perLine.reduce((sum, amount) => sum + amount, 0n);
  return others.some((each) => savingOf(each) !== savingOf(first))
    ? { kind: 'open', why: 'greedy has several answers' }
    : { kind: 'one', outcome: first, isTie: others.length > 0 };
}
