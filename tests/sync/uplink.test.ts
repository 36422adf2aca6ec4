import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../src-main/base/log.ts';
import { err, ok, type Result } from '../../src-main/base/result.ts';
import type { EntryBatch } from '../../src-main/contract/head-office.ts';
import { HeadOfficeTime } from '../../src-main/sync/head-office-time.ts';
import type { JournalReader } from '../../src-main/sync/ports.ts';
import type { BatchAnswer, TransportError } from '../../src-main/sync/transport.ts';
import { Uplink, type UplinkSettings } from '../../src-main/sync/uplink.ts';
import { MemoryJournal, MemorySyncState } from './memory-journal.ts';
import { ackAll, acked, ScriptedTransport, UNREACHABLE } from './scripted-transport.ts';
import { SeededRandom } from './seeded-random.ts';
import { settle, VirtualTime } from './virtual-time.ts';

const SETTINGS: UplinkSettings = {
  batch: { maxRows: 3, maxBytes: 1_000_000 },
  backoff: { baseMs: 1_000, capMs: 60_000 },
  idleProbeMs: 60_000,
};

type Batched = Result<BatchAnswer, TransportError>;

interface Setup {
  readonly rows?: number;
  readonly ackedSeq?: number;
  readonly journal?: JournalReader;
  readonly settings?: Partial<UplinkSettings>;
  readonly answer: (batch: EntryBatch, call: number) => Batched | Promise<Batched>;
}

function setUp(setup: Setup) {
  const time = new VirtualTime();
  const journal = new MemoryJournal();
  for (let row = 1; row <= (setup.rows ?? 0); row += 1) journal.appendSale(row);
  const state = new MemorySyncState();
  if (setup.ackedSeq !== undefined) state.setAckedSeq(setup.ackedSeq);
  const transport = new ScriptedTransport(setup.answer);
  const headOfficeTime = new HeadOfficeTime();
  const uplink = new Uplink({
    storeId: 'S001',
    tillId: 'T1',
    transport,
    journal: setup.journal ?? journal,
    state,
    time: headOfficeTime,
    clock: time,
    timers: time,
    random: new SeededRandom(1),
    logger: silentLogger,
    settings: { ...SETTINGS, ...setup.settings },
  });
  const states: string[] = [];
  uplink.onState((now) => {
    const words = 'reason' in now ? `${now.kind}:${now.reason}` : now.kind;
    if (states.at(-1) !== words) states.push(words);
  });
  return { time, journal, state, transport, uplink, states, headOfficeTime };
}

