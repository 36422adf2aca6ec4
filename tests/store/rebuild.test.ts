// Goal: every view is a function of the entries alone.
import { describe, expect, test } from 'vitest';
import { digestViews, rebuildViews } from '../../src-main/store/rebuild.ts';
import { VIEW_TABLES } from '../../src-main/store/views.ts';
import { OpenTill } from '../support/open-till.ts';

/** Something in every view: two shifts, receipts in each state, drawers that opened and did not, mail. */
async function busyTill(): Promise<OpenTill> {
  const till = await OpenTill.make();
  till.openShift();
  for (let sale = 0; sale < 12; sale += 1) {
    till.scan('47100183');
    till.scan('4710018000010');
    till.payCash(130);
    const job = till.state.printJobs.at(-1)?.jobId ?? '';
    if (sale % 4 > 0) till.must({ kind: 'print-started', jobId: job });
    if (sale % 4 === 1) till.must({ kind: 'print-finished', jobId: job });
    if (sale % 4 > 1) till.do({ kind: 'print-interrupted', jobId: job, reason: 'paper-out' });
    if (sale % 4 === 2) till.must({ kind: 'resolve-print', jobId: job, choice: 'skip' });
    if (sale === 7) till.must({ kind: 'resolve-print', jobId: job, choice: 'reprint' });
    const requestId = till.state.drawerRequests[0] ?? '';
    if (sale % 3 === 0) till.must({ kind: 'drawer-opened', requestId });
    if (sale % 3 === 1) till.do({ kind: 'drawer-failed', requestId, reason: 'cable' });
  }
  till.must({
    kind: 'receive-mail',
    mail: { mailId: '1', mailKind: 'exception', body: { seq: 4, why: '會員不明' } },
  });
  till.must({ kind: 'close-shift', counted: 4_000 });
  till.openShift(500);
  return till;
}

test('dropped and written again, views are the same byte for byte, and every one of them held something', async () => {
  const till = await busyTill();
  try {
    const { database } = till.store;
    const counts = VIEW_TABLES.map((table) =>
      database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
    );
    expect(counts.every((count) => Number(count) > 0)).toBe(true);
    const before = digestViews(database);
    expect(rebuildViews(database)).toBe(till.store.journal.head().seq);
    expect(digestViews(database)).toBe(before);
  } finally {
    await till.end();
  }
});

test('whatever was done to the views, writing them again gives what the journal says', async () => {
  const till = await busyTill();
  try {
    const { database } = till.store;
    const before = digestViews(database);
    database.exec(
      "UPDATE sales SET due = 1; DELETE FROM print_jobs; DROP TABLE shifts; UPDATE snapshot SET state = '{}'",
    );
    rebuildViews(database);
    expect(digestViews(database)).toBe(before);
  } finally {
    await till.end();
  }
});

describe('views of an older program', () => {
  test('are written again when the till is opened, and the state is the same', async () => {
    const till = await busyTill();
    try {
      const [before, state] = [digestViews(till.store.database), till.state];
      till.store.database.exec(
        'UPDATE views_version SET version = 0; DELETE FROM sales; DROP VIEW tenders; ALTER TABLE sales DROP COLUMN tax',
      );
      await till.reopen();
      expect(digestViews(till.store.database)).toBe(before);
      expect(till.state).toStrictEqual(state);
    } finally {
      await till.end();
    }
  });
});

test('the digest sees one changed figure, one missing row and one exchanged row', async () => {
  const till = await busyTill();
  try {
    const { database } = till.store;
    const seen = new Set([digestViews(database)]);
    for (const sql of [
      'UPDATE sales SET due = due + 1 WHERE seq = (SELECT min(seq) FROM sales)',
      'DELETE FROM exceptions',
      "UPDATE print_jobs SET status = 'waiting' WHERE status = 'question'",
    ]) {
      database.exec(sql);
      seen.add(digestViews(database));
    }
    expect(seen.size).toBe(4);
  } finally {
    await till.end();
  }
});

test('progress is told every 10,000 entries of a long journal', async () => {
  const till = await OpenTill.make();
  try {
    const { database, journal } = till.store;
    const head = journal.head().seq;
    const appending = Array.from({ length: 20_000 }, (_, index) => ({
      entry: {
        kind: 'setting.changed' as const,
        payload: {},
        seq: head + index + 1,
        atMs: till.world.nowMs(),
        businessDate: '2026-11-21',
      },
      id: till.world.ids.next(),
      shiftId: null,
      operatorId: null,
      stateAfter: till.state,
    }));
    journal.append(till.world.ids.next(), appending);
    const told: number[] = [];
    rebuildViews(database, (entries) => told.push(entries));
    expect(told).toEqual([10_000, 20_000]);
  } finally {
    await till.end();
  }
});
