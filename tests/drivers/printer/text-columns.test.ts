import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  charactersOf,
  columnsOf,
  printableText,
  wrapColumns,
} from '../../../drivers/printer/text-columns.ts';

const widths = [
  { text: 'ABC 12', columns: 6 },
  { text: '美式咖啡', columns: 8 },
  { text: '咖啡 x2', columns: 7 },
  { text: '２×', columns: 4 },
  { text: 'é', columns: 2 }, // not in the one-byte font, so it takes a picture cell
  { text: '👨‍👩‍👧', columns: 2 }, // one character to the reader
  { text: '葛\u{e0100}', columns: 2 }, // with a variation selector
  { text: '', columns: 0 },
];
describe('columns of', () => {
  for (const { text, columns } of widths) test(`"${text}"`, () => expect(columnsOf(text)).toBe(columns));
});

const wraps = [
  { name: 'a line that fits', text: '美式咖啡', columns: 8, lines: ['美式咖啡'] },
  { name: 'Chinese anywhere', text: '美式咖啡中杯', columns: 8, lines: ['美式咖啡', '中杯'] },
  { name: 'an odd width', text: '美式咖啡', columns: 7, lines: ['美式咖', '啡'] },
  { name: 'letters between words', text: 'iced latte large', columns: 10, lines: ['iced latte', 'large'] },
  { name: 'a word with the Chinese before it', text: '咖啡latte', columns: 8, lines: ['咖啡', 'latte'] },
  { name: 'a word longer than a line', text: 'ABCDEFGHIJKL', columns: 5, lines: ['ABCDE', 'FGHIJ', 'KL'] },
  { name: 'no pause at the start', text: '謝謝光臨，再會', columns: 8, lines: ['謝謝光', '臨，再會'] },
  { name: 'no closing bracket at the start', text: '購物袋（大）', columns: 10, lines: ['購物袋（', '大）'] },
  { name: 'an indent for all its lines', text: '  第二件八折', columns: 8, lines: ['  第二件', '  八折'] },
  { name: 'line ends', text: '一\n\n二', columns: 8, lines: ['一', '', '二'] },
  { name: 'nothing', text: '', columns: 8, lines: [''] },
  { name: 'a character wider than the paper', text: '美式', columns: 1, lines: ['美', '式'] },
];
describe('wrapping', () => {
  for (const { name, text, columns, lines } of wraps) {
    test(name, () => expect(wrapColumns(text, columns)).toEqual(lines));
  }

  test('never splits a character, never overflows, loses nothing but blanks', () => {
    const character = fc.constantFrom(
      '美',
      '，',
      '）',
      'é',
      '堃',
      '😀',
      '葛\u{e0100}',
      'A',
      'b',
      '7',
      ' ',
      ' ',
      '-',
      '.',
    );
    const text = fc.array(character, { maxLength: 60 }).map((characters) => characters.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 20 }), (input, columns) => {
        const lines = wrapColumns(input, columns);
        for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
        const letters = (some: string) => charactersOf(some).filter((one) => one.trim() !== '');
        expect(lines.flatMap(letters)).toEqual(letters(input));
      }),
    );
  });
});

const safe = [
  { name: 'an escape sequence in a name', text: 'A\u001b@\u0010\u0014\u0001B', printable: 'A@B' },
  { name: 'line ends of all kinds', text: 'a\r\nb\rc\u2028d', printable: 'a\nb\nc\nd' },
  { name: 'a tab', text: 'a\tb', printable: 'a b' },
  { name: 'half a surrogate pair', text: 'a\ud83d', printable: 'a\ufffd' },
  { name: 'a minus sign and a hard blank of a screen', text: '\u221213\u00a0元', printable: '-13 元' },
  { name: 'a letter and its accent apart', text: 'e\u0301', printable: 'é' },
  { name: 'text that turns direction', text: 'a\u202eb', printable: 'ab' },
];
describe('printable text of', () => {
  for (const { name, text, printable } of safe) test(name, () => expect(printableText(text)).toBe(printable));

  test('anything holds no control character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 24 }), (text) => {
        expect(/(?!\n)[\p{Cc}\p{Cs}]/u.test(printableText(text))).toBe(false);
      }),
    );
  });
});
