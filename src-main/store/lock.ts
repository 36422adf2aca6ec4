import Database from 'better-sqlite3';
import { err, ok, type Result } from '../base/result.ts';

/** A hold on the till's folder. Gone with the process, however it ends, since the operating system keeps it. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes the till's folder for this process alone. The lock is SQLite's own exclusive file lock on an empty database
 * beside the journal: nothing stale stays behind a crash, and no second till can be started on the same journal.
 */
export function lockFolder(path: string): Result<FolderLock, 'already-open'> {
  const database = new Database(path);
  try {
    database.pragma('busy_timeout = 0');
    database.pragma('journal_mode = MEMORY');
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
    return ok({ release: () => database.close() });
  } catch (error) {
    database.close();
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') return err('already-open');
    throw error;
  }
}
