import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EntryStore } from '../../fixtures/head-office/entry-store.ts';
import type { HeadOffice } from '../../fixtures/head-office/head-office.ts';
import { entryRules } from '../../fixtures/head-office/interpret.ts';
import type { EntryBatch } from '../../src-main/contract/head-office.ts';
import type { JournalRow } from '../../src-main/domain/entry.ts';
import { drain, type EnrolledTill, enrolTill } from '../sync/enrolled-till.ts';
import { hashOf, MemoryJournal, salePayload } from '../sync/memory-journal.ts';
import { databaseKinds, type StartedDatabases } from './databases.ts';
import { type OpenOffice, openOffice } from './office-harness.ts';
import { systemClock } from './system-means.ts';

// What head office promises of its data, on every database it runs on: the same SQL, the same code, the same tests.

for (const kind of databaseKinds) {
  describe(kind.name, () => {
    let databases: StartedDatabases;
    beforeAll(async () => {
      databases = await kind.start();
    }, 60_000);
    afterAll(() => databases?.stop());

    describe('the inbox', () => {
      /** Runs a test over a fresh inbox. */
      async function withStore(work: (store: EntryStore) => Promise<void>): Promise<void> {
        const database = await databases.open();
        try {
          await work(new EntryStore(database, systemClock));
        } finally {
          await database.close();
        }
      }

      test('keeps entries exactly as sent, and says how far it has them', () =>
        withStore(async (store) => {
          const journal = sales(3);
          journal.append({ kind: 'odd', payload: '{"text":"\\u0000 \u{20BB7} \\ud800 \\" \' ; -- 堃喆"}' });
          journal.append({ kind: 'not json', payload: '\u0000 \ud800 {' });
          expect(await store.store(batch(journal.rows.slice(0, 3)))).toEqual(acked(3, 3));
          expect(await store.store(batch(journal.rows.slice(3)))).toEqual(acked(5, 2));
          expect(await store.readAfter('T1', 0, 10)).toEqual(journal.rows);
          expect(await store.readAfter('T1', 1, 2)).toEqual(journal.rows.slice(1, 3));
          expect(await store.readAfter('T2', 0, 10)).toEqual([]);
        }));

      test('what came before changes nothing when it comes again, alone or with more behind it', () =>
        withStore(async (store) => {
          const { rows } = sales(6);
          await store.store(batch(rows.slice(0, 4)));
          expect(await store.store(batch(rows.slice(0, 4)))).toEqual(acked(4, 0));
          expect(await store.store(batch(rows.slice(1, 2)))).toEqual(acked(4, 0));
          expect(await store.store(batch(rows.slice(2, 6)))).toEqual(acked(6, 2));
          expect(await store.store(batch([]))).toEqual(acked(6, 0));
          expect(await store.readAfter('T1', 0, 10)).toEqual(rows);
        }));

      test('a batch that does not follow on is refused with how far it got', () =>
        withStore(async (store) => {
          const { rows } = sales(6);
          expect(await store.store(batch(rows.slice(2)))).toEqual({ kind: 'gap', ackedSeq: 0 });
          await store.store(batch(rows.slice(0, 2)));
          expect(await store.store(batch(rows.slice(3)))).toEqual({ kind: 'gap', ackedSeq: 2 });
          expect(await store.readAfter('T1', 0, 10)).toEqual(rows.slice(0, 2));
        }));

      test('another entry under a number that is taken: refused, and nothing of its batch is stored', () =>
        withStore(async (store) => {
          const journal = sales(4);
          const clone = journal.copyUntil(2, 'clone');
          for (const due of [7, 8, 9]) clone.appendSale(due);
          await store.store(batch(journal.rows));
          expect(await store.store(batch(clone.rows))).toEqual({ kind: 'diverged', seq: 3 });
          expect(await store.store(batch(clone.rows.slice(4)))).toEqual({ kind: 'diverged', seq: 5 });
          expect(await store.readAfter('T1', 0, 10)).toEqual(journal.rows);
        }));

      test('hashes that do not form a chain are refused wherever the break falls', () =>
        withStore(async (store) => {
          const { rows } = sales(4);
          const broken = rows.map((row) =>
            row.seq === 3 ? rehashed({ ...row, prevHash: 'a'.repeat(64) }) : row,
          );
          expect(await store.store(batch(broken))).toEqual({ kind: 'diverged', seq: 3 });
          expect(await store.store(batch(broken.slice(0, 2)))).toEqual(acked(2, 2));
          expect(await store.store(batch(broken.slice(2, 3)))).toEqual({ kind: 'diverged', seq: 3 });
          const notFirst = rehashed({ ...rows[0], prevHash: 'b'.repeat(64) });
          expect(await store.store({ ...batch([notFirst]), tillId: 'T9' })).toEqual({
            kind: 'diverged',
            seq: 1,
          });
        }));

      test('the same numbers of two tills have nothing to do with each other', () =>
        withStore(async (store) => {
          const [one, two] = [sales(2), sales(3)];
          await store.store(batch(one.rows));
          expect(await store.store({ ...batch(two.rows), tillId: 'T2' })).toEqual(acked(3, 3));
        }));

      test('many at once: every entry once, and each told what is true', () =>
        withStore(async (store) => {
          const { rows } = sales(40);
          const spans = Array.from({ length: 24 }, (_, index) => [0, 10 + (index % 4) * 10] as const);
          const stored = await Promise.all(
            spans.map(([from, to]) => store.store(batch(rows.slice(from, to)))),
          );
          for (const [index, one] of stored.entries()) {
            expect(one.kind).toBe('acked');
            if (one.kind === 'acked') expect(one.ackedSeq).toBeGreaterThanOrEqual(spans[index]?.[1] ?? 0);
          }
          const added = stored.map((one) => (one.kind === 'acked' ? one.newCount : 0));
          expect(added.reduce((sum, count) => sum + count, 0)).toBe(40);
          expect(await store.readAfter('T1', 0, 100)).toEqual(rows);
        }));

      test('two lives at once: one of them is stored, whole, and the other not at all', () =>
        withStore(async (store) => {
          for (let round = 0; round < 10; round += 1) {
            const journal = sales(2);
            const clone = journal.copyUntil(2, 'clone');
            const tillId = `T-${round}`;
            await store.store({ ...batch(journal.rows), tillId });
            for (const due of [3, 4, 5]) journal.appendSale(due);
            for (const due of [13, 14, 15, 16]) clone.appendSale(due);
            const both = [journal, clone].map(({ rows }) => store.store({ ...batch(rows.slice(2)), tillId }));
            const kinds = (await Promise.all(both)).map((stored) => stored.kind);
            expect([...kinds].sort()).toEqual(['acked', 'diverged']);
            const winner = kinds[0] === 'acked' ? journal : clone;
            expect(await store.readAfter(tillId, 0, 100)).toEqual(winner.rows);
          }
        }));
    });

    describe('over the wire', () => {
      /** Runs a test with one enrolled till. */
      async function withTill(
        work: (office: HeadOffice, till: EnrolledTill) => Promise<void>,
      ): Promise<void> {
        let open: OpenOffice | undefined;
        let till: EnrolledTill | undefined;
        try {
          open = await openOffice({}, () => databases.open());
          await open.office.listen(0);
          till = await enrolTill(open.office);
          await work(open.office, till);
        } finally {
          await till?.transport.close();
          await open?.close();
        }
      }

      test('SC-28: lost acknowledgement, duplicate, poison; then the correction', () =>
        withTill(async (office, { journal, makeUplink, enrolment }) => {
          const { tillId } = enrolment.till;
          for (const due of [120, 153, 68]) journal.appendSale(due);
          journal.append({ kind: 'sale.completed', value: { saleId: 'not of the form' } });
          journal.appendSale(121);
          // One sale a batch, as in the scenario; the answer to the second is lost.
          const one = {
            batch: { maxRows: 1, maxBytes: 1_000_000 },
            backoff: { baseMs: 1, capMs: 5 },
            idleProbeMs: 60_000,
          };
          const uplink = makeUplink(one);
          let hasLost = false;
          uplink.onState((state) => {
            if (hasLost || state.sending?.fromSeq !== 2) return;
            hasLost = true;
            office.faults.loseNextAnswers(1);
          });
          await drain(uplink);
          await office.interpretAll();
          const first = await office.report();
          expect(first).toMatchObject({ sales: 4, total: 462, duplicatesSuppressed: 1, sequenceGaps: 0 });
          expect(first.parked).toMatchObject([{ seq: 4, reason: 'schema', kind: 'sale.completed' }]);
          expect(uplink.state.backlog).toBe(0);

          const corrected = await office.correct({
            tillId,
            seq: 4,
            payload: JSON.stringify(salePayload('corrected', 90)),
            correctedBy: '會計 王小明',
            why: '收銀機程式缺陷',
          });
          expect(corrected).toMatchObject({ ok: true, value: { outcome: 'accepted' } });
          expect(await office.report()).toMatchObject({ sales: 5, total: 552, parked: [], sequenceGaps: 0 });
          // The original is what it was.
          expect(await office.entriesOf(tillId, 0, 10)).toEqual(journal.rows);
        }));

      test('what goes wrong, row 6: poison at the head of the backlog, 100 behind it delivered, poison listed with cause', () =>
        withTill(async (office, { journal, makeUplink, transport }) => {
          const poison: readonly {
            readonly kind: string;
            readonly version?: number;
            readonly payload: string;
          }[] = [
            { kind: 'sale.completed', payload: '{"saleId":1}' },
            { kind: 'sale.completed', payload: '\u0000\ud800 not JSON' },
            { kind: 'sale.completed', version: 99, payload: '{}' },
            { kind: 'of.tomorrow', payload: '{}' },
            { kind: '\u0000\ud800', payload: '{}' },
          ];
          for (const draft of poison) journal.append(draft);
          // Altered on the till after it was hashed: the chain of hashes is whole, the text is not.
          const altered = journal.appendSale(10);
          journal.rows[altered.seq - 1] = { ...altered, payload: JSON.stringify(salePayload('other', 1)) };
          for (let due = 1; due <= 100; due += 1) journal.appendSale(due);
          await drain(makeUplink());
          await office.interpretAll();
          const report = await office.report();
          expect(report).toMatchObject({ sales: 100, total: 5_050 });
          const causes = [
            'schema',
            'not-json',
            'unknown-version',
            'unknown-version',
            'unknown-version',
            'hash-mismatch',
          ];
          expect(report.parked.map(({ seq, reason }) => [seq, reason])).toEqual(
            causes.map((reason, index) => [index + 1, reason]),
          );
          const mail = await transport.fetchMail(undefined);
          expect(mail).toMatchObject({
            ok: true,
            value: {
              isLast: true,
              items: causes.map((reason, i) => ({ kind: 'exception', body: { seq: i + 1, reason } })),
            },
          });
        }));

      test('what a newer till wrote is read after the upgrade', async () => {
        let isUpgraded = false;
        const rules: typeof entryRules = (name, version) =>
          entryRules(name, isUpgraded && version === 2 ? 1 : version);
        const open = await openOffice({ rules }, () => databases.open());
        await open.office.listen(0);
        const { journal, makeUplink, transport } = await enrolTill(open.office);
        journal.append({ kind: 'sale.completed', version: 2, value: salePayload('new', 30) });
        journal.append({ kind: 'sale.completed', value: { nothing: true } });
        journal.appendSale(12);
        await drain(makeUplink());
        await open.office.interpretAll();
        expect(await open.office.report()).toMatchObject({ sales: 1, total: 12 });
        isUpgraded = true;
        expect(await open.office.reinterpretParked()).toBe(1);
        expect(await open.office.report()).toMatchObject({ sales: 2, total: 42, parked: [{ seq: 2 }] });
        const mail = await transport.fetchMail('2');
        expect(mail).toMatchObject({
          ok: true,
          value: { items: [{ kind: 'exception-resolved', body: { seq: 1, entryKind: 'sale.completed' } }] },
        });
        await transport.close();
        await open.close();
      });

      test('a sale is booked once, even where a till writes it twice', () =>
        withTill(async (office, { journal, makeUplink, enrolment }) => {
          const value = salePayload('the same', 55);
          for (let copy = 0; copy < 3; copy += 1) journal.append({ kind: 'sale.completed', value });
          await drain(makeUplink());
          journal.append({ kind: 'sale.completed', value });
          await drain(makeUplink());
          await office.interpretAll();
          const report = await office.report();
          expect(report).toMatchObject({ sales: 1, total: 55 });
          expect(report.parked.map(({ seq, reason }) => `${seq} ${reason}`)).toEqual([
            '2 duplicate-sale',
            '3 duplicate-sale',
            '4 duplicate-sale',
          ]);
          // Nor can a correction book it again.
          const correction = { seq: 2, payload: JSON.stringify(value), correctedBy: 'x', why: 'y' };
          expect(await office.correct({ tillId: enrolment.till.tillId, ...correction })).toMatchObject({
            value: { outcome: 'parked', reason: 'duplicate-sale' },
          });
        }));

      test('corrections: only of what is parked, and judged like anything else', () =>
        withTill(async (office, { journal, makeUplink, enrolment }) => {
          const { tillId } = enrolment.till;
          journal.appendSale(10);
          journal.append({ kind: 'sale.completed', payload: 'nonsense' });
          await drain(makeUplink());
          await office.interpretAll();
          const by = { tillId, correctedBy: 'x', why: 'y' };
          const good = JSON.stringify(salePayload('good', 20));
          const notParked = { ok: false, error: 'not-parked' };
          expect(await office.correct({ ...by, seq: 1, payload: good })).toEqual(notParked);
          expect(await office.correct({ ...by, seq: 3, payload: good })).toEqual(notParked);
          expect(await office.correct({ ...by, tillId: 'nobody', seq: 1, payload: good })).toEqual(notParked);
          expect(await office.correct({ ...by, seq: 2, payload: '{}' })).toMatchObject({
            value: { outcome: 'parked', reason: 'schema' },
          });
          expect(await office.report()).toMatchObject({ sales: 1, total: 10, parked: [{ seq: 2 }] });
          expect(await office.correct({ ...by, seq: 2, payload: good })).toMatchObject({
            value: { outcome: 'accepted' },
          });
          expect(await office.correct({ ...by, seq: 2, payload: good })).toEqual(notParked);
          expect(await office.report()).toMatchObject({ sales: 2, total: 30, parked: [] });
        }));

      test('rejected on demand, once; mail about mail is never sent', () =>
        withTill(async (office, { journal, makeUplink, transport }) => {
          office.faults.rejectNext('sale.completed', 'member-closed');
          journal.appendSale(10);
          journal.appendSale(20);
          journal.append({ kind: 'mail.received', payload: '{"bad":true}' });
          await drain(makeUplink());
          await office.interpretAll();
          const report = await office.report();
          expect(report).toMatchObject({ sales: 1, total: 20 });
          expect(report.parked.map(({ seq, reason }) => [seq, reason])).toEqual([
            [1, 'member-closed'],
            [3, 'schema'],
          ]);
          const mail = await transport.fetchMail(undefined);
          expect(mail.ok && mail.value.items.map(({ mailId }) => mailId)).toEqual(['1']);
        }));

      test('mail comes in pages, in order, after the item named', () =>
        withTill(async (office, { transport, enrolment }) => {
          const { tillId } = enrolment.till;
          const items = Array.from({ length: 120 }, (_, index) => ({ kind: 'note', body: { index } }));
          await Promise.all([0, 40, 80].map((from) => office.sendMail(tillId, items.slice(from, from + 40))));
          const first = await transport.fetchMail(undefined);
          const second = await transport.fetchMail('100');
          const ids = [first, second].map((page) =>
            page.ok ? page.value.items.map(({ mailId }) => mailId) : [],
          );
          expect(ids).toEqual([numbers(1, 100), numbers(101, 120)]);
          expect([first, second].map((page) => page.ok && page.value.isLast)).toEqual([false, true]);
          expect(await transport.fetchMail('120')).toEqual({ ok: true, value: { items: [], isLast: true } });
        }));

      test('topics: newest whole generation first, then what changed since, page by page', () =>
        withTill(async (office, { transport }) => {
          expect(await transport.fetchTopic('catalog', undefined)).toMatchObject({
            error: { code: 'not-found' },
          });
          const items = Array.from({ length: 1_500 }, (_, index) => ({ sku: `A${index}` }));
          await office.publishTopic('catalog', { mode: 'full', items: [{ sku: 'old' }] });
          await office.publishTopic('catalog', { mode: 'full', items });
          const pages = [await transport.fetchTopic('catalog', undefined)];
          // Published between two pages: those who are reading read on in what they began.
          await office.publishTopic('catalog', {
            mode: 'delta',
            items: [{ sku: 'A1' }],
            removed: ['A2', 'A3'],
          });
          pages.push(
            await transport.fetchTopic('catalog', '2/1000'),
            await transport.fetchTopic('catalog', '2'),
          );
          expect(
            pages.map(
              (page) => page.ok && [page.value.items.length, page.value.nextCursor, page.value.isLast],
            ),
          ).toEqual([
            [1_000, '2/1000', false],
            [500, '2', true],
            [1, '3', true],
          ]);
          expect(pages[2]).toMatchObject({
            value: { mode: 'delta', removed: ['A2', 'A3'], items: [{ sku: 'A1' }] },
          });
          expect(await transport.fetchTopic('catalog', '3')).toEqual({
            ok: true,
            value: { topic: 'catalog', mode: 'delta', items: [], removed: [], nextCursor: '3', isLast: true },
          });
          expect(await transport.fetchTopic('catalog', '9')).toMatchObject({
            error: { code: 'unknown-cursor' },
          });
          await office.publishTopic('catalog', { mode: 'full', items: [] });
          expect(await transport.fetchTopic('catalog', '1')).toMatchObject({
            value: { mode: 'full', items: [], nextCursor: '4', isLast: true },
          });
        }));

      test('the report is of all stores or of one', () =>
        withTill(async (office, { journal, makeUplink }) => {
          journal.appendSale(10);
          await drain(makeUplink());
          await office.interpretAll();
          expect(await office.report('S001')).toMatchObject({
            sales: 1,
            tills: [
              {
                storeId: 'S001',
                registerNumber: '01',
                entries: 1,
                lastSeq: 1,
                status: 'active',
                divergences: 0,
              },
            ],
          });
          expect(await office.report('S002')).toMatchObject({ sales: 0, tills: [] });
        }));
    });
  });
}

function sales(count: number): MemoryJournal {
  const journal = new MemoryJournal();
  for (let due = 1; due <= count; due += 1) journal.appendSale(due);
  return journal;
}

function batch(entries: readonly JournalRow[]): EntryBatch {
  return { storeId: 'S001', tillId: 'T1', sentAtMs: 1, entries: [...entries] };
}

function acked(ackedSeq: number, newCount: number) {
  return { kind: 'acked', ackedSeq, newCount };
}

function rehashed(row: Partial<JournalRow>): JournalRow {
  const whole = { ...sales(1).rows[0], ...row } as JournalRow;
  return { ...whole, hash: hashOf(whole) };
}

function numbers(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}
