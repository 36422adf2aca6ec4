import type { SaleCompleted } from '../../domain/entries.ts';

/** What one sale comes to, in the words of the format. */
export interface SaleFigures {
  readonly lines: readonly {
    readonly sku: string;
    readonly qty: number;
    readonly gross: number;
    readonly discount: number;
    readonly net: number;
  }[];
  readonly gross: number;
  readonly discount: number;
  readonly due: number;
  readonly invoice: SaleCompleted['tax'];
  readonly tenders: readonly { readonly type: string; readonly amount: number; readonly state: string }[];
  readonly change: number;
  readonly points: { readonly earn: number; readonly burn: number };
}

/** The figures of a sale as its journal entry states them; nothing is worked out again. */
export function figuresOf(sale: SaleCompleted): SaleFigures {
  const { gross, discount, due, tax, change } = sale;
  return {
    lines: sale.lines.map((line) => ({
      sku: line.sku,
      qty: line.quantity,
      gross: line.gross,
      discount: line.discount,
      net: line.net,
    })),
    gross,
    discount,
    due,
    invoice: tax,
    tenders: sale.tenders.map(({ type, amount, state }) => ({ type, amount, state })),
    change,
    // Scenarios with a member are not played yet, and without one there are no points.
    points: { earn: 0, burn: 0 },
  };
}
