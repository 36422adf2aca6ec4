import { describe, expect, test } from 'vitest';
import { encodeReceipt } from '../../../drivers/printer/encode-receipt.ts';
import type { NotReadyReason } from '../../../drivers/printer/printer-device.ts';
import { type PrinterProfile, printerProfiles } from '../../../drivers/printer/profiles.ts';
import type { ReceiptDocument } from '../../../drivers/printer/receipt-document.ts';
import type { VirtualPrinter } from '../../../fixtures/simulators/virtual-printer.ts';
import { settle } from '../support/time.ts';
import { bench, glyphs, profile, smallJob, smallReceipt } from './printer-bench.ts';

const printed = { ok: true, value: { confirmed: 'status' } };
const notReady = (reason: NotReadyReason) => ({ ok: false, error: { kind: 'not-ready', reason } });

/** What a plain-text copy of the small receipt reads when it is whole. */
const wholePaper = smallJob.text.replace(/\n+$/, '\n');
const clean = (text: string | undefined) => text?.replace(/^\n+/, '').replace(/\n+$/, '\n');

const longReceipt: ReceiptDocument = {
  blocks: Array.from({ length: 16 }, () => smallReceipt.blocks).flat(),
  cut: 'partial',
};

describe('a printer that is well', () => {
  test('prints, confirms, and gives the paper out', async () => {
    const { time, print, papers, firstBytes, device } = await bench();
    expect(device.state).toEqual({ status: 'enabled' });
    expect(await time.until(print())).toEqual(printed);
    expect(firstBytes()).toBe(1);
    expect(papers().map(clean)).toEqual([clean(wholePaper)]);
  });

  test('gets one job at a time, in order', async () => {
    const { time, device, printer, papers } = await bench();
    printer.setSpeed(2_000);
    const order: string[] = [];
    const jobs = ['第一', '第二', '第三'].map((name) => {
      const { bytes } = encodeReceipt(
        { blocks: [{ kind: 'text', text: name }], cut: 'full' },
        profile,
        glyphs,
      );
      return device
        .print(bytes, {
          onFirstByte: async () => {
            order.push(`begin ${name}`);
            await settle();
          },
        })
        .then(() => order.push(`end ${name}`));
    });
    await time.until(Promise.all(jobs));
    expect(order).toEqual(['begin 第一', 'end 第一', 'begin 第二', 'end 第二', 'begin 第三', 'end 第三']);
    expect(papers().map((text) => text.trim())).toEqual(['第一', '第二', '第三']);
  });

  test('gets no byte of a job before the hook is done, and none if it fails', async () => {
    const { time, device, printer } = await bench();
    let letGo: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const lines = () => printer.events.filter((event) => event.kind === 'line').length;
    const job = device.print(smallJob.bytes, { onFirstByte: () => held });
    await time.advance(20_000);
    expect(lines()).toBe(0);
    letGo();
    expect(await time.until(job)).toEqual(printed);
    expect(lines()).toBeGreaterThan(0);
    const before = lines();
    const failed = device.print(smallJob.bytes, {
      onFirstByte: () => Promise.reject(new Error('disk full')),
    });
    expect(await time.until(failed)).toEqual({
      ok: false,
      error: { kind: 'not-started', detail: 'Error: disk full' },
    });
    expect(lines()).toBe(before);
    // And the next job is not in its way.
    expect(await time.until(device.print(smallJob.bytes, { onFirstByte: () => Promise.resolve() }))).toEqual(
      printed,
    );
  });

  test('is never asked anything while a job is on its way', async () => {
    const { time, print, printer, received } = await bench({ bufferBytes: 64 });
    printer.setSpeed(200); // some 15 s for the job: seven polls would fall into it
    const longJob = encodeReceipt(longReceipt, profile, glyphs).bytes;
    expect(longJob.length).toBeGreaterThan(2_500);
    expect(await time.until(print(longJob))).toEqual(printed);
    expect(received().includes(Buffer.from(longJob))).toBe(true);
  });

  test('is not asked in the middle of a job that begins while it is being asked', async () => {
    for (let startMs = 0; startMs < 2_600; startMs += 200) {
      const { time, print, wire, received, device } = await bench({ answerDelayMs: 100 });
      wire.unplug();
      await time.advance(10);
      wire.replug();
      await time.advance(startMs);
      const longJob = encodeReceipt(longReceipt, profile, glyphs).bytes;
      const job = print(longJob);
      const result = await time.until(job);
      // Before the link is back nothing is sent; otherwise all of it, in one piece.
      if (result.ok) expect(received().includes(Buffer.from(longJob)), `${startMs}`).toBe(true);
      else expect(result).toEqual(notReady('offline'));
      await time.until(device.close());
    }
  });

  test('with a small buffer holds the till back and prints everything', async () => {
    const { time, print, papers, printer } = await bench({ bufferBytes: 45 });
    printer.setSpeed(400);
    expect(await time.until(print())).toEqual(printed);
    expect(papers().map(clean)).toEqual([clean(wholePaper)]);
  });

  test('that answers process ids is asked for one', async () => {
    const modern: PrinterProfile = { ...profile, isProcessIdSupported: true };
    const { time, print, printer } = await bench({}, modern);
    expect(await time.until(print())).toEqual(printed);
    expect(await time.until(print())).toEqual(printed);
    const ids = printer.events.flatMap((event) =>
      event.kind === 'process-id' ? [Buffer.from(event.id).toString()] : [],
    );
    expect(ids).toEqual(['0001', '0002']);
  });
});

