// Goal: what the benches of prices, members and points measure is what they say: sales with all of it in them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BenchWorld } from '../../src-main/cli/bench/bench.ts';
import { hardBasket } from '../../src-main/cli/bench/hard-basket.ts';
import { MemberSeller } from '../../src-main/cli/bench/member-selling.ts';
import { COUPON_CODE, MORNING_PEOPLE, REGULAR, REGULAR_EVERY } from '../../src-main/cli/bench/offer-shop.ts';
import { type OfferTill, openOfferTill } from '../../src-main/cli/bench/offer-till.ts';
import { dueOf } from '../../src-main/domain/cart/price-cart.ts';
import { NODE_BOUND } from '../../src-main/domain/pricing/price-basket.ts';
import { SaleCompleted } from '../../src-main/domain/sale-payloads.ts';

const MORNING_SALES = 2 * REGULAR_EVERY;

let world: BenchWorld;
beforeAll(() => {
  const keptFolder = mkdtempSync(join(tmpdir(), 'daybook-bench-shop-'));
  world = { keptFolder, runFolder: join(keptFolder, 'run'), isQuick: true, tell: () => {} };
});
afterAll(() => rmSync(world.keptFolder, { recursive: true, force: true }));

describe('a till with promotions, members and a morning of sales', () => {
  let shop: OfferTill;
  beforeAll(async () => {
    shop = await openOfferTill(join(world.runFolder, 'till'), world, MORNING_SALES);
  }, 120_000);
  afterAll(() => shop.till.close());

  test('its morning belongs to the shift that is open, each sale to a member, every so many to the same one', () => {
    const { database } = shop.till.store;
    const dates = database.prepare('SELECT DISTINCT business_date FROM sales').pluck().all();
    expect(dates).toEqual([shop.till.state.shift?.businessDate]);
    const visits = database
      .prepare<[], { visits: number; people: number }>(
        `SELECT visits, count(*) AS people FROM
           (SELECT count(*) AS visits FROM sales WHERE member_id IS NOT NULL GROUP BY member_id)
         GROUP BY visits ORDER BY visits`,
      )
      .all();
    expect(visits).toEqual([
      { visits: 1, people: MORNING_SALES - 2 },
      { visits: 2, people: 1 },
    ]);
  });

  test('a line is added to the cart of a member with a coupon, and promotions make it cheaper', () => {
    const seller = new MemberSeller(shop, () => REGULAR);
    for (let line = 0; line < 10; line += 1) expect(seller.addLine()).toBeGreaterThan(0);
    const { till } = shop;
    const { cart } = till.state;
    expect(cart?.member?.knownBy).toBe('code');
    expect(cart?.coupons.map(({ coupon }) => coupon.id)).toEqual([COUPON_CODE]);
    expect(cart?.lines.length).toBeGreaterThan(8);
    const gross = cart?.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0) ?? 0;
    expect(cart === null ? gross : dueOf(cart, till.scene)).toBeLessThan(gross);
    till.voidCart();
  });

  test('a finished sale has used the coupon and points, and earned some', () => {
    const { payloads } = new MemberSeller(shop, (sale) => MORNING_PEOPLE + sale).sell();
    const [sale] = payloads.flatMap((text) => {
      const { data } = SaleCompleted.safeParse(JSON.parse(text));
      return data === undefined ? [] : [data];
    });
    expect(sale?.member?.knownBy).toBe('code');
    expect(sale?.couponsUsed?.map(({ couponId }) => couponId)).toEqual([COUPON_CODE]);
    expect(sale?.points?.burns).toHaveLength(1);
    expect(sale?.points?.earned.length).toBeGreaterThan(0);
    expect(sale?.lines.some(({ parts }) => (parts ?? []).length > 1)).toBe(true);
  });
});

test('the hardest basket that may be published stays within the bound of the search, and the hardest exact one is below', async () => {
  const results = await hardBasket.run(world);
  const nodesOf = (name: string) => results.find((each) => each.name === name)?.value ?? Number.NaN;
  expect(nodesOf('hard-basket-search-nodes')).toBeLessThanOrEqual(NODE_BOUND);
  expect(nodesOf('hard-basket-exact-search-nodes')).toBeLessThanOrEqual(nodesOf('hard-basket-search-nodes'));
  // Hard, and not merely large.
  expect(nodesOf('hard-basket-exact-search-nodes')).toBeGreaterThan(1_000);
  expect(results.filter(({ unit }) => unit === 'ms').every(({ ratio }) => ratio !== null && ratio > 1)).toBe(
    true,
  );
}, 60_000);
