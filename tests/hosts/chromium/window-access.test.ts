import { expect, test } from 'vitest';
import { WindowAccess } from '../../../src-main/hosts/chromium/window-access.ts';
import { randomSession } from './test-socket.ts';

const mine = randomSession();
const theirs = randomSession();
const cashier = { ok: true, value: 'cashier' };
const refused = (error: 'unknown' | 'used-key') => ({ ok: false, error });

test('a key lets one window in; it comes back with its session, with or without the key', () => {
  const access = new WindowAccess({ isReopenable: false });
  const key = access.mint('cashier');
  expect(access.admit({ key, session: mine })).toEqual(cashier);
  expect(access.admit({ session: mine })).toEqual(cashier);
  expect(access.admit({ key, session: mine })).toEqual(cashier);
  expect(access.admit({ key, session: theirs })).toEqual(refused('used-key'));
  // The refused one has changed nothing.
  expect(access.admit({ session: mine })).toEqual(cashier);
  expect(access.admit({ session: theirs })).toEqual(refused('unknown'));
});

test('a session alone, made up, opens nothing', () => {
  const access = new WindowAccess({ isReopenable: false });
  access.mint('cashier');
  expect(access.admit({ session: mine })).toEqual(refused('unknown'));
  expect(access.admit({ key: '', session: mine })).toEqual(refused('unknown'));
  expect(access.admit({ key: mine, session: mine })).toEqual(refused('unknown'));
});

test('a new key voids the one before and the session it was swapped for', () => {
  const access = new WindowAccess({ isReopenable: false });
  const old = access.mint('cashier');
  access.admit({ key: old, session: mine });
  const fresh = access.mint('cashier');
  expect(access.admit({ session: mine })).toEqual(refused('unknown'));
  expect(access.admit({ key: old, session: mine })).toEqual(refused('unknown'));
  expect(access.admit({ key: fresh, session: mine })).toEqual(cashier);
});

test('the key decides the kind, whatever else the window has', () => {
  const access = new WindowAccess({ isReopenable: false });
  access.admit({ key: access.mint('cashier'), session: mine });
  expect(access.admit({ key: access.mint('customer'), session: theirs })).toEqual({
    ok: true,
    value: 'customer',
  });
  expect(access.admit({ session: mine })).toEqual(cashier);
});

test('two keys open two windows even if both say the same session', () => {
  const access = new WindowAccess({ isReopenable: false });
  const [one, other] = [access.mint('cashier'), access.mint('customer')];
  expect(access.admit({ key: other, session: mine })).toEqual({ ok: true, value: 'customer' });
  expect(access.admit({ key: one, session: mine })).toEqual(cashier);
  expect(access.admit({ key: one, session: theirs })).toEqual(refused('used-key'));
});

test('a reopenable key opens again, in place of the window before, which does not come back without it', () => {
  const access = new WindowAccess({ isReopenable: true });
  const key = access.mint('cashier');
  expect(access.admit({ key, session: mine })).toEqual(cashier);
  expect(access.admit({ key, session: theirs })).toEqual(cashier);
  expect(access.admit({ session: theirs })).toEqual(cashier);
  expect(access.admit({ session: mine })).toEqual(refused('unknown'));
  expect(access.admit({ key: randomSession(), session: mine })).toEqual(refused('unknown'));
});
