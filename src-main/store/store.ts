import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { err, ok, type Result } from '../base/result.ts';
import type { TillState } from '../domain/state.ts';
import { isBusy, isDiskError, openReadable, openWritable, type WritableDatabase } from './connection.ts';
import { DamagedJournal, Journal } from './journal.ts';
import { type FolderLock, lockFolder } from './lock.ts';
import { migrate, NewerDatabase, newestVersion, versionOf } from './migrate.ts';
import { rebuildViews } from './rebuild.ts';
import { ReferenceStore } from './reference/reference-store.ts';
import { DiskReserve } from './reserve.ts';
import { createViews } from './views.ts';

/** Why a till's folder cannot be opened for selling. Its content was not changed. */
export type StoreProblem =
  | { readonly kind: 'already-open' }
  | { readonly kind: 'newer' }
  /** The disk is full or does not answer. */
  | { readonly kind: 'disk'; readonly detail: string }
  | {
      readonly kind: 'damaged';
      readonly soundEntries: number;
      readonly detail: string;
      readonly copy: string;
    };

/** Everything a till keeps on disk, opened for the one process that may write it. */
export interface Store {
  readonly database: WritableDatabase;
  readonly journal: Journal;
  readonly reference: ReferenceStore;
  readonly reserve: DiskReserve;
  /** The state as the journal leaves it. */
  readonly state: TillState;
  close(): Promise<void>;
}

/** The journal's file inside a till's folder. */
export function journalPath(folder: string): string {
  return join(folder, 'journal.db');
}

/**
 * Opens a till's folder: the lock first, then the journal (schema, tail of the chain), then reference data.
 * A journal that does not hold together is copied aside and refused; nothing is ever started empty in its place.
 */
export function openStore(folder: string): Result<Store, StoreProblem> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(join(folder, 'till.lock'));
  if (!lock.ok) return err({ kind: 'already-open' });
  try {
    const opened = openJournal(folder);
    if (opened.ok) return ok(assemble(folder, opened.value, lock.value));
    lock.value.release();
    return opened;
  } catch (error) {
    lock.value.release();
    throw error;
  }
}

function assemble(
  folder: string,
  opened: { readonly database: WritableDatabase; readonly journal: Journal; readonly state: TillState },
  lock: FolderLock,
): Store {
  const reference = openReference(folder, opened.database);
  const reserve = new DiskReserve(join(folder, 'reserve.bin'));
  reserve.hold();
  return {
    ...opened,
    reference,
    reserve,
    async close() {
      await reference.close();
      opened.database.close();
      lock.release();
    },
  };
}

/** What cannot be opened must not leave the journal held. */
function openReference(folder: string, database: WritableDatabase): ReferenceStore {
  try {
    return new ReferenceStore(join(folder, 'reference'));
  } catch (error) {
    database.close();
    throw error;
  }
}

function openJournal(
  folder: string,
): Result<{ database: WritableDatabase; journal: Journal; state: TillState }, StoreProblem> {
  const path = journalPath(folder);
  let database: WritableDatabase | undefined;
  try {
    // Looked at before anything writes: a newer program's files stay as they are, log and all.
    if (isNewer(path)) return err({ kind: 'newer' });
    database = openWritable(path);
    migrate(database);
    if (!createViews(database).areCurrent) rebuildViews(database);
    const journal = new Journal(database);
    return ok({ database, journal, state: journal.loadState() });
  } catch (error) {
    // Copied before the connection is closed, which would fold the log into the file.
    const problem = problemOf(error, path);
    database?.close();
    if (problem === undefined) throw error;
    return err(problem);
  }
}

function problemOf(error: unknown, path: string): StoreProblem | undefined {
  if (error instanceof NewerDatabase) return { kind: 'newer' };
  if (isDiskError(error) || isBusy(error)) return { kind: 'disk', detail: String(error) };
  if (error instanceof Database.SqliteError && error.code === 'SQLITE_CANTOPEN') {
    return { kind: 'disk', detail: error.message };
  }
  if (!isDamage(error)) return undefined;
  const soundEntries = error instanceof DamagedJournal ? error.soundEntries : 0;
  return { kind: 'damaged', soundEntries, detail: error.message, copy: setAside(path, soundEntries) };
}

function isNewer(path: string): boolean {
  if (!existsSync(path)) return false;
  // A reader would leave files of its own beside a closed database, so its header is read as bytes.
  if (!existsSync(`${path}-wal`)) return versionInHeader(path) > newestVersion();
  const database = openReadable(path);
  try {
    return versionOf(database) > newestVersion();
  } finally {
    database.close();
  }
}

/** `user_version`: four bytes, big-endian, at offset 60 (SQLite database file format, section 1.3). */
function versionInHeader(path: string): number {
  const header = Buffer.alloc(64);
  const file = openSync(path, 'r');
  try {
    const isDatabase =
      readSync(file, header) === header.length && header.toString('latin1', 0, 15) === 'SQLite format 3';
    return isDatabase ? header.readInt32BE(60) : 0;
  } finally {
    closeSync(file);
  }
}

/** Whatever SQLite cannot make sense of in a file of ours is damage: nobody else writes it. */
function isDamage(error: unknown): error is Error {
  return error instanceof DamagedJournal || error instanceof Database.SqliteError;
}

/** A copy of the damaged file and its log, for whoever repairs it. Made once for one damage. */
function setAside(path: string, soundEntries: number): string {
  const copy = `${path}.damaged-after-${soundEntries}`;
  if (existsSync(copy)) return copy;
  for (const suffix of ['', '-wal']) {
    const size = statSync(`${path}${suffix}`, { throwIfNoEntry: false })?.size ?? 0;
    if (size > 0) copyFileSync(`${path}${suffix}`, `${copy}${suffix}`);
  }
  return copy;
}
