import { beforeEach, describe, expect, test } from 'vitest';
import type { CartView, CashierView } from '../../../src-main/contract/views.ts';
import { CashierDesk } from '../../../src-renderer/cashier/desk/cashier-desk.ts';
import type { Intent } from '../../../src-renderer/cashier/desk/intents.ts';
import { payPctOf } from '../../../src-renderer/cashier/desk/pricing.ts';
import { TillClient } from '../../../src-renderer/ui/state/till-client.ts';
import { TillStore } from '../../../src-renderer/ui/state/till-store.ts';
import { DONE, FakeTill, refusal } from '../fake-till.ts';
import { answersArrive, ManualEnvironment } from '../manual-time.ts';
import { MEMBER, memberCart } from '../sale-views.ts';
import { AGED } from '../sell-states.ts';
import { cartOf, EMPTY, paying, SALE_ID, selling } from '../views.ts';

/** Discounts, other prices, weights, ages and members, as the window sends them. */

let till: FakeTill;
let time: ManualEnvironment;
let desk: CashierDesk;

beforeEach(() => {
  till = new FakeTill();
  time = new ManualEnvironment(1_000_000);
});

function open(view: CashierView): void {
  till.show(view);
  desk = new CashierDesk(new TillStore(till.bridge), new TillClient(till.bridge, time.nextId), time);
}

async function act(...intents: readonly Intent[]): Promise<void> {
  for (const intent of intents) {
    desk.act(intent);
    await answersArrive();
  }
}

const type = (digits: string): readonly Intent[] =>
  [...digits].map((digit) => ({ kind: 'type', digits: digit }) as const);
const ENTER: Intent = { kind: 'confirm' };
const F3: Intent = { kind: 'open-pricing' };
const F5: Intent = { kind: 'member' };
const PAY: Intent = { kind: 'pay' };
const KIND: Intent = { kind: 'next-pricing-kind' };
const REASON: Intent = { kind: 'next-pricing-reason' };
const lineId = (number: number) => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const english = (cart: CartView): CashierView => ({ ...selling(cart), language: 'en' });

describe('折 and percent', () => {
  test.each([
    ['9', 90],
    ['90', 90],
    ['85', 85],
    ['95', 95],
    ['1', 10],
    ['99', 99],
    ['0', null],
    ['', null],
  ])('%s 折 pays %s percent', (entry, payPct) => {
    expect(payPctOf(entry, 'zh-TW')).toBe(payPct);
  });

  test.each([
    ['9', 91],
    ['10', 90],
    ['99', 1],
    ['0', null],
  ])('%s percent off pays %s percent', (entry, payPct) => {
    expect(payPctOf(entry, 'en')).toBe(payPct);
  });
});

