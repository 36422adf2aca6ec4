import { mkdirSync } from 'node:fs';
import type { CatalogReader } from '../../domain/context.ts';
import type { Promotion } from '../../domain/pricing/promotion.ts';
import type { PublicationLimits, PublicationProblem } from '../../domain/pricing/publication-limits.ts';
import { RequestWorker, workerScript } from '../worker-thread.ts';
import { EMPTY_CATALOG, SqliteCatalog } from './catalog-reader.ts';
import type { CatalogRequest } from './catalog-worker.ts';
import type { BuildRequest } from './generation-builder.ts';
import { GenerationTopic } from './generation-topic.ts';
import { SqliteMembers } from './member-reader.ts';
import { type Document, TopicTable } from './topic-table.ts';

export type { Document, TopicState } from './topic-table.ts';

export interface ProductHit {
  readonly sku: string;
  readonly name: string;
  readonly detail: string | null;
  readonly unitPrice: number;
  readonly barcode: string | null;
}

/** What builds a generation of members: a script of whoever knows the items' form and has the keys. */
export interface MemberBuilding {
  readonly script: URL;
  /** Handed to the script as it is; structured clone. */
  readonly opening: unknown;
}

/**
 * What head office publishes and the till only reads: versioned by topic, never journaled, in files of its own
 * (design.md, One log). A topic is switched in one short transaction or not at all.
 */
export class ReferenceStore {
  readonly #topics: TopicTable;
  readonly #builder = new RequestWorker<CatalogRequest>(workerScript(import.meta.url, './catalog-worker.ts'));
  readonly #searcher = new RequestWorker<CatalogRequest>(
    workerScript(import.meta.url, './catalog-worker.ts'),
  );
  readonly #catalog: GenerationTopic<SqliteCatalog, undefined>;
  readonly #members: GenerationTopic<SqliteMembers, unknown>;
  #memberBuilder: RequestWorker<BuildRequest<unknown>> | undefined;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const topics = new TopicTable(folder);
    this.#topics = topics;
    this.#catalog = new GenerationTopic({
      topic: 'catalog',
      folder,
      topics,
      openReader: (path, { generation, count }) => new SqliteCatalog(path, generation, count),
    });
    this.#members = new GenerationTopic({
      topic: 'members',
      folder,
      topics,
      openReader: (path, { generation, count }) => new SqliteMembers(path, generation, count),
    });
  }

  topic(topic: string) {
    return this.#topics.topic(topic);
  }

  /** The newest generation that there ever was of a topic; 0 for none. Never falls. */
  lastGeneration(topic: string): number {
    return this.#topics.lastGeneration(topic);
  }

  /** The catalog in use. The object changes with each generation; ask again for every look-up. */
  get catalog(): CatalogReader & { readonly products?: number } {
    return this.#catalog.reader ?? EMPTY_CATALOG;
  }

  quickKeys() {
    return this.#catalog.reader?.quickKeys() ?? [];
  }

  /** Articles that hold the text, found off the core's thread. */
  async search(text: string, limit: number): Promise<readonly ProductHit[]> {
    const state = this.topic('catalog');
    if (state === undefined) return [];
    const path = this.#catalog.pathOf(state.generation);
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
    await this.#catalog.begin(this.#builder, mode, undefined);
  }

  /** Adds to the generation being built. Rejects, naming the article, when one is not in order: nothing is switched then. */
  async putCatalog(items: readonly unknown[], removed: readonly string[], isDelta: boolean): Promise<void> {
    await this.#builder.ask({ kind: 'put', items, removed, isDelta });
  }

  /** Makes the new generation durable and switches to it. Answers how many products it holds. */
  async commitCatalog(cursor: string, nowMs: number): Promise<number> {
    return this.#catalog.commit(this.#builder, cursor, nowMs);
  }

  async abandonCatalog(): Promise<void> {
    await this.#builder.ask({ kind: 'abandon' });
  }

  /** What is wrong with promotions against the catalog in use, found off the core's thread; the first hundred. */
  async checkPromotions(
    promotions: readonly Promotion[],
    limits: PublicationLimits,
  ): Promise<readonly PublicationProblem[]> {
    const state = this.topic('catalog');
    return (await this.#builder.ask({
      kind: 'check',
      promotions,
      limits,
      ...(state === undefined ? {} : { path: this.#catalog.pathOf(state.generation) }),
    })) as PublicationProblem[];
  }

  /** The members in use; undefined where none came down. Ask again for every look-up. */
  get members(): SqliteMembers | undefined {
    return this.#members.reader;
  }

  /** Begins the next generation of members, as {@link beginCatalog} does for the catalog. */
  async beginMembers(mode: 'full' | 'delta', { script, opening }: MemberBuilding): Promise<void> {
    this.#memberBuilder ??= new RequestWorker<BuildRequest<unknown>>(script);
    await this.#members.begin(this.#memberBuilder, mode, opening);
  }

  /** Adds to the generation being built. Rejects, naming the member by id, when one is not in order. */
  async putMembers(items: readonly unknown[], removed: readonly string[], isDelta: boolean): Promise<void> {
    await this.#memberBuilding().ask({ kind: 'put', items, removed, isDelta });
  }

  /** Makes the new generation durable and switches to it. Answers how many members it holds. */
  async commitMembers(cursor: string, nowMs: number): Promise<number> {
    const count = await this.#members.commit(this.#memberBuilding(), cursor, nowMs);
    await this.#endMemberBuilder();
    return count;
  }

  async abandonMembers(): Promise<void> {
    await this.#memberBuilder?.ask({ kind: 'abandon' });
    await this.#endMemberBuilder();
  }

  /** Replaces a small topic whole, in one transaction. */
  replaceDocuments(topic: string, documents: readonly Document[], cursor: string, nowMs: number): void {
    this.#topics.replaceDocuments(topic, documents, cursor, nowMs);
  }

  /** The bodies of a small topic, in the order of their keys. */
  documents(topic: string): readonly unknown[] {
    return this.#topics.documents(topic).map(({ body }) => body);
  }

  /** As `documents`, with their keys. */
  documentsByKey(topic: string): readonly Document[] {
    return this.#topics.documents(topic);
  }

  /** One document of a small topic; undefined where there is none. */
  document(topic: string, key: string): unknown {
    return this.#topics.document(topic, key);
  }

  async close(): Promise<void> {
    await Promise.all([this.#builder.stop(), this.#searcher.stop(), this.#endMemberBuilder()]);
    this.#catalog.close();
    this.#members.close();
    this.#topics.close();
  }

  #memberBuilding(): RequestWorker<BuildRequest<unknown>> {
    if (this.#memberBuilder === undefined) throw new Error('a generation was begun');
    return this.#memberBuilder;
  }

  /** The thread has held keys, and memory that nobody needs before the next generation. */
  async #endMemberBuilder(): Promise<void> {
    const builder = this.#memberBuilder;
    this.#memberBuilder = undefined;
    await builder?.stop();
  }
}
