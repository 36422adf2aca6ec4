import { describe, expect, test } from 'vitest';
import { intentForKey, type KeyContext } from '../../../src-renderer/cashier/desk/key-intents.ts';
import type { Key, KeyName } from '../../../src-renderer/ui/keyboard/key.ts';

const BASE: KeyContext = {
  screen: 'sell',
  panel: null,
  dialog: null,
  hasEntry: false,
  hasCart: true,
  bannerKey: null,
  hasPrintQuestion: false,
  focus: 'none',
  operatorColumns: 3,
};

const key = (name: KeyName): Key => ({ kind: 'key', name });
const five: Key = { kind: 'digit', digit: '5' };
const on = (name: KeyName | '5', at: Partial<KeyContext> = {}) =>
  intentForKey(name === '5' ? five : key(name), { ...BASE, ...at });

const IGNORED = { kind: 'ignored' };
const NATIVE = { kind: 'native' };

describe('sell (ui.md, Keyboard)', () => {
  test.each([
    ['5', { kind: 'type', digits: '5' }],
    ['Enter', { kind: 'confirm' }],
    ['Multiply', { kind: 'multiply' }],
    ['Up', { kind: 'select', step: 'previous' }],
    ['Down', { kind: 'select', step: 'next' }],
    ['Home', { kind: 'select', step: 'first' }],
    ['End', { kind: 'select', step: 'last' }],
    ['Left', { kind: 'change-quantity', step: -1, mayRemove: false }],
    ['Right', { kind: 'change-quantity', step: 1, mayRemove: false }],
    ['Minus', { kind: 'remove-line' }],
    ['Delete', { kind: 'remove-line' }],
    ['Backspace', { kind: 'erase' }],
    ['Plus', { kind: 'pay' }],
    ['F12', { kind: 'pay' }],
    ['F1', { kind: 'open-quick-keys' }],
    ['F2', { kind: 'open-panel', panel: 'search' }],
    ['F3', { kind: 'open-pricing' }],
    ['F4', { kind: 'suspend-or-resume' }],
    ['F5', { kind: 'member' }],
    ['F6', { kind: 'burn-or-drop' }],
    ['F7', { kind: 'unavailable', feature: 'invoice' }],
    ['F8', { kind: 'open-return', saleId: null }],
    ['F9', { kind: 'last-sale-or-reprint' }],
    ['F10', { kind: 'open-panel', panel: 'more' }],
    ['F11', IGNORED],
    ['Escape', { kind: 'back' }],
    ['Slash', { kind: 'open-dialog', dialog: 'key-map' }],
    ['Question', { kind: 'open-dialog', dialog: 'key-map' }],
    ['CtrlBackspace', { kind: 'open-dialog', dialog: 'void-cart' }],
    ['Space', IGNORED],
    ['Point', IGNORED],
  ] as const)('%s', (name, intent) => {
    expect(on(name)).toEqual(intent);
  });

  test('there is nothing to void without a cart', () => {
    expect(on('CtrlBackspace', { hasCart: false })).toEqual(IGNORED);
  });

  test('with a panel over the cart no key changes a line that cannot be seen', () => {
    for (const name of ['Minus', 'Delete', 'Left', 'Right', 'Up', 'Down'] as const) {
      expect(on(name, { panel: 'search' })).toEqual(IGNORED);
    }
  });

  test('F6 with a code typed is no amount of points', () => {
    expect(on('F6', { hasEntry: true })).toEqual(IGNORED);
  });

  test('in the panel of discounts × and . choose, and digits are its own', () => {
    expect(on('Multiply', { panel: 'price' })).toEqual({ kind: 'next-pricing-kind' });
    expect(on('Point', { panel: 'price' })).toEqual({ kind: 'next-pricing-reason' });
    for (const panel of ['price', 'weigh', 'member'] as const) {
      expect(on('5', { panel })).toEqual({ kind: 'type', digits: '5' });
    }
  });

  test('under a panel × sets no quantity that nobody sees, quick keys excepted', () => {
    expect(on('Multiply', { panel: 'weigh' })).toEqual(IGNORED);
    expect(on('Multiply', { panel: 'search' })).toEqual(IGNORED);
    expect(on('Multiply', { panel: 'quick' })).toEqual({ kind: 'multiply' });
  });

  test('digits go to the entry under the quick keys, and nowhere under other panels', () => {
    expect(on('5', { panel: 'quick' })).toEqual({ kind: 'type', digits: '5' });
    expect(on('5', { panel: 'last-sale' })).toEqual(IGNORED);
  });

  test('F9 answers a question about paper before it looks at the last sale', () => {
    expect(on('F9', { hasPrintQuestion: true })).toEqual({ kind: 'resolve-print', choice: 'reprint' });
  });

  test('the banner’s key is the banner’s', () => {
    const bannerKey = { name: 'F2', act: 'search' } as const;
    expect(on('F2', { bannerKey })).toEqual({ kind: 'banner-act', act: 'search' });
  });
});

