import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { EntryStore } from '../../fixtures/head-office/entry-store.ts';
import { openSqlite } from '../../fixtures/head-office/sqlite-database.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import { HeadOfficeTime } from '../../src-main/sync/head-office-time.ts';
import type { SyncState } from '../../src-main/sync/ports.ts';
import { Uplink, type UplinkSettings } from '../../src-main/sync/uplink.ts';
import { FINE, LossyNetwork, type Weather } from './lossy-network.ts';
import { MemoryJournal, MemorySyncState } from './memory-journal.ts';
import { SeededRandom } from './seeded-random.ts';
import { VirtualTime } from './virtual-time.ts';

// One till, or two uplinks that took one journal for theirs, over networks that lose, delay and duplicate, into the
// real inbox on a real SQLite in memory. Time is virtual; what happens follows from the seed.

const SEEDS = Number(process.env.DAYBOOK_SYNC_SEEDS ?? '1000');

const database = openSqlite(':memory:');
afterAll(() => database.close());

const SETTINGS: UplinkSettings = {
  batch: { maxRows: 4, maxBytes: 1_000_000 },
  backoff: { baseMs: 500, capMs: 8_000 },
  idleProbeMs: 30_000,
};

const weatherOf: fc.Arbitrary<Weather> = fc.record({
  lost: fc.integer({ min: 0, max: 40 }),
  answerLost: fc.integer({ min: 0, max: 40 }),
  duplicated: fc.integer({ min: 0, max: 50 }),
  faulty: fc.integer({ min: 0, max: 30 }),
  maxDelayMs: fc.constantFrom(0, 50, 2_000, 9_000),
});

let lives = 0;

/** A till's life of its own within the one database. */
function newLife(seed: number, weather: Weather) {
  lives += 1;
  const tillId = `T${lives}`;
  const time = new VirtualTime();
  const random = new SeededRandom(seed);
  const store = new EntryStore(database, time);
  const journal = new MemoryJournal(tillId);
  const state = new MemorySyncState();
  const network = () => new LossyNetwork(store, time, random, weather);
  const uplink = (transport: LossyNetwork, syncState: SyncState = state): Uplink =>
    new Uplink({
      storeId: 'S001',
      tillId,
      transport,
      journal,
      state: syncState,
      time: new HeadOfficeTime(),
      clock: time,
      timers: time,
      random,
      logger: silentLogger,
      settings: SETTINGS,
    });
  const held = () => store.readAfter(tillId, 0, 10_000);
  return { time, random, journal, state, network, uplink, held };
}

/** Everything is acknowledged and nothing under way. */
function isQuiet(uplink: Uplink): boolean {
  return uplink.state.backlog === 0 && uplink.state.sending === undefined;
}

/** Stops them all, while time goes on for whatever is under way. */
async function stopAll(time: VirtualTime, uplinks: readonly Uplink[]): Promise<void> {
  const stopped = Promise.all(uplinks.map((uplink) => uplink.stop()));
  await time.advance(60_000);
  await stopped;
}

test('through any weather: nothing lost, nothing twice, order kept, nothing acknowledged that is not held', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      weatherOf,
      fc.integer({ min: 1, max: 30 }),
      async (seed, weather, sales) => {
        const life = newLife(seed, weather);
        const { time, journal, state, random } = life;
        const network = life.network();
        const uplink = life.uplink(network);
        const premature: string[] = [];
        state.setAckedSeq = (seq) => {
          if (seq <= state.ackedSeq()) premature.push(`${seq} after ${state.ackedSeq()}`);
          state.told.push(seq);
        };
        uplink.start();
        for (let sale = 1; sale <= sales; sale += 1) {
          journal.appendSale(sale);
          uplink.poke();
          await time.advance(random.below(3_000));
          const heldSeq = (await life.held()).at(-1)?.seq ?? 0;
          if (state.ackedSeq() > heldSeq) premature.push(`${state.ackedSeq()} acknowledged, ${heldSeq} held`);
        }
        network.weather = FINE;
        await time.runUntil(() => isQuiet(uplink) && network.onItsWay === 0);
        await stopAll(time, [uplink]);
        expect(premature).toEqual([]);
        expect(await life.held()).toEqual(journal.rows);
        expect(uplink.state).toMatchObject({ kind: 'online', backlog: 0 });
      },
    ),
    { numRuns: Math.ceil(SEEDS / 5) },
  );
});

