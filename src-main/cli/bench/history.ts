import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '../../base/assert.ts';
import { machineClock } from '../../hosts/machine-world.ts';
import { openStore, type Store } from '../../store/store.ts';
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
 * The folder of a till that has sold for long. Written once and kept, until the tables are others: what later benches
 * sell on it is little beside what is there.
 */
export async function keptHistory(world: BenchWorld): Promise<string> {
  const sales = historySize(world);
  const folder = join(world.keptFolder, `history-${sales}`);
  // Written last, so that what was interrupted is written anew.
  const marker = join(folder, 'whole-with-these-tables.sql');
  const tables = await tablesOfNow(join(world.runFolder, 'tables'));
  if (existsSync(marker) && readFileSync(marker, 'utf8') === tables) return folder;
  rmSync(folder, { recursive: true, force: true });
  await stockFolder(folder, world);
  const store = open(folder);
  try {
    const when = { untilMs: machineClock.nowMs(), salesADay: SALES_A_DAY };
    new HistoryWriter(store).write(sales, when, (done) => {
      if (done % 1_000 === 0) world.tell(`history: ${done} of ${sales} sales, written once and kept`);
    });
  } finally {
    await store.close();
  }
  writeFileSync(marker, tables);
  return folder;
}

/** What a journal's file is made of by this program, as SQLite tells it. */
async function tablesOfNow(folder: string): Promise<string> {
  const store = open(folder);
  const sql = store.database
    .prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name')
    .pluck()
    .all();
  await store.close();
  return `${sql.join(';\n')};\n`;
}

function open(folder: string): Store {
  const opened = openStore(folder);
  assert(opened.ok, `the folder ${folder} can be sold from`);
  return opened.value;
}
