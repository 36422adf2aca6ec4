import type { ReceiptBlock, ReceiptDocument } from '../../drivers/printer/receipt-document.ts';
import type { SaleCompleted } from '../domain/sale-payloads.ts';
import {
  centred,
  columns,
  headBlocks,
  money,
  noteText,
  type SlipScene,
  TENDER_NAMES,
  totalRow,
} from './receipt-parts.ts';
import {
  memberBlocks,
  type PointsMoved,
  type PointsWords,
  pointsText,
  programmeName,
} from './receipt-points.ts';
import { lineRows, pointsOff, sumOf, wholeSaleRows } from './receipt-reasons.ts';

export type { ShopHead } from './receipt-parts.ts';

/**
 * A sale's receipt. Every figure is the journal's own, and every dollar that was taken off has its reason beside it: the
 * column above 小計 adds up to what 小計 and 優惠合計 come to, and with own points (點數折抵) to 合計. The till's first
 * language is on it whatever the cashier's screen speaks.
 */
export function receiptOf(
  sale: SaleCompleted,
  printed: SlipScene & PointsWords & { readonly completedAtMs: number },
): ReceiptDocument {
  const { receiptNumber, operatorName } = sale;
  const blocks: ReceiptBlock[] = [
    ...headBlocks(printed, { title: '交易明細', atMs: printed.completedAtMs, receiptNumber, operatorName }),
    { kind: 'rule', style: 'dashed' },
    ...sale.lines.flatMap(lineRows),
    ...wholeSaleRows(sale.lines),
    ...(sale.gifts ?? []).flatMap(giftRows),
    { kind: 'rule', style: 'dashed' },
    ...sumRows(sale, printed),
    totalRow(sale.due),
    { kind: 'rule', style: 'double' },
    ...sale.tenders.map((tender) => tenderRow(tender, sale, printed)),
    columns('找零', money(sale.change)),
    ...(sale.breakage === undefined ? [] : [columns('禮券餘額不找零', money(sale.breakage))]),
    { kind: 'feed', lines: 1 },
    ...taxBlocks(sale),
    ...(sale.member === undefined ? [] : memberBlocks(sale.member.memberId, pointsMoved(sale), printed)),
    { kind: 'feed', lines: 1 },
    ...savedBlocks(sale),
    centred('謝謝光臨'),
  ];
  return { blocks, cut: 'partial' };
}

/** What promotions, coupons and people took off: all but the customer's own points. */
function savedOf({ lines, discount }: SaleCompleted): number {
  return discount - sumOf(pointsOff(lines));
}

function sumRows(sale: SaleCompleted, words: PointsWords): readonly ReceiptBlock[] {
  const saved = savedOf(sale);
  return [
    columns(`小計　${money(sale.pieces)} 件`, money(sale.gross)),
    ...(saved === 0 ? [] : [columns('優惠合計', money(-saved))]),
    ...pointsOff(sale.lines).map(({ programmeId, words: reason, amount }) =>
      columns(`${reason}${burnedText(programmeId, sale, words)}`, money(-amount)),
    ),
  ];
}

/** How many points went for it; nothing where the sale does not say. */
function burnedText(programmeId: string | null, { points }: SaleCompleted, words: PointsWords): string {
  const burns = (points?.burns ?? []).filter((burn) => burn.programmeId === programmeId);
  if (programmeId === null || burns.length === 0) return '';
  const burned = burns.reduce((sum, burn) => sum + burn.points, 0);
  return `　${pointsText(programmeId, burned, words)}`;
}

function giftRows({
  name,
  quantity,
  isOutOfStock,
  label,
}: NonNullable<SaleCompleted['gifts']>[number]): readonly ReceiptBlock[] {
  const count = quantity === 1 ? '' : ` × ${money(quantity)}`;
  return [columns(`贈品　${name}${count}`, isOutOfStock ? '缺貨' : '0'), noteText(label['zh-TW'])];
}

function tenderRow(
  { type, amount, programmeId }: SaleCompleted['tenders'][number],
  sale: SaleCompleted,
  words: PointsWords,
): ReceiptBlock {
  if (type !== 'points') return columns(TENDER_NAMES[type], money(amount));
  const name = programmeId === undefined ? '點數' : programmeName(programmeId, words);
  return columns(`${name}${burnedText(programmeId ?? null, sale, words)}`, money(amount));
}

function taxBlocks({ tax }: SaleCompleted): readonly ReceiptBlock[] {
  return [
    columns('應稅銷售額 TX', money(tax.taxableNet)),
    columns('營業稅 5%', money(tax.tax)),
    ...(tax.exempt === 0 ? [] : [columns('免稅銷售額 免', money(tax.exempt))]),
    ...(tax.notInvoiced === 0 ? [] : [columns('不開發票 ＊', money(tax.notInvoiced))]),
  ];
}

function pointsMoved({ points }: SaleCompleted): readonly PointsMoved[] {
  const burned = (points?.burns ?? []).map(
    ({ programmeId, points: used }): PointsMoved => ({
      word: '使用',
      programmeId,
      points: used,
      awaits: null,
    }),
  );
  const earned = (points?.earned ?? []).map(
    ({ programmeId, points: got, awaits }): PointsMoved => ({
      word: '累積',
      programmeId,
      points: got,
      awaits,
    }),
  );
  return [...burned, ...earned];
}

function savedBlocks(sale: SaleCompleted): readonly ReceiptBlock[] {
  const saved = savedOf(sale);
  return saved === 0 ? [] : [centred(`本次為您省下 NT$${money(saved)}`)];
}
