// Goal: what was refused against an old generation of another topic is tried again as soon as that one switches.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { silentLogger } from '../../src-main/base/log.ts';
import { err, ok, type Result } from '../../src-main/base/result.ts';
import type { TopicPage } from '../../src-main/contract/head-office.ts';
import { Downlink, type DownlinkEvent } from '../../src-main/sync/downlink.ts';
import type { SinkProblem, TopicSink } from '../../src-main/sync/ports.ts';
import type { Transport } from '../../src-main/sync/transport.ts';
import { MemoryMail, MemoryTopic } from './memory-sinks.ts';
import { SeededRandom } from './seeded-random.ts';
import { settle, VirtualTime } from './virtual-time.ts';

const REST_MS = 600_000;
const POLL_MS = 30_000;
const Thing = z.object({ key: z.string() });
type Thing = z.infer<typeof Thing>;

/** Refuses what the other topic does not have. */
class Dependent extends MemoryTopic<Thing> {
  readonly checkedAgainst: readonly string[];
  readonly #on: MemoryTopic<Thing>;

  constructor(on: MemoryTopic<Thing>, checkedAgainst: readonly string[]) {
    super({ topic: 'offers', schema: Thing, keyOf: ({ key }) => key });
    this.#on = on;
    this.checkedAgainst = checkedAgainst;
  }

  override async put(
    items: readonly unknown[],
    removed: readonly string[],
  ): Promise<Result<void, SinkProblem>> {
    for (const item of items) {
      const { key } = Thing.parse(item);
      if (!this.#on.items.has(key)) return err({ problem: `no ${key}` });
    }
    return super.put(items, removed);
  }
}

function setUp(isDependentFirst: boolean, checkedAgainst: readonly string[] = ['catalog']) {
  const time = new VirtualTime();
  const catalog = new MemoryTopic({ topic: 'catalog', schema: Thing, keyOf: ({ key }) => key });
  const offers = new Dependent(catalog, checkedAgainst);
  const topics: TopicSink[] = isDependentFirst ? [offers, catalog] : [catalog, offers];
  const published = new Map<string, { readonly generation: number; readonly keys: readonly string[] }>();
  const asked: string[] = [];
  const transport: Transport = {
    sendEntries: async () => err({ kind: 'closed' }),
    fetchMail: async () => ok({ items: [], isLast: true }),
    close: async () => {},
    async fetchTopic(topic, cursor) {
      asked.push(topic);
      const { generation, keys } = published.get(topic) ?? { generation: 0, keys: [] };
      const isNew = String(generation) !== cursor;
      const answer: TopicPage = {
        topic,
        mode: 'full',
        items: isNew ? keys.map((key) => ({ key })) : [],
        removed: [],
        nextCursor: String(generation),
        isLast: true,
      };
      return ok(answer);
    },
  };
  const events: DownlinkEvent[] = [];
  const downlink = new Downlink({
    transport,
    topics,
    mail: new MemoryMail(),
    onEvent: (event) => events.push(event),
    clock: time,
    timers: time,
    random: new SeededRandom(1),
    logger: silentLogger,
    settings: { pollMs: POLL_MS, backoff: { baseMs: 1_000, capMs: 60_000 }, refusedRestMs: REST_MS },
  });
  return { time, downlink, published, events, offers, asked };
}

for (const isDependentFirst of [false, true]) {
  test(`in the same round, ${isDependentFirst ? 'before' : 'behind'} it in the list`, async () => {
    const { time, downlink, published, events, offers, asked } = setUp(isDependentFirst);
    published.set('catalog', { generation: 1, keys: ['a'] });
    published.set('offers', { generation: 1, keys: ['b'] });
    downlink.start();
    await settle();
    expect(events.filter(({ kind }) => kind === 'topic-refused')).toEqual([
      { kind: 'topic-refused', topic: 'offers', problem: 'no b' },
    ]);
    // Nothing moves while nothing switches: the refusal rests.
    await time.advance(POLL_MS);
    expect(offers.log.filter((line) => line.startsWith('begin')).length).toBe(isDependentFirst ? 2 : 1);
    published.set('catalog', { generation: 2, keys: ['a', 'b'] });
    await time.advance(POLL_MS);
    expect([...offers.items.keys()]).toEqual(['b']);
    expect(events.filter(({ kind }) => kind === 'topic-refused')).toHaveLength(1);
    const count = asked.length;
    await time.advance(POLL_MS);
    expect(asked.length - count).toBe(2);
    await downlink.stop();
  });
}

test('a switch that does not help leaves it refused, and does not tell it again', async () => {
  const { time, downlink, published, events, offers } = setUp(false);
  published.set('catalog', { generation: 1, keys: ['a'] });
  published.set('offers', { generation: 1, keys: ['b'] });
  downlink.start();
  await settle();
  published.set('catalog', { generation: 2, keys: ['c'] });
  await time.advance(POLL_MS);
  expect(offers.log.filter((line) => line.startsWith('begin'))).toHaveLength(2);
  expect(events.filter(({ kind }) => kind === 'topic-refused')).toHaveLength(1);
  await downlink.stop();
});

test('a topic that is checked against nothing rests whatever switches', async () => {
  const { time, downlink, published, offers } = setUp(false, []);
  published.set('catalog', { generation: 1, keys: ['a'] });
  published.set('offers', { generation: 1, keys: ['b'] });
  downlink.start();
  await settle();
  published.set('catalog', { generation: 2, keys: ['b'] });
  await time.advance(REST_MS - POLL_MS);
  expect([...offers.items.keys()]).toEqual([]);
  await time.advance(2 * POLL_MS);
  expect([...offers.items.keys()]).toEqual(['b']);
  await downlink.stop();
});
