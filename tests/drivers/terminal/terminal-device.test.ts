// The failure matrix (peripherals 7, card terminal) up to the answer itself; terminal-answers.test.ts has the rest.
import { describe, expect, test } from 'vitest';
import { encodeFrame } from '../../../drivers/terminal/frame-codec.ts';
import { encodePayload } from '../../../drivers/terminal/payload.ts';
import { openBench } from './terminal-bench.ts';

const countdownsOf = (events: readonly { readonly kind: string }[]) =>
  events.filter((event) => event.kind === 'countdown').length;

describe('a payment', () => {
  test('goes from prepared to approved, each step told before the next byte', async () => {
    const { pay, trace, virtual, device } = await openBench();
    expect(await pay()).toMatchObject({
      status: 'approved',
      answer: {
        amount: 1_250,
        reference: 'R1250',
        responseCode: '0000',
        fields: { receiptNo: '000001', approvalNo: 'A00001', cardNo: '457958******1234', cardType: '02' },
      },
    });
    expect(trace).toEqual(['prepared', 'sent', '> frame', '< ack', 'acked', '< frame', 'approved']);
    expect(virtual.charges).toMatchObject([{ kind: 'pay', amount: 1_250, reference: 'R1250' }]);
    expect(virtual.isBusy).toBe(false);
    expect(device.state).toEqual({ status: 'enabled' });
    expect(device.counters).toMatchObject({ requests: 1, approved: 1, resends: 0, unknown: 0 });
  });

  test('waits for a step to be noted before another byte leaves, and before the terminal may forget', async () => {
    const { request, virtual, time, trace } = await openBench();
    const seen: string[] = [];
    await request({ verb: 'pay', amount: 5 }, async (state) => {
      await new Promise<void>((resolve) => time.after(50, resolve));
      seen.push(`${state}: ${virtual.requestCount} requests, ${virtual.isBusy ? 'busy' : 'idle'}`);
    });
    expect(seen).toEqual([
      'prepared: 0 requests, idle',
      'sent: 0 requests, idle',
      'acked: 1 requests, busy',
      'approved: 1 requests, busy',
    ]);
    expect(virtual.isBusy).toBe(false);
    expect(trace.filter((each) => each === '> frame')).toHaveLength(1);
  });

  test('that takes the cardholder 61 s counts down and is approved', async () => {
    const { virtual, pay, events } = await openBench();
    virtual.plan({ result: 'approve', afterMs: 61_000 });
    expect(await pay()).toMatchObject({ status: 'approved' });
    expect(events.filter((event) => event.kind === 'countdown').slice(0, 2)).toEqual([
      { kind: 'countdown', remainingMs: 120_000 },
      { kind: 'countdown', remainingMs: 119_000 },
    ]);
    expect(countdownsOf(events)).toBe(61);
  });

  test('is followed by its void, and by a refund', async () => {
    const { pay, request, virtual } = await openBench();
    await pay(350);
    expect(await request({ verb: 'void', amount: 350, receiptNo: '000001' })).toMatchObject({
      status: 'approved',
    });
    expect(await request({ verb: 'void', amount: 350, receiptNo: '000001' })).toMatchObject({
      status: 'declined',
      answer: { responseCode: '0004', meaning: 'operation error' },
    });
    expect(await request({ verb: 'refund', amount: 20 })).toMatchObject({ status: 'approved' });
    expect(virtual.charges.map(({ kind, amount }) => `${kind} ${amount}`)).toEqual([
      'pay 350',
      'void 350',
      'refund 20',
    ]);
  });

  test('by a terminal that sends the whole card number: nobody hears it, nothing logs it', async () => {
    const { pay, request, events, logged, device } = await openBench({
      terminal: { isCardUnmasked: true, cardNumber: '4579581234561234' },
    });
    const outcomes = [await pay(), await request({ verb: 'inquire', reference: 'R1250' })];
    expect(outcomes).toMatchObject([{ status: 'approved' }, { status: 'approved' }]);
    const everything = JSON.stringify([outcomes, events, logged, device.lastFault, device.counters]);
    expect(everything).toContain('457958******1234');
    expect(everything).not.toContain('123456');
  });
});

