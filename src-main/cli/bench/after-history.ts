import { join } from 'node:path';
import { alternate } from './alternate.ts';
import type { Bench, BenchResult, BenchWorld } from './bench.ts';
import { percentileResults } from './bench.ts';
import { BenchTill } from './bench-till.ts';
import { catalogSize, stockFolder } from './catalog.ts';
import { keptHistory } from './history.ts';
import { Seller } from './selling.ts';

/** A till must not grow slow with the years: the same two steps on a long journal and on an empty one. */
export const afterHistory: Bench = {
  name: 'after-history',
  about: 'scan-to-line and finish-sale after 500,000 sales; the floor is an empty till',
  run,
};

const AIM = 1.2;

async function run(world: BenchWorld): Promise<readonly BenchResult[]> {
  const old = BenchTill.open(await keptHistory(world));
  const folder = join(world.runFolder, 'empty-till');
  await stockFolder(folder, world);
  const empty = BenchTill.open(folder);
  try {
    const articles = catalogSize(world);
    const [onOld, onEmpty] = [new Seller(old, articles), new Seller(empty, articles)];
    const [scans, sales] = world.isQuick ? [300, 100] : [3_000, 1_000];
    const tell = (what: string) => (done: number, all: number) =>
      world.tell(`${what} after history: ${done} of ${all}`);
    const [scanOld = [], scanEmpty = []] = await alternate(
      { warmUpBlocks: 100, blocks: scans, perBlock: 1 },
      [() => onOld.scan().ms, () => onEmpty.scan().ms],
      tell('scan-to-line'),
    );
    const [sellOld = [], sellEmpty = []] = await alternate(
      { warmUpBlocks: 20, blocks: sales, perBlock: 1 },
      [() => onOld.sell().ms, () => onEmpty.sell().ms],
      tell('finish-sale'),
    );
    const percents = [50, 99];
    return [
      ...percentileResults({ name: 'scan-to-line-after-history', percents, aim: AIM }, scanOld, scanEmpty),
      ...percentileResults({ name: 'finish-sale-after-history', percents, aim: AIM }, sellOld, sellEmpty),
    ];
  } finally {
    await old.close();
    await empty.close();
  }
}
