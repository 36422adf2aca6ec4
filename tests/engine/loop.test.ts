import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../../src-main/base/log.ts';
import { err } from '../../src-main/base/result.ts';
import type { Entry } from '../../src-main/domain/entries.ts';
import { PrintSpool } from '../../src-main/engine/print-spool.ts';
import { FakePrinter, turnOfTheLoop } from '../support/fake-printer.ts';
import { OpenTill } from '../support/open-till.ts';

let till: OpenTill;
beforeEach(async () => {
  till = await OpenTill.make();
  till.openShift();
});
afterEach(() => till.end());

const rows = () => till.store.journal.readAfter(0, { maxRows: 1e6, maxBytes: 1e9 });

test('every listener hears entries in the order of the journal, even when another one answers at once', () => {
  const heard: number[] = [];
  till.till.appended.on((entries: readonly Entry[]) => {
    const job = entries.find((entry) => entry.kind === 'print.requested');
    if (job?.kind === 'print.requested') till.must({ kind: 'print-started', jobId: job.payload.jobId });
  });
  till.till.appended.on((entries: readonly Entry[]) => heard.push(...entries.map((entry) => entry.seq)));
  till.scan('47100183');
  till.payCash(45);
  expect(heard).toEqual(heard.toSorted((a, b) => a - b));
});

test('the clock is read once for a command: one that goes back in the middle of it is noted all the same', () => {
  const { world } = till;
  const nowMs = world.nowMs();
  const commandId = world.ids.next();
  let readings = 0;
  world.nowMs = () => {
    readings += 1;
    return readings === 1 ? nowMs : nowMs - 5_000;
  };
  till.do({ kind: 'scan', code: '47100183', origin: 'scanner' }, commandId);
  const unexplained = rows().filter((row, index, all) => {
    const before = all[index - 1];
    return before !== undefined && row.atMs < before.atMs && row.kind !== 'clock.went-back';
  });
  expect(unexplained).toEqual([]);
});

test('the same piece of mail, sent twice by head office, is one entry and no exception', () => {
  const mail = { mailId: '1', mailKind: 'exception', body: { seq: 3 } };
  for (let time = 0; time < 2; time += 1) expect(till.do({ kind: 'receive-mail', mail }).ok).toBe(true);
  expect(rows().filter((row) => row.kind === 'mail.received')).toHaveLength(1);
});

describe('a disk that fails while it is read is told like one that fails while it is written', () => {
  const broken = () => {
    throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_READ');
  };

  test('in the journal', () => {
    till.store.journal.entriesOfCommand = broken;
    expect(till.scan('47100183')).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
  });

  test('in the catalog, where it must not stop a sale that needs it no more', () => {
    till.scan('47100183');
    const { catalog } = till.store.reference;
    Object.defineProperty(till.store.reference, 'catalog', {
      configurable: true,
      get: () => ({ generation: 1, findByBarcode: broken, findBySku: broken, findByShortCode: broken }),
    });
    const answer = till.scan('4710018000003');
    Object.defineProperty(till.store.reference, 'catalog', { get: () => catalog });
    expect(answer.ok).toBe(false);
    expect(till.payCash(45).ok).toBe(true);
  });
});

describe('a spool never ends the program and never spins', () => {
  const spoolOf = (printer: FakePrinter, render: () => Uint8Array = () => Buffer.from('x')) =>
    new PrintSpool({ till: till.till, printer, ids: till.world.ids, log: silentLogger, render });
  const sell = () => {
    till.scan('47100183');
    till.payCash(45);
  };

  test('a receipt that cannot be set does not end it', async () => {
    sell();
    const spool = spoolOf(new FakePrinter(), () => {
      throw new Error('a name that no font has');
    });
    spool.open();
    await expect(spool.close()).resolves.toBeUndefined();
  });

  test('a receipt that cannot be set does not keep the next one from paper', async () => {
    sell();
    sell();
    let rendered = 0;
    const printer = new FakePrinter();
    const spool = spoolOf(printer, () => {
      rendered += 1;
      if (rendered === 1) throw new Error('a name that no font has');
      return Buffer.from('second');
    });
    spool.open();
    const closing = turnOfTheLoop().then(() => spool.close());
    await expect(closing).resolves.toBeUndefined();
    expect(printer.papers).toEqual(['second']);
  });

  test('a port that rejects, against its promise, does not end it', async () => {
    sell();
    const printer = new FakePrinter();
    printer.print = async () => {
      throw new Error('the cable was pulled in the wrong moment');
    };
    const spool = spoolOf(printer);
    spool.open();
    await expect(spool.close()).resolves.toBeUndefined();
  });

  for (const kind of ['stops-before', 'says it is done'] as const) {
    test(`a port that ${kind} without having begun is not asked without end`, async () => {
      sell();
      const printer = new FakePrinter();
      const print = printer.print.bind(printer);
      let asked = 0;
      printer.print = async (bytes, onFirstByte) => {
        asked += 1;
        // Past this the loop would never give the test its turn.
        if (asked > 50) return err({ kind: 'not-ready', reason: 'enough' });
        if (kind === 'says it is done') return { ok: true, value: undefined };
        printer.plans = ['stops-before'];
        return print(bytes, onFirstByte);
      };
      const spool = spoolOf(printer);
      spool.open();
      await turnOfTheLoop();
      await spool.close();
      expect(asked).toBeLessThan(5);
    });
  }
});
