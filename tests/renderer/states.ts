import type { Answer } from '../../src-main/contract/bridge.ts';
import type { CashierView, TillEvent } from '../../src-main/contract/views.ts';
import { answerOf, CALM_DEVICES, DEVICES, SCANNED } from './device-views.ts';
import { refusal } from './fake-till.ts';
import { PAY_STATES } from './pay-states.ts';
import { SELL_STATES } from './sell-states.ts';
import {
  cartDue,
  cartOf,
  cartOfOddLines,
  EMPTY,
  finished,
  NOON_MS,
  paying,
  SALE_ID,
  SIGN_IN,
  selling,
  TECHNICIAN,
  TROUBLED,
} from './views.ts';

/** One thing to look at: a view, what the person pressed on it, and how the till answers meanwhile. */
export interface State {
  readonly view: CashierView;
  /** Key codes pressed in order, as `KeyboardEvent.code`; with `Control+` or `Shift+` before them where needed. */
  readonly keys?: readonly string[];
  readonly event?: TillEvent;
  readonly answers?: Readonly<Record<string, Answer>>;
  /** Buttons and keys pressed after that, one after another. */
  readonly steps?: readonly ({ readonly press: string } | { readonly key: string })[];
  /** Typed into the focused field after the keys. */
  readonly text?: string;
}

const SUSPENDED = [
  { saleId: 'p-1', suspendedAtMs: NOON_MS - 600_000, pieces: 3, due: 214, firstItem: '瑞穗鮮乳 全脂 930ml' },
  { saleId: 'p-2', suspendedAtMs: NOON_MS - 300_000, pieces: 1, due: 45, firstItem: '美式咖啡 中杯 熱' },
];

const QUESTION = { jobId: 'j-1', saleId: SALE_ID, receiptNumber: '2-20261121-0042' };

const MESSAGES = [
  {
    messageId: 2,
    atMs: NOON_MS - 60_000,
    refusal: { code: 'paper-out', number: 'PRINT-701', params: {} },
  },
  {
    messageId: 1,
    atMs: NOON_MS - 120_000,
    refusal: { code: 'unknown-barcode', number: 'SCAN-101', params: { code: '4710018000003' } },
  },
] as const satisfies CashierView['messages'];

function typed(digits: string): readonly string[] {
  return [...digits].map((digit) => `Numpad${digit}`);
}

function keyed(digits: string): readonly { readonly key: string }[] {
  return typed(digits).map((key) => ({ key }));
}

const RECEIPT: Answer = {
  ok: true,
  value: {
    isReprint: false,
    lines: [
      '            信義松仁門市',
      '2026/11/21 12:19  機 2  2-20261121-0042',
      '----------------------------------------',
      '瑞穗鮮乳 全脂 930ml                   98',
      '茶葉蛋  13 × 2                        26',
      '========================================',
      '應收                                 271',
      '現金                                 300',
      '找零                                  29',
    ],
  },
};

const HITS: Answer = {
  ok: true,
  value: [
    { sku: 'A01', name: '每朝健康 綠茶 650ml', unitPrice: 35, barcode: '4710018000003' },
    { sku: 'A02', name: '純喫茶 鮮柚綠茶 650ml', detail: '鮮柚', unitPrice: 30, barcode: '4710018000010' },
    { sku: 'A03', name: '茶裏王 日式綠茶 600ml', unitPrice: 25, barcode: '4710018000027' },
  ],
};

const refusedEvent = (code: 'unknown-barcode' | 'scan-not-here' | 'paper-out', params = {}): TillEvent => ({
  kind: 'refusal',
  refusal: { code, number: 'SCAN-101', params },
});

