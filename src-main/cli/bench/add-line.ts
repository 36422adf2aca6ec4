import { join } from 'node:path';
import { alternate } from './alternate.ts';
import type { Bench, BenchResult, BenchWorld } from './bench.ts';
import { percentileResults } from './bench.ts';
import { MemberSeller } from './member-selling.ts';
import { MORNING_PEOPLE, REGULAR, REGULAR_EVERY } from './offer-shop.ts';
import { openOfferTill } from './offer-till.ts';

/** A cart must not grow slow with the day's sales, whoever it is for and whatever is promoted. */
export const addLine: Bench = {
  name: 'add-line',
  about: 'a line at sale 5,000 of the day with promotions, a member and a coupon; the floor is sale 1',
  run,
};

const AIM = 1.2;

async function run(world: BenchWorld): Promise<readonly BenchResult[]> {
  const sale = world.isQuick ? 500 : 5_000;
  const late = await openOfferTill(join(world.runFolder, 'late'), world, sale - 1);
  const early = await openOfferTill(join(world.runFolder, 'early'), world);
  const name = `add-line-at-sale-${sale}`;
  const measure = async (what: string, blocks: number, memberOf: (cart: number) => number) => {
    const sides = [late, early].map((shop) => {
      const seller = new MemberSeller(shop, memberOf);
      return () => seller.addLine();
    });
    const plan = { warmUpBlocks: 100, blocks, perBlock: 1 };
    const [lateMs = [], earlyMs = []] = await alternate(plan, sides, (done, all) =>
      world.tell(`${what}: ${done} of ${all}`),
    );
    return percentileResults({ name: what, percents: [50, 99], aim: AIM }, lateMs, earlyMs);
  };
  const [many, few] = world.isQuick ? [200, 100] : [1_500, 300];
  const visits = Math.floor(sale / REGULAR_EVERY);
  try {
    // Who has bought that day has entries of their own at the late till, which each pricing looks at.
    return [
      ...(await measure(name, many, (cart) => MORNING_PEOPLE + cart)),
      ...(await measure(`${name} of who came before`, many, (cart) => 1 + cart)),
      ...(await measure(`${name} of who came ${visits} times`, few, () => REGULAR)),
    ];
  } finally {
    await late.till.close();
    await early.till.close();
  }
}
