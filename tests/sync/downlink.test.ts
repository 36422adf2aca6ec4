import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { silentLogger } from '../../src-main/base/log.ts';
import { err, ok, type Result } from '../../src-main/base/result.ts';
import type { MailPage, TopicPage } from '../../src-main/contract/head-office.ts';
import { OperatorItem } from '../../src-main/contract/head-office.ts';
import { Product } from '../../src-main/domain/product.ts';
import { Downlink, type DownlinkEvent, type DownlinkSettings } from '../../src-main/sync/downlink.ts';
import type { MailSink, TopicSink } from '../../src-main/sync/ports.ts';
import type { BatchAnswer, Transport, TransportError } from '../../src-main/sync/transport.ts';
import { type OpenOffice, openOffice } from '../head-office/office-harness.ts';
import { systemClock, systemRandom, systemTimers } from '../head-office/system-means.ts';
import { type EnrolledTill, enrolTill } from './enrolled-till.ts';
import { MemoryMail, MemoryTopic } from './memory-sinks.ts';
import { SeededRandom } from './seeded-random.ts';
import { settle, VirtualTime } from './virtual-time.ts';

const SETTINGS: DownlinkSettings = {
  pollMs: 30_000,
  backoff: { baseMs: 1_000, capMs: 60_000 },
  refusedRestMs: 600_000,
};

const Thing = z.object({ key: z.string() });

function things(options: { readonly minItems?: number } = {}) {
  return new MemoryTopic({ topic: 'things', schema: Thing, keyOf: ({ key }) => key, ...options });
}

type PageResult = Result<TopicPage, TransportError>;

/** Answers topic and mail questions as it is told, and keeps what was asked. */
class ScriptedDown implements Transport {
  readonly asked: string[] = [];
  topic: (cursor: string | undefined) => PageResult | Promise<PageResult> = (cursor) =>
    nothingNew(cursor ?? '1');
  mail: (after: string | undefined) => Result<MailPage, TransportError> = () =>
    ok({ items: [], isLast: true });

  async sendEntries(): Promise<Result<BatchAnswer, TransportError>> {
    return err({ kind: 'closed' });
  }

  async fetchTopic(topic: string, cursor: string | undefined): Promise<PageResult> {
    this.asked.push(`${topic} ${cursor ?? '-'}`);
    return this.topic(cursor);
  }

  async fetchMail(after: string | undefined): Promise<Result<MailPage, TransportError>> {
    this.asked.push(`mail ${after ?? '-'}`);
    return this.mail(after);
  }

  async close(): Promise<void> {}
}

function page(change: Partial<TopicPage>): PageResult {
  return ok({
    topic: 'things',
    mode: 'full',
    items: [],
    removed: [],
    nextCursor: '1',
    isLast: true,
    ...change,
  });
}

function nothingNew(cursor: string): PageResult {
  return page({ mode: 'delta', nextCursor: cursor });
}

const a = { key: 'a' };
const b = { key: 'b' };
const UNREACHABLE = err({ kind: 'unreachable', detail: '' } as const);

function setUp(sinks: { readonly topics?: readonly TopicSink[]; readonly mail?: MailSink } = {}) {
  const time = new VirtualTime();
  const transport = new ScriptedDown();
  const events: DownlinkEvent[] = [];
  const downlink = new Downlink({
    transport,
    topics: sinks.topics ?? [],
    mail: sinks.mail ?? new MemoryMail(),
    onEvent: (event) => events.push(event),
    clock: time,
    timers: time,
    random: new SeededRandom(1),
    logger: silentLogger,
    settings: SETTINGS,
  });
  const problems = () => events.flatMap((event) => (event.kind === 'topic-refused' ? event.problem : []));
  return { time, transport, events, downlink, problems };
}