describe('a discount by hand', () => {
  test('F3, 85, a reason, Enter: the selected line', async () => {
    open(selling(cartOf(3)));
    await act(F3, ...type('85'), REASON, ENTER);
    expect(till.callsOf('cart:discount')).toEqual([
      {
        commandId: expect.any(String),
        saleId: SALE_ID,
        lineId: lineId(3),
        discount: { kind: 'percent', payPct: 85 },
        reason: 'damaged',
      },
    ]);
    expect(desk.get()).toMatchObject({ panel: null, entry: '', banner: null });
  });

  test('the whole sale, an amount, another reason', async () => {
    open(selling(cartOf(3)));
    await act(
      F3,
      { kind: 'set-pricing', patch: { target: 'sale' } },
      KIND,
      ...type('50'),
      REASON,
      REASON,
      ENTER,
    );
    expect(till.callsOf('cart:discount')[0]).toMatchObject({
      lineId: null,
      discount: { kind: 'amount', amount: 50 },
      reason: 'near-expiry',
    });
  });

  test('in English what is typed goes off', async () => {
    open(english(cartOf(1)));
    await act(F3, ...type('15'), REASON, ENTER);
    expect(till.callsOf('cart:discount')[0]).toMatchObject({ discount: { kind: 'percent', payPct: 85 } });
  });

  test('without a reason nothing is sent, and that is said', async () => {
    open(selling(cartOf(1)));
    await act(F3, ...type('9'), ENTER);
    expect(till.callsOf('cart:discount')).toEqual([]);
    expect(desk.get()).toMatchObject({ panel: 'price', entry: '9', banner: { feature: 'reason-first' } });
  });

  test('without a number, and with 0, nothing is sent', async () => {
    open(selling(cartOf(1)));
    await act(F3, REASON, ENTER, ...type('0'), ENTER);
    expect(till.callsOf('cart:discount')).toEqual([]);
    await act(KIND, ...type('0'), ENTER);
    expect(till.callsOf('cart:discount')).toEqual([]);
    expect(desk.get().panel).toBe('price');
  });

  test('a percentage takes two digits, and another kind forgets them', async () => {
    open(selling(cartOf(1)));
    await act(F3, ...type('855'));
    expect(desk.get().entry).toBe('85');
    await act(KIND);
    expect(desk.get()).toMatchObject({ entry: '', pricing: { kind: 'amount' } });
  });

  test('a whole sale has no unit price', async () => {
    open(selling(cartOf(1)));
    await act(F3, KIND, KIND);
    expect(desk.get().pricing.kind).toBe('override');
    await act({ kind: 'set-pricing', patch: { target: 'sale' } });
    expect(desk.get().pricing).toMatchObject({ target: 'sale', kind: 'percent' });
    await act(KIND, KIND);
    expect(desk.get().pricing.kind).toBe('percent');
  });

  test('a refusal keeps what was typed', async () => {
    till.answer('cart:discount', () => refusal('discount-too-large', { pct: 80, max: 50 }));
    open(selling(cartOf(1)));
    await act(F3, ...type('2'), REASON, ENTER);
    expect(desk.get()).toMatchObject({ panel: 'price', entry: '2' });
    expect(desk.get().banner).toMatchObject({ refusal: { code: 'discount-too-large' } });
  });

  test('what needs a supervisor asks for one and is sent again with the yes', async () => {
    till.answer('cart:discount', ({ approval }) =>
      approval === undefined ? refusal('approval-needed', { act: 'discount' }) : DONE,
    );
    open(selling(cartOf(2)));
    await act(F3, ...type('7'), REASON, ENTER);
    expect(desk.get()).toMatchObject({ dialog: 'approval', approval: { act: 'discount' }, banner: null });
    await act(...type('201'), { kind: 'dialog-primary' }, ...type('246810'));
    expect(till.callsOf('cart:discount')[1]).toMatchObject({
      approval: { operatorId: '201', pin: '246810' },
      discount: { kind: 'percent', payPct: 70 },
    });
    expect(desk.get()).toMatchObject({ dialog: null, panel: null, entry: '' });
  });

  test('ten Enters at once are one discount', async () => {
    open(selling(cartOf(1)));
    await act(F3, ...type('9'), REASON);
    for (let press = 0; press < 10; press += 1) desk.act(ENTER);
    await answersArrive();
    expect(till.callsOf('cart:discount')).toHaveLength(1);
  });

  test('it is taken back with whatever reason was chosen', async () => {
    open(selling(cartOf(1)));
    await act(F3, { kind: 'take-back-pricing' });
    expect(till.callsOf('cart:discount')[0]).toMatchObject({
      discount: null,
      lineId: lineId(1),
      reason: 'other',
    });
  });

  test('an empty cart has nothing to reduce', async () => {
    open(EMPTY);
    await act(F3);
    expect(desk.get().panel).toBeNull();
    expect(desk.get().banner).toMatchObject({ refusal: { code: 'cart-empty' } });
  });

  test('the panel goes with its cart, and F3 closes it', async () => {
    open(selling(cartOf(1)));
    await act(F3, F3);
    expect(desk.get().panel).toBeNull();
    await act(F3, ...type('9'));
    till.show(EMPTY);
    expect(desk.get()).toMatchObject({ panel: null, entry: '' });
  });
});

