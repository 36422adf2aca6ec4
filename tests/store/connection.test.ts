import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AssertionFailure } from '../../src-main/base/assert.ts';
import {
  assertDurable,
  isDiskError,
  isDiskFull,
  openReadable,
  openWritable,
} from '../../src-main/store/connection.ts';
import { OpenTill } from '../support/open-till.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-connection-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** What of a connection decides whether a sale outlives a power cut. */
function gradeOf(database: Pick<Database.Database, 'pragma'>) {
  const read = (name: string) => database.pragma(name, { simple: true });
  return {
    synchronous: read('synchronous'),
    foreignKeys: read('foreign_keys'),
    trustedSchema: read('trusted_schema'),
  };
}
const FULL = { synchronous: 2, foreignKeys: 1, trustedSchema: 0 };

describe('a connection', () => {
  test('that writes commits with synchronous=FULL in WAL mode, and again after it was opened anew', () => {
    for (const _ of ['first', 'again']) {
      const database = openWritable(join(folder, 'a.db'));
      expect(gradeOf(database)).toEqual(FULL);
      expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
      database.exec('CREATE TABLE IF NOT EXISTS t (x)');
      database.close();
    }
  });

  test('that reads has the same grade and cannot write', () => {
    const path = join(folder, 'a.db');
    const writer = openWritable(path);
    writer.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)');
    const reader = openReadable(path);
    expect(gradeOf(reader)).toEqual(FULL);
    expect(reader.prepare('SELECT x FROM t').pluck().get()).toBe(1);
    for (const sql of [
      'INSERT INTO t VALUES (2)',
      'DELETE FROM t',
      'DROP TABLE t',
      'PRAGMA user_version = 9',
    ]) {
      expect(() => reader.prepare(sql).run()).toThrow(/readonly|read-only/);
    }
    reader.close();
    writer.close();
  });

  test('that would lose the last sale in a power cut is noticed', () => {
    const database = openWritable(join(folder, 'a.db'));
    database.pragma('synchronous = NORMAL');
    expect(() => assertDurable(database)).toThrow(AssertionFailure);
    database.close();
  });

  test('to what is no database is not opened, and leaves no hold on the file', () => {
    const path = join(folder, 'a.db');
    writeFileSync(path, 'this is a shopping list, '.repeat(200));
    expect(() => openWritable(path)).toThrow(/not a database/);
    rmSync(path);
    openWritable(path).close();
  });

  test('to a file that is not there is not made by a reader', () => {
    expect(() => openReadable(join(folder, 'none.db'))).toThrow();
  });
});

test('every connection that a whole till opens commits with synchronous=FULL, after a reopen too', async () => {
  const opened = vi.spyOn(Database.prototype, 'pragma');
  const connections = () =>
    [...new Set(opened.mock.contexts as Database.Database[])].filter((each) => each.open);
  const till = await OpenTill.make();
  try {
    for (const _ of ['first', 'reopened']) {
      const names = connections().map((each) => each.name.replace(till.folder, ''));
      expect(names).toEqual(expect.arrayContaining(['/journal.db', '/reference/reference.db']));
      expect(names.some((name) => name.startsWith('/reference/catalog-'))).toBe(true);
      for (const each of connections())
        expect([each.name, each.pragma('synchronous', { simple: true })]).toEqual([each.name, 2]);
      await till.reopen();
    }
  } finally {
    await till.end();
  }
  expect(connections()).toEqual([]);
});

describe('errors of the disk are told from mistakes of the program', () => {
  const cases = [
    ['SQLITE_FULL', true, true],
    ['SQLITE_IOERR_WRITE', true, false],
    ['SQLITE_IOERR_FSYNC', true, false],
    ['SQLITE_READONLY', true, false],
    ['SQLITE_CONSTRAINT_TRIGGER', false, false],
    ['SQLITE_ERROR', false, false],
  ] as const;
  for (const [code, isDisk, isFull] of cases) {
    test(code, () => {
      const error = new Database.SqliteError('x', code);
      expect([isDiskError(error), isDiskFull(error)]).toEqual([isDisk, isFull]);
    });
  }
  test('an ordinary error', () => {
    expect([isDiskError(new Error('SQLITE_FULL')), isDiskFull(new Error('SQLITE_FULL'))]).toEqual([
      false,
      false,
    ]);
  });
});
