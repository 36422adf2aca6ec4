// what-goes-wrong.md row 27, and design.md "Who may do what": the drawer opens for cash or for somebody who may say so.
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../src-main/domain/decision.ts';
import { COFFEE } from '../support/open-till.ts';
import { PureTill } from './pure-till.ts';

const signedIn = (operatorId: string): PureTill => {
  const till = PureTill.selling();
  till.must({ kind: 'sign-out' });
  till.must({ kind: 'sign-in', operatorId, isPinRight: true });
  return till;
};

const kinds = ({ entries, refusal }: Decision) => [entries.map((entry) => entry.kind), refusal?.code];

function signInAgain(till: PureTill): void {
  till.must({ kind: 'sign-out' });
  till.must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
}

function anotherShift(till: PureTill): void {
  till.must({ kind: 'close-shift', counted: 3_045 });
  till.must({ kind: 'sign-in', operatorId: 'op-2', isPinRight: true });
  till.must({ kind: 'open-shift', float: 1_000 });
}

function restart(till: PureTill): void {
  till.must({ kind: 'stop' });
  till.must({ kind: 'start', program: 'test', host: 'none' });
  till.must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
}

/** A sale whose drawer stays shut. */
function withStuckDrawer(till: PureTill, reason = 'still-closed'): string {
  till.scan(COFFEE.barcodes[0] ?? '');
  till.must({ kind: 'begin-payment', saleId: till.state.cart?.saleId ?? '' });
  till.must({ kind: 'take-cash', saleId: till.state.cart?.saleId ?? '', amount: 45 });
  const requestId = till.state.drawerRequests[0] ?? '';
  till.do({ kind: 'drawer-failed', requestId, reason });
  return requestId;
}

describe('without a sale', () => {
  test('a cashier is asked for somebody who may allow it, and nothing has happened', () => {
    const till = PureTill.selling();
    const decision = till.do({ kind: 'open-drawer' });
    expect(kinds(decision)).toEqual([[], 'approval-needed']);
    expect(decision.refusal?.params).toEqual({ act: 'no-sale' });
  });

  test('a supervisor allows it on the spot, and both names are in the entry', () => {
    const till = PureTill.selling();
    const { entries } = till.must({
      kind: 'open-drawer',
      approval: { operatorId: 'op-4', isPinRight: true },
    });
    expect(entries).toMatchObject([
      {
        kind: 'drawer.requested',
        payload: {
          saleId: null,
          reason: 'no-sale',
          approvedBy: { operatorId: 'op-4', name: '張志豪', role: 'supervisor' },
        },
      },
    ]);
  });

  test('a supervisor who is signed in needs nobody', () => {
    const { entries } = signedIn('op-4').must({ kind: 'open-drawer' });
    expect(entries).toMatchObject([{ payload: { reason: 'no-sale' } }]);
    expect(entries[0]?.payload).not.toHaveProperty('approvedBy');
  });

  const refusals: readonly (readonly [string, string, boolean, string])[] = [
    ['another cashier', 'op-2', true, 'role-needed'],
    ['the technician', 'op-6', true, 'role-needed'],
    ['somebody unknown', 'op-99', true, 'operator-unknown'],
    ['a supervisor with a wrong PIN', 'op-4', false, 'pin-wrong'],
  ];
  for (const [name, operatorId, isPinRight, code] of refusals) {
    test(`${name} does not open it`, () => {
      const till = PureTill.selling();
      const decision = till.do({ kind: 'open-drawer', approval: { operatorId, isPinRight } });
      expect(decision.refusal?.code).toBe(code);
      expect(till.state.drawerRequests).toEqual([]);
    });
  }

  test('wrong PINs of an approver count and lock, here and at sign-in', () => {
    const till = PureTill.selling();
    const wrong = { kind: 'open-drawer', approval: { operatorId: 'op-4', isPinRight: false } } as const;
    for (let tries = 1; tries < till.policy.pinTries; tries += 1)
      expect(till.do(wrong).refusal?.code).toBe('pin-wrong');
    expect(till.do(wrong).refusal?.code).toBe('pin-locked');
    const right = { kind: 'open-drawer', approval: { operatorId: 'op-4', isPinRight: true } } as const;
    expect(kinds(till.do(right))).toEqual([[], 'pin-locked']);
    till.must({ kind: 'sign-out' });
    expect(till.do({ kind: 'sign-in', operatorId: 'op-4', isPinRight: true }).refusal?.code).toBe(
      'pin-locked',
    );
  });

  const closed: readonly (readonly [string, () => PureTill, string])[] = [
    ['signed out', () => PureTill.started(), 'signed-out'],
    ['by a technician', () => signedIn('op-6'), 'role-needed'],
  ];
  for (const [name, make, code] of closed) {
    test(`${name} it stays shut`, () => {
      expect(kinds(make().do({ kind: 'open-drawer' }))).toEqual([[], code]);
    });
  }
});

