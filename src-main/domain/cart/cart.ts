import { assert } from '../../base/assert.ts';
import type { NewEntry, Payload, SaleLine } from '../entries.ts';
import { lineGross } from '../money.ts';
import type { TaxKind } from '../product.ts';
import { splitTax, type TaxSplit } from '../tax.ts';

/** One row of a sale that is still being built. */
export interface CartLine {
  readonly lineId: string;
  readonly sku: string;
  readonly name: string;
  readonly detail: string | null;
  readonly unitPrice: number;
  readonly quantity: number;
  readonly tax: TaxKind;
  readonly category: string;
  /** What the code said of it: articles of two lots stay on two lines. */
  readonly lot: string | null;
  /** ISO days; pieces with other days stay on lines of their own. */
  readonly expiresOn: string | null;
  readonly pastBestBefore: string | null;
  /** The generation of the catalog that gave name, price and tax. */
  readonly catalogGeneration: number;
}

export interface CartTender {
  readonly tenderId: string;
  readonly type: 'cash';
  readonly amount: number;
}

/** A sale still being built. Lines keep the order in which they were added. */
export interface Cart {
  readonly saleId: string;
  readonly lines: readonly CartLine[];
  readonly tenders: readonly CartTender[];
  readonly touchedLineId: string | null;
}

/** Most lines one cart may hold: past this nobody can check it, and the screen and the receipt must stay bounded. */
export const MAX_LINES = 500;
/** Most pieces on one line. */
export const MAX_QUANTITY = 9_999;

export interface CartTotals {
  readonly pieces: number;
  readonly gross: number;
  readonly discount: number;
  readonly due: number;
  readonly tax: TaxSplit;
}

/** The lines as a finished sale states them. Discounts come with promotions; until then net is gross. */
export function pricedLines(cart: Cart): readonly SaleLine[] {
  return cart.lines.map((line) => {
    const gross = lineGross(line.unitPrice, line.quantity);
    return {
      lineId: line.lineId,
      sku: line.sku,
      name: line.name,
      unitPrice: line.unitPrice,
      quantity: line.quantity,
      gross,
      discount: 0,
      net: gross,
      tax: line.tax,
      category: line.category,
    };
  });
}

/** Sums of a cart: gross = Σ lines, due = gross − discount, tax split once on the whole. */
export function totalsOf(cart: Cart): CartTotals {
  return totalsOfLines(pricedLines(cart));
}

/** The same of lines that are priced already: tax is split once on the whole, and the kinds make up the due. */
export function totalsOfLines(lines: readonly SaleLine[]): CartTotals {
  let pieces = 0;
  let gross = 0;
  let discount = 0;
  for (const line of lines) {
    pieces += line.quantity;
    gross += line.gross;
    discount += line.discount;
  }
  const due = gross - discount;
  const tax = splitTax(lines);
  assert(tax.invoiceTotal + tax.notInvoiced === due, 'the tax kinds make up the due');
  return { pieces, gross, discount, due, tax };
}

/** What has been taken so far. */
export function takenOf(cart: Cart): number {
  return cart.tenders.reduce((sum, tender) => sum + tender.amount, 0);
}

/** Applies an entry about a cart. Entries of another sale are a bug: one till builds one sale at a time. */
export function evolveCart(cart: Cart | null, entry: NewEntry): Cart | null {
  switch (entry.kind) {
    case 'line.added':
      return addLine(cart, entry.payload);
    case 'line.quantity-set': {
      const { lineId, quantity } = entry.payload;
      return changeLine(cart, entry.payload, (line) =>
        line.lineId === lineId ? { ...line, quantity } : line,
      );
    }
    case 'line.repriced': {
      const { lineId, unitPrice, catalogGeneration } = entry.payload;
      return changeLine(cart, entry.payload, (line) =>
        line.lineId === lineId ? { ...line, unitPrice, catalogGeneration } : line,
      );
    }
    case 'line.removed': {
      const open = sameCart(cart, entry.payload.saleId);
      const index = open.lines.findIndex((line) => line.lineId === entry.payload.lineId);
      const lines = open.lines.filter((line) => line.lineId !== entry.payload.lineId);
      const neighbour = lines[Math.min(index, lines.length - 1)];
      return lines.length === 0 ? null : { ...open, lines, touchedLineId: neighbour?.lineId ?? null };
    }
    case 'tender.captured': {
      const open = sameCart(cart, entry.payload.saleId);
      const { tenderId, type, amount } = entry.payload;
      return { ...open, tenders: [...open.tenders, { tenderId, type, amount }] };
    }
    default:
      return cart;
  }
}

function addLine(cart: Cart | null, payload: Payload<'line.added'>): Cart {
  const open = cart ?? { saleId: payload.saleId, lines: [], tenders: [], touchedLineId: null };
  assert(open.saleId === payload.saleId, 'a line belongs to the open cart');
  const { lineId, sku, name, detail, unitPrice, quantity, tax, category, catalogGeneration } = payload;
  const { lot = null, expiresOn = null, pastBestBefore = null } = payload;
  const days = { expiresOn, pastBestBefore };
  const line = {
    lineId,
    sku,
    name,
    detail,
    unitPrice,
    quantity,
    tax,
    category,
    lot,
    ...days,
    catalogGeneration,
  };
  return { ...open, lines: [...open.lines, line], touchedLineId: lineId };
}

function changeLine(
  cart: Cart | null,
  of: { readonly saleId: string; readonly lineId: string },
  change: (line: CartLine) => CartLine,
): Cart {
  const open = sameCart(cart, of.saleId);
  return { ...open, lines: open.lines.map(change), touchedLineId: of.lineId };
}

function sameCart(cart: Cart | null, saleId: string): Cart {
  assert(cart !== null && cart.saleId === saleId, 'the entry is about the open cart');
  return cart;
}
