import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLogger } from '../../src-main/base/log.ts';
import { checkWhenIdle } from '../../src-main/engine/journal-check.ts';
import type { TillService } from '../../src-main/engine/till-service.ts';
import { journalPath } from '../../src-main/store/store.ts';
import { OpenTill } from '../support/open-till.ts';

type Report = Parameters<TillService['hearCheck']>[0];

let till: OpenTill;
let heard: (report: Report) => void;
let next: Promise<Report>;
let dispose: () => void;

/** Waits for the next report. */
function listen(): void {
  next = new Promise((resolve) => {
    heard = resolve;
  });
}

beforeEach(async () => {
  till = await OpenTill.make();
  till.openShift();
  listen();
  const service = { hearCheck: (report: Report) => heard(report) } as TillService;
  dispose = checkWhenIdle(journalPath(till.folder), service, { timers: till.world, log: silentLogger });
});
afterEach(async () => {
  dispose();
  await till.end();
});

test('the whole journal is looked at a minute after the start, beside selling, and every hour after', async () => {
  till.scan('47100183');
  till.world.advance(60_000);
  expect(await next).toEqual({ checked: 5, isWhole: true });
  till.payCash(45);
  listen();
  // The next look is planned once the one before has been told.
  await Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  setImmediate(resolve);
  await promise;
  till.world.advance(3_600_000);
  expect(await next).toEqual({ checked: 9, isWhole: true });
});

test('an entry that was altered is told, with how many before it are sound', async () => {
  const raw = new Database(journalPath(till.folder));
  raw.exec('DROP TRIGGER journal_no_update; UPDATE journal SET at = at + 1 WHERE seq = 3');
  raw.close();
  till.world.advance(60_000);
  expect(await next).toEqual({ checked: 2, isWhole: false });
});

test('over, nothing more is told', async () => {
  let told = 0;
  heard = () => {
    told += 1;
  };
  dispose();
  till.world.advance(10 * 3_600_000);
  await till.reopen();
  expect(told).toBe(0);
});
