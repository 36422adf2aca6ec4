import { type Deal, type Firing, savingOf, sizeOf, sumOf, type Take, type UnitClass } from './deal.ts';

/**
 * Good answers without a search: the floor that the search must beat, and what is used where its bound is passed
 * (payments-points.md 4.2, marginal value ranking, and 4.3, 2). All of it is linear in classes, not in units.
 */

/** The best of greedy and marginal value ranking: more saving, then fewer deals, then greedy. */
export function rankedFirings(classes: readonly UnitClass[], deals: readonly Deal[]): readonly Firing[] {
  const greedy = greedyFirings(classes, deals);
  const marginal = marginalFirings(classes, deals);
  const [a, b] = [sumOf(greedy), sumOf(marginal)];
  return b.saving > a.saving || (b.saving === a.saving && b.deals < a.deals) ? marginal : greedy;
}

/** Fires whatever saves most at once, again and again; of equals the deal with the lower promotion id. */
export function greedyFirings(classes: readonly UnitClass[], deals: readonly Deal[]): readonly Firing[] {
  const left = classes.map((it) => it.count);
  const firings: Firing[] = [];
  for (;;) {
    let best: Firing | undefined;
    for (const deal of deals.keys()) {
      const firing = bestFiring(classes, deals, deal, left);
      if (firing !== undefined && (best === undefined || firing.saving > best.saving)) best = firing;
    }
    if (best === undefined) return firings;
    take(left, best);
    firings.push(best);
  }
}

/**
 * Deals in the order of what they gain from the units that others want too, for each such unit; each then takes all
 * that it can use. Deals that share nothing come last, since nobody waits for them.
 */
export function marginalFirings(classes: readonly UnitClass[], deals: readonly Deal[]): readonly Firing[] {
  const isShared = classes.map((it) => it.slots.filter((slots) => slots !== 0).length > 1);
  const ranked = deals.map((_, deal) => {
    const withShared = alone(
      classes,
      deals,
      deal,
      classes.map((it) => it.count),
    );
    const without = alone(
      classes,
      deals,
      deal,
      classes.map((it, index) => (isShared[index] ? 0 : it.count)),
    );
    let units = 0;
    for (const firing of withShared) {
      for (const it of firing.takes) if (isShared[it.unitClass]) units += it.count * firing.times;
    }
    return { deal, gain: sumOf(withShared).saving - sumOf(without).saving, units };
  });
  ranked.sort((a, b) => {
    if (a.units === 0 || b.units === 0)
      return (a.units === 0 ? 1 : 0) - (b.units === 0 ? 1 : 0) || a.deal - b.deal;
    return b.gain * a.units - a.gain * b.units || a.deal - b.deal;
  });
  const left = classes.map((it) => it.count);
  return ranked.flatMap(({ deal }) => alone(classes, deals, deal, left));
}

/** All that one deal makes of `left`, dearest units first; takes them away. */
function alone(
  classes: readonly UnitClass[],
  deals: readonly Deal[],
  deal: number,
  left: number[],
): readonly Firing[] {
  const firings: Firing[] = [];
  for (;;) {
    const firing = bestFiring(classes, deals, deal, left);
    if (firing === undefined) return firings;
    take(left, firing);
    firings.push(firing);
  }
}

function take(left: number[], firing: Firing): void {
  for (const it of firing.takes) left[it.unitClass] = (left[it.unitClass] ?? 0) - it.count * firing.times;
}

/**
 * The firing of `deal` that saves most on what is left, as often as that very firing fits; undefined where none saves.
 * The dearest units are best for every kind: no saving falls when a price rises.
 */
export function bestFiring(
  classes: readonly UnitClass[],
  deals: readonly Deal[],
  dealIndex: number,
  left: readonly number[],
): Firing | undefined {
  const deal = deals[dealIndex];
  if (deal === undefined) return undefined;
  const takes =
    deal.kind === 'bundle'
      ? dearestForSlots(classes, dealIndex, deal.n, left)
      : dearest(classes, dealIndex, sizeOf(deal), left);
  if (takes === undefined) return undefined;
  const prices = takes.flatMap((it) => Array<number>(it.count).fill(classes[it.unitClass]?.price ?? 0));
  const saving = savingOf(deal, prices);
  if (saving <= 0) return undefined;
  let times = Number.POSITIVE_INFINITY;
  for (const it of takes) {
    const have = left[it.unitClass] ?? 0;
    times = Math.min(times, (have - (have % it.count)) / it.count);
  }
  return { deal: dealIndex, takes, saving, times };
}

function dearest(
  classes: readonly UnitClass[],
  deal: number,
  size: number,
  left: readonly number[],
): readonly Take[] | undefined {
  const takes: Take[] = [];
  let missing = size;
  for (const [unitClass, it] of classes.entries()) {
    const have = left[unitClass] ?? 0;
    if (have === 0 || (it.slots[deal] ?? 0) === 0) continue;
    const count = Math.min(have, missing);
    takes.push({ unitClass, count });
    missing -= count;
    if (missing === 0) return takes;
  }
  return undefined;
}

/**
 * The dearest units that fill all slots, which may overlap: what can be placed together is a matroid, so taking
 * the dearest that still fits is best (augmenting paths decide whether it fits).
 */
function dearestForSlots(
  classes: readonly UnitClass[],
  deal: number,
  slotCount: number,
  left: readonly number[],
): readonly Take[] | undefined {
  const holder: number[] = Array(slotCount).fill(-1);
  const place = (unitClass: number, tried: Set<number>): boolean => {
    const slots = classes[unitClass]?.slots[deal] ?? 0;
    for (let slot = 0; slot < slotCount; slot += 1) {
      if ((slots & (1 << slot)) === 0 || tried.has(slot)) continue;
      tried.add(slot);
      const present = holder[slot] ?? -1;
      if (present === -1 || place(present, tried)) {
        holder[slot] = unitClass;
        return true;
      }
    }
    return false;
  };
  const counts = new Map<number, number>();
  let missing = slotCount;
  for (const unitClass of classes.keys()) {
    let have = left[unitClass] ?? 0;
    while (have > 0 && missing > 0 && place(unitClass, new Set())) {
      counts.set(unitClass, (counts.get(unitClass) ?? 0) + 1);
      missing -= 1;
      have -= 1;
    }
    if (missing === 0) return [...counts].map(([it, count]) => ({ unitClass: it, count }));
  }
  return undefined;
}