test('killed and started again at any moment, with or without what it remembered last', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      weatherOf,
      fc.integer({ min: 1, max: 8 }),
      async (seed, weather, kills) => {
        const life = newLife(seed, weather);
        const { time, journal, random } = life;
        const network = life.network();
        let remembered = new MemorySyncState();
        for (let kill = 0; kill < kills; kill += 1) {
          // A power cut may take back the newest acknowledgement, which is not worth an fsync of its own.
          const survived = random.below(2) === 0 ? remembered.ackedSeq() : (remembered.told.at(-2) ?? 0);
          remembered = new MemorySyncState();
          if (survived > 0) remembered.setAckedSeq(survived);
          const uplink = life.uplink(network, remembered);
          uplink.start();
          for (let sale = random.below(6); sale > 0; sale -= 1) journal.appendSale(sale + 1);
          uplink.poke();
          await time.advance(random.below(12_000));
          // A killed process does nothing more: neither timers nor answers reach it.
          void uplink.stop();
        }
        network.weather = FINE;
        const last = life.uplink(network, remembered);
        last.start();
        await time.runUntil(() => isQuiet(last) && network.onItsWay === 0);
        await stopAll(time, [last]);
        expect(await life.held()).toEqual(journal.rows);
      },
    ),
    { numRuns: Math.ceil(SEEDS / 10) },
  );
});

describe('what goes wrong, row 5: two windows sync the same queue', () => {
  test(`two uplinks race over one journal, ${SEEDS} seeds: 0 duplicates, 0 lost`, async () => {
    const stormy: Weather = { lost: 10, answerLost: 20, duplicated: 25, faulty: 5, maxDelayMs: 2_000 };
    const wrong: string[] = [];
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const life = newLife(seed, stormy);
      const { time, journal, random } = life;
      const networks = [life.network(), life.network()];
      const uplinks = networks.map((network) => life.uplink(network));
      for (let sale = 1; sale <= 5; sale += 1) journal.appendSale(sale);
      for (const uplink of uplinks) {
        await time.advance(random.below(50));
        uplink.start();
      }
      for (let sale = 6; sale <= 8; sale += 1) {
        journal.appendSale(sale);
        for (const uplink of uplinks) uplink.poke();
        await time.advance(random.below(1_500));
      }
      for (const network of networks) network.weather = FINE;
      const isDone = () => uplinks.every(isQuiet) && networks.every(({ onItsWay }) => onItsWay === 0);
      await time.runUntil(isDone);
      await stopAll(time, uplinks);
      const held = await life.held();
      const isSame = JSON.stringify(held) === JSON.stringify(journal.rows);
      const hasStopped = uplinks.some(({ state }) => state.kind === 'needs-action');
      if (!isSame || hasStopped) wrong.push(`seed ${seed}: ${held.map(({ seq }) => seq).join(' ')}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('clones and restored backups', () => {
  test('of two lives that both go on, the later one is stopped, and the first loses nothing', async () => {
    const life = newLife(7, FINE);
    const { time, journal } = life;
    for (let sale = 1; sale <= 6; sale += 1) journal.appendSale(sale);
    const first = life.uplink(life.network());
    first.start();
    await time.runUntil(() => isQuiet(first));

    const clone = newLife(8, FINE);
    const copy = journal.copyUntil(4, 'clone');
    for (let sale = 1; sale <= 5; sale += 1) copy.appendSale(sale + 100);
    const network = life.network();
    const cloneState = new MemorySyncState();
    cloneState.setAckedSeq(4);
    const second = new Uplink({
      storeId: 'S001',
      tillId: `T${lives - 1}`,
      transport: network,
      journal: copy,
      state: cloneState,
      time: new HeadOfficeTime(),
      clock: time,
      timers: time,
      random: clone.random,
      logger: silentLogger,
      settings: SETTINGS,
    });
    second.start();
    await time.runUntil(() => second.state.kind === 'needs-action');
    expect(second.state).toMatchObject({ reason: 'diverged', backlog: 5 });

    journal.appendSale(7);
    first.poke();
    await time.runUntil(() => isQuiet(first));
    await stopAll(time, [first, second]);
    expect(await life.held()).toEqual(journal.rows);
  });
});
