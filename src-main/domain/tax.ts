import { assert } from '../base/assert.ts';
import { assertMoney } from './money.ts';
import type { TaxKind } from './product.ts';

/** What an invoice says of tax, from shelf prices that include it. Whole NT$. */
export interface TaxSplit {
  /** Total of the 5 % goods, tax included. */
  readonly taxableTotal: number;
  /** The same without tax. */
  readonly taxableNet: number;
  readonly tax: number;
  readonly exempt: number;
  /** What an invoice would be made out for. */
  readonly invoiceTotal: number;
  /** Bills, gift cards: paid here, on no invoice of ours. */
  readonly notInvoiced: number;
}

/**
 * Net of a tax-inclusive 5 % total: round half up of gross / 1.05, in integers (einvoice.md 4.3).
 * Rounded once on the whole taxable total, never per line.
 */
export function netOfTaxable(gross: number): number {
  assertMoney(gross, 'taxable total');
  assert(gross >= 0, 'an invoice is never negative');
  return Math.floor((gross * 200 + 105) / 210);
}

/** Splits the nets of a sale's lines by tax kind. */
export function splitTax(lines: readonly { readonly net: number; readonly tax: TaxKind }[]): TaxSplit {
  const sumOf = (kind: TaxKind) => lines.reduce((sum, line) => (line.tax === kind ? sum + line.net : sum), 0);
  const taxableTotal = sumOf('taxable');
  const exempt = sumOf('exempt');
  const notInvoiced = sumOf('not-invoiced');
  const taxableNet = netOfTaxable(taxableTotal);
  return {
    taxableTotal,
    taxableNet,
    tax: taxableTotal - taxableNet,
    exempt,
    invoiceTotal: taxableTotal + exempt,
    notInvoiced,
  };
}
