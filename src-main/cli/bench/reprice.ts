import { sampleCoupons } from '../../../fixtures/catalog/sample-coupons.ts';
import { OWN, samplePointsProgrammes } from '../../../fixtures/catalog/sample-programmes.ts';
import { BENCH_AT_MS, benchBaskets, benchPromotions } from '../../../fixtures/pricing/bench-baskets.ts';
import { taiwanPolicy as policy } from '../../../fixtures/pricing/taiwan-policy.ts';
import { assert } from '../../base/assert.ts';
import { type Cart, type CartLine, emptyCart } from '../../domain/cart/cart.ts';
import { type PricingScene, priceCart } from '../../domain/cart/price-cart.ts';
import { taipeiDate } from '../../domain/civil-time.ts';
import { NO_READERS } from '../../domain/no-readers.ts';
import type { Basket } from '../../domain/pricing/basket.ts';
import { type CompiledOffers, compileOffers } from '../../domain/pricing/offers.ts';
import { priceBasket } from '../../domain/pricing/price-basket.ts';
import { machineClock } from '../../hosts/machine-world.ts';
import { alternate } from './alternate.ts';
import { bareSum } from './bare-sum.ts';
import type { Bench, BenchResult, BenchWorld } from './bench.ts';
import { NO_AIM, percentileResults, result } from './bench.ts';
import { ENROLMENT } from './bench-people.ts';
import { COUPON_CODE } from './offer-shop.ts';
import { median } from './statistics.ts';

/** What every change of a cart costs: all of it is priced anew. */
export const reprice: Bench = {
  name: 'reprice',
  about:
    'a cart of 10, 30 and 100 lines priced anew with 20, 1,000 and 10,000 promotions, beside its bare sum',
  run,
};

const LINES = [10, 30, 100];
const PROMOTIONS = [20, 1_000, 10_000];
const PERCENTS = [50, 99];
const COMPILED = 5;

async function run(world: BenchWorld): Promise<readonly BenchResult[]> {
  const results: BenchResult[] = [];
  let approximate = 0;
  for (const promotions of PROMOTIONS) {
    const list = benchPromotions(1, promotions);
    const compiling = Array.from({ length: COMPILED }, () =>
      elapsedMs(() => compileOffers(list, ENROLMENT.storeId)),
    );
    results.push(result(`compile-promotions ${promotions}`, median(compiling), 'ms', null, NO_AIM));
    const offers = compileOffers(list, ENROLMENT.storeId);
    for (const lines of LINES) {
      const what = `${lines} lines, ${promotions} promotions`;
      world.tell(`reprice: ${what}`);
      const { basketMs, cartMs, floorMs, guessed } = await measure(
        offers,
        { lines, promotions },
        world.isQuick,
      );
      approximate += guessed;
      results.push(
        ...percentileResults({ name: `reprice ${what}`, percents: PERCENTS, aim: NO_AIM }, basketMs, floorMs),
        ...percentileResults(
          { name: `reprice-cart ${what}`, percents: PERCENTS, aim: NO_AIM },
          cartMs,
          floorMs,
        ),
      );
    }
  }
  return [...results, result('reprice-not-exact', approximate, 'baskets', null, '0 baskets')];
}

async function measure(
  offers: CompiledOffers,
  { lines, promotions }: { readonly lines: number; readonly promotions: number },
  isQuick: boolean,
) {
  const plan = { warmUpBlocks: isQuick ? 100 : 400, blocks: isQuick ? 200 : 1_000, perBlock: 1 };
  const baskets = benchBaskets(7, lines, promotions).take(plan.blocks).toArray();
  const carts = baskets.map(cartOf);
  const scene = sceneWith(offers);
  let guessed = 0;
  const inTurn = (first: number, work: (place: number) => void) => {
    let place = first;
    return () => {
      const ms = elapsedMs(() => work(place));
      place = (place + 1) % baskets.length;
      return ms;
    };
  };
  const [basketMs = [], cartMs = [], floorMs = []] = await alternate(plan, [
    inTurn(0, (place) => {
      const priced = priceBasket(at(baskets, place), offers, BENCH_AT_MS, { policy });
      guessed += priced.isApproximate ? 1 : 0;
    }),
    // Another basket than the one just priced, whose articles are in the processor's cache.
    inTurn(Math.floor(baskets.length / 2), (place) => priceCart(at(carts, place), scene)),
    bareSum(baskets),
  ]);
  return { basketMs, cartMs, floorMs, guessed };
}

/** The same goods in a member's cart, with a coupon shown and as many points chosen as may be used. */
function cartOf(basket: Basket): Cart {
  const coupon = sampleCoupons().find(({ id }) => id === COUPON_CODE);
  assert(coupon !== undefined, 'the sample chain has this coupon');
  const memberId = 'M';
  return {
    ...emptyCart('S'),
    lines: basket.lines.map(lineOf),
    member: {
      saleId: 'S',
      memberId,
      knownBy: 'code',
      isInCopy: true,
      tiers: ['GOLD'],
      segments: [],
      birthday: null,
      isFirstPurchase: false,
      asOfMs: BENCH_AT_MS,
    },
    coupons: [{ coupon, isAuthentic: true, isUsedUp: false }],
    burns: [
      {
        programmeId: OWN,
        wanted: 'max',
        right: {
          kind: 'reserved',
          reserveId: 'HQ:R:RESERVE:0',
          points: HELD_POINTS,
          lots: [{ lotId: 'HQ:L:ADJUST:0', points: HELD_POINTS, earnedAtMs: 0, expiresAtMs: null }],
        },
      },
    ],
  };
}

/** More than any of the carts may use. */
const HELD_POINTS = 30_000_000;

function lineOf({ lineId, sku, category, measure }: Basket['lines'][number]): CartLine {
  assert(measure.kind === 'pieces', 'the baskets hold pieces');
  return {
    lineId,
    sku,
    name: sku,
    detail: null,
    unitPrice: measure.unitPrice,
    quantity: measure.quantity,
    tax: 'taxable',
    category,
    brand: null,
    tags: [],
    lineKind: 'goods',
    minimumAge: null,
    measure: null,
    priceOverride: null,
    discount: null,
    isRedemptionDeclined: false,
    lot: null,
    expiresOn: null,
    pastBestBefore: null,
    catalogGeneration: 1,
  };
}

function sceneWith(compiled: CompiledOffers): PricingScene {
  const programmes = samplePointsProgrammes();
  return {
    nowMs: BENCH_AT_MS,
    offers: {
      ...NO_READERS.offers,
      generation: 1,
      compiled,
      pricingPolicy: () => policy,
      programmes: () => programmes,
    },
    points: NO_READERS.points,
    isOnline: true,
    tillId: ENROLMENT.tillId,
    storeId: ENROLMENT.storeId,
    businessDate: taipeiDate(BENCH_AT_MS),
  };
}

function elapsedMs(work: () => unknown): number {
  const startedMs = machineClock.monotonicMs();
  work();
  return machineClock.monotonicMs() - startedMs;
}

function at<Item>(items: readonly Item[], place: number): Item {
  const item = items[place];
  assert(item !== undefined, 'the place is within the list');
  return item;
}
