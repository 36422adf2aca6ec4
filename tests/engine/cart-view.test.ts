// Goal: the cart on the screen says what the rules say: what it costs and why, and what points could do for it. What is
// offered can be had, and what is more cannot.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sceneOf } from '../../src-main/domain/cart/price-cart.ts';
import {
  balancesOf,
  type CartSources,
  type MemberProfile,
  viewCart,
} from '../../src-main/engine/cart-view.ts';
import { APPROVAL, lastSale, lineIdOf, returnOf, ring, showMember, tillIn } from '../domain/counter-deeds.ts';
import { coupon, OffersWorld, PHONE, promotion } from '../domain/offers-world.ts';
import type { PureTill } from '../domain/pure-till.ts';
import { anyVisit, sell } from '../domain/random-visits.ts';
import { NOON_MS } from '../support/open-till.ts';

const HOUR_MS = 3_600_000;
const PROFILE: MemberProfile = {
  maskedName: '王○明',
  maskedPhone: '0912***678',
  balances: [{ programmeId: 'OWN', points: 9_000, pending: 120 }],
  asOfMs: NOON_MS - HOUR_MS,
  mayNote: true,
};

function sources(till: PureTill, profile: MemberProfile | undefined = PROFILE): CartSources {
  const { nowMs, isOnline, readers } = till;
  const scene = sceneOf(till.state, { ...readers, nowMs, isOnline });
  return { scene, profileOf: () => profile, oldAfterMs: 24 * HOUR_MS };
}

function view(till: PureTill, profile?: MemberProfile) {
  if (till.state.cart === null) throw new Error('a cart is open');
  return viewCart(till.state.cart, sources(till, profile)).view;
}

const burnOf = (till: PureTill, programmeId: string) =>
  view(till).burns.find((each) => each.programmeId === programmeId);

/** Papers for NT$30 of own points and 40 of a partner's. */
function withPapers(): OffersWorld {
  const world = new OffersWorld();
  for (const [programmeId, points] of [
    ['OWN', 9_000],
    ['CROSS', 40],
  ] as const) {
    world.sendSnapshot(points, { programmeId });
    world.sendGrant(points, { programmeId });
  }
  return world;
}

describe('what points could do', () => {
  test('the most that is shown can be had, and not a dollar more', () => {
    let offered = 0;
    fc.assert(
      fc.property(anyVisit, (visit) => {
        const till = sell({ ...visit, isMember: true, tenders: [], burns: [] });
        till.isOnline = false;
        for (const { programmeId, maximum, maximumPoints } of view(till).burns) {
          const ask = { kind: 'burn-points', saleId: till.saleId, programmeId } as const;
          expect(till.do({ ...ask, wanted: maximum + 1 }).refusal?.params.max ?? maximum).toBe(maximum);
          if (maximum === 0) continue;
          offered += 1;
          till.must({ ...ask, wanted: maximum });
          const chosen = burnOf(till, programmeId);
          expect([chosen?.state, chosen?.value, chosen?.points]).toEqual(['chosen', maximum, maximumPoints]);
          till.must({ kind: 'drop-burn', saleId: till.saleId, programmeId });
        }
      }),
      { numRuns: 60 },
    );
    expect(offered).toBeGreaterThan(20);
  });

  test('beside what is chosen of another programme: one share of the pool bounds both', () => {
    const world = withPapers();
    world.sendPoolShare(15);
    const till = tillIn(world);
    ring(till, { B01: 2 });
    showMember(till);
    till.must({ kind: 'burn-points', saleId: till.saleId, programmeId: 'OWN', wanted: 10 });
    expect(burnOf(till, 'CROSS')).toMatchObject({ maximum: 5, boundBy: 'pool-share' });
  });

  test.each([
    ['by phone alone', 'phone-only', (till: PureTill) => till.must({ kind: 'identify-phone', phone: PHONE })],
    ['without papers', 'no-grant', showMember],
  ] as const)('%s: nothing, and why', (_, refusedBy, identify) => {
    const till = tillIn();
    ring(till, { B01: 1 });
    identify(till);
    expect(burnOf(till, 'OWN')).toMatchObject({ maximum: 0, refusedBy });
    expect(burnOf(till, 'STAMPS')).toBeUndefined();
  });

  test('while head office answers, its last word on the balance is the guess', () => {
    const till = tillIn();
    ring(till, { B01: 1 });
    showMember(till);
    till.isOnline = true;
    expect(burnOf(till, 'OWN')).toMatchObject({ maximum: 30, maximumPoints: 9_000, boundBy: 'balance' });
    till.must({ kind: 'burn-points', saleId: till.saleId, programmeId: 'OWN', wanted: 30 });
    expect(burnOf(till, 'OWN')).toMatchObject({ state: 'asking', value: 0 });
  });
});

