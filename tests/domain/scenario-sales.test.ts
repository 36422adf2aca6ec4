// Goal: the acceptance scenarios about prices, tenders, points and returns, through the rules of the whole till, to the
// dollar and the point. Method: their numbers stand in this table, each sale is rung up, paid and read from its entry.
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

const PROMOTIONS = {
  P1: { type: 'ANY_N_PCT', n: 2, categories: ['BOTTLED'], payPct: 80 },
  P2: { type: 'SECOND_PCT', categories: ['HBA'], payPct: 50 },
  P3: { type: 'EVERY_AMT', every: 300, off: 30, max: 3 },
  P4: { type: 'GIFT', min: 500, gift: 'GIFT1' },
  P5: { type: 'ADD_ON', sku: 'CUP', price: 99, min: 300 },
  P6: { type: 'MEMBER_PRICE', sku: 'SH1', price: 169 },
  P8: { type: 'BOGO', categories: ['DRINK'], window: ['14:00:00', '17:00:00'] },
  P9: { type: 'EXCLUSIVE_PCT', skus: ['B01'], payPct: 65 },
  P10: {
    type: 'BUNDLE',
    slots: [
      ['R01', 'S01'],
      ['T01', 'T02', 'A01'],
    ],
    price: 65,
  },
  P11: { type: 'ORDER_PCT', payPct: 90, memberOnly: true },
  P13: { type: 'SEGMENT_PCT', segment: 'LATTE_LAPSED:B', skus: ['L01'], payPct: 70 },
  P14: { type: 'BUNDLE', slots: [['T02'], ['T02'], ['S01']], price: 95 },
  P15: { type: 'REDEEM', sku: 'PAN', price: 399, stamps: 20 },
} as const;
const COUPONS = {
  FOOD20: { off: 20, min: 100, categories: ['FOOD'] },
  GAME50: { off: 50, min: 250 },
} as const;

interface SaleCase {
  readonly id: string;
  readonly title: string;
  readonly pieces: Readonly<Record<string, number>>;
  readonly promotions?: readonly (keyof typeof PROMOTIONS)[];
  readonly coupons?: readonly (keyof typeof COUPONS)[];
  readonly member?: {
    readonly own?: number;
    readonly cross?: number;
    readonly stamps?: number;
    readonly isBurning?: boolean;
    readonly segment?: string;
  };
  /** First tender, in Taipei. */
  readonly at?: string;
  readonly bin?: string;
  readonly tenders: readonly (readonly ['cash' | 'card' | 'voucher', number])[];
  /** Gross, discount and net of each line, in order. */
  readonly lines: readonly (readonly [number, number, number])[];
  /** Gross, discount, due, change. */
  readonly sums: readonly [number, number, number, number];
  /** Taxable total, net of it, tax, exempt, not invoiced. */
  readonly tax: readonly [number, number, number, number, number];
  readonly points?: Readonly<Record<string, number>>;
  readonly more?: Readonly<Record<string, unknown>>;
}

