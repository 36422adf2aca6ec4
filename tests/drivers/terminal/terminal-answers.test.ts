// What the terminal's answer may be, what a request may be, and the device around both.
import { describe, expect, test } from 'vitest';
import { encodeFrame } from '../../../drivers/terminal/frame-codec.ts';
import { terminalLayouts } from '../../../drivers/terminal/layouts.ts';
import { encodePayload } from '../../../drivers/terminal/payload.ts';
import { openBench, terminalBench } from './terminal-bench.ts';

describe('a damaged answer', () => {
  for (const how of ['bad-lrc', 'half'] as const) {
    test.each([1, 2])(`(${how}) %i times is asked for again`, async (times) => {
      const { virtual, pay } = await openBench();
      virtual.plan({ result: 'approve', damage: { how, times } });
      expect(await pay()).toMatchObject({ status: 'approved' });
      expect(virtual.charges).toHaveLength(1);
    });

    test(`(${how}) three times is unknown; whole the fourth time it is late`, async () => {
      const { virtual, pay, time, events } = await openBench({ terminal: { answerTries: 4 } });
      virtual.plan({ result: 'approve', damage: { how, times: 3 } });
      expect(await pay()).toEqual({ status: 'unknown', cause: 'damaged-answer' });
      await time.advance(1_000);
      expect(events.filter((event) => event.kind === 'late-answer')).toHaveLength(1);
    });
  }

  test('is asked for three times at most while nobody waits for one', async () => {
    const { virtual, time, device } = await openBench();
    for (let i = 0; i < 10; i += 1) {
      virtual.noise(Uint8Array.of(2, 0x41, 0x41, 0x41, 0x41, 0x41));
      await time.advance(1_000);
    }
    expect(device.counters).toMatchObject({ damagedFrames: 10, bytesOut: 3 });
  });
});

test('a double ACK and an ACK glued to the answer are both taken', async () => {
  const { virtual, pay, trace } = await openBench();
  virtual.setControlsDoubled(true);
  expect(await pay()).toMatchObject({ status: 'approved' });
  virtual.planAck({ kind: 'glued' });
  expect(await pay(2)).toMatchObject({ status: 'approved' });
  expect(trace.slice(-6)).toEqual(
    ['prepared', 'sent', '> frame', '< ack', '< ack', 'acked', 'approved'].slice(-6),
  );
  expect(virtual.requestCount).toBe(2);
});

describe('an answer about another', () => {
  test.each(['amount', 'type'] as const)('%s is unknown, with what it said', async (alters) => {
    const { virtual, pay, device } = await openBench();
    virtual.plan({ result: 'approve', alters });
    expect(await pay()).toMatchObject({
      status: 'unknown',
      cause: 'mismatch',
      answer: { status: 'approved' },
    });
    expect(virtual.isBusy).toBe(false);
    expect(device.lastFault?.reason).toBe('mismatch');
  });

  test('reference is unknown where references come back', async () => {
    const { virtual, request, time } = await openBench();
    virtual.plan({ result: 'silence' });
    const payload = encodePayload(virtual.layout, {
      indicator: 'E',
      type: '01',
      amount: 5,
      storeId: 'ANOTHER',
      responseCode: '0000',
    });
    time.after(1_000, () => virtual.noise(encodeFrame(payload.ok ? payload.value : new Uint8Array(400))));
    expect(await request({ verb: 'pay', amount: 5, reference: 'MINE' })).toMatchObject({ cause: 'mismatch' });
  });
});

const refusals = [
  { code: '0001', status: 'declined', meaning: 'declined or error' },
  { code: '0002', status: 'declined', meaning: 'call the bank' },
  { code: '0003', status: 'declined', meaning: 'timed out at the terminal' },
  { code: '0005', status: 'declined', meaning: 'communication error' },
  { code: '0006', status: 'cancelled', meaning: 'cancelled at the terminal' },
  { code: '0051', status: 'declined', meaning: undefined },
] as const;
describe('a refusal', () => {
  for (const { code, status, meaning } of refusals) {
    test(`${code} is ${status}, its code kept`, async () => {
      const { virtual, pay, trace } = await openBench();
      virtual.plan({ result: 'decline', code });
      expect(await pay()).toMatchObject({ status, answer: { responseCode: code, meaning } });
      expect(trace.at(-1)).toBe(status);
      expect(virtual.charges).toEqual([]);
    });
  }

  test('on the terminal’s own key is cancelled', async () => {
    const { virtual, pay } = await openBench();
    virtual.plan({ result: 'cancel' });
    expect(await pay()).toMatchObject({ status: 'cancelled' });
  });
});

