import { divideDown, payableAt, savingAt } from './amounts.ts';

/**
 * Item deals as the search sees them: numbers only. Units that no deal can tell apart (same price, same deals, same
 * slots) are one class. Prices are the current ones, after the member price.
 */
export interface UnitClass {
  /** Whole NT$. Classes are numbered dearest first, of one price the earlier line first. */
  readonly price: number;
  readonly count: number;
  /** For each deal the slots that a unit may fill, as bits; 0 where the deal does not touch it. */
  readonly slots: readonly number[];
}

interface DealBase {
  /** Deals of one promotion, which competes as one (same-item promotions are a deal per article). */
  readonly promotion: number;
}

/** One way in which units may save together. Numbered by promotion id. */
export type Deal = DealBase &
  (
    | { readonly kind: 'pair'; readonly payPct: number }
    | { readonly kind: 'percent'; readonly n: number; readonly payPct: number }
    | { readonly kind: 'price'; readonly n: number; readonly price: number }
    | { readonly kind: 'bundle'; readonly n: number; readonly price: number }
  );

/** Units of one class in one firing of a deal. */
export interface Take {
  readonly unitClass: number;
  readonly count: number;
}

/** A deal that is applied `times` times to equal units. */
export interface Firing {
  readonly deal: number;
  /** By class, dearest first. */
  readonly takes: readonly Take[];
  /** Whole NT$ of each time, above 0. */
  readonly saving: number;
  readonly times: number;
}

/** How many units one firing takes. */
export function sizeOf(deal: Deal): number {
  return deal.kind === 'pair' ? 2 : deal.n;
}

/** Price of slot `index` of a bundle, or of the unit that comes `index`th into an any-n: the parts sum to the whole. */
export function partOfPrice(deal: { readonly n: number; readonly price: number }, index: number): number {
  return divideDown(deal.price, deal.n) + (index < deal.price % deal.n ? 1 : 0);
}

/**
 * What one firing saves on units of these prices, dearest first (rules.percentRounding: the payable of the group is
 * rounded). @param prices exactly as many as the deal takes. May be negative for a price above its parts.
 */
export function savingOf(deal: Deal, prices: readonly number[]): number {
  const gross = prices.reduce((sum, price) => sum + price, 0);
  switch (deal.kind) {
    case 'pair':
      return savingAt(prices[1] ?? 0, deal.payPct);
    case 'percent':
      return gross - payableAt(gross, deal.payPct);
    case 'price':
    case 'bundle':
      return gross - deal.price;
  }
}

/** Total saving and number of deals of firings. */
export function sumOf(firings: readonly Firing[]): { readonly saving: number; readonly deals: number } {
  let saving = 0;
  let deals = 0;
  for (const firing of firings) {
    saving += firing.saving * firing.times;
    deals += firing.times;
  }
  return { saving, deals };
}

/** Hundredths of a dollar that are no whole dollar in the unit's share of the saving. */
export function remainderOf(deal: { readonly payPct: number }, price: number): number {
  return (price * (100 - deal.payPct)) % 100;
}

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
   * (groups completed). @returns the next state, `OVER` where the bound is passed, or
   * `NOT_NOW` where another slot has to come first.
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

/** Instead of a state: more states than the machine may number. */
export const OVER = -1;
/** Instead of a state: the same is reached by filling an equal slot first. */
export const NOT_NOW = -2;
