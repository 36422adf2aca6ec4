import { expect, test } from 'vitest';
import {
  outcomeOf,
  readCashPreview,
  readProductHits,
  readReceiptText,
  shownRefusalOf,
} from '../../../src-renderer/ui/state/answers.ts';

test('a refusal keeps its number and what can be shown of its parameters', () => {
  const error = {
    code: 'cash-short',
    number: 'PAY-401',
    params: { n: 21, more: { deep: true }, none: null },
  };
  expect(shownRefusalOf(error)).toEqual({ code: 'cash-short', number: 'PAY-401', params: { n: 21 } });
});

test('a code of a newer core is said as an input not taken, with that code in small print', () => {
  expect(shownRefusalOf({ code: 'moon-phase' })).toEqual({
    code: 'malformed',
    number: 'moon-phase',
    params: {},
  });
});

test.each([
  [{ received: 100, remaining: 71, change: 29, short: null }, true],
  [{ received: 50, remaining: 71, change: null, short: 21 }, true],
  [{ received: '100', remaining: 71, change: 29, short: null }, false],
  [{ received: 100, remaining: 71 }, false],
  [null, false],
])('a cash preview %o is read: %s', (value, isRead) => {
  const outcome = outcomeOf({ ok: true, value }, readCashPreview);
  expect(outcome.ok).toBe(isRead);
  if (outcome.ok) expect(outcome.value).toEqual(value);
});

test('of product hits the whole ones are kept', () => {
  const whole = { sku: 'A', name: '茶', unitPrice: 10 };
  expect(readProductHits([whole, { sku: 'B' }, null])).toEqual([whole]);
  expect(readProductHits('none')).toBe(undefined);
});

test('a receipt is its lines of text', () => {
  expect(readReceiptText({ lines: ['a', 1, 'b'], isReprint: true })).toEqual({
    lines: ['a', 'b'],
    isReprint: true,
  });
  expect(readReceiptText({})).toBe(undefined);
});
