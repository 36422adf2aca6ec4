// Goal: whatever was sold, a customer who adds the printed figures up comes to the due, and the reductions to the discount.
// Method: random baskets, promotions, coupons, reductions by hand and points, priced, set for 58 mm paper and read from
// its right edge.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeReceipt } from '../../drivers/printer/encode-receipt.ts';
import { createGlyphSource } from '../../drivers/printer/glyph-source.ts';
import { printerProfiles } from '../../drivers/printer/profiles.ts';
import { columnsOf } from '../../drivers/printer/text-columns.ts';
import type { BasketLine, ManualDiscount } from '../../src-main/domain/pricing/basket.ts';
import { Coupon } from '../../src-main/domain/pricing/coupon.ts';
import { applyReduction } from '../../src-main/domain/pricing/reduction.ts';
import type { SaleCompleted } from '../../src-main/domain/sale-payloads.ts';
import { receiptOf } from '../../src-main/engine/receipt.ts';
import { ALWAYS, basketOf, MEMBER, price } from '../domain/pricing/helpers.ts';
import { someDeals, someLines } from '../domain/pricing/random-deals.ts';
import { offer, saleOf, WORDS } from './receipt-samples.ts';

const head = { storeName: '信義松仁門市', registerNumber: '2' };
const scene = { head, isReprint: false, completedAtMs: Date.UTC(2026, 10, 21, 4) };

const amount = fc.integer({ min: 1, max: 120 });
const manual = fc.option(
  fc.oneof(
    amount.map((off): ManualDiscount => ({ kind: 'amount', amount: off })),
    fc.integer({ min: 0, max: 99 }).map((payPct): ManualDiscount => ({ kind: 'percent', payPct })),
  ),
  { nil: undefined },
);
const byHand = fc.array(
  fc.record({ manualDiscount: manual, priceOverride: fc.option(amount, { nil: undefined }) }),
  {
    minLength: 5,
    maxLength: 5,
  },
);
const coupon = fc.option(amount, { nil: undefined });
const names = { A1: '甲商品', A2: '乙商品', A3: '丙商品', B1: '丁商品', B2: '戊商品' };
const taxes = { A2: 'exempt', B2: 'not-invoiced' } as const;
const glyphs = createGlyphSource();
const profile = printerProfiles['generic-58'];

/** Figures flush with the paper's right edge, by where they stand. */
const printedFigures = (sale: SaleCompleted) => {
  const lines = encodeReceipt(receiptOf(sale, { ...scene, ...WORDS }), profile, glyphs).text.split('\n');
  const rules = lines.flatMap((line, at) => (/^(- )+-?$|^=+$/.test(line) ? [at] : []));
  const [top = 0, middle = 0, bottom = 0] = rules;
  const figureOf = (line: string) => {
    const found = /(?:^| )(?:NT\$)?(-?[0-9,]+)(?: (?:TX|免|＊))?$/.exec(line)?.[1]?.replaceAll(',', '');
    const width = columnsOf(line) * (line.includes('NT$') ? 2 : 1);
    return found === undefined || width !== 32 ? [] : [Number(found)];
  };
  return {
    above: lines.slice(top, middle).flatMap(figureOf),
    below: lines.slice(middle, bottom).flatMap(figureOf),
  };
};

test('the column of goods and reductions adds up to the due, and the reductions to the discount', () => {
  fc.assert(
    fc.property(
      someLines(9),
      someDeals,
      byHand,
      coupon,
      manual,
      fc.tuple(amount, amount),
      fc.nat({ max: 100 }),
      (goods, deals, hand, off, saleDiscount, [every, least], burnPct) => {
        const basket = basketOf(
          goods.map((line, index): BasketLine => {
            const { manualDiscount, priceOverride } = hand[index] ?? {};
            return {
              ...line,
              ...(manualDiscount === undefined ? {} : { manualDiscount }),
              ...(priceOverride === undefined ? {} : { priceOverride }),
            };
          }),
          {
            member: MEMBER,
            coupons: off === undefined ? [] : [{ coupon: couponOf(off), isAuthentic: true, isUsedUp: false }],
            ...(saleDiscount === undefined ? {} : { saleDiscount }),
          },
        );
        const labelled = deals.map((deal) => ({
          ...deal,
          label: { 'zh-TW': '商品一起買比較便宜的優惠活動' },
        }));
        const before = price(basket, [
          ...labelled,
          offer('EVERY', '每滿折', { kind: 'every-amount', every, off: 1 + (every >> 1), max: 3 }),
          offer('LEAST', '滿額再折', {
            kind: 'threshold-percent',
            steps: [{ minimum: least, payPct: 90 }],
          }),
        ]);
        const burned = Math.floor((before.earnBase * burnPct) / 100);
        const label = { 'zh-TW': '隅角點數' };
        const source = { promotionId: 'OWN', version: 1, label };
        const priced = applyReduction(before, burned, before.earnLineIds, source);
        const sale = saleOf(
          basket,
          priced,
          { names, taxes },
          { tenders: [{ type: 'card', amount: priced.due }] },
        );

        const { above, below } = printedFigures(sale);
        const sum = (figures: readonly number[]) => figures.reduce((all, figure) => all + figure, 0);
        const reductions = above.filter((figure) => figure < 0);
        expect(sum(above.filter((figure) => figure >= 0))).toBe(sale.gross);
        expect(-sum(reductions) + burned).toBe(sale.discount);
        // 小計, 優惠合計, points and 合計, of which those that are nothing are left out.
        const [total, ...terms] = below.toReversed();
        expect(total).toBe(sale.due);
        expect(sum(terms)).toBe(sale.due);
        expect(sum(above) - burned).toBe(sale.due);
      },
    ),
    { numRuns: 150 },
  );
});

const couponOf = (off: number) =>
  Coupon.parse({
    id: 'C',
    campaignId: 'C',
    version: 1,
    label: { 'zh-TW': '回饋' },
    benefit: { kind: 'amount', off },
    minimum: 0,
    validity: ALWAYS,
    isSingleUse: true,
  });
