// Receipts as a printer would put them on paper: what holds for any receipt. Pictures: receipt-pictures.test.ts.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeReceipt } from '../../../drivers/printer/encode-receipt.ts';
import { createGlyphSource } from '../../../drivers/printer/glyph-source.ts';
import { columnsOfProfile, type PrinterProfile, printerProfiles } from '../../../drivers/printer/profiles.ts';
import { hasRealTimeSequence } from '../../../drivers/printer/raster.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../../drivers/printer/receipt-document.ts';
import { columnsOf } from '../../../drivers/printer/text-columns.ts';
import { VirtualPrinter } from '../../../fixtures/simulators/virtual-printer.ts';
import { plainSale, rareNames } from './sample-receipts.ts';

const glyphs = createGlyphSource();
const { 'generic-58': narrow, 'generic-80': wide } = printerProfiles;
const mainland: PrinterProfile = { ...wide, id: 'raster-80', chineseEncoding: 'raster' };
const modern: PrinterProfile = { ...narrow, id: 'eten-58', hasEtenExtension: true };

function print(document: ReceiptDocument, profile: PrinterProfile, printerGlyphs = glyphs) {
  const { bytes, text } = encodeReceipt(document, profile, glyphs);
  const commands: string[] = [];
  const printer = new VirtualPrinter({ widthDots: profile.dots, glyphs: printerGlyphs });
  printer.traceCommands((command) => commands.push(command));
  printer.receive(bytes);
  return { bytes, text, commands, printer };
}

test('a picture does not depend on what was drawn before it', () => {
  const fresh = print(plainSale, wide, createGlyphSource()).printer.papers[0]?.png;
  print(rareNames, wide);
  expect(print(plainSale, wide).printer.papers[0]?.png.equals(fresh ?? Buffer.of())).toBe(true);
});

