import { describe, expect, test } from 'vitest';
import { encodeReceipt } from '../../drivers/printer/encode-receipt.ts';
import { createGlyphSource } from '../../drivers/printer/glyph-source.ts';
import { printerProfiles } from '../../drivers/printer/profiles.ts';
import { PrinterSimulator } from '../../fixtures/simulators/printer-simulator.ts';
import type { Moment } from '../../fixtures/simulators/schedulable.ts';
import { VirtualPrinter, type VirtualPrinterOptions } from '../../fixtures/simulators/virtual-printer.ts';
import { smallReceipt } from '../drivers/printer/printer-bench.ts';
import { eventually, ManualTime } from '../drivers/support/time.ts';

const glyphs = createGlyphSource();
const job = encodeReceipt(smallReceipt, printerProfiles['generic-58'], glyphs).bytes;
const escAtEnd = 5; // three blanks, then ESC @
const cutEnd = job.length - escAtEnd;

function printer(options: Partial<VirtualPrinterOptions> = {}) {
  const device = new VirtualPrinter({ widthDots: 384, glyphs, ...options });
  const sent: number[] = [];
  device.onSend((bytes) => sent.push(...bytes));
  const { acts, watch } = device.schedule;
  const moments: Moment[] = [];
  watch((moment) => moments.push(moment));
  const run = (name: string, params: unknown = {}) => acts[name]?.run(params);
  const ask = (...bytes: number[]) => {
    sent.length = 0;
    device.receive(Uint8Array.from(bytes));
    return [...sent];
  };
  return { device, run, moments, ask, watch, acts };
}
const done = { ok: true, value: undefined };

describe('moments', () => {
  test('a print begins at ESC @, counts the bytes after it and ends at the cut', () => {
    const { device, moments, ask } = printer();
    device.receive(job);
    ask(0x1d, 0x72, 0x01);
    device.receive(job);
    const first = moments.filter(({ event, nth }) => event === 'print' && nth === 1);
    expect(first.map(({ byte }) => byte)).toEqual(Array.from({ length: cutEnd + 1 }, (_, i) => i));
    expect(moments.at(-1)).toEqual({ event: 'print', nth: 2, byte: cutEnd });
  });

  test('a pulse and a status question are told before anything comes of them', () => {
    const { device, watch, ask, moments } = printer();
    const seen: unknown[] = [];
    watch(({ event }) => {
      seen.push(event, device.condition.isDrawerOpen);
      if (event === 'status') device.setAnswering(false);
    });
    device.receive(Uint8Array.of(0x1b, 0x70, 0x00, 0x19, 0xfa));
    expect(ask(0x10, 0x04, 0x01)).toEqual([]);
    expect(seen).toEqual(['kick', false, 'status', true]);
    expect(moments).toEqual([
      { event: 'kick', nth: 1, byte: 0 },
      { event: 'status', nth: 1, byte: 0 },
    ]);
  });

  test('a fault at a byte happens at that very byte, with everything before it done', () => {
    for (const at of [0, 1, 40, 100, cutEnd - 1]) {
      const { device, run, watch } = printer();
      watch(({ event, nth, byte }) => {
        if (event === 'print' && nth === 2 && byte === at) run('power-off');
      });
      device.receive(job);
      device.receive(job);
      expect(device.condition.isPoweredOn, `${at}`).toBe(false);
      expect(device.papers).toHaveLength(1);
      device.powerOn();
      device.receive(job);
      expect(device.papers.length, `${at}`).toBe(2);
    }
  });
});