describe('no ACK', () => {
  test('is sent again, three times at most, each after 5 s, and is unknown then', async () => {
    const { virtual, pay, trace, time, device } = await openBench();
    virtual.planAck({ kind: 'deaf' }, 4);
    const before = time.nowMs();
    expect(await pay()).toEqual({ status: 'unknown', cause: 'no-ack' });
    expect(time.nowMs() - before).toBe(20_000);
    expect(trace).toEqual(['prepared', 'sent', '> frame', '> frame', '> frame', '> frame', 'unknown']);
    expect(device.state).toEqual({ status: 'offline', reason: 'no-answer' });
    expect(device.counters.resends).toBe(3);
    expect(device.lastFault).toMatchObject({ reason: 'no-ack', atMs: time.nowMs() });
    expect(await pay()).toMatchObject({ status: 'approved' });
    expect(device.state).toEqual({ status: 'enabled' });
  });

  test('three times, then one: approved, and charged once', async () => {
    const { virtual, pay } = await openBench();
    virtual.planAck({ kind: 'deaf' }, 3);
    expect(await pay()).toMatchObject({ status: 'approved' });
    expect(virtual.charges).toHaveLength(1);
  });

  test('but the answer itself: that the terminal took it is clear from it', async () => {
    const { virtual, pay, trace } = await openBench();
    virtual.planAck({ kind: 'lost' });
    expect(await pay()).toMatchObject({ status: 'approved' });
    expect(trace).toEqual(['prepared', 'sent', '> frame', '< frame', 'acked', 'approved']);
  });

  test('but noise, which may have been one: it is not sent again', async () => {
    const { virtual, pay, time } = await openBench();
    virtual.planAck({ kind: 'deaf' });
    time.after(100, () => virtual.noise(Uint8Array.of(0x86)));
    expect(await pay()).toEqual({ status: 'unknown', cause: 'no-result' });
    expect(virtual.requestCount).toBe(1);
  });

  test('but an answer that could be an earlier one’s: it is not sent again, and nobody’s', async () => {
    const { virtual, pay } = await openBench({ profile: { isReferenceEchoed: false } });
    virtual.plan({ result: 'silence' });
    await pay(500, 'R0');
    virtual.planAck({ kind: 'lost' });
    expect(await pay(500, 'R1')).toMatchObject({ status: 'unknown', cause: 'ambiguous' });
    expect(virtual.charges).toHaveLength(1);
  });

  test.each([true, false])(
    'but an answer about another amount: not sent again (reference %s)',
    async (isEchoed) => {
      const { virtual, pay, events } = await openBench({ profile: { isReferenceEchoed: isEchoed } });
      virtual.planAck({ kind: 'lost' });
      virtual.plan({ result: 'approve', alters: 'amount' });
      expect(await pay()).toEqual({ status: 'unknown', cause: 'no-result' });
      expect(virtual.charges).toHaveLength(1);
      expect(events.filter((event) => event.kind === 'stray-answer')).toHaveLength(1);
    },
  );

  test('with a terminal that would start a second time, set to `nak`: one try', async () => {
    const { virtual, pay } = await openBench({ profile: { resendAfter: 'nak' } });
    virtual.planAck({ kind: 'deaf' });
    expect(await pay()).toEqual({ status: 'unknown', cause: 'no-ack' });
    expect(virtual.requestCount).toBe(1);
  });
});

describe('NAK', () => {
  test('is sent again, three times at most, and nothing has happened', async () => {
    const { virtual, pay, device } = await openBench();
    virtual.planAck({ kind: 'nak' }, 4);
    expect(await pay()).toEqual({ status: 'not-done', reason: 'refused' });
    expect(virtual.requestCount).toBe(4);
    expect(device.counters).toMatchObject({ naks: 4, resends: 3 });
    expect(virtual.charges).toEqual([]);
  });

  test.each([1, 2, 3])('%i times, then ACK: approved', async (n) => {
    const { virtual, pay } = await openBench();
    virtual.planAck({ kind: 'nak' }, n);
    expect(await pay()).toMatchObject({ status: 'approved' });
    expect(virtual.requestCount).toBe(n + 1);
  });

  test('said twice counts once', async () => {
    const { virtual, pay } = await openBench();
    virtual.setControlsDoubled(true);
    virtual.planAck({ kind: 'nak' });
    expect(await pay()).toMatchObject({ status: 'approved' });
    expect(virtual.requestCount).toBe(2);
  });

  test('with its double in another read counts once too', async () => {
    const { virtual, pay, time } = await openBench();
    virtual.planAck({ kind: 'nak' });
    time.after(60, () => virtual.noise(Uint8Array.of(0x15)));
    expect(await pay()).toMatchObject({ status: 'approved' });
    expect(virtual.requestCount).toBe(2);
  });

  test('and silence mixed is unknown: the silent one may have been taken', async () => {
    const { virtual, pay } = await openBench();
    virtual.planAck({ kind: 'deaf' });
    virtual.planAck({ kind: 'nak' }, 3);
    expect(await pay()).toEqual({ status: 'unknown', cause: 'no-ack' });
  });
});

