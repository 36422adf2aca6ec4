import type { MemberView, PriceNoteView } from '../../src-main/contract/sale-views.ts';
import type { CartView } from '../../src-main/contract/views.ts';
import { answerOf } from './device-views.ts';
import { refusal } from './fake-till.ts';
import { EARNED, EXCHANGES, MEMBER, MOBILE_BARCODE, memberCart, ownBurn } from './sale-views.ts';
import type { State } from './states.ts';
import { cartOf, cartWith, EMPTY, LAST_SALE, NOON_MS, ONLINE, selling } from './views.ts';

/** States of selling that promotions, members, weights, ages and people's own reductions make. */

const lineId = (number: number): string => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const typed = (digits: string): readonly string[] => [...digits].map((digit) => `Numpad${digit}`);

/** A note about lines by their numbers, each with its share. */
export function noteOn(
  noteId: string,
  name: string,
  shares: readonly (readonly [number, number])[],
  more: Partial<PriceNoteView> = {},
): PriceNoteView {
  const amount = shares.reduce((sum, [, share]) => sum + share, 0);
  return {
    noteId,
    step: 'item-deal',
    label: { 'zh-TW': name },
    promotionId: noteId,
    couponId: null,
    amount,
    before: amount * 5,
    after: amount * 4,
    shares: shares.map(([number, share]) => ({
      lineId: lineId(number),
      lineNumber: number,
      units: 1,
      amount: share,
    })),
    ...more,
  };
}

/** Every kind of row that a cart can have. */
export const EXPLAINED: CartView = (() => {
  const cart = cartOf(6);
  const lines = cart.lines.map((line) => {
    if (line.number === 1) return { ...line, shelfPrice: 110 };
    if (line.number === 2) {
      return {
        ...line,
        name: '烤地瓜',
        quantity: 1,
        amount: 37,
        unitPrice: 120,
        measure: { kind: 'weight', grams: 312, pricePerKg: 120 } as const,
      };
    }
    if (line.number === 6) return { ...line, amount: 40, originalAmount: 45 };
    return line;
  });
  return {
    ...cart,
    lines,
    savings: 32,
    due: 206,
    notes: [
      noteOn(
        'tea',
        '瓶裝茶 任選 2 件 8 折',
        [
          [4, 7],
          [5, 6],
        ],
        {
          before: 65,
          after: 52,
          label: { 'zh-TW': '瓶裝茶 任選 2 件 8 折', en: 'Two bottled teas 20% off' },
        },
      ),
      noteOn('manual', '', [[6, 5]], {
        step: 'manual-line',
        label: null,
        promotionId: null,
        before: 45,
        after: 40,
      }),
      noteOn(
        'milk',
        '鮮乳配飯糰 折 14',
        [
          [1, 9],
          [3, 5],
        ],
        { before: 130, after: 116 },
      ),
    ],
    gifts: [
      {
        promotionId: 'G1',
        label: { 'zh-TW': '滿 200 送提袋', en: 'Bag from NT$200' },
        sku: 'BAG',
        name: '環保提袋',
        quantity: 1,
        isOutOfStock: false,
      },
      {
        promotionId: 'G2',
        label: { 'zh-TW': '買茶送貼紙' },
        sku: 'STICKER',
        name: '限定貼紙',
        quantity: 2,
        isOutOfStock: true,
      },
    ],
    coupons: [
      { couponId: 'C-1', label: { 'zh-TW': '早餐券 折 10' }, isUsed: true, amount: 10, reason: null },
      {
        couponId: 'C-2',
        label: { 'zh-TW': '滿 300 折 50', en: 'NT$50 off from NT$300' },
        isUsed: false,
        amount: 0,
        reason: 'minimum',
      },
    ],
    offers: [
      {
        promotionId: 'O-1',
        label: { 'zh-TW': '拿鐵第二杯半價', en: 'Second latte half price' },
        isApplied: false,
      },
    ],
    nearMisses: [
      {
        label: { 'zh-TW': '滿 250 折 30', en: 'NT$30 off from 250' },
        short: 45,
        wouldSave: 30,
        what: 'reduction',
      },
    ],
    burns: [],
  };
})();