describe('after an opening that failed', () => {
  test('anybody may have it tried again, until it opens', () => {
    const till = PureTill.selling();
    withStuckDrawer(till);
    const { entries } = till.must({ kind: 'open-drawer' });
    expect(entries).toMatchObject([{ payload: { reason: 'again', saleId: null } }]);
    till.must({ kind: 'drawer-opened', requestId: till.state.drawerRequests[0] ?? '' });
    expect(till.do({ kind: 'open-drawer' }).refusal?.code).toBe('approval-needed');
  });

  test('once: while it is being tried, and after, the next one wants leave again', () => {
    const till = PureTill.selling();
    withStuckDrawer(till);
    till.must({ kind: 'open-drawer' });
    expect(till.do({ kind: 'open-drawer' }).refusal?.code).toBe('approval-needed');
    till.do({ kind: 'drawer-failed', requestId: till.state.drawerRequests[0] ?? '', reason: 'still-closed' });
    expect(till.do({ kind: 'open-drawer' }).refusal).toBeUndefined();
  });

  const notRetried: readonly (readonly [string, string])[] = [
    ['it may have opened, and nobody heard', 'timed-out'],
    ['the till ended meanwhile', 'till-stopped'],
    ['there is no drawer', 'none'],
  ];
  for (const [name, reason] of notRetried) {
    test(`not where ${name}`, () => {
      const till = PureTill.selling();
      withStuckDrawer(till, reason);
      expect(till.do({ kind: 'open-drawer' }).refusal?.code).toBe('approval-needed');
    });
  }

  test('a no-sale that failed, or a technician’s test, gives nobody a free one', () => {
    const till = PureTill.selling();
    till.must({ kind: 'open-drawer', approval: { operatorId: 'op-4', isPinRight: true } });
    till.do({ kind: 'drawer-failed', requestId: till.state.drawerRequests[0] ?? '', reason: 'still-closed' });
    expect(till.do({ kind: 'open-drawer' }).refusal?.code).toBe('approval-needed');
  });

  const ends: readonly (readonly [string, (till: PureTill) => void])[] = [
    ['the next article', (till) => till.scan(COFFEE.barcodes[0] ?? '')],
    ['signing out', (till) => signInAgain(till)],
    ['another shift', (till) => anotherShift(till)],
    ['a restart', (till) => restart(till)],
  ];
  for (const [name, end] of ends) {
    test(`${name} ends it`, () => {
      const till = PureTill.selling();
      withStuckDrawer(till);
      end(till);
      expect(till.do({ kind: 'open-drawer' }).refusal?.code).toBe('approval-needed');
    });
  }

  test('the next sale ends it', () => {
    const till = PureTill.selling();
    withStuckDrawer(till);
    till.scan(COFFEE.barcodes[0] ?? '');
    till.must({ kind: 'begin-payment', saleId: till.state.cart?.saleId ?? '' });
    till.must({ kind: 'take-cash', saleId: till.state.cart?.saleId ?? '', amount: 45 });
    expect(till.do({ kind: 'open-drawer' }).refusal?.code).toBe('approval-needed');
  });

  test('a key ends it, and the journal keeps that a hand opened it', () => {
    const till = PureTill.selling();
    withStuckDrawer(till);
    expect(till.must({ kind: 'drawer-opened-by-hand' }).entries).toEqual([
      { kind: 'drawer.opened-by-hand', payload: {} },
    ]);
    expect(till.do({ kind: 'open-drawer' }).refusal?.code).toBe('approval-needed');
  });
});

test('news of an opening that nobody waits for is no news', () => {
  const till = PureTill.selling();
  const requestId = withStuckDrawer(till);
  expect(till.must({ kind: 'drawer-opened', requestId }).entries).toEqual([]);
  expect(till.do({ kind: 'drawer-failed', requestId, reason: 'late' })).toEqual({ entries: [] });
});

describe('a drawer that stands open', () => {
  const paying = () => {
    const till = PureTill.selling();
    till.scan(COFFEE.barcodes[0] ?? '');
    till.isDrawerOpen = true;
    return till;
  };
  const cash = (till: PureTill) =>
    till.do({ kind: 'take-cash', saleId: till.state.cart?.saleId ?? '', amount: 45 });

  test('is nobody’s business where drawers are shared', () => {
    expect(cash(paying()).refusal).toBeUndefined();
  });

  test('keeps the next cash out where the shop says so, until it is shut', () => {
    const till = paying();
    till.policy = { ...till.policy, needsClosedDrawer: true };
    expect(kinds(cash(till))).toEqual([[], 'drawer-open']);
    till.isDrawerOpen = false;
    expect(cash(till).refusal).toBeUndefined();
  });
});

test('where there is nothing to open, nothing is stuck', () => {
  const till = PureTill.selling();
  till.scan(COFFEE.barcodes[0] ?? '');
  till.must({ kind: 'take-cash', saleId: till.state.cart?.saleId ?? '', amount: 45 });
  const requestId = till.state.drawerRequests[0] ?? '';
  expect(till.do({ kind: 'drawer-failed', requestId, reason: 'none' }).refusal).toBeUndefined();
});

test('a right approval ends a row of wrong ones', () => {
  const till = PureTill.selling();
  const wrong = { kind: 'open-drawer', approval: { operatorId: 'op-4', isPinRight: false } } as const;
  for (let tries = 1; tries < till.policy.pinTries; tries += 1) till.do(wrong);
  till.must({ kind: 'open-drawer', approval: { operatorId: 'op-4', isPinRight: true } });
  expect(till.do(wrong).refusal?.code).toBe('pin-wrong');
});

test('a technician’s test is an opening like any other in the journal; a cashier has none', () => {
  expect(signedIn('op-6').must({ kind: 'test-drawer' }).entries).toMatchObject([
    { kind: 'drawer.requested', payload: { reason: 'test', saleId: null } },
  ]);
  expect(kinds(PureTill.selling().do({ kind: 'test-drawer' }))).toEqual([[], 'role-needed']);
});
