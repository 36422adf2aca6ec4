import { renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { assert } from '../base/assert.ts';
import { syncPath } from '../base/files.ts';
import type { ReadableDatabase, WritableDatabase } from './connection.ts';
import { journalMigration } from './migrations/0010-journal.ts';
import type { Migration } from './migrations/migration.ts';

/** Every step, in order. */
export const MIGRATIONS: readonly Migration[] = [journalMigration];

/** The database was written by a newer program. It is left untouched. */
export class NewerDatabase extends Error {
  override readonly name = 'NewerDatabase';
}

/** What this program writes. */
export function newestVersion(steps: readonly Migration[] = MIGRATIONS): number {
  return steps.at(-1)?.version ?? 0;
}

/**
 * Brings the schema forward, never back. Where an older file has content, a copy of it is set beside it first
 * (`<file>.before-<version>`); each step is one transaction.
 * @throws NewerDatabase when the file is ahead of this program.
 */
export function migrate(database: WritableDatabase, steps: readonly Migration[] = MIGRATIONS): void {
  const current = versionOf(database);
  const newest = newestVersion(steps);
  if (current > newest)
    throw new NewerDatabase(`the database is at ${current}, this program knows ${newest}`);
  assert(
    steps.every((step, index) => step.version > (steps[index - 1]?.version ?? 0)),
    'migrations are listed in rising order',
  );
  const due = steps.filter((step) => step.version > current);
  if (due.length > 0 && current > 0) backUp(database, `${database.name}.before-${newest}`);
  for (const step of due) {
    database.transaction(() => {
      step.apply(database);
      database.pragma(`user_version = ${step.version}`);
    })();
  }
}

/** The schema's version of a database, whoever wrote it. */
export function versionOf(database: Pick<ReadableDatabase, 'pragma'>): number {
  const version = database.pragma('user_version', { simple: true });
  assert(typeof version === 'number', 'user_version is a number');
  return version;
}

/** Written beside and put in place when it is whole; each attempt makes its own, with what was sold since. */
function backUp(database: WritableDatabase, path: string): void {
  const beside = `${path}.new`;
  rmSync(beside, { force: true });
  database.prepare('VACUUM INTO ?').run(beside);
  syncPath(beside);
  renameSync(beside, path);
  syncPath(dirname(path));
}
