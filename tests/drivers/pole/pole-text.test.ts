import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import {
  canShow,
  centreRow,
  cutToColumns,
  encodeRow,
  fitRow,
  type PoleFont,
  pairRow,
  shownText,
  textFor,
} from '../../../drivers/pole/pole-text.ts';
import { columnsOf } from '../../../drivers/printer/text-columns.ts';

const big5: PoleFont = { columns: 20, encoding: 'cp950', hasEtenExtension: false };
const ascii: PoleFont = { ...big5, encoding: 'ascii' };
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('中', '堃', '碁', 'é', 'A', '1', ' ', '👨‍👩‍👧', '\n', '\x1b', 'ﬁ') }),
);

const shown = [
  { text: 'Café ＡＢ×2 – “ok”', onBig5: 'Cafe ＡＢ×2 – “ok”', onAscii: 'Cafe ABx2 - "ok"' },
  { text: '拿鐵 L', onBig5: '拿鐵 L', onAscii: '   L' },
  { text: '陳堃瑋', onBig5: '陳□瑋', onAscii: '   ' },
  { text: '碁峰', onBig5: '□峰', onAscii: '  ' },
  { text: '👨‍👩‍👧!', onBig5: '□□□!', onAscii: '   !' },
  { text: 'a\nb\tc\x1bs\x01d', onBig5: 'a b csd', onAscii: 'a b csd' },
];
describe('shown text', () => {
  for (const { text, onBig5, onAscii } of shown) {
    test(JSON.stringify(text), () => {
      // En dash and curly quotes are in Big5, where they take two columns.
      expect(shownText(text, big5)).toBe(onBig5);
      expect(shownText(text, ascii)).toBe(onAscii);
    });
  }

  test('has the ETEN characters where the font has them', () =>
    expect(shownText('碁峰', { ...big5, hasEtenExtension: true })).toBe('碁峰'));
});

test('of two wordings an ASCII display gets the one that it can show whole', () => {
  expect(textFor('可口可樂 600ml', 'Coke 600ml', big5)).toBe('可口可樂 600ml');
  expect(textFor('可口可樂 600ml', 'Coke 600ml', ascii)).toBe('Coke 600ml');
  expect(textFor('Café', 'Coffee', ascii)).toBe('Café');
  expect(canShow('ＡＢ', ascii)).toBe(true);
  expect(canShow('堃', big5)).toBe(false);
});

const rows = [
  { name: 'pads', got: fitRow('ab', 5), wanted: 'ab   ' },
  { name: 'cuts', got: fitRow('abcdef', 5), wanted: 'abcde' },
  { name: 'never half a character', got: fitRow('拿鐵咖', 5), wanted: '拿鐵 ' },
  { name: 'cuts to nothing', got: cutToColumns('中', 1), wanted: '' },
  { name: 'centres', got: centreRow('歡迎', 9), wanted: '  歡迎   ' },
  { name: 'centres what is too long', got: centreRow('歡迎光臨', 5), wanted: '歡迎 ' },
  { name: 'pairs', got: pairRow('拿鐵', '$50', 10), wanted: '拿鐵   $50' },
  { name: 'pairs, the left giving way', got: pairRow('拿鐵咖啡', '$50', 10), wanted: '拿鐵咖 $50' },
  { name: 'pairs, no room at the left', got: pairRow('拿鐵', '$50', 3), wanted: '$50' },
];
describe('a row', () => {
  for (const { name, got, wanted } of rows) test(name, () => expect(got).toBe(wanted));

  test('goes out as raw Big5', () =>
    expect(Buffer.from(encodeRow('歡迎 A', { ...big5, columns: 8 })).toString('hex')).toBe(
      'c577aaef20412020',
    ));
});

test('any text gives one byte a column, without controls and without half a character', () => {
  fc.assert(
    fc.property(
      anyText,
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(big5, ascii),
      (text, columns, font) => {
        const bytes = encodeRow(text, { ...font, columns });
        expect(bytes).toHaveLength(columns);
        expect(bytes.every((byte) => byte >= 0x20 && byte !== 0x7f)).toBe(true);
        if (font.encoding === 'ascii') {
          expect(bytes.every((byte) => byte < 0x7f)).toBe(true);
          return;
        }
        const read = iconv.decode(Buffer.from(bytes), 'cp950');
        expect(read).not.toContain('\ufffd');
        expect(Uint8Array.from(iconv.encode(read, 'cp950'))).toEqual(bytes);
      },
    ),
    { numRuns: 500 },
  );
});

test('what is shown once is shown the same again', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom(big5, ascii), (text, font) => {
      const once = shownText(text, font);
      expect(shownText(once, font)).toBe(once);
      expect(canShow(once, font)).toBe(true);
      expect(columnsOf(fitRow(once, 20))).toBe(20);
    }),
    { numRuns: 500 },
  );
});