describe('the ordinary way', () => {
  test('a backlog goes up in order, in batches, one after the other', async () => {
    const { uplink, transport, state, states, time } = setUp({ rows: 8, answer: (batch) => ackAll(batch) });
    uplink.start();
    await settle();
    expect(transport.sent).toEqual(['1-3', '4-6', '7-8']);
    expect(transport.batches[0]).toMatchObject({ storeId: 'S001', tillId: 'T1', sentAtMs: time.nowMs() });
    expect(state.told).toEqual([3, 6, 8]);
    expect(states).toEqual(['offline:starting', 'catching-up', 'online']);
    expect(uplink.state).toEqual({
      kind: 'online',
      backlog: 0,
      sinceMs: time.nowMs(),
      sending: undefined,
      clockOffsetMs: undefined,
    });
  });

  test('what is appended goes up at the next poke, without waiting', async () => {
    const { uplink, transport, journal, states } = setUp({ answer: (batch) => ackAll(batch) });
    uplink.start();
    await settle();
    journal.appendSale(50);
    uplink.poke();
    await settle();
    expect(transport.sent).toEqual(['-', '1-1']);
    expect(states).toEqual(['offline:starting', 'online']);
  });

  test('with nothing to send, head office is asked now and then whether it is there', async () => {
    const { uplink, transport, time } = setUp({ answer: () => acked(0) });
    uplink.start();
    await time.advance(3 * 60_000 + 1);
    expect(transport.sent).toEqual(['-', '-', '-', '-']);
  });

  test('bytes bound a batch as well as rows, and one large entry still goes', async () => {
    const settings = { batch: { maxRows: 100, maxBytes: 1 } };
    const { uplink, transport } = setUp({ rows: 2, settings, answer: (batch) => ackAll(batch) });
    uplink.start();
    await settle();
    expect(transport.sent).toEqual(['1-1', '2-2']);
  });

  test('never two batches under way at once, however often it is poked', async () => {
    let underWay = 0;
    let most = 0;
    const { uplink, journal, time } = setUp({
      rows: 5,
      answer: async (batch) => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise<void>((resolve) => time.after(10, resolve));
        underWay -= 1;
        return ackAll(batch);
      },
    });
    uplink.start();
    for (let sale = 0; sale < 20; sale += 1) {
      journal.appendSale(10);
      uplink.poke();
      uplink.retryNow();
      await time.advance(3);
    }
    await time.advance(1_000);
    expect(most).toBe(1);
    expect(uplink.state.backlog).toBe(0);
  });

  test('the state tells what is under way, and the clock’s offset', async () => {
    const { uplink, headOfficeTime } = setUp({ rows: 2, answer: () => new Promise<Batched>(() => {}) });
    headOfficeTime.observe({ headOfficeNowMs: 5_000, receivedAtMs: 1_000, roundTripMs: 200 });
    uplink.start();
    expect(uplink.state).toMatchObject({
      backlog: 2,
      sending: { fromSeq: 1, toSeq: 2 },
      clockOffsetMs: 4_100,
    });
  });

  test('stop waits for the batch under way and sends no more', async () => {
    const { uplink, transport, state, time } = setUp({
      rows: 6,
      answer: async (batch) => {
        await new Promise<void>((resolve) => time.after(100, resolve));
        return ackAll(batch);
      },
    });
    uplink.start();
    let isStopped = false;
    const stopped = uplink.stop().then(() => {
      isStopped = true;
    });
    await settle();
    expect(isStopped).toBe(false);
    await time.advance(100);
    await stopped;
    expect(state.told).toEqual([3]);
    expect(transport.sent).toEqual(['1-3']);
    expect(time.pending).toBe(0);
  });

  test('stopped and started again while a batch is under way: still one at a time, and nothing is missed', async () => {
    let underWay = 0;
    let most = 0;
    const { uplink, transport, time } = setUp({
      rows: 5,
      answer: async (batch) => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise<void>((resolve) => time.after(10, resolve));
        underWay -= 1;
        return ackAll(batch);
      },
    });
    uplink.start();
    const stopped = uplink.stop();
    uplink.start();
    await time.advance(100);
    await stopped;
    expect(most).toBe(1);
    expect(transport.sent).toEqual(['1-3', '4-5']);
  });

  test('stopped and started again, it goes on where it was', async () => {
    const { uplink, transport, journal } = setUp({ rows: 1, answer: (batch) => ackAll(batch, 1) });
    uplink.start();
    await settle();
    await uplink.stop();
    journal.appendSale(2);
    uplink.start();
    await settle();
    expect(transport.sent).toEqual(['1-1', '2-2']);
  });
});

