// Goal: every figure on a screen or a receipt is the journal's own; what the customer sees is no business of operators.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Badges, CashierView } from '../../src-main/contract/views.ts';
import { INITIAL_UI, type UiState } from '../../src-main/domain/context.ts';
import type { SaleCompleted } from '../../src-main/domain/sale-payloads.ts';
import { INITIAL_STATE } from '../../src-main/domain/state.ts';
import { cashierView, customerView } from '../../src-main/engine/cashier-view.ts';
import { quickKeyTabs } from '../../src-main/engine/quick-keys.ts';
import { receiptOf, type ShopHead } from '../../src-main/engine/receipt.ts';
import { BARE_PRICING } from '../support/bare-pricing.ts';
import { COFFEE, EGGS, NOON_MS, OpenTill } from '../support/open-till.ts';

const BADGES: Badges = {
  headOffice: { state: 'offline', backlog: 3, sinceMs: 0 },
  printer: { state: 'ok', waiting: 0 },
  scanner: 'ok',
  pole: 'none',
  scale: 'none',
  terminal: 'none',
  drawer: 'closed',
  storage: 'ok',
  clockOffsetSeconds: null,
};
const ABOUT = {
  stopped: null,
  nowMs: NOON_MS,
  operators: [{ operatorId: 'op-1', name: '林雅婷', role: 'cashier', shiftName: '早班' }],
  badges: BADGES,
  messages: [],
  quickKeys: [],
  journal: { entries: 4, isVerified: true },
  catalog: { products: 4, updatedAtMs: NOON_MS },
  wedge: {},
  pricing: BARE_PRICING,
} as const;

let till: OpenTill;
beforeEach(async () => {
  till = await OpenTill.make();
  till.openShift();
});
afterEach(() => till.end());

const cashier = (): CashierView => cashierView({ ...ABOUT, state: till.state, ui: till.till.ui }, 7);
const customer = () => customerView({ state: till.state, ui: till.till.ui, pricing: BARE_PRICING }, 7);

describe('the cashier’s view', () => {
  test('of an open cart: lines numbered, sums of the core, what was touched', () => {
    till.scan('47100183');
    till.scan('47100183');
    till.scan('4710018000010');
    const view = cashier();
    expect(view).toMatchObject({
      revision: 7,
      screen: 'sell',
      store: { name: '信義松仁門市', registerNumber: '2' },
      businessDate: '2026-11-21',
      operator: { operatorId: 'op-1', shiftName: '早班' },
      shift: { float: 3_000 },
      multiplier: 1,
      cart: {
        pieces: 3,
        subtotal: 169,
        savings: 0,
        due: 169,
        taxIncluded: 4,
        isFrozen: false,
        lines: [
          { number: 1, sku: 'A01', unitPrice: 45, quantity: 2, amount: 90, tax: 'taxable' },
          { number: 2, sku: 'EG1', unitPrice: 79, quantity: 1, amount: 79, tax: 'exempt' },
        ],
      },
      pay: { due: 169, taken: 0, remaining: 169, quickAmounts: [169, 200, 500, 1_000] },
      language: 'zh-TW',
      theme: 'light',
    });
    expect(view.cart?.touchedLineId).toBe(view.cart?.lines[1]?.lineId);
    expect(view.cart?.lines[0]).not.toHaveProperty('originalAmount');
  });

  test('of what is suspended, in question and to be recovered', () => {
    till.scan('47100183');
    till.must({ kind: 'suspend-cart', saleId: till.saleId });
    till.scan('4710018000003');
    till.payCash(25);
    const jobId = till.state.printJobs[0]?.jobId ?? '';
    till.must({ kind: 'print-started', jobId });
    till.must({ kind: 'start', program: 'test', host: 'none' });
    expect(cashier()).toMatchObject({
      screen: 'sign-in',
      operator: null,
      suspended: [{ pieces: 1, due: 45, firstItem: '美式咖啡 中杯', suspendedAtMs: NOON_MS }],
      printQuestions: [{ jobId, receiptNumber: '2-20261121-0001' }],
      recovery: { pieces: 0, payments: 0, receipts: 1 },
      lastSale: { receipt: 'question', due: 25 },
    });
  });

  test('of a till that does not know yet who it is', () => {
    const view = cashierView({ ...ABOUT, state: INITIAL_STATE, ui: INITIAL_UI }, 1);
    expect(view).toMatchObject({
      screen: 'starting',
      store: null,
      cart: null,
      pay: null,
      lastSale: null,
      shift: null,
    });
  });

  test('an operator whom the newest list does not have any more keeps the name of the journal', () => {
    const view = cashierView({ ...ABOUT, operators: [], state: till.state, ui: till.till.ui }, 1);
    expect(view.operator).toMatchObject({ operatorId: 'op-1', name: '林雅婷' });
  });
});

