// What went wrong elsewhere, row 23: a fault at every byte of a receipt. The job must never be called printed when it
// is not whole, the next one must come out clean, and nothing may hang.
import { describe, expect, test } from 'vitest';
import { encodeReceipt } from '../../../drivers/printer/encode-receipt.ts';
import type { VirtualPrinter } from '../../../fixtures/simulators/virtual-printer.ts';
import { type Bench, bench, glyphs, profile, smallJob, smallReceipt } from './printer-bench.ts';

/** A receipt with a picture line, so that some faults fall into image data. */
const pictured = encodeReceipt(
  {
    blocks: [{ kind: 'text', text: '堃記商行' }, ...smallReceipt.blocks, { kind: 'rule', style: 'double' }],
    cut: 'full',
  },
  profile,
  glyphs,
);
const jobs = [
  { name: 'text', bytes: smallJob.bytes, step: 5 },
  { name: 'text and pictures', bytes: pictured.bytes, step: 53 },
];

/** Every line of the small receipt, as the simulator reads it back. */
const wholeLines = smallJob.text
  .trimEnd()
  .split('\n')
  .map((line) => line.trim());

function wholeReceipts(printer: VirtualPrinter): number {
  return printer.papers.filter((paper) => {
    const lines = paper.text.split('\n').map((line) => line.trim());
    return wholeLines.every((line) => lines.includes(line));
  }).length;
}

function offsets(length: number, step: number): number[] {
  const sampled = Array.from({ length: Math.floor(length / step) + 1 }, (_, i) => i * step);
  return [...new Set([...sampled, length - 1, length, length + 1, length + 2])];
}

/** What the bench does when the job's first byte is about to leave. */
async function printWith(on: Bench, bytes: Uint8Array, atFirstByte: () => void) {
  const job = on.device.print(bytes, { onFirstByte: async () => atFirstByte() });
  return on.time.until(job);
}

for (const { name, bytes, step } of jobs) {
  describe(`a receipt of ${name}`, () => {
    test('the printer loses power after any number of bytes', async () => {
      for (const offset of offsets(bytes.length, step)) {
        const on = await bench();
        const result = await printWith(on, bytes, () => on.printer.dieAfterBytes(offset));
        expect(result, `${offset}`).toMatchObject({
          ok: false,
          error: { kind: 'interrupted', cause: 'link-lost' },
        });
        expect(wholeReceipts(on.printer)).toBeLessThanOrEqual(1);
        const before = on.printer.papers.length;
        on.printer.powerOn();
        await on.time.advance(3_000);
        expect(await on.time.until(on.print(bytes)), `after ${offset}`).toMatchObject({ ok: true });
        expect(on.printer.papers).toHaveLength(before + 1);
        expect(wholeReceipts(on.printer)).toBeGreaterThanOrEqual(1);
        await on.time.until(on.device.close());
      }
    });

    test('the cable breaks after any number of bytes, and the printer keeps half a command', async () => {
      for (const offset of offsets(bytes.length, step)) {
        const on = await bench();
        const result = await printWith(on, bytes, () => on.cutAfter(offset));
        expect(result, `${offset}`).toMatchObject({
          ok: false,
          error: { kind: 'interrupted', cause: 'link-lost' },
        });
        on.mend();
        await on.time.advance(10_000);
        const before = on.printer.papers.length;
        expect(await on.time.until(on.print(bytes)), `after ${offset}`).toMatchObject({ ok: true });
        expect(on.printer.papers).toHaveLength(before + 1);
        const last =
          on.printer.papers
            .at(-1)
            ?.text.split('\n')
            .map((line) => line.trim()) ?? [];
        for (const line of wholeLines) expect(last, `after ${offset}`).toContain(line);
        expect(on.printer.events.some((event) => event.kind === 'kick')).toBe(false);
        await on.time.until(on.device.close());
      }
    });

    test('power comes back behind a standing serial line: printed is only said of what was printed whole', async () => {
      for (const offset of offsets(bytes.length, 3 * step)) {
        const on = await bench({ hasPoweredPort: false });
        const result = await printWith(on, bytes, () => on.printer.dieAfterBytes(offset));
        expect(result, `${offset}`).toMatchObject({ ok: false, error: { kind: 'interrupted' } });
        on.printer.powerOn();
        await on.time.advance(10_000);
        expect(await on.time.until(on.print(bytes)), `after ${offset}`).toMatchObject({ ok: true });
        expect(wholeReceipts(on.printer)).toBeGreaterThanOrEqual(1);
        await on.time.until(on.device.close());
      }
    });

    test('paper ends after any number of lines: one whole receipt in the end, never two', async () => {
      for (let lines = 1; lines <= wholeLines.length; lines += 1) {
        const on = await bench();
        const job = printWith(on, bytes, () => on.printer.runOutAfterLines(lines));
        await on.time.advance(45_000);
        expect(on.device.state, `${lines}`).toEqual({ status: 'offline', reason: 'paper-out' });
        on.printer.loadPaper();
        expect(await job).toEqual({ ok: true, value: { confirmed: 'status' } });
        expect(wholeReceipts(on.printer)).toBe(1);
        await on.time.until(on.device.close());
      }
    });
  });
}
