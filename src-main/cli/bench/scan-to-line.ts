import { join } from 'node:path';
import { assert } from '../../base/assert.ts';
import { alternate } from './alternate.ts';
import type { Bench, BenchResult, BenchWorld } from './bench.ts';
import { NO_AIM, percentileResults } from './bench.ts';
import { BenchTill } from './bench-till.ts';
import { catalogSize, stockFolder } from './catalog.ts';
import { openPlainCatalog, PlainLog } from './plain-tables.ts';
import { plainScan, Seller } from './selling.ts';

/** From the scanned code to the line on disk. */
export const scanToLine: Bench = {
  name: 'scan-to-line',
  about: 'scan command to committed line, its own fsync included, in a catalog of a million',
  run,
};

async function run(world: BenchWorld): Promise<readonly BenchResult[]> {
  const folder = join(world.runFolder, 'scan-to-line');
  await stockFolder(folder, world);
  const plainCatalog = openPlainCatalog(world);
  const log = new PlainLog(join(world.runFolder, 'scan-to-line.db'));
  const till = BenchTill.open(folder);
  try {
    const seller = new Seller(till, catalogSize(world));
    const scanned: { item: number; payloads: readonly string[] }[] = [];
    const plan = { warmUpBlocks: 100, blocks: world.isQuick ? 500 : 5_000, perBlock: 1 };
    const [tillMs = [], floorMs = []] = await alternate(
      plan,
      [
        () => {
          const { ms, item, payloads } = seller.scan();
          scanned.push({ item, payloads });
          return ms;
        },
        () => {
          const next = scanned.shift();
          assert(next !== undefined, 'each block of the till leaves as many for the floor');
          return plainScan(plainCatalog, log, next);
        },
      ],
      (done, blocks) => world.tell(`scan-to-line: ${done} of ${blocks}`),
    );
    return percentileResults({ name: 'scan-to-line', percents: [50, 99], aim: NO_AIM }, tillMs, floorMs);
  } finally {
    await till.close();
    log.close();
    plainCatalog.close();
  }
}
