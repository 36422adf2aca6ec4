import { expect, test } from 'vitest';
import { redact, redactText } from '../../src-main/hosts/redact.ts';

const struck: readonly (readonly [what: string, text: string, written: string])[] = [
  ['a mobile barcode carrier', 'carrier /ABC1+.- refused', 'carrier [redacted] refused'],
  ['a citizen certificate carrier', 'AB12345678901234', '[redacted]'],
  ['a telephone number', 'member 0912345678, or 0912-345-678', 'member [redacted], or [redacted]'],
  ['a tax ID', '統編 04595257 列印', '統編 [redacted] 列印'],
  ['a tax ID of the seventh-digit rule', '10458575', '[redacted]'],
  ['a card number', 'card 4111 1111 1111 1111.', 'card [redacted].'],
  ['a card number with dashes', '5500-0000-0000-0004', '[redacted]'],
  ['a key as hex', `key ${'0a'.repeat(32)}`, 'key [redacted]'],
  [
    'a key as base64url',
    'http://127.0.0.1:1/#key=dGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIHQ0',
    'http://127.0.0.1:1/#key=[redacted]',
  ],
];
for (const [what, text, written] of struck) {
  test(`struck out: ${what}`, () => expect(redactText(text)).toBe(written));
}

const kept = [
  '2026-11-21T10:00:00.000Z',
  'seq 12345678 of till 7',
  '/assets/page.js is missing',
  '019a2b3c-4d5e-7f60-8a9b-0c1d2e3f4a5b',
  'took 12.345678 ms',
  'Error: ENOENT: no such file or directory, open',
  'TypeError at file:///opt/daybook/out/main/chunks/store-Bx1Yz.js:120:14',
];
for (const text of kept) {
  test(`kept: ${text}`, () => expect(redactText(text)).toBe(text));
}

test('secret fields are struck out whatever they hold, at any depth; claims about them are not', () => {
  expect(
    redact({
      window: 'cashier',
      list: [{ PIN: '123456', Token: 5 }],
      hasKey: true,
      key: true,
      taxId: null,
      count: 3,
    }),
  ).toEqual({
    window: 'cashier',
    list: [{ PIN: '[redacted]', Token: '[redacted]' }],
    hasKey: true,
    key: true,
    taxId: '[redacted]',
    count: 3,
  });
});

test('errors, big numbers and bottomless objects are written as far as they go', () => {
  const bottomless: Record<string, unknown> = {};
  bottomless.again = bottomless;
  expect(JSON.stringify(redact(bottomless))).toContain('[redacted]');
  expect(redact(12n)).toBe('12');
  expect(redact(new Error('card 4111111111111111'))).toMatch(/^Error: card \[redacted\]\n/);
});
