import { beforeEach, describe, expect, test } from 'vitest';
import type { CashierView } from '../../../src-main/contract/views.ts';
import { CashierDesk } from '../../../src-renderer/cashier/desk/cashier-desk.ts';
import type { Intent } from '../../../src-renderer/cashier/desk/intents.ts';
import { ownBurnOf } from '../../../src-renderer/cashier/desk/paying.ts';
import { TillClient } from '../../../src-renderer/ui/state/till-client.ts';
import { TillStore } from '../../../src-renderer/ui/state/till-store.ts';
import { DONE, FakeTill, refusal } from '../fake-till.ts';
import { answersArrive, ManualEnvironment } from '../manual-time.ts';
import { CARD, CHOSEN, MILES, memberCart, ownBurn, partnerBurn, payingWith } from '../sale-views.ts';

/** Paying in other ways than cash: what the keys ask of the core, and what is left of what was typed. */

let till: FakeTill;
let desk: CashierDesk;

beforeEach(() => {
  till = new FakeTill();
});

function open(view: CashierView): void {
  const time = new ManualEnvironment(1_000_000);
  till.show(view);
  desk = new CashierDesk(new TillStore(till.bridge), new TillClient(till.bridge, time.nextId), time);
}

async function act(...intents: readonly Intent[]): Promise<void> {
  for (const intent of intents) {
    desk.act(intent);
    await answersArrive();
  }
}

const type = (digits: string): Intent => ({ kind: 'type', digits });
const cart = memberCart([ownBurn(), partnerBurn()]);
const features = () => {
  const { banner } = desk.get();
  return banner?.kind === 'unavailable' ? banner.feature : null;
};

describe('card', () => {
  test('for what remains, or for the typed amount, which is then taken back', async () => {
    open(payingWith(cart));
    await act({ kind: 'take-card' }, type('100'), { kind: 'take-card' });
    expect(till.callsOf('pay:take-card').map(({ amount }) => amount)).toEqual([291, 100]);
    expect(till.callsOf('pay:take-card')[0]).not.toHaveProperty('cardPrefix');
    expect(desk.get()).toMatchObject({ entry: '', preview: null });
  });

  test('its first digits go along, digits alone and no more than eight', async () => {
    open(payingWith(cart));
    await act({ kind: 'type-card-prefix', prefix: '4311-9522 77' }, { kind: 'take-card' });
    expect(till.callsOf('pay:take-card')[0]).toMatchObject({ cardPrefix: '43119522' });
    expect(desk.get().cardPrefix).toBe('');
  });

  test('too few digits are told before anything is taken', async () => {
    open(payingWith(cart));
    await act({ kind: 'type-card-prefix', prefix: '431' }, { kind: 'take-card' });
    expect(till.callsOf('pay:take-card')).toEqual([]);
    expect(features()).toBe('card-prefix');
  });

  test('a refusal keeps what was typed', async () => {
    open(payingWith(cart));
    till.answer('pay:take-card', () => refusal('tender-above-due', { max: 291 }));
    await act(type('500'), { kind: 'take-card' });
    expect(desk.get()).toMatchObject({ entry: '500', banner: { refusal: { code: 'tender-above-due' } } });
  });

  test('one at a time: a second press while the first has no answer asks nothing', async () => {
    open(payingWith(cart));
    till.answer('pay:take-card', () => new Promise(() => {}));
    await act({ kind: 'take-card' }, { kind: 'take-card' }, type('500'), { kind: 'take-voucher' });
    expect(till.callsOf('pay:take-card')).toHaveLength(1);
    expect(till.callsOf('pay:take-voucher')).toEqual([]);
  });

  test('with nothing left to pay it says so', async () => {
    open(payingWith(cart, { remaining: 0, taken: 291, tenders: [CARD] }));
    await act({ kind: 'take-card' });
    expect(features()).toBe('nothing-left');
  });
});

describe('voucher', () => {
  test('of the typed worth; the list closes and the amount goes', async () => {
    open(payingWith(cart));
    await act(type('500'), { kind: 'toggle-tenders' });
    expect(desk.get()).toMatchObject({ panel: 'tenders', entry: '500' });
    await act({ kind: 'take-voucher' });
    expect(till.callsOf('pay:take-voucher')).toMatchObject([{ amount: 500 }]);
    expect(desk.get()).toMatchObject({ panel: null, entry: '' });
  });

  test('without a worth nothing is assumed', async () => {
    open(payingWith(cart));
    await act({ kind: 'take-voucher' });
    expect(till.callsOf('pay:take-voucher')).toEqual([]);
    expect(features()).toBe('voucher-amount');
  });
});