describe('Enter', () => {
  test.each([
    [
      'confirms what is typed although a button has the focus',
      { hasEntry: true, focus: 'control' },
      { kind: 'confirm' },
    ],
    ['presses the focused button when nothing is typed', { focus: 'control' }, NATIVE],
    ['in the lines confirms', { focus: 'lines' }, { kind: 'confirm' }],
    ['in the search field is the field’s', { focus: 'text', panel: 'search' }, NATIVE],
    ['in a dialog presses the focused action', { dialog: 'void-cart', hasEntry: true }, NATIVE],
    [
      'takes note of a changed price before anything else',
      { screen: 'pay', hasEntry: true, bannerKey: { name: 'Enter', act: 'dismiss' } },
      { kind: 'banner-act', act: 'dismiss' },
    ],
  ] as const)('%s', (_, at, routed) => {
    expect(on('Enter', at)).toEqual(routed);
  });
});

describe('pay', () => {
  const pay = (name: KeyName | '5') => on(name, { screen: 'pay' });

  test.each([
    ['5', { kind: 'type', digits: '5' }],
    ['Point', { kind: 'type', digits: '00' }],
    ['Enter', { kind: 'confirm' }],
    ['Plus', { kind: 'fill-exact' }],
    ['F1', { kind: 'fill-quick', index: 0 }],
    ['F4', { kind: 'fill-quick', index: 3 }],
    ['F6', { kind: 'burn-or-drop' }],
    ['F8', { kind: 'take-card' }],
    ['F10', { kind: 'toggle-tenders' }],
    ['Minus', { kind: 'cancel-tender', tenderId: null }],
    ['F9', { kind: 'unavailable', feature: 'stored-value' }],
    ['Backspace', { kind: 'erase' }],
    ['Escape', { kind: 'back' }],
  ] as const)('%s', (name, intent) => {
    expect(pay(name)).toEqual(intent);
  });

  test('a double press of F12 on the screen before takes no money', () => {
    expect(pay('F12')).toEqual(IGNORED);
  });

  test('a cart that is being paid cannot be voided or changed', () => {
    for (const name of ['CtrlBackspace', 'Delete', 'Left', 'Right'] as const)
      expect(pay(name)).toEqual(IGNORED);
  });
});

describe('the other ways to pay', () => {
  const open = { screen: 'pay', panel: 'tenders' } as const;

  test('digits are the amount, and Enter presses what is focused, whatever is typed', () => {
    expect(on('5', { ...open, focus: 'control' })).toEqual({ kind: 'type', digits: '5' });
    expect(on('Enter', { ...open, focus: 'control', hasEntry: true })).toEqual({ kind: 'native' });
    expect(on('Enter', { ...open, hasEntry: true })).toEqual(IGNORED);
  });

  test('a card’s digits are typed into their field', () => {
    expect(on('5', { ...open, focus: 'text' })).toEqual({ kind: 'native' });
  });
});

