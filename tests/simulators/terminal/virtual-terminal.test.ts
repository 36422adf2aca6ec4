// What docs/devices/terminal.md claims of the simulated terminal, one test for each claim. No driver takes part: the
// bytes are written and read by hand.
import { describe, expect, test } from 'vitest';
import { encodeFrame } from '../../../drivers/terminal/frame-codec.ts';
import type { TerminalLayout } from '../../../drivers/terminal/layout.ts';
import { terminalLayouts } from '../../../drivers/terminal/layouts.ts';
import { encodeRequest, type FieldValues } from '../../../drivers/terminal/payload.ts';
import type { Moment } from '../../../fixtures/simulators/schedulable.ts';
import {
  VirtualTerminal,
  type VirtualTerminalOptions,
} from '../../../fixtures/simulators/virtual-terminal.ts';
import { ManualTime } from '../../drivers/support/time.ts';

const simulatorLayout = terminalLayouts['nccc400-simulator'];

function frameOf(values: FieldValues, layout: TerminalLayout = simulatorLayout): Uint8Array {
  const payload = encodeRequest(layout, values, '20261121153000');
  if (!payload.ok) throw new Error(JSON.stringify(payload.error));
  return encodeFrame(payload.value);
}

const sale = (amount: number, reference = `R${amount}`) =>
  frameOf({ type: '01', paymentIndicator: 'N', amount, storeId: reference });
const ack = Uint8Array.of(6);
const nak = Uint8Array.of(0x15);

function terminal(options: Partial<Omit<VirtualTerminalOptions, 'clock' | 'timers'>> = {}) {
  const time = new ManualTime();
  const virtual = new VirtualTerminal({ clock: time, timers: time, ...options });
  /** Everything it sent: control bytes in words, an answer as text. */
  const said: string[] = [];
  virtual.onSend((bytes) => {
    if (bytes.length < 3) said.push([...bytes].map((byte) => (byte === 6 ? 'ack' : 'nak')).join(' '));
    // Control characters as their pictures: ␂ begins a frame.
    else said.push(String.fromCharCode(...[...bytes].map((byte) => (byte < 0x20 ? 0x2400 + byte : byte))));
  });
  const run = (act: string, params: object = {}) =>
    expect(virtual.acts[act]?.run(params)).toMatchObject({ ok: true });
  /** Field of an answer in `said`, by position in the payload from 1. */
  const at = (text: string | undefined, position: number, length: number) =>
    (text ?? '').slice(position, position + length);
  return { time, virtual, said, run, at };
}

