import { answerOf } from './device-views.ts';
import { refusal } from './fake-till.ts';
import {
  CARD,
  CHOSEN,
  EARNED,
  MILES,
  memberCart,
  ownBurn,
  partnerBurn,
  payingWith,
  RETURN_PREVIEW,
  RETURNABLE,
  VOUCHER,
} from './sale-views.ts';
import type { State } from './states.ts';
import { EMPTY, finished } from './views.ts';

/** States of paying in more ways than cash, and of goods that come back. */

const OPEN = memberCart([ownBurn(), partnerBurn()]);
const BURNED = memberCart([ownBurn(CHOSEN), partnerBurn()], { due: 271, taxIncluded: 13 });
const typed = (digits: string) => [...digits].map((digit) => `Numpad${digit}`);
const rest = (due: number, taken: number) => ({
  due,
  taken,
  remaining: due - taken,
  quickAmounts: [due - taken, 100, 500, 1_000],
});

const FOUND = { 'return:find': answerOf(RETURNABLE), 'return:preview': answerOf(RETURN_PREVIEW) };
/** F8, a number, Enter: the sale is there. */
const FIND = {
  view: EMPTY,
  keys: ['F8'],
  answers: FOUND,
} satisfies State;
const NUMBER = [...'20261121'].map((digit) => ({ key: `Digit${digit}` })).concat({ key: 'Enter' });

export const PAY_STATES: Readonly<Record<string, State>> = {
  'pay-points': { view: payingWith(OPEN) },
  'pay-points-asking': { view: payingWith(memberCart([ownBurn({ state: 'asking' })])) },
  'pay-points-refused': {
    view: payingWith(memberCart([ownBurn({ maximum: 0, maximumPoints: 0, refusedBy: 'phone-only' })])),
  },
  'pay-burned': {
    view: payingWith(BURNED, rest(271, 0)),
    keys: typed('300'),
  },
  'pay-partner': {
    view: payingWith(
      memberCart([ownBurn(CHOSEN), partnerBurn({ state: 'chosen', value: 60, points: 60 })], { due: 271 }),
      rest(271, 60),
    ),
  },
  'pay-split': {
    view: payingWith(
      memberCart([ownBurn(CHOSEN), partnerBurn({ state: 'chosen', value: 60, points: 60 })], {
        due: 271,
        isFrozen: true,
      }),
      { ...rest(271, 160), tenders: [MILES, CARD] },
    ),
    keys: typed('200'),
  },
  'pay-tenders': { view: payingWith(OPEN), keys: ['F10'] },
  'pay-voucher': {
    view: payingWith(OPEN, { ...rest(291, 100), tenders: [CARD] }),
    keys: [...typed('500'), 'F10'],
  },
  'pay-card-prefix': {
    view: payingWith(OPEN),
    keys: ['F10'],
    steps: [{ press: 'card-prefix-open' }, { press: 'card-prefix' }, { key: 'Digit4' }, { key: 'Digit3' }],
  },
  'pay-nothing-taken': { view: payingWith(memberCart([])), keys: ['NumpadSubtract'] },
  'done-earned': {
    view: finished({
      due: 271,
      savings: 13,
      tenders: [VOUCHER, CARD],
      change: 0,
      breakage: 29,
      earned: [EARNED],
    }),
  },
  'return-find': FIND,
  'return-none': {
    view: EMPTY,
    keys: ['F8'],
    answers: { 'return:find': refusal('sale-not-found', {}, 'RETURN-411') },
    steps: NUMBER,
  },
  'return-choose': { ...FIND, steps: NUMBER },
  'return-ready': {
    ...FIND,
    steps: [...NUMBER, { key: 'NumpadAdd' }, { key: 'ArrowDown' }, { key: 'NumpadAdd' }, { key: 'Numpad3' }],
  },
  'return-past': {
    ...FIND,
    answers: {
      ...FOUND,
      'return:find': answerOf({
        ...RETURNABLE,
        isPastReturnDays: true,
        gifts: [
          {
            promotionId: 'G',
            label: { 'zh-TW': '滿額贈' },
            sku: 'G1',
            name: '環保袋',
            quantity: 1,
            isOutOfStock: false,
          },
        ],
      }),
    },
    steps: [...NUMBER, { key: 'NumpadMultiply' }],
  },
  'return-approval': {
    ...FIND,
    answers: { ...FOUND, 'return:make': refusal('approval-needed', { act: 'return' }, 'AUTH-507') },
    steps: [...NUMBER, { key: 'NumpadAdd' }, { key: 'Numpad1' }, { key: 'F12' }],
  },
  'return-made': {
    ...FIND,
    steps: [...NUMBER, { key: 'NumpadAdd' }, { key: 'Numpad1' }, { key: 'F12' }],
  },
};
