import { assert, unreachable } from '../../src-main/base/assert.ts';
import { columnsOf } from '../printer/text-columns.ts';
import type { PoleFigure, PoleFrame } from './pole-frame.ts';
import { centreRow, cutToColumns, type PoleFont, pairRow, shownText, textFor } from './pole-text.ts';

/** What the till is doing, as far as the customer's display tells of it. Amounts are whole NT$. */
export type PoleView =
  | { readonly kind: 'idle'; readonly storeName: string; readonly storeNameLatin?: string }
  | {
      readonly kind: 'line';
      readonly name: string;
      /** For displays without Chinese: the article's English or short name. */
      readonly nameLatin?: string;
      /** Pieces; a return has fewer than none. */
      readonly quantity: number;
      readonly amount: number;
      /** Of the whole cart so far. */
      readonly total: number;
    }
  | { readonly kind: 'total'; readonly due: number }
  | { readonly kind: 'paying'; readonly received: number; readonly remaining: number }
  | { readonly kind: 'done'; readonly change: number };

export type PoleLanguage = 'zh-TW' | 'en';

/** Short: beside a seven-figure amount eight columns are left. */
const chineseWords = {
  welcome: '歡迎光臨',
  item: '商品',
  total: '合計',
  due: '應付金額',
  received: '已付',
  remaining: '還要付',
  change: '找零',
  thanks: '謝謝光臨',
} as const;

const englishWords: Words = {
  welcome: 'Welcome',
  item: 'Item',
  total: 'Total',
  due: 'To pay',
  received: 'Paid',
  remaining: 'Still to pay',
  change: 'Change',
  thanks: 'Thank you',
};

/** Fewer columns have no room for a word beside an amount; such displays get the figure alone. */
const leastColumnsForWords = 20;

/**
 * What to show for what the till is doing: two rows of exactly `font.columns` columns, with amounts whole and flush
 * right, where names give way; and the figure for a price pole, whose rows are empty. A display without Chinese speaks
 * English whatever `language` says, and shows a Chinese name by its Latin one, or by a plain word where there is none.
 */
export function poleLines(view: PoleView, language: PoleLanguage, font: PoleFont): PoleFrame {
  const figure = figureOf(view);
  const rows =
    font.columns < leastColumnsForWords
      ? { upper: '', lower: '' }
      : rowsOf(view, wordsIn(language, font), font);
  return figure === undefined ? rows : { ...rows, figure };
}

type Words = Readonly<Record<keyof typeof chineseWords, string>>;

function wordsIn(language: PoleLanguage, font: PoleFont): Words {
  return language === 'zh-TW' && font.encoding === 'cp950' ? chineseWords : englishWords;
}

function rowsOf(view: PoleView, words: Words, font: PoleFont): { upper: string; lower: string } {
  const { columns } = font;
  const named = (text: string, latin: string | undefined, otherwise: string) =>
    shownText(textFor(text, latin ?? otherwise, font), font).trim();
  const row = (word: string, amount: number) => pairRow(word, moneyText(amount), columns);
  switch (view.kind) {
    case 'idle': {
      // Without a name to show, the greeting moves up.
      const name = named(view.storeName, view.storeNameLatin, '');
      const [upper, lower] = name === '' ? [words.welcome, ''] : [name, words.welcome];
      return { upper: centreRow(upper, columns), lower: centreRow(lower, columns) };
    }
    case 'line':
      return {
        upper: articleRow(named(view.name, view.nameLatin, words.item), view.quantity, view.amount, columns),
        lower: row(words.total, view.total),
      };
    case 'total':
      return { upper: row(words.due, view.due), lower: ' '.repeat(columns) };
    case 'paying':
      return { upper: row(words.received, view.received), lower: row(words.remaining, view.remaining) };
    case 'done':
      return { upper: row(words.change, view.change), lower: centreRow(words.thanks, columns) };
    default:
      return unreachable(view);
  }
}

function figureOf(view: PoleView): PoleFigure | undefined {
  switch (view.kind) {
    case 'idle':
      return undefined;
    case 'line':
      return { amount: view.amount, lamp: 'price' };
    case 'total':
      return { amount: view.due, lamp: 'total' };
    case 'paying':
      return { amount: view.received, lamp: 'received' };
    case 'done':
      return { amount: view.change, lamp: 'change' };
    default:
      return unreachable(view);
  }
}

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Whole NT$ as `$1,234` or `-$50`. The longest safe integer has 17 columns when written without signs and groups. */
export function moneyText(amount: number): string {
  assert(Number.isSafeInteger(amount), 'an amount is whole dollars');
  const text = `${amount < 0 ? '-' : ''}$${grouped.format(Math.abs(amount))}`;
  return text.length <= 16 ? text : String(amount);
}

/** `name x2    $50`. The count is kept whole beside the amount while both fit; the name has what is left. */
function articleRow(name: string, quantity: number, amount: number, columns: number): string {
  const money = moneyText(amount);
  const count = quantity === 1 ? '' : ` x${quantity}`;
  const room = columns - money.length - 1 - count.length;
  const left = room < 0 ? cutToColumns(name, columns - money.length - 1) : cutToColumns(name, room) + count;
  return pairRow(columnsOf(left) === 0 ? '' : left, money, columns);
}