describe('what head office says is all that counts', () => {
  test('an acknowledgement of less than was sent: the rest goes again', async () => {
    const { uplink, transport, state } = setUp({
      rows: 3,
      answer: (batch, call) => (call === 1 ? acked(1) : ackAll(batch)),
    });
    uplink.start();
    await settle();
    expect(transport.sent).toEqual(['1-3', '2-3']);
    expect(state.told).toEqual([1, 3]);
  });

  test('more than was sent is not believed before it was compared', async () => {
    const { uplink, transport, state } = setUp({
      rows: 6,
      answer: (batch, call) => (call === 1 ? acked(6) : ackAll(batch)),
    });
    uplink.start();
    await settle();
    expect(transport.sent).toEqual(['1-3', '4-6']);
    expect(state.told).toEqual([3, 6]);
  });

  test('more than the journal has: this journal is an old copy, and stops for good', async () => {
    const { uplink, transport, state, states, time } = setUp({ rows: 2, answer: () => acked(5) });
    uplink.start();
    await time.advance(86_400_000);
    uplink.poke();
    uplink.retryNow();
    uplink.start();
    await time.advance(86_400_000);
    expect(transport.sent).toEqual(['1-2']);
    expect(state.told).toEqual([]);
    expect(states).toEqual(['offline:starting', 'needs-action:diverged']);
  });

  test('the same when the journal is behind what this till remembers', async () => {
    const { uplink, states } = setUp({ rows: 2, ackedSeq: 5, answer: () => acked(5) });
    uplink.start();
    await settle();
    expect(states.at(-1)).toBe('needs-action:diverged');
  });

  test('another hash under the same seq stops it for good', async () => {
    const { uplink, transport, time } = setUp({ rows: 2, answer: () => ok({ kind: 'diverged', seq: 2 }) });
    uplink.start();
    await time.advance(86_400_000);
    expect(transport.sent).toEqual(['1-2']);
    expect(uplink.state).toMatchObject({ kind: 'needs-action', reason: 'diverged', backlog: 2 });
  });

  test('a gap says where to go on', async () => {
    const { uplink, transport, state } = setUp({
      rows: 6,
      ackedSeq: 4,
      answer: (batch, call) => (call === 1 ? ok({ kind: 'gap', ackedSeq: 1 }) : ackAll(batch)),
    });
    uplink.start();
    await settle();
    expect(transport.sent).toEqual(['5-6', '2-4', '5-6']);
    // Head office lost 2 to 4 and got them back. What was acknowledged once is never told to be less.
    expect(state.told).toEqual([4, 6]);
  });

  test('the backlog counts again what head office lost', async () => {
    const { uplink } = setUp({
      rows: 6,
      ackedSeq: 6,
      answer: (_batch, call) => (call === 1 ? acked(2) : new Promise<Batched>(() => {})),
    });
    uplink.start();
    await settle();
    expect(uplink.state).toMatchObject({ backlog: 4, kind: 'catching-up' });
  });

  const senseless: readonly { readonly name: string; readonly answer: BatchAnswer }[] = [
    { name: 'a gap behind the batch', answer: { kind: 'gap', ackedSeq: 2 } },
    { name: 'a gap where the batch begins', answer: { kind: 'gap', ackedSeq: 0 } },
    { name: 'an acknowledgement that never grows', answer: { kind: 'acked', ackedSeq: 0 } },
  ];
  for (const { name, answer } of senseless) {
    test(`${name} leads to waiting, not to a loop`, async () => {
      const { uplink, transport, time, states } = setUp({ rows: 3, answer: () => ok(answer) });
      uplink.start();
      await settle();
      expect(transport.batches.length).toBe(1);
      expect(states.at(-1)).toBe('offline:no-progress');
      await time.advance(10 * 60_000);
      expect(transport.batches.length).toBeLessThan(60);
    });
  }

  test('carried by other means: goes on behind it, acknowledges nothing', async () => {
    const { uplink, transport, state, states } = setUp({
      rows: 5,
      answer: (batch) => ok({ kind: 'carried', untilSeq: batch.entries.at(-1)?.seq ?? 0 }),
    });
    uplink.start();
    await settle();
    expect(transport.sent).toEqual(['1-3', '4-5']);
    expect(state.told).toEqual([]);
    expect(uplink.state.backlog).toBe(5);
    expect(states.at(-1)).toBe('offline:carried');
  });
});

