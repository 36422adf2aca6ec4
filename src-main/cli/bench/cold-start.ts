import { join } from 'node:path';
import { workerScript } from '../../store/worker-thread.ts';
import { alternate } from './alternate.ts';
import type { Bench, BenchResult, BenchWorld } from './bench.ts';
import { NO_AIM, result } from './bench.ts';
import { barcodeOf } from './catalog.ts';
import { keptHistory } from './history.ts';
import { median } from './statistics.ts';
import { runWorkerProcess } from './worker-process.ts';

/** The morning after a year: from nothing to the first article on the screen. */
export const coldStart: Bench = {
  name: 'cold-start',
  about:
    'a fresh process to its first accepted scan after 500,000 sales, and what it would be without a snapshot',
  run,
};

async function run(world: BenchWorld): Promise<readonly BenchResult[]> {
  const folder = await keptHistory(world);
  const script = workerScript(import.meta.url, './cold-start-worker.ts');
  const plainPath = join(world.runFolder, 'plain.db');
  const start = (mode: 'till' | 'bare' | 'replay') => async () =>
    (await runWorkerProcess(script, [mode, folder, barcodeOf(0), plainPath])).ms;
  const plan = { warmUpBlocks: 1, blocks: world.isQuick ? 4 : 10, perBlock: 1 };
  const [tillMs = [], bareMs = []] = await alternate(plan, [start('till'), start('bare')], (done, blocks) =>
    world.tell(`cold-start: ${done} of ${blocks}`),
  );
  const floor = median(bareMs);
  world.tell('cold-start-without-snapshot: the whole journal is replayed once');
  const withoutMs = await start('replay')();
  return [
    result('cold-start', median(tillMs), 'ms', floor, 'under 1000 ms'),
    result('cold-start-without-snapshot', withoutMs, 'ms', floor, NO_AIM),
  ];
}