describe('topics', () => {
  test('a generation in pages, then the changes since, each applied whole', async () => {
    const topic = things();
    const { downlink, transport, events, time } = setUp({ topics: [topic] });
    const pages = new Map([
      ['-', page({ items: [a], nextCursor: '4/1', isLast: false })],
      ['4/1', page({ items: [b], nextCursor: '4' })],
      ['4', page({ mode: 'delta', items: [{ key: 'c' }], removed: ['a'], nextCursor: '5' })],
      ['5', nothingNew('5')],
    ]);
    transport.topic = (cursor) => pages.get(cursor ?? '-') ?? UNREACHABLE;
    downlink.start();
    await settle();
    expect(topic.log).toEqual([
      'begin full',
      'put 1-0',
      'put 1-0',
      'commit 4',
      'begin delta',
      'put 1-1',
      'commit 5',
    ]);
    expect([...topic.items.keys()]).toEqual(['b', 'c']);
    expect(transport.asked).toEqual(['things -', 'things 4/1', 'things 4', 'things 5', 'mail -']);
    expect(events).toEqual([
      { kind: 'topic-applied', topic: 'things', cursor: '4', count: 2, atMs: time.nowMs() },
      { kind: 'topic-applied', topic: 'things', cursor: '5', count: 2, atMs: time.nowMs() },
    ]);
    await downlink.stop();
  });

  test('asked again after each poll; how old it is can be told', async () => {
    const { downlink, transport, time } = setUp({ topics: [things()] });
    const startMs = time.nowMs();
    transport.topic = (cursor) =>
      cursor === undefined ? page({ items: [a], nextCursor: '1' }) : nothingNew('1');
    expect(downlink.checkedAtMs('things')).toBeUndefined();
    downlink.start();
    await settle();
    expect(downlink.checkedAtMs('things')).toBe(startMs);
    transport.topic = () => UNREACHABLE;
    await time.advance(60_000);
    expect(downlink.checkedAtMs('things')).toBe(startMs);
    transport.topic = () => nothingNew('1');
    await time.advance(60_000);
    expect(downlink.checkedAtMs('things')).toBeGreaterThan(startMs + 60_000);
    await downlink.stop();
  });

  /** What is in use is generation 3 with one thing; head office then answers as given. */
  const refusals: readonly {
    readonly name: string;
    readonly answers: readonly PageResult[];
    readonly problem: RegExp;
  }[] = [
    {
      name: 'an older generation',
      answers: [page({ items: [b], nextCursor: '2' })],
      problem: /generation 2 is older than 3/,
    },
    {
      name: 'the same generation with other content',
      answers: [page({ items: [b], nextCursor: '3' })],
      problem: /generation 3 is in use and cannot change/,
    },
    {
      name: 'the same generation, in pages',
      answers: [page({ mode: 'delta', nextCursor: '3/1', isLast: false })],
      problem: /generation 3 is in use/,
    },
    {
      name: 'changes to a generation that is not here',
      answers: [page({ mode: 'delta', items: [b], nextCursor: '5' })],
      problem: /changes to one that this till does not have/,
    },
    { name: 'another topic', answers: [page({ topic: 'other', nextCursor: '4' })], problem: /got other/ },
    {
      name: 'a bad item',
      answers: [page({ items: [b, { nokey: 1 }], nextCursor: '4' })],
      problem: /not an item: key/,
    },
    {
      name: 'a bad item on the last page',
      answers: [
        page({ items: [b], nextCursor: '4/1', isLast: false }),
        page({ items: [7], nextCursor: '4' }),
      ],
      problem: /not an item/,
    },
    {
      name: 'a generation that changes between pages',
      answers: [
        page({ items: [b], nextCursor: '4/1', isLast: false }),
        page({ items: [a], nextCursor: '5' }),
      ],
      problem: /changed between pages/,
    },
    {
      name: 'a mode that changes between pages',
      answers: [page({ nextCursor: '4/1', isLast: false }), page({ mode: 'delta', nextCursor: '4' })],
      problem: /not of one generation/,
    },
    {
      name: 'a cursor that does not move',
      answers: [page({ nextCursor: '4/1', isLast: false }), page({ nextCursor: '4/1', isLast: false })],
      problem: /does not move/,
    },
    {
      name: 'a last page that is between pages',
      answers: [page({ nextCursor: '4/1', isLast: true })],
      problem: /cursor does not fit/,
    },
    {
      name: 'a full generation that removes',
      answers: [page({ removed: ['a'], nextCursor: '4' })],
      problem: /removes nothing/,
    },
    { name: 'fewer than the sink takes', answers: [page({ nextCursor: '4' })], problem: /only 0 items/ },
    {
      name: 'a cursor that head office does not know',
      answers: [err({ kind: 'refused', code: 'unknown-cursor', detail: '' })],
      problem: /unknown-cursor/,
    },
  ];
  for (const { name, answers, problem } of refusals) {
    test(`${name}: refused whole and named, what was in use stays`, async () => {
      const topic = things({ minItems: 1 });
      const { downlink, transport, problems } = setUp({ topics: [topic] });
      const left = [page({ items: [a], nextCursor: '3' }), ...answers];
      transport.topic = () => left.shift() ?? UNREACHABLE;
      downlink.start();
      await settle();
      expect(problems()).toEqual([expect.stringMatching(problem)]);
      expect([...topic.items.keys()]).toEqual(['a']);
      expect(topic.cursor()).toBe('3');
      expect(topic.isStaging).toBe(false);
      // A bad topic keeps neither the next one nor the mail from coming.
      expect(transport.asked.at(-1)).toBe('mail -');
      await downlink.stop();
    });
  }

  test('a generation that never ends is refused in the end', async () => {
    const { downlink, transport, problems, time } = setUp({ topics: [things()] });
    let place = 0;
    transport.topic = () => {
      place += 1;
      return page({ nextCursor: `4/${place}`, isLast: false });
    };
    downlink.start();
    await time.runUntil(() => problems().length > 0);
    expect(problems()).toEqual([expect.stringMatching(/more than 10000 pages/)]);
    await downlink.stop();
  });

  test('a refused generation is told once and rests; another one is taken at once', async () => {
    const topic = things();
    const { downlink, transport, problems, events, time } = setUp({ topics: [topic] });
    let puts = 0;
    const put = topic.put.bind(topic);
    topic.put = (items, removed) => {
      puts += 1;
      return put(items, removed);
    };
    transport.topic = () => page({ items: [{ bad: 1 }], nextCursor: '4' });
    downlink.start();
    await time.advance(9 * 60_000);
    expect([puts, problems().length]).toEqual([1, 1]);
    await time.advance(2 * 60_000);
    expect([puts, problems().length]).toEqual([2, 1]);
    transport.topic = (cursor) => (cursor === '5' ? nothingNew('5') : page({ items: [a], nextCursor: '5' }));
    await time.advance(30_000);
    expect(events.at(-1)).toMatchObject({ kind: 'topic-applied', cursor: '5' });
    await downlink.stop();
  });

  test('a sink that throws refuses; what was in use stays', async () => {
    for (const method of ['begin', 'put', 'commit'] as const) {
      const topic = things();
      Object.assign(topic, { [method]: () => Promise.reject(new Error('disk I/O error')) });
      const { downlink, transport, problems } = setUp({ topics: [topic] });
      transport.topic = () => page({ items: [a], nextCursor: '4' });
      downlink.start();
      await settle();
      expect(problems()).toEqual([expect.stringMatching(/disk I\/O error/)]);
      expect(topic.log.at(-1)).toBe('abandon');
      await downlink.stop();
    }
  });

  test('the line is lost between pages: nothing of it is in use, and it begins anew', async () => {
    const topic = things();
    const { downlink, transport, events, time } = setUp({ topics: [topic] });
    let isCut = true;
    transport.topic = (cursor) => {
      if (cursor === undefined) return page({ items: [a], nextCursor: '4/1', isLast: false });
      if (isCut) return UNREACHABLE;
      return cursor === '4/1' ? page({ items: [b], nextCursor: '4' }) : nothingNew('4');
    };
    downlink.start();
    await settle();
    expect(topic.cursor()).toBeUndefined();
    expect(topic.items.size).toBe(0);
    expect(topic.log).toEqual(['begin full', 'put 1-0', 'abandon']);
    expect(events).toEqual([{ kind: 'failed', error: { kind: 'unreachable', detail: '' } }]);
    isCut = false;
    await time.advance(1_001);
    expect([...topic.items.keys()]).toEqual(['a', 'b']);
    await downlink.stop();
  });

  test('killed between pages: the next start begins anew', async () => {
    const topic = things();
    const first = setUp({ topics: [topic] });
    // The second page never comes: here the process ends.
    first.transport.topic = (cursor) =>
      cursor === undefined
        ? page({ items: [a], nextCursor: '4/1', isLast: false })
        : new Promise<PageResult>(() => {});
    first.downlink.start();
    await settle();
    expect(topic.isStaging).toBe(true);
    const second = setUp({ topics: [topic] });
    second.transport.topic = (cursor) =>
      cursor === undefined ? page({ items: [b], nextCursor: '4' }) : nothingNew('4');
    second.downlink.start();
    await settle();
    expect([...topic.items.keys()]).toEqual(['b']);
    await second.downlink.stop();
  });
});

