import type { ReturnableSale, ReturnPreview } from '../../../src-main/contract/sale-views.ts';
import { isRecord } from './answers.ts';

/** `return:find`. Its parts are the core's own and trusted as a whole once their shape is there. */
export function readReturnableSale(value: unknown): ReturnableSale | undefined {
  return isReturnableSale(value) ? value : undefined;
}

/** `return:preview` */
export function readReturnPreview(value: unknown): ReturnPreview | undefined {
  return isReturnPreview(value) ? value : undefined;
}

function isReturnableSale(value: unknown): value is ReturnableSale {
  return (
    isRecord(value) &&
    typeof value.saleId === 'string' &&
    typeof value.receiptNumber === 'string' &&
    typeof value.completedAtMs === 'number' &&
    typeof value.due === 'number' &&
    typeof value.isPastReturnDays === 'boolean' &&
    isListOf(value.gifts, isGift) &&
    isListOf(value.lines, isReturnableLine)
  );
}

function isReturnableLine(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.lineId === 'string' &&
    typeof value.name === 'string' &&
    ['number', 'quantity', 'returned', 'net'].every((field) => typeof value[field] === 'number')
  );
}

function isGift(value: unknown): boolean {
  return isRecord(value) && typeof value.name === 'string' && typeof value.quantity === 'number';
}

function isReturnPreview(value: unknown): value is ReturnPreview {
  return (
    isRecord(value) &&
    typeof value.refund === 'number' &&
    isListOf(value.tenders, isRefund) &&
    isListOf(value.clawback, isPoints) &&
    isListOf(value.givenBack, isPoints)
  );
}

const TENDERS: ReadonlySet<unknown> = new Set(['cash', 'card', 'voucher', 'points']);

function isRefund(value: unknown): boolean {
  return isRecord(value) && TENDERS.has(value.type) && typeof value.amount === 'number';
}

function isPoints(value: unknown): boolean {
  return (
    isRecord(value) &&
    isRecord(value.name) &&
    typeof value.points === 'number' &&
    typeof value.decimals === 'number'
  );
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}
