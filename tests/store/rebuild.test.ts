// Goal: every view is a function of the entries alone.
import { describe, expect, test } from 'vitest';
import { readEntry } from '../../src-main/domain/entries.ts';
import type { ReadableDatabase } from '../../src-main/store/connection.ts';
import { CUSTOMER_TABLES } from '../../src-main/store/customer-views.ts';
import { JournalRows } from '../../src-main/store/journal.ts';
import { digestViews, rebuildViews } from '../../src-main/store/rebuild.ts';
import { recreateViews, VIEW_TABLES, ViewWriter } from '../../src-main/store/views.ts';
import { OpenTill } from '../support/open-till.ts';
import {
  boughtBy,
  cartPriced,
  earned,
  exchanged,
  grantBody,
  joined,
  mail,
  offerRefused,
  offersShown,
  personalOffers,
  reversed,
  saleCompleted,
  saleReturned,
} from './customer-entries.ts';
import { RawJournal } from './raw-journal.ts';

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

const emptyViews = (database: Pick<ReadableDatabase, 'prepare'>) =>
  VIEW_TABLES.filter((table) => database.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() === undefined);

test('dropped and written again, views are the same byte for byte, and every one of them held something', async () => {
  const till = await busyTill();
  try {
    const { database } = till.store;
    expect(emptyViews(database)).toEqual(CUSTOMER_TABLES);
    const before = digestViews(database);
    expect(rebuildViews(database)).toBe(till.store.journal.head().seq);
    expect(digestViews(database)).toBe(before);
  } finally {
    await till.end();
  }
});

test('those about customers too', () => {
  const journal = new RawJournal();
  try {
    const points = earned('s1', 'R1', 10);
    journal.append(
      joined('M7', 'ab'.repeat(32)),
      offersShown(1, ['P1', 'P2'], ['P3']),
      offerRefused(1, 'P2'),
      cartPriced(1, 'P1', 'P2'),
      cartPriced(1, 'P1'),
      saleCompleted(1, {
        member: boughtBy('M1'),
        couponsUsed: [{ couponId: 'K1', campaignId: 'C', amount: 10, isSingleUse: true }],
        points: { earned: [], burns: [], entries: [points] },
        offers: personalOffers('P1'),
      }),
      saleReturned(1, 1, { points: { entries: [reversed('r1', points, 4)] } }),
      exchanged(),
      exchanged(),
      mail('1', 'points-grant', grantBody('G1')),
      mail('2', 'pool-share', { shareId: 'no share' }),
    );
    const { database } = journal;
    expect(emptyViews(database).filter((table) => CUSTOMER_TABLES.some((each) => each === table))).toEqual(
      [],
    );
    const before = CUSTOMER_TABLES.map((table) => journal.all(table));
    database.exec(`DELETE FROM papers; UPDATE points_entries SET points = 1; DROP TABLE offer_events`);
    recreateViews(database);
    const writer = new ViewWriter(database);
    for (const row of new JournalRows(database).readAfter(0, { maxRows: 100, maxBytes: 1e6 }))
      writer.write(readEntry(row));
    expect(CUSTOMER_TABLES.map((table) => journal.all(table))).toEqual(before);
  } finally {
    journal.end();
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