describe('ACK, then nothing', () => {
  test.each([true, false])('is unknown after 120 s and never sent again (charged: %s)', async (isCharged) => {
    const { virtual, pay, time, events } = await openBench();
    virtual.plan({ result: 'silence', isCharged });
    const before = time.nowMs();
    expect(await pay()).toEqual({ status: 'unknown', cause: 'no-result' });
    expect(time.nowMs() - before).toBe(120_000);
    expect(virtual.requestCount).toBe(1);
    expect(virtual.charges).toHaveLength(isCharged ? 1 : 0);
    expect(countdownsOf(events)).toBe(120);
  });

  test('an inquiry tells what became of it', async () => {
    const { virtual, pay, request } = await openBench();
    virtual.plan({ result: 'silence', isCharged: true });
    await pay(777);
    const about = { verb: 'pay', amount: 777 } as const;
    expect(await request({ verb: 'inquire', reference: 'R777', about })).toMatchObject({
      status: 'approved',
      answer: { amount: 777, fields: { startType: '01', receiptNo: '000001' } },
    });
    // The same words a second time are not taken for a repeat.
    expect(await request({ verb: 'inquire', receiptNo: '000001' })).toMatchObject({ status: 'approved' });
    const other = { verb: 'pay', amount: 778 } as const;
    expect(await request({ verb: 'inquire', reference: 'R777', about: other })).toMatchObject({
      status: 'unknown',
      cause: 'mismatch',
    });
    expect(await request({ verb: 'inquire', reference: 'R9', about })).toMatchObject({
      status: 'unknown',
      cause: 'no-record',
    });
  });
});

describe('an answer after the timeout', () => {
  test('is noted, matched, acknowledged and told; and told once', async () => {
    const { virtual, pay, time, events, lateNoted, device } = await openBench();
    virtual.plan({ result: 'approve', afterMs: 130_000 });
    expect(await pay()).toEqual({ status: 'unknown', cause: 'no-result' });
    await time.advance(60_000);
    const late = events.filter((event) => event.kind === 'late-answer');
    expect(late).toMatchObject([
      { answer: { status: 'approved', amount: 1_250 }, matches: [{ reference: 'R1250', verb: 'pay' }] },
    ]);
    expect(lateNoted).toHaveLength(1);
    expect(virtual.isBusy).toBe(false);
    expect(device.counters).toMatchObject({ lateAnswers: 1, strayAnswers: 0 });
  });

  test('is not taken for the answer to the next request, which the terminal refuses meanwhile', async () => {
    const { virtual, pay, events, time, request } = await openBench({
      profile: { isReferenceEchoed: false },
    });
    virtual.plan({ result: 'approve', afterMs: 121_000 });
    await pay(100);
    expect(await request({ verb: 'pay', amount: 100, reference: 'R2' })).toMatchObject({ reason: 'refused' });
    await time.advance(5_000);
    expect(virtual.charges).toHaveLength(1);
    expect(events.filter((event) => event.kind === 'late-answer')).toMatchObject([
      { answer: { status: 'approved' }, matches: [{ reference: 'R100' }] },
    ]);
  });

  test('to the same bytes, which the terminal took for a repeat, is nobody’s: unknown', async () => {
    const { virtual, request, device } = await openBench({ profile: { isReferenceEchoed: false } });
    virtual.plan({ result: 'approve', afterMs: 121_000 });
    await request({ verb: 'pay', amount: 100 });
    const second = await request({ verb: 'pay', amount: 100 });
    expect(second).toMatchObject({ status: 'unknown', cause: 'ambiguous', answer: { status: 'approved' } });
    expect(virtual.charges).toHaveLength(1);
    // Both are looked up by a person; then the amount can be asked for again.
    device.resolveUnknown({ verb: 'pay', amount: 100 });
    device.resolveUnknown({ verb: 'pay', amount: 100 });
    expect(await request({ verb: 'pay', amount: 100 })).toMatchObject({ status: 'approved' });
  });

  test('after a restart is matched with what the journal remembers', async () => {
    const { virtual, device, time, events } = await openBench();
    device.expectLateAnswer({ verb: 'pay', amount: 60, reference: 'OLD', sentAtMs: time.nowMs() - 60_000 });
    const layout = virtual.layout;
    const payload = encodePayload(layout, {
      indicator: 'E',
      type: '01',
      amount: 60,
      storeId: 'OLD',
      responseCode: '0000',
    });
    virtual.noise(encodeFrame(payload.ok ? payload.value : new Uint8Array(400)));
    await time.advance(0);
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: 'late-answer',
        matches: [expect.objectContaining({ reference: 'OLD' })],
      }),
    );
  });

  test('that fits nothing is told as such', async () => {
    const { virtual, time, events } = await openBench();
    const payload = encodePayload(virtual.layout, {
      indicator: 'E',
      type: '01',
      amount: 9,
      responseCode: '0000',
    });
    virtual.noise(encodeFrame(payload.ok ? payload.value : new Uint8Array(400)));
    await time.advance(0);
    expect(events.at(-1)).toMatchObject({ kind: 'stray-answer', answer: { amount: 9 } });
  });

  test('is too late after half an hour', async () => {
    const { virtual, pay, time, events } = await openBench();
    virtual.plan({ result: 'approve', afterMs: 120_000 + 31 * 60_000 });
    await pay();
    await time.advance(40 * 60_000);
    expect(events.filter((event) => event.kind === 'late-answer')).toEqual([]);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'stray-answer' }));
  });
});

