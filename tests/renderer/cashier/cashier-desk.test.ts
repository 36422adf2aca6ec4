import { beforeEach, describe, expect, test } from 'vitest';
import type { CashierView } from '../../../src-main/contract/views.ts';
import { CashierDesk } from '../../../src-renderer/cashier/desk/cashier-desk.ts';
import type { Intent } from '../../../src-renderer/cashier/desk/intents.ts';
import { TillClient } from '../../../src-renderer/ui/state/till-client.ts';
import { TillStore } from '../../../src-renderer/ui/state/till-store.ts';
import { DONE, FakeTill, refusal } from '../fake-till.ts';
import { answersArrive, ManualEnvironment } from '../manual-time.ts';
import { cartDue, cartOf, EMPTY, finished, paying, SALE_ID, SIGN_IN, selling } from '../views.ts';

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

/** Does things one after another, each after the answer to the one before. */
async function act(...intents: readonly Intent[]): Promise<void> {
  for (const intent of intents) {
    desk.act(intent);
    await answersArrive();
  }
}

const type = (digits: string): Intent => ({ kind: 'type', digits });
const CONFIRM: Intent = { kind: 'confirm' };
const BACK: Intent = { kind: 'back' };

/** An answer that comes when the test says so. */
function hold(channel: string): (answer?: typeof DONE) => Promise<void> {
  const waiting: ((answer: typeof DONE) => void)[] = [];
  till.answer(channel, () => new Promise((resolve) => waiting.push(resolve)));
  return async (answer = DONE) => {
    for (const resolve of waiting.splice(0)) resolve(answer);
    await answersArrive();
  };
}

describe('codes', () => {
  test('a typed code is looked up as typed, leading zeros and all', async () => {
    open(EMPTY);
    await act(type('0'), type('0'), type('7'), CONFIRM);
    expect(till.callsOf('cart:enter-code')).toEqual([
      { commandId: expect.any(String), code: '007', origin: 'keys' },
    ]);
    expect(desk.get().entry).toBe('');
  });

  test('an unknown code is kept for correction, and told', async () => {
    open(EMPTY);
    till.answer('cart:enter-code', () => refusal('unknown-barcode', { code: '471' }));
    await act(type('471'), CONFIRM);
    expect(desk.get().entry).toBe('471');
    expect(desk.get().banner).toMatchObject({
      refusal: { code: 'unknown-barcode', params: { code: '471' } },
    });
    expect(time.cues).toEqual(['refused']);
  });

  test('digits typed since are not overwritten by a code that comes back', async () => {
    open(EMPTY);
    const release = hold('cart:enter-code');
    await act(type('471'), CONFIRM, type('9'));
    await release(refusal('unknown-barcode'));
    expect(desk.get().entry).toBe('9');
  });

  test('Enter with nothing typed does nothing, however often', async () => {
    open(EMPTY);
    for (let press = 0; press < 10; press += 1) await act(CONFIRM);
    expect(till.calls.filter(({ channel }) => channel !== 'screen:show-layer')).toEqual([]);
  });

  test('a wedge scan goes to the core as one', async () => {
    open(selling(cartOf(1)));
    await act({ kind: 'wedge-scan', code: '4710018000003', aimId: ']E0' });
    expect(till.callsOf('cart:enter-code')).toEqual([
      { commandId: expect.any(String), code: '4710018000003', aimId: ']E0', origin: 'wedge' },
    ]);
  });
});

