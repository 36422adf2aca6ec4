import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AssertionFailure } from '../../src-main/base/assert.ts';
import { openReadable, openWritable } from '../../src-main/store/connection.ts';
import { JournalRows } from '../../src-main/store/journal.ts';
import { MIGRATIONS, migrate, NewerDatabase } from '../../src-main/store/migrate.ts';
import type { Migration } from '../../src-main/store/migrations/migration.ts';
import { journalPath, openStore } from '../../src-main/store/store.ts';
import { OpenTill } from '../support/open-till.ts';
import { SmallJournal } from './small-journal.ts';

let small: SmallJournal;
beforeEach(() => {
  small = new SmallJournal();
  small.fill(12);
});
afterEach(() => small.end());

const step = (version: number, sql: string): Migration => ({
  version,
  name: `to-${version}`,
  apply: (database) => database.exec(sql),
});
const NEXT = [step(20, 'CREATE TABLE a (x)'), step(30, 'CREATE TABLE b (x); INSERT INTO b VALUES (1)')];
const version = () => small.database.pragma('user_version', { simple: true });
const tables = () =>
  small.database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();

test('the steps this program knows rise by ten and begin with the journal', () => {
  expect(MIGRATIONS.map((each) => each.version)).toEqual(MIGRATIONS.map((_, index) => 10 * (index + 1)));
});

describe('bringing a populated older file forward', () => {
  test('takes every step that is due in order, and keeps every entry', () => {
    const rows = small.rows();
    migrate(small.database, [...MIGRATIONS, ...NEXT]);
    expect([version(), tables()]).toEqual([30, expect.arrayContaining(['a', 'b', 'journal'])]);
    expect(small.rows()).toEqual(rows);
    expect(new JournalRows(small.database).verify().brk).toBeNull();
    migrate(small.database, [...MIGRATIONS, ...NEXT]);
    expect(version()).toBe(30);
  });

  test('sets a whole copy of it beside it first', () => {
    const rows = small.rows();
    migrate(small.database, [...MIGRATIONS, ...NEXT]);
    const copy = openReadable(`${small.path}.before-30`);
    expect([...new JournalRows(copy).iterateAfter(0)]).toEqual(rows);
    expect(copy.pragma('user_version', { simple: true })).toBe(MIGRATIONS.at(-1)?.version);
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    copy.close();
  });

  test('a step that fails leaves the file at the step before, to be tried again', () => {
    const failing = step(30, 'CREATE TABLE b (x); INSERT INTO nowhere VALUES (1)');
    expect(() => migrate(small.database, [...MIGRATIONS, step(20, 'CREATE TABLE a (x)'), failing])).toThrow(
      /nowhere/,
    );
    expect([version(), tables().includes('b')]).toEqual([20, false]);
    migrate(small.database, [...MIGRATIONS, ...NEXT]);
    expect(version()).toBe(30);
  });

  test('a file that is up to date is not copied', () => {
    migrate(small.database);
    expect(readdirSync(small.folder).filter((name) => name.includes('before'))).toEqual([]);
  });

  test('a new file needs no copy', () => {
    const path = `${small.folder}/new.db`;
    const database = openWritable(path);
    migrate(database, [...MIGRATIONS, ...NEXT]);
    database.close();
    expect(readdirSync(small.folder).filter((name) => name.includes('before'))).toEqual([]);
  });
});

describe('steps out of order are a mistake of the program, found before anything is done', () => {
  for (const [name, steps] of [
    ['falling', [step(20, 'CREATE TABLE a (x)'), step(15, 'CREATE TABLE b (x)'), step(30, '')]],
    ['twice the same', [step(20, 'CREATE TABLE a (x)'), step(20, 'CREATE TABLE b (x)')]],
    ['from nothing', [step(0, 'CREATE TABLE a (x)'), step(20, '')]],
  ] as const) {
    test(name, () => {
      const before = tables();
      expect(() => migrate(small.database, steps)).toThrow(AssertionFailure);
      expect([version(), tables()]).toEqual([10, before]);
    });
  }
});

describe('a database of a newer program', () => {
  test('is refused and nothing is migrated back', () => {
    small.database.pragma('user_version = 20');
    expect(() => migrate(small.database)).toThrow(NewerDatabase);
    expect(version()).toBe(20);
  });

  test('is refused when the till is opened, the file byte for byte as it was, and no copy made of it', async () => {
    const till = await OpenTill.make();
    try {
      till.store.database.pragma('user_version = 20');
      await till.store.close();
      const sha = () =>
        createHash('sha256')
          .update(readFileSync(journalPath(till.folder)))
          .digest('hex');
      const before = [sha(), readdirSync(till.folder).toSorted()];
      for (const _ of ['once', 'twice'])
        expect(openStore(till.folder)).toEqual({ ok: false, error: { kind: 'newer' } });
      expect([sha(), readdirSync(till.folder).toSorted()]).toEqual(before);
      expect(existsSync(`${journalPath(till.folder)}-wal`)).toBe(false);
    } finally {
      await till.end();
    }
  });
});