describe('mail', () => {
  const item = (mailId: string) => ({ mailId, kind: 'note', body: { mailId } });

  test('item by item, page by page, each once', async () => {
    const mail = new MemoryMail();
    const { downlink, transport, events } = setUp({ mail });
    transport.mail = (after) => {
      if (after === undefined) return ok({ items: [item('1'), item('2')], isLast: false });
      // Repeated although it was not asked for.
      return ok({ items: [item('2'), item('3')], isLast: true });
    };
    downlink.start();
    await settle();
    expect(mail.accepted.map(({ mailId }) => mailId)).toEqual(['1', '2', '3']);
    expect(transport.asked).toEqual(['mail -', 'mail 2']);
    expect(events.map((event) => event.kind)).toEqual(['mail-accepted', 'mail-accepted', 'mail-accepted']);
    await downlink.stop();
  });

  test('an item that could not be journaled comes again before those behind it', async () => {
    const mail = new MemoryMail();
    mail.refuses.add('2');
    const { downlink, transport, events, time } = setUp({ mail });
    transport.mail = (after) => {
      const left = ['1', '2', '3'].filter((mailId) => Number(mailId) > Number(after ?? 0));
      return ok({ items: left.map(item), isLast: true });
    };
    downlink.start();
    await settle();
    expect(mail.accepted.map(({ mailId }) => mailId)).toEqual(['1']);
    expect(events.at(-1)).toEqual({ kind: 'mail-refused', mailId: '2', problem: 'the disk is full' });
    mail.refuses.clear();
    await time.advance(2_000);
    expect(mail.accepted.map(({ mailId }) => mailId)).toEqual(['1', '2', '3']);
    await downlink.stop();
  });

  test('a sink that throws is one that could not take it', async () => {
    const mail = new MemoryMail();
    mail.accept = () => Promise.reject(new Error('disk I/O error'));
    const { downlink, transport, events } = setUp({ mail });
    transport.mail = () => ok({ items: [item('1')], isLast: true });
    downlink.start();
    await settle();
    expect(events).toEqual([{ kind: 'mail-refused', mailId: '1', problem: 'could not be journaled' }]);
    await downlink.stop();
  });

  test('more that is promised and never comes does not keep the till busy', async () => {
    const { downlink, transport, events } = setUp();
    transport.mail = () => ok({ items: [], isLast: false });
    downlink.start();
    await settle();
    expect(transport.asked).toEqual(['mail -']);
    expect(events).toMatchObject([{ kind: 'failed', error: { kind: 'garbage-answer' } }]);
    await downlink.stop();
  });
});

