import { assert } from '../../base/assert.ts';
import { divideDown } from './amounts.ts';
import { type Deal, type Firing, sumOf, type UnitClass } from './deal.ts';
import { type SearchResult, searchDeals } from './deal-search.ts';
import { firingsOf } from './firings.ts';
import { rankedFirings } from './greedy-deals.ts';

/** Most components are done within so many states; only others are worth a better floor first. */
const QUICK_NODES = 500;
/** States kept between two units when looking for a better floor. */
const NARROW = 24;
/** The part of the bound that a better floor may cost. */
const NARROW_SHARE = 4;

/**
 * The exact search, with the best floor that is cheap: ranking first and, where that does not do, a narrow search.
 * Past the bound the better of the two is the answer, so it is never worse than greedy. All searches together keep
 * the bound.
 * @param nodeBound most states of one component. @returns firings, and whether they are only good.
 */
export function bestFirings(
  classes: readonly UnitClass[],
  deals: readonly Deal[],
  nodeBound: number,
): { readonly firings: readonly Firing[]; readonly isApproximate: boolean; readonly nodes: number } {
  const ranked = rankedFirings(classes, deals);
  const floor = sumOf(ranked).saving;
  const quickNodes = Math.min(QUICK_NODES, nodeBound);
  const narrowNodes = divideDown(nodeBound - quickNodes, NARROW_SHARE);
  const exact = (found: SearchResult, spent: number) => {
    assert(found.saving >= floor, 'the search is never worse than ranking');
    return {
      firings: checkedFirings(found, classes, deals),
      isApproximate: false,
      nodes: found.nodes + spent,
    };
  };
  const quick = searchDeals(classes, deals, floor, quickNodes);
  if (quick !== undefined) return exact(quick, 0);
  const narrow = searchDeals(classes, deals, floor, narrowNodes, NARROW);
  const spent = quickNodes + (narrow?.nodes ?? narrowNodes);
  const found = searchDeals(classes, deals, Math.max(floor, narrow?.saving ?? 0), nodeBound - spent);
  if (found !== undefined) return exact(found, spent);
  const isNarrowBetter = narrow !== undefined && narrow.saving > floor;
  const firings = isNarrowBetter ? checkedFirings(narrow, classes, deals) : ranked;
  return { firings, isApproximate: true, nodes: nodeBound };
}

function checkedFirings(
  found: SearchResult,
  classes: readonly UnitClass[],
  deals: readonly Deal[],
): readonly Firing[] {
  const firings = firingsOf(found.choices, classes, deals);
  assert(sumOf(firings).saving === found.saving, 'the groups save what the search counted');
  return firings.filter((firing) => firing.saving > 0);
}
