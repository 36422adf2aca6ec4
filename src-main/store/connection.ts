import Database from 'better-sqlite3';
import { assert } from '../base/assert.ts';

/** A connection that may write. Read paths take a {@link ReadableDatabase}, so that they cannot. */
export type WritableDatabase = Database.Database & { readonly __access?: 'write' };
export type ReadableDatabase = Pick<Database.Database, 'prepare' | 'pragma' | 'close' | 'name'>;

const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens the one writing connection to a database file: WAL, and `synchronous=FULL` asserted, since better-sqlite3 is
 * built with NORMAL as its default under WAL and that can lose the last sale in a power cut (toolchain.md 10).
 * @throws SqliteError when the file is no database, is locked, or cannot be written.
 */
export function openWritable(path: string): WritableDatabase {
  const database = new Database(path);
  try {
    database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    const mode = database.pragma('journal_mode = WAL', { simple: true });
    assert(mode === 'wal', `the journal's file is in WAL mode, not ${String(mode)}`);
    harden(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Opens a connection that cannot write. `cacheKiB` is SQLite's page cache; 64 MiB keeps look-ups among a million
 * products short from the start (toolchain.md 10).
 */
export function openReadable(path: string, cacheKiB = 2_048): ReadableDatabase {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  database.pragma(`cache_size = -${cacheKiB}`);
  database.pragma('query_only = ON');
  harden(database);
  return database;
}

function harden(database: Database.Database): void {
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  assertDurable(database);
}

/** Asserts that a commit on this connection is a real fsync. */
export function assertDurable(database: Pick<ReadableDatabase, 'pragma'>): void {
  assert(
    database.pragma('synchronous', { simple: true }) === 2,
    'every connection commits with synchronous=FULL',
  );
}

/** True for the errors that mean the disk, not the program: full, or failing. */
export function isDiskError(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Database.SqliteError &&
    (error.code === 'SQLITE_FULL' ||
      error.code.startsWith('SQLITE_IOERR') ||
      error.code === 'SQLITE_READONLY')
  );
}

/** True when there is no room, as opposed to a disk that fails: nothing of the transaction was kept then. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_FULL';
}

/** True when another program holds the file for longer than we wait: nothing was done, and it can be asked again. */
export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code);
}

/** True when the file's content is wrong: no database at all, or one whose pages do not hold together. */
export function isCorrupt(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError &&
    (error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB')
  );
}
