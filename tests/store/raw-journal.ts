import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeededIds, SeededRandom } from '../../fixtures/world/test-world.ts';
import type { NewEntry } from '../../src-main/domain/entries.ts';
import { INITIAL_STATE } from '../../src-main/domain/state.ts';
import { openWritable, type WritableDatabase } from '../../src-main/store/connection.ts';
import { Journal } from '../../src-main/store/journal.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { createViews } from '../../src-main/store/views.ts';

/** A journal to which entries of every kind are added as they are, whatever state a till would need for them. */
export class RawJournal {
  readonly folder = mkdtempSync(join(tmpdir(), 'daybook-raw-'));
  readonly database: WritableDatabase;
  readonly #journal: Journal;
  readonly #ids = new SeededIds({ nowMs: () => 0, monotonicMs: () => 0 }, new SeededRandom(1));

  constructor() {
    this.database = openWritable(join(this.folder, 'journal.db'));
    migrate(this.database);
    createViews(this.database);
    this.#journal = new Journal(this.database);
  }

  /** Appends them, each at `seq` milliseconds. @returns the seq of the first. */
  append(...entries: readonly NewEntry[]): number {
    const first = this.#journal.head().seq + 1;
    this.#journal.append(
      this.#ids.next(),
      entries.map((each, index) => ({
        entry: { ...each, seq: first + index, atMs: first + index, businessDate: '2026-11-21' },
        id: this.#ids.next(),
        shiftId: null,
        operatorId: null,
        stateAfter: INITIAL_STATE,
      })),
    );
    return first;
  }

  all(table: string): unknown[] {
    return this.database.prepare(`SELECT * FROM ${table}`).all();
  }

  end(): void {
    this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