test('a void and a refund without a result are unknown like a payment', async () => {
  const { virtual, request, pay } = await openBench();
  await pay(350);
  virtual.plan({ result: 'silence', isCharged: true }, 2);
  expect(await request({ verb: 'void', amount: 350, receiptNo: '000001' })).toMatchObject({
    cause: 'no-result',
  });
  expect(await request({ verb: 'refund', amount: 20 })).toMatchObject({ cause: 'no-result' });
  expect(virtual.requestCount).toBe(3);
});

test('a settlement gives what the terminal counted, right or wrong', async () => {
  const { virtual, request, pay } = await openBench();
  await pay(1_250);
  await pay(350);
  await request({ verb: 'void', amount: 350, receiptNo: '000002' });
  await request({ verb: 'pay', amount: 35, method: 'e-ticket' });
  virtual.miscountSettlement(10);
  const settled = await request({ verb: 'settle' });
  expect(settled).toMatchObject({
    status: 'approved',
    answer: {
      fields: { creditCount: '0001', creditTotal: 1_260, easyCardCount: '001', easyCardTotal: 35 },
    },
  });
  expect(await request({ verb: 'settle' })).toMatchObject({ answer: { fields: { creditTotal: 0 } } });
});

describe('one request at a time', () => {
  test('a second one is busy and disturbs nothing', async () => {
    const { device, pay, virtual } = await openBench();
    const first = pay(10);
    const second = await device.request({ verb: 'pay', amount: 20 }, { onStep: () => Promise.resolve() });
    expect(second).toEqual({ status: 'not-done', reason: 'busy' });
    expect(await first).toMatchObject({ status: 'approved' });
    expect(virtual.charges).toHaveLength(1);
  });

  test('one cancelled before its first byte is not sent', async () => {
    const { request, virtual } = await openBench();
    const controller = new AbortController();
    const cancelling = request(
      { verb: 'pay', amount: 5 },
      async (state) => {
        if (state === 'sent') controller.abort();
      },
      controller.signal,
    );
    expect(await cancelling).toEqual({ status: 'not-done', reason: 'cancelled-before-sending' });
    expect(virtual.requestCount).toBe(0);
  });

  test('one cancelled after its first byte goes on: only the terminal can cancel now', async () => {
    const { request, virtual } = await openBench();
    const controller = new AbortController();
    const paying = request(
      { verb: 'pay', amount: 5 },
      async (state) => {
        if (state === 'acked') controller.abort();
      },
      controller.signal,
    );
    expect(await paying).toMatchObject({ status: 'approved' });
    expect(virtual.charges).toHaveLength(1);
  });

  test.each(['prepared', 'sent'])('one whose step %s cannot be noted is not sent', async (bad) => {
    const { request, virtual, device } = await openBench();
    const failing = request({ verb: 'pay', amount: 5 }, async (state) => {
      if (state === bad) throw new Error('disk full');
    });
    expect(await failing).toEqual({ status: 'not-done', reason: 'step-failed' });
    expect(virtual.requestCount).toBe(0);
    expect(device.lastFault).toMatchObject({ reason: 'step-failed', detail: `${bad}: disk full` });
  });

  test('one whose later steps cannot be noted is told as it ended', async () => {
    const { request, virtual, device } = await openBench();
    const failing = request({ verb: 'pay', amount: 5 }, async (state) => {
      if (state === 'acked' || state === 'approved') throw new Error('disk full');
    });
    expect(await failing).toMatchObject({ status: 'approved' });
    expect(virtual.charges).toHaveLength(1);
    expect(device.lastFault).toMatchObject({ reason: 'step-failed', detail: 'approved: disk full' });
  });

  test('one that does not fit is refused with its reason', async () => {
    const { request } = await openBench();
    expect(await request({ verb: 'echo' })).toEqual({
      status: 'not-done',
      reason: 'bad-request',
      problem: { kind: 'unsupported' },
    });
  });
});

