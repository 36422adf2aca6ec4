import type { CartView, CustomerView, LineView } from '../../src-main/contract/views.ts';
import type {
  BenchDevice,
  BenchJournalRow,
  BenchMember,
  BenchView,
} from '../../src-main/contract/workbench.ts';
import { sampleDevices, samplePole } from './sample-devices.ts';

const DEVICES = sampleDevices();
const POLE = samplePole();

/** The coherent story of ui.md, Pictures: a cart of 304, less 13, is 291 with 14 tax. Worked by hand. */
const GOODS: readonly (readonly [name: string, quantity: number, amount: number, original?: number])[] = [
  ['瑞穗鮮乳 全脂 930ml', 1, 98],
  ['茶葉蛋', 2, 26],
  ['御飯糰 鮪魚', 1, 32],
  ['每朝健康 綠茶 650ml', 1, 28, 35],
  ['純喫茶 鮮柚綠茶 650ml', 1, 24, 30],
  ['美式咖啡 中杯 熱', 1, 45],
  ['購物袋 大', 1, 2],
  ['義美小泡芙 巧克力', 1, 36],
];

function lineOf(index: number): LineView {
  const [name, quantity, amount, originalAmount] = GOODS[index % GOODS.length] ?? ['', 1, 0];
  return {
    lineId: `line-${index}`,
    number: index + 1,
    sku: `sku-${index % GOODS.length}`,
    name,
    unitPrice: amount,
    quantity,
    amount,
    ...(originalAmount === undefined ? {} : { originalAmount }),
    tax: index % GOODS.length === 6 ? 'not-invoiced' : 'taxable',
  };
}

/** A cart of `count` lines; the figures are those of the first eight unless told. */
export function cartOf(count: number, change: Partial<CartView> = {}): CartView {
  const lines = Array.from({ length: count }, (_, index) => lineOf(index));
  return {
    saleId: 'sale-1',
    lines,
    pieces: 9,
    subtotal: 304,
    savings: 13,
    due: 291,
    taxIncluded: 14,
    touchedLineId: `line-${count - 1}`,
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
    ...change,
  };
}

const POINTS = { 'zh-TW': '松仁點數', en: 'Songren points' } as const;

/** The story's cart as its member sees it: a deal over two lines, a gift, points held, used and to come. */
export function memberCart(change: Partial<CartView> = {}): CartView {
  return cartOf(8, {
    notes: [
      {
        noteId: 'tea',
        step: 'item-deal',
        label: { 'zh-TW': '瓶裝茶 任選 2 件 8 折', en: 'Two bottled teas 20% off' },
        promotionId: 'TEA',
        couponId: null,
        amount: 13,
        before: 65,
        after: 52,
        shares: [
          { lineId: 'line-3', lineNumber: 4, units: 1, amount: 7 },
          { lineId: 'line-4', lineNumber: 5, units: 1, amount: 6 },
        ],
      },
    ],
    member: {
      memberId: 'm-1',
      maskedName: '王○明',
      maskedPhone: '0912***678',
      knownBy: 'code',
      isInCopy: true,
      tiers: [],
      birthday: null,
      balances: [
        { programmeId: 'own', name: POINTS, unit: 'points', decimals: 0, points: 12_480, pending: 0 },
      ],
      asOfMs: STORY_MS,
      isOld: false,
      mayNote: true,
    },
    earn: [{ programmeId: 'own', name: POINTS, unit: 'points', decimals: 0, points: 291 }],
    ...change,
  });
}

