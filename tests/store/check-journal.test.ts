// design.md, One log: the whole chain and the file are checked by a worker in idle time.
import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assert } from '../../src-main/base/assert.ts';
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

/** The closed file with its bytes changed. */
function damage(change: (bytes: Buffer) => void): void {
  small.database.close();
  const bytes = readFileSync(small.path);
  change(bytes);
  writeFileSync(small.path, bytes);
}

test('an index that has lost a command is found, though every entry is sound: that command would be done twice', async () => {
  const { commandId = '' } = small.rows()[10] ?? {};
  damage((bytes) => {
    const [inRow, inIndex] = [bytes.indexOf(commandId), bytes.lastIndexOf(commandId)];
    assert(inRow > 0 && inIndex > inRow, 'the id stands in its row and in the index');
    bytes[inIndex + 8] = (bytes[inIndex + 8] ?? 0) ^ 2;
  });
  const report = await checkJournal(small.path);
  expect(report.damage).not.toBeNull();
});

test('a page that SQLite itself cannot read is damage, not a check to be made again later', async () => {
  const { id = '' } = small.rows()[150] ?? {};
  damage((bytes) => {
    const page = Math.floor(bytes.indexOf(id) / 4_096) * 4_096;
    assert(page > 0, 'the entry stands on a page of its own');
    bytes.fill(0xff, page, page + 16);
  });
  const report = await checkJournal(small.path).catch((error: unknown) => ({ damage: null, error }));
  expect(report).toMatchObject({ damage: expect.any(String) });
});
