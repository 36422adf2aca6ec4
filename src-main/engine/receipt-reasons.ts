import type { ReceiptBlock } from '../../drivers/printer/receipt-document.ts';
import { unreachable } from '../base/assert.ts';
import type { PriceStep } from '../domain/pricing/priced-basket.ts';
import type { SaleLine, StoredPart } from '../domain/sale-payloads.ts';
import { columns, goodsRows, kilograms, markedMoney, money, noteRow, noteText } from './receipt-parts.ts';

/**
 * Why a price is what it is, in rows. What belongs to one line stands under it, with its share of what several lines
 * share; what belongs to the sale as a whole stands once, under the last line. Own points are no saving and stand by the total.
 */

/** What a reduction is called where nobody gave it a name. */
const STEP_WORDS: Readonly<Record<PriceStep, string>> = {
  'member-price': '會員價',
  exclusive: '即期優惠',
  'item-deal': '商品優惠',
  'add-on': '加價購',
  redeem: '集點換購',
  'manual-line': '店員折扣',
  transaction: '滿額優惠',
  coupon: '折價券',
  'manual-sale': '整筆折扣',
  reduction: '點數折抵',
};

/** Reductions of the sale as a whole, in the order in which pricing takes them (rules.order). */
const WHOLE_STEPS: readonly PriceStep[] = ['transaction', 'coupon', 'manual-sale'];

/** What says where a reduction comes from. */
export type Reason = Pick<StoredPart, 'step' | 'label'>;

/** A reduction as customers know it. Coupons and points are told as such, whatever they are called. */
export function reasonText({ step, label }: Reason): string {
  const words = label?.['zh-TW'];
  if (words === undefined) return STEP_WORDS[step];
  if (step === 'reduction') return `${words}折抵`;
  return step === 'coupon' && !words.includes('券') ? `折價券　${words}` : words;
}

/** A line of goods: what it costs by itself, how that came about, and each reduction of its own. */
export function lineRows(line: SaleLine): readonly ReceiptBlock[] {
  const { parts = [], priceOverride } = line;
  const own = parts.filter(({ step }) => !WHOLE_STEPS.includes(step) && step !== 'reduction');
  const unexplained = line.discount - sumOf(parts);
  return [
    ...goodsRows(line.name, measureText(line), markedMoney(line.gross, line.tax)),
    ...(priceOverride === undefined ? [] : [noteText(`改價（原價 ${shelfPrice(line)}）`)]),
    ...own.map((part) => noteRow(reasonText(part), -part.amount)),
    ...(unexplained === 0 ? [] : [noteRow('優惠', -unexplained)]),
  ];
}

function measureText({ measure, quantity, unitPrice, priceOverride }: SaleLine): string | undefined {
  if (measure === undefined || measure.kind === 'pieces')
    return quantity === 1 ? undefined : `${money(priceOverride ?? unitPrice)} × ${money(quantity)}`;
  switch (measure.kind) {
    case 'weight': {
      const weight = kilograms(measure.grams);
      return priceOverride === undefined ? `${weight} × ${money(measure.pricePerKg)}/kg` : weight;
    }
    case 'amount':
      return priceOverride === undefined ? '標價' : undefined;
    default:
      return unreachable(measure);
  }
}

/** What the line would have cost, per piece, per kilogram or by its label. */
function shelfPrice({ measure, unitPrice }: SaleLine): string {
  if (measure?.kind === 'weight') return `${money(measure.pricePerKg)}/kg`;
  return money(measure?.kind === 'amount' ? measure.amount : unitPrice);
}

/** Reductions of the whole sale, each once with its sum over all lines. */
export function wholeSaleRows(lines: readonly SaleLine[]): readonly ReceiptBlock[] {
  const parts = lines.flatMap((line) => line.parts ?? []);
  return WHOLE_STEPS.flatMap((step) => {
    const sources = Map.groupBy(
      parts.filter((part) => part.step === step),
      ({ promotionId, couponId }) => JSON.stringify([promotionId, couponId]),
    );
    return [...sources.values()].flatMap((shares) => {
      const [first] = shares;
      return first === undefined ? [] : [columns(reasonText(first), money(-sumOf(shares)))];
    });
  });
}

/** Own points by programme, as far as they lowered prices. Whole NT$. */
export function pointsOff(
  lines: readonly SaleLine[],
): readonly { readonly programmeId: string | null; readonly words: string; readonly amount: number }[] {
  const parts = lines.flatMap((line) => (line.parts ?? []).filter(({ step }) => step === 'reduction'));
  return [...Map.groupBy(parts, ({ promotionId }) => promotionId)].map(([programmeId, shares]) => ({
    programmeId,
    words: reasonText(shares[0] ?? { step: 'reduction', label: null }),
    amount: sumOf(shares),
  }));
}

/** Whole NT$ of all parts together. */
export function sumOf(parts: readonly { readonly amount: number }[]): number {
  return parts.reduce((sum, { amount }) => sum + amount, 0);
}
