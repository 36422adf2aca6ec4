import { describe, expect, test } from 'vitest';
import type { Command } from '../../src-main/domain/command.ts';
import { pinLockLeftMs } from '../../src-main/domain/session/decide-session.ts';
import { DEFAULT_POLICY } from '../../src-main/domain/till-policy.ts';
import { PureTill } from './pure-till.ts';

const signIn = (operatorId: string, isPinRight = true): Command => ({
  kind: 'sign-in',
  operatorId,
  isPinRight,
});

test('a wrong PIN counts down, the fifth locks for a minute, and the right one does not help meanwhile', () => {
  const till = PureTill.started();
  const told = [1, 2, 3, 4, 5].map(() => till.do(signIn('op-1', false)).refusal);
  expect(told.map((refusal) => [refusal?.code, refusal?.params])).toEqual([
    ['pin-wrong', { n: 4 }],
    ['pin-wrong', { n: 3 }],
    ['pin-wrong', { n: 2 }],
    ['pin-wrong', { n: 1 }],
    ['pin-locked', { s: 60 }],
  ]);
  till.nowMs += 30_500;
  const seq = till.entries.length;
  expect(till.do(signIn('op-1')).refusal).toMatchObject({ code: 'pin-locked', params: { s: 30 } });
  expect(till.entries).toHaveLength(seq);
  till.nowMs += 29_500;
  expect(till.do(signIn('op-1')).refusal).toBeUndefined();
});

test('tries made while locked neither count nor lengthen the lock', () => {
  const till = PureTill.started();
  for (let attempt = 0; attempt < 5; attempt += 1) till.do(signIn('op-1', false));
  for (let second = 1; second < 60; second += 1) {
    till.nowMs += 1_000;
    expect(till.code(signIn('op-1', false))).toBe('pin-locked');
  }
  till.nowMs += 1_000;
  expect(till.do(signIn('op-1', false)).refusal).toMatchObject({ code: 'pin-wrong', params: { n: 4 } });
});

test('a lock is for one person, and the right PIN forgets the wrong ones', () => {
  const till = PureTill.started();
  for (let attempt = 0; attempt < 5; attempt += 1) till.do(signIn('op-1', false));
  for (let attempt = 0; attempt < 4; attempt += 1) till.do(signIn('op-2', false));
  till.must(signIn('op-2'));
  till.must({ kind: 'sign-out' });
  expect(till.do(signIn('op-2', false)).refusal?.params).toEqual({ n: 4 });
  expect(till.state.signInFailures['op-1']?.lockedUntilMs).toBe(till.nowMs + 60_000);
});

describe('a wall clock set back does not lengthen a lock', () => {
  for (const backMs of [60_001, 3_600_000, 365 * 86_400_000]) {
    test(`by ${backMs} ms`, () => {
      const till = PureTill.started();
      for (let attempt = 0; attempt < 5; attempt += 1) till.do(signIn('op-1', false));
      till.nowMs -= backMs;
      expect(pinLockLeftMs(till.state, 'op-1', till.nowMs, DEFAULT_POLICY)).toBe(0);
      expect(till.do(signIn('op-1')).refusal).toBeUndefined();
    });
  }

  test('never more than its own length is left, at any time', () => {
    const till = PureTill.started();
    for (let attempt = 0; attempt < 5; attempt += 1) till.do(signIn('op-1', false));
    for (let offsetMs = -200_000; offsetMs <= 200_000; offsetMs += 1_000) {
      const leftMs = pinLockLeftMs(till.state, 'op-1', till.nowMs + offsetMs, DEFAULT_POLICY);
      expect(leftMs).toBeGreaterThanOrEqual(0);
      expect(leftMs).toBeLessThanOrEqual(60_000);
    }
  });
});

describe('who may not sign in', () => {
  const cases: readonly (readonly [string, string, () => PureTill])[] = [
    ['somebody nobody knows', 'operator-unknown', () => PureTill.started()],
    ['anybody on a till that is not enrolled', 'not-enrolled', () => new PureTill()],
    ['a second person beside the first', 'already-signed-in', () => PureTill.selling()],
  ];
  for (const [name, code, make] of cases) {
    test(name, () => {
      const till = make();
      const before = till.state;
      const operatorId = code === 'operator-unknown' ? 'op-99' : 'op-2';
      for (const isPinRight of [true, false]) expect(till.code(signIn(operatorId, isPinRight))).toBe(code);
      expect(till.state).toBe(before);
    });
  }

  test('a cashier into the open shift of another; a supervisor may', () => {
    const till = PureTill.selling();
    till.must({ kind: 'sign-out' });
    expect(till.do(signIn('op-2')).refusal).toMatchObject({
      code: 'shift-of-another',
      params: { name: '林雅婷' },
    });
    till.must(signIn('op-4'));
    till.must({ kind: 'sign-out' });
    till.must(signIn('op-1'));
  });
});

test('signing out locks: cart and shift stay, and whoever signs in goes on with them', () => {
  const till = PureTill.selling();
  till.scan('47100183');
  const { cart, shift } = till.state;
  till.must({ kind: 'sign-out' });
  expect(till.code({ kind: 'sign-out' })).toBe('signed-out');
  expect([till.state.cart, till.state.shift, till.state.operator]).toEqual([cart, shift, null]);
  till.must(signIn('op-1'));
  till.payCash(45);
  expect(till.state.lastSale?.due).toBe(45);
});

describe('signed out, in recovery, without a shift: nothing of a sale can be touched', () => {
  const id = '00000000-0000-7000-8000-0000000fffff';
  const commands: readonly Command[] = [
    { kind: 'add-product', sku: 'A01' },
    { kind: 'set-multiplier', quantity: 2 },
    { kind: 'set-quantity', saleId: id, lineId: id, quantity: 2 },
    { kind: 'remove-line', saleId: id, lineId: id },
    { kind: 'void-cart', saleId: id },
    { kind: 'suspend-cart', saleId: id },
    { kind: 'resume-cart', saleId: id },
    { kind: 'begin-payment', saleId: id },
    { kind: 'leave-payment', saleId: id },
    { kind: 'take-cash', saleId: id, amount: 100 },
    { kind: 'next-sale' },
    { kind: 'reprint', sale: { saleId: id, receiptNumber: '2-20261121-0001' } },
  ];
  const places: readonly (readonly [string, () => PureTill])[] = [
    ['not-enrolled', () => new PureTill()],
    ['signed-out', () => PureTill.started()],
    [
      'shift-needed',
      () => {
        const till = PureTill.started();
        till.must(signIn('op-1'));
        return till;
      },
    ],
    [
      'recovery-first',
      () => {
        const till = PureTill.selling();
        till.scan('47100183');
        till.must({ kind: 'start', program: 'test', host: 'none' });
        till.must(signIn('op-1'));
        return till;
      },
    ],
  ];
  for (const [code, make] of places) {
    for (const command of commands) {
      test(`${code}: ${command.kind}`, () => {
        const till = make();
        const before = till.state;
        expect(till.do(command)).toMatchObject({ entries: [], cue: 'refused', refusal: { code } });
        expect(till.state).toBe(before);
      });
    }
  }

  test('signed-out: a question about a receipt is not answered by a passer-by', () => {
    expect(PureTill.started().code({ kind: 'resolve-print', jobId: id, choice: 'skip' })).toBe('signed-out');
  });
});