describe('a simulated terminal', () => {
  test('acknowledges, lets the cardholder act, charges, answers, and is done with the till’s ACK', async () => {
    const { time, virtual, said, at } = terminal();
    virtual.receive(sale(1_250));
    expect(said).toEqual(['ack']);
    await time.advance(1_999);
    expect([said.length, virtual.charges.length, virtual.isBusy]).toEqual([1, 0, true]);
    await time.advance(1);
    expect(said).toHaveLength(2);
    const answer = said[1];
    expect(answer).toHaveLength(403);
    expect([at(answer, 1, 1), at(answer, 9, 2), at(answer, 43, 12), at(answer, 77, 4)]).toEqual([
      'E',
      '01',
      '000000125000',
      '0000',
    ]);
    expect(at(answer, 20, 19).trim()).toBe('457958******1234');
    expect(virtual.charges).toEqual([
      {
        kind: 'pay',
        amount: 1_250,
        receiptNo: '000001',
        approvalNo: 'A00001',
        reference: 'R1250',
        isTicket: false,
        atMs: time.nowMs(),
      },
    ]);
    virtual.receive(ack);
    expect(virtual.isBusy).toBe(false);
  });

  test('says its answer three times without an ACK, and at once again for a NAK', async () => {
    const { time, virtual, said } = terminal();
    virtual.receive(sale(5));
    await time.advance(2_000);
    virtual.receive(nak);
    expect(said).toHaveLength(3);
    await time.advance(60_000);
    expect(said).toHaveLength(4);
    expect(new Set(said.slice(1)).size).toBe(1);
    expect(virtual.charges).toHaveLength(1);
  });

  test('answers a damaged request and a type it does not know with NAK', async () => {
    const { time, virtual, said } = terminal();
    const frame = sale(5);
    virtual.receive(frame.with(-1, (frame.at(-1) ?? 0) ^ 1));
    virtual.receive(frameOf({ type: '77' }));
    virtual.receive(frame.subarray(0, 200));
    await time.advance(500);
    expect(said).toEqual(['nak', 'nak', 'nak']);
  });

  test('refuses another request while a cardholder acts, and knows its own again', async () => {
    const { time, virtual, said } = terminal();
    virtual.receive(sale(5));
    virtual.receive(sale(6));
    virtual.receive(sale(5));
    expect(said).toEqual(['ack', 'nak', 'ack']);
    await time.advance(2_000);
    virtual.receive(ack);
    expect(virtual.charges).toHaveLength(1);
  });

  test('which takes repeats for new charges again when it has answered', async () => {
    const { time, virtual } = terminal({ repeats: 'new' });
    virtual.receive(sale(5));
    await time.advance(2_000);
    virtual.receive(sale(5));
    await time.advance(2_000);
    expect(virtual.charges).toHaveLength(2);
  });

  test('voids a payment of the batch once, and only with its receipt number and amount', async () => {
    const { time, virtual } = terminal();
    const voiding = (receiptNo: string, amount: number) =>
      frameOf({ type: '30', paymentIndicator: 'N', receiptNo, amount });
    for (const frame of [sale(5), voiding('000009', 5), voiding('000001', 6), voiding('000001', 5)]) {
      virtual.receive(frame);
      await time.advance(2_000);
      virtual.receive(ack);
    }
    virtual.receive(voiding('000001', 5));
    await time.advance(2_000);
    expect(virtual.charges.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['pay', 5],
      ['void', 5],
    ]);
  });

  test('tells about a transaction by reference, or by receipt number, and that it knows of none', async () => {
    const { time, virtual, said, at, run } = terminal();
    run('decline', { code: '0002' });
    virtual.receive(sale(5));
    await time.advance(2_000);
    virtual.receive(ack);
    for (const key of [{ storeId: 'R5' }, { receiptNo: '000001' }, { storeId: 'NONE' }]) {
      virtual.receive(frameOf({ type: '90', ...key }));
      await time.advance(200);
      virtual.receive(ack);
    }
    const answers = said.filter((text) => text.length === 403).slice(1);
    const told = answers.map((text) => [at(text, 9, 2), at(text, 221, 2), at(text, 43, 12), at(text, 77, 4)]);
    expect(told).toEqual([
      ['90', '01', '000000000500', '0002'],
      ['90', '01', '000000000500', '0002'],
      ['90', '  ', ' '.repeat(12), '0001'],
    ]);
  });

  test('settles what its bank has booked, electronic tickets apart, and starts a new batch', async () => {
    const { time, virtual, said, at } = terminal();
    const ticket = frameOf({ type: '01', paymentIndicator: 'E', amount: 35 });
    for (const frame of [sale(1_000), sale(250), ticket, frameOf({ type: '50' }), frameOf({ type: '50' })]) {
      virtual.receive(frame);
      await time.advance(2_000);
      virtual.receive(ack);
    }
    const totals = said.filter((text) => text.length === 403).slice(3);
    expect(totals.map((text) => [at(text, 39, 4), at(text, 43, 12), at(text, 104, 13)])).toEqual([
      ['0002', '000000125000', '0010000003500'],
      ['0000', '000000000000', '0000000000000'],
    ]);
  });

  test('goes on without its cable: the cardholder pays, the answer is said when it is back', async () => {
    const { time, virtual, said } = terminal({ answerTries: 5 });
    virtual.receive(sale(5));
    virtual.unplug();
    expect(virtual.isPresent).toBe(false);
    await time.advance(2_000);
    expect([said.length, virtual.charges.length]).toEqual([1, 1]);
    virtual.replug();
    await time.advance(3_000);
    expect(said).toHaveLength(2);
  });

  test('tells the moment of every byte of a request before it acts on it', () => {
    const { virtual, said } = terminal();
    const moments: Moment[] = [];
    virtual.watch((moment) => {
      moments.push(moment);
      if (moment.nth === 2 && moment.byte === 402) virtual.unplug();
    });
    virtual.receive(sale(5));
    virtual.receive(sale(5));
    expect(moments.slice(0, 2)).toEqual([
      { event: 'request', nth: 1, byte: 0 },
      { event: 'request', nth: 1, byte: 1 },
    ]);
    expect(moments.at(-1)).toEqual({ event: 'request', nth: 2, byte: 402 });
    // Unplugged one byte short of a whole request: it has not heard it.
    expect(said).toEqual(['ack']);
  });

  test('is shut to a schedule that makes no sense, and then nothing is done', async () => {
    const { virtual, time } = terminal();
    expect(virtual.acts.decline?.run({ code: 'no' })).toMatchObject({ ok: false });
    expect(virtual.acts.approve?.run({ times: 0 })).toMatchObject({ ok: false });
    expect(virtual.acts.unplug?.run({ extra: 1 })).toMatchObject({ ok: false });
    virtual.receive(sale(5));
    await time.advance(2_000);
    expect(virtual.charges).toHaveLength(1);
  });
});

