// What went wrong elsewhere, rows 19 and 24: receipts as pictures, drawn from the very bytes a printer gets, and read
// back from the dots: every figure, and every bar code and QR code by a decoder that knows nothing of how they were made.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { encodeReceipt } from '../../../drivers/printer/encode-receipt.ts';
import { createGlyphSource } from '../../../drivers/printer/glyph-source.ts';
import { printableText } from '../../../drivers/printer/text-columns.ts';
import { VirtualPrinter } from '../../../fixtures/simulators/virtual-printer.ts';
import { figuresOf, type ReadLine, readPaper } from '../../support/read-paper.ts';
import { expectGoldenPng, expectGoldenText } from '../support/golden.ts';
import { type GoldenReceipt, goldenReceipts } from './golden-receipts.ts';

const folder = join(import.meta.dirname, '../../../fixtures/receipts/printer');
const glyphs = createGlyphSource();

beforeAll(async () => {
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const wasmBinary = Uint8Array.from(readFileSync(path)).buffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
});

function print({ document, profile }: GoldenReceipt) {
  const { bytes, text } = encodeReceipt(document, profile, glyphs);
  const commands: string[] = [];
  const printer = new VirtualPrinter({ widthDots: profile.dots, glyphs });
  printer.traceCommands((command) => commands.push(command));
  printer.receive(bytes);
  return { text, commands, printer, png: printer.papers[0]?.png ?? Buffer.of() };
}

for (const receipt of goldenReceipts) {
  const { name, profile, document, due, codes } = receipt;
  const printed = print(receipt);
  let seen: readonly ReadLine[] | undefined;
  const readBack = () => {
    seen ??= readPaper(printed.png, glyphs, printed.text);
    return seen;
  };

  describe(`${name} on ${profile.id}`, () => {
    test('is the golden one: text, commands and dots', () => {
      const file = join(folder, `${name}-${profile.id}`);
      expectGoldenText(`${file}.txt`, printed.text);
      expectGoldenText(`${file}.commands.txt`, `${printed.commands.join('\n')}\n`);
      expect(printed.printer.papers).toHaveLength(1);
      expectGoldenPng(`${file}.png`, printed.png);
    });

    test('every word and figure at the right edge stands on the paper, in order', () => {
      const lines = readBack().map((line) => line.text);
      const wanted = document.blocks.flatMap((block) =>
        block.kind === 'columns' && block.right !== '' ? [printableText(block.right)] : [],
      );
      let at = 0;
      for (const right of wanted) {
        const found = lines.findIndex((line, i) => i >= at && line.endsWith(right));
        expect(found, `${right} after line ${at} of\n${lines.join('\n')}`).toBeGreaterThanOrEqual(0);
        expect(figuresOf(lines[found]?.slice(-right.length) ?? '')).toEqual(figuresOf(right));
        at = found + 1;
      }
    });

    if (due !== undefined) {
      test('the total is in double size and is the sum', () => {
        const big = readBack().filter((line) => line.size === 2 && line.text.includes('合計'));
        expect(big).toHaveLength(1);
        expect(figuresOf(big[0]?.text.replace('NT$', ' ') ?? '')).toEqual([due]);
      });
    }

    if (codes !== undefined) {
      test('bar codes and QR codes are read from the dots', async () => {
        const read = await readBarcodes(new Uint8Array(printed.png), {
          tryHarder: true,
          maxNumberOfSymbols: 8,
        });
        expect(read.map((code) => code.text).sort()).toEqual([...codes].sort());
      });
    }
  });
}

test('both QR codes of a proof are of one size, in a version of at least 6', async () => {
  for (const receipt of goldenReceipts.filter((one) => one.name === 'proof')) {
    const read = await readBarcodes(new Uint8Array(print(receipt).png), { formats: ['QRCode'] });
    const sizes = read.map(({ position }) => position.topRight.x - position.topLeft.x);
    expect(sizes).toHaveLength(2);
    expect(Math.abs((sizes[0] ?? 0) - (sizes[1] ?? 0))).toBeLessThanOrEqual(2);
    expect(read.map((code) => Number(code.version)).every((version) => version >= 6 && version <= 9)).toBe(
      true,
    );
  }
});
