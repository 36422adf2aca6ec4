// what-goes-wrong.md row 23: the sale is safe whatever the printer does, and no receipt comes out twice by itself.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../../src-main/base/log.ts';
import { err, ok } from '../../src-main/base/result.ts';
import { PrintSpool } from '../../src-main/engine/print-spool.ts';
import { FakePrinter, turnOfTheLoop } from '../support/fake-printer.ts';
import { OpenTill } from '../support/open-till.ts';

let till: OpenTill;
let printer: FakePrinter;
let spool: PrintSpool;
beforeEach(async () => {
  till = await OpenTill.make();
  till.openShift();
  printer = new FakePrinter();
  spool = spoolOf(printer);
});
afterEach(async () => {
  await spool.close();
  await till.end();
});

/** A spool whose paper says the receipt's number and which copy it is. */
function spoolOf(port: FakePrinter): PrintSpool {
  return new PrintSpool({
    till: till.till,
    printer: port,
    ids: till.world.ids,
    log: silentLogger,
    render: (job) => Buffer.from(`${job.receiptNumber.slice(-4)} ${job.copy}`),
  });
}

/** Sells so many coffees. */
function sell(count = 1): void {
  for (let sale = 0; sale < count; sale += 1) {
    till.scan('47100183');
    till.payCash(45);
  }
}

const statuses = () => till.state.printJobs.map((job) => job.status);
const kinds = () =>
  till.store.journal
    .readAfter(0, { maxRows: 1e6, maxBytes: 1e9 })
    .map((row) => row.kind)
    .filter((kind) => kind.startsWith('print.'));

test('receipts come out one by one in the order of their sales', async () => {
  spool.open();
  sell(3);
  await turnOfTheLoop();
  expect(printer.papers).toEqual(['0001 original', '0002 original', '0003 original']);
  expect(statuses()).toEqual([]);
  expect(kinds()).toEqual(expect.arrayContaining(['print.requested', 'print.started', 'print.finished']));
});

test('the mark that a job began is on disk before its first byte leaves', async () => {
  printer.plans = ['hangs'];
  const seen: string[] = [];
  till.till.appended.on((entries) =>
    seen.push(...entries.map((entry) => `${entry.kind} ${printer.begun.length}`)),
  );
  spool.open();
  sell();
  await turnOfTheLoop();
  expect(seen).toContain('print.started 0');
  expect([printer.begun, printer.papers, statuses()]).toEqual([['0001 original'], [], ['started']]);
  printer.answer(ok(undefined));
  await turnOfTheLoop();
  expect(statuses()).toEqual([]);
});

test('two never print at once, however often the spool is asked', async () => {
  printer.plans = ['hangs'];
  spool.open();
  sell(2);
  for (let poke = 0; poke < 10; poke += 1) spool.poke();
  await turnOfTheLoop();
  expect(printer.asked).toBe(1);
  printer.answer(ok(undefined));
  await turnOfTheLoop();
  expect(printer.papers).toEqual(['0001 original', '0002 original']);
});

test('a printer that is not ready loses nothing: what waits comes out when it is', async () => {
  printer.plans = ['not-ready', 'not-ready'];
  spool.open();
  sell(2);
  await turnOfTheLoop();
  expect([printer.papers, statuses()]).toEqual([[], ['waiting', 'waiting']]);
  printer.plans = [];
  printer.turn('ok');
  await turnOfTheLoop();
  expect(printer.papers).toEqual(['0001 original', '0002 original']);
});

test('one that stops midway leaves a question, says so, and goes on with the next sale', async () => {
  const told: unknown[] = [];
  till.till.events.on((event) => {
    if (event.kind === 'refusal') told.push(event.refusal.code);
  });
  printer.plans = ['stops-midway'];
  spool.open();
  sell(2);
  await turnOfTheLoop();
  expect([printer.begun, printer.papers]).toEqual([['0001 original', '0002 original'], ['0002 original']]);
  expect([statuses(), told]).toEqual([['question'], ['print-interrupted']]);
  for (let poke = 0; poke < 5; poke += 1) spool.poke();
  await turnOfTheLoop();
  expect(printer.begun).toHaveLength(2);
});

test('a person’s answer prints it again, marked as a copy', async () => {
  printer.plans = ['stops-midway'];
  spool.open();
  sell();
  await turnOfTheLoop();
  till.must({ kind: 'resolve-print', jobId: till.state.printJobs[0]?.jobId ?? '', choice: 'reprint' });
  await turnOfTheLoop();
  expect(printer.papers).toEqual(['0001 reprint']);
  expect(till.state.lastSale?.receipt).toBe('printed');
});

describe('after a crash', () => {
  test('what had not begun is printed, what had is asked about, and at most one original ever begins', async () => {
    printer.plans = ['hangs'];
    spool.open();
    sell(2);
    await turnOfTheLoop();
    expect(statuses()).toEqual(['started', 'waiting']);
    await till.reopen();
    till.must({ kind: 'start', program: 'test', host: 'none' });
    const after = new FakePrinter();
    const again = spoolOf(after);
    again.open();
    await turnOfTheLoop();
    await again.close();
    expect(after.papers).toEqual(['0002 original']);
    expect(statuses()).toEqual(['question']);
    // The old spool belongs to a process that is gone; its printer answers nobody.
    printer.answer(err({ kind: 'not-ready', reason: 'gone' }));
  });
});

test('closing lets the job in hand end and begins no other', async () => {
  printer.plans = ['hangs'];
  spool.open();
  sell(2);
  await turnOfTheLoop();
  const closed = spool.close();
  printer.answer(ok(undefined));
  await closed;
  expect([printer.papers, statuses()]).toEqual([['0001 original'], ['waiting']]);
  spool.poke();
  await turnOfTheLoop();
  expect(printer.asked).toBe(1);
});

test('where the mark cannot be written no byte leaves, and the job goes on waiting', async () => {
  sell();
  till.till.stopSelling({ code: 'storage-failed', number: 'STORE-803', params: {} });
  spool.open();
  await turnOfTheLoop();
  expect([printer.begun, statuses()]).toEqual([[], ['waiting']]);
});

test('printed, but the disk has no room left to say so: it is not printed again by itself', async () => {
  const { journal } = till.store;
  const write = journal.write.bind(journal);
  journal.write = (work) =>
    write((transaction) =>
      work({
        ...transaction,
        append: (commandId, appending) => {
          if (appending.some(({ entry }) => entry.kind === 'print.finished')) {
            throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
          }
          transaction.append(commandId, appending);
        },
      }),
    );
  spool.open();
  sell();
  await turnOfTheLoop();
  expect([printer.papers, statuses()]).toEqual([['0001 original'], ['started']]);
  for (let poke = 0; poke < 5; poke += 1) spool.poke();
  printer.turn('ok');
  await turnOfTheLoop();
  expect(printer.begun).toEqual(['0001 original']);
});
