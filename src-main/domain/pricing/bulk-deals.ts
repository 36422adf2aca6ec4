import { divideDown } from './amounts.ts';
import { type Deal, type Firing, savingOf, sizeOf, type UnitClass } from './deal.ts';

/**
 * Takes the units out of large counts that are certain to be alone among their like, so that 500 bottles are searched
 * as quickly as 20. The rest still holds an optimum:
 *
 * Let the best deal on this class alone save s on n units (best by s / n, then larger n, then lower id), and let no
 * deal take more than m units. Other classes have o units, and each of them is in one firing at most, with at most
 * m − 1 units of this class. Of other deals on this class alone fewer than n firings are needed, since any n of them
 * hold some whose sizes sum to a multiple of n, which the best deal replaces at no loss; and fewer than n units stay
 * out. So all beyond o(m − 1) + (n − 1)m + n units are in firings of the best deal.
 */
export function takeBulk(
  classes: readonly UnitClass[],
  deals: readonly Deal[],
): { readonly classes: readonly UnitClass[]; readonly firings: readonly Firing[] } {
  const firings: Firing[] = [];
  const largest = Math.max(...deals.map(sizeOf));
  const allUnits = classes.reduce((sum, it) => sum + it.count, 0);
  let taken = 0;
  const rest = classes.map((it, unitClass) => {
    const best = bestAlone(it, deals);
    if (best === undefined) return it;
    const others = allUnits - taken - it.count;
    const needed = others * (largest - 1) + (best.size - 1) * largest + best.size;
    if (it.count <= needed) return it;
    const times = divideDown(it.count - needed, best.size);
    if (times === 0) return it;
    taken += times * best.size;
    firings.push({ deal: best.deal, takes: [{ unitClass, count: best.size }], saving: best.saving, times });
    return { ...it, count: it.count - times * best.size };
  });
  return { classes: rest, firings };
}

/** The deal that saves most for each unit when all its units are of this class; undefined where none saves. */
function bestAlone(
  it: UnitClass,
  deals: readonly Deal[],
): { readonly deal: number; readonly size: number; readonly saving: number } | undefined {
  let best: { readonly deal: number; readonly size: number; readonly saving: number } | undefined;
  for (const [index, deal] of deals.entries()) {
    const size = sizeOf(deal);
    const slots = it.slots[index] ?? 0;
    const fillsAll = deal.kind === 'bundle' ? slots === 2 ** deal.n - 1 : slots !== 0;
    if (!fillsAll) continue;
    const saving = savingOf(deal, Array<number>(size).fill(it.price));
    if (saving <= 0) continue;
    const gain = best === undefined ? 1 : saving * best.size - best.saving * size;
    if (gain > 0 || (gain === 0 && size > (best?.size ?? 0))) best = { deal: index, size, saving };
  }
  return best;
}
