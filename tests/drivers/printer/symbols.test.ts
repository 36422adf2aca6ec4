import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBlack } from '../../../drivers/printer/bitmap.ts';
import { encodeReceipt, tryEncodeReceipt } from '../../../drivers/printer/encode-receipt.ts';
import { createGlyphSource } from '../../../drivers/printer/glyph-source.ts';
import { type PrinterProfile, printerProfiles } from '../../../drivers/printer/profiles.ts';
import { hasRealTimeSequence } from '../../../drivers/printer/raster.ts';
import { drawSymbol, type SymbolBlock } from '../../../drivers/printer/symbols.ts';
import { VirtualPrinter } from '../../../fixtures/simulators/virtual-printer.ts';

const glyphs = createGlyphSource();
const { 'generic-58': narrow, 'generic-80': wide, 'epson-512': epson } = printerProfiles;
const noModule1: PrinterProfile = { ...narrow, isModule1Ok: false };
const bars = (symbology: 'code-39' | 'code-128' | 'ean-13', text: string): SymbolBlock => ({
  kind: 'barcode',
  symbology,
  text,
  heightMm: 8,
  isTextShown: false,
});
const qr = (text: string): SymbolBlock => ({ kind: 'qr', text });
const pair = (left: string, right: string): SymbolBlock => ({ kind: 'qr-pair', left, right });

// peripherals: Code 39 width = (n + 2)(6 narrow + 3 wide) + (n + 1) narrow; QR with quiet zone = 3 (17 + 4 v + 8).
const widths: readonly {
  readonly name: string;
  readonly block: SymbolBlock;
  readonly on: PrinterProfile;
  readonly gives: number | 'too-wide' | 'too-long' | 'not-encodable';
}[] = [
  {
    name: '19 characters on 58 mm: 1 to 3',
    block: bars('code-39', '11312AC300051847158'),
    on: narrow,
    gives: 335,
  },
  {
    name: '19 on 512 dots: 2 to 4 is 544',
    block: bars('code-39', '11312AC300051847158'),
    on: epson,
    gives: 335,
  },
  { name: '19 on 80 mm: 2 to 4', block: bars('code-39', '11312AC300051847158'), on: wide, gives: 544 },
  {
    name: '19 without one-dot bars',
    block: bars('code-39', '11312AC300051847158'),
    on: noModule1,
    gives: 'too-wide',
  },
  { name: '9 on 58 mm: 2 to 6', block: bars('code-39', '0811100A1'), on: narrow, gives: 350 },
  { name: '16 on 58 mm: 1 to 3', block: bars('code-39', '0811100A10000000'), on: narrow, gives: 287 },
  { name: '24 on 58 mm', block: bars('code-39', '1'.repeat(24)), on: narrow, gives: 337 },
  { name: '28 on 58 mm', block: bars('code-39', '1'.repeat(28)), on: narrow, gives: 'too-wide' },
  { name: 'lower case in Code 39', block: bars('code-39', 'abc'), on: wide, gives: 'not-encodable' },
  { name: 'nothing', block: bars('code-39', ''), on: wide, gives: 'not-encodable' },
  { name: 'EAN-13: 95 modules of 3', block: bars('ean-13', '4710018000003'), on: narrow, gives: 285 },
  {
    name: 'EAN-13 with a wrong check digit',
    block: bars('ean-13', '4710018000004'),
    on: narrow,
    gives: 'not-encodable',
  },
  { name: 'Chinese in Code 128', block: bars('code-128', '咖啡'), on: wide, gives: 'not-encodable' },
  { name: 'a pair is of version 6 at least', block: pair('a', 'b'), on: narrow, gives: 294 },
  {
    name: 'a pair with 194 bytes is of version 8',
    block: pair('a'.repeat(190), '**'),
    on: narrow,
    gives: 342,
  },
  {
    name: 'a pair of more than version 9 holds',
    block: pair('a'.repeat(231), '**'),
    on: wide,
    gives: 'too-long',
  },
  { name: 'an empty half', block: pair('', 'b'), on: wide, gives: 'too-long' },
  { name: 'one short QR code', block: qr('a'), on: narrow, gives: 87 },
  { name: 'one long QR code on narrow paper', block: qr('a'.repeat(1_500)), on: narrow, gives: 'too-wide' },
  { name: 'more than any QR code holds', block: qr('a'.repeat(3_000)), on: wide, gives: 'too-long' },
];
describe('a symbol is as wide as it must be, or refused', () => {
  for (const { name, block, on, gives } of widths) {
    test(`${name}: ${gives}`, () => {
      const drawn = drawSymbol(block, on);
      expect(drawn.ok ? drawn.value.widthDots : drawn.error.kind).toBe(gives);
    });
  }

  test('with what was wrong and where, and nothing is encoded', () => {
    const document = {
      blocks: [{ kind: 'feed', lines: 1 } as const, bars('code-39', '1'.repeat(28))],
      cut: 'full' as const,
    };
    expect(tryEncodeReceipt(document, narrow, glyphs)).toEqual({
      ok: false,
      error: { block: 1, symbol: 'barcode', why: { kind: 'too-wide', leastDots: 389, paperDots: 384 } },
    });
    expect(() => encodeReceipt(document, narrow, glyphs)).toThrow(
      'every symbol of this document fits the paper',
    );
  });
});

