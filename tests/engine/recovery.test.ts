// design.md, When things fail: killed at any instruction, the till reopens with the open cart, every finished sale, and
// a list of what was in flight.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COFFEE, GREEN_TEA, OpenTill } from '../support/open-till.ts';

let till: OpenTill;
beforeEach(async () => {
  till = await OpenTill.make();
  till.openShift();
});
afterEach(() => till.end());

/** The files as they are, opened anew, and the first decision of a run. */
async function crash(): Promise<void> {
  await till.reopen();
  till.must({ kind: 'start', program: 'test', host: 'none' });
}

const signIn = () => till.must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });

describe('after a crash', () => {
  test('the open cart is there line by line, and is paid once the person has looked', async () => {
    till.scan('47100183');
    till.scan('4710018000010');
    till.do({
      kind: 'set-quantity',
      saleId: till.saleId,
      lineId: till.state.cart?.lines[1]?.lineId ?? '',
      quantity: 3,
    });
    const { cart } = till.state;
    await crash();
    expect(till.state.cart).toStrictEqual(cart);
    expect(till.state.recovery).toEqual({ pieces: 4, payments: 0, receipts: 0 });
    signIn();
    expect(till.scan('47100183')).toMatchObject({ ok: false, error: { code: 'scan-not-here' } });
    till.must({ kind: 'continue-after-recovery' });
    expect(till.payCash(500)).toMatchObject({ ok: true, value: { due: 45 + 3 * 79 } });
  });

  test('the suspended carts are there, and what they hold', async () => {
    till.scan('47100183');
    till.must({ kind: 'suspend-cart', saleId: till.saleId });
    till.scan('4710018000003');
    till.must({ kind: 'suspend-cart', saleId: till.saleId });
    const { suspended } = till.state;
    await crash();
    expect(till.state.suspended).toStrictEqual(suspended);
    signIn();
    till.must({ kind: 'resume-cart', saleId: suspended[1]?.cart.saleId ?? '' });
    expect(till.state.cart).toStrictEqual(suspended[1]?.cart);
  });

  test('a receipt that was being printed is a question, the one behind it waits, the drawer is not asked again', async () => {
    for (const code of ['47100183', '4710018000003']) {
      till.scan(code);
      till.payCash(100);
    }
    till.must({ kind: 'print-started', jobId: till.state.printJobs[0]?.jobId ?? '' });
    expect(till.state.drawerRequests).toHaveLength(2);
    await crash();
    expect(till.state.printJobs.map((job) => job.status)).toEqual(['question', 'waiting']);
    expect([till.state.drawerRequests, till.state.recovery]).toEqual([
      [],
      { pieces: 0, payments: 0, receipts: 1 },
    ]);
    expect(till.state.shift).toMatchObject({ sales: 2, salesTotal: 70, cashNet: 70 });
  });

  test('and another crash before anybody looked: the same list', async () => {
    till.scan('47100183');
    await crash();
    const { recovery } = till.state;
    await crash();
    await crash();
    expect(till.state.recovery).toEqual(recovery);
  });

  test('a locked PIN is still locked', async () => {
    till.must({ kind: 'sign-out' });
    for (let attempt = 0; attempt < 5; attempt += 1)
      till.do({ kind: 'sign-in', operatorId: 'op-2', isPinRight: false });
    await crash();
    till.world.advance(59_000);
    expect(till.do({ kind: 'sign-in', operatorId: 'op-2', isPinRight: true })).toMatchObject({
      error: { code: 'pin-locked', params: { s: 1 } },
    });
  });

  test('language and theme are as they were set', async () => {
    till.must({ kind: 'change-settings', language: 'en', theme: 'dark' });
    await crash();
    expect(till.state.settings).toEqual({ language: 'en', theme: 'dark' });
  });

  test('a shift goes on under its business date, though the clock now says another day', async () => {
    till.world.setWallClock(Date.parse('2026-11-21T15:59:59Z'));
    till.scan('47100183');
    till.world.setWallClock(Date.parse('2026-11-21T16:00:01Z'));
    await crash();
    signIn();
    till.must({ kind: 'continue-after-recovery' });
    expect(till.payCash(45)).toMatchObject({ ok: true, value: { receiptNumber: '2-20261121-0001' } });
  });

  test('a clock that the crash set back to 1970 is journaled, and the order stays that of the entries', async () => {
    till.scan('47100183');
    const fromMs = till.world.nowMs();
    till.world.setWallClock(0);
    await crash();
    const rows = till.store.journal.readAfter(0, { maxRows: 1e6, maxBytes: 1e9 });
    expect(rows.at(-2)).toMatchObject({
      kind: 'clock.went-back',
      payload: JSON.stringify({ fromMs, toMs: 0 }),
    });
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
  });
});

test('an orderly end and a start ask nothing, and the cart is still there', async () => {
  till.scan('47100183');
  const { cart } = till.state;
  till.must({ kind: 'stop' });
  await crash();
  expect([till.state.cart, till.state.recovery]).toEqual([cart, null]);
});

test('a price that moved while the till was down is told before the money', async () => {
  till.scan('47100183');
  await till.publish([{ ...COFFEE, unitPrice: 55 }, GREEN_TEA]);
  await crash();
  signIn();
  till.must({ kind: 'continue-after-recovery' });
  expect(till.payCash(100)).toMatchObject({ ok: false, error: { code: 'price-changed' } });
  expect(till.payCash(100)).toMatchObject({ ok: true, value: { due: 55 } });
});
