import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '../../base/assert.ts';
import { syncPath } from '../../base/files.ts';
import type { Random } from '../../base/random.ts';
import { SEALED_BYTES } from '../../contract/sealed.ts';
import { openWritable, type WritableDatabase } from '../../store/connection.ts';
import { migrate } from '../../store/migrate.ts';
import type { Migration } from '../../store/migrations/migration.ts';
import { deriveKey, openBytes, sealBytes } from './sealing.ts';

/** Beside the journal, never in it and never in its backups: what is forgotten must not come back with one. */
export const PERSON_KEYS_FILE = 'person-keys.db';

const firstMigration: Migration = {
  version: 10,
  name: 'person-keys',
  apply(database) {
    database.exec(`
      CREATE TABLE person_keys (
        person_id TEXT PRIMARY KEY CHECK (length(person_id) BETWEEN 1 AND 64),
        wrapped BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- Opens under the right master key alone, so that a wrong one is told from a damaged row.
      CREATE TABLE master_key_proof (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        sealed BLOB NOT NULL
      ) STRICT;
    `);
  },
};

const PROOF = Buffer.from('daybook person keys', 'utf8');
const PROOF_CONTEXT = 'proof';

/** The keys were wrapped by another master key: this folder and this machine do not belong together. */
export class OtherMasterKey extends Error {
  override readonly name = 'OtherMasterKey';
}

/**
 * One random 256-bit key per person, wrapped by a key from the till's master key. A person is forgotten by deleting
 * theirs: whatever was sealed under it, in the journal and in every copy of it, is noise from then on at this till.
 */
export class PersonKeys {
  readonly #database: WritableDatabase;
  readonly #wrappingKey;
  readonly #random: Random;
  readonly #find;
  readonly #put;
  readonly #delete;

  /**
   * @param folder the till's.
   * @throws OtherMasterKey; NewerDatabase; SqliteError when the file is no database or cannot be written.
   */
  constructor(folder: string, masterKey: Uint8Array, random: Random) {
    this.#wrappingKey = deriveKey(masterKey, 'daybook-person-keys-1');
    this.#random = random;
    const path = join(folder, PERSON_KEYS_FILE);
    // SQLite gives its companions the mode of the file.
    closeSync(openSync(path, 'a', 0o600));
    this.#database = openWritable(path);
    try {
      // Deleted rows are overwritten with zeros, in pages that are given back too.
      this.#database.pragma('secure_delete = ON');
      migrate(this.#database, [firstMigration]);
      this.#prove();
      this.#find = this.#database
        .prepare<[string], Uint8Array>('SELECT wrapped FROM person_keys WHERE person_id = ?')
        .pluck();
      this.#put = this.#database.prepare(
        'INSERT INTO person_keys VALUES (?, ?) ON CONFLICT DO UPDATE SET wrapped = excluded.wrapped',
      );
      this.#delete = this.#database.prepare('DELETE FROM person_keys WHERE person_id = ?');
      this.#emptyLog();
      syncPath(folder);
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /**
   * The person's key, made now where there is none. Durable when this returns, so before anything sealed under it can
   * be. A key that no longer opens although the master key is right was damaged on disk and is lost for good: a new
   * one takes its place, rather than keep the person from the till.
   * @param personId 1 to 64 characters.
   */
  keyFor(personId: string): Uint8Array {
    return this.find(personId) ?? this.#make(personId);
  }

  /** The person's key; undefined for somebody never seen, forgotten, or whose key was damaged. */
  find(personId: string): Uint8Array | undefined {
    const wrapped = this.#find.get(personId);
    return wrapped === undefined ? undefined : openBytes(this.#wrappingKey, wrapped, contextOf(personId));
  }

  has(personId: string): boolean {
    return this.find(personId) !== undefined;
  }

  /**
   * Deletes the person's key; durable when this returns. Neither the file nor its log holds the wrapped key any more.
   * @returns whether there was one.
   */
  forget(personId: string): boolean {
    const { changes } = this.#delete.run(personId);
    this.#emptyLog();
    return changes > 0;
  }

  close(): void {
    this.#database.close();
  }

  #make(personId: string): Uint8Array {
    const key = this.#random.bytes(SEALED_BYTES.key);
    assert(key.length === SEALED_BYTES.key, 'a person’s key has 32 bytes');
    this.#put.run(personId, sealBytes(this.#wrappingKey, key, this.#random, contextOf(personId)));
    return key;
  }

  #prove(): void {
    const sealed = this.#database
      .prepare<[], Uint8Array>('SELECT sealed FROM master_key_proof WHERE id = 1')
      .pluck()
      .get();
    if (sealed === undefined) {
      this.#database
        .prepare('INSERT INTO master_key_proof VALUES (1, ?)')
        .run(sealBytes(this.#wrappingKey, PROOF, this.#random, PROOF_CONTEXT));
    } else if (openBytes(this.#wrappingKey, sealed, PROOF_CONTEXT)?.equals(PROOF) !== true) {
      throw new OtherMasterKey(`${PERSON_KEYS_FILE} was made under another master key`);
    }
  }

  /** The write-ahead log keeps pages as they were. Also at opening, for a kill between deleting and this. */
  #emptyLog(): void {
    this.#database.pragma('wal_checkpoint(TRUNCATE)');
  }
}

/** A key that was put in another person's row opens nothing. */
function contextOf(personId: string): string {
  return `person:${personId}`;
}
