// Goal: every no about customers, points, prices, tenders and returns is asked for somewhere here; see `refusals.test.ts`
// for what the registry itself promises.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REFUSALS } from '../../src-main/domain/refusals.ts';

const TABLES = [
  'refused-customers',
  'refused-points',
  'refused-returns',
  'refused-sales',
  'burning',
  'total-told',
];
const MEANT =
  /^(?:MEMBER|COUPON|POINTS|OFFER|RETURN)-|^SCAN-108$|^PRICE-30[2-6]$|^CART-21[01]$|^PAY-40[345]$/;
/** Asked of head office by the desk that answers windows, and of the scale: `tests/engine`. */
const ELSEWHERE = ['member-not-found'];

test('each has a row', () => {
  const asked = TABLES.map((name) => readFileSync(join(import.meta.dirname, `${name}.test.ts`), 'utf8')).join(
    '',
  );
  const codes = Object.entries(REFUSALS).flatMap(([code, { number }]) => (MEANT.test(number) ? [code] : []));
  expect(codes.length).toBeGreaterThan(35);
  expect(codes.filter((code) => !asked.includes(code) && !ELSEWHERE.includes(code))).toEqual([]);
});