describe('a frozen cart', () => {
  test('shows the figures with which it was frozen, whatever has changed since', () => {
    const world = withPapers();
    world.promotions = [promotion('P11', { kind: 'order-percent', payPct: 90 })];
    world.issue(coupon('TWENTY'));
    const till = tillIn(world);
    ring(till, { B01: 2, L01: 1 });
    showMember(till);
    till.must({ kind: 'scan', code: 'TWENTY', origin: 'scanner' });
    const { saleId } = till;
    till.must({ kind: 'burn-points', saleId, programmeId: 'OWN', wanted: 12 });
    const open = view(till);
    till.must({ kind: 'take-voucher', saleId, amount: 5 });
    world.promotions = [];
    world.snapshots = [];
    till.nowMs += 48 * HOUR_MS;
    const frozen = view(till);
    const figures = ({ lines, notes, due, subtotal, savings, taxIncluded, coupons, gifts }: typeof open) => ({
      lines,
      notes,
      due,
      subtotal,
      savings,
      taxIncluded,
      coupons,
      gifts,
    });
    expect(figures(frozen)).toEqual(figures(open));
    expect([open.isFrozen, frozen.isFrozen]).toEqual([false, true]);
    expect(frozen.burns.find(({ programmeId }) => programmeId === 'OWN')).toMatchObject({
      state: 'chosen',
      value: 12,
      points: 3_600,
    });
    till.payCash(1_000);
    expect(lastSale(till).due).toBe(frozen.due);
  });
});

describe('rows and reasons', () => {
  test('a price in place of the shelf’s, a weight, a reduction by hand and a coupon that waits', () => {
    const world = new OffersWorld();
    world.issue(coupon('BIG', { minimum: 500 }));
    const till = tillIn(world);
    ring(till, { B01: 2 });
    till.must({ kind: 'add-weighed', sku: 'PORK', grams: 505 });
    const { saleId } = till;
    const lineId = lineIdOf(till, 'B01');
    const reason = 'damaged';
    till.must({ kind: 'override-price', saleId, lineId, price: 80, reason, approval: APPROVAL });
    till.must({
      kind: 'give-discount',
      saleId,
      lineId: lineIdOf(till, 'PORK'),
      discount: { kind: 'percent', payPct: 90 },
      reason,
      approval: APPROVAL,
    });
    till.must({ kind: 'scan', code: 'BIG', origin: 'scanner' });
    const { lines, notes, coupons, due, nearMisses } = view(till);
    // 505 g at 320 a kilogram are 161.6, that is 162; a tenth off leaves 145.8, that is 146.
    expect(lines).toMatchObject([
      { number: 1, unitPrice: 80, shelfPrice: 89, quantity: 2, amount: 160 },
      {
        number: 2,
        amount: 146,
        originalAmount: 162,
        measure: { kind: 'weight', grams: 505, pricePerKg: 320 },
      },
    ]);
    expect(notes).toMatchObject([{ step: 'manual-line', amount: 16, before: 162, after: 146 }]);
    expect(coupons).toMatchObject([{ couponId: 'BIG', isUsed: false, amount: 0, reason: 'minimum' }]);
    expect([due, nearMisses]).toEqual([306, []]);
  });

  test('the age that somebody must see to, until they have', () => {
    const till = tillIn();
    ring(till, { BEER: 1, CG1: 1 });
    expect(view(till).ageToConfirm).toBe(20);
    till.must({ kind: 'confirm-age', saleId: till.saleId, minimumAge: 20 });
    expect(view(till).ageToConfirm).toBeNull();
  });
});

describe('a member', () => {
  test('is shown masked, with balances that count what this till has done since the copy was written', () => {
    const till = tillIn(withPapers());
    ring(till, { B01: 1 });
    showMember(till);
    till.must({ kind: 'burn-points', saleId: till.saleId, programmeId: 'OWN', wanted: 10 });
    till.payCash(79);
    ring(till, { A01: 1 });
    showMember(till);
    expect(view(till).member).toMatchObject({
      maskedName: '王○明',
      maskedPhone: '0912***678',
      isOld: false,
      mayNote: true,
      balances: [{ programmeId: 'OWN', points: 9_000 - 3_000, pending: 120 + 79 }],
    });
    expect(view(till).earn).toMatchObject([{ programmeId: 'OWN', points: 45 }]);
  });

  test('whose sale came back has what they had', () => {
    const till = tillIn(withPapers());
    ring(till, { B01: 1 });
    showMember(till);
    till.must({ kind: 'burn-points', saleId: till.saleId, programmeId: 'OWN', wanted: 10 });
    till.payCash(79);
    till.must(returnOf(lastSale(till)));
    expect(balancesOf('M1', PROFILE, sources(till).scene)).toMatchObject([
      { programmeId: 'OWN', points: 9_000, pending: 120 },
    ]);
  });

  test('of whom there is no copy shows no name, and one of yesterday is called old', () => {
    const till = tillIn();
    till.must({ kind: 'scan', code: 'M0000000009999', origin: 'scanner' });
    ring(till, { A01: 1 });
    const { nowMs } = till;
    if (till.state.cart === null) throw new Error('a cart is open');
    const unknown = viewCart(till.state.cart, { ...sources(till), profileOf: () => undefined }).view.member;
    expect(unknown).toMatchObject({ maskedName: '', isInCopy: false, asOfMs: null, isOld: false });
    const old = { ...PROFILE, asOfMs: nowMs - 24 * HOUR_MS - 1 };
    expect(view(till, old).member).toMatchObject({ isOld: true });
  });
});
