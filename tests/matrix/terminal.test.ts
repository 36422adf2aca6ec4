// Goal: peripherals.md section 7, Card terminal, row by row over a pseudo-terminal: what the driver tells of a payment,
// against the books of the simulated bank; and on the whole till what the technician's screen shows, and that cash goes on.
// Not here yet, since they are the payment runner's and come with it: a restart of the till between ACK and result,
// "approved but till cannot finish", the settlement's list of unmatched, and that nothing else is tendered meanwhile.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ports } from '../../drivers/link/ports.ts';
import { ReconnectingLink } from '../../drivers/link/reconnecting-link.ts';
import { localPorts } from '../../drivers/ports/local-ports.ts';
import { terminalProfiles } from '../../drivers/terminal/profiles.ts';
import { TerminalDevice, type TerminalEvent } from '../../drivers/terminal/terminal-device.ts';
import type { TerminalRequest } from '../../drivers/terminal/terminal-request.ts';
import { type Pty, startPtyBridge } from '../../fixtures/simulators/pty.ts';
import { TerminalSimulator } from '../../fixtures/simulators/terminal-simulator.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import { quickTime } from '../../src-main/cli/torture/unplug/quick-time.ts';
import { machineClock } from '../../src-main/hosts/machine-world.ts';
import { CounterBench } from './counter-bench.ts';

/** As the simulator's, in a hurry. */
const profile = {
  ...terminalProfiles.simulator,
  ackMs: 100,
  resultMs: 450,
  controlGapMs: 15,
  interByteMs: 60,
};
/** As fast as the machine's, but for what the machine holds up. */
const time = quickTime(1);
const deps = { clock: time, timers: time, log: silentLogger };

