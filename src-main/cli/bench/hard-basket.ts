import { BENCH_AT_MS, hardBasket as madeHard } from '../../../fixtures/pricing/bench-baskets.ts';
import { taiwanPolicy as policy } from '../../../fixtures/pricing/taiwan-policy.ts';
import { assert } from '../../base/assert.ts';
import type { Basket } from '../../domain/pricing/basket.ts';
import { type CompiledOffers, compileOffers } from '../../domain/pricing/offers.ts';
import { NODE_BOUND, priceBasket } from '../../domain/pricing/price-basket.ts';
import type { Promotion } from '../../domain/pricing/promotion.ts';
import { checkPublication } from '../../domain/pricing/publication.ts';
import { machineClock } from '../../hosts/machine-world.ts';
import { alternate } from './alternate.ts';
import { bareSum } from './bare-sum.ts';
import type { Bench, BenchResult, BenchWorld } from './bench.ts';
import { NO_AIM, percentileResults, result } from './bench.ts';
import { ENROLMENT } from './bench-people.ts';

/** The worst that promotions can do to a cart which may be published together. */
export const hardBasket: Bench = {
  name: 'hard-basket',
  about:
    'the hardest basket that published promotions can make: all prices differ, every deal wants every unit',
  run,
};

const UNITS = [10, 20, 30, 50, 100];
const DEALS = [1, 2, 3, 4, 5, 6, 7, 8];

interface Found {
  readonly units: number;
  readonly deals: number;
  readonly basket: Basket;
  readonly offers: CompiledOffers;
  readonly nodes: number;
  readonly isExact: boolean;
}

async function run(world: BenchWorld): Promise<readonly BenchResult[]> {
  const legal = UNITS.flatMap((units) => DEALS.flatMap((deals) => look(units, deals)));
  const hardest = mostNodes(legal);
  const hardestExact = mostNodes(legal.filter(({ isExact }) => isExact));
  const results: BenchResult[] = [];
  for (const [name, found] of [
    ['hard-basket', hardest],
    ['hard-basket-exact', hardestExact],
  ] as const) {
    const { basket, offers, units, deals, nodes } = found;
    const plan = { warmUpBlocks: 5, blocks: world.isQuick ? 10 : 150, perBlock: 1 };
    const [pricedMs = [], floorMs = []] = await alternate(
      plan,
      [
        () => {
          const startedMs = machineClock.monotonicMs();
          priceBasket(basket, offers, BENCH_AT_MS, { policy });
          return machineClock.monotonicMs() - startedMs;
        },
        bareSum([basket]),
      ],
      (done, blocks) => world.tell(`${name}: ${done} of ${blocks}`),
    );
    const label = `${name} (${units} units, ${deals} deals)`;
    results.push(
      ...percentileResults({ name: label, percents: [50, 99], aim: NO_AIM }, pricedMs, floorMs),
      result(`${name}-search-nodes`, nodes, 'nodes', null, `at most ${NODE_BOUND} nodes`),
    );
  }
  return results;
}

/** The basket with so many units and deals, where its promotions may be published together. */
function look(units: number, deals: number): readonly Found[] {
  const { basket, promotions } = madeHard(units, deals);
  if (!mayBePublished(basket, promotions)) return [];
  const offers = compileOffers(promotions, ENROLMENT.storeId);
  const { searchNodes: nodes, isApproximate } = priceBasket(basket, offers, BENCH_AT_MS, { policy });
  return [{ units, deals, basket, offers, nodes, isExact: !isApproximate }];
}

function mayBePublished({ lines }: Basket, promotions: readonly Promotion[]): boolean {
  const skus = lines.map(({ sku }) => sku);
  return checkPublication(promotions, { hasSku: () => true, skusIn: () => skus }).length === 0;
}

/** Of equal ones the last, which has most units and, of those, most deals. */
function mostNodes(baskets: readonly Found[]): Found {
  const [found] = baskets.toSorted((a, b) => b.nodes - a.nodes || b.units - a.units || b.deals - a.deals);
  assert(found !== undefined, 'some of the baskets may be published');
  return found;
}
