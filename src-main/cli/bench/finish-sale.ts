import { join } from 'node:path';
import { assert } from '../../base/assert.ts';
import { alternate } from './alternate.ts';
import type { Bench, BenchResult, BenchWorld } from './bench.ts';
import { percentileResults } from './bench.ts';
import { BenchTill } from './bench-till.ts';
import { catalogSize, stockFolder } from './catalog.ts';
import { PlainLog } from './plain-tables.ts';
import { Seller } from './selling.ts';

/** The moment that counts: cash is taken, and the sale is on disk. */
export const finishSale: Bench = {
  name: 'finish-sale',
  about: 'cash for ten lines to the finished sale on disk, against one plain transaction of the same bytes',
  run,
};

async function run(world: BenchWorld): Promise<readonly BenchResult[]> {
  const folder = join(world.runFolder, 'finish-sale');
  await stockFolder(folder, world);
  const log = new PlainLog(join(world.runFolder, 'finish-sale.db'));
  const till = BenchTill.open(folder);
  try {
    const seller = new Seller(till, catalogSize(world));
    const written: (readonly string[])[] = [];
    const plan = { warmUpBlocks: world.isQuick ? 20 : 100, blocks: world.isQuick ? 120 : 1_200, perBlock: 1 };
    const [tillMs = [], floorMs = []] = await alternate(
      plan,
      [
        () => {
          const { ms, payloads } = seller.sell();
          written.push(payloads);
          return ms;
        },
        () => {
          const payloads = written.shift();
          assert(payloads !== undefined, 'each block of the till leaves as many for the floor');
          return log.put(payloads);
        },
      ],
      (done, blocks) => world.tell(`finish-sale: ${done} of ${blocks}`),
    );
    return percentileResults({ name: 'finish-sale', percents: [50, 99], aim: 1.5 }, tillMs, floorMs);
  } finally {
    await till.close();
    log.close();
  }
}
