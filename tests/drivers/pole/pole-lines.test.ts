import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moneyText, type PoleLanguage, type PoleView, poleLines } from '../../../drivers/pole/pole-lines.ts';
import { encodeRow } from '../../../drivers/pole/pole-text.ts';
import { type PoleProfileId, poleProfiles } from '../../../drivers/pole/profiles.ts';
import { columnsOf } from '../../../drivers/printer/text-columns.ts';

interface Case {
  readonly view: PoleView;
  readonly language?: PoleLanguage;
  readonly profile?: PoleProfileId;
  readonly lines: readonly [string, string];
}

const cases: readonly Case[] = [
  {
    view: { kind: 'idle', storeName: '日日商店 中山店' },
    lines: ['  日日商店 中山店   ', '      歡迎光臨      '],
  },
  {
    view: { kind: 'idle', storeName: '日日商店', storeNameLatin: 'Daily Store' },
    profile: 'cd5220-ascii',
    lines: ['    Daily Store     ', '      Welcome       '],
  },
  {
    view: { kind: 'idle', storeName: '日日商店' },
    profile: 'cd5220-ascii',
    lines: ['      Welcome       ', '                    '],
  },
  {
    view: { kind: 'line', name: '拿鐵', quantity: 1, amount: 50, total: 150 },
    lines: ['拿鐵             $50', '合計            $150'],
  },
  {
    view: { kind: 'line', name: '經典美式咖啡大杯', quantity: 12, amount: 1_200, total: 1_350 },
    lines: ['經典美式 x12  $1,200', '合計          $1,350'],
  },
  {
    view: { kind: 'line', name: '拿鐵', nameLatin: 'Latte', quantity: 2, amount: 100, total: 100 },
    profile: 'epson-ascii',
    lines: ['Latte x2        $100', 'Total           $100'],
  },
  {
    view: { kind: 'line', name: '拿鐵 L', quantity: 1, amount: 65, total: 65 },
    profile: 'epson-ascii',
    lines: ['Item             $65', 'Total            $65'],
  },
  {
    view: { kind: 'line', name: '退貨', quantity: -1, amount: -50, total: -50 },
    language: 'en',
    lines: ['退貨 x-1        -$50', 'Total           -$50'],
  },
  {
    view: { kind: 'total', due: 1_250 },
    lines: ['應付金額      $1,250', '                    '],
  },
  {
    view: { kind: 'paying', received: 500, remaining: 750 },
    lines: ['已付            $500', '還要付          $750'],
  },
  {
    view: { kind: 'paying', received: 500, remaining: 750 },
    language: 'en',
    lines: ['Paid            $500', 'Still to pay    $750'],
  },
  { view: { kind: 'done', change: 50 }, lines: ['找零             $50', '      謝謝光臨      '] },
];
describe('the two rows', () => {
  for (const { view, language = 'zh-TW', profile = 'cd5220-big5', lines } of cases) {
    test(`${language} ${profile} ${JSON.stringify(view)}`, () => {
      const { upper, lower } = poleLines(view, language, poleProfiles[profile]);
      expect([upper, lower]).toEqual(lines);
    });
  }
});

test('a price pole gets the figure and its lamp alone', () => {
  const led = (view: PoleView) => poleLines(view, 'zh-TW', poleProfiles.led8);
  const rows = { upper: '', lower: '' };
  expect(led({ kind: 'idle', storeName: '日日商店' })).toEqual(rows);
  expect(led({ kind: 'line', name: '拿鐵', quantity: 2, amount: 100, total: 150 })).toEqual({
    ...rows,
    figure: { amount: 100, lamp: 'price' },
  });
  expect(led({ kind: 'total', due: 150 }).figure).toEqual({ amount: 150, lamp: 'total' });
  expect(led({ kind: 'paying', received: 200, remaining: 0 }).figure).toEqual({
    amount: 200,
    lamp: 'received',
  });
  expect(led({ kind: 'done', change: 50 }).figure).toEqual({ amount: 50, lamp: 'change' });
});

const amounts = fc.oneof(fc.integer({ min: -9_999, max: 9_999_999 }), fc.maxSafeInteger());
const names = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('中', '堃', 'é', 'A', '1', ' ', '👨‍👩‍👧', '\n'), maxLength: 40 }),
);
const views: fc.Arbitrary<PoleView> = fc.oneof(
  names.map((storeName): PoleView => ({ kind: 'idle', storeName })),
  fc.record({
    kind: fc.constant('line' as const),
    name: names,
    nameLatin: names,
    quantity: fc.oneof(fc.integer({ min: -99, max: 999 }), fc.maxSafeInteger()),
    amount: amounts,
    total: amounts,
  }),
  fc.record({ kind: fc.constant('total' as const), due: amounts }),
  fc.record({ kind: fc.constant('paying' as const), received: amounts, remaining: amounts }),
  fc.record({ kind: fc.constant('done' as const), change: amounts }),
);

test('any view fills both rows exactly, with its amounts whole and flush right', () => {
  const fonts = fc.constantFrom<PoleProfileId>('epson-big5', 'epson-ascii', 'cd5220-big5', 'cd5220-ascii');
  fc.assert(
    fc.property(views, fc.constantFrom<PoleLanguage>('zh-TW', 'en'), fonts, (view, language, id) => {
      const font = poleProfiles[id];
      const { upper, lower } = poleLines(view, language, font);
      for (const line of [upper, lower]) {
        expect(columnsOf(line)).toBe(20);
        // Nothing changes on the way to the display.
        expect(encodeRow(line, font)).toHaveLength(20);
      }
      for (const [line, amount] of amountsAt(view, { upper, lower })) {
        expect(line.endsWith(moneyText(amount))).toBe(true);
        expect(
          line.length === moneyText(amount).length || line.at(-moneyText(amount).length - 1) === ' ',
        ).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

function amountsAt(
  view: PoleView,
  { upper, lower }: { readonly upper: string; readonly lower: string },
): readonly (readonly [string, number])[] {
  switch (view.kind) {
    case 'idle':
      return [];
    case 'line':
      return [
        [upper, view.amount],
        [lower, view.total],
      ];
    case 'total':
      return [[upper, view.due]];
    case 'paying':
      return [
        [upper, view.received],
        [lower, view.remaining],
      ];
    case 'done':
      return [[upper, view.change]];
  }
}