describe('another price', () => {
  test('is sent for the selected line, and taken back', async () => {
    open(selling(cartOf(2)));
    await act(F3, KIND, KIND, ...type('20'), REASON, ENTER);
    expect(till.callsOf('cart:override-price')[0]).toMatchObject({ lineId: lineId(2), price: 20 });
    await act(F3, KIND, KIND, { kind: 'take-back-pricing' });
    expect(till.callsOf('cart:override-price')[1]).toMatchObject({ lineId: lineId(2), price: null });
  });
});

describe('weighing', () => {
  const needed = () => refusal('weight-needed', { sku: 'POTATO', name: '烤地瓜' });

  test('goods by weight open their panel; Enter reads the scale', async () => {
    till.answer('cart:enter-code', needed);
    open(selling(cartOf(1)));
    await act(...type('3'), ENTER);
    expect(desk.get()).toMatchObject({
      panel: 'weigh',
      entry: '',
      weighing: { sku: 'POTATO', name: '烤地瓜' },
      banner: null,
    });
    expect(time.cues).toEqual(['known']);
    await act(ENTER);
    expect(till.callsOf('cart:add-weighed')).toEqual([{ commandId: expect.any(String), sku: 'POTATO' }]);
    expect(desk.get()).toMatchObject({ panel: null, weighing: null });
  });

  test('grams that are typed are sent as they are; 0 is none', async () => {
    till.answer('cart:add-product', needed);
    open(selling(cartOf(1)));
    await act({ kind: 'add-product', sku: 'POTATO', from: 'search' }, ...type('0'), ENTER);
    expect(till.callsOf('cart:add-weighed')).toEqual([]);
    await act(...type('312'), ENTER);
    expect(till.callsOf('cart:add-weighed')).toEqual([
      { commandId: expect.any(String), sku: 'POTATO', grams: 312 },
    ]);
  });

  test('a scan of such goods asks as well', async () => {
    open(selling(cartOf(1)));
    till.emit({
      kind: 'refusal',
      refusal: { code: 'weight-needed', number: 'SCAN-108', params: { sku: 'P', name: '芭樂' } },
    });
    expect(desk.get()).toMatchObject({ panel: 'weigh', weighing: { name: '芭樂' } });
  });

  test('a scale that is not steady leaves the panel open', async () => {
    till.answer('cart:enter-code', needed);
    till.answer('cart:add-weighed', () => refusal('scale-not-ready'));
    open(selling(cartOf(1)));
    await act(...type('3'), ENTER, ENTER);
    expect(desk.get().panel).toBe('weigh');
    expect(desk.get().banner).toMatchObject({ refusal: { code: 'scale-not-ready' } });
  });
});

describe('age', () => {
  test('payment waits for the answer, and goes on by itself after a yes', async () => {
    open(selling(AGED));
    await act(PAY);
    expect(desk.get().dialog).toBe('age');
    expect(till.callsOf('pay:begin')).toEqual([]);
    desk.act({ kind: 'dialog-primary' });
    await answersArrive();
    expect(till.callsOf('cart:confirm-age')[0]).toMatchObject({ saleId: SALE_ID, minimumAge: 18 });
    expect(till.callsOf('pay:begin')).toHaveLength(1);
    till.show(paying({ ...AGED, ageToConfirm: null }));
    await answersArrive();
    expect(desk.get().dialog).toBeNull();
  });

  test('a no removes nothing, says which lines, and selects the first of them', async () => {
    open(selling(AGED));
    await act({ kind: 'select', step: 'first' }, PAY, { kind: 'dialog-safe' });
    expect(desk.get()).toMatchObject({
      dialog: null,
      selectedLineId: lineId(3),
      banner: { feature: 'under-age-lines', params: { age: 18, lines: '3 台灣啤酒 330ml' } },
    });
    expect(till.calls.filter(({ channel }) => channel.startsWith('cart:'))).toEqual([]);
  });

  test('a cart that does not say which lines is told of without them', async () => {
    open(selling({ ...cartOf(2), ageToConfirm: 18 }));
    await act(PAY, { kind: 'dialog-safe' });
    expect(desk.get().banner).toMatchObject({ feature: 'under-age', params: { age: 18 } });
  });

  test('a refusal closes the dialog and is shown', async () => {
    till.answer('cart:confirm-age', () => refusal('signed-out'));
    open(selling(AGED));
    await act(PAY, { kind: 'dialog-primary' });
    expect(desk.get()).toMatchObject({ dialog: null, banner: { refusal: { code: 'signed-out' } } });
    expect(till.callsOf('pay:begin')).toEqual([]);
  });

  test('the question goes when its line is gone', () => {
    open(selling(AGED));
    desk.act(PAY);
    till.show(selling(cartOf(2)));
    expect(desk.get().dialog).toBeNull();
  });
});