const REDEEMED: CartView = {
  ...cartOf(4),
  notes: [noteOn('redeem', '集 6 枚 換購茶葉蛋 1 元', [[2, 12]], { step: 'redeem', before: 13, after: 1 })],
  lines: cartOf(4).lines.map((line) =>
    line.number === 3 ? { ...line, isRedemptionDeclined: true as const } : line,
  ),
};

const STAMPS = {
  programmeId: 'stamp',
  name: { 'zh-TW': '印花', en: 'Stamps' },
  unit: 'stamps',
  decimals: 0,
  points: 32,
  pending: 4,
} as const;

const RICH: MemberView = {
  ...MEMBER,
  tiers: ['GOLD'],
  birthday: 'day',
  balances: [...MEMBER.balances.slice(0, 1), STAMPS],
};
const OLD: MemberView = { ...RICH, birthday: null, asOfMs: NOON_MS - 60 * 3_600_000, isOld: true };
const PHONE_ONLY: MemberView = { ...MEMBER, tiers: [], knownBy: 'phone' };
const UNKNOWN: MemberView = {
  ...MEMBER,
  maskedName: '',
  tiers: [],
  knownBy: 'phone',
  isInCopy: false,
  balances: [],
  asOfMs: null,
  mayNote: false,
};
/** Five characters, as names of foreign origin have, and nothing that is short. */
const LONG: MemberView = {
  ...RICH,
  maskedName: '阿○○○瑪莉安娜',
  birthday: 'month',
  balances: RICH.balances.map((balance) => ({ ...balance, points: 12_345_678 })),
};

/** With a carrier, and points that may become others. */
const TRADING: MemberView = { ...MEMBER, tiers: ['GOLD'], carrier: MOBILE_BARCODE, exchanges: EXCHANGES };
const CARRIER_ONLY: MemberView = { ...MEMBER, carrier: { kind: 'member', maskedId: 'M88***13' } };

const withMember = (member: MemberView, change: Partial<CartView> = {}): CartView =>
  memberCart([ownBurn()], { member, ...change });

const CONTACTS = answerOf({
  interactions: [
    { atMs: NOON_MS - 86_400_000, channel: 'store', text: '咖啡少糖，常買兩杯' },
    { atMs: NOON_MS - 9 * 86_400_000, channel: 'service', text: '反映霜淇淋機故障，已補券' },
  ],
});

export const AGED: CartView = {
  ...cartWith(
    cartOf(3).lines.map((line) =>
      line.number === 3
        ? { ...line, name: '台灣啤酒 330ml', unitPrice: 45, amount: 45, minimumAge: 18 }
        : line,
    ),
  ),
  ageToConfirm: 18,
};

const WEIGHT = { 'cart:enter-code': refusal('weight-needed', { sku: 'POTATO', name: '烤地瓜' }) };

