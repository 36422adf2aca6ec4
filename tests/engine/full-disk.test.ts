// what-goes-wrong.md row 3; design.md, When things fail: a full disk refuses the next sale's money and says so, the
// sale in hand finishes in the room kept for it, never half a sale, and the till sells again when there is room.
// Method: a real disk filled to the last byte (a tmpfs, where this process may mount one), and everywhere SQLite's own
// limit of pages, which gives the same error at the same places.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { JournalRows } from '../../src-main/store/journal.ts';
import { digestViews, rebuildViews } from '../../src-main/store/rebuild.ts';
import { openStore } from '../../src-main/store/store.ts';
import { OpenTill } from '../support/open-till.ts';
import { SmallDisk } from '../support/small-disk.ts';

/** A till on a disk that can be filled and freed. */
interface Room {
  readonly till: OpenTill;
  fill(): void;
  free(): void;
  end(): Promise<void>;
}

async function onTmpfs(): Promise<Room> {
  const disk = new SmallDisk(16);
  const till = await OpenTill.make({ under: disk.folder });
  return {
    till,
    fill: () => disk.fill(),
    free: () => disk.free(),
    async end() {
      disk.free();
      await till.end();
      disk.end();
    },
  };
}

async function onLimitedPages(): Promise<Room> {
  const till = await OpenTill.make();
  const { database, reserve } = till.store;
  let isFull = false;
  let isHeld = true;
  const limitTo = (pages: number) => database.pragma(`max_page_count = ${pages}`);
  const used = () => Number(database.pragma('page_count', { simple: true }));
  Object.defineProperty(reserve, 'isHeld', { get: () => isHeld });
  reserve.hold = () => {
    isHeld ||= !isFull;
    if (isHeld && isFull) limitTo(used());
    return isHeld;
  };
  reserve.release = () => {
    isHeld = false;
    limitTo(used() + 100);
  };
  return {
    till,
    fill() {
      isFull = true;
      limitTo(used());
    },
    free() {
      isFull = false;
      limitTo(1_000_000);
    },
    end: () => till.end(),
  };
}

const WAYS = [
  ['SQLite’s own limit of pages', onLimitedPages] as const,
  ...(SmallDisk.isPossible() ? [['a disk of 16 MB', onTmpfs] as const] : []),
];