describe('multiplier', () => {
  test('n * and a code: the core multiplies', async () => {
    open(selling(cartOf(1)));
    await act(type('12'), { kind: 'multiply' }, type('7'), CONFIRM);
    expect(till.calls.map(({ channel }) => channel).filter((channel) => channel.startsWith('cart'))).toEqual([
      'cart:set-multiplier',
      'cart:enter-code',
    ]);
    expect(till.callsOf('cart:set-multiplier')).toMatchObject([{ quantity: 12 }]);
  });

  test('n * Enter sets the selected line, also when Enter is quicker than the answer', async () => {
    open(selling(cartOf(2)));
    const release = hold('cart:set-multiplier');
    desk.act(type('5'));
    desk.act({ kind: 'multiply' });
    desk.act(CONFIRM);
    await answersArrive();
    expect(till.callsOf('cart:set-quantity')).toEqual([]);
    await release();
    expect(till.callsOf('cart:set-quantity')).toMatchObject([
      { lineId: cartOf(2).touchedLineId, saleId: SALE_ID, quantity: 5 },
    ]);
  });

  test('a number that the core refuses comes back for correction and sets nothing', async () => {
    open(selling(cartOf(2)));
    till.answer('cart:set-multiplier', () => refusal('quantity-invalid', { max: 9_999 }));
    await act(type('0'), { kind: 'multiply' });
    expect(desk.get().entry).toBe('0');
    await act({ kind: 'clear' }, CONFIRM);
    expect(till.callsOf('cart:set-quantity')).toEqual([]);
  });

  test('Esc takes it back', async () => {
    open(selling(cartOf(2), { multiplier: 5 }));
    await act(BACK);
    expect(till.callsOf('cart:set-multiplier')).toMatchObject([{ quantity: 1 }]);
  });
});

describe('the selected line', () => {
  test('two quick presses are two pieces, although the screen has not moved yet', async () => {
    open(selling(cartOf(1)));
    const release = hold('cart:set-quantity');
    const more: Intent = { kind: 'change-quantity', step: 1, mayRemove: false };
    desk.act(more);
    desk.act(more);
    await release();
    expect(till.callsOf('cart:set-quantity').map(({ quantity }) => quantity)).toEqual([2, 3]);
  });

  test('Left stops at one; the minus key on the screen removes', async () => {
    open(selling(cartOf(1)));
    await act({ kind: 'change-quantity', step: -1, mayRemove: false });
    expect(till.callsOf('cart:remove-line')).toEqual([]);
    await act({ kind: 'change-quantity', step: -1, mayRemove: true });
    expect(till.callsOf('cart:remove-line')).toHaveLength(1);
    expect(till.callsOf('cart:set-quantity')).toEqual([]);
  });

  test('after a refusal the count begins at what the screen shows', async () => {
    open(selling(cartOf(1)));
    till.answer('cart:set-quantity', () => refusal('cart-full'));
    const more: Intent = { kind: 'change-quantity', step: 1, mayRemove: false };
    await act(more, more);
    expect(till.callsOf('cart:set-quantity').map(({ quantity }) => quantity)).toEqual([2, 2]);
  });
});

describe('suspended carts', () => {
  const one = { saleId: 'p-1', suspendedAtMs: 0, pieces: 1, due: 10, firstItem: '茶' };
  const two = { ...one, saleId: 'p-2' };
  const F4: Intent = { kind: 'suspend-or-resume' };

  test('with a cart it is parked', async () => {
    open(selling(cartOf(1), { suspended: [one] }));
    await act(F4);
    expect(till.callsOf('cart:suspend')).toMatchObject([{ saleId: SALE_ID }]);
  });

  test('without one the only parked cart comes back', async () => {
    open({ ...EMPTY, suspended: [one] });
    await act(F4);
    expect(till.callsOf('cart:resume')).toMatchObject([{ saleId: 'p-1' }]);
  });

  test('of several one is chosen', async () => {
    open({ ...EMPTY, suspended: [one, two] });
    await act(F4);
    expect(desk.get().panel).toBe('suspended');
    await act({ kind: 'resume', saleId: 'p-2' });
    till.show(selling(cartOf(1), { suspended: [one] }));
    expect(desk.get().panel).toBe(null);
  });

  test('of none that is said', async () => {
    open(EMPTY);
    await act(F4);
    expect(desk.get().banner).toEqual({ kind: 'unavailable', feature: 'no-suspended' });
  });
});