describe('acts', () => {
  const status = (it: ReturnType<typeof printer>) => it.ask(0x10, 4, 1, 0x10, 4, 2, 0x10, 4, 3, 0x10, 4, 4);
  const reports: readonly (readonly [
    name: string,
    params: unknown,
    says: readonly number[],
    undo?: string,
  ])[] = [
    ['paper-out', {}, [0x1a, 0x32, 0x12, 0x7e], 'load-paper'],
    ['paper-near-end', {}, [0x12, 0x12, 0x12, 0x1e], 'load-paper'],
    ['cover-open', {}, [0x1a, 0x16, 0x12, 0x12], 'cover-close'],
    ['head-hot', {}, [0x1a, 0x12, 0x52, 0x12], 'head-cool'],
    ['error', { kind: 'recoverable' }, [0x1a, 0x52, 0x16, 0x12], 'error-clear'],
    ['error', { kind: 'unrecoverable' }, [0x1a, 0x52, 0x32, 0x12], 'error-clear'],
    ['drawer-open', {}, [0x16, 0x12, 0x12, 0x12], 'drawer-close'],
    ['silent', {}, [], 'answering'],
    ['nonsense', {}, [0xf8, 0xf8, 0xf8, 0xf8], 'answering'],
    ['freeze', {}, [], 'thaw'],
    ['stall', {}, [], 'unstall'],
    ['power-off', {}, [], 'power-on'],
  ];
  for (const [name, params, says, undo = ''] of reports) {
    test(`${name} ${JSON.stringify(params)}, undone by ${undo}`, () => {
      const it = printer();
      expect(it.run(name, params)).toEqual(done);
      expect(status(it)).toEqual(says);
      expect(it.run(undo)).toEqual(done);
      expect(status(it)).toEqual([0x12, 0x12, 0x12, 0x12]);
    });
  }

  test('a death after so many bytes can be called off', () => {
    const { device, run } = printer();
    expect(run('die-after-bytes', { bytes: 10 })).toEqual(done);
    expect(run('die-disarm')).toEqual(done);
    device.receive(job);
    expect(device.papers).toHaveLength(1);
    run('die-after-bytes', { bytes: 10 });
    device.receive(job);
    expect(device.condition.isPoweredOn).toBe(false);
  });

  test('a stalled printer takes nothing and still prints what it has; a frozen one does not', async () => {
    const time = new ManualTime();
    const { device, run } = printer({ timers: time });
    expect(run('slow', { bytesPerSecond: 1_000 })).toEqual(done);
    expect(device.receive(job)).toBe(job.length);
    run('stall');
    expect(device.receive(job)).toBe(0);
    await time.advance(2_000);
    expect(device.papers).toHaveLength(1);
    run('unstall');
    device.receive(job);
    run('freeze');
    await time.advance(2_000);
    expect(device.papers).toHaveLength(1);
    run('thaw');
    await time.advance(2_000);
    expect(device.papers).toHaveLength(2);
  });

  test('paper, cutter and drawer acts do what their controls do', () => {
    const { device, run } = printer();
    run('paper-out-after', { lines: 2 });
    device.receive(job);
    expect(device.condition.paper).toBe('out');
    run('load-paper');
    expect(device.papers).toHaveLength(1);
    run('cutter-jam');
    device.receive(job);
    expect(device.condition.hasCutterError).toBe(true);
    run('cutter-clear');
    device.receive(Uint8Array.of(0x10, 0x05, 0x01));
    expect(device.papers).toHaveLength(2);
    run('drawer-stick', { isStuck: true });
    device.receive(Uint8Array.of(0x1b, 0x70, 0x00, 0x19, 0xfa));
    expect(device.condition.isDrawerOpen).toBe(false);
  });

  test('wrong parameters do nothing and are named', () => {
    const { device, run, acts } = printer();
    for (const [name, params] of [
      ['die-after-bytes', {}],
      ['die-after-bytes', { bytes: -1 }],
      ['paper-out', { when: 'now' }],
      ['error', { kind: 'strange' }],
    ] as const) {
      expect(run(name, params)?.ok, name).toBe(false);
    }
    expect(device.condition).toMatchObject({ isPoweredOn: true, paper: 'ok', error: undefined });
    // Without timers it cannot be slow, and without a cable there is none to pull.
    expect(Object.keys(acts)).not.toContain('slow');
    expect(Object.keys(acts)).not.toContain('unplug');
  });

  test('a printer on a port can be unplugged and plugged in', async () => {
    const simulator = new PrinterSimulator({ widthDots: 384, glyphs });
    await simulator.start();
    try {
      const { acts } = simulator.schedule;
      const connects = () => fetch(`http://127.0.0.1:${simulator.port}`, { signal: AbortSignal.timeout(50) });
      const outcome = () =>
        connects().then(
          () => 'answered',
          (error: unknown) => (String(error).includes('fetch failed') ? 'refused' : 'open'),
        );
      expect(await outcome()).toBe('open');
      expect(acts.unplug?.run({})).toEqual(done);
      await eventually(() => !simulator.isConnected, 'unplugged');
      expect(await outcome()).toBe('refused');
      expect(acts.replug?.run({})).toEqual(done);
      let last = '';
      while (last !== 'open') last = await outcome();
    } finally {
      await simulator.stop();
    }
  });
});
