import type { ReceiptBlock, ReceiptDocument } from '../../drivers/printer/receipt-document.ts';
import { taipeiDateTime } from '../domain/civil-time.ts';
import type { Payload, SaleCompleted } from '../domain/entries.ts';

/** What stands at the head of every slip. */
export type ShopHead = Pick<
  Payload<'till.enrolled'>,
  'storeName' | 'registerNumber' | 'sellerTaxId' | 'address'
>;

/**
 * A sale's receipt. Every figure is the journal's own; nothing is worked out again. A copy made later says so on the
 * paper (補印), and the till's first language is on it whatever the cashier's screen speaks.
 */
export function receiptOf(
  sale: SaleCompleted,
  printed: { readonly completedAtMs: number; readonly head: ShopHead; readonly isReprint: boolean },
): ReceiptDocument {
  const { head } = printed;
  const blocks: ReceiptBlock[] = [
    { kind: 'text', text: head.storeName, align: 'center', size: 2 },
    ...(head.address === undefined ? [] : [centred(head.address)]),
    ...(head.sellerTaxId === undefined ? [] : [centred(`統一編號 ${head.sellerTaxId}`)]),
    { kind: 'feed', lines: 1 },
    {
      kind: 'text',
      text: printed.isReprint ? '交易明細（補印）' : '交易明細',
      align: 'center',
      isBold: true,
    },
    columns(taipeiDateTime(printed.completedAtMs), `機 ${head.registerNumber}`),
    columns(`序號 ${sale.receiptNumber}`, sale.operatorName),
    { kind: 'rule', style: 'dashed' },
    ...sale.lines.flatMap(lineBlocks),
    { kind: 'rule', style: 'dashed' },
    columns(`小計　${sale.pieces} 件`, money(sale.gross)),
    ...(sale.discount === 0 ? [] : [columns('優惠', money(-sale.discount))]),
    { kind: 'columns', left: '合計', right: `NT$${money(sale.due)}`, size: 2, isBold: true },
    { kind: 'rule', style: 'double' },
    ...sale.tenders.map((tender) => columns(TENDER_NAMES[tender.type], money(tender.amount))),
    columns('找零', money(sale.change)),
    { kind: 'feed', lines: 1 },
    ...taxBlocks(sale),
    { kind: 'feed', lines: 1 },
    centred('謝謝光臨'),
  ];
  return { blocks, cut: 'partial' };
}

const TENDER_NAMES: Readonly<Record<SaleCompleted['tenders'][number]['type'], string>> = { cash: '現金' };
/** All two columns wide, so that the amounts before them stand under each other. The tax rows say what they mean. */
const TAX_MARKS = { taxable: 'TX', exempt: '免', 'not-invoiced': '＊' } as const;

function lineBlocks(line: SaleCompleted['lines'][number]): ReceiptBlock[] {
  const figures = `${money(line.gross)} ${TAX_MARKS[line.tax]}`;
  if (line.quantity === 1) return [columns(line.name, figures)];
  return [
    { kind: 'text', text: line.name },
    columns(`　${money(line.unitPrice)} × ${line.quantity}`, figures),
  ];
}

function taxBlocks(sale: SaleCompleted): ReceiptBlock[] {
  const { tax } = sale;
  return [
    columns('應稅銷售額 TX', money(tax.taxableNet)),
    columns('營業稅 5%', money(tax.tax)),
    ...(tax.exempt === 0 ? [] : [columns('免稅銷售額 免', money(tax.exempt))]),
    ...(tax.notInvoiced === 0 ? [] : [columns('不開發票 ＊', money(tax.notInvoiced))]),
  ];
}

function columns(left: string, right: string): ReceiptBlock {
  return { kind: 'columns', left, right };
}

function centred(text: string): ReceiptBlock {
  return { kind: 'text', text, align: 'center' };
}

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Grouped by three; a minus that every printer has. */
function money(amount: number): string {
  return amount < 0 ? `-${grouped.format(-amount)}` : grouped.format(amount);
}
