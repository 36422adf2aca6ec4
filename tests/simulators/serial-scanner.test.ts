// What the serial scanner simulator does for schedules of faults.
import { afterEach, describe, expect, test } from 'vitest';
import { tcpLink } from '../../drivers/link/tcp-link.ts';
import { ScannerSimulator, VirtualScanner } from '../../fixtures/simulators/scanner-simulator.ts';
import type { Moment } from '../../fixtures/simulators/schedulable.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import { eventually, realTime } from '../drivers/support/time.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function recorded() {
  const scanner = new VirtualScanner();
  const chunks: string[] = [];
  scanner.onSend((bytes) => chunks.push(Buffer.from(bytes).toString('latin1')));
  return { scanner, chunks };
}

describe('moments', () => {
  test('come with every byte of a scan, and scans are counted whether or not anyone watches', () => {
    const { scanner, chunks } = recorded();
    scanner.burst(['A', 'B']);
    expect(chunks).toEqual(['A\rB\r']);
    const moments: Moment[] = [];
    const stop = scanner.watch((moment) => moments.push(moment));
    scanner.scan('CD');
    stop();
    stop();
    scanner.scan('E');
    expect(chunks.slice(1)).toEqual(['C', 'D', '\r', 'E\r']);
    expect(moments).toEqual([0, 1, 2, 3].map((byte) => ({ event: 'scan', nth: 3, byte })));
    expect(scanner.events).toEqual(['scan']);
  });

  test('are told before the next byte goes, so that a cut strikes at that very byte', () => {
    const { scanner, chunks } = recorded();
    scanner.watch(({ nth, byte }) => {
      if (nth === 2 && byte === 4) scanner.cut();
    });
    scanner.burst(['471001', '471002', '471003']);
    expect(chunks.join('')).toBe('471001\r4710');
    scanner.scan('X');
    expect(chunks.join('')).toBe('471001\r4710X\r');
  });
});

describe('acts', () => {
  const cases: readonly { readonly name: string; readonly params: unknown; readonly sent: string }[] = [
    { name: 'scan', params: { text: 'A1' }, sent: 'A1\r' },
    { name: 'scan', params: { text: 'A1', aim: ']C0', terminator: '\r\n' }, sent: ']C0A1\r\n' },
    { name: 'half', params: { text: '4710018000003' }, sent: '4710018' },
    { name: 'burst', params: { texts: ['A', 'B'] }, sent: 'A\rB\r' },
    { name: 'garbage', params: { byteCount: 2 }, sent: '\x8b\x91\r' },
    { name: 'raw', params: { hex: '41 42 0d' }, sent: 'AB\r' },
  ];
  for (const { name, params, sent } of cases) {
    test(`${name} ${JSON.stringify(params)}`, () => {
      const { scanner, chunks } = recorded();
      expect(scanner.acts[name]?.run(params)).toEqual({ ok: true, value: undefined });
      expect(chunks.join('')).toBe(sent);
    });
  }
  test('are all tried here', () => {
    expect(Object.keys(new VirtualScanner().acts).sort()).toEqual(
      [...new Set(cases.map((c) => c.name))].sort(),
    );
  });

  const refused = [
    { name: 'scan', params: { text: '' } },
    { name: 'scan', params: { text: 'A', aim: 'x' } },
    { name: 'garbage', params: { byteCount: 0 } },
    { name: 'raw', params: { hex: 'xy' } },
    { name: 'half', params: { text: 'A', more: true } },
  ];
  for (const { name, params } of refused) {
    test(`with wrong parameters do nothing: ${name} ${JSON.stringify(params)}`, () => {
      const { scanner, chunks } = recorded();
      expect(scanner.acts[name]?.run(params)).toMatchObject({ ok: false });
      expect(chunks).toEqual([]);
    });
  }

  test('pull and plug the cable of the one on a socket', async () => {
    const simulator = new ScannerSimulator();
    await simulator.start();
    open.push(() => simulator.stop());
    const deps = { timers: realTime, log: silentLogger };
    const link = tcpLink({ host: '127.0.0.1', port: simulator.port }, deps, {
      backoff: { firstMs: 10, maxMs: 50 },
    });
    open.push(() => link.close());
    link.open();
    const isConnected = () => simulator.isConnected && link.state.status === 'open';
    await eventually(isConnected, 'connected');
    const { unplug, replug } = simulator.acts;
    expect(unplug?.run({ how: 'softly' })).toMatchObject({ ok: false });
    expect(unplug?.run({})).toEqual({ ok: true, value: undefined });
    await eventually(() => link.state.status === 'waiting', 'unplugged');
    expect(replug?.run({})).toEqual({ ok: true, value: undefined });
    await eventually(isConnected, 'plugged in again');
    expect(Object.keys(simulator.acts).sort()).toEqual(
      [...Object.keys(new VirtualScanner().acts), 'unplug', 'replug'].sort(),
    );
  });
});
