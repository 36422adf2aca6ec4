// what-goes-wrong.md row 10: however often a command comes, it is done once and answered alike.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TillEvent } from '../../src-main/contract/views.ts';
import type { Command } from '../../src-main/domain/command.ts';
import type { Entry } from '../../src-main/domain/entries.ts';
import { refuse } from '../../src-main/domain/refusals.ts';
import { breakAppending } from '../support/break-journal.ts';
import { COFFEE, EGGS, GIFT_CARD, GREEN_TEA, OpenTill } from '../support/open-till.ts';

let till: OpenTill;
beforeEach(async () => {
  till = await OpenTill.make();
  till.openShift();
});
afterEach(() => till.end());

const head = () => till.store.journal.head().seq;
const kinds = () =>
  till.store.journal.readAfter(0, { maxRows: 1e6, maxBytes: 1e9 }).map((row) => row.kind as string);
const count = (kind: string) => kinds().filter((each) => each === kind).length;

describe('ten taps on pay', () => {
  test('with an id each: one tender, one sale, and the cart of the next customer untouched', () => {
    till.scan('47100183');
    const { saleId } = till;
    const answers = Array.from({ length: 10 }, () => till.do({ kind: 'take-cash', saleId, amount: 500 }));
    expect(answers[0]).toMatchObject({ ok: true, value: { due: 45, change: 455 } });
    expect(answers.slice(1).map((answer) => !answer.ok && answer.error.code)).toEqual(
      Array(9).fill('sale-not-open'),
    );
    till.scan('4710018000003');
    const { cart } = till.state;
    expect(till.do({ kind: 'take-cash', saleId, amount: 500 }).ok).toBe(false);
    expect(till.state.cart).toBe(cart);
    expect([count('tender.captured'), count('sale.completed'), count('print.requested')]).toEqual([1, 1, 1]);
  });

  test('with one id: ten times the same answer, one tender, one sale', () => {
    till.scan('47100183');
    const command: Command = { kind: 'take-cash', saleId: till.saleId, amount: 500 };
    const id = till.world.ids.next();
    const answers = Array.from({ length: 10 }, () => till.do(command, id));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect([count('tender.captured'), count('sale.completed'), count('print.requested')]).toEqual([1, 1, 1]);
  });

  test('with one id, the last of them after a crash: the same answer still', async () => {
    till.scan('47100183');
    const command: Command = { kind: 'take-cash', saleId: till.saleId, amount: 500 };
    const id = till.world.ids.next();
    const first = till.do(command, id);
    await till.reopen();
    expect(till.do(command, id)).toEqual(first);
    expect(count('sale.completed')).toBe(1);
  });
});

describe('the same command once more', () => {
  test('a scan sent again after a lost connection rings nothing twice', () => {
    const id = till.world.ids.next();
    const scan: Command = { kind: 'scan', code: '47100183', origin: 'wedge' };
    for (let time = 0; time < 5; time += 1) expect(till.do(scan, id).ok).toBe(true);
    expect(till.state.cart?.lines[0]?.quantity).toBe(1);
  });

  test('a count of the drawer sent again is answered with the comparison it came to', () => {
    const id = till.world.ids.next();
    const close: Command = { kind: 'close-shift', counted: 2_990 };
    const first = till.do(close, id);
    expect(first).toMatchObject({ ok: true, value: { expected: 3_000, counted: 2_990, variance: -10 } });
    expect(till.do(close, id)).toEqual(first);
    expect(count('shift.closed')).toBe(1);
  });

  test('a wrong PIN sent again counts once', async () => {
    till.must({ kind: 'sign-out' });
    const id = till.world.ids.next();
    const wrong: Command = { kind: 'sign-in', operatorId: 'op-1', isPinRight: false };
    for (let time = 0; time < 4; time += 1)
      expect(till.do(wrong, id)).toMatchObject({ error: { params: { n: 4 } } });
    expect(till.state.signInFailures['op-1']?.failures).toBe(1);
  });

  test('a refused command is decided again, since nothing was left of it', () => {
    till.scan('47100183');
    const id = till.world.ids.next();
    const command = (amount: number): Command => ({ kind: 'take-cash', saleId: till.saleId, amount });
    expect(till.do(command(40), id).ok).toBe(false);
    expect(till.do(command(45), id).ok).toBe(true);
  });

  test('a payment that told of a new price tells it again under its id, and takes no money', async () => {
    till.scan('47100183');
    await till.publish([{ ...COFFEE, unitPrice: 50 }, GREEN_TEA, EGGS, GIFT_CARD]);
    const id = till.world.ids.next();
    const command: Command = { kind: 'take-cash', saleId: till.saleId, amount: 100 };
    const answers = Array.from({ length: 10 }, () => till.do(command, id));
    expect(answers.every((answer) => !answer.ok && answer.error.code === 'price-changed')).toBe(true);
    expect([count('line.repriced'), count('sale.completed')]).toEqual([1, 0]);
    expect(till.do(command)).toMatchObject({ ok: true, value: { due: 50, change: 50 } });
  });
});