describe('cash', () => {
  beforeEach(() => {
    till.answer('pay:preview-cash', ({ amount }) => ({
      ok: true,
      value: { received: amount, remaining: 291, change: null, short: 1 },
    }));
  });

  test('the core says what an amount comes to; nothing is worked out here', async () => {
    open(paying(cartOf(8)));
    await act(type('5'), type('00'));
    expect(desk.get().preview).toEqual({ received: 500, remaining: 291, change: null, short: 1 });
  });

  test('an answer to an older amount is dropped', async () => {
    open(paying(cartOf(8)));
    const releases: (() => void)[] = [];
    till.answer('pay:preview-cash', ({ amount }) => {
      const answer = {
        ok: true,
        value: { received: amount, remaining: 291, change: null, short: 1 },
      } as const;
      return new Promise((resolve) => releases.push(() => resolve(answer)));
    });
    await act(type('5'), type('0'));
    for (const release of releases.toReversed()) release();
    await answersArrive();
    expect(desk.get().preview?.received).toBe(50);
  });

  test('ten Enters in fifty milliseconds are one tender', async () => {
    open(paying(cartOf(8)));
    await act(type('500'));
    const release = hold('pay:take-cash');
    for (let press = 0; press < 10; press += 1) desk.act(CONFIRM);
    await answersArrive();
    expect(till.callsOf('pay:take-cash')).toEqual([
      { commandId: expect.any(String), saleId: SALE_ID, amount: 500 },
    ]);
    await release();
    till.show(finished());
    expect(desk.get().entry).toBe('');
  });

  test('after a refusal the amount is kept, and a second try is a new command', async () => {
    open(paying(cartOf(8)));
    till.answer('pay:take-cash', () => refusal('cash-short', { n: 21 }));
    await act(type('270'), CONFIRM);
    expect(desk.get().entry).toBe('270');
    expect(desk.get().banner).toMatchObject({ refusal: { code: 'cash-short', params: { n: 21 } } });
    await act(CONFIRM);
    const ids = till.callsOf('pay:take-cash').map(({ commandId }) => commandId);
    expect(new Set(ids).size).toBe(2);
  });

  test('with nothing typed Enter takes nothing', async () => {
    open(paying(cartOf(8)));
    await act(CONFIRM);
    expect(till.callsOf('pay:take-cash')).toEqual([]);
  });

  test('with nothing due Enter completes', async () => {
    open(paying(cartDue(0)));
    await act(CONFIRM);
    expect(till.callsOf('pay:take-cash')).toMatchObject([{ amount: 0 }]);
  });

  test('+ fills in the exact amount once and takes no money', async () => {
    open(paying(cartOf(8)));
    await act({ kind: 'fill-exact' });
    expect(desk.get().entry).toBe('291');
    await act({ kind: 'clear' }, type('5'), { kind: 'fill-exact' });
    expect(desk.get().entry).toBe('5');
    expect(till.callsOf('pay:take-cash')).toEqual([]);
  });

  test('a quick amount that is not there fills in nothing', async () => {
    open(paying(cartOf(8)));
    await act({ kind: 'fill-quick', index: 9 });
    expect(desk.get().entry).toBe('');
  });
});

describe('Esc goes one step back and no further', () => {
  test('on pay: the entry, the banner, then the screen', async () => {
    open(paying(cartOf(8)));
    till.answer('pay:take-cash', () => refusal('cash-short', { n: 21 }));
    await act(type('270'), CONFIRM);
    await act(BACK);
    expect([desk.get().entry, desk.get().banner === null]).toEqual(['', false]);
    await act(BACK);
    expect(desk.get().banner).toBe(null);
    expect(till.callsOf('pay:leave')).toEqual([]);
    await act(BACK);
    expect(till.callsOf('pay:leave')).toHaveLength(1);
  });

  test('on sell it never voids and never signs out', async () => {
    open(selling(cartOf(3)));
    for (let press = 0; press < 10; press += 1) await act(BACK);
    expect(till.calls.filter(({ channel }) => channel !== 'screen:show-layer')).toEqual([]);
  });

  test('from the messages to more, and then away', async () => {
    open(EMPTY);
    await act({ kind: 'open-panel', panel: 'more' }, { kind: 'open-panel', panel: 'messages' });
    await act(BACK);
    expect(desk.get().panel).toBe('more');
    await act(BACK);
    expect(desk.get().panel).toBe(null);
  });

  test('an open question about paper is answered with: not', async () => {
    open({ ...EMPTY, printQuestions: [{ jobId: 'j-1', saleId: 's', receiptNumber: 'r' }] });
    await act(BACK);
    expect(till.callsOf('receipt:resolve')).toMatchObject([{ jobId: 'j-1', choice: 'skip' }]);
  });
});

