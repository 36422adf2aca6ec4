// What pricing costs, beside a bare sum of the same lines: `node tests/domain/pricing/bench-pricing.ts`. Not a test.

import {
  BENCH_AT_MS,
  benchBaskets,
  benchPromotions,
  hardBasket,
} from '../../../fixtures/pricing/bench-baskets.ts';
import { taiwanPolicy as policy } from '../../../fixtures/pricing/taiwan-policy.ts';
import { percentile } from '../../../src-main/cli/bench/statistics.ts';
import type { Basket } from '../../../src-main/domain/pricing/basket.ts';
import { type CompiledOffers, compileOffers } from '../../../src-main/domain/pricing/offers.ts';
import { priceBasket } from '../../../src-main/domain/pricing/price-basket.ts';
import { DEFAULT_LIMITS } from '../../../src-main/domain/pricing/publication-limits.ts';
import { checkOverlap } from '../../../src-main/domain/pricing/publication-overlap.ts';

const BASKETS = 500;
const WARM_UP = 3_000;

function elapsedMs(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function bareSum(basket: Basket): number {
  let sum = 0;
  for (const { measure } of basket.lines)
    if (measure.kind === 'pieces') sum += measure.unitPrice * measure.quantity;
  return sum;
}

function report(name: string, baskets: readonly Basket[], offers: CompiledOffers): void {
  const priced: number[] = [];
  const bare: number[] = [];
  let approximate = 0;
  let nodes = 0;
  for (const basket of baskets) {
    bare.push(elapsedMs(() => bareSum(basket)));
    priced.push(
      elapsedMs(() => {
        const { isApproximate, searchNodes } = priceBasket(basket, offers, BENCH_AT_MS, { policy });
        approximate += isApproximate ? 1 : 0;
        nodes = Math.max(nodes, searchNodes);
      }),
    );
  }
  const [p50, p99, floor] = [percentile(priced, 50), percentile(priced, 99), percentile(bare, 50)].map((ms) =>
    ms.toFixed(4),
  );
  process.stdout.write(
    `${name}: p50 ${p50} ms, p99 ${p99} ms; bare sum p50 ${floor} ms; approximate ${approximate} of ${baskets.length}, most nodes ${nodes}\n`,
  );
}

const take = (count: number, lines: number, promotions: number, seed: number) =>
  benchBaskets(seed, lines, promotions).take(count).toArray();

const warm = compileOffers(benchPromotions(2, 1_000), 'S1');
for (const basket of take(WARM_UP, 30, 1_000, 3)) priceBasket(basket, warm, BENCH_AT_MS, { policy });

for (const promotions of [20, 1_000, 10_000]) {
  const list = benchPromotions(1, promotions);
  let offers = warm;
  const compileMs = elapsedMs(() => {
    offers = compileOffers(list, 'S1');
  });
  process.stdout.write(`${promotions} promotions, compiled in ${compileMs.toFixed(1)} ms\n`);
  for (const lines of [10, 30, 100]) report(`  ${lines} lines`, take(BASKETS, lines, promotions, 7), offers);
}

process.stdout.write('made to be hard: every deal wants every unit, all prices differ\n');
for (const deals of [1, 2, 3, 4, 6]) {
  for (const units of [10, 20, 30, 100]) {
    const { basket, promotions } = hardBasket(units, deals);
    const skus = basket.lines.map((line) => line.sku);
    const isLegal =
      checkOverlap(promotions, { hasSku: () => true, skusIn: () => skus }, DEFAULT_LIMITS).length === 0;
    const name = `  ${units} units, ${deals} deals, ${isLegal ? 'legal' : 'beyond the limits'}`;
    report(name, Array<Basket>(10).fill(basket), compileOffers(promotions, 'S1'));
  }
}
