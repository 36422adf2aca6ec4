import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '../../base/assert.ts';
import { machineClock } from '../../hosts/machine-world.ts';
import { openStore } from '../../store/store.ts';
import type { BenchWorld } from './bench.ts';
import { stockFolder } from './catalog.ts';
import { HistoryWriter } from './history-writer.ts';

/** Sales of a busy day in a convenience store. */
const SALES_A_DAY = 1_400;

/** How many sales a till with a history has behind it. */
export function historySize(world: Pick<BenchWorld, 'isQuick'>): number {
  return world.isQuick ? 20_000 : 500_000;
}

/**
 * The folder of a till that has sold for long. Written once and kept: what later benches sell on it is little beside
 * what is there.
 */
export async function keptHistory(world: BenchWorld): Promise<string> {
  const sales = historySize(world);
  const folder = join(world.keptFolder, `history-${sales}`);
  const isWhole = join(folder, 'history-is-whole');
  if (existsSync(isWhole)) return folder;
  rmSync(folder, { recursive: true, force: true });
  await stockFolder(folder, world);
  const opened = openStore(folder);
  assert(opened.ok, 'a new folder can be sold from');
  try {
    const when = { untilMs: machineClock.nowMs(), salesADay: SALES_A_DAY };
    new HistoryWriter(opened.value).write(sales, when, (done) => {
      if (done % 1_000 === 0) world.tell(`history: ${done} of ${sales} sales, written once and kept`);
    });
  } finally {
    await opened.value.close();
  }
  writeFileSync(isWhole, '');
  return folder;
}