describe('when it does not get through', () => {
  const faults: readonly { readonly error: TransportError; readonly state: string }[] = [
    { error: { kind: 'unreachable', detail: '' }, state: 'offline:unreachable' },
    { error: { kind: 'timed-out', detail: '' }, state: 'offline:timed-out' },
    { error: { kind: 'server-fault', status: 500 }, state: 'offline:server-fault' },
    { error: { kind: 'garbage-answer', detail: '' }, state: 'offline:garbage-answer' },
    { error: { kind: 'certificate', detail: '' }, state: 'needs-action:certificate' },
    { error: { kind: 'authentication', code: 'superseded' }, state: 'needs-action:authentication' },
    { error: { kind: 'refused', code: 'malformed', detail: '' }, state: 'needs-action:refused' },
  ];
  for (const { error, state } of faults) {
    test(`${error.kind}: ${state}, tried again until it works`, async () => {
      const { uplink, transport, states, time } = setUp({
        rows: 2,
        answer: (batch, call) => (call <= 4 ? err(error) : ackAll(batch)),
      });
      uplink.start();
      await time.advance(16_000);
      expect(transport.sent).toEqual(['1-2', '1-2', '1-2', '1-2', '1-2']);
      expect(states).toEqual(['offline:starting', state, 'online']);
    });
  }

  test('waits grow to the cap and are anywhere below it (full jitter)', async () => {
    const { uplink, time } = setUp({ rows: 1, answer: () => UNREACHABLE });
    uplink.start();
    await settle();
    const waitsMs: number[] = [];
    for (let attempt = 0; attempt < 400; attempt += 1) {
      const waitMs = time.nextInMs ?? Number.NaN;
      waitsMs.push(waitMs);
      await time.advance(waitMs);
    }
    const bounds = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000];
    for (const [index, boundMs] of bounds.entries()) expect(waitsMs[index]).toBeLessThanOrEqual(boundMs);
    const late = waitsMs.slice(bounds.length);
    expect(Math.max(...late)).toBeLessThanOrEqual(60_000);
    expect(Math.max(...late)).toBeGreaterThan(55_000);
    expect(Math.min(...late)).toBeLessThan(5_000);
    const meanMs = late.reduce((sum, waitMs) => sum + waitMs, 0) / late.length;
    expect(meanMs).toBeGreaterThan(25_000);
    expect(meanMs).toBeLessThan(35_000);
  });

  test('a sale during the wait does not hurry it; retryNow does', async () => {
    const { uplink, transport, journal } = setUp({
      rows: 1,
      answer: (batch, call) => (call === 1 ? UNREACHABLE : ackAll(batch)),
    });
    uplink.start();
    await settle();
    journal.appendSale(2);
    uplink.poke();
    await settle();
    expect(transport.sent).toEqual(['1-1']);
    expect(uplink.state.backlog).toBe(2);
    uplink.retryNow();
    await settle();
    expect(transport.sent).toEqual(['1-1', '1-2']);
  });

  test('one success and the waits start small again', async () => {
    const answers = (call: number): boolean => call <= 10 || call === 12;
    const { uplink, journal, time } = setUp({
      rows: 1,
      answer: (batch, call) => (answers(call) ? UNREACHABLE : ackAll(batch)),
    });
    uplink.start();
    await time.runUntil(() => uplink.state.kind === 'online');
    journal.appendSale(2);
    uplink.poke();
    await settle();
    expect(uplink.state.kind).toBe('offline');
    expect(time.nextInMs).toBeLessThanOrEqual(1_000);
  });

  test('sinceMs is when the kind of state began, not the last attempt', async () => {
    const { uplink, time } = setUp({ rows: 1, answer: () => UNREACHABLE });
    uplink.start();
    const startMs = time.nowMs();
    await time.advance(600_000);
    expect(uplink.state).toMatchObject({ kind: 'offline', sinceMs: startMs });
  });

  test('too large: halves until it is taken, and grows again', async () => {
    const { uplink, transport } = setUp({
      rows: 12,
      settings: { batch: { maxRows: 8, maxBytes: 1_000_000 } },
      answer: (batch) => (batch.entries.length > 2 ? err({ kind: 'too-large' }) : ackAll(batch)),
    });
    uplink.start();
    await settle();
    expect(transport.sent.slice(0, 4)).toEqual(['1-8', '1-4', '1-2', '3-6']);
    expect(uplink.state.backlog).toBe(0);
  });

  test('one entry that is too large alone needs a person', async () => {
    const { uplink, states } = setUp({ rows: 1, answer: () => err({ kind: 'too-large' }) });
    uplink.start();
    await settle();
    expect(states.at(-1)).toBe('needs-action:entry-too-large');
  });

  test('a transport that throws is one that did not get through', async () => {
    const { uplink, states } = setUp({
      rows: 1,
      answer: (batch, call) => {
        if (call === 1) throw new Error('bug');
        return ackAll(batch);
      },
    });
    uplink.start();
    await settle();
    expect(states.at(-1)).toBe('offline:unreachable');
  });
});

describe('when this machine is at fault', () => {
  test('a journal with a hole is not sent', async () => {
    const journal = new MemoryJournal();
    for (let row = 1; row <= 4; row += 1) journal.appendSale(row);
    journal.rows.splice(1, 1);
    const { uplink, transport, states } = setUp({ journal, answer: (batch) => ackAll(batch) });
    uplink.start();
    await settle();
    expect(transport.batches).toEqual([]);
    expect(states.at(-1)).toBe('needs-action:journal-damaged');
  });

  test('a journal that cannot be read is tried again', async () => {
    const whole = new MemoryJournal();
    whole.appendSale(1);
    let reads = 0;
    const journal: JournalReader = {
      head: () => whole.head(),
      readAfter: (seq, limits) => {
        reads += 1;
        if (reads === 1) throw new Error('disk I/O error');
        return whole.readAfter(seq, limits);
      },
    };
    const { uplink, time, states } = setUp({ journal, answer: (batch) => ackAll(batch) });
    uplink.start();
    await time.advance(1_000);
    expect(states).toEqual(['needs-action:journal-damaged', 'online']);
  });

  test('a disk that cannot keep the acknowledgement does not stop it', async () => {
    const { uplink, transport, state } = setUp({ rows: 6, answer: (batch) => ackAll(batch) });
    state.setAckedSeq = () => {
      throw new Error('disk full');
    };
    uplink.start();
    await settle();
    expect(transport.sent).toEqual(['1-3', '4-6']);
  });

  test('a listener that throws does not stop it', async () => {
    const { uplink, state } = setUp({ rows: 2, answer: (batch) => ackAll(batch) });
    uplink.onState(() => {
      throw new Error('bug in a window');
    });
    uplink.start();
    await settle();
    expect(state.told).toEqual([2]);
  });
});
