// Goal: a payment in several parts survives a till that dies in the middle of it: the entries alone lead to where it
// stood, and it goes on or back from there.
import { describe, expect, test } from 'vitest';
import { type Entry, readEntry } from '../../src-main/domain/entries.ts';
import { evolve } from '../../src-main/domain/evolve.ts';
import { INITIAL_STATE } from '../../src-main/domain/state.ts';
import { lastSale, ring, showMember, tillIn } from './counter-deeds.ts';
import { expectRefused } from './expect-refused.ts';
import { coupon, OffersWorld, promotion } from './offers-world.ts';
import type { PureTill } from './pure-till.ts';

const read = (entries: readonly Entry[]) =>
  entries
    .map((entry) => readEntry({ ...entry, version: 1, payload: JSON.stringify(entry.payload) }))
    .reduce(evolve, INITIAL_STATE);

/** Goods with a promotion, a coupon, points that lower the price and points that pay; a card and a voucher taken. */
function halfPaid(): PureTill {
  const world = new OffersWorld();
  world.promotions = [
    promotion('P2', { kind: 'second-percent', select: { categories: ['HBA'] }, payPct: 50 }),
  ];
  world.issue(coupon('TWENTY'));
  for (const programmeId of ['OWN', 'CROSS'] as const) {
    world.sendSnapshot(9_000, { programmeId });
    world.sendGrant(9_000, { programmeId });
  }
  const till = tillIn(world);
  ring(till, { SH1: 1, SH2: 1, B01: 2, BEER: 1 });
  showMember(till);
  till.must({ kind: 'scan', code: 'TWENTY', origin: 'scanner' });
  const { saleId } = till;
  till.must({ kind: 'confirm-age', saleId, minimumAge: 18 });
  till.must({ kind: 'burn-points', saleId, programmeId: 'OWN', wanted: 30 });
  till.must({ kind: 'burn-points', saleId, programmeId: 'CROSS', wanted: 25 });
  till.must({ kind: 'begin-payment', saleId });
  till.must({ kind: 'take-card', saleId, amount: 100, cardPrefix: '40000012' });
  till.must({ kind: 'take-voucher', saleId, amount: 50 });
  return till;
}

/** The till dies and comes up again: nothing is left but its entries, and the same cashier goes on. */
function crash(till: PureTill): void {
  till.state = read(till.entries);
  till.must({ kind: 'start', program: 'test', host: 'none' });
  till.must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
  if (till.state.recovery !== null) till.must({ kind: 'continue-after-recovery' });
}

test('the state read from the entries is the one that was, at every entry', () => {
  const till = halfPaid();
  const { saleId, state } = till;
  expect(read(till.entries)).toStrictEqual(state);
  expect(JSON.stringify(read(till.entries))).toBe(JSON.stringify(state));
  till.must({ kind: 'take-cash', saleId, amount: 1_000 });
  for (const { seq } of till.entries) {
    const upTo = till.entries.slice(0, seq);
    const twice = JSON.parse(JSON.stringify(upTo)) as readonly Entry[];
    expect(JSON.stringify(read(twice))).toBe(JSON.stringify(upTo.reduce(evolve, INITIAL_STATE)));
  }
});

describe('after a crash in the middle', () => {
  test('what was frozen costs the same, though prices, promotions and papers are others now', () => {
    const sure = halfPaid();
    const due = sure.state.cart?.priced?.due ?? 0;
    sure.payCash(1_000);
    const till = halfPaid();
    till.readers = tillIn().readers;
    till.nowMs += 86_400_000;
    crash(till);
    till.payCash(1_000);
    const strip = (made: PureTill) => {
      const { lines, tenders, change, points, couponsUsed } = lastSale(made);
      return {
        lines,
        tenders: tenders.map(({ type, amount }) => [type, amount]),
        change,
        points: points?.burns,
        couponsUsed,
      };
    };
    expect(lastSale(till).due).toBe(due);
    expect(strip(till)).toEqual(strip(sure));
  });

  test('nothing of the cart changes any more, and no cart is lost', () => {
    const till = halfPaid();
    crash(till);
    const { saleId } = till;
    expectRefused(till, { kind: 'add-product', sku: 'A01' }, 'cart-frozen');
    expectRefused(till, { kind: 'void-cart', saleId }, 'cart-frozen');
    expectRefused(till, { kind: 'suspend-cart', saleId }, 'cart-frozen');
    expectRefused(till, { kind: 'remove-member', saleId }, 'cart-frozen');
  });

  test('each tender goes back, the last one with the points; then the sale is open and nothing was burned', () => {
    const till = halfPaid();
    crash(till);
    const { saleId } = till;
    const tenders = till.state.cart?.tenders ?? [];
    expect(tenders.map(({ type, amount }) => [type, amount])).toEqual([
      ['points', 25],
      ['card', 100],
      ['voucher', 50],
    ]);
    const [points, card, voucher] = tenders.map(({ tenderId }) => tenderId);
    expectRefused(till, { kind: 'cancel-tender', saleId, tenderId: points ?? '' }, 'tender-not-found');
    till.must({ kind: 'cancel-tender', saleId, tenderId: card ?? '' });
    expectRefused(till, { kind: 'cancel-tender', saleId, tenderId: card ?? '' }, 'tender-not-found');
    till.must({ kind: 'cancel-tender', saleId, tenderId: voucher ?? '' });
    expect(till.state.cart).toMatchObject({ tenders: [], priced: null });
    till.must({ kind: 'void-cart', saleId });
    expect(till.entries.some(({ kind }) => kind === 'sale.completed')).toBe(false);
  });

  test('while head office was being asked for points: it counts as no answer, and the sale can be paid', () => {
    const till = tillIn();
    ring(till, { B01: 1 });
    showMember(till);
    till.isOnline = true;
    till.must({ kind: 'burn-points', saleId: till.saleId, programmeId: 'OWN', wanted: 'max' });
    const requestId = till.state.cart?.asking?.requestId ?? '';
    crash(till);
    expect(till.state.cart?.asking).toBeNull();
    till.must({ kind: 'burn-answered', requestId, outcome: { kind: 'no-answer' } });
    till.payCash(89);
    expect(lastSale(till).points?.burns).toEqual([]);
  });
});
