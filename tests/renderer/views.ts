import type {
  Badges,
  CartView,
  CashierView,
  LineView,
  OperatorView,
  PayView,
  QuickKeyTab,
  SaleSummaryView,
} from '../../src-main/contract/views.ts';

/** The story of the pictures in ui.md, played by views: a cart of 304, less 13, is 291. */

/** 2026-11-21 12:18 in Taipei, a Saturday. */
export const NOON_MS = Date.parse('2026-11-21T04:18:00Z');

export const SALE_ID = '01900000-0000-7000-8000-000000000001';

const BADGES: Badges = {
  headOffice: { state: 'offline', backlog: 37, sinceMs: NOON_MS - 14 * 60_000 },
  printer: { state: 'ok', waiting: 0 },
  scanner: 'ok',
  pole: 'none',
  scale: 'none',
  terminal: 'none',
  drawer: 'closed',
  storage: 'ok',
  clockOffsetSeconds: null,
};

export const ONLINE: Badges = {
  ...BADGES,
  headOffice: { state: 'online', backlog: 0, sinceMs: NOON_MS },
};

export const OPERATORS: readonly OperatorView[] = [
  { operatorId: '101', name: '林雅婷', role: 'cashier', shiftName: '早班' },
  { operatorId: '102', name: '陳柏翰', role: 'cashier', shiftName: '早班' },
  { operatorId: '103', name: '黃詩涵', role: 'cashier', shiftName: '晚班' },
  { operatorId: '201', name: '張志豪', role: 'supervisor' },
  { operatorId: '301', name: '吳佩珊', role: 'manager' },
  { operatorId: '901', name: '技術人員', role: 'technician' },
];

const COMMON_KEYS: readonly (readonly [string, string, number])[] = [
  ['茶葉蛋', '', 13],
  ['關東煮', '單樣', 15],
  ['烤地瓜', '小', 35],
  ['大亨堡', '原味', 39],
  ['熱狗', '單支', 30],
  ['美式咖啡', '中杯 熱', 45],
  ['美式咖啡', '大杯 熱', 55],
  ['拿鐵', '中杯 熱', 55],
  ['拿鐵', '大杯 冰', 65],
  ['熱紅茶', '中杯', 35],
  ['肉包', '', 28],
  ['豆沙包', '', 25],
  ['霜淇淋', '牛奶', 49],
  ['茶碗蒸', '', 35],
  ['冰塊', '小包', 25],
  ['購物袋', '大', 2],
  ['購物袋', '小', 1],
  ['報紙', '', 15],
  ['飯糰', '鮪魚', 32],
  ['礦泉水', '600ml', 20],
];

const QUICK_KEYS: readonly QuickKeyTab[] = ['常用', '咖啡', '熱食', '冰品', '服務'].map((name, tab) => ({
  name,
  keys: (tab === 0 ? COMMON_KEYS : COMMON_KEYS.slice(5, 10)).map(([product, detail, unitPrice], index) => ({
    sku: `Q${tab}${index}`,
    name: product,
    ...(detail === '' ? {} : { detail }),
    unitPrice,
    shortCode: String(tab * 20 + index + 1),
  })),
}));

/** The eight lines of the picture: name, unit price, quantity, and what a reduced line cost before. */
const STORY: readonly (readonly [string, number, number, number?])[] = [
  ['瑞穗鮮乳 全脂 930ml', 98, 1],
  ['茶葉蛋', 13, 2],
  ['御飯糰 鮪魚', 32, 1],
  ['每朝健康 綠茶 650ml', 35, 1, 28],
  ['純喫茶 鮮柚綠茶 650ml', 30, 1, 24],
  ['美式咖啡 中杯 熱', 45, 1],
  ['購物袋 大', 2, 1],
  ['義美小泡芙 巧克力', 36, 1],
];

