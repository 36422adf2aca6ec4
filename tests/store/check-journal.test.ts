// design.md, One log: the whole chain and the file are checked by a worker in idle time.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkJournal } from '../../src-main/store/check-journal.ts';
import { SmallJournal } from './small-journal.ts';

let small: SmallJournal;
beforeEach(() => {
  small = new SmallJournal();
  small.fill(20);
  small.append(Array.from({ length: 230 }, () => ({ kind: 'setting.changed', payload: {} }) as const));
});
afterEach(() => small.end());

test('a sound journal is sound, also while somebody writes it', async () => {
  const checking = checkJournal(small.path);
  small.fill(20);
  const report = await checking;
  expect(report.damage).toBeNull();
  expect(report.checked).toBeGreaterThanOrEqual(250);
  expect(await checkJournal(small.path)).toEqual({ checked: 270, damage: null });
});

test('an altered entry before the snapshot is found by its number', async () => {
  const database = new Database(small.path);
  database.exec('DROP TRIGGER journal_no_update; UPDATE journal SET at = at + 1 WHERE seq = 17');
  database.close();
  expect(await checkJournal(small.path)).toEqual({ checked: 16, damage: 'entry 17 altered' });
});