describe('members', () => {
  test('ten digits and F5 look a member up at once', async () => {
    open(selling(cartOf(1)));
    await act(...type('0912345678'), F5);
    expect(till.callsOf('member:by-phone')).toEqual([{ commandId: expect.any(String), phone: '0912345678' }]);
    expect(desk.get()).toMatchObject({ panel: null, entry: '' });
  });

  test('F5 without a number opens the panel, where Enter looks up', async () => {
    open(selling(cartOf(1)));
    await act(F5, ...type('0912345678'), ...type('9'), ENTER);
    expect(till.callsOf('member:by-phone')[0]).toMatchObject({ phone: '0912345678' });
    expect(desk.get().panel).toBeNull();
  });

  test('a code that is no phone is not sent as one', async () => {
    open(selling(cartOf(1)));
    await act(...type('4710018'), F5);
    expect(till.callsOf('member:by-phone')).toEqual([]);
    expect(desk.get()).toMatchObject({ panel: 'member', entry: '' });
  });

  test('a number that nobody has stays, and joining begins with it', async () => {
    till.answer('member:by-phone', () => refusal('member-not-found'));
    open(selling(cartOf(1)));
    await act(...type('0912345678'), F5);
    expect(desk.get()).toMatchObject({ panel: 'member', entry: '0912345678' });
    expect(desk.get().banner).toMatchObject({ refusal: { code: 'member-not-found' } });
    await act({ kind: 'show-joining', isJoining: true });
    expect(desk.get()).toMatchObject({ isJoining: true, entry: '0912345678' });
  });

  test('with a member known digits go nowhere in the panel', async () => {
    open(selling(memberCart([])));
    await act(F5, ...type('09'));
    expect(desk.get()).toMatchObject({ panel: 'member', entry: '' });
  });

  test('a member is removed from the sale', async () => {
    open(selling(memberCart([], { member: MEMBER })));
    await act(F5, { kind: 'remove-member' });
    expect(till.callsOf('member:remove')[0]).toMatchObject({ saleId: SALE_ID });
    expect(desk.get().panel).toBeNull();
  });

  test('offers, coupons and redemptions are sent by their names', async () => {
    open(selling(memberCart([])));
    await act(
      { kind: 'refuse-offer', promotionId: 'O-1' },
      { kind: 'withdraw-coupon', couponId: 'C-1' },
      { kind: 'decline-redemption', lineIds: [lineId(1), lineId(2)], isDeclined: true },
    );
    expect(till.callsOf('offer:refuse')[0]).toMatchObject({ saleId: SALE_ID, promotionId: 'O-1' });
    expect(till.callsOf('coupon:withdraw')[0]).toMatchObject({ saleId: SALE_ID, couponId: 'C-1' });
    expect(till.callsOf('cart:decline-redemption').map((call) => call.lineId)).toEqual([
      lineId(1),
      lineId(2),
    ]);
  });

  test('after a refusal the rest of a redemption is not sent', async () => {
    till.answer('cart:decline-redemption', () => refusal('cart-frozen'));
    open(selling(memberCart([])));
    await act({ kind: 'decline-redemption', lineIds: [lineId(1), lineId(2)], isDeclined: true });
    expect(till.callsOf('cart:decline-redemption')).toHaveLength(1);
  });
});
