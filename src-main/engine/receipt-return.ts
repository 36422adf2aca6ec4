import type { ReceiptBlock, ReceiptDocument } from '../../drivers/printer/receipt-document.ts';
import { unreachable } from '../base/assert.ts';
import type { SaleCompleted, SaleReturned } from '../domain/sale-payloads.ts';
import { RETURN_REASONS, type ReturnReasonCode } from '../domain/till-policy.ts';
import {
  columns,
  goodsRows,
  headBlocks,
  markedMoney,
  money,
  noteRow,
  type SlipScene,
  totalRow,
} from './receipt-parts.ts';
import { memberBlocks, type PointsMoved, type PointsWords, programmeName } from './receipt-points.ts';
import { type Reason, reasonText, sumOf } from './receipt-reasons.ts';

/**
 * The slip of goods that came back, for the customer to sign. Figures are positive, since the words say which way the
 * money goes, and each is the journal's own: goods less their share of every reduction are 合計, which goes back as the
 * tenders below it say.
 */
export function returnReceiptOf(
  returned: SaleReturned,
  printed: SlipScene &
    PointsWords & {
      readonly returnedAtMs: number;
      /** The sale it came from, for the names of its promotions; without it each is called by its kind. */
      readonly sale?: Pick<SaleCompleted, 'lines'> | undefined;
    },
): ReceiptDocument {
  const { receiptNumber, operatorName, approvedBy, lines, tenders, memberId } = returned;
  const net = lines.reduce((sum, line) => sum + line.net, 0);
  const blocks: ReceiptBlock[] = [
    ...headBlocks(printed, { title: '退貨明細', atMs: printed.returnedAtMs, receiptNumber, operatorName }),
    columns('原交易', returned.saleReceiptNumber),
    ...(approvedBy === undefined ? [] : [columns('核准', approvedBy.name)]),
    columns('退貨原因', reasonWords(returned.reason)),
    { kind: 'rule', style: 'dashed' },
    ...lines.flatMap((line) => returnedRows(line, printed.sale)),
    { kind: 'rule', style: 'dashed' },
    ...sumRows(returned),
    totalRow(net),
    { kind: 'rule', style: 'double' },
    ...tenders.map((tender) => columns(refundWords(tender, printed), money(tender.amount))),
    // What comes back as points is no money: the drawer and the card give less than the goods were worth.
    ...(returned.refund === net ? [] : [columns('退款（不含點數）', money(returned.refund))]),
    ...allowanceRows(returned),
    ...(memberId === undefined ? [] : memberBlocks(memberId, pointsMoved(returned), printed)),
    { kind: 'feed', lines: 1 },
    { kind: 'text', text: '客戶簽名' },
    { kind: 'feed', lines: 3 },
    { kind: 'rule', style: 'single' },
  ];
  return { blocks, cut: 'partial' };
}

const REASON_WORDS: Readonly<Record<ReturnReasonCode, string>> = {
  defective: '瑕疵',
  'wrong-item': '買錯',
  'changed-mind': '不想要',
  expired: '過期',
  other: '其他',
};

function reasonWords(reason: string): string {
  const code = RETURN_REASONS.find((each) => each === reason);
  return code === undefined ? reason : REASON_WORDS[code];
}

function returnedRows(
  line: SaleReturned['lines'][number],
  sale: Pick<SaleCompleted, 'lines'> | undefined,
): readonly ReceiptBlock[] {
  const sold = sale?.lines.find(({ lineId }) => lineId === line.lineId)?.parts ?? [];
  const labelOf = (part: (typeof line.parts)[number]): Reason['label'] =>
    sold.find(
      ({ step, promotionId, couponId }) =>
        step === part.step && promotionId === part.promotionId && couponId === part.couponId,
    )?.label ?? null;
  const count = line.units === 1 ? undefined : `${money(line.units)} 件`;
  return [
    ...goodsRows(line.name, count, markedMoney(line.gross, line.tax)),
    ...line.parts.map((part) => noteRow(reasonText({ step: part.step, label: labelOf(part) }), -part.amount)),
  ];
}

function sumRows({ lines }: SaleReturned): readonly ReceiptBlock[] {
  const units = lines.reduce((sum, line) => sum + line.units, 0);
  const gross = lines.reduce((sum, line) => sum + line.gross, 0);
  const parts = lines.flatMap((line) => line.parts);
  const byPoints = sumOf(parts.filter(({ step }) => step === 'reduction'));
  const saved = sumOf(parts) - byPoints;
  return [
    columns(`小計　${money(units)} 件`, money(gross)),
    ...(saved === 0 ? [] : [columns('優惠分攤', money(-saved))]),
    ...(byPoints === 0 ? [] : [columns('點數折抵', money(-byPoints))]),
  ];
}

function refundWords({ type, programmeId }: SaleReturned['tenders'][number], words: PointsWords): string {
  switch (type) {
    case 'cash':
      return '退現金';
    case 'card':
      return '退刷卡';
    case 'voucher':
      return '退禮券';
    case 'points':
      return `退${programmeId === undefined ? '點數' : programmeName(programmeId, words)}`;
    default:
      return unreachable(type);
  }
}

/** By how much the sale's invoice falls; kinds of tax that the goods do not have are left out. */
function allowanceRows({ allowance }: SaleReturned): readonly ReceiptBlock[] {
  const { total, net, tax, exempt, notInvoiced } = allowance;
  return [
    { kind: 'feed', lines: 1 },
    ...(total === 0 ? [] : [columns('折讓未稅金額 TX', money(net)), columns('折讓稅額', money(tax))]),
    ...(exempt === 0 ? [] : [columns('折讓免稅金額 免', money(exempt))]),
    ...(notInvoiced === 0 ? [] : [columns('不開發票 ＊', money(notInvoiced))]),
  ];
}

/** Head office has the last word on all of them: this till may not have seen the whole ledger. */
function pointsMoved({ points }: SaleReturned): readonly PointsMoved[] {
  return (points?.entries ?? []).flatMap((entry): PointsMoved[] => {
    const { programmeId } = entry;
    if (entry.kind === 'REVERSE_EARN')
      return [{ word: '收回', programmeId, points: entry.points, awaits: 'head-office' }];
    if (entry.kind === 'REVERSE_BURN')
      return [{ word: '退還', programmeId, points: entry.points, awaits: 'head-office' }];
    return [];
  });
}
