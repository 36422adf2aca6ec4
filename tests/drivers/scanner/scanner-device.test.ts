import { describe, expect, test } from 'vitest';
import {
  ScannerDevice,
  type ScannerEvent,
  type ScannerOptions,
} from '../../../drivers/scanner/scanner-device.ts';
import { MemoryWire } from '../../../fixtures/simulators/memory-wire.ts';
import { VirtualScanner } from '../../../fixtures/simulators/scanner-simulator.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { ManualTime } from '../support/time.ts';

async function connected(options: Partial<ScannerOptions> = {}) {
  const time = new ManualTime();
  const scanner = new VirtualScanner();
  const wire = new MemoryWire(scanner);
  const link = wire.link('scanner', { timers: time, log: silentLogger });
  const device = new ScannerDevice(
    link,
    { source: 'counter', ...options },
    { clock: time, timers: time, log: silentLogger },
  );
  const events: ScannerEvent[] = [];
  device.onEvent((event) => events.push(event));
  device.open();
  device.open();
  await time.advance(0);
  /** Events other than changes of state, in short. */
  const heard = () =>
    events.flatMap((event) => {
      switch (event.kind) {
        case 'scan':
          return [`scan ${event.text}`];
        case 'double':
          return [`double ${event.text}`];
        case 'damaged':
          return [`damaged ${event.reason} ${event.byteCount}`];
        default:
          return [];
      }
    });
  const states = () => events.flatMap((event) => (event.kind === 'state' ? [event.state] : []));
  return { time, scanner, wire, device, events, heard, states };
}

test('a scan says everything that is known of it', async () => {
  const { scanner, time, events } = await connected();
  scanner.scan('4710018000003', { aim: ']E0' });
  await time.advance(0);
  expect(events.at(-1)).toEqual({
    kind: 'scan',
    raw: new TextEncoder().encode(']E04710018000003'),
    text: '4710018000003',
    aimId: ']E0',
    symbology: 'ean-13',
    gtin14: '04710018000003',
    source: 'counter',
    firstByteAtMs: time.monotonicMs(),
    lastByteAtMs: time.monotonicMs(),
  });
});

test('many codes in one go come in their order', async () => {
  const { scanner, time, heard } = await connected();
  const codes = Array.from({ length: 1_000 }, (_, i) => `C${i}`);
  scanner.burst(codes);
  await time.advance(0);
  expect(heard()).toEqual(codes.map((code) => `scan ${code}`));
});

describe('double reads', () => {
  test('are told apart from a second article by time', async () => {
    const { scanner, time, heard } = await connected();
    scanner.scan('A1');
    await time.advance(249);
    scanner.scan('A1');
    await time.advance(250);
    scanner.scan('A1');
    await time.advance(1);
    expect(heard()).toEqual(['scan A1', 'double A1', 'scan A1']);
  });

  test('go on for as long as the article lies there', async () => {
    const { scanner, time, heard } = await connected();
    for (let i = 0; i < 5; i += 1) {
      scanner.scan('A1');
      await time.advance(200);
    }
    expect(heard()).toEqual(['scan A1', 'double A1', 'double A1', 'double A1', 'double A1']);
  });

  test('never concern different codes, nor the same digits of another symbology', async () => {
    const { scanner, time, heard } = await connected();
    scanner.burst(['A1', 'B2', 'A1']);
    scanner.scan('A1', { aim: ']C0' });
    await time.advance(0);
    expect(heard()).toEqual(['scan A1', 'scan B2', 'scan A1', 'scan A1']);
  });

  test('all pass while articles are counted by scanning', async () => {
    const { scanner, time, heard, device } = await connected();
    device.setDoubleReadWindow(0);
    scanner.burst(['A1', 'A1', 'A1']);
    await time.advance(0);
    expect(heard()).toEqual(['scan A1', 'scan A1', 'scan A1']);
  });
});

describe('what must not reach the sale', () => {
  test('half a code, after the silence', async () => {
    const { scanner, time, heard } = await connected();
    scanner.halfFrame('4710018000003');
    await time.advance(99);
    expect(heard()).toEqual([]);
    await time.advance(1);
    expect(heard()).toEqual(['damaged no-terminator 7']);
    await time.advance(600);
    scanner.scan('WHOLE');
    await time.advance(0);
    expect(heard().at(-1)).toBe('scan WHOLE');
  });

  test('the other half, held up on the line', async () => {
    const { scanner, time, heard } = await connected();
    scanner.raw(new TextEncoder().encode('471001'));
    await time.advance(300);
    scanner.raw(new TextEncoder().encode('8000003\r'));
    await time.advance(0);
    expect(heard()).toEqual(['damaged no-terminator 6', 'damaged no-terminator 7']);
    scanner.scan('4710018000003');
    await time.advance(0);
    expect(heard().at(-1)).toBe('scan 4710018000003');
  });

  test('but a new scan after half a code is a new scan', async () => {
    const { scanner, time, heard } = await connected();
    scanner.halfFrame('4710018000003');
    await time.advance(600);
    scanner.scan('4710018000003');
    await time.advance(0);
    expect(heard()).toEqual(['damaged no-terminator 7', 'scan 4710018000003']);
  });

  test('garbage, answers to settings, wrong check digits, endless bytes', async () => {
    const { scanner, time, heard } = await connected({ maxFrameBytes: 64 });
    scanner.garbage();
    scanner.scan('Product Name: X', { aim: ']X0' });
    scanner.scan('4710018000004', { aim: ']E0' });
    scanner.raw(new Uint8Array(500).fill(0x41));
    await time.advance(100);
    scanner.scan('fine');
    await time.advance(0);
    expect(heard()).toEqual([
      'damaged not-text 40',
      'damaged check-digit 16',
      'damaged too-long 500',
      'scan fine',
    ]);
  });
});

describe('the state', () => {
  test('follows the cable, without blinking at every attempt', async () => {
    const { wire, device, time, states, scanner, heard } = await connected();
    expect(device.state).toEqual({ status: 'enabled' });
    scanner.halfFrame('4710018000003');
    await time.advance(0);
    wire.unplug();
    await time.advance(60_000);
    wire.replug();
    await time.advance(60_000);
    expect(states()).toEqual([
      { status: 'closed', reason: 'opening' },
      { status: 'enabled' },
      { status: 'offline', reason: 'disconnected' },
      { status: 'offline', reason: 'not-found' },
      { status: 'enabled' },
    ]);
    expect(heard()).toEqual(['damaged no-terminator 7']);
    scanner.scan('back');
    await time.advance(0);
    expect(heard().at(-1)).toBe('scan back');
  });

  test('ends closed, with nothing left behind', async () => {
    const { device, time, scanner, heard } = await connected();
    scanner.halfFrame('123456');
    await time.advance(0);
    await device.close();
    await device.close();
    scanner.scan('late');
    await time.advance(1_000);
    expect(device.state).toEqual({ status: 'closed', reason: 'closed' });
    expect(heard()).toEqual(['damaged no-terminator 3']);
    expect(time.pendingTimers).toBe(0);
  });
});