describe('not ready: nothing is sent', () => {
  const troubles: readonly {
    readonly reason: NotReadyReason;
    readonly make: (printer: VirtualPrinter) => void;
  }[] = [
    { reason: 'paper-out', make: (printer) => printer.takePaperOut() },
    { reason: 'cover-open', make: (printer) => printer.openCover() },
    { reason: 'no-answer', make: (printer) => printer.setAnswering(false) },
    { reason: 'no-answer', make: (printer) => printer.setFrozen(true) },
    { reason: 'offline', make: (printer) => printer.powerOff() },
  ];
  for (const [i, { reason, make }] of troubles.entries()) {
    test(`${i + 1}: ${reason}`, async () => {
      const { time, print, printer, firstBytes } = await bench();
      make(printer);
      expect(await time.until(print())).toEqual(notReady(reason));
      expect(firstBytes()).toBe(0);
      expect(printer.events.filter((event) => event.kind === 'line')).toEqual([]);
    });
  }

  test('paper came back: the same job prints', async () => {
    const { time, print, printer, papers } = await bench();
    printer.takePaperOut();
    expect(await time.until(print())).toEqual(notReady('paper-out'));
    printer.loadPaper();
    expect(await time.until(print())).toEqual(printed);
    expect(papers()).toHaveLength(1);
  });

  test('a jammed cutter is an error until a person has seen to it', async () => {
    const { time, print, printer, device, papers } = await bench();
    printer.jamCutter();
    const job = print();
    await time.advance(5_000);
    expect(device.state).toEqual({ status: 'error', reason: 'cutter-jam' });
    printer.clearCutter();
    await device.recover('retry');
    expect(await time.until(job)).toEqual(printed);
    expect(papers()).toHaveLength(1);
    printer.jamCutter();
    const second = print();
    await time.advance(5_000);
    printer.clearCutter();
    await device.recover('clear');
    expect(await time.until(second)).toMatchObject({
      ok: false,
      error: { kind: 'interrupted', cause: 'given-up' },
    });
    expect(await time.until(print())).toEqual(printed);
  });
});