describe('signing in', () => {
  test('the sixth digit signs in, and the digits are nowhere on the screen', async () => {
    open(SIGN_IN);
    await act({ kind: 'choose-operator', index: 3 });
    for (const digit of '123456') await act(type(digit));
    expect(till.callsOf('session:sign-in')).toEqual([
      { commandId: expect.any(String), operatorId: '201', pin: '123456' },
    ]);
    expect(JSON.stringify(desk.get())).not.toContain('123456');
  });

  test('a wrong PIN empties the dots and says how many tries are left, under them', async () => {
    open(SIGN_IN);
    till.answer('session:sign-in', () => refusal('pin-wrong', { n: 3 }));
    for (const digit of '123456') await act(type(digit));
    expect(desk.get()).toMatchObject({
      pinLength: 0,
      pinRefusal: { code: 'pin-wrong', params: { n: 3 } },
      banner: null,
    });
    expect(time.cues).toContain('refused');
  });

  test('a locked pad takes no digit until its time is over', async () => {
    open(SIGN_IN);
    till.answer('session:sign-in', () => refusal('pin-locked', { s: 60 }));
    for (const digit of '123456') await act(type(digit));
    await act(type('1'));
    expect(desk.get().pinLength).toBe(0);
    time.advance(60_000);
    await act(type('1'));
    expect(desk.get()).toMatchObject({ pinLength: 1, pinRefusal: null });
  });

  test('while the PIN is being checked digits go nowhere', async () => {
    open(SIGN_IN);
    const release = hold('session:sign-in');
    for (const digit of '1234567') await act(type(digit));
    expect(till.callsOf('session:sign-in')).toHaveLength(1);
    await release();
    expect(desk.get().pinLength).toBe(0);
  });

  test('choosing another operator forgets the digits', async () => {
    open(SIGN_IN);
    await act(type('1'), type('2'), { kind: 'choose-operator', index: 1 });
    expect(desk.get()).toMatchObject({ operatorIndex: 1, pinLength: 0 });
    await act({ kind: 'step-operator', by: 99 });
    expect(desk.get().operatorIndex).toBe(1);
  });
});

describe('shifts', () => {
  test('a blank float is not 0', async () => {
    open({ ...EMPTY, screen: 'shift-open', shift: null });
    await act(CONFIRM);
    expect(till.callsOf('shift:open')).toEqual([]);
    await act(type('0'), CONFIRM);
    expect(till.callsOf('shift:open')).toMatchObject([{ float: 0 }]);
  });

  test('a count is asked about once more, and then sent', async () => {
    open(EMPTY);
    await act({ kind: 'open-panel', panel: 'close-shift' }, type('12340'), { kind: 'commit-count' });
    expect(desk.get().dialog).toBe('close-shift');
    expect(till.callsOf('shift:close')).toEqual([]);
    await act({ kind: 'dialog-primary' });
    expect(till.callsOf('shift:close')).toMatchObject([{ counted: 12_340 }]);
    expect(desk.get()).toMatchObject({ dialog: null, panel: null, entry: '' });
  });

  test('a refused count is kept', async () => {
    open(EMPTY);
    till.answer('shift:close', () => refusal('cart-open'));
    await act({ kind: 'open-panel', panel: 'close-shift' }, type('500'), { kind: 'commit-count' });
    await act({ kind: 'dialog-primary' });
    expect(desk.get()).toMatchObject({ dialog: null, panel: 'close-shift', entry: '500' });
  });
});

describe('what the core must know of what lies over the screen', () => {
  test('each layer is told once, in order', async () => {
    open(selling(cartOf(2)));
    await act({ kind: 'open-panel', panel: 'search' }, { kind: 'open-dialog', dialog: 'void-cart' });
    await act({ kind: 'dialog-safe' }, BACK, { kind: 'open-panel', panel: 'close-shift' });
    expect(till.callsOf('screen:show-layer').map(({ layer }) => layer)).toEqual([
      'none',
      'panel',
      'dialog',
      'panel',
      'none',
      'drawer',
    ]);
  });

  test('a product that a scanner adds closes the panel; the quick keys stay for the next touch', async () => {
    open(selling(cartOf(1)));
    await act({ kind: 'open-panel', panel: 'search' });
    till.emit({ kind: 'cue', cue: 'item' });
    expect(desk.get().panel).toBe(null);
    await act({ kind: 'open-quick-keys' });
    till.emit({ kind: 'cue', cue: 'item' });
    expect(desk.get().panel).toBe('quick');
  });

  test('a product that was looked for ends the search', async () => {
    open(selling(cartOf(1)));
    await act({ kind: 'open-panel', panel: 'search' }, { kind: 'add-product', sku: 'A01', from: 'search' });
    expect(desk.get().panel).toBe(null);
  });
});

