import { join } from 'node:path';
import { alternate } from './alternate.ts';
import type { Bench, BenchResult, BenchWorld } from './bench.ts';
import { percentileResults } from './bench.ts';
import { MemberSeller } from './member-selling.ts';
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
  try {
    const sides = [late, early].map(({ till, readers }) => {
      const seller = new MemberSeller(till, readers);
      return () => seller.addLine();
    });
    const plan = { warmUpBlocks: 100, blocks: world.isQuick ? 400 : 1_500, perBlock: 1 };
    const [lateMs = [], earlyMs = []] = await alternate(plan, sides, (done, blocks) =>
      world.tell(`add-line: ${done} of ${blocks}`),
    );
    return percentileResults(
      { name: `add-line-at-sale-${sale}`, percents: [50, 99], aim: AIM },
      lateMs,
      earlyMs,
    );
  } finally {
    await late.till.close();
    await early.till.close();
  }
}