/** What the till hears, and whether the card is charged, after an act and a sale. */
const acts: readonly {
  readonly act: string;
  readonly params?: object;
  readonly hears: readonly RegExp[];
  readonly charges: number;
}[] = [
  { act: 'approve', params: { afterMs: 61_000 }, hears: [/^ack$/, /^␂E.{75}0000/], charges: 1 },
  { act: 'decline', hears: [/^ack$/, /^␂E.{75}0001/], charges: 0 },
  { act: 'decline', params: { code: '0002' }, hears: [/^ack$/, /^␂E.{75}0002/], charges: 0 },
  { act: 'cancel', hears: [/^ack$/, /^␂E.{75}0006/], charges: 0 },
  { act: 'silence', hears: [/^ack$/], charges: 0 },
  { act: 'silence', params: { isCharged: true }, hears: [/^ack$/], charges: 1 },
  { act: 'deaf', hears: [], charges: 0 },
  { act: 'lose-ack', hears: [/^␂E/], charges: 1 },
  { act: 'nak', hears: [/^nak$/], charges: 0 },
  { act: 'late-ack', params: { afterMs: 3_000 }, hears: [/^␂E/, /^ack$/], charges: 1 },
  { act: 'glue-ack', hears: [/^␆␂E/], charges: 1 },
  { act: 'double-controls', params: { isOn: true }, hears: [/^ack ack$/, /^␂E/], charges: 1 },
  { act: 'half-answer', hears: [/^ack$/, /^␂E[\s\S]{199}$/], charges: 1 },
  { act: 'bad-lrc', hears: [/^ack$/, /^␂E[\s\S]{401}$/], charges: 1 },
  { act: 'wrong-amount', hears: [/^ack$/, /^␂E.{41}000000000600/], charges: 1 },
  { act: 'wrong-type', hears: [/^ack$/, /^␂E.{7}02/], charges: 1 },
  { act: 'approve-then-drop', hears: [/^ack$/], charges: 1 },
  { act: 'unplug', hears: [], charges: 0 },
];
describe('the act', () => {
  for (const { act, params, hears, charges } of acts) {
    test(`${act} ${JSON.stringify(params ?? {})}`, async () => {
      const { virtual, time, said, run } = terminal({ answerTries: 1 });
      run(act, params);
      virtual.receive(sale(5));
      await time.advance(100_000);
      expect(said.map((text, i) => hears[i]?.test(text) ?? text)).toEqual(hears.map(() => true));
      expect(virtual.charges).toHaveLength(charges);
    });
  }

  test('noise sends what it is given, replug brings the port back, forget-plans makes all well', async () => {
    const { virtual, time, said, run } = terminal();
    run('noise', { hex: '0606' });
    run('unplug');
    run('replug');
    expect(virtual.isPresent).toBe(true);
    run('decline', { times: 5 });
    run('nak', { times: 5 });
    run('forget-plans');
    virtual.receive(sale(5));
    await time.advance(2_000);
    expect(said.slice(0, 2)).toEqual(['ack ack', 'ack']);
    expect(virtual.charges).toHaveLength(1);
  });

  test('miscount-settlement adds to the next settlement alone', async () => {
    const { virtual, time, said, run, at } = terminal();
    run('miscount-settlement', { amount: 7 });
    for (let i = 0; i < 2; i += 1) {
      virtual.receive(frameOf({ type: '50' }));
      await time.advance(200);
      virtual.receive(ack);
    }
    const totals = said.filter((text) => text.length === 403).map((text) => at(text, 43, 12));
    expect(totals).toEqual(['000000000700', '000000000000']);
  });

  test('every one of them is tried here', () => {
    const { virtual } = terminal();
    const others = ['noise', 'replug', 'forget-plans', 'miscount-settlement'];
    expect(Object.keys(virtual.acts).toSorted()).toEqual(
      [...new Set([...acts.map(({ act }) => act), ...others])].toSorted(),
    );
  });
});