describe('the customer’s view', () => {
  const states: readonly (readonly [string, () => void, object])[] = [
    ['nothing', () => {}, { state: 'idle', cart: null, pay: null, sale: null }],
    [
      'a cart',
      () => till.scan('47100183'),
      { state: 'cart', cart: { due: 45 }, pay: { remaining: 45, taken: 0 } },
    ],
    [
      'paying',
      () => {
        till.scan('47100183');
        till.must({ kind: 'begin-payment', saleId: till.saleId });
      },
      { state: 'paying', pay: { remaining: 45 } },
    ],
    [
      'done',
      () => {
        till.scan('47100183');
        till.payCash(100);
      },
      { state: 'done', cart: null, sale: { due: 45, received: 100, change: 55 } },
    ],
    [
      'the next customer’s cart: nothing of the sale before',
      () => {
        till.scan('47100183');
        till.payCash(100);
        till.scan('4710018000003');
      },
      { state: 'cart', cart: { due: 25 }, sale: null },
    ],
  ];
  for (const [name, act, expected] of states) {
    test(name, () => {
      act();
      expect(customer()).toMatchObject({ storeName: '信義松仁門市', language: 'zh-TW', ...expected });
    });
  }

  test('has nothing of operators, drawers, messages or the journal', () => {
    till.scan('47100183');
    const fields = Object.keys(customer()).toSorted();
    expect(fields).toEqual(['cart', 'language', 'pay', 'revision', 'sale', 'state', 'storeName']);
    expect(JSON.stringify(customer())).not.toContain('林雅婷');
  });

  test('a cart under a done screen is shown, whatever the screen was before', () => {
    till.scan('47100183');
    const ui: UiState = { ...INITIAL_UI, phase: 'done' };
    expect(customerView({ state: till.state, ui, pricing: BARE_PRICING }, 1).state).toBe('cart');
  });
});

describe('quick keys', () => {
  test('stand tab by tab, the tab of the lowest short code first, in their places', () => {
    const at = (sku: string, tab: string, position: number, shortCode?: string) => ({
      ...COFFEE,
      sku,
      quickKey: { tab, position },
      ...(shortCode === undefined ? {} : { shortCode }),
    });
    const tabs = quickKeyTabs([
      at('B2', '便當', 2, '31'),
      at('B1', '便當', 1, '40'),
      at('C1', '咖啡', 1, '7'),
      at('X1', '無碼', 1),
      at('A1', '另無碼', 1),
      EGGS,
    ]);
    expect(tabs.map((tab) => [tab.name, tab.keys.map((key) => key.sku)])).toEqual([
      ['咖啡', ['C1']],
      ['便當', ['B1', 'B2']],
      ['另無碼', ['A1']],
      ['無碼', ['X1']],
    ]);
    expect(tabs[2]?.keys[0]?.shortCode).toBe('');
    expect(quickKeyTabs([])).toEqual([]);
  });
});

describe('a receipt', () => {
  const HEAD: ShopHead = {
    storeName: '信義松仁門市',
    registerNumber: '2',
    sellerTaxId: '12345678',
    address: '臺北市',
  };

  /** The sale as the journal has it. */
  const sale = (): SaleCompleted => {
    const row = till.store.journal
      .readAfter(0, { maxRows: 1e6, maxBytes: 1e9 })
      .findLast((each) => each.kind === 'sale.completed');
    return JSON.parse(row?.payload ?? '{}') as SaleCompleted;
  };
  const figures = (isReprint: boolean, head: ShopHead = HEAD) =>
    receiptOf(sale(), { completedAtMs: NOON_MS, head, isReprint }).blocks.flatMap((block) => {
      if (block.kind === 'columns') return [[block.left, block.right]];
      return block.kind === 'text' ? [[block.text]] : [];
    });

  test('states what the journal states: lines, sums, cash, change and the split of tax', () => {
    till.scan('47100183');
    till.scan('47100183');
    till.scan('4710018000010');
    till.scan('GC-500');
    till.payCash(1_000);
    const text = figures(false).map((row) => row.join(' | '));
    expect(text).toEqual(
      expect.arrayContaining([
        '信義松仁門市',
        '交易明細',
        '2026-11-21 12:00:00 | 機 2',
        '序號 2-20261121-0001 | 林雅婷',
        '　45 × 2 | 90 TX',
        '合計 | NT$669',
        '現金 | 1,000',
        '找零 | 331',
        '營業稅 5% | 4',
      ]),
    );
    expect(text.join('\n')).toMatch(
      /統一編號 12345678[\s\S]*鮮雞蛋10入 \| 79 免[\s\S]*禮物卡500 \| 500[\s\S]*小計　4 件 \| 669/,
    );
    expect(text.join('\n')).toMatch(/應稅銷售額.* \| 86[\s\S]*免稅銷售額.* \| 79[\s\S]*不開發票.* \| 500/);
  });

  test('made again says so, and leaves out what the shop does not have', () => {
    till.scan('47100183');
    till.payCash(45);
    const text = figures(true, { storeName: 'A', registerNumber: '2' }).flat();
    expect(text).toContain('交易明細（補印）');
    expect(text.join()).not.toMatch(/統一編號|免稅銷售額|不開發票|優惠/);
  });
});
