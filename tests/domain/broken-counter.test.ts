// Goal: reductions by hand never go further than was allowed, and whatever head office may publish leads to a sale that
// can be finished, kept and brought back.
import { describe, expect, test } from 'vitest';
import { crossProgramme } from '../../fixtures/pricing/scenario-programmes.ts';
import { EarnRule } from '../../src-main/domain/points/earn-rule.ts';
import { PointsProgramme } from '../../src-main/domain/points/programme.ts';
import {
  APPROVAL,
  lastReturn,
  lastSale,
  lineIdOf,
  PRODUCTS,
  returnOf,
  ring,
  showMember,
  tillIn,
} from './counter-deeds.ts';
import { coupon, MEMBER_CODE, memberOf, OffersWorld, promotion } from './offers-world.ts';
import type { PureTill } from './pure-till.ts';

const FOOD = { select: { categories: ['FOOD'] } };

function override(till: PureTill, sku: string, price: number | null) {
  return {
    kind: 'override-price',
    saleId: till.saleId,
    lineId: lineIdOf(till, sku),
    price,
    reason: 'damaged',
    approval: APPROVAL,
  } as const;
}

function cash(till: PureTill, amount: number): void {
  till.must({ kind: 'take-cash', saleId: till.saleId, amount });
}

describe('reductions by hand', () => {
  test('an amount that was allowed for ten pieces is not kept for one', () => {
    const till = tillIn();
    ring(till, { B01: 10 });
    const lineId = lineIdOf(till, 'B01');
    const { saleId } = till;
    till.must({
      kind: 'give-discount',
      saleId,
      lineId,
      discount: { kind: 'amount', amount: 89 },
      reason: 'goodwill',
      approval: APPROVAL,
    });
    till.must({ kind: 'set-quantity', saleId, lineId, quantity: 1 });
    expect(till.code({ kind: 'begin-payment', saleId })).toBe('discount-too-large');
    expect(till.code({ kind: 'take-cash', saleId, amount: 0 })).toBe('discount-too-large');
    till.must({ kind: 'give-discount', saleId, lineId, discount: null, reason: 'goodwill' });
    cash(till, 100);
    expect(lastSale(till).due).toBe(89);
  });

  test('an amount off the whole sale is not kept when nearly all of it is taken away', () => {
    const till = tillIn();
    ring(till, { SH1: 10, B01: 1 });
    const { saleId } = till;
    till.must({
      kind: 'give-discount',
      saleId,
      lineId: null,
      discount: { kind: 'amount', amount: 500 },
      reason: 'goodwill',
      approval: APPROVAL,
    });
    till.must({ kind: 'remove-line', saleId, lineId: lineIdOf(till, 'SH1') });
    expect(till.code({ kind: 'take-cash', saleId, amount: 0 })).toBe('discount-too-large');
    till.must({ kind: 'give-discount', saleId, lineId: null, discount: null, reason: 'goodwill' });
    cash(till, 100);
    expect(lastSale(till).due).toBe(89);
  });

  test('a price by hand never stands above a shelf price that has fallen since', () => {
    const till = tillIn();
    ring(till, { SH1: 1 });
    till.must(override(till, 'SH1', 180));
    till.catalog.publish(PRODUCTS.map((each) => (each.sku === 'SH1' ? { ...each, unitPrice: 99 } : each)));
    expect(till.code({ kind: 'begin-payment', saleId: till.saleId })).toBe('price-changed');
    cash(till, 500);
    expect(lastSale(till).due).toBe(99);
  });

  test('taking a price back does not lift the sale above its bound', () => {
    const till = tillIn();
    till.catalog.publish(
      PRODUCTS.map((each) => (['SH1', 'SH2'].includes(each.sku) ? { ...each, unitPrice: 9_999_999 } : each)),
    );
    ring(till, { SH1: 10 });
    till.must(override(till, 'SH1', 1_000_000));
    ring(till, { SH2: 8 });
    expect(till.code(override(till, 'SH1', null))).toBe('cart-full');
  });

  test('a price by hand is taken back, and not paid, once the law forbids it', () => {
    const world = new OffersWorld();
    const till = tillIn(world);
    ring(till, { B01: 1 });
    till.must(override(till, 'B01', 50));
    const none = { categories: ['FOOD'], skus: [] };
    world.policy = { notPromoted: none, notCounted: none, notEarning: none };
    expect(till.code({ kind: 'take-cash', saleId: till.saleId, amount: 100 })).toBe('discount-forbidden');
    till.must(override(till, 'B01', null));
    cash(till, 100);
    expect(lastSale(till).due).toBe(89);
  });
});

