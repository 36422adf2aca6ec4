import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OpenOffice, openOffice } from '../head-office/office-harness.ts';
import { drain, type EnrolledTill, enrolTill, until } from './enrolled-till.ts';

// The real uplink over real TLS into the real head office on a real file.

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

/** Head office has the till's journal field by field, and each sale once. */
async function expectWhole(sales: number): Promise<void> {
  await open.office.interpretAll();
  const { tillId } = till.enrolment.till;
  expect(await open.office.entriesOf(tillId, 0, 100_000)).toEqual(till.journal.rows);
  expect(await open.office.report()).toMatchObject({ sales, parked: [], sequenceGaps: 0 });
}

describe('what goes wrong, row 4: a lost response creates the order twice', () => {
  for (const lost of [1, 2, 3, 4, 5]) {
    test(`head office commits and drops the answer ${lost} times: one of each sale`, async () => {
      for (let due = 1; due <= 7; due += 1) till.journal.appendSale(due);
      open.office.faults.loseNextAnswers(lost);
      await drain(till.makeUplink());
      await expectWhole(7);
      expect(await open.office.report()).toMatchObject({ total: 28, duplicatesSuppressed: 7 * lost });
    });
  }
});

test('sales go on while head office fails in every way, and all arrive once it is well', async () => {
  const { office } = open;
  const uplink = till.makeUplink();
  const reasons: string[] = [];
  uplink.onState((state) => {
    const words = 'reason' in state ? `${state.kind}:${state.reason}` : state.kind;
    if (reasons.at(-1) !== words) reasons.push(words);
  });
  uplink.start();
  await until(uplink, ({ kind }) => kind === 'online');
  const sell = (): void => {
    till.journal.appendSale(10);
    uplink.poke();
  };
  const { faults } = office;
  const faulty: readonly {
    readonly reason: string;
    readonly begin: () => unknown;
    readonly end: () => unknown;
  }[] = [
    {
      reason: 'server-fault',
      begin: () => Object.assign(faults, { answersStatus500: true }),
      end: () => faults.clear(),
    },
    {
      reason: 'garbage-answer',
      begin: () => Object.assign(faults, { answersGarbage: true }),
      end: () => faults.clear(),
    },
    {
      reason: 'garbage-answer',
      begin: () => Object.assign(faults, { answersOversized: true }),
      end: () => faults.clear(),
    },
    {
      reason: 'authentication',
      begin: () => Object.assign(faults, { refusesAuthentication: true }),
      end: () => faults.clear(),
    },
    { reason: 'unreachable', begin: () => office.cut(), end: () => office.restore() },
  ];
  for (const { reason, begin, end } of faulty) {
    await begin();
    for (let sale = 0; sale < 3; sale += 1) sell();
    const state = await until(uplink, (now) => 'reason' in now && now.reason === reason);
    expect(state.backlog).toBe(3);
    await end();
    await until(uplink, (now) => now.kind === 'online' && now.backlog === 0);
  }
  await uplink.stop();
  await expectWhole(15);
  expect(reasons).toEqual([
    'offline:starting',
    'online',
    'offline:server-fault',
    'online',
    'offline:garbage-answer',
    'online',
    'offline:garbage-answer',
    'online',
    'needs-action:authentication',
    'online',
    'offline:unreachable',
    'online',
  ]);
});

test('two uplinks over one journal: each sale once', async () => {
  for (let due = 1; due <= 300; due += 1) till.journal.appendSale(due);
  const small = {
    batch: { maxRows: 7, maxBytes: 1_000_000 },
    backoff: { baseMs: 1, capMs: 5 },
    idleProbeMs: 60_000,
  };
  open.office.faults.loseNextAnswers(3);
  await Promise.all([drain(till.makeUplink(small)), drain(till.makeUplink(small))]);
  await expectWhole(300);
});

test('head office is restored from yesterday’s backup: it gets again what it lost', async () => {
  for (let due = 1; due <= 5; due += 1) till.journal.appendSale(due);
  await drain(till.makeUplink());
  // Another inbox that never saw this till stands for the restored one: same till, nothing held.
  const restored = await openOffice();
  await restored.office.listen(0);
  const again = await enrolTill(restored.office);
  again.state.setAckedSeq(3);
  again.journal.rows.push(...till.journal.rows);
  again.journal.appendSale(6);
  await drain(again.makeUplink());
  expect(await restored.office.entriesOf(again.enrolment.till.tillId, 0, 10)).toEqual(again.journal.rows);
  await again.transport.close();
  await restored.close();
});

test('this till is restored from yesterday’s backup: it is stopped', async () => {
  for (let due = 1; due <= 5; due += 1) till.journal.appendSale(due);
  await drain(till.makeUplink());
  // Journal and acknowledgement are one file, and go back together.
  till.journal.rows.splice(3);
  till.state.told.splice(0, till.state.told.length, 3);
  const uplink = till.makeUplink();
  uplink.start();
  expect(await until(uplink, ({ kind }) => kind === 'needs-action')).toMatchObject({ reason: 'diverged' });
  till.journal.appendSale(99);
  till.journal.appendSale(98);
  const after = till.makeUplink();
  after.start();
  expect(await until(after, ({ kind }) => kind === 'needs-action')).toMatchObject({ reason: 'diverged' });
  await Promise.all([uplink.stop(), after.stop()]);
  expect(after.state.backlog).toBe(2);
  expect(await open.office.report()).toMatchObject({ tills: [{ lastSeq: 5, divergences: 1 }] });
});

test('the clock’s offset is known after the first answer', async () => {
  const behind = await enrolTill(open.office, {
    registerNumber: '02',
    clock: { nowMs: () => Date.now() - 90_000, monotonicMs: () => performance.now() },
  });
  const uplink = behind.makeUplink();
  await drain(uplink);
  // As exact as the answer was quick; a busy machine may have taken seconds over it.
  expect(uplink.state.clockOffsetMs).toBeGreaterThan(75_000);
  expect(uplink.state.clockOffsetMs).toBeLessThan(105_000);
  await behind.transport.close();
});