test('a price from a real catalog that moved is told once, then the sale goes on at the new one', async () => {
  till.scan('47100183');
  till.scan('4710018000003');
  await till.publish([{ ...COFFEE, unitPrice: 50 }, { ...GREEN_TEA, unitPrice: 20 }, EGGS]);
  const told = till.do({ kind: 'begin-payment', saleId: till.saleId });
  expect(told).toMatchObject({
    ok: false,
    error: { code: 'price-changed', params: { old: 45, new: 50, count: 2 } },
  });
  expect(till.do({ kind: 'begin-payment', saleId: till.saleId }).ok).toBe(true);
  expect(till.payCash(70)).toMatchObject({ ok: true, value: { due: 70, change: 0 } });
});

describe('a refusal leaves the journal and the state as they were', () => {
  const refused: readonly (readonly [string, (saleId: string) => Command])[] = [
    ['unknown barcode', () => ({ kind: 'scan', code: '9999999999994', origin: 'scanner' })],
    ['an over-long code', () => ({ kind: 'scan', code: 'x'.repeat(4_096), origin: 'wedge' })],
    ['an empty code', () => ({ kind: 'scan', code: '', origin: 'keys' })],
    ['binary', () => ({ kind: 'scan', code: '\u0000\u0001\u001b\u00ff', origin: 'scanner' })],
    ['a lone surrogate', () => ({ kind: 'scan', code: '\ud800', origin: 'keys' })],
    ['SQL', () => ({ kind: 'scan', code: "47100183' OR '1'='1", origin: 'keys' })],
    ['a carrier', () => ({ kind: 'scan', code: '/ABC+123', origin: 'scanner' })],
    ['cash below the total', (saleId) => ({ kind: 'take-cash', saleId, amount: 44 })],
    ['negative cash', (saleId) => ({ kind: 'take-cash', saleId, amount: -45 })],
    ['absurd cash', (saleId) => ({ kind: 'take-cash', saleId, amount: 1_000_000_000 })],
    ['a fraction of cash', (saleId) => ({ kind: 'take-cash', saleId, amount: 45.5 })],
    ['no cash', (saleId) => ({ kind: 'take-cash', saleId, amount: 0 })],
    ['no pieces', () => ({ kind: 'set-multiplier', quantity: 0 })],
    ['a second shift', () => ({ kind: 'open-shift', float: 0 })],
    ['closing over an open cart', () => ({ kind: 'close-shift', counted: 0 })],
    ['a second sign-in', () => ({ kind: 'sign-in', operatorId: 'op-2', isPinRight: true })],
  ];
  test(refused.map(([name]) => name).join(', '), () => {
    till.scan('47100183');
    for (const [name, command] of refused) {
      const before = [head(), till.state, till.till.ui];
      const answer = till.do(command(till.saleId));
      expect([name, answer.ok]).toEqual([name, false]);
      expect([name, head(), till.state, till.till.ui]).toEqual([name, ...before]);
      expect(till.state).toBe(before[1]);
    }
  });
});