function line(number: number, [name, unitPrice, quantity, net]: (typeof STORY)[number]): LineView {
  const gross = unitPrice * quantity;
  return {
    lineId: `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    number,
    sku: `S${number}`,
    name,
    unitPrice,
    quantity,
    amount: net ?? gross,
    ...(net === undefined ? {} : { originalAmount: gross }),
    tax: 'taxable',
  };
}

/** A cart of so many lines, those of the story over and over. The newest line is the touched one. */
export function cartOf(lineCount: number): CartView {
  const lines = Array.from({ length: lineCount }, (_, index) => {
    const story = STORY[index % STORY.length];
    return line(index + 1, story ?? ['茶葉蛋', 13, 1]);
  });
  return cartWith(lines);
}

export function cartWith(lines: readonly LineView[]): CartView {
  const gross = lines.reduce((sum, { unitPrice, quantity }) => sum + unitPrice * quantity, 0);
  const due = lines.reduce((sum, { amount }) => sum + amount, 0);
  const touched = lines.at(-1)?.lineId;
  return {
    saleId: SALE_ID,
    lines,
    pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    subtotal: gross,
    savings: gross - due,
    due,
    taxIncluded: Math.round((due * 5) / 105),
    ...(touched === undefined ? {} : { touchedLineId: touched }),
    isFrozen: false,
    notes: [],
    gifts: [],
    coupons: [],
    nearMisses: [],
    offers: [],
    member: null,
    earn: [],
    burns: [],
    ageToConfirm: null,
    isApproximate: false,
  };
}

/** A cart of one line that comes to exactly `due`. */
export function cartDue(due: number): CartView {
  return cartWith([line(1, ['西瓜', due, 1])]);
}

/** Names that are as long as the catalogue allows on a screen, and lines that the law treats differently. */
export function cartOfOddLines(): CartView {
  return cartWith([
    line(1, ['統一純喫茶綠茶鮮柚口味無糖六百五十毫升寶特瓶裝十二入箱購限定附贈環保提袋優惠組', 30, 1, 24]),
    { ...line(2, ['洋菸 硬盒', 125, 1]), tax: 'not-invoiced' },
    { ...line(3, ['鮮蔬 空心菜', 35, 12]), tax: 'exempt', detail: '一把' },
    line(4, ['統一純喫茶綠茶鮮柚口味無糖六百五十毫升寶特瓶裝十二入箱購限定附贈環保提袋優惠組', 12_345, 99]),
  ]);
}

export function payOf(cart: CartView): PayView {
  const { due } = cart;
  const notes = [100, 500, 1_000, 2_000].map((note) => Math.ceil(due / note) * note);
  const sensible = [...new Set(notes)].filter((amount) => amount > due).sort((a, b) => a - b);
  return { due, taken: 0, remaining: due, tenders: [], quickAmounts: [due, ...sensible.slice(0, 3)] };
}

export const LAST_SALE: SaleSummaryView = {
  saleId: '01900000-0000-7000-8000-0000000000aa',
  receiptNumber: '2-20261121-0042',
  completedAtMs: NOON_MS + 60_000,
  due: 271,
  pieces: 9,
  tenders: [{ tenderId: 't-1', type: 'cash', amount: 300, state: 'captured' }],
  change: 29,
  breakage: 0,
  savings: 13,
  earned: [],
  receipt: 'printed',
};

/** Who mends a till. */
export const TECHNICIAN: OperatorView = { operatorId: '901', name: '技術人員', role: 'technician' };

/** A till that is signed in and has nothing in the cart. */
export const EMPTY: CashierView = {
  revision: 1,
  screen: 'sell',
  stopped: null,
  store: { name: '信義松仁門市', registerNumber: '2' },
  businessDate: '2026-11-21',
  operators: OPERATORS,
  operator: { operatorId: '101', name: '林雅婷', role: 'cashier', shiftName: '早班' },
  shift: { shiftId: 's-1', openedAtMs: NOON_MS - 5 * 3_600_000, float: 3_000 },
  cart: null,
  multiplier: 1,
  pay: null,
  suspended: [],
  lastSale: LAST_SALE,
  lastShift: null,
  printQuestions: [],
  recovery: null,
  badges: BADGES,
  messages: [],
  quickKeys: QUICK_KEYS,
  journal: { entries: 128_406, isVerified: true },
  catalog: { products: 4_210, updatedAtMs: Date.parse('2026-11-20T21:30:00Z') },
  wedge: {},
  language: 'zh-TW',
  theme: 'light',
};

export const SIGN_IN: CashierView = {
  ...EMPTY,
  screen: 'sign-in',
  operator: null,
  shift: null,
  lastSale: null,
  lastShift: null,
  badges: ONLINE,
};

/** Selling, with a cart. */
export function selling(cart: CartView, more: Partial<CashierView> = {}): CashierView {
  return { ...EMPTY, lastSale: null, cart, ...more };
}

/** Paying for a cart. */
export function paying(cart: CartView, more: Partial<CashierView> = {}): CashierView {
  return { ...EMPTY, screen: 'pay', lastSale: null, cart, pay: payOf(cart), ...more };
}

/** The sale is complete. */
export function finished(sale: Partial<SaleSummaryView> = {}, more: Partial<CashierView> = {}): CashierView {
  return { ...EMPTY, screen: 'done', lastSale: { ...LAST_SALE, ...sale }, ...more };
}

/** Badges that all depart from normal. */
export const TROUBLED: Badges = {
  headOffice: { state: 'needs-action', backlog: 412, sinceMs: NOON_MS, reason: 'certificate' },
  printer: { state: 'paper-out', waiting: 2 },
  scanner: 'disconnected',
  pole: 'disconnected',
  scale: 'fault',
  terminal: 'disconnected',
  drawer: 'open',
  storage: 'low',
  clockOffsetSeconds: 90,
};
