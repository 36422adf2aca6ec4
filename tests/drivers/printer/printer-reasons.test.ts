// Why a printer does not work, in words that tell a technician what to look at; counters, and the last fault.
import { describe, expect, test } from 'vitest';
import { encodeReceipt } from '../../../drivers/printer/encode-receipt.ts';
import type { PrinterReason } from '../../../drivers/printer/printer-record.ts';
import type { VirtualPrinter } from '../../../fixtures/simulators/virtual-printer.ts';
import { type Bench, bench, glyphs, profile, smallReceipt } from './printer-bench.ts';

const longJob = encodeReceipt(
  { blocks: Array.from({ length: 16 }, () => smallReceipt.blocks).flat(), cut: 'partial' },
  profile,
  glyphs,
).bytes;

const troubles: readonly {
  readonly reason: PrinterReason;
  readonly status: 'offline' | 'error';
  readonly make: (printer: VirtualPrinter) => void;
  readonly mend: (printer: VirtualPrinter) => void;
}[] = [
  { reason: 'paper-out', status: 'offline', make: (it) => it.takePaperOut(), mend: (it) => it.loadPaper() },
  { reason: 'cover-open', status: 'offline', make: (it) => it.openCover(), mend: (it) => it.closeCover() },
  {
    reason: 'head-hot',
    status: 'offline',
    make: (it) => it.setHeadHot(true),
    mend: (it) => it.setHeadHot(false),
  },
  {
    reason: 'no-answer',
    status: 'offline',
    make: (it) => it.setAnswering(false),
    mend: (it) => it.setAnswering(true),
  },
  {
    reason: 'nonsense',
    status: 'error',
    make: (it) => it.setNonsense(true),
    mend: (it) => it.setNonsense(false),
  },
  {
    reason: 'stalled',
    status: 'offline',
    make: (it) => it.setStalled(true),
    mend: (it) => it.setStalled(false),
  },
  {
    reason: 'recoverable',
    status: 'error',
    make: (it) => it.setError('recoverable'),
    mend: (it) => it.setError(undefined),
  },
  {
    reason: 'unrecoverable',
    status: 'error',
    make: (it) => it.setError('unrecoverable'),
    mend: (it) => it.setError(undefined),
  },
];
describe('a trouble', () => {
  for (const { reason, status, make, mend } of troubles) {
    test(`${reason}: is named, noted as the last fault, and passes when it is mended`, async () => {
      const { time, device, printer, print } = await bench();
      expect(device.lastFault).toBeUndefined();
      make(printer);
      await time.advance(12_000);
      expect(device.state).toEqual({ status, reason });
      expect(device.lastFault).toMatchObject({ reason });
      expect(await time.until(print())).toMatchObject({ ok: false, error: { kind: 'not-ready' } });
      mend(printer);
      await time.advance(12_000);
      expect(device.state).toEqual({ status: 'enabled' });
      expect(await time.until(print())).toMatchObject({ ok: true });
      // It stays for the technician who comes later.
      expect(device.lastFault).toMatchObject({ reason });
    });
  }

  test('a recoverable error ends when the printer is told to go on', async () => {
    const { time, device, printer } = await bench();
    printer.setError('recoverable');
    await time.advance(3_000);
    await device.recover('retry');
    await time.advance(3_000);
    expect(device.state).toEqual({ status: 'enabled' });
  });

  test('another device at the other end is nonsense from the start', async () => {
    const { time, device, printer, wire } = await bench();
    wire.unplug();
    printer.setNonsense(true);
    wire.replug();
    await time.advance(10_000);
    expect(device.state).toEqual({ status: 'error', reason: 'nonsense' });
    expect(device.counters.nonsenseBytes).toBeGreaterThan(0);
    expect(device.lastFault?.detail).toMatch(/^\d+ bytes that are no status$/);
  });

  test('one stray byte is no reason to distrust a printer', async () => {
    const { time, device, printer } = await bench();
    let strays = 1;
    printer.onSend(() => {});
    printer.schedule.watch(() => {
      if (strays > 0) printer.setNonsense(true);
      strays -= 1;
      queueMicrotask(() => printer.setNonsense(false));
    });
    await time.advance(20_000);
    expect(device.state).toEqual({ status: 'enabled' });
  });
});

describe('a job whose bytes are not taken', () => {
  async function stalledJob(): Promise<Bench & { readonly job: ReturnType<Bench['print']> }> {
    const on = await bench();
    on.printer.schedule.watch(({ event, byte }) => {
      if (event === 'print' && byte === 1_500) on.printer.setStalled(true);
    });
    return { ...on, job: on.print(longJob) };
  }

  test('is shown as stalled, and goes on when they are', async () => {
    const { time, device, printer, job } = await stalledJob();
    await time.advance(9_000);
    expect(device.state).toEqual({ status: 'offline', reason: 'stalled' });
    printer.setStalled(false);
    expect(await time.until(job)).toMatchObject({ ok: true });
    expect(device.state).toEqual({ status: 'enabled' });
    expect(printer.papers).toHaveLength(1);
  });

  test('is given back as stalled after its time', async () => {
    const { time, device, job } = await stalledJob();
    const startedAtMs = time.monotonicMs();
    expect(await time.until(job)).toMatchObject({
      ok: false,
      error: { kind: 'interrupted', cause: 'stalled', bytesWritten: 1_024 },
    });
    expect(time.monotonicMs() - startedAtMs).toBeLessThan(30_000 + longJob.length + 3_000);
    expect(device.lastFault).toMatchObject({
      reason: 'stalled',
      detail: `after 1024 of ${longJob.length} bytes`,
    });
  });
});

test('counters count', async () => {
  const { time, device, printer, print } = await bench();
  const repliesBefore = device.counters.statusReplies;
  expect(repliesBefore).toBeGreaterThan(0);
  await time.until(print(longJob));
  printer.runOutAfterLines(1);
  const second = print(longJob);
  await time.advance(3_000);
  device.giveUp();
  await time.until(second);
  printer.loadPaper();
  await time.advance(3_000);
  await time.until(device.kickDrawer());
  expect(device.counters).toMatchObject({
    jobs: 2,
    printed: 1,
    interrupted: 1,
    nonsenseBytes: 0,
    drawerKicks: 1,
  });
  expect(device.counters.bytesOut).toBeGreaterThan(2 * longJob.length);
  expect(device.counters.statusReplies).toBeGreaterThan(repliesBefore);
  expect(Object.values(device.counters).every((count) => Number.isSafeInteger(count) && count >= 0)).toBe(
    true,
  );
});
