import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeededIds, SeededRandom } from '../../fixtures/world/test-world.ts';
import type { Entry, NewEntry } from '../../src-main/domain/entries.ts';
import type { JournalRow } from '../../src-main/domain/entry.ts';
import { evolve } from '../../src-main/domain/evolve.ts';
import type { TillState } from '../../src-main/domain/state.ts';
import { openWritable, type WritableDatabase } from '../../src-main/store/connection.ts';
import { Journal, JournalRows } from '../../src-main/store/journal.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { createViews } from '../../src-main/store/views.ts';
import { NOON_MS } from '../support/open-till.ts';

/** A journal alone in a folder of its own, with entries that mean little. */
export class SmallJournal {
  readonly folder = mkdtempSync(join(tmpdir(), 'daybook-journal-'));
  readonly path = join(this.folder, 'journal.db');
  readonly ids = new SeededIds({ nowMs: () => NOON_MS, monotonicMs: () => 0 }, new SeededRandom(1));
  database: WritableDatabase;
  journal: Journal;
  state: TillState;

  constructor() {
    this.database = this.#open();
    this.journal = new Journal(this.database);
    this.state = this.journal.loadState();
  }

  #open(): WritableDatabase {
    const database = openWritable(this.path);
    migrate(database);
    createViews(database);
    return database;
  }

  /** Appends the entries as one command, `seqOffset` away from where they belong. */
  append(entries: readonly NewEntry[], commandId = this.ids.next(), seqOffset = 0): string {
    let { seq } = this.journal.head();
    let { state } = this;
    const appending = entries.map((each) => {
      seq += 1;
      const entry: Entry = { ...each, seq: seq + seqOffset, atMs: NOON_MS + seq, businessDate: '2026-11-21' };
      state = evolve(state, entry);
      return { entry, id: this.ids.next(), shiftId: null, operatorId: null, stateAfter: state };
    });
    this.journal.append(commandId, appending);
    this.state = state;
    return commandId;
  }

  /** Appends `count` commands of one entry each. */
  fill(count: number): void {
    for (let index = 0; index < count; index += 1) {
      this.append([{ kind: 'setting.changed', payload: { theme: index % 2 === 0 ? 'dark' : 'light' } }]);
    }
  }

  rows(): readonly JournalRow[] {
    return [...new JournalRows(this.database).iterateAfter(0)];
  }

  reopen(): void {
    this.database.close();
    this.database = this.#open();
    this.journal = new Journal(this.database);
  }

  /** Closes and removes everything. */
  end(): void {
    this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
