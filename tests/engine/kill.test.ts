// what-goes-wrong.md row 1: a program killed at any instant loses nothing that it acknowledged and does nothing twice.
// Method: a till sells in a process of its own on a real folder, saying each command's id once it has been answered;
// it is killed at seeded moments, opened again, and looked at. KILLS=500 makes a long run of it.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SeededRandom } from '../../fixtures/world/test-world.ts';
import { JournalRows, SNAPSHOT_EVERY } from '../../src-main/store/journal.ts';
import { digestViews, rebuildViews } from '../../src-main/store/rebuild.ts';
import { Child } from '../support/child.ts';
import { OpenTill } from '../support/open-till.ts';

const SELL = new URL('./children/sell.ts', import.meta.url);
const KILLS = Number(process.env.KILLS ?? 12);
const SEED = Number(process.env.SEED ?? 20_261_121);

let till: OpenTill;
beforeEach(async () => {
  till = await OpenTill.make();
});
afterEach(() => till.end());

/** How often each command is in the journal from `afterSeq` on, and how many sales it completed. */
function commandsAfter(afterSeq: number): Map<string, { entries: number; sales: number }> {
  const commands = new Map<string, { entries: number; sales: number }>();
  for (const row of new JournalRows(till.store.database).iterateAfter(afterSeq)) {
    const seen = commands.get(row.commandId) ?? { entries: 0, sales: 0 };
    seen.entries += 1;
    if (row.kind === 'sale.completed') seen.sales += 1;
    commands.set(row.commandId, seen);
  }
  return commands;
}

test(`${KILLS} kills, seed ${SEED}: every acknowledged command is there once, the chain is whole, the views are its image`, async () => {
  const random = new SeededRandom(SEED);
  await till.store.close();
  const orderly = new Child(SELL, [till.folder, '1', String(SEED)]);
  expect(await orderly.ended()).toEqual({ code: 0, stderr: '' });
  await till.reopen();
  let sales = 1;
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const before = till.store.journal.head().seq;
    await till.store.close();
    const child = new Child(SELL, [till.folder, '0', String(SEED + kill)]);
    // Not by the clock but by what it has done: some kills fall into the first commands, some after a snapshot.
    await child.untilLines(1 + random.below(kill % 3 === 0 ? 150 : 30));
    await child.kill();
    await till.reopen();

    const commands = commandsAfter(before);
    const acknowledged = child.lines.map((line) => line.split(' '));
    for (const [id = '', kind] of acknowledged) {
      expect([id, kind, commands.get(id)?.sales]).toEqual([id, kind, kind === 'take-cash' ? 1 : 0]);
    }
    // At most the one command that was being answered is there without its line.
    expect(commands.size - new Set(acknowledged.map(([id]) => id)).size).toBeOneOf([0, 1]);
    sales += [...commands.values()].reduce((sum, each) => sum + each.sales, 0);
    expect(new JournalRows(till.store.database).loadState().tail).toBeLessThan(SNAPSHOT_EVERY);
  }
  const { database } = till.store;
  expect(new JournalRows(database).verify()).toMatchObject({
    headSeq: till.store.journal.head().seq,
    brk: null,
  });
  const shown = digestViews(database);
  rebuildViews(database);
  expect(digestViews(database)).toBe(shown);
  expect(sales).toBeGreaterThan(KILLS);
  expect(database.prepare('SELECT count(DISTINCT receipt_number) FROM sales').pluck().get()).toBe(sales);
  expect(till.state.shift?.sales).toBe(sales);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
});