describe('returns', () => {
  const open = { screen: 'sell', panel: 'return' } as const;

  test.each([
    ['Up', { kind: 'select', step: 'previous' }],
    ['Down', { kind: 'select', step: 'next' }],
    ['Home', { kind: 'select', step: 'first' }],
    ['End', { kind: 'select', step: 'last' }],
    ['Left', { kind: 'units', step: -1 }],
    ['Minus', { kind: 'units', step: -1 }],
    ['Right', { kind: 'units', step: 1 }],
    ['Plus', { kind: 'units', step: 1 }],
    ['Multiply', { kind: 'all' }],
    ['F12', { kind: 'make' }],
    ['5', { kind: 'reason', index: 4 }],
  ] as const)('%s', (name, wanted) => {
    expect(on(name, open)).toEqual({ kind: 'return', act: wanted });
  });

  test('F8 opens and closes; nothing reaches the cart underneath', () => {
    expect(on('F8', { screen: 'sell' })).toEqual({ kind: 'open-return', saleId: null });
    for (const name of ['Delete', 'Backspace', 'CtrlBackspace'] as const)
      expect(on(name, { ...open, hasCart: true })).toEqual(IGNORED);
    // Enter finishes a return that is made; the cart underneath never hears of it.
    expect(on('Enter', { ...open, hasEntry: true })).toEqual({ kind: 'confirm' });
  });

  test('a number is typed into its field', () => {
    expect(on('5', { ...open, focus: 'text' })).toEqual({ kind: 'native' });
    expect(on('Minus', { ...open, focus: 'text' })).toEqual({ kind: 'native' });
  });
});

describe('other screens', () => {
  test.each([
    ['done', 'Enter', { kind: 'confirm' }],
    ['done', 'F9', { kind: 'reprint' }],
    ['done', '5', IGNORED],
    ['sign-in', '5', { kind: 'type', digits: '5' }],
    ['sign-in', 'F3', { kind: 'choose-operator', index: 2 }],
    ['sign-in', 'Right', { kind: 'step-operator', by: 1 }],
    ['sign-in', 'Up', { kind: 'step-operator', by: -3 }],
    ['sign-in', 'Down', { kind: 'step-operator', by: 3 }],
    ['shift-open', 'Enter', { kind: 'confirm' }],
    ['shift-open', 'Point', { kind: 'type', digits: '00' }],
    ['recovery', 'Enter', { kind: 'confirm' }],
    ['recovery', 'F12', IGNORED],
    ['starting', '5', IGNORED],
  ] as const)('%s, %s', (screen, name, routed) => {
    expect(on(name, { screen })).toEqual(routed);
  });

  test('the count is committed with F12', () => {
    expect(on('F12', { panel: 'close-shift' })).toEqual({ kind: 'commit-count' });
  });
});

describe('dialogs', () => {
  test.each([
    ['Escape', { kind: 'dialog-safe' }],
    ['Space', NATIVE],
    ['5', IGNORED],
    ['Plus', IGNORED],
    ['F12', IGNORED],
    ['CtrlBackspace', IGNORED],
  ] as const)('%s', (name, routed) => {
    expect(on(name, { dialog: 'void-cart' })).toEqual(routed);
  });
});

describe('the search field', () => {
  const inField = (name: KeyName | '5') => on(name, { focus: 'text', panel: 'search' });

  test.each([
    ['5', NATIVE],
    ['Minus', NATIVE],
    ['Slash', NATIVE],
    ['Question', NATIVE],
    ['Backspace', NATIVE],
    ['Left', NATIVE],
    ['Escape', { kind: 'back' }],
    ['F12', { kind: 'pay' }],
    ['F10', { kind: 'open-panel', panel: 'more' }],
  ] as const)('%s', (name, routed) => {
    expect(inField(name)).toEqual(routed);
  });
});

test('a suppressed shortcut does nothing anywhere', () => {
  expect(intentForKey({ kind: 'suppressed' }, { ...BASE, focus: 'text' })).toEqual(IGNORED);
});
