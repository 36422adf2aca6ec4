// Goal: what people may take off by hand stays within the policy's limit, whatever happens to the cart afterwards.
import { expect, test } from 'vitest';
import { EarnRule } from '../../src-main/domain/points/earn-rule.ts';
import type { ManualDiscount } from '../../src-main/domain/pricing/basket.ts';
import { APPROVAL, lastSale, lineIdOf, ring, showMember, tillIn } from './counter-deeds.ts';
import { expectRefused } from './expect-refused.ts';
import { MEMBER_CODE, memberOf, OffersWorld } from './offers-world.ts';
import type { PureTill } from './pure-till.ts';

const discount = (till: PureTill, sku: string | null, reduction: ManualDiscount) =>
  ({
    kind: 'give-discount',
    saleId: till.saleId,
    lineId: sku === null ? null : lineIdOf(till, sku),
    discount: reduction,
    reason: 'goodwill',
    approval: APPROVAL,
  }) as const;

test('an amount off the whole sale is measured against the goods that carry it, not the tobacco beside them', () => {
  const till = tillIn();
  ring(till, { CG1: 1, R01: 1 });
  expectRefused(till, discount(till, null, { kind: 'amount', amount: 16 }), 'discount-too-large', {
    pct: 54,
    max: 50,
  });
  expectRefused(till, discount(till, null, { kind: 'amount', amount: 31 }), 'discount-invalid', { max: 50 });
  till.must(discount(till, null, { kind: 'amount', amount: 15 }));
  till.must({ kind: 'confirm-age', saleId: till.saleId, minimumAge: 20 });
  till.payCash(140);
  expect(lastSale(till).lines.map(({ sku, net }) => [sku, net])).toEqual([
    ['CG1', 125],
    ['R01', 15],
  ]);
});

test('half of two coffees is no longer half once one of them is put back: it is refused or cut somewhere', () => {
  const till = tillIn();
  ring(till, { A01: 2 });
  till.must(discount(till, 'A01', { kind: 'amount', amount: 45 }));
  const { saleId } = till;
  till.do({ kind: 'set-quantity', saleId, lineId: lineIdOf(till, 'A01'), quantity: 1 });
  till.do({ kind: 'begin-payment', saleId });
  const due = till.ui.quote?.due ?? 0;
  till.do({ kind: 'take-cash', saleId, amount: due });
  const finished = till.entries.flatMap((each) => (each.kind === 'sale.completed' ? [each.payload] : []));
  expect(finished.filter((sale) => sale.discount * 2 > sale.gross)).toEqual([]);
});

test('the bonus of a first purchase is given once, also where another sale was parked meanwhile', () => {
  const world = new OffersWorld();
  world.memberCodes.set(MEMBER_CODE, memberOf('M1', { hasBought: false }));
  const [base] = world.earnRules;
  world.earnRules = [
    EarnRule.parse({
      ...base,
      id: 'first',
      when: { isFirstPurchase: true },
      formula: { kind: 'threshold', points: 500, minimum: 1 },
    }),
  ];
  const till = tillIn(world);
  ring(till, { A01: 1 });
  showMember(till);
  const parked = till.saleId;
  till.must({ kind: 'suspend-cart', saleId: parked });
  ring(till, { A01: 1 });
  showMember(till);
  till.payCash(45);
  expect(lastSale(till).points?.earned).toMatchObject([{ points: 500 }]);
  till.must({ kind: 'resume-cart', saleId: parked });
  till.payCash(45);
  expect(lastSale(till).points?.earned).toEqual([]);
});
