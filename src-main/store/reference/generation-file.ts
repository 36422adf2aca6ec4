import { copyFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { syncPath } from '../../base/files.ts';
import type { Result } from '../../base/result.ts';

/** Why a generation is refused, in words that name the item; no personal data. */
export interface GenerationProblem {
  readonly problem: string;
}

/**
 * One generation of a large topic, being written in a file of its own beside the one in use. Nothing reads it until
 * the pointer is switched.
 */
export interface GenerationFile {
  /** Checks and takes items; the first that is not in order refuses the lot. */
  put(
    items: readonly unknown[],
    removed: readonly string[],
    isDelta: boolean,
  ): Result<void, GenerationProblem>;
  /** Ends the file: everything in it is on disk when this returns. Answers how many items it holds. */
  finish(): Result<number, GenerationProblem>;
  /** Leaves nothing of it. */
  abandon(): void;
}

/**
 * Opens the file of a new generation. It is written without journal and fsync and made durable once, at the end, since
 * a crash throws it away.
 * @param basePath the generation to start from, for a delta; a full one starts empty.
 */
export function openGenerationFile(path: string, basePath?: string): Database.Database {
  removeGenerationFile(path);
  if (basePath !== undefined) copyFileSync(basePath, path);
  const database = new Database(path);
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.pragma('cache_size = -65536');
  return database;
}

/** Closes a generation's file and makes it and its name durable. */
export function closeGenerationFile(database: Database.Database): void {
  const path = database.name;
  database.close();
  syncPath(path);
  syncPath(dirname(path));
}

/** Removes a generation's file and whatever SQLite keeps beside it. */
export function removeGenerationFile(path: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
}
