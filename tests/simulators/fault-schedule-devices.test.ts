// Goal: the examples do what they say to the real simulators, and a fault comes at exactly its byte.
// Method: each example read from its file; for exactness any byte and any way to split the bytes.
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeReceipt } from '../../drivers/printer/encode-receipt.ts';
import { createGlyphSource } from '../../drivers/printer/glyph-source.ts';
import { printerProfiles } from '../../drivers/printer/profiles.ts';
import { readSchedule, ScheduleRunner } from '../../fixtures/simulators/fault-schedule.ts';
import { HidScannerSimulator, VirtualHidScanner } from '../../fixtures/simulators/hid-scanner.ts';
import { PrinterSimulator } from '../../fixtures/simulators/printer-simulator.ts';
import { ScannerSimulator, VirtualScanner } from '../../fixtures/simulators/scanner-simulator.ts';
import { act, type Moment, type Schedulable } from '../../fixtures/simulators/schedulable.ts';
import { TerminalSimulator } from '../../fixtures/simulators/terminal-simulator.ts';
import { PoleSimulator, VirtualPole } from '../../fixtures/simulators/virtual-pole.ts';
import { VirtualPrinter } from '../../fixtures/simulators/virtual-printer.ts';
import { ScaleSimulator, VirtualScale } from '../../fixtures/simulators/virtual-scale.ts';
import { VirtualTerminal } from '../../fixtures/simulators/virtual-terminal.ts';
import type { Timers } from '../../src-main/base/clock.ts';
import { plainSale } from '../drivers/printer/sample-receipts.ts';
import { eventually, ManualTime, realTime } from '../drivers/support/time.ts';
import { openBench } from '../drivers/terminal/terminal-bench.ts';

const glyphs = createGlyphSource();
const receipt = encodeReceipt(plainSale, printerProfiles['generic-58'], glyphs).bytes;
const esc = Uint8Array.of(0x1b, 0x40);

/** The schedule of one of the examples, begun. */
function example(
  name: string,
  devices: Readonly<Record<string, Schedulable>>,
  timers: Timers,
): ScheduleRunner {
  const path = join(import.meta.dirname, '../../fixtures/simulators/schedules', `${name}.json`);
  return begun(readFileSync(path, 'utf8'), devices, timers);
}

function begun(text: string, devices: Readonly<Record<string, Schedulable>>, timers: Timers): ScheduleRunner {
  const read = readSchedule(text, devices);
  if (!read.ok) throw new Error(read.error.problem);
  const runner = new ScheduleRunner(read.value, devices, timers);
  runner.start();
  return runner;
}

/** Bytes in pieces that end at `cuts`. */
function pieces(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const ends = [...new Set([...cuts.map((cut) => cut % bytes.length), bytes.length])].toSorted(
    (a, b) => a - b,
  );
  return ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
}

describe('the examples', () => {
  test('at byte 400 of the third print, run out of paper, and go on when there is some', async () => {
    const time = new ManualTime();
    const printer = new VirtualPrinter({ widthDots: 384, glyphs });
    const runner = example('printer-paper-out', { printer: printer.schedule }, time);
    for (let i = 0; i < 3; i += 1) {
      expect(printer.condition.paper).toBe('ok');
      printer.receive(receipt);
    }
    expect(printer.papers).toHaveLength(2);
    expect([printer.condition.paper, runner.log]).toEqual([
      'out',
      ['printer: paper-out (print 3, byte 400)'],
    ]);
    await time.advance(19_999);
    expect(printer.papers).toHaveLength(2);
    await time.advance(1);
    expect(printer.papers[2]?.text).toBe(printer.papers[1]?.text);
    expect([runner.log.at(-1), runner.isRunning]).toEqual([
      'printer: load-paper (20 s after paper-out)',
      false,
    ]);
  });

  test('answer after 61 s', async () => {
    const { virtual, pay, time } = await openBench();
    const runner = example('terminal-late-answer', { terminal: virtual }, time);
    const beganMs = time.nowMs();
    expect(await pay()).toMatchObject({ status: 'approved' });
    expect(time.nowMs() - beganMs).toBe(61_000);
    expect(runner.log).toEqual(['terminal: approve (request 1)']);
    const nextMs = time.nowMs();
    expect(await pay(20)).toMatchObject({ status: 'approved' });
    expect(time.nowMs() - nextMs).toBe(2_000);
  });

  test('send half a frame', () => {
    const time = new ManualTime();
    const scale = new VirtualScale({ dialect: 'mettler-8217', timers: time });
    scale.put(1_250);
    example('scale-half-frame', { scale }, time);
    let sent = '';
    scale.onSend((bytes) => (sent += Buffer.from(bytes).toString('latin1')));
    const answers = Array.from({ length: 6 }, () => {
      sent = '';
      scale.receive(Uint8Array.of(0x57));
      return sent;
    });
    const whole = '\x0201.250\r';
    expect(answers).toEqual([whole, whole, '\x0201.', whole, whole, '\x0201.']);
  });

  test('unplug in the middle of a code, and plug in again', async () => {
    const time = new ManualTime();
    const scanner = new ScannerSimulator();
    await scanner.start();
    const runner = example('scanner-unplug', { scanner }, time);
    const till = connect(scanner.port, '127.0.0.1');
    try {
      await eventually(() => scanner.isConnected, 'connected');
      let isCut = false;
      till.on('error', () => {}).on('close', () => (isCut = true));
      till.resume();
      let sent = '';
      scanner.onSend((bytes) => (sent += Buffer.from(bytes).toString()));
      scanner.scan('4710018000003');
      scanner.scan('4710088410207');
      expect(sent).toBe('4710018000003\r471008');
      await eventually(() => isCut && !scanner.isConnected, 'the line is gone');
      await time.advance(3_000);
      expect(runner.log).toEqual(['scanner: unplug (scan 2, byte 6)', 'scanner: replug (3 s after unplug)']);
      const again = connect(scanner.port, '127.0.0.1');
      again.on('error', () => {});
      await eventually(() => scanner.isConnected, 'connected again');
      again.destroy();
    } finally {
      till.destroy();
      await scanner.stop();
    }
  });
});

