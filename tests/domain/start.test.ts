// design.md, The loop: after any crash the journal says what was asked and not answered.
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src-main/domain/command.ts';
import { screenOf } from '../../src-main/domain/screen.ts';
import { PureTill } from './pure-till.ts';

const START: Command = { kind: 'start', program: 'test', host: 'none' };

/** The kinds that a start came to. */
function startKinds(till: PureTill): readonly string[] {
  const seq = till.entries.length;
  till.must(START);
  return till.kindsSince(seq);
}

test('a clean end and a start leave nothing to ask about', () => {
  const till = PureTill.selling();
  till.scan('47100183');
  till.must({ kind: 'stop' });
  expect(startKinds(till)).toEqual(['till.started']);
  expect(till.entries.at(-1)?.payload).toEqual({ program: 'test', host: 'none', wasClean: true });
  expect([till.state.recovery, till.state.operator]).toEqual([null, null]);
  expect(till.state.cart?.lines).toHaveLength(1);
});

test('stopping twice is stopping once', () => {
  const till = PureTill.selling();
  till.must({ kind: 'stop' });
  expect(till.do({ kind: 'stop' }).entries).toEqual([]);
  expect(screenOf(till.state, till.ui)).toBe('starting');
});

test('enrolling twice keeps the first life', () => {
  const till = PureTill.started();
  const enrolment = { tillId: 'x', storeId: 'x', storeName: 'x', registerNumber: '9', publicKey: 'x' };
  expect(till.do({ kind: 'enrol', enrolment }).entries).toEqual([]);
  expect(till.state.till?.tillId).toBe('till-1');
});

describe('a crash', () => {
  test('with nothing open asks nothing', () => {
    const till = PureTill.selling();
    till.must(START);
    expect(till.entries.at(-1)?.payload).toMatchObject({ wasClean: false });
    expect(till.state.recovery).toBeNull();
  });

  test('with a cart gives that cart back, tells its pieces, and asks the person first', () => {
    const till = PureTill.selling();
    till.scan('47100183');
    till.scan('47100183');
    const { cart, shift } = till.state;
    expect(startKinds(till)).toEqual(['till.started']);
    expect(till.state).toMatchObject({ cart, shift, recovery: { pieces: 2, payments: 0, receipts: 0 } });
    till.must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
    expect(screenOf(till.state, till.ui)).toBe('recovery');
    expect(till.code({ kind: 'take-cash', saleId: till.saleId, amount: 90 })).toBe('recovery-first');
    till.must({ kind: 'continue-after-recovery' });
    expect(screenOf(till.state, till.ui)).toBe('sell');
    expect(till.payCash(90).refusal).toBeUndefined();
  });

  test('with a receipt whose first byte had left makes it a question; one that had not begun simply waits', () => {
    const till = PureTill.selling();
    for (const code of ['47100183', '4710018000003']) {
      till.scan(code);
      till.payCash(100);
    }
    const [first, second] = till.state.printJobs;
    till.must({ kind: 'drawer-opened', requestId: till.state.drawerRequests[0] ?? '' });
    till.must({ kind: 'drawer-opened', requestId: till.state.drawerRequests[0] ?? '' });
    till.must({ kind: 'print-started', jobId: first?.jobId ?? '' });
    expect(startKinds(till)).toEqual(['print.interrupted', 'till.started']);
    expect(till.state.printJobs).toEqual([
      { ...first, status: 'question' },
      { ...second, status: 'waiting' },
    ]);
    expect(till.state.recovery).toEqual({ pieces: 0, payments: 0, receipts: 1 });
  });

  test('with a drawer asked for closes the request and does not ask again', () => {
    const till = PureTill.selling();
    till.scan('47100183');
    till.payCash(45);
    const [requestId] = till.state.drawerRequests;
    expect(startKinds(till)).toEqual(['drawer.failed', 'till.started']);
    expect(till.entries.at(-2)?.payload).toEqual({ requestId, reason: 'till-stopped' });
    expect(till.state.drawerRequests).toEqual([]);
    expect(till.do({ kind: 'drawer-opened', requestId: requestId ?? '' }).entries).toEqual([]);
  });

  test('on top of a crash does not lose what the first one asked', () => {
    const till = PureTill.selling();
    till.scan('47100183');
    till.payCash(45);
    till.must({ kind: 'print-started', jobId: till.state.printJobs[0]?.jobId ?? '' });
    till.must(START);
    expect(startKinds(till)).toEqual(['till.started']);
    expect(till.state.recovery).toEqual({ pieces: 0, payments: 0, receipts: 1 });
  });
});

describe('a drawer', () => {
  test('that opened, or did not, answers its request once', () => {
    const till = PureTill.selling();
    till.scan('47100183');
    till.payCash(45);
    const requestId = till.state.drawerRequests[0] ?? '';
    expect(till.do({ kind: 'drawer-failed', requestId, reason: 'cable' })).toMatchObject({
      entries: [{ kind: 'drawer.failed' }],
      refusal: { code: 'drawer-stuck' },
      cue: 'attention',
    });
    expect(till.state.drawerRequests).toEqual([]);
    expect(till.do({ kind: 'drawer-opened', requestId }).entries).toEqual([]);
  });
});

describe('settings', () => {
  test('change one at a time, and outlive a crash', () => {
    const till = PureTill.started();
    expect(till.state.settings).toEqual({ language: 'zh-TW', theme: 'light' });
    till.must({ kind: 'change-settings', language: 'en' });
    till.must({ kind: 'change-settings', theme: 'dark' });
    till.must(START);
    expect(till.state.settings).toEqual({ language: 'en', theme: 'dark' });
  });
});

test('mail is kept by its number', () => {
  const till = PureTill.started();
  till.must({ kind: 'receive-mail', mail: { mailId: '7', mailKind: 'exception', body: { seq: 3 } } });
  expect(till.state.lastMailId).toBe('7');
});

describe('screens follow the state first', () => {
  test('in order: starting, sign-in, shift-open, sell, pay, done', () => {
    const till = new PureTill();
    const screens = [screenOf(till.state, till.ui)];
    const now = () => screens.push(screenOf(till.state, till.ui));
    till.must({
      kind: 'enrol',
      enrolment: { tillId: 't', storeId: 's', storeName: 's', registerNumber: '2', publicKey: 'k' },
    });
    now();
    till.must(START);
    now();
    till.must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
    now();
    till.must({ kind: 'open-shift', float: 0 });
    now();
    till.scan('47100183');
    till.must({ kind: 'begin-payment', saleId: till.saleId });
    now();
    till.payCash(45);
    now();
    expect(screens).toEqual(['starting', 'starting', 'sign-in', 'shift-open', 'sell', 'pay', 'done']);
  });

  test('a pay screen without a cart, or a done screen with one, is the sell screen', () => {
    const till = PureTill.selling();
    expect(screenOf(till.state, { phase: 'pay', layer: 'none', multiplier: 1 })).toBe('sell');
    till.scan('47100183');
    expect(screenOf(till.state, { phase: 'done', layer: 'none', multiplier: 1 })).toBe('sell');
  });
});
