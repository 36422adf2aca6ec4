import { createHash } from 'node:crypto';
import { readEntry } from '../domain/entries.ts';
import { evolve } from '../domain/evolve.ts';
import { INITIAL_STATE } from '../domain/state.ts';
import { walkChain } from './chain.ts';
import { openReadable, type ReadableDatabase, type WritableDatabase } from './connection.ts';
import { DamagedJournal, JournalRows, SNAPSHOT_EVERY } from './journal.ts';
import { recreateViews, VIEW_TABLES, ViewWriter } from './views.ts';

/**
 * Drops every view and writes it again from the journal, in one transaction. The chain is checked on the way.
 * @returns how many entries were read.
 * @throws DamagedJournal where it does not hold; the views stay as they were.
 */
export function rebuildViews(
  database: WritableDatabase,
  onProgress: (entries: number) => void = () => {},
): number {
  // Read through a connection of its own: better-sqlite3 does not write on one that is being iterated.
  const reader = openReadable(database.name);
  try {
    return database.transaction(() => {
      recreateViews(database);
      const writer = new ViewWriter(database);
      let state = INITIAL_STATE;
      const walked = walkChain(new JournalRows(reader).iterateAfter(0), undefined, (row) => {
        const entry = readEntry(row);
        state = evolve(state, entry);
        writer.write(entry);
        if (row.seq % SNAPSHOT_EVERY === 0) writer.writeSnapshot(row, state);
        if (row.seq % 10_000 === 0) onProgress(row.seq);
      });
      if (walked.brk !== null) throw new DamagedJournal(walked.brk, walked.checked);
      return walked.checked;
    })();
  } finally {
    reader.close();
  }
}

/** SHA-256 over every row of every view in key order: two databases with the same digest show the same, byte for byte. */
export function digestViews(database: ReadableDatabase): string {
  const hash = createHash('sha256');
  for (const table of VIEW_TABLES) {
    hash.update(`${table}\n`);
    for (const row of database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).raw().iterate()) {
      hash.update(`${JSON.stringify(row)}\n`);
    }
  }
  return hash.digest('hex');
}
