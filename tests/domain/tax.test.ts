import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssertionFailure } from '../../src-main/base/assert.ts';
import { lineGross, MAX_SALE_AMOUNT } from '../../src-main/domain/money.ts';
import type { TaxKind } from '../../src-main/domain/product.ts';
import { netOfTaxable, splitTax } from '../../src-main/domain/tax.ts';

// einvoice.md 4.3, worked by hand: net = gross / 1.05 rounded half up, tax = gross − net.
const SPLITS = [
  { gross: 0, net: 0, tax: 0 },
  { gross: 1, net: 1, tax: 0 },
  { gross: 10, net: 10, tax: 0 },
  { gross: 11, net: 10, tax: 1 },
  { gross: 20, net: 19, tax: 1 },
  { gross: 21, net: 20, tax: 1 },
  { gross: 105, net: 100, tax: 5 },
  { gross: 115, net: 110, tax: 5 },
  { gross: 291, net: 277, tax: 14 },
  { gross: 325, net: 310, tax: 15 },
  { gross: 18_375, net: 17_500, tax: 875 },
  { gross: MAX_SALE_AMOUNT, net: 95_238_094, tax: 4_761_905 },
];

describe('tax is split once on the taxable total', () => {
  for (const { gross, net, tax } of SPLITS) {
    test(`${gross} is ${net} and ${tax} tax`, () => {
      expect(splitTax([{ net: gross, tax: 'taxable' }])).toEqual({
        taxableTotal: gross,
        taxableNet: net,
        tax,
        exempt: 0,
        invoiceTotal: gross,
        notInvoiced: 0,
      });
    });
  }
});

// einvoice.md 4.3: from the gross the tax of these is one less than 5 % of the net rounds to; the gross decides.
describe('gross mod 21 = 10: the price stays, the tax is not repaired', () => {
  for (const gross of [10, 31, 52, 73, 94, 115, 1_000_135]) {
    test(`${gross}`, () => {
      const net = netOfTaxable(gross);
      expect(gross % 21).toBe(10);
      expect(Math.floor((net * 5 + 50) / 100)).toBe(gross - net + 1);
    });
  }
});

test('the net of any amount a sale may have is gross / 1.05 rounded half up, against exact fractions', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MAX_SALE_AMOUNT }), (gross) => {
      // round half up of 100 g / 105, in whole numbers of arbitrary size.
      const exact = (BigInt(gross) * 100n * 2n + 105n) / (105n * 2n);
      return BigInt(netOfTaxable(gross)) === exact;
    }),
    { numRuns: 2_000 },
  );
});

test('the two directions disagree for gross mod 21 = 10 and for no other amount up to 100,000', () => {
  const disagreeing: number[] = [];
  for (let gross = 1; gross <= 100_000; gross += 1) {
    const net = netOfTaxable(gross);
    if (Math.floor((net * 5 + 50) / 100) !== gross - net) disagreeing.push(gross % 21);
  }
  expect([...new Set(disagreeing)]).toEqual([10]);
  expect(disagreeing.length).toBe(Math.floor((100_000 - 10) / 21) + 1);
});

test('the parts make up the whole, whatever the mix of tax kinds', () => {
  const line = fc.record({
    net: fc.integer({ min: 0, max: 200_000 }),
    tax: fc.constantFrom<TaxKind>('taxable', 'exempt', 'not-invoiced'),
  });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      const split = splitTax(lines);
      const due = lines.reduce((sum, each) => sum + each.net, 0);
      expect(split.taxableNet + split.tax).toBe(split.taxableTotal);
      expect(split.taxableTotal + split.exempt).toBe(split.invoiceTotal);
      expect(split.invoiceTotal + split.notInvoiced).toBe(due);
      expect(Math.abs(split.tax * 21 - split.taxableTotal)).toBeLessThanOrEqual(10);
    }),
    { numRuns: 300 },
  );
});

test('tax is worked out on the whole and not per line: three lines of 10 carry 1, though none carries any alone', () => {
  const lines = Array.from({ length: 3 }, () => ({ net: 10, tax: 'taxable' as const }));
  expect(splitTax(lines)).toMatchObject({ taxableTotal: 30, taxableNet: 29, tax: 1 });
});

describe('amounts that no rule may make stop the work', () => {
  for (const gross of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, MAX_SALE_AMOUNT * 1000 + 1]) {
    test(`a taxable total of ${gross}`, () => {
      expect(() => netOfTaxable(gross)).toThrow(AssertionFailure);
    });
  }
  test('a line of more than sums stay exact in', () => {
    expect(lineGross(25, 3)).toBe(75);
    expect(() => lineGross(9_999_999, 10_001)).toThrow(AssertionFailure);
    expect(() => lineGross(0.5, 1)).toThrow(AssertionFailure);
  });
});