/** Every state that has a picture and an accessibility check. */
export const STATES: Readonly<Record<string, State>> = {
  starting: { view: { ...SIGN_IN, screen: 'starting', operators: [] } },
  stopped: {
    view: {
      ...SIGN_IN,
      screen: 'starting',
      stopped: { code: 'journal-damaged', number: 'STORE-802', params: { n: 128_406 } },
    },
  },
  'sign-in': { view: SIGN_IN, keys: typed('1234') },
  'sign-in-wrong': {
    view: SIGN_IN,
    keys: typed('123456'),
    answers: { 'session:sign-in': refusal('pin-wrong', { n: 3 }) },
  },
  'sign-in-locked': {
    view: SIGN_IN,
    keys: typed('123456'),
    answers: { 'session:sign-in': refusal('pin-locked', { s: 60 }) },
  },
  'sign-in-nobody': { view: { ...SIGN_IN, operators: [], catalog: { products: 0, updatedAtMs: null } } },
  recovery: { view: { ...EMPTY, screen: 'recovery', recovery: { pieces: 9, payments: 0, receipts: 1 } } },
  'shift-open': {
    view: { ...EMPTY, screen: 'shift-open', shift: null, lastSale: null },
    keys: typed('3000'),
  },
  empty: { view: { ...EMPTY, suspended: SUSPENDED.slice(0, 1) } },
  'empty-first': { view: { ...EMPTY, lastSale: null } },
  'sell-1': { view: selling(cartOf(1)) },
  'sell-8': { view: selling(cartOf(8)) },
  'sell-9': { view: selling(cartOf(9)) },
  'sell-40': { view: selling(cartOf(40)) },
  'sell-odd': { view: selling(cartOfOddLines()), keys: ['Home'] },
  'sell-typed': { view: selling(cartOf(8)), keys: typed('4710018') },
  'sell-times': { view: selling(cartOf(3), { multiplier: 12 }) },
  'sell-refused': {
    view: selling(cartOf(8)),
    event: refusedEvent('unknown-barcode', { code: '4710018000003' }),
  },
  'sell-unavailable': { view: selling(cartOf(2)), keys: ['F7'] },
  'sell-question': { view: selling(cartOf(3), { printQuestions: [QUESTION] }) },
  'sell-after-sale': { view: { ...selling(cartOf(2)), lastSale: EMPTY.lastSale } },
  'sell-troubled': { view: selling(cartOf(3), { badges: TROUBLED }) },
  'sell-focus': { view: selling(cartOf(4)), keys: ['Tab', 'Tab'] },
  'sell-due-0': { view: selling(cartDue(0)) },
  'sell-due-9': { view: selling(cartDue(9)) },
  'sell-due-1234': { view: selling(cartDue(1_234)) },
  'sell-due-12345': { view: selling(cartDue(12_345)) },
  'sell-due-123456': { view: selling(cartDue(123_456)) },
  'sell-due-9999999': { view: selling(cartDue(9_999_999)) },
  pay: { view: paying(cartOf(8)) },
  'pay-change': { view: paying(cartOf(8)), keys: typed('500') },
  'pay-short': { view: paying(cartOf(8)), keys: typed('270') },
  'pay-refused': {
    view: paying(cartOf(8)),
    keys: [...typed('270'), 'NumpadEnter'],
    answers: { 'pay:take-cash': refusal('cash-short', { n: 21 }, 'PAY-401') },
  },
  'pay-free': { view: paying(cartDue(0)) },
  'pay-due-123456': { view: paying(cartDue(123_456)), keys: ['F2'] },
  done: { view: finished() },
  'done-printing': { view: finished({ receipt: 'printing' }) },
  'done-waiting': {
    view: finished({ receipt: 'waiting', change: 1_729 }, { badges: TROUBLED }),
    event: refusedEvent('paper-out'),
  },
  'done-question': { view: finished({ receipt: 'question', change: 0 }, { printQuestions: [QUESTION] }) },
  'panel-quick': { view: selling(cartOf(3)), keys: ['F1'] },
  'panel-search': {
    view: selling(cartOf(3)),
    keys: ['F2'],
    text: '綠茶',
    answers: { 'products:search': HITS },
  },
  'panel-suspended': { view: { ...EMPTY, suspended: SUSPENDED }, keys: ['F4'] },
  'panel-last-sale': { view: EMPTY, keys: ['F9'], answers: { 'receipt:read': RECEIPT } },
  'panel-more': { view: selling(cartOf(3)), keys: ['F10'] },
  'panel-messages': { view: { ...EMPTY, messages: MESSAGES }, keys: ['F10'] },
  'panel-status': {
    view: selling(cartOf(3), { badges: TROUBLED, operator: TECHNICIAN }),
    keys: ['F10'],
    answers: { 'devices:read': answerOf(DEVICES) },
    steps: [{ press: 'more-status' }],
  },
  'panel-status-tried': {
    view: { ...EMPTY, operator: TECHNICIAN },
    keys: ['F10'],
    answers: {
      'devices:read': answerOf(CALM_DEVICES),
      'devices:test': answerOf({ outcome: 'done', reason: null, text: '0.312 kg' }),
    },
    steps: [
      { press: 'more-status' },
      { press: 'test-scale-weigh' },
      { press: 'counters-scale' },
      { press: 'reopen-printer' },
    ],
  },
  'panel-status-cashier': {
    view: EMPTY,
    keys: ['F10'],
    answers: { 'devices:read': answerOf({ ...CALM_DEVICES, freePorts: [] }) },
    steps: [{ press: 'more-status' }],
  },
  'panel-status-silent': {
    view: EMPTY,
    keys: ['F10'],
    answers: { 'devices:read': refusal('till-not-answering') },
    steps: [{ press: 'more-status' }],
  },
  'panel-scan-test': {
    view: { ...EMPTY, operator: TECHNICIAN },
    keys: ['F10'],
    answers: { 'devices:read': answerOf(SCANNED) },
    steps: [{ press: 'more-status' }, { press: 'open-scan-test' }],
  },
  'panel-scan-test-empty': {
    view: { ...EMPTY, operator: TECHNICIAN },
    keys: ['F10'],
    answers: { 'devices:read': answerOf({ ...CALM_DEVICES, isScanTest: true }) },
    steps: [{ press: 'more-status' }, { press: 'open-scan-test' }],
  },
  'panel-close-shift': { view: EMPTY, keys: ['F10'] },
  'dialog-void': { view: selling(cartOf(8)), keys: ['Control+Backspace'] },
  'dialog-approval': {
    view: EMPTY,
    keys: ['F10'],
    answers: { 'drawer:open': refusal('approval-needed', { act: 'no-sale' }) },
    steps: [{ press: 'more-open-drawer' }, ...keyed('201')],
  },
  'dialog-approval-pin': {
    view: EMPTY,
    keys: ['F10'],
    answers: { 'drawer:open': refusal('approval-needed', { act: 'no-sale' }) },
    steps: [{ press: 'more-open-drawer' }, ...keyed('201'), { key: 'NumpadEnter' }, ...keyed('123')],
  },
  'dialog-key-map': { view: selling(cartOf(3)), keys: ['NumpadDivide'] },
  ...PAY_STATES,
  ...SELL_STATES,
  toast: { view: EMPTY, event: { kind: 'toast', toast: 'caught-up', params: { n: 43 } } },
};

/** States that begin with a touch on a button of the panel that their keys open. */
export const THEN_PRESS: Readonly<Record<string, string>> = {
  'panel-messages': 'more-messages',
  'panel-close-shift': 'more-close-shift',
};