describe('rounds', () => {
  test('one at a time; asked for during one, it is that one', async () => {
    const { downlink, transport, time } = setUp({ topics: [things()] });
    transport.topic = (cursor) =>
      new Promise((resolve) => time.after(10, () => resolve(cursor === '1' ? nothingNew('1') : page({}))));
    downlink.start();
    const rounds = [downlink.refreshNow(), downlink.refreshNow()];
    await time.advance(20);
    await Promise.all(rounds);
    expect(transport.asked).toEqual(['things -', 'things 1', 'mail -']);
    await downlink.stop();
    expect(time.pending).toBe(0);
  });

  test('after a failure it backs off, and stop ends it', async () => {
    const { downlink, transport, time } = setUp();
    transport.mail = () => UNREACHABLE;
    downlink.start();
    await time.advance(3_600_000);
    expect(transport.asked.length).toBeGreaterThan(60);
    expect(transport.asked.length).toBeLessThan(300);
    await downlink.stop();
    const count = transport.asked.length;
    await time.advance(3_600_000);
    expect(transport.asked.length).toBe(count);
    await downlink.refreshNow();
    expect(transport.asked.length).toBe(count);
  });

  test('a listener that throws does not stop it', async () => {
    const mail = new MemoryMail();
    const time = new VirtualTime();
    const transport = new ScriptedDown();
    transport.mail = (after) =>
      ok({ items: after === undefined ? [{ mailId: '1', kind: 'note', body: 1 }] : [], isLast: true });
    const downlink = new Downlink({
      transport,
      topics: [],
      mail,
      onEvent: () => {
        throw new Error('bug');
      },
      clock: time,
      timers: time,
      random: new SeededRandom(1),
      logger: silentLogger,
    });
    downlink.start();
    await time.advance(31_000);
    expect(transport.asked).toEqual(['mail -', 'mail 1']);
    await downlink.stop();
  });
});

