/**
 * A second opinion on prices: slow, exhaustive, written from the rules (scenarios.json, rules; payments-points.md 4.3)
 * and sharing nothing with the engine but the shape of its inputs. Exact fractions are kept as BigInt products.
 */
import type { BasketLine } from '../../../src-main/domain/pricing/basket.ts';
import type { Promotion, Selector } from '../../../src-main/domain/pricing/promotion.ts';

interface Unit {
  readonly line: number;
  readonly sku: string;
  readonly category: string;
  readonly price: number;
}

export interface OracleAnswer {
  readonly saving: number;
  readonly deals: number;
  /** Ids of the deals that fire, sorted. */
  readonly ids: readonly string[];
  /** What item deals take off each line, for every combination that is equally good: `[[5, 7, 0], …]` as texts. */
  readonly discounts: ReadonlySet<string>;
}

const halfUp = (numerator: number, denominator: number) =>
  Number((2n * BigInt(numerator) + BigInt(denominator)) / (2n * BigInt(denominator)));

const names = (selector: Selector, unit: Unit) =>
  [...(selector.skus ?? [])].includes(unit.sku) || [...(selector.categories ?? [])].includes(unit.category);

/** Largest remainder: floors, then one dollar each to the largest fractions, ties to the earlier. */
export function oracleShares(total: number, bases: readonly number[]): number[] {
  const sum = bases.reduce((a, b) => a + b, 0);
  if (sum === 0) return bases.map(() => 0);
  const exact = bases.map((base) => BigInt(total) * BigInt(base));
  const shares = exact.map((it) => Number(it / BigInt(sum)));
  const fractions = exact.map((it) => it % BigInt(sum));
  for (let missing = total - shares.reduce((a, b) => a + b, 0); missing > 0; missing -= 1) {
    let largest = -1;
    for (const [index, fraction] of fractions.entries()) {
      if (fraction >= 0n && (largest < 0 || fraction > (fractions[largest] ?? -1n))) largest = index;
    }
    shares[largest] = (shares[largest] ?? 0) + 1;
    fractions[largest] = -1n;
  }
  return shares;
}

/** What these units save as one firing of the promotion; undefined where they are no firing of it. */
function savingOfGroup(promotion: Promotion, units: readonly Unit[]): number | undefined {
  const prices = units.map((unit) => unit.price);
  const gross = prices.reduce((a, b) => a + b, 0);
  const isOneArticle = units.every((unit) => unit.sku === units[0]?.sku);
  switch (promotion.kind) {
    case 'segment-percent':
      if (units.length !== 1 || !units.every((unit) => names(promotion.select, unit))) return undefined;
      return gross - halfUp(gross * promotion.payPct, 100);
    case 'any-n':
      if (units.length !== promotion.n || !units.every((unit) => names(promotion.select, unit)))
        return undefined;
      if (promotion.isSameItem && !isOneArticle) return undefined;
      return promotion.pay.kind === 'price'
        ? gross - promotion.pay.price
        : gross - halfUp(gross * promotion.pay.payPct, 100);
    case 'second-percent':
    case 'bogo': {
      if (units.length !== 2 || !units.every((unit) => names(promotion.select, unit))) return undefined;
      if (promotion.isSameItem && !isOneArticle) return undefined;
      const lower = Math.min(...prices);
      return lower - halfUp(lower * (promotion.kind === 'bogo' ? 0 : promotion.payPct), 100);
    }
    case 'bundle':
      return fits(promotion.slots, units) ? gross - promotion.price : undefined;
    default:
      return undefined;
  }
}

function fits(slots: readonly Selector[], units: readonly Unit[]): boolean {
  if (slots.length !== units.length) return false;
  const [first, ...rest] = slots;
  if (first === undefined) return true;
  return units.some((unit, index) => names(first, unit) && fits(rest, units.toSpliced(index, 1)));
}

function sizeOf(promotion: Promotion): number {
  if (promotion.kind === 'any-n') return promotion.n;
  if (promotion.kind === 'bundle') return promotion.slots.length;
  return promotion.kind === 'segment-percent' ? 1 : 2;
}

function* subsets(pool: readonly number[], size: number): Generator<readonly number[]> {
  if (size === 0) yield [];
  for (const [index, first] of pool.entries()) {
    if (size > 0) for (const rest of subsets(pool.slice(index + 1), size - 1)) yield [first, ...rest];
  }
}