/** Everything that a customer may be told at once, at the end of a payment that has begun. */
export function fullMemberCart(): CartView {
  const plain = memberCart();
  return {
    ...plain,
    due: 271,
    gifts: [
      {
        promotionId: 'BAG',
        label: { 'zh-TW': '滿額贈' },
        sku: 'bag',
        name: '環保購物袋',
        quantity: 2,
        isOutOfStock: true,
      },
    ],
    nearMisses: [
      {
        label: { 'zh-TW': '全店滿三百折三十', en: 'NT$30 off NT$300' },
        short: 9,
        wouldSave: 30,
        what: 'reduction',
      },
    ],
    burns: [
      {
        programmeId: 'own',
        name: POINTS,
        decimals: 0,
        treatment: 'price-reduction',
        state: 'chosen',
        value: 20,
        points: 6_000,
        maximum: 20,
        maximumPoints: 6_000,
        boundBy: 'offline',
        refusedBy: null,
      },
    ],
    member: plain.member === null ? null : { ...plain.member, birthday: 'day' },
    earn: [
      { programmeId: 'own', name: POINTS, unit: 'points', decimals: 0, points: 271 },
      {
        programmeId: 'stamps',
        name: { 'zh-TW': '春季集章', en: 'Spring stamps' },
        unit: 'stamps',
        decimals: 0,
        points: 2,
      },
    ],
  };
}

/** A view of the customer's screen. */
export function customerView(change: Partial<CustomerView> = {}): CustomerView {
  return {
    revision: 1,
    state: 'cart',
    storeName: '信義松仁門市',
    cart: cartOf(8),
    pay: null,
    sale: null,
    language: 'zh-TW',
    ...change,
  };
}

const JOURNAL_KINDS: readonly (readonly [kind: string, summary: string])[] = [
  ['print.finished', '收據 02-1121-0107'],
  ['drawer.opened', '現金交易'],
  ['print.started', '收據 02-1121-0107'],
  ['drawer.requested', '現金交易'],
  ['print.requested', '收據 02-1121-0107'],
  ['sale.completed', '3 件，NT$107，現金 110，找零 3'],
  ['tender.captured', '現金 110'],
  ['line.added', '熱狗 單支 ×1，NT$30'],
  ['line.added', '御飯糰 鮪魚 ×1，NT$32'],
  ['line.added', '美式咖啡 中杯 熱 ×1，NT$45'],
  ['shift.opened', '早班，備用金 3,000'],
  ['operator.signed-in', '收銀 陳○妤'],
  ['till.started', '示範'],
  ['till.enrolled', '收銀機 02'],
];

/** 2026-11-21 12:19:02 in Taipei. */
export const STORY_MS = Date.UTC(2026, 10, 21, 4, 19, 2);

function journal(acknowledgedTo: number): readonly BenchJournalRow[] {
  return JOURNAL_KINDS.map(([kind, summary], index) => {
    const seq = 129_388 - index;
    return { seq, atMs: STORY_MS - index * 7_000, kind, summary, isAcknowledged: seq <= acknowledgedTo };
  });
}

const COUPONS = ['coupon-good', 'coupon-expired', 'coupon-used', 'coupon-forged', 'coupon-other'] as const;

/** Members of the sample chain, each with what makes them worth trying. */
export const BENCH_MEMBERS: readonly BenchMember[] = [
  {
    memberId: 'MB0000001',
    name: '陳怡君',
    traits: ['gold', 'birthday'],
    phone: '0900000001',
    codes: ['member', 'token-own', 'token-partner', ...COUPONS],
  },
  {
    memberId: 'MB0000002',
    name: '林志明',
    traits: ['silver', 'offers'],
    phone: '0900000002',
    codes: ['member', 'token-own', ...COUPONS],
  },
  { memberId: 'MB0000003', name: '黃淑芬', traits: ['phone-only'], phone: '0900000003', codes: [] },
  { memberId: 'MB0000008', name: '楊俊宏', traits: ['closed'], phone: '0900000008', codes: ['member'] },
  {
    memberId: 'MB0000009',
    name: '許雅雯',
    traits: ['points-short'],
    phone: '0900000009',
    codes: ['member', 'token-own', 'token-partner'],
  },
  {
    memberId: 'MB0000010',
    name: '鄭家豪',
    traits: ['gold', 'forged'],
    phone: '0900000010',
    codes: ['member', 'token-own', 'token-partner'],
  },
];

