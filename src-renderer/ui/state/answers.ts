import type { Answer } from '../../../src-main/contract/bridge.ts';
import type { CashPreview, ProductHit, ReceiptText } from '../../../src-main/contract/views.ts';
import { isKnownRefusal, type ShownRefusal } from '../../i18n/catalogue.ts';
import type { Params } from '../../i18n/fill.ts';

/** What came of asking: done and on disk, or why not. */
export type Outcome<Value = 'done'> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: ShownRefusal };

/** Reads an answer. One whose value is not what was asked for counts as not understood. */
export function outcomeOf<Value>(
  answer: Answer,
  read: (value: unknown) => Value | undefined,
): Outcome<Value> {
  if (!answer.ok) return { ok: false, refusal: shownRefusalOf(answer.error) };
  const value = read(answer.value);
  if (value === undefined) return { ok: false, refusal: shownRefusalOf({ code: 'malformed' }) };
  return { ok: true, value };
}

/**
 * A refusal as this window can say it. A code that it does not know (a newer core) is said as an input that was not
 * taken, with the code in small print; parameters that are no text and no number are left out.
 */
export function shownRefusalOf(error: {
  readonly code: string;
  readonly number?: unknown;
  readonly params?: Readonly<Record<string, unknown>>;
}): ShownRefusal {
  return {
    code: isKnownRefusal(error.code) ? error.code : 'malformed',
    number: typeof error.number === 'string' ? error.number : error.code,
    params: plainParams(error.params ?? {}),
  };
}

function plainParams(params: Readonly<Record<string, unknown>>): Params {
  const plain: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'string' || typeof value === 'number') plain[name] = value;
  }
  return plain;
}

/** `pay:preview-cash` */
export function readCashPreview(value: unknown): CashPreview | undefined {
  if (!isRecord(value)) return undefined;
  const { received, remaining, change, short } = value;
  if (typeof received !== 'number' || typeof remaining !== 'number') return undefined;
  if (!isAmountOrNull(change) || !isAmountOrNull(short)) return undefined;
  return { received, remaining, change, short };
}

/** `products:search`; a hit that is not whole is left out. */
export function readProductHits(value: unknown): readonly ProductHit[] | undefined {
  return Array.isArray(value) ? value.filter(isProductHit) : undefined;
}

/** `receipt:read` */
export function readReceiptText(value: unknown): ReceiptText | undefined {
  if (!isRecord(value) || !Array.isArray(value.lines)) return undefined;
  return {
    lines: value.lines.filter((line) => typeof line === 'string'),
    isReprint: value.isReprint === true,
  };
}

function isProductHit(value: unknown): value is ProductHit {
  return (
    isRecord(value) &&
    typeof value.sku === 'string' &&
    typeof value.name === 'string' &&
    typeof value.unitPrice === 'number'
  );
}

function isAmountOrNull(value: unknown): value is number | null {
  return value === null || typeof value === 'number';
}

/** Whether a value has named parts. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