for (const [name, make] of WAYS) {
  describe(name, () => {
    let room: Room;
    let till: OpenTill;
    beforeEach(async () => {
      room = await make();
      ({ till } = room);
      till.openShift();
    });
    afterEach(async () => {
      await room.end();
    });

    const count = (kind: string) =>
      till.store.journal.readAfter(0, { maxRows: 1e6, maxBytes: 1e9 }).filter((row) => row.kind === kind)
        .length;

    /** Scans until the disk says no; how the refusal reads. */
    const scanUntilFull = () => {
      for (let scan = 0; scan < 2_000; scan += 1) {
        const before = [till.store.journal.head().seq, till.state];
        const answer = till.scan(scan % 2 === 0 ? '47100183' : '4710018000003');
        if (answer.ok) continue;
        expect([till.store.journal.head().seq, till.state]).toEqual(before);
        return answer.error;
      }
      throw new Error('the disk never filled');
    };

    /** Every sale has all that belongs to it, the chain is whole, and the views are what the journal says. */
    const expectNothingHalf = () => {
      const sales = count('sale.completed');
      expect([count('tender.captured'), count('drawer.requested'), count('print.requested')]).toEqual([
        sales,
        sales,
        sales,
      ]);
      expect(new JournalRows(till.store.database).verify().brk).toBeNull();
      const shown = digestViews(till.store.database);
      rebuildViews(till.store.database);
      expect(digestViews(till.store.database)).toBe(shown);
    };

    /** Sells, receipt and drawer and all, until money is refused; how many sales were done and how the refusal reads. */
    const sellUntilRefused = () => {
      for (let sales = 0; sales < 500; sales += 1) {
        if (till.state.cart === null) till.scan('47100183');
        // Where not even a scan fits, there is no sale whose money could be refused.
        if (till.state.cart === null) return { sales, refusal: scanUntilFull() };
        const paid = till.payCash(10_000);
        if (!paid.ok) return { sales, refusal: paid.error };
        for (const requestId of till.state.drawerRequests) till.must({ kind: 'drawer-opened', requestId });
        for (const { jobId } of till.state.printJobs) {
          till.must({ kind: 'print-started', jobId });
          till.must({ kind: 'print-finished', jobId });
        }
        expect(till.state.lastSale?.receipt).toBe('printed');
      }
      throw new Error('the disk never filled');
    };

    test('the sale in hand is paid, drawer and receipt and all; then money is refused before it is taken', () => {
      till.scan('47100183');
      room.fill();
      const { sales, refusal } = sellUntilRefused();
      expect(sales).toBeGreaterThanOrEqual(1);
      expect(refusal).toMatchObject({ code: 'storage-full', number: 'STORE-801' });
      const before = [till.store.journal.head().seq, till.state];
      for (let tap = 0; tap < 3; tap += 1) {
        const answer = till.state.cart === null ? till.scan('47100183') : till.payCash(10_000);
        expect(answer).toMatchObject({ ok: false, error: { code: 'storage-full' } });
      }
      expect([till.store.journal.head().seq, till.state]).toEqual(before);
      expect([till.till.storage, till.till.stopped]).toEqual(['full', null]);

      room.free();
      expect(till.till.checkStorage()).toBe('ok');
      if (till.state.cart === null) till.scan('47100183');
      expect(till.payCash(10_000).ok).toBe(true);
      expect(count('sale.completed')).toBe(sales + 1);
      expectNothingHalf();
    });

    test('a cart that filled the disk itself is paid in the room kept for it', () => {
      till.scan('47100183');
      room.fill();
      expect(scanUntilFull()).toMatchObject({ code: 'storage-full', number: 'STORE-801' });
      expect(till.till.storage).toBe('full');
      const due = till.state.cart?.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0) ?? 0;
      expect(till.payCash(due)).toMatchObject({ ok: true, value: { due, change: 0 } });
      room.free();
      expectNothingHalf();
    });

    test('what was refused for want of room is not there after a restart, and what was acknowledged is', async () => {
      till.scan('47100183');
      room.fill();
      scanUntilFull();
      const { state } = till;
      expect(state.cart).not.toBeNull();
      room.free();
      await till.reopen();
      expect(till.state).toStrictEqual(state);
      expectNothingHalf();
    });

    test('whatever else is asked is refused with the same word, never an exception', () => {
      till.scan('47100183');
      room.fill();
      scanUntilFull();
      const mail = (mailId: number) =>
        ({
          kind: 'receive-mail',
          mail: { mailId: String(mailId), mailKind: 'exception', body: 'x'.repeat(20_000) },
        }) as const;
      let refused = 0;
      for (let number = 1; number <= 20; number += 1) {
        for (const command of [mail(number), { kind: 'change-settings', theme: 'dark' } as const]) {
          const before = till.state;
          const answer = till.do(command);
          if (answer.ok) continue;
          refused += 1;
          expect([answer.error.code, till.state]).toEqual(['storage-full', before]);
        }
      }
      expect(refused).toBeGreaterThan(10);
      expect(till.do({ kind: 'begin-payment', saleId: till.saleId }).ok).toBe(true);
      room.free();
      expectNothingHalf();
    });

    test('a full disk and an empty one by turns, twenty times: every acknowledged sale is there once', async () => {
      let acknowledged = 0;
      for (let turn = 0; turn < 20; turn += 1) {
        if (turn % 2 === 0) room.fill();
        else room.free();
        till.till.checkStorage();
        if (till.state.cart === null) till.scan('47100183');
        if (till.state.cart !== null && till.payCash(10_000).ok) acknowledged += 1;
      }
      room.free();
      expect(acknowledged).toBeGreaterThan(5);
      expect(count('sale.completed')).toBe(acknowledged);
      expectNothingHalf();
      await till.reopen();
      expect(till.state.shift?.sales).toBe(acknowledged);
    });
  });
}

if (SmallDisk.isPossible()) {
  describe('a till that is started on a full disk of 16 MB', () => {
    let disk: SmallDisk;
    let till: OpenTill;
    beforeEach(async () => {
      disk = new SmallDisk(16);
      till = await OpenTill.make({ under: disk.folder });
      till.openShift();
      till.scan('47100183');
    });
    afterEach(async () => {
      disk.free();
      await till.end();
      disk.end();
    });

    for (const hasReserve of [true, false]) {
      test(`answers, with the reserve ${hasReserve ? 'there' : 'gone'}, and goes on when there is room`, async () => {
        const { state } = till;
        await till.store.close();
        if (!hasReserve) rmSync(join(till.folder, 'reserve.bin'));
        disk.fill();
        const opened = openStore(till.folder);
        if (opened.ok) await opened.value.close();
        else expect(opened.error.kind).toBe('disk');
        disk.free();
        await till.reopen();
        expect(till.state).toStrictEqual(state);
        expect(till.payCash(45).ok).toBe(true);
      });
    }
  });
}