describe('the cable of every simulator on a port is pulled and put back by the same two acts', () => {
  const simulators = {
    scanner: () => new ScannerSimulator(),
    'hid-scanner': () => new HidScannerSimulator(),
    printer: () => new PrinterSimulator({ widthDots: 384, glyphs }),
    pole: () => new PoleSimulator({ dialect: 'epson', encoding: 'ascii', glyphs }),
    scale: () => new ScaleSimulator({ dialect: 'mettler-8217', timers: realTime }),
    terminal: () => new TerminalSimulator({ clock: realTime, timers: realTime }),
  };
  for (const [name, make] of Object.entries(simulators)) {
    test(name, async () => {
      const simulator = make();
      const { acts } = simulator instanceof PrinterSimulator ? simulator.schedule : simulator;
      await simulator.start();
      const dial = () => {
        const socket = connect(simulator.port, '127.0.0.1');
        socket.on('error', () => {}).resume();
        return socket;
      };
      try {
        const first = dial();
        await eventually(() => simulator.isConnected, 'connected');
        expect(acts.unplug?.run({})).toEqual({ ok: true, value: undefined });
        await eventually(() => first.destroyed && !simulator.isConnected, 'pulled');
        const refused = dial();
        await eventually(() => refused.destroyed, 'nobody there');
        expect(simulator.isConnected).toBe(false);
        expect(acts.replug?.run({})).toEqual({ ok: true, value: undefined });
        let again = dial();
        await eventually(() => {
          // The port opens a moment after the act.
          if (again.destroyed) again = dial();
          return simulator.isConnected;
        }, 'connected again');
        again.destroy();
      } finally {
        await simulator.stop();
      }
    });
  }
});

/** One event of each device, and how many bytes it has. */
const events: readonly {
  readonly device: string;
  readonly event: string;
  readonly bytes: number;
  readonly bring: () => { readonly device: Schedulable; readonly happen: () => void };
}[] = [
  {
    device: 'scanner',
    event: 'scan',
    bytes: 5,
    bring: () => {
      const device = new VirtualScanner();
      return { device, happen: () => device.scan('ABCD') };
    },
  },
  {
    device: 'hid-scanner',
    event: 'scan',
    bytes: 4,
    bring: () => {
      const device = new VirtualHidScanner();
      return { device, happen: () => device.scan('ABCD') };
    },
  },
  {
    device: 'printer',
    event: 'print',
    bytes: 5,
    bring: () => {
      const printer = new VirtualPrinter({ widthDots: 384, glyphs });
      return {
        device: printer.schedule,
        happen: () => printer.receive(Uint8Array.of(...esc, 0x41, 0x0a, 0x1d, 0x56, 0x01)),
      };
    },
  },
  {
    device: 'pole',
    event: 'update',
    bytes: 3,
    bring: () => {
      const device = new VirtualPole({ dialect: 'epson', encoding: 'ascii', glyphs });
      return { device, happen: () => device.receive(Uint8Array.of(0x0c, 0x41, 0x42)) };
    },
  },
  {
    device: 'scale',
    event: 'weigh',
    bytes: 8,
    bring: () => {
      const device = new VirtualScale({ dialect: 'mettler-8217', timers: new ManualTime() });
      device.put(1_250);
      return { device, happen: () => device.receive(Uint8Array.of(0x57)) };
    },
  },
  {
    device: 'terminal',
    event: 'request',
    bytes: 4,
    bring: () => {
      const time = new ManualTime();
      const device = new VirtualTerminal({ timers: time, clock: time });
      return {
        device,
        happen: () => {
          device.receive(Uint8Array.of(0x02, 0x41, 0x03, 0x42));
          time.runNow(5_000);
        },
      };
    },
  },
];