describe('several frames', () => {
  const { taishin400 } = terminalLayouts;

  test('are read until the last, each acknowledged, and are one answer', async () => {
    const { request, trace, virtual } = await openBench({ layout: taishin400, terminal: { frames: 3 } });
    expect(await request({ verb: 'pay', amount: 99 })).toMatchObject({
      status: 'approved',
      answer: { amount: 99, fields: { frameEnd: 'Y', timerReset: '0060' } },
    });
    expect(trace.filter((each) => each === 'part')).toHaveLength(2);
    expect(virtual.isBusy).toBe(false);
  });

  test('without the last are unknown 60 s after the one before, with what was said', async () => {
    const { request, virtual, link, time } = await openBench({ layout: taishin400 });
    virtual.plan({ result: 'approve', afterMs: 100_000 });
    const write = link.write.bind(link);
    // The till's ACKs are lost, so the terminal never comes to its second frame.
    link.write = (bytes) =>
      bytes.length > 1 ? write(bytes) : Promise.resolve({ ok: true, value: undefined });
    const before = time.nowMs();
    expect(await request({ verb: 'pay', amount: 99 })).toMatchObject({
      status: 'unknown',
      cause: 'no-result',
      answer: { status: 'approved', fields: { frameEnd: 'N' } },
    });
    expect(time.nowMs() - before).toBe(160_000);
  });

  test('more than any sale has are unknown', async () => {
    const { request } = await openBench({
      layout: taishin400,
      terminal: { frames: 6 },
      profile: { maxFrames: 4 },
    });
    expect(await request({ verb: 'pay', amount: 99 })).toMatchObject({ cause: 'too-many-frames' });
  });
});

test.each(Object.entries(terminalLayouts))(
  'a payment and an echo or inquiry in layout %s',
  async (_, layout) => {
    const { request, virtual } = await openBench({ layout });
    const paid = await request({ verb: 'pay', amount: 1_250 });
    expect(paid).toMatchObject({ status: 'approved', answer: { amount: 1_250, problems: [] } });
    expect(virtual.charges).toHaveLength(1);
    const types: Readonly<Record<string, string>> = layout.transactionTypes;
    if (types.echo !== undefined)
      expect(await request({ verb: 'echo' })).toMatchObject({ status: 'approved' });
    if (types.settle !== undefined)
      expect(await request({ verb: 'settle' })).toMatchObject({ status: 'approved' });
  },
);

describe('the device', () => {
  test('says closed, opening, claimed and enabled in this order', async () => {
    const { open, pay, events, device } = terminalBench();
    expect(device.state).toEqual({ status: 'closed', reason: 'closed' });
    await open();
    expect(device.state).toEqual({ status: 'claimed', reason: 'unheard' });
    await pay();
    const states = events.flatMap((event) => (event.kind === 'state' ? [event.state] : []));
    expect(states).toEqual([
      { status: 'closed', reason: 'opening' },
      { status: 'claimed', reason: 'unheard' },
      { status: 'enabled' },
    ]);
  });

  test('closed in the middle of a payment ends it as unknown; twice is no harm', async () => {
    const { device, pay, time, virtual } = await openBench();
    const paying = pay();
    time.after(500, () => void device.close());
    expect(await paying).toEqual({ status: 'unknown', cause: 'link-lost' });
    await device.close();
    expect(device.state).toEqual({ status: 'closed', reason: 'closed' });
    expect(await pay()).toEqual({ status: 'not-done', reason: 'not-connected' });
    expect(virtual.requestCount).toBe(1);
  });

  test('hears its own bytes sent back by the wire and does not take them for an answer', async () => {
    const { link, pay, virtual, device } = await openBench();
    let request: Uint8Array | undefined;
    const write = link.write.bind(link);
    link.write = (bytes) => {
      if (bytes.length > 1) request = bytes;
      const written = write(bytes);
      if (request !== undefined && bytes.length > 1) virtual.noise(request);
      return written;
    };
    expect(await pay()).toMatchObject({ status: 'approved' });
    expect(device.counters).toMatchObject({ strayAnswers: 0, approved: 1 });
  });

  test('re-acknowledges an answer whose ACK was lost, and tells it once', async () => {
    const { link, pay, time, virtual, device, events } = await openBench();
    const write = link.write.bind(link);
    let isLost = false;
    link.write = (bytes) => {
      if (bytes.length !== 1 || isLost) return write(bytes);
      isLost = true;
      return Promise.resolve({ ok: true, value: undefined });
    };
    expect(await pay()).toMatchObject({ status: 'approved' });
    expect(virtual.isBusy).toBe(true);
    await time.advance(10_000);
    expect(virtual.isBusy).toBe(false);
    expect(device.counters).toMatchObject({ repeatedAnswers: 1, lateAnswers: 0, strayAnswers: 0 });
    expect(events.filter((event) => event.kind === 'late-answer')).toEqual([]);
  });

  test('a port that takes no bytes ends in unknown, not in waiting', async () => {
    const { link, pay } = await openBench();
    link.write = () => new Promise(() => {});
    expect(await pay()).toEqual({ status: 'unknown', cause: 'write-stalled' });
  });

  test('a listener that throws disturbs nothing', async () => {
    const { device, pay, logged } = await openBench();
    device.onEvent(() => {
      throw new Error('listener');
    });
    expect(await pay()).toMatchObject({ status: 'approved' });
    expect(logged.some((line) => line.includes('a listener of a terminal failed'))).toBe(true);
  });
});
