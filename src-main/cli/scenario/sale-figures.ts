import type { PointsEntry } from '../../domain/points/entry.ts';
import type { SaleCompleted, SaleReturned } from '../../domain/sale-payloads.ts';

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
  readonly breakage: number;
  readonly gifts: readonly string[];
  readonly couponsUsed: readonly string[];
  readonly points: {
    readonly earn: number;
    readonly burn: number;
    readonly burnValue: number;
    readonly crossBurn: number;
  };
  readonly stamps: { readonly used: number; readonly earned: number };
}

/** The figures of a sale as its journal entry states them; nothing is worked out again. */
export function figuresOf(sale: SaleCompleted): SaleFigures {
  const { gross, discount, due, tax, change, points, breakage = 0 } = sale;
  const earned = (programmeId: string) =>
    sum((points?.earned ?? []).filter((each) => each.programmeId === programmeId).map((each) => each.points));
  const burns = (programmeId: string) =>
    (points?.burns ?? []).filter((each) => each.programmeId === programmeId);
  const burned = (programmeId: string) => sum(burns(programmeId).map((each) => each.points));
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
    tenders: sale.tenders.map(({ type, amount, state }) => ({ type: TENDER_WORDS[type], amount, state })),
    change,
    breakage,
    gifts: (sale.gifts ?? []).flatMap(({ sku, quantity }) => Array<string>(quantity).fill(sku)),
    // A coupon of a scenario is a serial of its own; the file's name for it is the action that it belongs to.
    couponsUsed: (sale.couponsUsed ?? []).map(({ campaignId }) => campaignId),
    points: {
      earn: earned('OWN'),
      burn: burned('OWN'),
      burnValue: sum(burns('OWN').map(({ value }) => value)),
      crossBurn: burned('CROSS'),
    },
    stamps: { used: burned('STAMPS'), earned: earned('STAMPS') },
  };
}

/** What the format calls the ways to pay. */
const TENDER_WORDS = {
  cash: 'cash',
  card: 'edc_card',
  voucher: 'voucher',
  points: 'points_cross',
} as const satisfies Record<SaleCompleted['tenders'][number]['type'], string>;

/** What all returns of a scenario come to together. */
export function returnFiguresOf(returns: readonly SaleReturned[]) {
  const moved = (kind: PointsEntry['kind']) =>
    sum(
      returns
        .flatMap(({ points }) => points?.entries ?? [])
        .flatMap((entry) =>
          entry.kind === kind && entry.programmeId === 'OWN' && 'points' in entry ? [entry.points] : [],
        ),
    );
  const tenders = new Map<string, number>();
  for (const { type, amount } of returns.flatMap((each) => each.tenders))
    tenders.set(TENDER_WORDS[type], (tenders.get(TENDER_WORDS[type]) ?? 0) + amount);
  const last = returns.at(-1)?.remaining;
  return {
    refund: sum(returns.map(({ refund }) => refund)),
    refundTenders: [...tenders].map(([type, amount]) => ({ type, amount, state: 'refunded' })),
    allowance: {
      total: sum(returns.map(({ allowance }) => allowance.total)),
      net: sum(returns.map(({ allowance }) => allowance.net)),
      tax: sum(returns.map(({ allowance }) => allowance.tax)),
    },
    remaining: last === undefined ? null : { total: last.invoiceTotal, net: last.taxableNet, tax: last.tax },
    points: { clawback: moved('REVERSE_EARN'), burnReturned: moved('REVERSE_BURN') },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
