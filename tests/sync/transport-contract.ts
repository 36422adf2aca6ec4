import { describe, expect, test } from 'vitest';
import type { HeadOffice } from '../../fixtures/head-office/head-office.ts';
import type { EntryBatch } from '../../src-main/contract/head-office.ts';
import type { BatchAnswer, Transport } from '../../src-main/sync/transport.ts';
import { MemoryJournal } from './memory-journal.ts';

/** One transport with a real head office at its other end. */
export interface TransportHarness {
  readonly transport: Transport;
  readonly office: HeadOffice;
  readonly tillId: string;
  readonly storeId: string;
  /** Brings what is on its way to the other end and back, where that takes a person. */
  readonly carry: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What every way to head office promises. */
export function transportContract(name: string, make: () => Promise<TransportHarness>): void {
  describe(`the contract of transports: ${name}`, () => {
    async function withTransport(work: (harness: TransportHarness) => Promise<void>): Promise<void> {
      const harness = await make();
      try {
        await work(harness);
      } finally {
        await harness.close();
      }
    }

    test('what is acknowledged is held, exactly as sent', () =>
      withTransport(async (harness) => {
        const journal = withSales(5);
        expect(await deliver(harness, journal, 0, 3)).toEqual({ kind: 'acked', ackedSeq: 3 });
        expect(await harness.office.entriesOf(harness.tillId, 0, 10)).toEqual(journal.rows.slice(0, 3));
        expect(await deliver(harness, journal, 3, 5)).toEqual({ kind: 'acked', ackedSeq: 5 });
        expect(await harness.office.entriesOf(harness.tillId, 0, 10)).toEqual(journal.rows);
      }));

    test('sending twice changes nothing', () =>
      withTransport(async (harness) => {
        const journal = withSales(4);
        await deliver(harness, journal, 0, 4);
        expect(await deliver(harness, journal, 0, 4)).toEqual({ kind: 'acked', ackedSeq: 4 });
        expect(await deliver(harness, journal, 1, 2)).toEqual({ kind: 'acked', ackedSeq: 4 });
        expect(await harness.office.entriesOf(harness.tillId, 0, 10)).toEqual(journal.rows);
      }));

    test('an empty batch asks how far head office is', () =>
      withTransport(async (harness) => {
        const journal = withSales(2);
        expect(await deliver(harness, journal, 0, 0)).toEqual({ kind: 'acked', ackedSeq: 0 });
        await deliver(harness, journal, 0, 2);
        expect(await deliver(harness, journal, 2, 2)).toEqual({ kind: 'acked', ackedSeq: 2 });
      }));

    test('a gap is told', () =>
      withTransport(async (harness) => {
        const journal = withSales(5);
        await deliver(harness, journal, 0, 2);
        expect(await deliver(harness, journal, 3, 5)).toEqual({ kind: 'gap', ackedSeq: 2 });
      }));

    test('another life is told', () =>
      withTransport(async (harness) => {
        const journal = withSales(3);
        const clone = journal.copyUntil(1, 'clone');
        for (const due of [8, 9]) clone.appendSale(due);
        await deliver(harness, journal, 0, 3);
        expect(await deliver(harness, clone, 0, 3)).toEqual({ kind: 'diverged', seq: 2 });
      }));

    test('topics come page by page', () =>
      withTransport(async ({ transport, office, carry }) => {
        const items = Array.from({ length: 1_001 }, (_, index) => ({ sku: `A${index}` }));
        await office.publishTopic('catalog', { mode: 'full', items });
        await carry();
        const first = await transport.fetchTopic('catalog', undefined);
        expect(first).toMatchObject({
          ok: true,
          value: { mode: 'full', nextCursor: '1/1000', isLast: false },
        });
        const second = await transport.fetchTopic('catalog', '1/1000');
        expect(second).toMatchObject({
          ok: true,
          value: { items: [{ sku: 'A1000' }], nextCursor: '1', isLast: true },
        });
        expect(await transport.fetchTopic('catalog', '1')).toMatchObject({ ok: true, value: { items: [] } });
        expect(await transport.fetchTopic('catalog', '7')).toMatchObject({
          ok: false,
          error: { kind: 'refused', code: 'unknown-cursor' },
        });
      }));

    test('mail comes after the item named', () =>
      withTransport(async ({ transport, office, tillId, carry }) => {
        await office.sendMail(tillId, [
          { kind: 'note', body: { text: '一' } },
          { kind: 'note', body: { text: '二' } },
        ]);
        await carry();
        expect(await transport.fetchMail('1')).toEqual({
          ok: true,
          value: { items: [{ mailId: '2', kind: 'note', body: { text: '二' } }], isLast: true },
        });
      }));

    test('closed is closed, at once and for good', () =>
      withTransport(async (harness) => {
        const { transport } = harness;
        await Promise.all([transport.close(), transport.close()]);
        const closed = { ok: false, error: { kind: 'closed' } };
        expect(await transport.sendEntries(batchOf(harness, withSales(1), 0, 1))).toEqual(closed);
        expect(await transport.fetchTopic('catalog', undefined)).toEqual(closed);
        expect(await transport.fetchMail(undefined)).toEqual(closed);
      }));
  });
}

/** Sends rows `from + 1` to `to`, and carries and asks again until head office has answered. */
async function deliver(
  harness: TransportHarness,
  journal: MemoryJournal,
  from: number,
  to: number,
): Promise<BatchAnswer> {
  const batch = batchOf(harness, journal, from, to);
  for (let round = 0; round < 3; round += 1) {
    const sent = await harness.transport.sendEntries(batch);
    if (!sent.ok) throw new Error(`not sent: ${JSON.stringify(sent.error)}`);
    if (sent.value.kind !== 'carried') return sent.value;
    await harness.carry();
  }
  throw new Error('carried three times and never answered');
}

function batchOf(harness: TransportHarness, journal: MemoryJournal, from: number, to: number): EntryBatch {
  const { storeId, tillId } = harness;
  return { storeId, tillId, sentAtMs: 1, entries: journal.rows.slice(from, to) };
}

function withSales(count: number): MemoryJournal {
  const journal = new MemoryJournal();
  for (let due = 1; due <= count; due += 1) journal.appendSale(due);
  return journal;
}