/** A view of the workbench. */
export function benchView(change: Partial<BenchView> = {}): BenchView {
  return {
    revision: 1,
    registerNumber: '2',
    host: 'chromium',
    till: 'running',
    scanner: {
      transport: 'pty',
      isPlugged: true,
      products: [
        { code: '4710088412345', label: '瑞穗鮮乳' },
        { code: '2000001', label: '茶葉蛋' },
        { code: '4710421000013', label: '御飯糰 鮪魚' },
        { code: '4710088400014', label: '每朝健康 綠茶' },
        { code: '2000002', label: '美式咖啡' },
        { code: '4719999999999', label: '沒有的條碼' },
      ],
    },
    printer: {
      transport: 'pty',
      isPlugged: true,
      paper: 'ok',
      isCoverOpen: false,
      isCutterJammed: false,
      diesMidPrint: false,
      paperPng: null,
      paperText: '',
      papers: 0,
    },
    drawer: { isOpen: false, isStuck: false, kicks: 12 },
    devices: DEVICES,
    pole: POLE,
    scale: { grams: 312, isMoving: false },
    terminal: {
      requests: 3,
      isBusy: false,
      charges: [
        { kind: 'refund', amount: 98 },
        { kind: 'pay', amount: 12_345 },
      ],
    },
    schedule: { isRunning: false, fired: 0, faults: 0, log: [], problem: null },
    members: BENCH_MEMBERS,
    network: 'up',
    headOffice: { mode: 'normal', sales: 106, total: 21_480, entries: 129_388, parked: 0, backlog: 0 },
    scenario: {
      id: 'first-sale-offline',
      title: '斷線中賣一筆，接回後補傳',
      step: 2,
      steps: [
        '登入並開班',
        '切斷總部',
        '掃描三件商品',
        '收現金 110',
        '看收據與錢箱',
        '接回總部',
        '等待補傳完成',
      ],
    },
    journal: journal(129_388),
    isChainWhole: true,
    ...change,
  };
}

/** Cut off from head office, with a backlog. */
export function offlineBench(change: Partial<BenchView> = {}): BenchView {
  return benchView({
    network: 'down',
    headOffice: { mode: 'normal', sales: 105, total: 21_373, entries: 129_348, parked: 1, backlog: 40 },
    journal: journal(129_383),
    ...change,
  });
}

/** The devices, those in `unplugged` with their cables out. */
export function devicesWithout(...unplugged: readonly BenchDevice[]): BenchView['devices'] {
  return DEVICES.map((each) =>
    unplugged.includes(each.device) ? { ...each, isPlugged: false, isConnected: false } : each,
  );
}

/** Everything that can be wrong with the devices at once, and faults that happen on schedule. */
export function troubledBench(change: Partial<BenchView> = {}): BenchView {
  return benchView({
    devices: devicesWithout('hid-scanner', 'pole', 'scale', 'terminal'),
    scale: { grams: -1_234_567, isMoving: true },
    terminal: {
      requests: 12_345,
      isBusy: true,
      charges: [
        { kind: 'pay', amount: 291 },
        { kind: 'void', amount: 107 },
        { kind: 'refund', amount: 98 },
        { kind: 'pay', amount: 12_345 },
        { kind: 'pay', amount: 1_234_567 },
      ],
    },
    schedule: {
      isRunning: true,
      fired: 12,
      faults: 2,
      log: Array.from({ length: 20 }, (_, index) => `printer: paper-out (print ${index + 1}, byte 400)`),
      problem:
        'faults[0].do: there is no act of the printer called "paper-gone"; there is paper-out, paper-out-after, paper-near-end, load-paper, cover-open, cover-close, cutter-jam',
    },
    ...change,
  });
}
