import type { z } from 'zod';
import type { Clock } from '../../base/clock.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { ReferenceStore } from '../../store/reference/reference-store.ts';
import type { SinkProblem, TopicSink } from '../../sync/ports.ts';

/** What tells one small topic from another. */
export interface DocumentTopic<Item> {
  readonly topic: string;
  readonly checkedAgainst?: readonly string[];
  readonly schema: z.ZodType<Item>;
  /** Under which the item is stored, and removed by a delta. */
  keyOf(item: Item): string;
  /** What to call something that is no item. */
  nameOf(item: unknown): string;
  /** The first thing that is wrong with one item beyond its form. */
  checkOne?(item: Item, raw: unknown): Promise<string | undefined> | string | undefined;
  /** The first thing that is wrong with the generation as a whole, its items in the order of their keys. */
  checkAll?(items: readonly Item[]): Promise<string | undefined> | string | undefined;
}

export interface SinkMeans {
  readonly reference: ReferenceStore;
  readonly clock: Clock;
  /** A topic is in use in a newer generation. */
  readonly onSwitched: (topic: string) => void;
}

interface Staged<Item> {
  readonly item: Item;
  /** As it came: what was signed was this. */
  readonly raw: unknown;
}

/**
 * Takes a topic that is small enough for memory and for one transaction. It is checked whole when it is complete, and
 * refused whole with the first problem, by the item's name and field; what is in use stays.
 */
export function documentSink<Item>(
  of: DocumentTopic<Item>,
  { reference, clock, onSwitched }: SinkMeans,
): TopicSink {
  const { topic, checkedAgainst } = of;
  let staged = new Map<string, Staged<Item>>();
  let put = new Set<string>();
  const take = async (raw: unknown): Promise<string | undefined> => {
    const parsed = of.schema.safeParse(raw);
    if (!parsed.success) return `${of.nameOf(raw)}: ${firstIssue(parsed.error)}`;
    const key = of.keyOf(parsed.data);
    if (put.has(key)) return `${of.nameOf(raw)}: id: listed twice`;
    const problem = await of.checkOne?.(parsed.data, raw);
    if (problem !== undefined) return problem;
    put.add(key);
    staged.set(key, { item: parsed.data, raw });
    return undefined;
  };
  return {
    topic,
    ...(checkedAgainst === undefined ? {} : { checkedAgainst }),
    cursor: () => reference.topic(topic)?.cursor,
    async begin(mode) {
      staged = new Map();
      put = new Set();
      if (mode === 'full') return;
      for (const { key, body } of reference.documentsByKey(topic))
        staged.set(key, { item: of.schema.parse(body), raw: body });
    },
    async put(items, removed): Promise<Result<void, SinkProblem>> {
      for (const key of removed) staged.delete(key);
      for (const raw of items) {
        const problem = await take(raw);
        if (problem !== undefined) return err({ problem });
      }
      return ok(undefined);
    },
    async commit(cursor) {
      const sorted = [...staged].sort(([a], [b]) => (a < b ? -1 : 1));
      const problem = await of.checkAll?.(sorted.map(([, { item }]) => item));
      if (problem !== undefined) return err({ problem });
      const documents = sorted.map(([key, { raw }]) => ({ key, body: raw }));
      reference.replaceDocuments(topic, documents, cursor, clock.nowMs());
      staged = new Map();
      onSwitched(topic);
      return ok({ count: documents.length });
    },
    async abandon() {
      staged = new Map();
    },
  };
}

/** Field and fault of the first thing that a schema found, without the value, which may be somebody's. */
export function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'malformed';
  return `${issue.path.length === 0 ? '' : `${issue.path.join('.')}: `}${issue.message}`;
}

/** The text under `field` of something that may be no item: what it would be called. */
export function fieldOf(item: unknown, ...path: readonly string[]): string | undefined {
  let at: unknown = item;
  for (const field of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Object.getOwnPropertyDescriptor(at, field)?.value;
  }
  return typeof at === 'string' || typeof at === 'number' ? String(at).slice(0, 64) : undefined;
}
