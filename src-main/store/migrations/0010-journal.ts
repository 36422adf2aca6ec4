import type { Migration } from './migration.ts';

/** The journal and the cursor of what head office has. */
export const journalMigration: Migration = {
  version: 10,
  name: 'journal',
  apply(database) {
    database.exec(`
      CREATE TABLE journal (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        command_id TEXT NOT NULL,
        at INTEGER NOT NULL,
        business_date TEXT NOT NULL CHECK (business_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        shift_id TEXT,
        operator_id TEXT,
        kind TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version >= 1),
        payload TEXT NOT NULL,
        prev_hash TEXT NOT NULL CHECK (length(prev_hash) = 64),
        hash TEXT NOT NULL CHECK (length(hash) = 64)
      ) STRICT;
      CREATE INDEX journal_command ON journal (command_id);

      CREATE TRIGGER journal_dense BEFORE INSERT ON journal
      WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
        OR NEW.prev_hash IS NOT coalesce((SELECT hash FROM journal WHERE seq = NEW.seq - 1), printf('%064d', 0))
      BEGIN SELECT raise(ABORT, 'the journal is dense and chained'); END;
      CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
      BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
      CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
      BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;

      CREATE TABLE sync (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        acked_seq INTEGER NOT NULL CHECK (acked_seq >= 0)
      ) STRICT;
      INSERT INTO sync (id, acked_seq) VALUES (1, 0);
    `);
  },
};
