import { beforeEach, describe, expect, test } from 'vitest';
import type { CashierView } from '../../../src-main/contract/views.ts';
import { CashierDesk } from '../../../src-renderer/cashier/desk/cashier-desk.ts';
import type { Intent } from '../../../src-renderer/cashier/desk/intents.ts';
import { intentForKey, type KeyContext } from '../../../src-renderer/cashier/desk/key-intents.ts';
import type { Outcome } from '../../../src-renderer/ui/state/answers.ts';
import { TillClient } from '../../../src-renderer/ui/state/till-client.ts';
import { TillStore } from '../../../src-renderer/ui/state/till-store.ts';
import { DONE, FakeTill, refusal } from '../fake-till.ts';
import { answersArrive, ManualEnvironment } from '../manual-time.ts';
import { EMPTY, finished, SIGN_IN, TECHNICIAN } from '../views.ts';

let till: FakeTill;
let time: ManualEnvironment;
let desk: CashierDesk;

beforeEach(() => {
  till = new FakeTill();
  time = new ManualEnvironment(1_000_000);
  // As the core does it: without a yes it asks for one.
  till.answer('drawer:open', ({ approval }) =>
    approval === undefined ? refusal('approval-needed', { act: 'no-sale' }) : DONE,
  );
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

const OPEN: Intent = { kind: 'open-drawer' };
const ENTER: Intent = { kind: 'dialog-primary' };
const ESC: Intent = { kind: 'dialog-safe' };
const ERASE: Intent = { kind: 'erase' };
const CLEAR: Intent = { kind: 'clear' };
const type = (digits: string): readonly Intent[] =>
  [...digits].map((digit) => ({ kind: 'type', digits: digit }) as const);

/** How a yes is answered, once asked for. */
function answerYes(answer: typeof DONE): void {
  till.answer('drawer:open', ({ approval }) =>
    approval === undefined ? refusal('approval-needed', { act: 'no-sale' }) : answer,
  );
}

describe('opening the drawer', () => {
  test('who may is asked nothing', async () => {
    till.answer('drawer:open', () => DONE);
    open({ ...EMPTY, operator: { operatorId: '201', name: '張志豪', role: 'supervisor' } });
    await act({ kind: 'open-panel', panel: 'more' }, OPEN);
    expect(till.callsOf('drawer:open')).toEqual([{ commandId: expect.any(String) }]);
    expect(desk.get()).toMatchObject({ dialog: null, panel: null, toast: { kind: 'drawer-asked' } });
  });

  test('who may not sees the dialog, and no refusal beside it', async () => {
    open(EMPTY);
    await act({ kind: 'open-panel', panel: 'more' }, OPEN);
    expect(desk.get()).toMatchObject({
      dialog: 'approval',
      approval: { act: 'no-sale', step: 'number', number: '' },
      banner: null,
      toast: null,
    });
    expect(time.cues).toEqual([]);
  });

  test('number, Enter, PIN: the sixth digit opens, and the digits are nowhere on the screen', async () => {
    open(EMPTY);
    await act({ kind: 'open-panel', panel: 'more' }, OPEN, ...type('201'), ENTER);
    expect(desk.get().approval).toMatchObject({ step: 'pin', number: '201', pinLength: 0 });
    await act(...type('98765'));
    expect(desk.get().approval?.pinLength).toBe(5);
    expect(JSON.stringify(desk.get())).not.toContain('98765');
    await act(...type('4'));
    expect(till.callsOf('drawer:open')[1]).toEqual({
      commandId: expect.any(String),
      approval: { operatorId: '201', pin: '987654' },
    });
    expect(desk.get()).toMatchObject({
      dialog: null,
      approval: null,
      panel: null,
      toast: { kind: 'drawer-asked' },
    });
  });

  test('another refusal is a banner as any other', async () => {
    till.answer('drawer:open', () => refusal('storage-failed'));
    open(EMPTY);
    await act(OPEN);
    expect(desk.get()).toMatchObject({ dialog: null, banner: { refusal: { code: 'storage-failed' } } });
  });

  test('a drawer that is stuck is opened again by the banner’s key', async () => {
    till.answer('drawer:open', () => DONE);
    open(EMPTY);
    till.emit({ kind: 'refusal', refusal: { code: 'drawer-stuck', number: 'DRAWER-751', params: {} } });
    await act({ kind: 'banner-act', act: 'open-drawer' });
    expect(till.callsOf('drawer:open')).toHaveLength(1);
    expect(desk.get().banner).toBe(null);
  });

  test('ten presses at once are one command', async () => {
    till.answer('drawer:open', () => new Promise(() => {}));
    open(EMPTY);
    for (let press = 0; press < 10; press += 1) desk.act(OPEN);
    await answersArrive();
    expect(till.callsOf('drawer:open')).toHaveLength(1);
  });
});

describe('the number', () => {
  beforeEach(async () => {
    open(EMPTY);
    await act(OPEN);
  });

  test('one that this till does not know is told before a PIN is typed, and kept for correction', async () => {
    await act(...type('999'), ENTER);
    expect(desk.get().approval).toMatchObject({
      step: 'number',
      number: '999',
      refusal: { code: 'operator-unknown' },
    });
    expect(time.cues).toEqual(['refused']);
    await act(ERASE, ERASE, ERASE, ...type('201'), ENTER);
    expect(desk.get().approval).toMatchObject({ step: 'pin', refusal: null });
  });

  test('Enter with nothing typed does nothing', async () => {
    await act(ENTER, ENTER);
    expect(desk.get().approval).toMatchObject({ step: 'number', refusal: null });
  });

  test('clearing takes back the PIN first, then leads back to the number', async () => {
    await act(...type('201'), ENTER, ...type('12'), CLEAR);
    expect(desk.get().approval).toMatchObject({ step: 'pin', pinLength: 0 });
    await act(CLEAR);
    expect(desk.get().approval).toMatchObject({ step: 'number', number: '' });
  });

  test('backspace takes one digit, and from an empty PIN leads back', async () => {
    await act(...type('201'), ENTER, ...type('12'), ERASE);
    expect(desk.get().approval?.pinLength).toBe(1);
    await act(ERASE, ERASE);
    expect(desk.get().approval?.step).toBe('number');
  });

  test('digits go nowhere else', async () => {
    await act(...type('201'));
    expect(desk.get().entry).toBe('');
  });

  test('digits that were a scan’s are taken back', async () => {
    await act(...type('20'));
    const takeBack = desk.checkpoint();
    await act(...type('47'));
    takeBack();
    expect(desk.get().approval?.number).toBe('20');
    await act(...type('1'), ENTER, ...type('12'));
    const takeBackPin = desk.checkpoint();
    await act(...type('3'));
    takeBackPin();
    expect(desk.get().approval?.pinLength).toBe(2);
  });
});

describe('a PIN that is not taken', () => {
  beforeEach(async () => {
    open(EMPTY);
    await act(OPEN, ...type('201'), ENTER);
  });

  test('wrong: the dots empty, the tries left are told, and the next try is a new command', async () => {
    answerYes(refusal('pin-wrong', { n: 3 }));
    await act(...type('111111'));
    expect(desk.get()).toMatchObject({
      dialog: 'approval',
      banner: null,
      approval: { step: 'pin', number: '201', pinLength: 0, isAsking: false, refusal: { params: { n: 3 } } },
    });
    answerYes(DONE);
    await act(...type('222222'));
    expect(desk.get().dialog).toBe(null);
    const ids = till.callsOf('drawer:open').map(({ commandId }) => commandId);
    expect(new Set(ids).size).toBe(3);
    expect(till.callsOf('drawer:open').at(-1)).toMatchObject({ approval: { pin: '222222' } });
  });

  test('locked: no digit is taken until its time is over; another number may be typed', async () => {
    answerYes(refusal('pin-locked', { s: 60 }));
    await act(...type('111111'), ...type('1'));
    expect(desk.get().approval).toMatchObject({ pinLength: 0, refusal: { code: 'pin-locked' } });
    await act(CLEAR, ...type('301'), ENTER, ...type('1'));
    expect(desk.get().approval).toMatchObject({ number: '301', pinLength: 1 });
    await act(CLEAR, CLEAR, ...type('201'), ENTER);
    answerYes(refusal('pin-locked', { s: 60 }));
    await act(...type('111111'));
    time.advance(60_000);
    await act(...type('1'));
    expect(desk.get().approval).toMatchObject({ pinLength: 1, refusal: null });
  });

  test('of somebody who may not say yes: another number is asked for', async () => {
    answerYes(refusal('role-needed', { role: 'supervisor' }));
    await act(...type('111111'));
    expect(desk.get().approval).toMatchObject({
      step: 'number',
      number: '',
      refusedNumber: '201',
      refusal: { code: 'role-needed' },
    });
  });

  test('while it is checked digits go nowhere, and it is sent once', async () => {
    till.answer('drawer:open', () => new Promise(() => {}));
    await act(...type('111111'), ...type('222222'), CLEAR, ERASE);
    expect(till.callsOf('drawer:open')).toHaveLength(2);
    expect(desk.get().approval).toMatchObject({ step: 'pin', isAsking: true, pinLength: 6 });
  });
});

describe('leaving it', () => {
  test('Esc keeps nothing: the next time it begins anew', async () => {
    open(EMPTY);
    await act(OPEN, ...type('201'), ENTER, ...type('123'), ESC);
    expect(desk.get()).toMatchObject({ dialog: null, approval: null });
    await act(OPEN);
    expect(desk.get().approval).toMatchObject({ step: 'number', number: '', pinLength: 0 });
    await act(...type('201'), ENTER, ...type('456789'));
    expect(till.callsOf('drawer:open').at(-1)).toMatchObject({ approval: { pin: '456789' } });
  });

  test.each([
    ['another screen', () => till.show(finished())],
    ['somebody else', () => till.show({ ...EMPTY, operator: TECHNICIAN })],
    ['signing out', () => till.show(SIGN_IN)],
  ])('%s closes it', async (_, leave) => {
    open(EMPTY);
    await act(OPEN, ...type('201'), ENTER, ...type('123'));
    leave();
    expect(desk.get()).toMatchObject({ dialog: null, approval: null });
  });

  test('an answer that comes after it was left changes nothing', async () => {
    open(EMPTY);
    let answer = (_: typeof DONE) => {};
    await act(OPEN, ...type('201'), ENTER);
    till.answer(
      'drawer:open',
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    await act(...type('111111'), ESC);
    answer(refusal('pin-wrong', { n: 1 }));
    await answersArrive();
    expect(desk.get()).toMatchObject({ dialog: null, approval: null });
    expect(time.cues).toEqual([]);
  });
});

test('any act can ask for a yes', async () => {
  open(EMPTY);
  const asked: (readonly [string, string])[] = [];
  desk.approving.ask({
    act: 'price-override',
    onApprove: async (operatorId, pin): Promise<Outcome> => {
      asked.push([operatorId, pin]);
      return { ok: true, value: 'done' };
    },
  });
  expect(desk.get()).toMatchObject({ dialog: 'approval', approval: { act: 'price-override' } });
  await act(...type('301'), ENTER, ...type('123456'));
  expect(asked).toEqual([['301', '123456']]);
  expect(desk.get().dialog).toBe(null);
});

describe('keys in it', () => {
  const at: KeyContext = {
    screen: 'sell',
    panel: 'more',
    dialog: 'approval',
    hasEntry: false,
    hasCart: false,
    bannerKey: null,
    hasPrintQuestion: false,
    focus: 'control',
    operatorColumns: 3,
  };

  test('digits are typed, whatever has the focus', () => {
    expect(intentForKey({ kind: 'digit', digit: '7' }, at)).toEqual({ kind: 'type', digits: '7' });
    expect(intentForKey({ kind: 'digit', digit: '7' }, { ...at, dialog: 'void-cart' })).toEqual({
      kind: 'ignored',
    });
  });

  test.each([
    ['Backspace', { kind: 'erase' }],
    ['Escape', { kind: 'dialog-safe' }],
    ['Enter', { kind: 'native' }],
    ['F12', { kind: 'ignored' }],
    ['F10', { kind: 'ignored' }],
  ] as const)('%s', (name, intent) => {
    expect(intentForKey({ kind: 'key', name }, at)).toEqual(intent);
  });

  test('where a shift is opened, F10 opens a stuck drawer again, and is More otherwise', () => {
    const shift = { ...at, screen: 'shift-open', dialog: null, panel: null, focus: 'none' } as const;
    const bannerKey = { name: 'F10', act: 'open-drawer' } as const;
    expect(intentForKey({ kind: 'key', name: 'F10' }, { ...shift, bannerKey })).toEqual({
      kind: 'banner-act',
      act: 'open-drawer',
    });
    expect(intentForKey({ kind: 'key', name: 'F10' }, shift)).toEqual({ kind: 'open-panel', panel: 'more' });
  });
});
