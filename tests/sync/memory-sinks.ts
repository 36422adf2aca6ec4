import type { z } from 'zod';
import { err, ok, type Result } from '../../src-main/base/result.ts';
import type { MailItem, TopicMode } from '../../src-main/contract/head-office.ts';
import type { MailSink, SinkProblem, TopicSink } from '../../src-main/sync/ports.ts';

/** A topic in memory: one generation in use, one being built beside it. */
export class MemoryTopic<Item> implements TopicSink {
  readonly topic: string;
  /** What is in use, by key. */
  items: ReadonlyMap<string, Item> = new Map();
  readonly log: string[] = [];
  #cursor: string | undefined;
  #staged: Map<string, Item> | undefined;
  readonly #schema: z.ZodType<Item>;
  readonly #keyOf: (item: Item) => string;
  readonly #minItems: number;

  constructor(options: {
    readonly topic: string;
    readonly schema: z.ZodType<Item>;
    readonly keyOf: (item: Item) => string;
    /** Fewer than this are refused when they are to be committed. */
    readonly minItems?: number;
  }) {
    this.topic = options.topic;
    this.#schema = options.schema;
    this.#keyOf = options.keyOf;
    this.#minItems = options.minItems ?? 0;
  }

  get isStaging(): boolean {
    return this.#staged !== undefined;
  }

  cursor(): string | undefined {
    return this.#cursor;
  }

  async begin(mode: TopicMode): Promise<void> {
    this.log.push(`begin ${mode}`);
    this.#staged = new Map(mode === 'full' ? [] : this.items);
  }

  async put(items: readonly unknown[], removed: readonly string[]): Promise<Result<void, SinkProblem>> {
    this.log.push(`put ${items.length}-${removed.length}`);
    for (const item of items) {
      const parsed = this.#schema.safeParse(item);
      if (!parsed.success) return err({ problem: `not an item: ${parsed.error.issues[0]?.path.join('.')}` });
      this.#staged?.set(this.#keyOf(parsed.data), parsed.data);
    }
    for (const key of removed) this.#staged?.delete(key);
    return ok(undefined);
  }

  async commit(cursor: string): Promise<Result<{ readonly count: number }, SinkProblem>> {
    this.log.push(`commit ${cursor}`);
    const staged = this.#staged ?? new Map<string, Item>();
    if (staged.size < this.#minItems) return err({ problem: `only ${staged.size} items` });
    this.items = staged;
    this.#cursor = cursor;
    this.#staged = undefined;
    return ok({ count: staged.size });
  }

  async abandon(): Promise<void> {
    this.log.push('abandon');
    this.#staged = undefined;
  }
}

/** Mail in memory, as the journal would have it. */
export class MemoryMail implements MailSink {
  readonly accepted: MailItem[] = [];
  /** Items of these ids are refused. */
  readonly refuses = new Set<string>();

  lastMailId(): string | undefined {
    return this.accepted.at(-1)?.mailId;
  }

  async accept(mail: MailItem): Promise<Result<void, SinkProblem>> {
    if (this.refuses.has(mail.mailId)) return err({ problem: 'the disk is full' });
    this.accepted.push(mail);
    return ok(undefined);
  }
}
