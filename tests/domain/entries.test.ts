import { describe, expect, test } from 'vitest';
import { ENTRY_VERSION, readEntry, UnreadableEntry } from '../../src-main/domain/entries.ts';
import { REFUSALS, refuse } from '../../src-main/domain/refusals.ts';

const PLACE = { seq: 7, atMs: 1_000, businessDate: '2026-11-21', version: ENTRY_VERSION };

test('an entry is read as it was written', () => {
  const payload = { saleId: '00000000-0000-7000-8000-000000000001' };
  expect(readEntry({ ...PLACE, kind: 'cart.suspended', payload: JSON.stringify(payload) })).toEqual({
    kind: 'cart.suspended',
    payload,
    seq: 7,
    atMs: 1_000,
    businessDate: '2026-11-21',
  });
});

describe('what this program does not know is never guessed at', () => {
  const rows: readonly (readonly [string, Partial<Parameters<typeof readEntry>[0]>])[] = [
    ['a kind of a newer program', { kind: 'coupon.redeemed' }],
    ['a kind that every object has', { kind: 'constructor' }],
    ['a version of a newer program', { version: 2 }],
    ['version 0', { version: 0 }],
    ['a payload of another kind', { payload: '{"jobId":"00000000-0000-7000-8000-000000000001"}' }],
    ['a field too many', { payload: '{"saleId":"00000000-0000-7000-8000-000000000001","x":1}' }],
    ['no object', { payload: 'null' }],
  ];
  for (const [name, change] of rows) {
    test(name, () => {
      const row = { ...PLACE, kind: 'cart.suspended', payload: '{}', ...change };
      expect(() => readEntry(row)).toThrow(UnreadableEntry);
    });
  }
});

describe('the registry of refusals', () => {
  test('gives no number twice', () => {
    const numbers = Object.values(REFUSALS).map((row) => row.number);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) expect(number).toMatch(/^[A-Z]+-[0-9]{3}$/);
  });
  test('makes a refusal of word, number and parameters', () => {
    expect(refuse('cash-short', { n: 15 })).toEqual({
      code: 'cash-short',
      number: 'PAY-401',
      params: { n: 15 },
    });
  });
});
