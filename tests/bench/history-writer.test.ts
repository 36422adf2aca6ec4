import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assert } from '../../src-main/base/assert.ts';
import { HistoryWriter } from '../../src-main/cli/bench/history-writer.ts';
import { JournalRows } from '../../src-main/store/journal.ts';
import { digestViews, rebuildViews } from '../../src-main/store/rebuild.ts';
import { openStore } from '../../src-main/store/store.ts';

/** 2026-11-21 12:00 in Taipei. */
const NOON_MS = Date.UTC(2026, 10, 21, 4, 0, 0);

// A history is only worth measuring on if a till could have written it: the chain holds, the views are those that the
// journal leads to, and the days are closed.
test('a written history is one that a till could have written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-history-'));
  const opened = openStore(folder);
  assert(opened.ok, 'the folder opens');
  const store = opened.value;
  try {
    const told: number[] = [];
    new HistoryWriter(store).write(25, { untilMs: NOON_MS, salesADay: 10 }, (done) => told.push(done));
    expect(told).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));

    const { database } = store;
    const walked = new JournalRows(database).verify();
    expect(walked).toMatchObject({ brk: null, headSeq: store.journal.head().seq });
    const count = (table: string) => database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect(count('sales')).toBe(25);
    const days = database
      .prepare(
        'SELECT business_date, variance, closed_at IS NOT NULL AS isClosed FROM shifts ORDER BY business_date',
      )
      .raw()
      .all();
    expect(days).toEqual([
      ['2026-11-18', 0, 1],
      ['2026-11-19', 0, 1],
      ['2026-11-20', 0, 1],
    ]);
    const open = database
      .prepare(
        "SELECT (SELECT count(*) FROM print_jobs WHERE status <> 'printed') + (SELECT count(*) FROM drawer_openings WHERE status <> 'opened')",
      )
      .pluck()
      .get();
    expect(open).toBe(0);

    const written = digestViews(database);
    rebuildViews(database);
    expect(digestViews(database)).toBe(written);
    expect(store.journal.loadState()).toMatchObject({ isRunning: false, shift: null, cart: null });
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
