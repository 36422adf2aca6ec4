import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { CatalogReader } from '../../domain/context.ts';
import { isCorrupt, openWritable, type WritableDatabase } from '../connection.ts';
import { RequestWorker, workerScript } from '../worker-thread.ts';
import { removeCatalogFile } from './catalog-file.ts';
import { EMPTY_CATALOG, SqliteCatalog } from './catalog-reader.ts';
import type { CatalogRequest } from './catalog-worker.ts';

/** In place of a cursor: the generation is known by its number, and its content is gone. */
const FORGOTTEN = '';

/** Which version of a topic is in use. */
export interface TopicState {
  readonly generation: number;
  readonly cursor: string;
  readonly count: number;
  readonly updatedAtMs: number;
}

export interface ProductHit {
  readonly sku: string;
  readonly name: string;
  readonly detail: string | null;
  readonly unitPrice: number;
  readonly barcode: string | null;
}

/**
 * What head office publishes and the till only reads: versioned by topic, never journaled, in files of its own
 * (design.md, One log). A topic is switched in one short transaction or not at all.
 */
export class ReferenceStore {
  readonly #folder: string;
  readonly #database: WritableDatabase;
  readonly #builder = new RequestWorker<CatalogRequest>(workerScript(import.meta.url, './catalog-worker.ts'));
  readonly #searcher = new RequestWorker<CatalogRequest>(
    workerScript(import.meta.url, './catalog-worker.ts'),
  );
  #catalog: SqliteCatalog | undefined;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#folder = folder;
    this.#database = openTopics(folder);
    this.#openCatalog();
    this.#removeStrays();
  }

  topic(topic: string): TopicState | undefined {
    const row = this.#database
      .prepare('SELECT generation, cursor, count, updated_at AS updatedAtMs FROM topics WHERE topic = ?')
      .get(topic);
    const state = row as TopicState | undefined;
    return state?.cursor === FORGOTTEN ? undefined : state;
  }

  /** The catalog in use. The object changes with each generation; ask again for every look-up. */
  get catalog(): CatalogReader & { readonly products?: number } {
    return this.#catalog ?? EMPTY_CATALOG;
  }

  quickKeys() {
    return this.#catalog?.quickKeys() ?? [];
  }

  /** Articles that hold the text, found off the core's thread. */
  async search(text: string, limit: number): Promise<readonly ProductHit[]> {
    const state = this.topic('catalog');
    if (state === undefined) return [];
    const path = this.#catalogPath(state.generation);
    try {
      return (await this.#searcher.ask({ kind: 'search', path, text, limit })) as ProductHit[];
    } catch (error) {
      // The generation that was asked is gone when a newer one came in that moment: ask that one.
      if (this.topic('catalog')?.generation === state.generation) throw error;
      return this.search(text, limit);
    }
  }

  /** Begins the next generation beside the one in use: empty, or a copy of it for a delta. */
  async beginCatalog(mode: 'full' | 'delta'): Promise<void> {
    const current = this.topic('catalog');
    const path = this.#catalogPath(this.#nextGeneration('catalog'));
    const basePath =
      mode === 'delta' && current !== undefined ? this.#catalogPath(current.generation) : undefined;
    await this.#builder.ask({ kind: 'begin', path, ...(basePath === undefined ? {} : { basePath }) });
  }

  /** Adds to the generation being built. Rejects, naming the article, when one is not in order: nothing is switched then. */
  async putCatalog(items: readonly unknown[], removed: readonly string[], isDelta: boolean): Promise<void> {
    await this.#builder.ask({ kind: 'put', items, removed, isDelta });
  }

  /** Makes the new generation durable and switches to it. Answers how many products it holds. */
  async commitCatalog(cursor: string, nowMs: number): Promise<number> {
    const count = (await this.#builder.ask({ kind: 'finish' })) as number;
    const generation = this.#nextGeneration('catalog');
    this.#setTopic('catalog', { generation, cursor, count, updatedAtMs: nowMs });
    this.#openCatalog();
    this.#removeStrays();
    return count;
  }

  async abandonCatalog(): Promise<void> {
    await this.#builder.ask({ kind: 'abandon' });
  }

  /** Replaces a small topic whole, in one transaction. */
  replaceDocuments(
    topic: string,
    documents: readonly { readonly key: string; readonly body: unknown }[],
    cursor: string,
    nowMs: number,
  ): void {
    this.#database.transaction(() => {
      this.#database.prepare('DELETE FROM documents WHERE topic = ?').run(topic);
      const insert = this.#database.prepare('INSERT INTO documents VALUES (?, ?, ?)');
      for (const { key, body } of documents) insert.run(topic, key, JSON.stringify(body));
      const generation = this.#nextGeneration(topic);
      this.#setTopic(topic, { generation, cursor, count: documents.length, updatedAtMs: nowMs });
    })();
  }

  documents(topic: string): readonly unknown[] {
    const rows = this.#database.prepare('SELECT body FROM documents WHERE topic = ? ORDER BY key').all(topic);
    return (rows as { body: string }[]).map((row) => JSON.parse(row.body) as unknown);
  }

  async close(): Promise<void> {
    await Promise.all([this.#builder.stop(), this.#searcher.stop()]);
    this.#catalog?.close();
    this.#catalog = undefined;
    this.#database.close();
  }

  /** Runs on past a forgotten generation, since journal entries name the one they used. */
  #nextGeneration(topic: string): number {
    const row = this.#database.prepare('SELECT generation FROM topics WHERE topic = ?').get(topic);
    return ((row as { generation: number } | undefined)?.generation ?? 0) + 1;
  }

  #setTopic(topic: string, state: TopicState): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO topics VALUES (?, ?, ?, ?, ?)')
      .run(topic, state.generation, state.cursor, state.count, state.updatedAtMs);
  }

  #catalogPath(generation: number): string {
    return join(this.#folder, `catalog-${String(generation).padStart(6, '0')}.db`);
  }

  /** A generation that is gone or cannot be read is forgotten, so that head office is asked for the whole of it. */
  #openCatalog(): void {
    const state = this.topic('catalog');
    const old = this.#catalog;
    if (state !== undefined) this.#catalog = openCatalogFile(this.#catalogPath(state.generation), state);
    if (state !== undefined && this.#catalog === undefined) this.#forgetTopic('catalog');
    if (old !== undefined && old !== this.#catalog) old.close();
  }

  #forgetTopic(topic: string): void {
    this.#database.prepare('UPDATE topics SET cursor = ? WHERE topic = ?').run(FORGOTTEN, topic);
  }

  /** Generations that nobody uses: older ones, and what a crash left half built. */
  #removeStrays(): void {
    const used = this.#catalog === undefined ? undefined : this.#catalogPath(this.#catalog.generation);
    for (const name of readdirSync(this.#folder)) {
      const path = join(this.#folder, name);
      if (/^catalog-[0-9]+\.db$/.test(name) && path !== used) removeCatalogFile(path);
    }
  }
}

/** The list of topics. It says only what head office can say again, so a damaged one is begun anew. */
function openTopics(folder: string): WritableDatabase {
  const path = join(folder, 'reference.db');
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

function openCatalogFile(path: string, { generation, count }: TopicState): SqliteCatalog | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return new SqliteCatalog(path, generation, count);
  } catch (error) {
    // Whatever is wrong with it, it is no catalog; the journal is what must not be lost.
    if (error instanceof Database.SqliteError) return undefined;
    throw error;
  }
}