const CASES: readonly SaleCase[] = [
  {
    id: 'SC-02',
    title: 'exempt and taxable goods in one basket, card',
    pieces: { EG1: 1, S01: 1, T01: 1 },
    tenders: [['card', 153]],
    lines: [
      [79, 0, 79],
      [49, 0, 49],
      [25, 0, 25],
    ],
    sums: [153, 0, 153, 0],
    tax: [74, 70, 4, 79, 0],
  },
  {
    id: 'SC-03',
    title: 'any 2 for 80 %, odd unit left at full price',
    pieces: { T01: 1, T02: 1, W01: 1 },
    promotions: ['P1'],
    tenders: [['cash', 68]],
    lines: [
      [25, 5, 20],
      [35, 7, 28],
      [20, 0, 20],
    ],
    sums: [80, 12, 68, 0],
    tax: [68, 65, 3, 0, 0],
  },
  {
    id: 'SC-04',
    title: 'second item half price over three prices',
    pieces: { SH1: 1, SH2: 1, TP1: 1 },
    promotions: ['P2'],
    tenders: [['cash', 400]],
    lines: [
      [199, 47, 152],
      [179, 42, 137],
      [89, 0, 89],
    ],
    sums: [467, 89, 378, 22],
    tax: [378, 360, 18, 0, 0],
  },
  {
    id: 'SC-05',
    title: 'every 300 minus 30, tobacco kept out',
    pieces: { B01: 2, N01: 2, CG1: 1 },
    promotions: ['P3'],
    member: {},
    tenders: [['cash', 500]],
    lines: [
      [178, 17, 161],
      [130, 13, 117],
      [125, 0, 125],
    ],
    sums: [433, 30, 403, 97],
    tax: [403, 384, 19, 0, 0],
    points: { own: 278 },
  },
  {
    id: 'SC-07',
    title: 'free gift over 500 and an add-on',
    pieces: { B01: 3, SH1: 1, TP1: 1, CUP: 1 },
    promotions: ['P4', 'P5'],
    tenders: [['card', 654]],
    lines: [
      [267, 0, 267],
      [199, 0, 199],
      [89, 0, 89],
      [590, 491, 99],
    ],
    sums: [1_145, 491, 654, 0],
    tax: [654, 623, 31, 0, 0],
    more: { gifts: ['GIFT1'] },
  },
  {
    id: 'SC-08',
    title: 'member price and a coupon for food',
    pieces: { SH1: 1, R01: 2, S01: 1 },
    promotions: ['P6'],
    coupons: ['FOOD20'],
    member: { own: 100 },
    tenders: [['cash', 300]],
    lines: [
      [199, 30, 169],
      [60, 11, 49],
      [49, 9, 40],
    ],
    sums: [308, 50, 258, 42],
    tax: [258, 246, 12, 0, 0],
    points: { own: 358 },
    more: { couponsUsed: ['FOOD20'] },
  },
  {
    id: 'SC-09',
    title: 'exclusive clearance beside a member-day percentage',
    pieces: { B01: 1, S01: 1, L01: 1 },
    promotions: ['P9', 'P11'],
    member: {},
    tenders: [['cash', 152]],
    lines: [
      [89, 31, 58],
      [49, 5, 44],
      [55, 5, 50],
    ],
    sums: [193, 41, 152, 0],
    tax: [152, 145, 7, 0, 0],
    points: { own: 152 },
  },
  {
    id: 'SC-10',
    title: 'overlapping bundles: the optimum saves 33',
    pieces: { T02: 3, S01: 1 },
    promotions: ['P1', 'P10', 'P14'],
    tenders: [['cash', 121]],
    lines: [
      [105, 22, 83],
      [49, 11, 38],
    ],
    sums: [154, 33, 121, 0],
    tax: [121, 115, 6, 0, 0],
  },
  {
    id: 'SC-11',
    title: 'buy one get one, a second before it ends',
    pieces: { A01: 3 },
    promotions: ['P8'],
    at: '2026-11-21T16:59:59+08:00',
    tenders: [['cash', 100]],
    lines: [[135, 45, 90]],
    sums: [135, 45, 90, 10],
    tax: [90, 86, 4, 0, 0],
  },
  {
    id: 'SC-12',
    title: 'the same basket at the second it ends',
    pieces: { A01: 3 },
    promotions: ['P8'],
    at: '2026-11-21T17:00:00+08:00',
    tenders: [['cash', 200]],
    lines: [[135, 0, 135]],
    sums: [135, 0, 135, 65],
    tax: [135, 129, 6, 0, 0],
  },
  {
    id: 'SC-13',
    title: 'own points up to the 50 % cap',
    pieces: { SH2: 1, TP1: 1 },
    member: { own: 45_000, isBurning: true },
    tenders: [['cash', 150]],
    lines: [
      [179, 90, 89],
      [89, 44, 45],
    ],
    sums: [268, 134, 134, 16],
    tax: [134, 128, 6, 0, 0],
    points: { own: 4_934 },
    more: { burned: { OWN: 40_200 } },
  },
  {
    id: 'SC-19',
    title: 'voucher and cash, change from cash alone, the voucher earns nothing',
    pieces: { B01: 2, A01: 1 },
    member: {},
    tenders: [
      ['voucher', 200],
      ['cash', 50],
    ],
    lines: [
      [178, 0, 178],
      [45, 0, 45],
    ],
    sums: [223, 0, 223, 27],
    tax: [223, 212, 11, 0, 0],
    points: { own: 23 },
  },
  {
    id: 'SC-20',
    title: 'a voucher larger than the sale',
    pieces: { B01: 1 },
    tenders: [['voucher', 100]],
    lines: [[89, 0, 89]],
    sums: [89, 0, 89, 0],
    tax: [89, 85, 4, 0, 0],
    more: { breakage: 11 },
  },
  {
    id: 'SC-21',
    title: 'co-brand card bonus, pending until the card settles',
    pieces: { SH1: 2, SH2: 1 },
    member: {},
    bin: '40000012',
    tenders: [['card', 577]],
    lines: [
      [398, 0, 398],
      [179, 0, 179],
    ],
    sums: [577, 0, 577, 0],
    tax: [577, 550, 27, 0, 0],
    points: { own: 577, crossPending: 17 },
  },
  {
    id: 'SC-22',
    title: 'bill, gift card and tobacco: only the coffee earns',
    pieces: { A01: 1, CG1: 1, BILL: 1, GC500: 1 },
    member: {},
    tenders: [['cash', 2_000]],
    lines: [
      [45, 0, 45],
      [125, 0, 125],
      [1_200, 0, 1_200],
      [500, 0, 500],
    ],
    sums: [1_870, 0, 1_870, 130],
    tax: [170, 162, 8, 0, 1_700],
    points: { own: 45 },
  },
  {
    id: 'SC-29',
    title: 'stamps and money for a pan, with a game coupon',
    pieces: { SH2: 1, TP1: 1, PAN: 1 },
    promotions: ['P15'],
    coupons: ['GAME50'],
    member: { stamps: 22 },
    tenders: [['card', 617]],
    lines: [
      [179, 33, 146],
      [89, 17, 72],
      [1_490, 1_091, 399],
    ],
    sums: [1_758, 1_141, 617, 0],
    tax: [617, 588, 29, 0, 0],
    points: { own: 218, stamps: 4 },
    more: { couponsUsed: ['GAME50'], burned: { STAMPS: 20 } },
  },
  {
    id: 'SC-34',
    title: 'a personal offer, variant B, decided without the network',
    pieces: { L01: 2 },
    promotions: ['P13'],
    member: { segment: 'LATTE_LAPSED' },
    tenders: [['cash', 100]],
    lines: [[110, 32, 78]],
    sums: [110, 32, 78, 22],
    tax: [78, 74, 4, 0, 0],
    points: { own: 78 },
    more: {
      offers: [{ promotionId: 'P13', version: 1, segment: 'LATTE_LAPSED', variant: 'B', isApplied: true }],
    },
  },
  {
    id: 'SC-35',
    title: 'two programmes under one cap',
    pieces: { B01: 1, L01: 1 },
    member: { own: 9_000, cross: 40, isBurning: true },
    tenders: [['cash', 100]],
    lines: [
      [89, 19, 70],
      [55, 11, 44],
    ],
    sums: [144, 30, 114, 26],
    tax: [114, 109, 5, 0, 0],
    points: { own: 74, cross: 0 },
    more: { burned: { OWN: 9_000, CROSS: 40 } },
  },
];

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
