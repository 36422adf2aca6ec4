// Goal: the acceptance scenarios about prices, tenders, points and returns, through the rules of the whole till, to the
// dollar and the point. Method: their numbers stand in `scenario-cases.ts`, each sale is rung up, paid and read from its entry.
import { describe, expect, test } from 'vitest';
import { scenarioCoupon, scenarioPromotion } from '../../fixtures/pricing/scenario-offers.ts';
import { scenarioEarnRules } from '../../fixtures/pricing/scenario-programmes.ts';
import { confirmEntry } from '../../src-main/domain/points/earn.ts';
import { balanceOf, pendingOf } from '../../src-main/domain/points/ledger.ts';
import { settle } from '../../src-main/domain/points/settlement.ts';
import {
  burnOnline,
  lastReturn,
  lastSale,
  officeLedger,
  returnOf,
  ring,
  showMember,
  tillIn,
  worthOf,
} from './counter-deeds.ts';
import { MEMBER_CODE, memberOf, OffersWorld, pointsEntriesOf } from './offers-world.ts';
import { occasionOf } from './points/points-shop.ts';
import type { PureTill } from './pure-till.ts';
import { CASES, COUPONS, PROMOTIONS, type SaleCase } from './scenario-cases.ts';

function play(sale: SaleCase): PureTill {
  const { own = 0, cross = 0, stamps = 0, segment, isBurning = false } = sale.member ?? {};
  const world = new OffersWorld();
  world.promotions = (sale.promotions ?? []).map((id) =>
    scenarioPromotion({ id, label: id, ...PROMOTIONS[id] }),
  );
  if (sale.bin !== undefined)
    world.earnRules = scenarioEarnRules({ prefix: sale.bin, ratePct: 3, capPerSale: 50 });
  for (const id of sale.coupons ?? [])
    world.issue(scenarioCoupon({ id, label: id, singleUse: true, ...COUPONS[id] }));
  const segments = segment === undefined ? [] : [{ id: segment, variant: 'B' }];
  world.memberCodes.set(MEMBER_CODE, memberOf('M1', { segments }));
  if (stamps > 0) world.sendSnapshot(stamps, { programmeId: 'STAMPS' });
  const till = tillIn(world);
  if (sale.at !== undefined) till.nowMs = Date.parse(sale.at);
  till.isOnline = segment === undefined;
  ring(till, sale.pieces);
  if (sale.pieces.CG1 !== undefined) till.must({ kind: 'confirm-age', saleId: till.saleId, minimumAge: 20 });
  if (sale.member !== undefined) showMember(till);
  for (const id of sale.coupons ?? []) till.must({ kind: 'scan', code: id, origin: 'scanner' });
  if (isBurning) {
    burnOnline(till, { opening: own });
    if (cross > 0) burnOnline(till, { programmeId: 'CROSS', opening: cross });
  }
  const { saleId } = till;
  till.must({ kind: 'begin-payment', saleId });
  for (const [type, amount] of sale.tenders) {
    const cardPrefix = type === 'card' && sale.bin !== undefined ? { cardPrefix: sale.bin } : {};
    till.must({ kind: `take-${type}`, saleId, amount, ...cardPrefix });
  }
  return till;
}

