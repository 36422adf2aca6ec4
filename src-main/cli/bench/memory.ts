import { join } from 'node:path';
import { workerScript } from '../../store/worker-thread.ts';
import type { Bench, BenchResult, BenchWorld } from './bench.ts';
import { NO_AIM, result } from './bench.ts';
import { catalogSize, stockFolder } from './catalog.ts';
import { runWorkerProcess } from './worker-process.ts';

/** What the core holds after a week of selling without a pause. */
export const memory: Bench = {
  name: 'memory-after-10000-sales',
  about: 'resident memory of the core after 10,000 sales; the floor is Node with an open database',
  run,
};

const BYTES_PER_MB = 1_000_000;

async function run(world: BenchWorld): Promise<readonly BenchResult[]> {
  const sales = world.isQuick ? 1_000 : 10_000;
  const folder = join(world.runFolder, 'memory');
  await stockFolder(folder, world);
  const script = workerScript(import.meta.url, './memory-worker.ts');
  const megabytes = async (...argv: readonly string[]) =>
    Number((await runWorkerProcess(script, argv)).line) / BYTES_PER_MB;
  const floor = await megabytes('bare', join(world.runFolder, 'plain.db'));
  world.tell(`memory: ${sales} sales in a process of its own`);
  const value = await megabytes('sell', folder, String(sales), String(catalogSize(world)));
  return [result(`memory-after-${sales}-sales`, value, 'MB', floor, NO_AIM)];
}