describe('trouble in the middle of a job', () => {
  const lineTroubles = [
    {
      name: 'paper ends',
      make: (printer: VirtualPrinter) => printer.runOutAfterLines(2),
      mend: (printer: VirtualPrinter) => printer.loadPaper(),
      reason: 'paper-out',
    },
    {
      name: 'the cover is opened',
      make: (printer: VirtualPrinter) => {
        const stop = printer.onEvent((event) => {
          if (event.kind !== 'line') return;
          stop();
          printer.openCover();
        });
      },
      mend: (printer: VirtualPrinter) => printer.closeCover(),
      reason: 'cover-open',
    },
  ];
  for (const { name, make, mend, reason } of lineTroubles) {
    for (const isAutoStatusSupported of [true, false]) {
      test(`${name}, ${isAutoStatusSupported ? 'reported' : 'found by asking'}: it waits and goes on`, async () => {
        const { time, print, printer, device, papers } = await bench(
          {},
          { ...profile, isAutoStatusSupported },
        );
        make(printer);
        const job = print();
        // Far longer than the ceiling of a job: a person's time does not count.
        await time.advance(120_000);
        expect(device.state).toEqual({ status: 'offline', reason });
        expect(papers()).toEqual([]);
        mend(printer);
        expect(await time.until(job)).toEqual(printed);
        expect(papers().map(clean)).toEqual([clean(wholePaper)]);
        expect(device.state).toEqual({ status: 'enabled' });
      });
    }
  }

  test('nobody comes: the job is given back as interrupted, after its time', async () => {
    const { time, print, printer } = await bench();
    printer.runOutAfterLines(1);
    expect(await time.until(print())).toMatchObject({
      ok: false,
      error: { kind: 'interrupted', cause: 'waited-too-long', bytesWritten: smallJob.bytes.length },
    });
  });

  test('a person gives up waiting', async () => {
    const { time, print, printer, device } = await bench();
    printer.runOutAfterLines(1);
    const job = print();
    await time.advance(5_000);
    device.giveUp();
    expect(await time.until(job, 100)).toMatchObject({ error: { kind: 'interrupted', cause: 'given-up' } });
  });

  test('the cable is pulled while bytes wait: how many had been taken is said', async () => {
    const { time, printer, wire, device } = await bench({ bufferBytes: 1_500 });
    const long = encodeReceipt(longReceipt, profile, glyphs);
    printer.runOutAfterLines(3);
    const job = device.print(long.bytes, { onFirstByte: () => Promise.resolve() });
    await time.advance(3_000);
    wire.unplug();
    expect(await time.until(job)).toEqual({
      ok: false,
      error: { kind: 'interrupted', cause: 'link-lost', bytesWritten: 1_024 },
    });
  });

  test('the cable is pulled during the hook: nothing is sent over the next connection', async () => {
    const { time, wire, device, printer } = await bench();
    const job = device.print(smallJob.bytes, {
      onFirstByte: async () => {
        wire.unplug();
        wire.replug();
        await time.advance(5_000);
      },
    });
    expect(await time.until(job)).toEqual({
      ok: false,
      error: { kind: 'interrupted', cause: 'link-lost', bytesWritten: 0 },
    });
    expect(printer.events.filter((event) => event.kind === 'initialised')).toEqual([]);
  });

  test('the printer falls silent: the job ends in time', async () => {
    const { time, print, printer } = await bench();
    const stop = printer.onEvent((event) => {
      if (event.kind !== 'line') return;
      stop();
      printer.setAnswering(false);
    });
    const startedAtMs = time.monotonicMs();
    expect(await time.until(print())).toMatchObject({ error: { kind: 'interrupted', cause: 'timed-out' } });
    expect(time.monotonicMs() - startedAtMs).toBeLessThan(35_000);
  });

  test('switched off and on behind a standing line, while paper was loaded: not taken for printed', async () => {
    const { time, print, printer, papers } = await bench({ hasPoweredPort: false, bufferBytes: 100 });
    printer.runOutAfterLines(1);
    const job = print();
    await time.advance(5_000);
    printer.powerOff();
    await time.advance(3_000);
    printer.loadPaper();
    printer.powerOn();
    // What had not left the till prints, but its beginning is lost.
    expect(await time.until(job)).toMatchObject({
      ok: false,
      error: { kind: 'interrupted', cause: 'restarted' },
    });
    expect(papers().map(clean)).not.toContain(clean(wholePaper));
    expect(await time.until(print())).toEqual(printed);
    expect(clean(papers().at(-1))).toContain(clean(wholePaper));
  });

  test('after an interrupted job nothing of it runs into the next', async () => {
    const { time, print, printer, device, papers } = await bench({ hasPoweredPort: true });
    const rare = encodeReceipt(
      { blocks: [{ kind: 'text', text: '堃記商行' }], cut: 'full' },
      profile,
      glyphs,
    );
    const job = device.print(rare.bytes, {
      // In the middle of a picture: most of it never arrives.
      onFirstByte: async () => printer.dieAfterBytes(200),
    });
    expect(await time.until(job)).toMatchObject({
      ok: false,
      error: { kind: 'interrupted', cause: 'link-lost' },
    });
    printer.powerOn();
    await time.advance(5_000);
    expect(await time.until(print())).toEqual(printed);
    expect(papers().map(clean)).toEqual([clean(wholePaper)]);
  });
});

