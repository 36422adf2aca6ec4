import { join } from 'node:path';
import { SAMPLE_STORE } from '../../../fixtures/catalog/sample-store.ts';
import { measureDrain } from '../../../fixtures/head-office/drain-measure.ts';
import { assert } from '../../base/assert.ts';
import { silentLogger } from '../../base/log.ts';
import { readEntry } from '../../domain/entries.ts';
import { machineClock, machineRandom, machineTimers } from '../../hosts/machine-world.ts';
import { openStore, type Store } from '../../store/store.ts';
import { enrol } from '../../sync/enrolment.ts';
import { HeadOfficeTime } from '../../sync/head-office-time.ts';
import { HTTPS_DEFAULTS, HttpsTransport } from '../../sync/https-transport.ts';
import { TillKey } from '../../sync/till-key.ts';
import { UPLINK_DEFAULTS, Uplink } from '../../sync/uplink.ts';
import { type LocalHeadOffice, openHeadOffice } from '../open-head-office.ts';
import type { Bench, BenchResult, BenchWorld } from './bench.ts';
import { NO_AIM, result } from './bench.ts';
import { HistoryWriter } from './history-writer.ts';
import { median } from './statistics.ts';

/** The network comes back after a day without it. */
export const syncDrain: Bench = {
  name: 'sync-drain',
  about:
    'sales a second to head office after an offline day of 5,000; the floor is bare HTTP with an fsync a batch',
  run,
};

const ROUNDS = 3;
const CODE_LIFE_MS = 86_400_000;

async function run(world: BenchWorld): Promise<readonly BenchResult[]> {
  const sales = world.isQuick ? 500 : 5_000;
  const headOffice = await openHeadOffice(join(world.runFolder, 'head-office'));
  const day = open(join(world.runFolder, 'day'));
  const books = open(join(world.runFolder, 'books'));
  try {
    world.tell(`sync-drain: an offline day of ${sales} sales`);
    new HistoryWriter(day).write(sales, { untilMs: machineClock.nowMs(), salesADay: sales });
    copySales(day, books);
    const [uplink, floor, whole]: [number[], number[], number[]] = [[], [], []];
    for (let round = 1; round <= ROUNDS; round += 1) {
      world.tell(`sync-drain: ${round} of ${ROUNDS}`);
      const figures = await drainSales(books, headOffice, world);
      uplink.push(figures.uplinkSalesPerSecond);
      floor.push(figures.floorSalesPerSecond);
      whole.push((sales * 1_000) / (await drainAll(day, headOffice)));
    }
    return [
      result('sync-drain', median(uplink), 'sales/s', median(floor), NO_AIM),
      result('sync-drain-whole-journal', median(whole), 'sales/s', null, NO_AIM),
    ];
  } finally {
    await day.close();
    await books.close();
    await headOffice.office.close();
  }
}

function open(folder: string): Store {
  const opened = openStore(folder);
  assert(opened.ok, 'a new folder can be sold from');
  return opened.value;
}

/** A second journal with the day's finished sales and nothing else: what head office books, and what is measured against the floor. */
function copySales(from: Store, to: Store): void {
  for (let after = 0; ; ) {
    const rows = from.journal.readAfter(after, { maxRows: 2_000, maxBytes: 10_000_000 });
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.seq;
    const { seq } = to.journal.head();
    const commands = rows
      .filter((row) => row.kind === 'sale.completed')
      .map((row, index) => ({
        commandId: row.commandId,
        appending: [
          {
            ...row,
            entry: { ...readEntry(row), seq: seq + index + 1 },
            stateAfter: to.state,
          },
        ],
      }));
    to.journal.write((transaction) => {
      for (const { commandId, appending } of commands) transaction.append(commandId, appending);
    });
  }
}

async function drainSales(books: Store, headOffice: LocalHeadOffice, world: BenchWorld) {
  const line = await openLine(books, headOffice);
  try {
    const rows = books.journal.readAfter(0, { maxRows: Number.MAX_SAFE_INTEGER, maxBytes: 1_000_000_000 });
    const firstBatch = books.journal.readAfter(0, UPLINK_DEFAULTS.batch);
    const { tillId, storeId, send } = line;
    return await measureDrain(
      { rows, tillId, storeId, batchRows: firstBatch.length, run: send },
      headOffice.office,
      { clock: machineClock, folder: world.runFolder },
    );
  } finally {
    await line.close();
  }
}

/** Milliseconds until head office has everything that the day left in the journal: lines, tenders, drawer and paper too. */
async function drainAll(day: Store, headOffice: LocalHeadOffice): Promise<number> {
  const line = await openLine(day, headOffice);
  try {
    const startedMs = machineClock.monotonicMs();
    await line.send();
    return machineClock.monotonicMs() - startedMs;
  } finally {
    await line.close();
  }
}

/** A till's line to head office as the product makes it, newly enrolled: head office has nothing of this journal yet. */
async function openLine(store: Store, { office, url }: LocalHeadOffice) {
  const time = new HeadOfficeTime();
  const key = TillKey.make(machineRandom);
  const enrolled = await enrol(
    {
      address: url,
      certificatePem: office.certificate.certificatePem,
      enrolmentCode: await office.issueCode({
        store: SAMPLE_STORE,
        registerNumber: SAMPLE_STORE.registerNumber,
        lifeMs: CODE_LIFE_MS,
      }),
      key,
    },
    { clock: machineClock, timers: machineTimers, time },
  );
  assert(enrolled.ok, 'head office enrols the till');
  const { tillId, storeId } = enrolled.value.till;
  const transport = new HttpsTransport({
    address: new URL(enrolled.value.address),
    certificatesPem: enrolled.value.certificatesPem,
    tillId,
    key,
    clock: machineClock,
    timers: machineTimers,
    time,
    settings: HTTPS_DEFAULTS,
  });
  // What is acknowledged is kept per round: the same journal is sent again under each new till.
  let ackedSeq = 0;
  const uplink = new Uplink({
    storeId,
    tillId,
    transport,
    journal: store.journal,
    state: { ackedSeq: () => ackedSeq, setAckedSeq: (seq) => (ackedSeq = seq) },
    time,
    clock: machineClock,
    timers: machineTimers,
    random: machineRandom,
    logger: silentLogger,
    settings: UPLINK_DEFAULTS,
  });
  return {
    tillId,
    storeId,
    async send() {
      await new Promise<void>((resolve, reject) => {
        const stop = uplink.onState((state) => {
          if (state.kind === 'needs-action')
            reject(new Error(`head office does not take it: ${state.reason}`));
          if (state.kind !== 'online' || state.backlog > 0) return;
          stop();
          resolve();
        });
        uplink.start();
      });
      await uplink.stop();
    },
    close: () => transport.close(),
  };
}
