// Goal: all steps in their order, against a second opinion that works them out by hand; and what must always hold.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BasketLine, ManualDiscount } from '../../../src-main/domain/pricing/basket.ts';
import { Coupon } from '../../../src-main/domain/pricing/coupon.ts';
import { applyReduction } from '../../../src-main/domain/pricing/reduction.ts';
import { ALWAYS, basketOf, MEMBER, nets, price, promotion } from './helpers.ts';
import { oracleNets } from './oracle-steps.ts';
import { someDeals, someLines } from './random-deals.ts';

const select = fc.constantFrom(
  { categories: ['A'] },
  { categories: ['B'] },
  { skus: ['A1', 'B1'] },
  { skus: ['A2'] },
);
const within = fc.option(select, { nil: undefined });
const priority = fc.integer({ min: 0, max: 2 });
const amount = fc.integer({ min: 1, max: 120 });
const payPct = fc.integer({ min: 0, max: 99 });
const others = fc
  .array(
    fc.oneof(
      fc.record({ kind: fc.constant('member-price'), select, price: fc.nat({ max: 60 }) }),
      fc.record({ kind: fc.constant('exclusive-percent'), select, payPct }),
      fc.record({
        kind: fc.constant('every-amount'),
        within,
        every: amount,
        off: amount,
        max: fc.integer({ min: 1, max: 3 }),
        priority,
      }),
      fc.record({
        kind: fc.constant('threshold-amount'),
        within,
        steps: fc.uniqueArray(fc.record({ minimum: amount, off: amount }), {
          minLength: 1,
          maxLength: 3,
          selector: (it) => it.minimum,
        }),
        priority,
      }),
      fc.record({ kind: fc.constant('order-percent'), within, payPct, priority }),
      fc.record({ kind: fc.constant('gift'), within, sku: fc.constant('G'), minimum: amount }),
    ),
    { maxLength: 5 },
  )
  .map((list) => list.map((terms, index) => promotion(`T${index}`, terms)));
const coupons = fc
  .array(fc.record({ off: amount, minimum: fc.nat({ max: 120 }), within }), { maxLength: 2 })
  .map((list) =>
    list.map(({ off, ...rest }, index) =>
      Coupon.parse({
        id: `C${index}`,
        campaignId: 'C',
        version: 1,
        label: { 'zh-TW': '券' },
        benefit: { kind: 'amount', off },
        validity: ALWAYS,
        isSingleUse: true,
        ...rest,
      }),
    ),
  );
const shown = (list: readonly Coupon[]) =>
  list.map((coupon) => ({ coupon, isAuthentic: true, isUsedUp: false }));
const withTobacco = (lines: readonly BasketLine[]) =>
  lines.map((line, index) => (index === 3 ? { ...line, category: 'TOBACCO' } : line));

test('nets and gifts are those that the rules give for one of the best combinations', () => {
  fc.assert(
    fc.property(someLines(5), someDeals, others, coupons, (lines, deals, rest, list) => {
      const mixed = withTobacco(lines);
      const promotions = [...deals.slice(0, 2), ...rest];
      const priced = price(basketOf(mixed, { member: MEMBER, coupons: shown(list) }), promotions);
      const got = JSON.stringify({
        nets: nets(priced),
        gifts: priced.gifts.map((gift) => gift.promotionId).sort(),
      });
      expect([...oracleNets(mixed, promotions, list)]).toContain(got);
    }),
    { numRuns: 2_000 },
  );
});

const manual: fc.Arbitrary<ManualDiscount | undefined> = fc.option(
  fc.oneof(
    fc.record({ kind: fc.constant('amount' as const), amount }),
    fc.record({ kind: fc.constant('percent' as const), payPct }),
  ),
  { nil: undefined },
);
const dressed = (line: BasketLine, how: number, manualDiscount: ManualDiscount | undefined): BasketLine => ({
  ...line,
  ...(how === 1 ? { measure: { kind: 'amount', amount: 87 } } : {}),
  ...(how === 2 ? { measure: { kind: 'weight', grams: 375, pricePerKg: 199 } } : {}),
  ...(how === 3 ? { priceOverride: 17 } : {}),
  ...(how === 4 ? { category: 'TOBACCO' } : {}),
  ...(how === 5 ? { category: 'GIFT_CARD' } : {}),
  ...(manualDiscount === undefined ? {} : { manualDiscount }),
});
const fixed = fc
  .record({
    price: fc.nat({ max: 30 }),
    minimum: amount,
    stamps: fc.nat({ max: 3 }),
    maxUnits: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ stamps, ...terms }) =>
    promotion('F1', {
      sku: 'B1',
      ...terms,
      ...(stamps === 0 ? { kind: 'add-on' } : { kind: 'redeem', stamps }),
    }),
  );

test('sums hold, nothing is negative, parts explain all, and order and repetition change nothing', () => {
  const hows = fc.array(fc.tuple(fc.nat({ max: 9 }), manual), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(
      someLines(12),
      hows,
      someDeals,
      others,
      coupons,
      fixed,
      manual,
      fc.nat({ max: 300 }),
      (plain, how, deals, rest, list, addOn, whole, burn) => {
        const lines = plain.map((line, index) => dressed(line, how[index]?.[0] ?? 9, how[index]?.[1]));
        const promotions = [...deals, ...rest, addOn];
        const basket = basketOf(lines, {
          member: { ...MEMBER, stamps: 5 },
          coupons: shown(list),
          ...(whole === undefined ? {} : { saleDiscount: whole }),
        });
        const priced = price(basket, promotions);
        expect(price(basket, promotions.toReversed())).toEqual(priced);
        const burned = applyReduction(priced, Math.min(burn, priced.earnBase), priced.earnLineIds);
        expect(burned.due).toBe(priced.due - Math.min(burn, priced.earnBase));
        expect(burned.earnBase).toBe(priced.earnBase - Math.min(burn, priced.earnBase));
        for (const it of [priced, burned]) {
          expect(it.due).toBe(it.gross - it.discount);
          expect(it.notes.reduce((sum, note) => sum + note.amount, 0)).toBe(it.discount);
          for (const line of it.lines) {
            expect(line.net).toBeGreaterThanOrEqual(0);
            expect(line.gross - line.discount).toBe(line.net);
            expect(line.parts.reduce((sum, part) => sum + part.amount, 0)).toBe(line.discount);
            for (const part of line.parts) expect(part.amount).toBeGreaterThan(0);
          }
          for (const key of ['gross', 'discount', 'net'] as const) {
            expect(it.lines.reduce((sum, line) => sum + line[key], 0)).toBe(key === 'net' ? it.due : it[key]);
          }
        }
        expect(priced.stampsNeeded).toBeLessThanOrEqual(5);
        for (const [index, line] of lines.entries()) {
          if (line.category === 'TOBACCO')
            expect(priced.lines[index]).toMatchObject({ discount: 0, mayEarn: false });
        }
      },
    ),
    { numRuns: 1_500 },
  );
});