describe('points', () => {
  test('F6 burns as much as is allowed, or the typed amount', async () => {
    open(payingWith(cart));
    await act({ kind: 'burn-or-drop' }, type('5'), { kind: 'burn-or-drop' });
    expect(till.callsOf('points:burn')).toMatchObject([
      { programmeId: 'own', wanted: 'max' },
      { programmeId: 'own', wanted: 5 },
    ]);
  });

  test('F6 again takes them back, and with an amount typed burns that instead', async () => {
    open(payingWith(memberCart([ownBurn(CHOSEN)])));
    await act({ kind: 'burn-or-drop' });
    expect(till.callsOf('points:drop-burn')).toMatchObject([{ programmeId: 'own' }]);
    await act(type('10'), { kind: 'burn-or-drop' });
    expect(till.callsOf('points:burn')).toMatchObject([{ wanted: 10 }]);
  });

  test('while head office is being asked nothing more is asked', async () => {
    open(payingWith(memberCart([ownBurn({ state: 'asking' })])));
    await act({ kind: 'burn-or-drop' });
    expect(till.callsOf('points:burn')).toEqual([]);
  });

  test('without a programme it says so', async () => {
    open(payingWith(memberCart([partnerBurn()])));
    await act({ kind: 'burn-or-drop' });
    expect(features()).toBe('no-points');
  });

  test('F6 means what was chosen, or else what can be', () => {
    const none = ownBurn({ programmeId: 'a', maximum: 0, refusedBy: 'no-grant' });
    const some = ownBurn({ programmeId: 'b' });
    const chosen = ownBurn({ programmeId: 'c', ...CHOSEN });
    expect(ownBurnOf([none, some, chosen])).toBe(chosen);
    expect(ownBurnOf([partnerBurn(), none, some])).toBe(some);
    expect(ownBurnOf([none])).toBe(none);
    expect(ownBurnOf([partnerBurn()])).toBeNull();
  });
});

describe('taking back', () => {
  test('`-` takes back the newest tender, a press the one that it is on', async () => {
    open(payingWith(cart, { taken: 160, remaining: 131, tenders: [MILES, CARD] }));
    await act({ kind: 'cancel-tender', tenderId: null }, { kind: 'cancel-tender', tenderId: 't-miles' });
    expect(till.callsOf('pay:cancel-tender').map(({ tenderId }) => tenderId)).toEqual(['t-card', 't-miles']);
  });

  test('before any tender it lets the points go that were chosen last', async () => {
    open(payingWith(memberCart([ownBurn(CHOSEN), partnerBurn({ state: 'chosen', value: 60, points: 60 })])));
    await act({ kind: 'cancel-tender', tenderId: null });
    expect(till.callsOf('points:drop-burn')).toMatchObject([{ programmeId: 'miles' }]);
  });

  test('with nothing taken it says so', async () => {
    open(payingWith(memberCart([])));
    await act({ kind: 'cancel-tender', tenderId: null });
    expect(features()).toBe('nothing-taken');
  });
});

test('a typed amount is asked about again when less is still to be paid', async () => {
  open(payingWith(cart));
  till.answer('pay:preview-cash', () => ({
    ok: true,
    value: { received: 300, remaining: 191, change: 109, short: null },
  }));
  await act(type('300'));
  till.show(payingWith(cart, { taken: 100, remaining: 191, tenders: [CARD] }));
  expect(desk.get().preview).toBeNull();
  await answersArrive();
  expect(till.callsOf('pay:preview-cash')).toHaveLength(2);
  expect(desk.get().preview).toMatchObject({ change: 109 });
});

test('what was typed for a card is gone with the screen', async () => {
  open(payingWith(cart));
  till.answer('pay:take-card', () => DONE);
  await act({ kind: 'type-card-prefix', prefix: '4311' });
  till.show({ ...payingWith(cart), screen: 'sell', pay: null });
  expect(desk.get().cardPrefix).toBe('');
});