describe('a half-received command', () => {
  test('from before the till was started is cleared away before the first job', async () => {
    const { time, print, wire, printer, papers } = await bench();
    wire.unplug();
    // Half a picture, as from a till that was killed.
    printer.receive(Uint8Array.of(0x1d, 0x76, 0x30, 0x00, 0x30, 0x00, 0xff, 0x00, 1, 2, 3));
    wire.replug();
    await time.advance(10_000);
    expect(await time.until(print())).toEqual(printed);
    expect(papers().map(clean)).toEqual([clean(wholePaper)]);
  });
});

describe('half a pulse', () => {
  test('does not open the drawer when the till comes back', async () => {
    for (const half of [
      [0x1b, 0x70],
      [0x1b, 0x70, 0x00],
    ]) {
      const { time, print, wire, printer } = await bench();
      wire.unplug();
      printer.receive(Uint8Array.from(half));
      wire.replug();
      await time.advance(10_000);
      expect(await time.until(print())).toEqual(printed);
      expect(printer.condition.isDrawerOpen).toBe(false);
    }
  });
});

describe('state', () => {
  test('follows what happens to the printer, with its status', async () => {
    const { time, printer, events, device, wire } = await bench();
    printer.setPaperNearEnd();
    await time.advance(10);
    expect(device.status).toMatchObject({ paper: 'near-end', isOnline: true });
    printer.openCover();
    await time.advance(10);
    printer.closeCover();
    await time.advance(10);
    wire.unplug();
    await time.advance(10);
    expect(device.status).toBeUndefined();
    wire.replug();
    await time.advance(40_000);
    const states = events.flatMap((event) =>
      event.kind === 'state' ? [`${event.state.status} ${event.state.reason ?? ''}`.trim()] : [],
    );
    expect(states).toEqual([
      'closed opening',
      'claimed opening',
      'enabled',
      'enabled', // near the end: the status changed, the state did not
      'offline cover-open',
      'enabled',
      'offline disconnected',
      'claimed opening',
      'enabled',
    ]);
  });

  test('a silent printer is claimed when it never spoke, offline when it did', async () => {
    const { time, printer, device, wire } = await bench();
    printer.setAnswering(false);
    await time.advance(10_000);
    expect(device.state).toEqual({ status: 'offline', reason: 'no-answer' });
    await time.advance(10_000);
    expect(device.state).toEqual({ status: 'offline', reason: 'no-answer' });
    wire.unplug();
    wire.replug();
    await time.advance(10_000);
    expect(device.state).toEqual({ status: 'claimed', reason: 'no-answer' });
    printer.setAnswering(true);
    await time.advance(10_000);
    expect(device.state).toEqual({ status: 'enabled' });
  });

  test('reports are switched on again after the printer has been switched off and on', async () => {
    const { time, printer, device } = await bench({ hasPoweredPort: false });
    printer.powerOff();
    await time.advance(8_000);
    expect(device.state).toEqual({ status: 'offline', reason: 'no-answer' });
    printer.powerOn();
    printer.openCover();
    await time.advance(8_000);
    expect(device.state).toEqual({ status: 'offline', reason: 'cover-open' });
    printer.closeCover();
    await time.advance(8_000);
    printer.openCover();
    await time.advance(10); // at once, not at the next poll
    expect(device.state).toEqual({ status: 'offline', reason: 'cover-open' });
  });

  test('closing ends everything', async () => {
    const { time, printer, device, print } = await bench();
    printer.runOutAfterLines(1);
    const job = print();
    const waiting = print();
    await time.advance(1_000);
    await time.until(device.close());
    expect(await job).toMatchObject({ error: { kind: 'interrupted', cause: 'link-lost' } });
    expect(await waiting).toEqual(notReady('offline'));
    expect(await time.until(print())).toEqual(notReady('offline'));
    expect(device.state).toEqual({ status: 'closed', reason: 'closed' });
    expect(time.pendingTimers).toBe(0);
  });
});

