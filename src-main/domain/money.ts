import { assert } from '../base/assert.ts';

/**
 * Money is a whole count of NT dollars in a safe integer: cash and invoices know nothing smaller (einvoice.md 4.2).
 * The largest amount a single sale may reach: eight digits, as many as the invoice's QR header holds
 * (einvoice.md 3.4 gives eight hexadecimal digits; the till stays well inside).
 */
export const MAX_SALE_AMOUNT = 99_999_999;

/** Asserts that `amount` is whole and within ±`MAX_SALE_AMOUNT` times a thousand, so that sums stay exact. */
export function assertMoney(amount: number, name: string): void {
  assert(Number.isSafeInteger(amount), `${name} is a whole number of dollars`);
  assert(Math.abs(amount) <= MAX_SALE_AMOUNT * 1000, `${name} is within the range that sums stay exact in`);
}

/** Unit price times pieces, both whole. */
export function lineGross(unitPrice: number, quantity: number): number {
  const gross = unitPrice * quantity;
  assertMoney(gross, 'line gross');
  return gross;
}