describe('what head office may publish can be sold and kept', () => {
  test('gifts by the ten thousand', () => {
    const world = new OffersWorld();
    world.promotions = [
      promotion('G', { kind: 'gift', minimum: 1, sku: 'FREE', quantity: 999, maxTimes: 999 }),
    ];
    const till = tillIn(world);
    ring(till, { SH1: 100 });
    till.must({ kind: 'take-card', saleId: till.saleId, amount: 100 });
    cash(till, 20_000);
    expect(lastSale(till).gifts?.[0]?.quantity).toBe(999 * 999);
  });

  test('a hundred and twenty promotions with gifts', () => {
    const world = new OffersWorld();
    world.promotions = Array.from({ length: 120 }, (_, index) =>
      promotion(`G${index}`, { kind: 'gift', within: { categories: ['HBA'] }, minimum: 1, sku: 'FREE' }),
    );
    const till = tillIn(world);
    ring(till, { SH1: 1 });
    cash(till, 199);
    expect(lastSale(till).gifts).toHaveLength(120);
  });

  test('no gift that the law keeps from promotion', () => {
    const world = new OffersWorld();
    world.promotions = [promotion('G', { kind: 'gift', minimum: 100, sku: 'CG1' })];
    const till = tillIn(world);
    ring(till, { SH1: 1 });
    cash(till, 199);
    expect(lastSale(till).gifts ?? []).toEqual([]);
  });

  test('a member whom more than two hundred offers are for', () => {
    const world = new OffersWorld();
    world.promotions = Array.from({ length: 201 }, (_, index) =>
      promotion(`P${index}`, {
        kind: 'segment-percent',
        audience: { segment: { id: 'seg', variant: 'A' } },
        payPct: 90,
        ...FOOD,
      }),
    );
    const segments = [{ id: 'seg', variant: 'A' }];
    world.memberCodes.set(MEMBER_CODE, memberOf('M1', { segments }));
    const till = tillIn(world);
    showMember(till);
    ring(till, { B01: 1 });
    cash(till, 100);
    expect(lastSale(till).due).toBe(80);
  });

  test('more earn rules than two hundred that one sale meets', () => {
    const world = new OffersWorld();
    world.earnRules = Array.from({ length: 1_000 }, (_, index) =>
      EarnRule.parse({
        id: `r${index}`,
        version: 1,
        programmeId: 'OWN',
        formula: { kind: 'rate', points: 1, perAmount: 1, rounding: 'down' },
        goods: {},
        when: {},
        money: { kind: 'any' },
        caps: { perSale: null, perDay: null, perMonth: null },
        confirms: 'at-once',
      }),
    );
    const till = tillIn(world);
    showMember(till);
    ring(till, { B01: 1 });
    cash(till, 89);
    expect(lastSale(till).points?.earned).toHaveLength(1_000);
    till.must(returnOf(lastSale(till)));
    expect(lastReturn(till).points?.entries).toHaveLength(1_000);
  });

  test('more programmes burned in one sale than ten', () => {
    const world = new OffersWorld();
    world.programmes = Array.from({ length: 12 }, (_, index) =>
      PointsProgramme.parse({
        ...crossProgramme(),
        id: `C${index}`,
        burn: { ...crossProgramme().burn, sharedCap: null },
      }),
    );
    const till = tillIn(world);
    showMember(till);
    ring(till, { SH1: 1 });
    for (const { id: programmeId } of world.programmes) {
      world.sendSnapshot(100, { programmeId });
      world.sendGrant(100, { programmeId });
      till.must({ kind: 'burn-points', saleId: till.saleId, programmeId, wanted: 10 });
    }
    cash(till, 79);
    expect(lastSale(till).points?.burns).toHaveLength(12);
  });

  test('a sale paid with sixty vouchers comes back', () => {
    const till = tillIn();
    ring(till, { SH1: 1 });
    for (let count = 0; count < 60; count += 1)
      till.must({ kind: 'take-voucher', saleId: till.saleId, amount: 3 });
    cash(till, 19);
    till.must(returnOf(lastSale(till)));
    expect(lastReturn(till).refund).toBe(199);
  });

  test('a code of our members’ form that no number can be is a code that nobody knows', () => {
    const till = tillIn();
    till.policy = { ...till.policy, memberCodePattern: 'VIP/[0-9]+' };
    expect(till.code({ kind: 'scan', code: 'VIP/123', origin: 'scanner' })).toBe('unknown-barcode');
  });
});

test('a coupon is handed back to the customer', () => {
  const world = new OffersWorld();
  world.issue(coupon('C1'));
  const till = tillIn(world);
  ring(till, { B01: 1 });
  till.must({ kind: 'scan', code: 'C1', origin: 'scanner' });
  till.must({ kind: 'withdraw-coupon', saleId: till.saleId, couponId: 'C1' });
  cash(till, 89);
  expect(lastSale(till)).toMatchObject({ due: 89 });
});