let folder: string;
let simulator: TerminalSimulator;
let pty: Pty;
let ports: Ports;
let device: TerminalDevice;
let events: TerminalEvent[];
let steps: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-terminal-'));
  simulator = new TerminalSimulator({
    timers: time,
    clock: time,
    cardholderMs: 20,
    answerAckMs: 90,
  });
  await simulator.start();
  const made = await startPtyBridge({
    path: join(folder, 'terminal'),
    port: simulator.port,
    timers: time,
    healEveryMs: 50,
  });
  if (!made.ok) throw new Error(`no pseudo-terminal: ${made.error.kind}`);
  pty = made.value;
  ports = localPorts(deps);
  const connect = ports.connect({ kind: 'serial', path: pty.path, baudRate: 9_600 });
  device = new TerminalDevice(
    new ReconnectingLink('terminal', connect, deps, { backoff: { firstMs: 20, maxMs: 100 } }),
    profile,
    deps,
  );
  events = [];
  steps = [];
  device.onEvent((event) => events.push(event));
  device.open();
  await eventually(() => device.state.status === 'claimed', 'the line is open');
});
afterEach(async () => {
  await device.close();
  await ports.close();
  await pty.stop();
  await simulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function eventually(holds: () => boolean, what: string): Promise<void> {
  const endMs = machineClock.monotonicMs() + 25_000;
  while (!holds()) {
    if (machineClock.monotonicMs() > endMs) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}

const ask = (request: TerminalRequest) =>
  device.request(request, { onStep: async (step) => void steps.push(step.state) });
const pay = (amount = 250, reference = 'R1') => ask({ verb: 'pay', amount, reference });
const inquire = (amount = 250, reference = 'R1') =>
  ask({ verb: 'inquire', reference, about: { verb: 'pay', amount } });
const charged = () => simulator.charges.map(({ kind, amount }) => `${kind} ${amount}`);

describe('card terminal', () => {
  test('no ACK: sent again three times, then not answering, and no money moved', async () => {
    simulator.planAck({ kind: 'deaf' }, 4);
    expect(await pay()).toMatchObject({ status: 'unknown', cause: 'no-ack' });
    expect([device.counters.resends, charged()]).toEqual([3, []]);
    expect(device.state).toMatchObject({ status: 'offline', reason: 'no-answer' });
    expect(await pay(250, 'R2')).toMatchObject({ status: 'approved' });
    expect(device.state.status).toBe('enabled');
  });

  test('NAK: sent again, three times at most', async () => {
    simulator.planAck({ kind: 'nak' }, 2);
    expect(await pay()).toMatchObject({ status: 'approved' });
    simulator.planAck({ kind: 'nak' }, 4);
    expect(await pay(80, 'R2')).toMatchObject({ status: 'not-done', reason: 'refused' });
    expect(charged()).toEqual(['pay 250']);
  });

  test('ACK, then nothing: unknown, never sent again; asked, it tells', async () => {
    simulator.plan({ result: 'silence', isCharged: true });
    expect(await pay()).toMatchObject({ status: 'unknown', cause: 'no-result' });
    expect(simulator.requestCount).toBe(1);
    expect(await inquire()).toMatchObject({ status: 'approved' });
    expect(charged()).toEqual(['pay 250']);
  });

  test('answer arrives after timeout: told as late, with the request it belongs to', async () => {
    simulator.plan({ result: 'approve', afterMs: 650 });
    expect(await pay()).toMatchObject({ status: 'unknown', cause: 'no-result' });
    await eventually(() => events.some(({ kind }) => kind === 'late-answer'), 'the answer comes');
    expect(events.find(({ kind }) => kind === 'late-answer')).toMatchObject({
      matches: [{ amount: 250, reference: 'R1' }],
    });
  });

  test('cable out between ACK and result: unknown, back without a restart, and asked it tells', async () => {
    simulator.plan({ result: 'approve', dropsLine: true });
    expect(await pay()).toMatchObject({ status: 'unknown', cause: 'link-lost' });
    simulator.replug();
    await eventually(() => ['claimed', 'enabled'].includes(device.state.status), 'the line is back');
    expect(await inquire()).toMatchObject({ status: 'approved' });
    expect([charged(), simulator.requestCount]).toEqual([['pay 250'], 2]);
  });

  for (const how of ['bad-lrc', 'half'] as const) {
    test(`bad LRC, half frame (${how}): asked for again, and then read`, async () => {
      simulator.plan({ result: 'approve', damage: { how, times: 1 } });
      expect(await pay()).toMatchObject({ status: 'approved', answer: { amount: 250 } });
      expect(charged()).toEqual(['pay 250']);
    });
  }

  test('bad LRC every time: unknown, with what was charged left to be asked for', async () => {
    simulator.plan({ result: 'approve', damage: { how: 'bad-lrc', times: 20 } });
    expect(await pay()).toMatchObject({ status: 'unknown' });
    expect(await inquire()).toMatchObject({ status: 'approved' });
    expect(charged()).toEqual(['pay 250']);
  });

  test('garbage before STX: thrown away', async () => {
    simulator.noise(Uint8Array.of(0x41, 0x00, 0x7f, 0x42));
    await eventually(() => device.counters.noiseBytes > 0, 'it is counted');
    expect(await pay()).toMatchObject({ status: 'approved' });
  });

  test('duplicate ACK, ACK glued to the frame: both are one answer', async () => {
    simulator.setControlsDoubled(true);
    expect(await pay()).toMatchObject({ status: 'approved' });
    simulator.setControlsDoubled(false);
    simulator.planAck({ kind: 'glued' });
    expect(await pay(80, 'R2')).toMatchObject({ status: 'approved' });
    expect(charged()).toEqual(['pay 250', 'pay 80']);
  });

  for (const alters of ['amount', 'type'] as const) {
    test(`answer for another ${alters}: unknown`, async () => {
      simulator.plan({ result: 'approve', alters });
      expect(await pay()).toMatchObject({ status: 'unknown' });
    });
  }

  test('declined: said so, with its code kept', async () => {
    simulator.plan({ result: 'decline', code: '0002' });
    expect(await pay()).toMatchObject({ status: 'declined', answer: { responseCode: '0002' } });
    expect(charged()).toEqual([]);
  });

  test('cancelled on terminal: said so', async () => {
    simulator.plan({ result: 'cancel' });
    expect(await pay()).toMatchObject({ status: 'cancelled' });
    expect(charged()).toEqual([]);
  });

  for (const verb of ['void', 'refund'] as const) {
    test(`${verb} timeout: unknown, the same as a payment, and asked it tells`, async () => {
      const paid = await pay();
      const receiptNo = paid.status === 'approved' ? String(paid.answer.fields.receiptNo) : '';
      simulator.plan({ result: 'silence', isCharged: true });
      const request = { amount: 250, reference: 'R2' };
      const outcome = await ask(verb === 'void' ? { verb, receiptNo, ...request } : { verb, ...request });
      expect(outcome).toMatchObject({ status: 'unknown', cause: 'no-result' });
      expect(await ask({ verb: 'inquire', reference: 'R2', about: { verb, amount: 250 } })).toMatchObject({
        status: 'approved',
      });
      expect(charged()).toEqual(['pay 250', `${verb} 250`]);
    });
  }

  test('settlement totals differ: what the terminal counted is told as it said it', async () => {
    await pay();
    simulator.miscountSettlement(7);
    const settled = await ask({ verb: 'settle' });
    expect(settled.status).toBe('approved');
    expect(JSON.stringify(settled)).toContain('257');
  });

  test('each step is told before the next byte leaves', async () => {
    await pay();
    expect(steps).toEqual(['prepared', 'sent', 'acked', 'approved']);
  });
});

describe('card terminal at the whole till', () => {
  const bench = new CounterBench({ pace: 10 });

  test('cable out: the badge says so, cash goes on, and it is asked again when it is back', async () => {
    await bench.till.counter.unplug('terminal');
    await bench.until('the badge says so', () => bench.badges.terminal === 'disconnected');
    expect(await bench.device('terminal')).toMatchObject({ status: 'offline' });
    expect(await bench.till.test('terminal', 'ask')).toMatchObject({
      outcome: 'failed',
      reason: 'disconnected',
    });
    await bench.sell();
    await bench.till.counter.plug('terminal');
    await bench.until('it is back', () => bench.badges.terminal === 'ok');
    expect(await bench.till.test('terminal', 'ask')).toMatchObject({ outcome: 'done' });
    expect(await bench.device('terminal')).toMatchObject({ status: 'enabled', reason: null });
  });

  test('no ACK: not answering, told with its count; cash goes on; heard again, it is well', async () => {
    const resends = await bench.counter('terminal', 'resends');
    bench.simulators.terminal.planAck({ kind: 'deaf' }, 4);
    const asked = bench.till.test('terminal', 'ask');
    await bench.sell();
    expect(await asked).toMatchObject({ outcome: 'failed', reason: 'no-answer' });
    expect(await bench.device('terminal')).toMatchObject({
      status: 'offline',
      reason: 'no-answer',
      lastFault: { reason: 'no-answer' },
    });
    expect(await bench.counter('terminal', 'resends')).toBe(resends + 3);
    expect(await bench.till.test('terminal', 'ask')).toMatchObject({ outcome: 'done' });
  });

  test('NAK to every try: refused, and told as that', async () => {
    bench.simulators.terminal.planAck({ kind: 'nak' }, 4);
    expect(await bench.till.test('terminal', 'ask')).toMatchObject({ outcome: 'failed', reason: 'refused' });
    expect(bench.simulators.terminal.charges).toEqual([]);
    await bench.sell();
  });
});
