import { join } from 'node:path';
import { assert } from '../../base/assert.ts';
import { alternate } from './alternate.ts';
import type { Bench, BenchResult, BenchWorld } from './bench.ts';
import { NO_AIM, percentileResults } from './bench.ts';
import { BenchTill } from './bench-till.ts';
import { catalogSize, stockFolder } from './catalog.ts';
import { MemberSeller } from './member-selling.ts';
import { openOfferTill } from './offer-till.ts';
import { PlainLog } from './plain-tables.ts';
import { Seller } from './selling.ts';

/** The moment that counts, for a customer with a membership, a coupon and points, in a shop full of promotions. */
export const finishSaleWithMember: Bench = {
  name: 'finish-sale-with-member',
  about:
    'the same with 1,000 promotions, a member, a coupon and points, and how it stands beside the plain one',
  run,
};

async function run(world: BenchWorld): Promise<readonly BenchResult[]> {
  const plainFolder = join(world.runFolder, 'plain-till');
  await stockFolder(plainFolder, world);
  const log = new PlainLog(join(world.runFolder, 'finish-sale.db'));
  const plain = BenchTill.open(plainFolder);
  const shop = await openOfferTill(join(world.runFolder, 'member-till'), world);
  try {
    const members = new MemberSeller(shop, (sale) => sale);
    const others = new Seller(plain, catalogSize(world));
    const written: (readonly string[])[] = [];
    const plan = { warmUpBlocks: world.isQuick ? 20 : 50, blocks: world.isQuick ? 80 : 400, perBlock: 1 };
    const [memberMs = [], floorMs = [], plainMs = []] = await alternate(
      plan,
      [
        () => {
          const { ms, payloads } = members.sell();
          written.push(payloads);
          return ms;
        },
        () => {
          const payloads = written.shift();
          assert(payloads !== undefined, 'each sale to a member leaves as much for the floor');
          return log.put(payloads);
        },
        () => others.sell().ms,
      ],
      (done, blocks) => world.tell(`finish-sale-with-member: ${done} of ${blocks}`),
    );
    const percents = [50, 99];
    return [
      ...percentileResults({ name: 'finish-sale-with-member', percents, aim: NO_AIM }, memberMs, floorMs),
      ...percentileResults(
        { name: 'finish-sale-with-member beside finish-sale', percents, aim: NO_AIM },
        memberMs,
        plainMs,
      ),
    ];
  } finally {
    await shop.till.close();
    await plain.close();
    log.close();
  }
}