describe('sales', () => {
  test.for(CASES)('$id $title', (sale) => {
    const till = play(sale);
    const made = lastSale(till);
    const { taxableTotal, taxableNet, tax, exempt, notInvoiced, invoiceTotal } = made.tax;
    expect({
      lines: made.lines.map(({ gross, discount, net }) => [gross, discount, net]),
      sums: [made.gross, made.discount, made.due, made.change],
      tax: [taxableTotal, taxableNet, tax, exempt, notInvoiced],
    }).toEqual({ lines: sale.lines, sums: sale.sums, tax: sale.tax });
    expect(invoiceTotal).toBe(taxableTotal + exempt);
    const { own = 0, cross = 0, stamps = 0 } = sale.member ?? {};
    const had = { own, cross, stamps };
    const ledgers = {
      own: officeLedger([till], own),
      cross: officeLedger([till], cross, { programmeId: 'CROSS' }),
      stamps: officeLedger([till], stamps, { programmeId: 'STAMPS' }),
    };
    const { crossPending = 0, ...points } = sale.points ?? {};
    for (const [name, expected] of Object.entries(points))
      expect([name, worthOf(ledgers[name as keyof typeof had])]).toEqual([name, expected]);
    expect(pendingOf(ledgers.cross)).toBe(crossPending);
    const { gifts, couponsUsed, burned, breakage, offers } = sale.more ?? {};
    expect({
      gifts: (made.gifts ?? []).map(({ sku }) => sku),
      couponsUsed: (made.couponsUsed ?? []).map(({ couponId }) => couponId),
      burned: Object.fromEntries((made.points?.burns ?? []).map((it) => [it.programmeId, it.points])),
      breakage: made.breakage ?? 0,
      offers: made.offers ?? [],
    }).toEqual({
      gifts: gifts ?? [],
      couponsUsed: couponsUsed ?? [],
      burned: burned ?? {},
      breakage: breakage ?? 0,
      offers: offers ?? [],
    });
  });

  test('SC-05 and SC-22 earn nothing without a member, and tobacco is told to nobody as a saving', () => {
    for (const id of ['SC-05', 'SC-22']) {
      const { member: _, ...sale } = CASES.find((each) => each.id === id) ?? never();
      const made = lastSale(play(sale));
      expect(made.points).toBeUndefined();
      expect(made.lines.find(({ sku }) => sku === 'CG1')?.parts).toBeUndefined();
    }
  });

  test('SC-34: who is held out sees no offer and pays 110', () => {
    const world = new OffersWorld();
    world.promotions = [scenarioPromotion({ id: 'P13', label: 'P13', ...PROMOTIONS.P13 })];
    world.experiments = [
      {
        id: 'LATTE_LAPSED',
        version: 1,
        name: 'latte',
        variants: [{ id: 'B', share: 10_000, isHoldOut: true }],
        fromMs: 0,
        untilMs: 4_000_000_000_000,
      },
    ];
    world.memberCodes.set(MEMBER_CODE, memberOf('M1', { segments: [{ id: 'LATTE_LAPSED', variant: 'B' }] }));
    const till = tillIn(world);
    ring(till, { L01: 2 });
    showMember(till);
    till.payCash(110);
    expect([lastSale(till).due, lastSale(till).offers]).toEqual([110, undefined]);
    expect(till.entries.find(({ kind }) => kind === 'offers.shown')?.payload).toMatchObject({
      offers: [{ isHeldOut: true, variant: 'B' }],
    });
  });
});

test('SC-24: the toothpaste of SC-13 comes back for 45 with 13,200 points, and 45 are taken', () => {
  const till = play(CASES.find(({ id }) => id === 'SC-13') ?? never());
  till.must(returnOf(lastSale(till), { TP1: 1 }));
  const { refund, tenders, allowance, remaining, points } = lastReturn(till);
  expect({ refund, tenders: tenders.map(({ type, amount }) => [type, amount]) }).toEqual({
    refund: 45,
    tenders: [['cash', 45]],
  });
  expect(allowance).toEqual({ total: 45, net: 43, tax: 2, exempt: 0, notInvoiced: 0 });
  expect(remaining).toMatchObject({ taxableTotal: 89, taxableNet: 85, tax: 4 });
  const own = points?.entries.filter(({ programmeId }) => programmeId === 'OWN') ?? [];
  expect(own.map((each) => [each.kind, 'points' in each ? each.points : 0])).toEqual([
    ['REVERSE_BURN', 13_200],
    ['REVERSE_EARN', 45],
  ]);
  expect(worthOf(officeLedger([till], 45_000))).toBe(18_089);
});

describe('SC-26 and SC-27: 20 of 90 without the network, bound by the grant', () => {
  function offline(): PureTill {
    const world = new OffersWorld();
    world.sendSnapshot(12_000);
    world.sendGrant(6_000);
    const till = tillIn(world);
    ring(till, { A01: 2 });
    showMember(till);
    till.must({ kind: 'burn-points', saleId: till.saleId, programmeId: 'OWN', wanted: 'max' });
    till.payCash(100);
    return till;
  }

  test.each([
    ['SC-26: as many points there as thought', 12_000, 'accepted', 0, 6_070],
    ['SC-27: 9,000 were spent elsewhere', 3_000, 'accepted_overdraft', 2_930, -2_930],
  ] as const)('%s', (_, before, result, overdraft, balance) => {
    const till = offline();
    const { due, change, lines, points } = lastSale(till);
    expect([due, change, lines.map(({ net }) => net)]).toEqual([70, 30, [70]]);
    expect(points?.burns.map((it) => [it.points, it.value])).toEqual([[6_000, 20]]);
    // Head office books what the till wrote, and confirms what it earned.
    const earned = points?.earned.find(({ ruleId }) => ruleId === 'base') ?? never();
    const entries = pointsEntriesOf(till).map(({ entry }) => entry);
    const lot = entries.find(({ kind, programmeId }) => kind === 'EARN_PENDING' && programmeId === 'OWN');
    const settled = settle(officeLedger([], before), [
      ...entries,
      confirmEntry(occasionOf('confirm'), earned, lot?.id ?? ''),
    ]);
    expect([settled.result, settled.overdraft, balanceOf(settled.ledger)]).toEqual([
      result,
      overdraft,
      balance,
    ]);
  });
});

function never(): never {
  throw new Error('the case is in the table');
}
