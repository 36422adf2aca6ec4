import type { ReceiptBlock } from '../../drivers/printer/receipt-document.ts';
import { assert } from '../base/assert.ts';
import { taipeiDateTime } from '../domain/civil-time.ts';
import type { Payload } from '../domain/entries.ts';
import type { TaxKind } from '../domain/product.ts';
import type { TenderType } from '../domain/sale-payloads.ts';

/** What slips of every kind are made of: the head, rows of words and figures, and how figures are written. */

/** What stands at the head of every slip. */
export type ShopHead = Pick<
  Payload<'till.enrolled'>,
  'storeName' | 'registerNumber' | 'sellerTaxId' | 'address'
>;

/** What a slip needs besides its journal entry. */
export interface SlipScene {
  readonly head: ShopHead;
  /** A copy made later says so on the paper (補印). */
  readonly isReprint: boolean;
}

/** Shop, title, time, and `序號` with the number that this slip is found by. */
export function headBlocks(
  { head, isReprint }: SlipScene,
  slip: {
    readonly title: string;
    readonly atMs: number;
    readonly receiptNumber: string;
    readonly operatorName: string;
  },
): readonly ReceiptBlock[] {
  return [
    { kind: 'text', text: head.storeName, align: 'center', size: 2 },
    ...(head.address === undefined ? [] : [centred(head.address)]),
    ...(head.sellerTaxId === undefined ? [] : [centred(`統一編號 ${head.sellerTaxId}`)]),
    { kind: 'feed', lines: 1 },
    { kind: 'text', text: isReprint ? `${slip.title}（補印）` : slip.title, align: 'center', isBold: true },
    columns(taipeiDateTime(slip.atMs), `機 ${head.registerNumber}`),
    columns(`序號 ${slip.receiptNumber}`, slip.operatorName),
  ];
}

/** The one figure that is read from afar. */
export function totalRow(amount: number): ReceiptBlock {
  return { kind: 'columns', left: '合計', right: `NT$${money(amount)}`, size: 2, isBold: true };
}

/** Money by what it is taken or given back in; points have their programme's name. */
export const TENDER_NAMES: Readonly<Record<Exclude<TenderType, 'points'>, string>> = {
  cash: '現金',
  card: '信用卡',
  voucher: '禮券',
};

/** All two columns wide, so that the amounts before them stand under each other. The tax rows say what they mean. */
const TAX_MARKS = { taxable: 'TX', exempt: '免', 'not-invoiced': '＊' } as const;

/** An amount of goods, marked with how tax sees them. */
export function markedMoney(amount: number, tax: TaxKind): string {
  return `${money(amount)} ${TAX_MARKS[tax]}`;
}

/** `figure` stands under `name` where something is to be said of how it came about, and beside it where not. */
export function goodsRows(
  name: string,
  measure: string | undefined,
  figure: string,
): readonly ReceiptBlock[] {
  if (measure === undefined) return [columns(name, figure)];
  return [{ kind: 'text', text: name }, columns(`　${measure}`, figure)];
}

/** Words under what they explain. Blanks, since they indent all lines of what has to be wrapped. */
export function noteText(text: string): ReceiptBlock {
  return { kind: 'text', text: `${NOTE_INDENT}${text}` };
}

/** What a line costs less, and why. */
export function noteRow(text: string, amount: number): ReceiptBlock {
  return columns(`${NOTE_INDENT}${text}`, money(amount));
}

const NOTE_INDENT = '  ';

/** What is said at the left and its figure at the right edge. */
export function columns(left: string, right: string): ReceiptBlock {
  return { kind: 'columns', left, right };
}

/** A text in the middle of the paper. */
export function centred(text: string): ReceiptBlock {
  return { kind: 'text', text, align: 'center' };
}

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Whole NT$ or pieces, grouped by three; a minus that every printer has. */
export function money(amount: number): string {
  return amount < 0 ? `-${grouped.format(-amount)}` : grouped.format(amount);
}

/** A count in the smallest unit, with so many digits behind the point: 1250 with 2 is 12.50. @param count from 0 on. */
export function scaledCount(count: number, decimals: number): string {
  assert(Number.isSafeInteger(count) && count >= 0, 'points on paper are counted, and their sign is a word');
  if (decimals === 0) return grouped.format(count);
  const digits = String(count).padStart(decimals + 1, '0');
  return `${grouped.format(Number(digits.slice(0, -decimals)))}.${digits.slice(-decimals)}`;
}

/** Grams as kilograms with three decimals (ui.md, Numbers and names). */
export function kilograms(grams: number): string {
  return `${scaledCount(grams, 3)} kg`;
}