describe('events', () => {
  test('a refused scan stands until the next that is taken', () => {
    open(selling(cartOf(1)));
    till.emit({ kind: 'refusal', refusal: { code: 'scan-damaged', number: 'SCAN-102', params: {} } });
    expect(desk.get().banner).toMatchObject({ refusal: { code: 'scan-damaged' } });
    till.emit({ kind: 'cue', cue: 'item' });
    expect(desk.get().banner).toBe(null);
    expect(desk.get().earlier).toHaveLength(1);
  });

  test('what called for a hand falls silent when it is settled', () => {
    const question = { jobId: 'j-1', saleId: 's', receiptNumber: 'r' };
    open({ ...EMPTY, printQuestions: [question] });
    till.show({ ...EMPTY, printQuestions: [question], multiplier: 2 });
    expect(time.acknowledged).toBe(0);
    till.show(EMPTY);
    expect(time.acknowledged).toBe(1);
  });

  test('good news goes away by itself', () => {
    open(EMPTY);
    till.emit({ kind: 'toast', toast: 'caught-up', params: { n: 43 } });
    expect(desk.get().toast).toEqual({ kind: 'caught-up', n: 43 });
    time.advance(3_999);
    expect(desk.get().toast).not.toBe(null);
    time.advance(1);
    expect(desk.get().toast).toBe(null);
  });
});

describe('printing again', () => {
  const REPRINT: Intent = { kind: 'reprint' };

  test.each([
    ['printed', 'receipt:reprint'],
    ['skipped', 'receipt:reprint'],
    ['waiting', 'receipt:retry'],
  ] as const)('a receipt that is %s: %s', async (receipt, channel) => {
    open(finished({ receipt }));
    await act(REPRINT);
    expect(till.callsOf(channel)).toHaveLength(1);
  });

  test('one that may be half on paper is decided', async () => {
    const question = { jobId: 'j-1', saleId: 's', receiptNumber: 'r' };
    open(finished({ receipt: 'question' }, { printQuestions: [question] }));
    await act(REPRINT);
    expect(till.callsOf('receipt:resolve')).toMatchObject([{ jobId: 'j-1', choice: 'reprint' }]);
  });

  test('on sell F9 first shows the last sale', async () => {
    open(EMPTY);
    await act({ kind: 'last-sale-or-reprint' });
    expect([desk.get().panel, till.callsOf('receipt:reprint').length]).toEqual(['last-sale', 0]);
    await act({ kind: 'last-sale-or-reprint' });
    expect(till.callsOf('receipt:reprint')).toHaveLength(1);
  });

  test('without a last sale that is said', async () => {
    open({ ...EMPTY, lastSale: null });
    await act({ kind: 'last-sale-or-reprint' });
    expect(desk.get().banner).toEqual({ kind: 'unavailable', feature: 'no-last-sale' });
  });
});

describe('settings', () => {
  test('the theme changes between sales only', async () => {
    open(selling(cartOf(1)));
    await act({ kind: 'switch-theme' });
    expect(till.callsOf('settings:change')).toEqual([]);
    expect(desk.get().banner).toEqual({ kind: 'unavailable', feature: 'theme-during-sale' });
    till.show(EMPTY);
    await act({ kind: 'switch-theme' });
    expect(till.callsOf('settings:change')).toMatchObject([{ theme: 'dark' }]);
  });

  test('the language changes at any time', async () => {
    open(selling(cartOf(1)));
    await act({ kind: 'switch-language' });
    expect(till.callsOf('settings:change')).toMatchObject([{ language: 'en' }]);
  });
});

test('digits that turn out to be a scan are taken back', () => {
  open(selling(cartOf(1)));
  desk.act(type('12'));
  const takeBack = desk.checkpoint();
  desk.act(type('4'));
  takeBack();
  expect(desk.get().entry).toBe('12');
});

test('each command has an id of its own', async () => {
  open(selling(cartOf(2)));
  await act({ kind: 'remove-line' }, { kind: 'remove-line' }, { kind: 'pay' });
  const ids = till.calls.map(({ input }) => input.commandId);
  expect(new Set(ids).size).toBe(ids.length);
});
