import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { isCorrupt, openWritable, type WritableDatabase } from '../connection.ts';

/** In place of a cursor: the generation is known by its number, and its content is gone. */
const FORGOTTEN = '';

/** Which version of a topic is in use. */
export interface TopicState {
  readonly generation: number;
  readonly cursor: string;
  readonly count: number;
  readonly updatedAtMs: number;
}

/** A document of a small topic. */
export interface Document {
  readonly key: string;
  readonly body: unknown;
}

/** Which generation of each topic is in use, and the small topics themselves. */
export class TopicTable {
  readonly #database: WritableDatabase;
  readonly #document;
  /** Also of topics whose content is gone. Asked at every look at prices, so kept in memory too. */
  readonly #generations = new Map<string, number>();

  /** The list says only what head office can say again, so a damaged one is begun anew. */
  constructor(folder: string) {
    this.#database = open(join(folder, 'reference.db'));
    this.#document = this.#database
      .prepare<[string, string], string>('SELECT body FROM documents WHERE topic = ? AND key = ?')
      .pluck();
    const rows = this.#database.prepare('SELECT topic, generation FROM topics').all();
    for (const { topic, generation } of rows as readonly { topic: string; generation: number }[])
      this.#generations.set(topic, generation);
  }

  topic(topic: string): TopicState | undefined {
    const row = this.#database
      .prepare('SELECT generation, cursor, count, updated_at AS updatedAtMs FROM topics WHERE topic = ?')
      .get(topic);
    const state = row as TopicState | undefined;
    return state?.cursor === FORGOTTEN ? undefined : state;
  }

  /** The newest generation that there ever was of a topic, also where its content is gone; 0 for none. */
  lastGeneration(topic: string): number {
    return this.#generations.get(topic) ?? 0;
  }

  setTopic(topic: string, state: TopicState): void {
    this.#writeTopic(topic, state);
    this.#generations.set(topic, state.generation);
  }

  /** Head office is asked for the whole of it again; its generations are numbered on. */
  forget(topic: string): void {
    this.#database.prepare('UPDATE topics SET cursor = ? WHERE topic = ?').run(FORGOTTEN, topic);
  }

  /** Replaces a small topic whole, in one transaction. */
  replaceDocuments(topic: string, documents: readonly Document[], cursor: string, nowMs: number): void {
    const generation = this.lastGeneration(topic) + 1;
    this.#database.transaction(() => {
      this.#database.prepare('DELETE FROM documents WHERE topic = ?').run(topic);
      const insert = this.#database.prepare('INSERT INTO documents VALUES (?, ?, ?)');
      for (const { key, body } of documents) insert.run(topic, key, JSON.stringify(body));
      this.#writeTopic(topic, { generation, cursor, count: documents.length, updatedAtMs: nowMs });
    })();
    this.#generations.set(topic, generation);
  }

  /** By key. */
  documents(topic: string): readonly Document[] {
    const rows = this.#database
      .prepare('SELECT key, body FROM documents WHERE topic = ? ORDER BY key')
      .all(topic) as readonly { key: string; body: string }[];
    return rows.map(({ key, body }) => ({ key, body: JSON.parse(body) as unknown }));
  }

  document(topic: string, key: string): unknown {
    const body = this.#document.get(topic, key);
    return body === undefined ? undefined : (JSON.parse(body) as unknown);
  }

  #writeTopic(topic: string, state: TopicState): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO topics VALUES (?, ?, ?, ?, ?)')
      .run(topic, state.generation, state.cursor, state.count, state.updatedAtMs);
  }

  close(): void {
    this.#database.close();
  }
}

function open(path: string): WritableDatabase {
  try {
    return withTables(openWritable(path));
  } catch (error) {
    if (!isCorrupt(error)) throw error;
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    return withTables(openWritable(path));
  }
}

function withTables(database: WritableDatabase): WritableDatabase {
  database.exec(`
    CREATE TABLE IF NOT EXISTS topics (
      topic TEXT PRIMARY KEY, generation INTEGER NOT NULL, cursor TEXT NOT NULL, count INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS documents (
      topic TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (topic, key)
    ) STRICT, WITHOUT ROWID;
  `);
  return database;
}
