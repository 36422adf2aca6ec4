// The acceptance scenarios about prices, tenders, points and returns, with their numbers: rung up by `scenario-sales.test.ts`.

export const PROMOTIONS = {
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
export const COUPONS = {
  FOOD20: { off: 20, min: 100, categories: ['FOOD'] },
  GAME50: { off: 50, min: 250 },
} as const;

export interface SaleCase {
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

export const CASES: readonly SaleCase[] = [
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