describe('who is told', () => {
  test('entries once they are on disk, in order, then that things changed', () => {
    const told: string[] = [];
    till.till.appended.on((entries: readonly Entry[]) => {
      expect(entries.at(-1)?.seq).toBe(head());
      told.push(...entries.map((entry) => entry.kind));
    });
    till.till.changed.on(() => told.push('changed'));
    till.scan('47100183');
    till.scan('9999999999994');
    till.payCash(45);
    expect(told).toEqual([
      'line.added',
      'changed',
      'changed',
      'tender.captured',
      'sale.completed',
      'drawer.requested',
      'print.requested',
      'changed',
    ]);
  });

  test('a refusal goes to who asked; one that nobody asked for goes to the windows', () => {
    const events: TillEvent[] = [];
    till.till.events.on((event) => events.push(event));
    till.do({ kind: 'scan', code: 'nothing', origin: 'keys' });
    expect(events).toEqual([{ kind: 'cue', cue: 'refused' }]);
    till.till.execute(till.world.ids.next(), { kind: 'scan', code: 'nothing', origin: 'scanner' }, false);
    expect(events.slice(1)).toMatchObject([
      { kind: 'cue', cue: 'refused' },
      { kind: 'refusal', refusal: { code: 'unknown-barcode' } },
    ]);
  });

  test('a sound for each: an article, a double read, a sale done, a receipt in question', () => {
    const cues: string[] = [];
    till.till.events.on((event) => {
      if (event.kind === 'cue') cues.push(event.cue);
    });
    till.scan('47100183');
    till.do({ kind: 'double-scan' });
    till.payCash(45);
    const jobId = till.state.printJobs[0]?.jobId ?? '';
    till.do({ kind: 'print-started', jobId });
    till.do({ kind: 'print-interrupted', jobId, reason: 'paper-out' });
    expect(cues).toEqual(['item', 'double', 'done', 'attention']);
  });

  test('a listener that fails does not undo a sale nor keep the others from hearing', () => {
    let heard = 0;
    till.till.appended.on(() => {
      throw new Error('a listener of another room');
    });
    till.till.appended.on(() => {
      heard += 1;
    });
    expect(till.scan('47100183').ok).toBe(true);
    expect([heard, till.state.cart?.lines.length]).toEqual([1, 1]);
  });
});

describe('one command at a time', () => {
  test('a listener may send the next one, which is decided after the first is told', () => {
    till.till.appended.on((entries) => {
      const job = entries.find((entry) => entry.kind === 'print.requested');
      if (job?.kind === 'print.requested') till.must({ kind: 'print-started', jobId: job.payload.jobId });
    });
    till.scan('47100183');
    expect(till.payCash(45).ok).toBe(true);
    expect(till.state.lastSale?.receipt).toBe('printing');
  });
});

describe('a till that was told to stop selling', () => {
  test('answers everything with why, and writes nothing', () => {
    till.scan('47100183');
    till.till.stopSelling(refuse('till-refused'));
    const before = [head(), till.state];
    for (const command of [
      { kind: 'scan', code: '47100183', origin: 'scanner' },
      { kind: 'take-cash', saleId: till.saleId, amount: 45 },
      { kind: 'stop' },
    ] as const) {
      expect(till.do(command)).toMatchObject({ ok: false, error: { code: 'till-refused' } });
    }
    expect([head(), till.state]).toEqual(before);
    expect(till.till.stopped?.code).toBe('till-refused');
  });
});

describe('a disk that breaks its word', () => {
  const failing = (code: string) =>
    breakAppending(till.store.journal, () => {
      throw new Database.SqliteError('disk I/O error', code);
    });

  for (const code of ['SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_WRITE', 'SQLITE_READONLY']) {
    test(`${code}: nothing more is taken until the till starts anew, and what was acknowledged is there then`, async () => {
      till.scan('47100183');
      const { state } = till;
      failing(code);
      expect(till.payCash(45)).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
      expect([till.till.storage, till.till.stopped?.code, till.state]).toEqual([
        'failed',
        'storage-failed',
        state,
      ]);
      expect(till.scan('47100183')).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
      expect(till.till.checkStorage()).toBe('failed');
      await till.reopen();
      expect(till.state.cart).toEqual(state.cart);
      expect(till.payCash(45).ok).toBe(true);
    });
  }

  test('a mistake of the program is not taken for the disk: it is thrown, and the next command goes on', () => {
    const mend = failing('SQLITE_CONSTRAINT_TRIGGER');
    expect(() => till.scan('47100183')).toThrow(Database.SqliteError);
    mend();
    expect(till.scan('47100183').ok).toBe(true);
    expect(till.state.cart?.lines[0]?.quantity).toBe(1);
  });
});
