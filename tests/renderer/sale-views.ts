import type {
  BurnView,
  EarnView,
  ExchangeView,
  MemberView,
  PriceNoteView,
  ReturnableSale,
  ReturnPreview,
} from '../../src-main/contract/sale-views.ts';
import type { CartView, CashierView, PayView, TenderView } from '../../src-main/contract/views.ts';
import { cartOf, NOON_MS, paying, payOf } from './views.ts';

/** The member, the points and the returned goods of the story, as views: the story's member burns 6,000 points. */

const POINTS = { 'zh-TW': '松仁點數', en: 'Songren points' } as const;
const PARTNER = { 'zh-TW': '悠遊里程', en: 'Easy Miles' } as const;

export const MEMBER: MemberView = {
  memberId: 'm-1',
  maskedName: '王○明',
  maskedPhone: '0912***678',
  knownBy: 'code',
  isInCopy: true,
  tiers: ['gold'],
  birthday: null,
  balances: [
    { programmeId: 'own', name: POINTS, unit: 'points', decimals: 0, points: 12_480, pending: 0 },
    { programmeId: 'miles', name: PARTNER, unit: 'points', decimals: 0, points: 240, pending: 0 },
  ],
  asOfMs: NOON_MS - 3 * 3_600_000,
  isOld: false,
  mayNote: true,
};

/** What their points may become, each way: the one has enough for 41 steps, the other for none. */
export const EXCHANGES: readonly ExchangeView[] = [
  {
    fromProgrammeId: 'own',
    toProgrammeId: 'miles',
    fromName: POINTS,
    toName: PARTNER,
    give: 300,
    get: 1,
    steps: 41,
  },
  {
    fromProgrammeId: 'miles',
    toProgrammeId: 'own',
    fromName: PARTNER,
    toName: POINTS,
    give: 250,
    get: 67_500,
    steps: 0,
  },
];

export const MOBILE_BARCODE = { kind: 'mobile-barcode', maskedId: '/AB***+9' } as const;

export const EARNED: EarnView = {
  programmeId: 'own',
  name: POINTS,
  unit: 'points',
  decimals: 0,
  points: 291,
};

const NO_BURN: BurnView = {
  programmeId: 'own',
  name: POINTS,
  decimals: 0,
  treatment: 'price-reduction',
  state: 'none',
  value: 0,
  points: 0,
  maximum: 20,
  maximumPoints: 6_000,
  boundBy: 'offline',
  refusedBy: null,
};

/** Own points, as they may be burned offline. */
export function ownBurn(change: Partial<BurnView> = {}): BurnView {
  return { ...NO_BURN, ...change };
}

/** A partner's points, one for a dollar. */
export function partnerBurn(change: Partial<BurnView> = {}): BurnView {
  return {
    ...NO_BURN,
    programmeId: 'miles',
    name: PARTNER,
    treatment: 'tender',
    maximum: 125,
    maximumPoints: 125,
    boundBy: 'shared-cap',
    ...change,
  };
}

export const CHOSEN = { state: 'chosen', value: 20, points: 6_000 } as const;

const DEAL: PriceNoteView = {
  noteId: 'tea',
  step: 'item-deal',
  label: { 'zh-TW': '瓶裝茶 任選 2 件 8 折', en: 'Two bottled teas 20% off' },
  promotionId: 'TEA',
  couponId: null,
  amount: 13,
  before: 65,
  after: 52,
  shares: [
    { lineId: '01900000-0000-7000-8000-000000000004', lineNumber: 4, units: 1, amount: 7 },
    { lineId: '01900000-0000-7000-8000-000000000005', lineNumber: 5, units: 1, amount: 6 },
  ],
};

/** The cart of the story with its member, and the points that were chosen for it. */
export function memberCart(burns: readonly BurnView[], change: Partial<CartView> = {}): CartView {
  return { ...cartOf(8), notes: [DEAL], member: MEMBER, earn: [EARNED], burns, ...change };
}

/** Paying for it; `burned` NT$ have come off the price already. */
export function payingWith(
  cart: CartView,
  pay: Partial<PayView> = {},
  more: Partial<CashierView> = {},
): CashierView {
  return paying(cart, { pay: { ...payOf(cart), ...pay }, ...more });
}

export const CARD: TenderView = { tenderId: 't-card', type: 'card', amount: 100, state: 'captured' };
export const MILES: TenderView = {
  tenderId: 't-miles',
  type: 'points',
  amount: 60,
  state: 'captured',
  programmeId: 'miles',
};
export const VOUCHER: TenderView = { tenderId: 't-voucher', type: 'voucher', amount: 200, state: 'captured' };

export const RETURNABLE: ReturnableSale = {
  saleId: '01900000-0000-7000-8000-0000000000aa',
  receiptNumber: '2-20261121-0042',
  completedAtMs: NOON_MS - 7_200_000,
  due: 271,
  isPastReturnDays: false,
  gifts: [],
  lines: [
    ['瑞穗鮮乳 全脂 930ml', 1, 0, 91],
    ['茶葉蛋', 2, 1, 24],
    ['御飯糰 鮪魚', 1, 0, 30],
    ['每朝健康 綠茶 650ml', 1, 0, 26],
    ['純喫茶 鮮柚綠茶 650ml', 1, 0, 22],
    ['美式咖啡 中杯 熱', 1, 1, 42],
    ['購物袋 大', 1, 0, 2],
    ['義美小泡芙 巧克力', 1, 0, 34],
  ].map(([name, quantity, returned, net], index) => ({
    lineId: `01900000-0000-7000-8000-${String(index + 1).padStart(12, '0')}`,
    number: index + 1,
    name: String(name),
    quantity: Number(quantity),
    returned: Number(returned),
    net: Number(net),
  })),
};

export const RETURN_PREVIEW: ReturnPreview = {
  refund: 103,
  tenders: [
    { type: 'points', amount: 40, programmeName: '悠遊里程' },
    { type: 'cash', amount: 63, programmeName: null },
  ],
  clawback: [{ ...EARNED, points: 103 }],
  givenBack: [{ ...EARNED, points: 2_100 }],
};