describe('cable out', () => {
  test('between ACK and result is unknown at once; the answer after replugging is late', async () => {
    const { virtual, pay, time, events, device } = await openBench({ terminal: { answerTries: 10 } });
    virtual.plan({ result: 'approve', afterMs: 10_000 });
    time.after(5_000, () => virtual.unplug());
    time.after(15_000, () => virtual.replug());
    const before = time.nowMs();
    expect(await pay()).toEqual({ status: 'unknown', cause: 'link-lost' });
    expect(time.nowMs() - before).toBe(5_000);
    expect(device.state.status).toBe('offline');
    await time.advance(30_000);
    expect(events.filter((event) => event.kind === 'late-answer')).toHaveLength(1);
    expect(virtual.requestCount).toBe(1);
    expect(virtual.charges).toHaveLength(1);
    expect(device.state).toEqual({ status: 'enabled' });
  });

  test.each([0, 1, 200, 402])('at byte %i of the request is unknown, not sent again', async (byte) => {
    const { virtual, pay, time } = await openBench();
    virtual.watch((moment) => {
      if (moment.byte === byte) virtual.unplug();
    });
    time.after(1_000, () => virtual.replug());
    expect(await pay()).toEqual({ status: 'unknown', cause: 'link-lost' });
    await time.advance(10_000);
    expect(virtual.requestCount).toBe(1);
  });

  test('before the first byte is certain', async () => {
    const { virtual, pay, request } = await openBench();
    const unplugging = request({ verb: 'pay', amount: 5 }, async (state) => {
      if (state === 'sent') virtual.unplug();
    });
    expect(await unplugging).toEqual({ status: 'not-done', reason: 'not-connected' });
    expect(await pay()).toEqual({ status: 'not-done', reason: 'not-connected' });
    expect(virtual.requestCount).toBe(0);
  });

  test('charged and then cut: unknown, and the inquiry finds it', async () => {
    const { virtual, pay, time, request } = await openBench();
    virtual.plan({ result: 'approve', dropsLine: true });
    expect(await pay()).toEqual({ status: 'unknown', cause: 'link-lost' });
    virtual.replug();
    await time.advance(60_000);
    expect(await request({ verb: 'inquire', reference: 'R1250' })).toMatchObject({ status: 'approved' });
    expect(virtual.charges).toHaveLength(1);
  });
});
