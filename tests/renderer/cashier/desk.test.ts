import { describe, expect, test } from 'vitest';
import {
  afterView,
  amountWith,
  EMPTY_DESK,
  selectedAfter,
  withBanner,
  withoutBanner,
} from '../../../src-renderer/cashier/desk/desk.ts';
import { bannerKeyOn, bannerOn } from '../../../src-renderer/cashier/desk/refusal-conduct.ts';
import type { ShownRefusal } from '../../../src-renderer/i18n/catalogue.ts';
import { cartOf, cartWith, EMPTY, paying, SIGN_IN, selling } from '../views.ts';

const refused = (code: ShownRefusal['code']) =>
  ({ kind: 'refusal', refusal: { code, number: code, params: {} } }) as const;

const idOf = (number: number) => cartOf(number).lines.at(-1)?.lineId ?? '';

describe('the selection follows the cart', () => {
  test('a line that was added is selected and flashes', () => {
    const desk = afterView(EMPTY_DESK, selling(cartOf(1)), selling(cartOf(2)));
    expect(desk.selectedLineId).toBe(idOf(2));
    expect(desk.flash).toEqual({ lineId: idOf(2), turn: 0 });
  });

  test('two in a row are two flashes', () => {
    const once = afterView(EMPTY_DESK, null, selling(cartOf(1)));
    const [line] = cartOf(1).lines;
    if (line === undefined) throw new Error('a cart of one line has a line');
    const twice = afterView(
      once,
      selling(cartOf(1)),
      selling(cartWith([{ ...line, quantity: 2, amount: 196 }])),
    );
    expect([once.flash?.turn, twice.flash?.turn]).toEqual([0, 1]);
  });

  test('a view that leaves the touched line alone leaves the person’s choice alone', () => {
    const chosen = { ...EMPTY_DESK, selectedLineId: idOf(1) };
    const cart = cartOf(3);
    expect(afterView(chosen, selling(cart), selling(cart, { multiplier: 2 })).selectedLineId).toBe(idOf(1));
  });

  test('the line that moves up takes the place of a removed one', () => {
    const before = cartOf(3);
    const chosen = { ...EMPTY_DESK, selectedLineId: idOf(2) };
    const lines = before.lines.filter(({ lineId }) => lineId !== idOf(2));
    const { touchedLineId: _, ...after } = cartWith(lines);
    expect(afterView(chosen, selling(before), selling(after)).selectedLineId).toBe(idOf(3));
  });

  test('the last line is left when the last one was removed', () => {
    const before = cartOf(3);
    const chosen = { ...EMPTY_DESK, selectedLineId: idOf(3) };
    const { touchedLineId: _, ...after } = cartWith(before.lines.slice(0, 2));
    expect(afterView(chosen, selling(before), selling(after)).selectedLineId).toBe(idOf(2));
  });

  test('an empty cart has no selection', () => {
    const chosen = { ...EMPTY_DESK, selectedLineId: idOf(1) };
    expect(afterView(chosen, selling(cartOf(1)), EMPTY).selectedLineId).toBe(null);
  });

  test.each([
    ['previous', 2, 1],
    ['next', 2, 3],
    ['previous', 1, 1],
    ['next', 3, 3],
    ['first', 3, 1],
    ['last', 1, 3],
    ['next', 0, 3],
    ['previous', 0, 3],
    ['first', 0, 1],
  ] as const)('%s of line %i is line %i', (step, from, to) => {
    expect(selectedAfter(cartOf(3), from === 0 ? null : idOf(from), step)).toBe(idOf(to));
  });
});

describe('what was typed or open', () => {
  const busy = { ...EMPTY_DESK, entry: '47', panel: 'search', pinLength: 3 } as const;

  test('goes with its screen', () => {
    const desk = afterView(busy, selling(cartOf(1)), paying(cartOf(1)));
    expect([desk.entry, desk.panel, desk.pinLength]).toEqual(['', null, 0]);
  });

  test('stays while the screen stays', () => {
    const desk = afterView(busy, selling(cartOf(1)), selling(cartOf(2)));
    expect([desk.entry, desk.panel]).toEqual(['47', 'search']);
  });

  test('goes with its person', () => {
    const other = { ...EMPTY, operator: { operatorId: '102', name: '陳柏翰', role: 'cashier' } } as const;
    expect(afterView(busy, EMPTY, other).entry).toBe('');
  });

  test('the chosen operator is one that there is', () => {
    const desk = { ...EMPTY_DESK, operatorIndex: 5 };
    expect(
      afterView(desk, SIGN_IN, { ...SIGN_IN, operators: SIGN_IN.operators.slice(0, 2) }).operatorIndex,
    ).toBe(1);
  });
});

describe('banners', () => {
  test('a newer one replaces it, the older is in the list', () => {
    const one = withBanner(EMPTY_DESK, refused('unknown-barcode'), 1_000);
    const two = withBanner(one, refused('scan-damaged'), 2_000);
    expect(two.banner).toEqual(refused('scan-damaged'));
    expect(two.earlier).toEqual([{ id: 1, atMs: 2_000, notice: refused('unknown-barcode') }]);
  });

  test('that a key does nothing is not kept', () => {
    const desk = withBanner(EMPTY_DESK, { kind: 'unavailable', feature: 'member' }, 0);
    expect(withoutBanner(desk, 0)).toEqual(EMPTY_DESK);
  });

  test('the list is bounded', () => {
    let desk = EMPTY_DESK;
    for (let turn = 0; turn < 200; turn += 1) desk = withBanner(desk, refused('scan-damaged'), turn);
    expect(desk.earlier).toHaveLength(50);
    expect(new Set(desk.earlier.map(({ id }) => id)).size).toBe(50);
  });

  test('one whose key takes money on this screen waits until it does not', () => {
    const desk = withBanner(EMPTY_DESK, refused('paper-out'), 0);
    expect(bannerOn('pay', desk)).toBe(null);
    expect(bannerOn('sell', desk)).toEqual(refused('paper-out'));
  });

  test('its key is offered only where it means that', () => {
    expect(bannerKeyOn('sell', refused('unknown-barcode'))).toEqual({ name: 'F2', act: 'search' });
    expect(bannerKeyOn('pay', refused('unknown-barcode'))).toBe(undefined);
    expect(bannerKeyOn('done', refused('unknown-barcode'))).toBe(undefined);
    expect(bannerKeyOn('done', refused('paper-out'))).toEqual({ name: 'F9', act: 'retry-print' });
  });
});

test.each([
  ['', '5', '5'],
  ['5', '00', '500'],
  ['', '00', '0'],
  ['', '0', '0'],
  ['0', '5', '5'],
  ['0', '00', '0'],
  ['9999999', '1', '9999999'],
  ['999999', '00', '999999'],
])('%s and then %s is %s', (entry, digits, next) => {
  expect(amountWith(entry, digits, 7)).toBe(next);
});