describe('from a real head office', () => {
  let open: OpenOffice;
  let till: EnrolledTill;
  beforeEach(async () => {
    open = await openOffice();
    await open.office.listen(0);
    till = await enrolTill(open.office);
  });
  afterEach(async () => {
    await till?.transport.close();
    await open?.close();
  });

  const latte: Product = {
    sku: 'A01',
    barcodes: ['4710000000017'],
    name: '拿鐵咖啡',
    unitPrice: 55,
    category: 'coffee',
    tax: 'taxable',
  };

  test('catalog, operators and exceptions; a bad catalog and an old one are refused', async () => {
    const { office } = open;
    const catalog = new MemoryTopic({ topic: 'catalog', schema: Product, keyOf: ({ sku }) => sku });
    const operators = new MemoryTopic({
      topic: 'operators',
      schema: OperatorItem,
      keyOf: (item) => item.operatorId,
    });
    const mail = new MemoryMail();
    const events: DownlinkEvent[] = [];
    const downlink = new Downlink({
      transport: till.transport,
      topics: [catalog, operators],
      mail,
      onEvent: (event) => events.push(event),
      clock: systemClock,
      timers: systemTimers,
      random: systemRandom,
      logger: silentLogger,
      settings: { ...SETTINGS, pollMs: 3_600_000 },
    });
    const many = Array.from({ length: 2_500 }, (_, index) => ({ ...latte, sku: `B${index}` }));
    await office.publishTopic('catalog', { mode: 'full', items: [latte] });
    await office.publishTopic('catalog', { mode: 'full', items: [latte, ...many] });
    await office.publishTopic('catalog', {
      mode: 'delta',
      items: [{ ...latte, unitPrice: 60 }],
      removed: ['B7'],
    });
    const pinHash = {
      algorithm: 'scrypt',
      saltBase64: Buffer.alloc(16, 1).toString('base64'),
      hashBase64: Buffer.alloc(32, 2).toString('base64'),
      N: 16_384,
      r: 8,
      p: 1,
    };
    const operator = { operatorId: 'op-1', name: '小美', role: 'cashier', shift: '早班', pinHash };
    await office.publishTopic('operators', { mode: 'full', items: [operator] });
    await office.sendMail(till.enrolment.till.tillId, [{ kind: 'note', body: { text: '明日盤點' } }]);

    downlink.start();
    await downlink.refreshNow();
    expect(catalog.items.size).toBe(2_500);
    expect(catalog.items.get('A01')).toEqual({ ...latte, unitPrice: 60 });
    expect(catalog.items.has('B7')).toBe(false);
    expect([...operators.items.values()]).toEqual([operator]);
    expect(mail.accepted).toEqual([{ mailId: '1', kind: 'note', body: { text: '明日盤點' } }]);

    const inUse = catalog.items;
    await office.publishTopic('catalog', { mode: 'full', items: [latte, { ...latte, unitPrice: 'fifty' }] });
    await downlink.refreshNow();
    office.faults.offersOldCatalog = true;
    await downlink.refreshNow();
    office.faults.offersOldCatalog = false;
    expect(
      events.flatMap((event) => (event.kind === 'topic-refused' ? `${event.topic}: ${event.problem}` : [])),
    ).toEqual(['catalog: not an item: unitPrice', 'catalog: generation 1 is older than 3, which is in use']);
    expect(catalog.items).toBe(inUse);

    await office.publishTopic('catalog', { mode: 'full', items: [latte] });
    await downlink.refreshNow();
    expect([...catalog.items.values()]).toEqual([latte]);
    await downlink.stop();
  });
});
