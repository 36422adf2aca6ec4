// Returns of the sample sales, as the journal holds them: lines and shares follow from what the sales stored.
import { refundOf } from '../../src-main/domain/pricing/refund.ts';
import { type SaleCompleted, SaleReturned } from '../../src-main/domain/sale-payloads.ts';
import { memberSale, promotionsSale, uuid } from './receipt-samples.ts';

/** Reasons, approvals and pieces of a return; the rest follows from the sale. */
type ReturnRest = Pick<SaleReturned, 'refund' | 'allowance' | 'reason'> &
  Partial<SaleReturned> & {
    readonly paid: readonly Partial<SaleReturned['tenders'][number]>[];
  };

/** A return of so many pieces of the sale's lines, by line number from 1. */
function returnOf(
  sale: SaleCompleted,
  units: Readonly<Record<number, number>>,
  { paid, ...rest }: ReturnRest,
) {
  return SaleReturned.parse({
    returnId: uuid(300),
    receiptNumber: '2-20261122-0003',
    saleId: sale.saleId,
    saleReceiptNumber: sale.receiptNumber,
    lines: sale.lines.flatMap((line, index) => {
      const back = units[index + 1];
      if (back === undefined) return [];
      const { lineId, sku, name, tax, quantity, gross, net, parts = [] } = line;
      const refund = refundOf({ quantity, gross, net, parts }, 0, back);
      const some = refund.parts.filter(({ amount }) => amount > 0);
      return [{ lineId, sku, name, tax, units: back, gross: refund.gross, net: refund.net, parts: some }];
    }),
    remaining: sale.tax,
    operatorName: '林雅婷',
    ...rest,
    tenders: paid.map((tender, index) => ({ tenderId: uuid(400 + index), state: 'refunded', ...tender })),
  });
}

/**
 * Two of the three teas and the eggs of `promotionsSale`, back to the card. Three teas cost 75 − 15 − 5 = 55, so two get
 * 36 back, the floor of 36.67; the eggs 79 − 7 = 72. Taxable 250 was 238 + 12; 214 is kept, 204 + 10.
 */
export function cardReturn(): SaleReturned {
  return returnOf(
    promotionsSale(),
    { 1: 2, 4: 1 },
    {
      refund: 108,
      paid: [{ type: 'card', amount: 108 }],
      allowance: { total: 36, net: 34, tax: 2, exempt: 72, notInvoiced: 0 },
      reason: 'defective',
      approvedBy: { operatorId: 'op-4', name: '張志豪', role: 'supervisor' },
    },
  );
}

/** All of `memberSale`: 233, of which the partner's points get 40 back and cash 193; points go and come. */
export function memberReturn(): SaleReturned {
  const sale = memberSale();
  const common = {
    memberId: 'M0000000004417',
    channel: 'store',
    storeId: 'S1',
    tillId: 'T1',
    businessDate: '2026-11-22',
    saleId: sale.saleId,
    ruleVersion: 1,
    atMs: 1_763_000_000_000,
  };
  const lot = (points: number) => [
    { lotId: `${uuid(9)}:OWN:EARN_PENDING:0`, points, earnedAtMs: 1_760_000_000_000, expiresAtMs: null },
  ];
  const taken = (programmeId: string, ruleId: string, points: number) => ({
    ...common,
    id: `${uuid(300)}:${ruleId}:REVERSE_EARN:0`,
    kind: 'REVERSE_EARN' as const,
    programmeId,
    lotId: `${uuid(100)}:${ruleId}:EARN_PENDING:0`,
    points,
  });
  const given = (programmeId: string, points: number) => ({
    ...common,
    id: `${uuid(300)}:${programmeId}:REVERSE_BURN:0`,
    kind: 'REVERSE_BURN' as const,
    programmeId,
    burnId: `${uuid(100)}:${programmeId}:BURN:0`,
    points,
    lots: lot(points),
  });
  return returnOf(
    sale,
    { 1: 1, 2: 2, 3: 1 },
    {
      refund: 193,
      paid: [
        { type: 'points', amount: 40, programmeId: 'CROSS' },
        { type: 'cash', amount: 193 },
      ],
      allowance: { total: 233, net: 222, tax: 11, exempt: 0, notInvoiced: 0 },
      reason: 'changed-mind',
      memberId: 'M0000000004417',
      points: {
        entries: [
          given('OWN', 6_000),
          given('CROSS', 4_000),
          given('STAMP', 20),
          taken('OWN', 'OWN-BASE', 193),
          taken('OWN', 'OWN-FRESH', 96),
          taken('STAMP', 'STAMP-100', 1),
        ],
      },
    },
  );
}