export const SELL_STATES: Readonly<Record<string, State>> = {
  'sell-explained': { view: selling(EXPLAINED) },
  'sell-explained-8': { view: selling(memberCart([ownBurn()])) },
  'sell-redeemed': { view: selling(REDEEMED) },
  'sell-member': { view: selling(withMember(RICH)) },
  'sell-member-old': { view: selling(withMember(OLD)) },
  'sell-member-phone': {
    view: selling(
      withMember(PHONE_ONLY, { burns: [ownBurn({ maximum: 0, maximumPoints: 0, refusedBy: 'phone-only' })] }),
    ),
  },
  'sell-member-unknown': { view: selling(withMember(UNKNOWN, { burns: [], earn: [] })) },
  'sell-member-long': {
    view: selling(withMember(LONG, { due: 123_456, earn: [{ ...EARNED, points: 123_456 }] })),
  },
  'sell-member-carrier': {
    view: selling(withMember({ ...CARRIER_ONLY, tiers: ['GOLD'], balances: MEMBER.balances.slice(0, 1) })),
  },
  'sell-member-long-carrier': {
    view: selling(withMember({ ...LONG, carrier: MOBILE_BARCODE }, { due: 123_456 })),
  },
  'sell-member-after-sale': { view: { ...selling(withMember(RICH)), lastSale: LAST_SALE } },
  'sell-phone-typed': { view: selling(cartOf(3)), keys: typed('0912345678') },
  'panel-member': {
    view: selling(withMember(RICH, { offers: EXPLAINED.offers })),
    keys: ['F5'],
    answers: { 'member:read': CONTACTS },
  },
  'panel-member-exchange': {
    view: selling(withMember(TRADING, { offers: EXPLAINED.offers }), { badges: ONLINE }),
    keys: ['F5'],
    answers: { 'member:read': CONTACTS },
  },
  'panel-member-exchange-offline': {
    view: selling(withMember({ ...TRADING, carrier: { kind: 'member', maskedId: 'M88***13' } })),
    keys: ['F5'],
    answers: { 'member:read': CONTACTS },
  },
  'panel-member-exchange-asking': {
    view: selling(withMember({ ...TRADING, exchanges: EXCHANGES.slice(0, 1) }), { badges: ONLINE }),
    keys: ['F5'],
    answers: { 'member:read': CONTACTS },
    steps: [{ press: 'exchange-own-miles' }],
  },
  'panel-member-unknown': { view: selling(withMember(UNKNOWN, { burns: [], earn: [] })), keys: ['F5'] },
  'panel-member-phone': { view: selling(cartOf(3)), keys: ['F5', ...typed('0912345')] },
  'panel-member-none': {
    view: selling(cartOf(3)),
    keys: [...typed('0912345678'), 'F5'],
    answers: { 'member:by-phone': refusal('member-not-found', {}, 'MEMBER-356') },
  },
  'panel-join': {
    view: EMPTY,
    keys: ['F5', ...typed('0912345678')],
    steps: [{ press: 'member-show-join' }],
    text: '王小明',
  },
  'panel-price': { view: selling(cartOf(8)), keys: ['F3', ...typed('85'), 'NumpadDecimal'] },
  'panel-price-sale': {
    view: selling(cartOf(8)),
    keys: ['F3'],
    steps: [{ press: 'price-target-sale' }, { press: 'price-kind-amount' }],
  },
  'panel-price-given': { view: selling(EXPLAINED), keys: ['F3'] },
  'panel-price-reason': { view: selling(cartOf(3)), keys: ['F3', ...typed('9'), 'NumpadEnter'] },
  'panel-weigh': { view: selling(cartOf(3)), keys: [...typed('3'), 'NumpadEnter'], answers: WEIGHT },
  'panel-weigh-typed': {
    view: selling(cartOf(3)),
    keys: [...typed('3'), 'NumpadEnter', ...typed('312')],
    answers: WEIGHT,
  },
  'panel-weigh-moving': {
    view: selling(cartOf(3)),
    keys: [...typed('3'), 'NumpadEnter', 'NumpadEnter'],
    answers: { ...WEIGHT, 'cart:add-weighed': refusal('scale-not-ready', {}, 'DEVICE-762') },
  },
  'dialog-age': { view: selling(AGED), keys: ['NumpadAdd'] },
  'sell-under-age': { view: selling(AGED), keys: ['NumpadAdd', 'Escape'] },
  'dialog-price-approval': {
    view: selling(cartOf(8)),
    keys: ['F3', ...typed('5'), 'NumpadDecimal', 'NumpadEnter'],
    answers: { 'cart:discount': refusal('approval-needed', { act: 'discount' }) },
  },
};
