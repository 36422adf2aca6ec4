import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { RequestWorker } from '../worker-thread.ts';
import type { BuildRequest } from './generation-builder.ts';
import { removeGenerationFile } from './generation-file.ts';
import type { TopicState, TopicTable } from './topic-table.ts';

/** What looks up in one generation's file. */
export interface GenerationReader {
  readonly generation: number;
  close(): void;
}

export interface GenerationTopicOptions<Reader extends GenerationReader> {
  readonly topic: string;
  /** Of all topics' files. */
  readonly folder: string;
  readonly topics: TopicTable;
  readonly openReader: (path: string, state: TopicState) => Reader;
}

/**
 * A topic too large for one transaction on the core's thread: a worker builds each generation in a file of its own
 * beside the one in use, and the switch is one short transaction (design.md, One log: reference data).
 */
export class GenerationTopic<Reader extends GenerationReader, Opening> {
  readonly #options: GenerationTopicOptions<Reader>;
  #reader: Reader | undefined;

  constructor(options: GenerationTopicOptions<Reader>) {
    this.#options = options;
    this.#open();
    this.#removeStrays();
  }

  /** Reads the generation in use. The object changes with each generation; ask again for every look-up. */
  get reader(): Reader | undefined {
    return this.#reader;
  }

  pathOf(generation: number): string {
    const { folder, topic } = this.#options;
    return join(folder, `${topic}-${String(generation).padStart(6, '0')}.db`);
  }

  /** Begins the next generation beside the one in use: empty, or a copy of it for a delta. */
  async begin(
    builder: RequestWorker<BuildRequest<Opening>>,
    mode: 'full' | 'delta',
    opening: Opening,
  ): Promise<void> {
    const path = this.pathOf(this.#nextGeneration());
    const base = mode === 'delta' ? this.#options.topics.topic(this.#options.topic) : undefined;
    await builder.ask({
      kind: 'begin',
      path,
      opening,
      ...(base === undefined ? {} : { basePath: this.pathOf(base.generation) }),
    });
  }

  /** Makes the new generation durable and switches to it. Answers how many items it holds. */
  async commit(
    builder: RequestWorker<BuildRequest<Opening>>,
    cursor: string,
    nowMs: number,
  ): Promise<number> {
    const { topic, topics } = this.#options;
    const count = (await builder.ask({ kind: 'finish' })) as number;
    topics.setTopic(topic, { generation: this.#nextGeneration(), cursor, count, updatedAtMs: nowMs });
    this.#open();
    this.#removeStrays();
    return count;
  }

  close(): void {
    this.#reader?.close();
    this.#reader = undefined;
  }

  /** Runs on past a forgotten generation, since journal entries name the one they used. */
  #nextGeneration(): number {
    return this.#options.topics.lastGeneration(this.#options.topic) + 1;
  }

  /** A generation that is gone or cannot be read is forgotten, so that head office is asked for the whole of it. */
  #open(): void {
    const { topic, topics } = this.#options;
    const state = topics.topic(topic);
    const old = this.#reader;
    if (state !== undefined) this.#reader = this.#openFile(state);
    if (state !== undefined && this.#reader === undefined) topics.forget(topic);
    if (old !== undefined && old !== this.#reader) old.close();
  }

  #openFile(state: TopicState): Reader | undefined {
    const path = this.pathOf(state.generation);
    if (!existsSync(path)) return undefined;
    try {
      return this.#options.openReader(path, state);
    } catch (error) {
      // Whatever is wrong with it, it is no reference data; the journal is what must not be lost.
      if (error instanceof Database.SqliteError) return undefined;
      throw error;
    }
  }

  /** Generations that nobody uses: older ones, and what a crash left half built. */
  #removeStrays(): void {
    const { folder, topic } = this.#options;
    const used = this.#reader === undefined ? undefined : this.pathOf(this.#reader.generation);
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      const isOurs = name.startsWith(`${topic}-`) && /^-[0-9]+\.db$/.test(name.slice(topic.length));
      if (isOurs && path !== used) removeGenerationFile(path);
    }
  }
}