function unitsOf(lines: readonly BasketLine[]): readonly Unit[] {
  return lines.flatMap(({ sku, category, measure }, line) => {
    if (measure.kind !== 'pieces') return [];
    return Array.from({ length: measure.quantity }, () => ({
      line,
      sku,
      category,
      price: measure.unitPrice,
    }));
  });
}

/** Tries every way to put units into deals. For up to some eight units. */
export function oracleDeals(lines: readonly BasketLine[], promotions: readonly Promotion[]): OracleAnswer {
  const units = unitsOf(lines);
  let best: { saving: number; ids: string[]; discounts: Set<string> } = {
    saving: 0,
    ids: [],
    discounts: new Set(),
  };
  const off = lines.map(() => 0);
  const fired: string[] = [];
  const consider = (saving: number) => {
    const ids = fired.toSorted();
    const order =
      saving - best.saving || best.ids.length - ids.length || (ids.join(' ') < best.ids.join(' ') ? 1 : 0);
    if (order > 0) best = { saving, ids, discounts: new Set([JSON.stringify(off)]) };
    else if (saving === best.saving && ids.join(' ') === best.ids.join(' '))
      best.discounts.add(JSON.stringify(off));
  };
  const go = (left: readonly number[], saving: number) => {
    const [lead, ...rest] = left;
    if (lead === undefined) {
      consider(saving);
      return;
    }
    for (const promotion of promotions) {
      for (const others of subsets(rest, sizeOf(promotion) - 1)) {
        const group = [lead, ...others].map((index) => units[index]).filter((unit) => unit !== undefined);
        const gain = savingOfGroup(promotion, group);
        if (gain === undefined || gain <= 0) continue;
        const shares = oracleShares(
          gain,
          group.map((unit) => unit.price),
        );
        for (const [index, unit] of group.entries())
          off[unit.line] = (off[unit.line] ?? 0) + (shares[index] ?? 0);
        fired.push(promotion.id);
        go(
          rest.filter((index) => !others.includes(index)),
          saving + gain,
        );
        fired.pop();
        for (const [index, unit] of group.entries())
          off[unit.line] = (off[unit.line] ?? 0) - (shares[index] ?? 0);
      }
    }
    go(rest, saving);
  };
  go([...units.keys()], 0);
  return { saving: best.saving, deals: best.ids.length, ids: best.ids, discounts: best.discounts };
}

/**
 * What a till saves that always fires whatever saves most at once; of equals the deal with the lower id, and of its
 * groups that of the dearest units.
 */
export function greedySaving(lines: readonly BasketLine[], promotions: readonly Promotion[]): number {
  const units = unitsOf(lines).toSorted((a, b) => b.price - a.price);
  const byId = promotions.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  let left: readonly number[] = [...units.keys()];
  let total = 0;
  for (;;) {
    let best: { gain: number; group: readonly number[] } | undefined;
    for (const promotion of byId) {
      for (const group of subsets(left, sizeOf(promotion))) {
        const gain = savingOfGroup(
          promotion,
          group.map((index) => units[index]).filter((unit) => unit !== undefined),
        );
        if (gain !== undefined && gain > (best?.gain ?? 0)) best = { gain, group };
      }
    }
    if (best === undefined) return total;
    total += best.gain;
    const { group } = best;
    left = left.filter((index) => !group.includes(index));
  }
}

/** The most that item deals can save, by remembering what is best for each set of units left: for up to a dozen units. */
export function oracleSaving(lines: readonly BasketLine[], promotions: readonly Promotion[]): number {
  const units = unitsOf(lines);
  const known = new Map<number, number>([[0, 0]]);
  const best = (left: number): number => {
    const found = known.get(left);
    if (found !== undefined) return found;
    const [lead = 0, ...rest] = [...units.keys()].filter((index) => (left & (1 << index)) !== 0);
    let most = best(left & ~(1 << lead));
    for (const promotion of promotions) {
      for (const others of subsets(rest, sizeOf(promotion) - 1)) {
        const group = [lead, ...others];
        const gain = savingOfGroup(
          promotion,
          group.map((index) => units[index]).filter((unit) => unit !== undefined),
        );
        if (gain === undefined || gain <= 0) continue;
        most = Math.max(most, gain + best(group.reduce((bits, index) => bits & ~(1 << index), left)));
      }
    }
    known.set(left, most);
    return most;
  };
  return best(2 ** units.length - 1);
}