test('in plain text a symbol has a place of its own', () => {
  const blocks = [
    bars('code-39', 'AB-1'),
    { ...bars('ean-13', '4710018000003'), isTextShown: true },
    qr('abc'),
    pair('ab', 'c'),
  ];
  const { text } = encodeReceipt({ blocks, cut: 'none' }, narrow, glyphs);
  expect(text.split('\n').map((line) => line.trim())).toEqual([
    '[條碼 AB-1]',
    '[條碼]',
    '4710018000003',
    '[QR 碼 3 字]',
    '[QR 碼 2 字] [QR 碼 1 字]',
    '',
  ]);
});

test('any symbol reaches the paper in its exact shape, moved by two dots at most, and holds no real-time command', () => {
  const code39 = fc.string({
    unit: fc.constantFrom(...'0123456789ABCXYZ-. $/+%'),
    minLength: 1,
    maxLength: 19,
  });
  const code128 = fc.string({ unit: fc.constantFrom(...'abcXYZ019!~ -_{}'), minLength: 1, maxLength: 18 });
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
  const symbol = fc.oneof(
    code39.map((it) => bars('code-39', it)),
    code128.map((it) => bars('code-128', it)),
    text.map(qr),
    fc.tuple(text, text).map(([left, right]) => pair(left, right)),
  );
  fc.assert(
    fc.property(symbol, fc.constantFrom(narrow, wide, epson), (block, profile) => {
      const drawn = drawSymbol(block, profile);
      if (!drawn.ok) return;
      const { bytes } = encodeReceipt({ blocks: [block], cut: 'none' }, profile, glyphs);
      expect(hasRealTimeSequence(bytes)).toBe(false);
      const images: string[] = [];
      const printer = new VirtualPrinter({ widthDots: profile.dots, glyphs });
      printer.traceCommands((command) => images.push(command));
      printer.receive(bytes);
      expect(printer.events.some((event) => event.kind === 'real-time' || event.kind === 'unknown')).toBe(
        false,
      );
      const at = bytes.findIndex((byte, i) => byte === 0x1d && bytes[i + 1] === 0x76);
      const bytesPerRow = bytes[at + 4] ?? 0;
      const { value } = drawn;
      const row = (x: number, y: number) =>
        ((bytes[at + 8 + y * bytesPerRow + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
      const left = Math.floor((profile.dots - value.widthDots) / 2);
      const isShape = (shift: number) => {
        for (let y = 0; y < Math.min(value.heightDots, 256); y += 1) {
          for (let x = 0; x < 8 * bytesPerRow; x += 1)
            if (row(x, y) !== isBlack(value, x - left - shift, y)) return false;
        }
        return true;
      };
      expect([0, 1, 2].some(isShape)).toBe(true);
    }),
    { numRuns: 40 },
  );
});
