import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cartRows, runsOf } from '../../../src-renderer/cashier/sell/cart-rows.ts';
import { noteExplained, noteLines, noteName } from '../../../src-renderer/cashier/sell/note-words.ts';
import { wordsIn } from '../../../src-renderer/i18n/catalogue.ts';
import { EXPLAINED, noteOn } from '../sell-states.ts';
import { cartOf } from '../views.ts';

const zh = wordsIn['zh-TW'];

/** The rows as a person reads them: `4[` begins a bracket, `|5` runs in one, `tea]` ends it, a bare name stands free. */
function read(lineCount: number, ...notes: Parameters<typeof noteOn>[]): readonly string[] {
  return shown(
    lineCount,
    notes.map((each) => noteOn(...each)),
  );
}

function shown(lineCount: number, notes: readonly ReturnType<typeof noteOn>[]): readonly string[] {
  return cartRows({ lines: cartOf(lineCount).lines, notes }).map((row) => {
    const name = row.kind === 'note' ? row.note.noteId : String(row.line.number);
    if (row.group === 'start') return `${name}[`;
    if (row.group === 'end') return `${name}]`;
    return row.group === 'middle' ? `|${name}` : name;
  });
}

const share = (...numbers: readonly number[]) => numbers.map((number) => [number, 1] as const);

describe('where notes stand', () => {
  test('without notes there are lines alone', () => {
    expect(read(3)).toEqual(['1', '2', '3']);
  });

  test('under the last line that it touches, tied to its neighbours', () => {
    expect(read(5, ['tea', '', share(3, 4)])).toEqual(['1', '2', '3[', '|4', 'tea]', '5']);
  });

  test('a line of its own is tied as well', () => {
    expect(read(2, ['one', '', share(1)])).toEqual(['1[', 'one]', '2']);
  });

  test('lines that are no neighbours are not moved; the note names them', () => {
    expect(read(4, ['far', '', share(1, 3)])).toEqual(['1', '2', '3', 'far', '4']);
  });

  test('a second note on the same lines stands free under the first', () => {
    expect(read(2, ['a', '', share(1, 2)], ['b', '', share(1, 2)])).toEqual(['1[', '|2', 'a]', 'b']);
  });

  test('a note inside a bracket lets its line run past', () => {
    expect(read(2, ['pair', '', share(1, 2)], ['hand', '', share(1)])).toEqual([
      '1[',
      '|hand',
      '|2',
      'pair]',
    ]);
  });

  test('a bracket over more than four lines would say less than their numbers', () => {
    expect(read(5, ['all', '', share(1, 2, 3, 4, 5)])).toEqual(['1', '2', '3', '4', '5', 'all']);
  });

  test('the order of the shares does not matter', () => {
    expect(read(3, ['tea', '', share(3, 2)])).toEqual(['1', '2[', '|3', 'tea]']);
  });

  test('a note about lines that are gone is left out', () => {
    expect(read(1, ['gone', '', share(7)])).toEqual(['1']);
  });

  test('that stamps are kept is said under the line, in the bracket or out of it', () => {
    const { lines } = cartOf(2);
    const kept = lines.map((line) => ({ ...line, isRedemptionDeclined: true as const }));
    const rows = cartRows({ lines: kept, notes: [noteOn('pair', '', share(1, 2))] });
    expect(rows.map(({ kind, group }) => `${kind} ${group}`)).toEqual([
      'line start',
      'declined middle',
      'line middle',
      'note end',
      'declined null',
    ]);
  });

  test('each line and each note is there once, lines in their order, brackets whole', () => {
    const someNotes = fc.array(
      fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 5 }),
      {
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(someNotes, (numbers) => {
        const notes = numbers.map((each, index) => noteOn(`n${index}`, '', share(...each)));
        const rows = cartRows({ lines: cartOf(8).lines, notes });
        const lines = rows.flatMap((row) => (row.kind === 'line' ? [row.line.number] : []));
        expect(lines).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
        const ids = rows.flatMap((row) => (row.kind === 'note' ? [row.note.noteId] : []));
        expect(ids.toSorted()).toEqual(notes.map(({ noteId }) => noteId).toSorted());
        let isInside = false;
        for (const { group } of rows) {
          expect(isInside).toBe(group === 'middle' || group === 'end');
          isInside = group === 'start' || (isInside && group !== 'end');
        }
        expect(isInside).toBe(false);
      }),
    );
  });
});

describe('what notes say', () => {
  const tea = noteOn(
    'tea',
    '任選 2 件 8 折',
    [
      [4, 7],
      [5, 6],
    ],
    { before: 65, after: 52 },
  );

  test('what the units cost before and after, and each line’s share', () => {
    expect(noteExplained(tea, cartOf(5).lines, zh)).toBe('65 付 52：每朝健康 −7、純喫茶 −6');
    expect(noteExplained(tea, cartOf(5).lines, wordsIn.en)).toBe('52 instead of 65: 每朝健康 −7, 純喫茶 −6');
  });

  test('names that are alike get their numbers', () => {
    const lines = cartOf(5).lines.map((line) => ({ ...line, name: '純喫茶 綠茶' }));
    expect(noteExplained(tea, lines, zh)).toBe('65 付 52：4 純喫茶 −7、5 純喫茶 −6');
  });

  test('a single line needs no share', () => {
    expect(noteExplained(noteOn('one', '', [[1, 9]], { before: 98, after: 89 }), [], zh)).toBe('98 付 89');
  });

  test.each([
    [[2, 7], '第 2、7 項'],
    [[3, 2, 4, 7], '第 2–4、7 項'],
    [[1], '第 1 項'],
  ])('lines %j', (numbers, said) => {
    expect(noteLines(numbers, zh.say)).toBe(said);
  });

  test('runs keep every number', () => {
    const some = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 20 });
    fc.assert(
      fc.property(some, (numbers) => {
        const back = runsOf(numbers).flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, index) => from + index),
        );
        expect(back).toEqual(numbers.toSorted((a, b) => a - b));
      }),
    );
  });

  test.each([
    ['manual-line', '折扣'],
    ['manual-sale', '整筆折扣'],
    ['reduction', '點數折抵'],
    ['transaction', '優惠'],
  ] as const)('what a person gave is named by its step: %s', (step, said) => {
    expect(noteName(noteOn('x', '', [[1, 1]], { step, label: null }), zh)).toBe(said);
  });

  test('a promotion is named in the language of the screen where it has a name in it', () => {
    const [translated, , chinese] = EXPLAINED.notes;
    if (translated === undefined || chinese === undefined) throw new Error('the story has three notes');
    expect(noteName(translated, wordsIn.en)).toBe('Two bottled teas 20% off');
    expect(noteName(chinese, wordsIn.en)).toBe('鮮乳配飯糰 折 14');
  });
});