describe('characters that the font lacks', () => {
  test('go out as a picture of their line, all others as text', () => {
    const lines = print(rareNames, narrow).printer.papers[0]?.text ?? '';
    // Shop head, member, four articles: each holds one of them; amounts and tender do not.
    expect(lines.match(/\[image 384x(24|48)\]/g)).toHaveLength(6);
    expect(lines).toContain('NT$1,520');
    const onModern = print(rareNames, modern).printer.papers[0]?.text ?? '';
    expect(onModern).toContain('宏碁滑鼠 M501');
  });

  test('look the same as beside it: pictures and text share their columns', () => {
    const line: ReceiptBlock = { kind: 'columns', left: '會員 王○明', right: '1,234' };
    const asText = print({ blocks: [line], cut: 'full' }, wide).printer.papers[0]?.png;
    const asPicture = print({ blocks: [line], cut: 'full' }, mainland).printer.papers[0]?.png;
    expect(asPicture?.equals(asText ?? Buffer.of())).toBe(true);
  });

  test('no question mark is printed for them', () => {
    for (const profile of [narrow, wide, modern, mainland]) {
      expect(print(rareNames, profile).commands.join('\n')).not.toMatch(/text ".*\?/);
    }
  });
});

describe('columns', () => {
  const cases: readonly {
    readonly name: string;
    readonly block: ReceiptBlock;
    readonly lines: readonly string[];
  }[] = [
    {
      name: 'the figure ends at the edge',
      block: { kind: 'columns', left: '美式咖啡', right: '45' },
      lines: ['美式咖啡                      45'],
    },
    {
      name: 'exactly full',
      block: { kind: 'columns', left: '123456789012345678901234567', right: '1,00' },
      lines: ['123456789012345678901234567 1,00'],
    },
    {
      name: 'words that do not fit wrap, the figure stays in its column on the last line',
      block: { kind: 'columns', left: '義美小泡芙 牛奶口味 分享包 超值組合', right: '1,125' },
      lines: ['義美小泡芙 牛奶口味 分享', '包 超值組合                1,125'],
    },
    {
      name: 'a figure wider than half the paper, beside few words',
      block: { kind: 'columns', left: '載具', right: '/AB201+9 手機條碼 尾碼' },
      lines: ['載具      /AB201+9 手機條碼 尾碼'],
    },
    {
      name: 'a figure wider than half the paper has lines of its own when the words are long too',
      block: { kind: 'columns', left: '很長的品名很長的品名很長', right: '1234567890123456789' },
      lines: ['很長的品名很長的品名很長', '             1234567890123456789'],
    },
    {
      name: 'double size has half the columns',
      block: { kind: 'columns', left: '合計', right: 'NT$9', size: 2 },
      lines: ['合計        NT$9'],
    },
    {
      name: 'a line end in a name is a blank',
      block: { kind: 'columns', left: 'a\nb', right: '1' },
      lines: ['a b                            1'],
    },
  ];
  for (const { name, block, lines } of cases) {
    test(name, () => {
      const { text } = encodeReceipt({ blocks: [block], cut: 'none' }, narrow, glyphs);
      expect(text).toBe(`${lines.join('\n')}\n`);
    });
  }
});

test('the library writes what it is trusted with, the rest goes out raw', () => {
  const document: ReceiptDocument = {
    blocks: [{ kind: 'text', text: '許A', align: 'center', size: 2, isBold: true }],
    cut: 'full',
  };
  const { bytes } = encodeReceipt(document, narrow, glyphs);
  expect(Buffer.from(bytes).toString('hex')).toBe(
    [
      '000000', // fills up a command cut off before
      '1b40', // initialise
      '1b5200', // plain ASCII
      '1c2e', // Chinese off
      '1b4a08', // air above a double-size line
      '1b3338', // line spacing
      '1b6101', // centre
      '1d2111', // double size
      '1c5701', // double size for Chinese
      '1b4501 1b3400 1b2d00', // bold, as the library writes it
      '1c26 b35c 1c2e', // 許 in Chinese mode
      '41', // A
      '0a',
      '1b6100', // left
      '1d2100 1c5700',
      '1b4500 1b3400 1b2d00',
      '1b3320',
      '0a0a0a0a', // past the cutter
      '1d5600', // full cut
    ]
      .join('')
      .replaceAll(' ', ''),
  );
});

describe('any receipt', () => {
  const words = fc
    .array(
      fc.constantFrom(
        '美',
        '咖',
        '許',
        '，',
        '堃',
        '碁',
        '峯',
        'A',
        'g',
        '7',
        '$',
        ' ',
        '-',
        '\u001b',
        '\u0010',
        '\u0014',
        '😀',
        '\n',
        '\\',
        '"',
      ),
      { maxLength: 40 },
    )
    .map((characters) => characters.join(''));
  const size = fc.constantFrom<1 | 2>(1, 2);
  const block: fc.Arbitrary<ReceiptBlock> = fc.oneof(
    fc.record({
      kind: fc.constant('text' as const),
      text: words,
      align: fc.constantFrom<'left' | 'center' | 'right'>('left', 'center', 'right'),
      size,
      isBold: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('columns' as const),
      left: words,
      right: words,
      size,
      isBold: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('rule' as const),
      style: fc.constantFrom<'single' | 'double' | 'dashed'>('single', 'double', 'dashed'),
    }),
    fc.record({ kind: fc.constant('feed' as const), lines: fc.integer({ min: 0, max: 5 }) }),
  );
  const receipt: fc.Arbitrary<ReceiptDocument> = fc.record({
    blocks: fc.array(block, { maxLength: 8 }),
    cut: fc.constantFrom<'partial' | 'full' | 'none'>('partial', 'full', 'none'),
  });
  const profile = fc.constantFrom(narrow, wide, mainland, modern);

  test('opens no drawer, asks nothing, holds no real-time command, knows every command it sends', () => {
    fc.assert(
      fc.property(receipt, profile, (document, printerProfile) => {
        const { bytes, printer } = print(document, printerProfile);
        expect(hasRealTimeSequence(bytes)).toBe(false);
        const kinds = new Set(printer.events.map((event) => event.kind));
        for (const kind of ['kick', 'drawer', 'real-time', 'status-asked', 'unknown'])
          expect(kinds).not.toContain(kind);
        expect(printer.events.filter((event) => event.kind === 'cut')).toHaveLength(
          document.cut === 'none' ? 0 : 1,
        );
      }),
      { numRuns: 60 },
    );
  });

  test('never prints beyond the paper: the printer feeds where it is told to and nowhere else', () => {
    fc.assert(
      fc.property(receipt, profile, (document, printerProfile) => {
        const { text, commands, printer } = print(document, printerProfile);
        const lines = printer.events.filter((event) => event.kind === 'line');
        expect(lines).toHaveLength(commands.filter((command) => command === 'LF').length);
        for (const line of text.split('\n')) {
          expect(columnsOf(line)).toBeLessThanOrEqual(columnsOfProfile(printerProfile));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('gives the same bytes each time', () => {
    fc.assert(
      fc.property(receipt, profile, (document, printerProfile) => {
        const once = encodeReceipt(document, printerProfile, glyphs);
        expect(encodeReceipt(document, printerProfile, glyphs)).toEqual(once);
      }),
      { numRuns: 20 },
    );
  });
});

test('columns of the profiles', () => {
  expect([
    columnsOfProfile(narrow),
    columnsOfProfile(narrow, 2),
    columnsOfProfile(wide),
    columnsOfProfile(wide, 2),
  ]).toEqual([32, 16, 48, 24]);
});