describe('every device', () => {
  for (const { device: name, event, bytes, bring } of events) {
    test(`tells of ${event} of a ${name} from byte 0 up, counted from 1`, () => {
      const { device, happen } = bring();
      const moments: Moment[] = [];
      device.watch((moment) => moment.event === event && moments.push(moment));
      happen();
      happen();
      const began = moments.filter(({ byte }) => byte === 0).map(({ nth }) => nth);
      expect(began).toEqual([1, 2]);
      for (const nth of [1, 2]) {
        const told = moments.filter((moment) => moment.nth === nth).map(({ byte }) => byte);
        expect(told).toEqual(told.toSorted((a, b) => a - b));
        expect([told[0], told.at(-1)]).toEqual([0, bytes]);
      }
    });

    test(`lets a fault strike the second ${event} of a ${name}`, () => {
      const { device, happen } = bring();
      const first = Object.entries(device.acts).find(([, each]) => each.params.safeParse({}).success)?.[0];
      const faults = [{ device: name, when: { event, nth: 2 }, do: first }];
      const runner = begun(JSON.stringify({ faults }), { [name]: device }, new ManualTime());
      happen();
      expect(runner.fired).toBe(0);
      happen();
      expect(runner.log[0]).toBe(`${name}: ${first} (${event} 2)`);
    });
  }
});

test('a print that was not cut off ends where the next begins, which counts from its own beginning', () => {
  const printer = new VirtualPrinter({ widthDots: 384, glyphs });
  const told: string[] = [];
  printer.schedule.watch(({ nth, byte }) => told.push(`${nth}.${byte}`));
  for (let i = 0; i < 2; i += 1) printer.receive(Uint8Array.of(...esc, 0x41, 0x0a));
  expect(told).toEqual(['1.0', '1.1', '1.2', '1.3', '2.0', '2.1', '2.2']);
});

describe('at byte N of a print, however the bytes are split', () => {
  const cuts = fc.array(fc.nat(100_000), { maxLength: 8 });

  test('the printer has done what N bytes say and nothing of the next', () => {
    // Each line feed is one line, so the lines that there are tell how many bytes have been acted on.
    const job = fc.array(fc.constantFrom(0x41, 0x0a), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(job, fc.nat(100_000), cuts, (body, at, ends) => {
        const n = at % (body.length + 1);
        const printer = new VirtualPrinter({ widthDots: 384, glyphs });
        let acted = -1;
        const lines = () => printer.events.filter((event) => event.kind === 'line').length;
        const device = probed(printer.schedule, () => {
          acted = lines();
          printer.setFrozen(true);
        });
        const when = { event: 'print', nth: 1, byte: n };
        const faults = [{ device: 'printer', when, do: 'probe' }];
        const runner = begun(JSON.stringify({ faults }), { printer: device }, new ManualTime());
        for (const piece of pieces(Uint8Array.of(...esc, ...body), ends)) printer.receive(piece);
        const expected = body.slice(0, n).filter((byte) => byte === 0x0a).length;
        expect([acted, lines(), runner.fired]).toEqual([expected, expected, 1]);
      }),
    );
  });

  test('a printer without paper stops there, and with paper prints what it would have', () => {
    const whole = new VirtualPrinter({ widthDots: 384, glyphs });
    whole.receive(receipt);
    const jobBytes = receipt.length - receipt.indexOf(0x40) - 1;
    fc.assert(
      fc.property(fc.nat(100_000), cuts, (at, ends) => {
        const n = at % (jobBytes - 3);
        const printer = new VirtualPrinter({ widthDots: 384, glyphs });
        const faults = [{ device: 'printer', when: { event: 'print', nth: 1, byte: n }, do: 'paper-out' }];
        begun(JSON.stringify({ faults }), { printer: printer.schedule }, new ManualTime());
        for (const piece of pieces(receipt, ends)) printer.receive(piece);
        expect([printer.condition.paper, printer.papers.length]).toEqual(['out', 0]);
        printer.loadPaper();
        expect(printer.papers.map((paper) => paper.text)).toEqual(whole.papers.map((paper) => paper.text));
      }),
      { numRuns: 25 },
    );
  });
});

/** The same device with one act more. */
function probed(device: Schedulable, work: () => void): Schedulable {
  const noParams = device.acts['paper-out']?.params;
  if (noParams === undefined) throw new Error('paper-out needs nothing');
  return {
    events: device.events,
    acts: { ...device.acts, probe: act('Looks', noParams, work) },
    watch: (listener) => device.watch(listener),
  };
}
