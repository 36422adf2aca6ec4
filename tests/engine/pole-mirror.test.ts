// The pole says what the second screen shows, no more and nothing else.
import { describe, expect, test } from 'vitest';
import type { CartView, CustomerView, LineView } from '../../src-main/contract/views.ts';
import { poleViewOf } from '../../src-main/engine/pole-mirror.ts';

const line = (lineId: string, name: string, quantity: number, amount: number): LineView => ({
  lineId,
  number: 1,
  sku: name,
  name,
  unitPrice: amount,
  quantity,
  amount,
  tax: 'taxable',
});
const CART: CartView = {
  saleId: 's',
  lines: [line('a', '瓶裝綠茶', 2, 50), line('b', '美式咖啡', 1, 45)],
  pieces: 3,
  subtotal: 95,
  savings: 0,
  due: 95,
  taxIncluded: 5,
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
const VIEW: CustomerView = {
  revision: 1,
  state: 'idle',
  storeName: '信義松仁門市',
  cart: null,
  pay: null,
  sale: null,
  language: 'zh-TW',
};

describe('one thing at a time', () => {
  const cases: readonly (readonly [string, Partial<CustomerView>, object])[] = [
    ['nobody is there', {}, { kind: 'idle', storeName: '信義松仁門市' }],
    [
      'the last line, when none was touched',
      { state: 'cart', cart: CART },
      { kind: 'line', name: '美式咖啡', quantity: 1, amount: 45, total: 95 },
    ],
    [
      'the line that was touched',
      { state: 'cart', cart: { ...CART, touchedLineId: 'a' } },
      { kind: 'line', name: '瓶裝綠茶', quantity: 2, amount: 50, total: 95 },
    ],
    [
      'what is due, before anything was taken',
      { state: 'paying', cart: CART, pay: { remaining: 95, taken: 0 } },
      { kind: 'total', due: 95 },
    ],
    [
      'what was taken and what is left',
      { state: 'paying', cart: CART, pay: { remaining: 45, taken: 50 } },
      { kind: 'paying', received: 50, remaining: 45 },
    ],
    [
      'the change',
      { state: 'done', sale: { due: 95, received: 100, change: 5 } },
      { kind: 'done', change: 5 },
    ],
  ];
  for (const [name, view, said] of cases) {
    test(name, () => {
      expect(poleViewOf({ ...VIEW, ...view })).toEqual(said);
    });
  }
});