describe('the drawer', () => {
  const kicks = (printer: VirtualPrinter) => printer.events.filter((event) => event.kind === 'kick');

  test('opens, and the pulse is the one asked for', async () => {
    const { time, device, printer, events } = await bench();
    expect(await time.until(device.kickDrawer({ pin: 5, onMs: 120, offMs: 240 }))).toEqual({
      ok: true,
      value: { drawer: 'opened' },
    });
    expect(kicks(printer)).toEqual([{ kind: 'kick', pin: 5, onMs: 120, offMs: 240 }]);
    expect(events.at(-1)).toEqual({ kind: 'drawer', isOpen: true, isOurs: true });
    printer.closeDrawer();
    await time.advance(10);
    expect(events.at(-1)).toEqual({ kind: 'drawer', isOpen: false, isOurs: false });
  });

  test('opened by hand is told apart', async () => {
    const { time, printer, events } = await bench();
    await time.advance(10_000);
    printer.openDrawer();
    await time.advance(10);
    expect(events.at(-1)).toEqual({ kind: 'drawer', isOpen: true, isOurs: false });
  });

  const senses = [
    { name: 'stuck', isSenseWired: true, isStuck: true, drawer: 'still-closed' },
    { name: 'without a switch', isSenseWired: false, isStuck: false, drawer: 'unknown' },
  ] as const;
  for (const { name, isSenseWired, isStuck, drawer } of senses) {
    test(`${name}: ${drawer}`, async () => {
      const { time, device, printer } = await bench(
        {},
        { ...profile, drawer: { ...profile.drawer, isSenseWired } },
      );
      printer.setDrawerStuck(isStuck);
      expect(await time.until(device.kickDrawer())).toEqual({ ok: true, value: { drawer } });
      expect(kicks(printer)).toHaveLength(1);
    });
  }

  test('whose switch is low when open is read the other way round', async () => {
    const lowProfile: PrinterProfile = { ...profile, drawer: { ...profile.drawer, openLevel: 'low' } };
    const { time, device, printer } = await bench({ drawerOpenLevel: 'low' }, lowProfile);
    expect(device.status).toMatchObject({ isDrawerPinHigh: true });
    expect(await time.until(device.kickDrawer())).toEqual({ ok: true, value: { drawer: 'opened' } });
    expect(printer.condition.isDrawerOpen).toBe(true);
  });

  test('is not kicked when the printer cannot do it now', async () => {
    const { time, device, printer } = await bench();
    printer.takePaperOut();
    expect(await time.until(device.kickDrawer())).toEqual(notReady('paper-out'));
    printer.loadPaper();
    await time.advance(60_000);
    expect(kicks(printer)).toEqual([]);
  });

  test('a pulse that comes too late never comes', async () => {
    const { time, device, printer, print } = await bench();
    printer.runOutAfterLines(1);
    const job = print();
    const kick = device.kickDrawer();
    // The answer comes in time too, although the job in front goes on waiting.
    expect(await time.until(kick, 3_000)).toEqual({ ok: false, error: { kind: 'timed-out' } });
    printer.loadPaper();
    expect(await time.until(job)).toEqual(printed);
    await time.advance(60_000);
    expect(kicks(printer)).toEqual([]);
  });

  test('a pulse that waits in the printer is cleared there', async () => {
    const { time, device, printer } = await bench();
    printer.setSpeed(1); // five bytes in five seconds
    expect(await time.until(device.kickDrawer())).toMatchObject({ ok: false });
    printer.setSpeed(undefined);
    await time.advance(60_000);
    expect(kicks(printer)).toEqual([]);
    expect(await time.until(device.kickDrawer())).toMatchObject({ ok: true });
  });

  test('is given half a second between pulses', async () => {
    const { time, device, printer } = await bench();
    const at: number[] = [];
    printer.onEvent((event) => {
      if (event.kind === 'kick') at.push(time.monotonicMs());
    });
    await time.until(Promise.all([device.kickDrawer(), device.kickDrawer()]));
    expect(at).toHaveLength(2);
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(500);
  });

  test('printing alone never opens it', async () => {
    const { time, print, printer } = await bench({}, printerProfiles['generic-58']);
    await time.until(print());
    expect(printer.condition.isDrawerOpen).toBe(false);
    expect(kicks(printer)).toEqual([]);
  });
});
