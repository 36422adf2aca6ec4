import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src-main/domain/till-policy.ts';
import { PureTill } from './pure-till.ts';

function signedIn(operatorId = 'op-1'): PureTill {
  const till = PureTill.started();
  till.must({ kind: 'sign-in', operatorId, isPinRight: true });
  return till;
}

describe('opening', () => {
  for (const float of [-1, 0.5, Number.NaN, DEFAULT_POLICY.maxFloat + 1, Number.POSITIVE_INFINITY]) {
    test(`a float of ${float} is refused`, () => {
      expect(signedIn().do({ kind: 'open-shift', float }).refusal).toMatchObject({
        code: 'amount-invalid',
        params: { max: 200_000 },
      });
    });
  }
  for (const float of [0, DEFAULT_POLICY.maxFloat]) {
    test(`a float of ${float} opens`, () => {
      const till = signedIn();
      till.must({ kind: 'open-shift', float });
      expect(till.state.shift).toMatchObject({
        operatorId: 'op-1',
        operatorName: '林雅婷',
        openedAtMs: till.nowMs,
        businessDate: '2026-11-21',
        float,
        sales: 0,
        salesTotal: 0,
        cashNet: 0,
      });
    });
  }

  test('needs a person, no shift before, and not a technician', () => {
    expect(PureTill.started().code({ kind: 'open-shift', float: 0 })).toBe('signed-out');
    expect(PureTill.selling().code({ kind: 'open-shift', float: 0 })).toBe('shift-open');
    expect(signedIn('op-6').code({ kind: 'open-shift', float: 0 })).toBe('role-needed');
  });
});

describe('closing on a blind count', () => {
  for (const [counted, variance] of [
    [3_160, 0],
    [3_161, 1],
    [3_000, -160],
    [0, -3_160],
  ] as const) {
    test(`3,000 float, 115 and 45 sold, ${counted} counted: ${variance}`, () => {
      const till = PureTill.selling();
      for (const code of ['47100183', '47100183', '4710018000003']) till.scan(code);
      till.payCash(1_000);
      till.scan('47100183');
      till.payCash(45);
      till.must({ kind: 'close-shift', counted });
      expect(till.entries.at(-2)).toMatchObject({
        kind: 'shift.closed',
        payload: { sales: 2, salesTotal: 160, expected: 3_160, counted, variance },
      });
      expect(till.entries.at(-1)?.kind).toBe('operator.signed-out');
      expect([till.state.shift, till.state.operator]).toEqual([null, null]);
    });
  }

  for (const counted of [-1, 0.5, Number.NaN, Number.NEGATIVE_INFINITY]) {
    test(`a count of ${counted} is refused and the shift goes on`, () => {
      const till = PureTill.selling();
      const before = till.state;
      expect(till.code({ kind: 'close-shift', counted })).toBe('amount-invalid');
      expect(till.state).toBe(before);
    });
  }

  test('not with a cart open, not twice, not signed out', () => {
    const till = PureTill.selling();
    till.scan('47100183');
    expect(till.code({ kind: 'close-shift', counted: 0 })).toBe('cart-open');
    till.must({ kind: 'suspend-cart', saleId: till.saleId });
    till.must({ kind: 'close-shift', counted: 3_000 });
    expect(till.code({ kind: 'close-shift', counted: 0 })).toBe('signed-out');
    till.must({ kind: 'sign-in', operatorId: 'op-2', isPinRight: true });
    expect(till.code({ kind: 'close-shift', counted: 0 })).toBe('shift-needed');
    expect(till.state.suspended).toHaveLength(1);
  });

  test('expected is the float plus what was taken less what was given back, for any sales', () => {
    const sale = fc.record({
      quantity: fc.integer({ min: 1, max: 50 }),
      over: fc.integer({ min: 0, max: 10_000 }),
    });
    fc.assert(
      fc.property(
        fc.array(sale, { maxLength: 12 }),
        fc.integer({ min: 0, max: 200_000 }),
        fc.integer({ min: 0, max: 300_000 }),
        (sales, float, counted) => {
          const till = signedIn();
          till.must({ kind: 'open-shift', float });
          let inDrawer = float;
          for (const { quantity, over } of sales) {
            till.must({ kind: 'set-multiplier', quantity });
            till.scan('47100183');
            till.payCash(45 * quantity + over);
            inDrawer += 45 * quantity + over;
            inDrawer -= till.state.lastSale?.change ?? 0;
          }
          till.must({ kind: 'close-shift', counted });
          expect(till.entries.at(-2)?.payload).toMatchObject({
            sales: sales.length,
            expected: inDrawer,
            counted,
            variance: counted - inDrawer,
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the business date', () => {
  test('of a shift is that of its opening in Taipei and stays until it is closed, past midnight too', () => {
    const till = signedIn();
    till.nowMs = Date.parse('2026-11-21T15:59:00Z');
    till.must({ kind: 'open-shift', float: 0 });
    till.nowMs = Date.parse('2026-11-21T16:30:00Z');
    till.scan('47100183');
    till.payCash(45);
    expect(till.entries.at(-1)?.businessDate).toBe('2026-11-21');
    expect(till.state.lastSale?.receiptNumber).toBe('2-20261121-0001');
    till.must({ kind: 'close-shift', counted: 45 });
    till.must({ kind: 'sign-in', operatorId: 'op-2', isPinRight: true });
    expect(till.entries.slice(-3).map((entry) => [entry.kind, entry.businessDate])).toEqual([
      ['shift.closed', '2026-11-21'],
      ['operator.signed-out', '2026-11-22'],
      ['operator.signed-in', '2026-11-22'],
    ]);
  });

  test('outside a shift is the day in Taipei', () => {
    const till = PureTill.started();
    till.nowMs = Date.parse('2026-11-30T16:00:00Z');
    till.do({ kind: 'sign-in', operatorId: 'op-1', isPinRight: false });
    expect(till.entries.at(-1)?.businessDate).toBe('2026-12-01');
  });
});

describe('a wall clock that reads earlier than the newest entry', () => {
  test('is journaled once, before what happens then, with both readings', () => {
    const till = PureTill.selling();
    const fromMs = till.nowMs;
    const seq = till.entries.length;
    till.nowMs -= 3 * 365 * 86_400_000;
    till.scan('47100183');
    till.scan('4710018000003');
    expect(till.kindsSince(seq)).toEqual(['clock.went-back', 'line.added', 'line.added']);
    expect(till.entries[seq]?.payload).toEqual({ fromMs, toMs: till.nowMs });
    expect(till.entries.at(-1)?.businessDate).toBe('2026-11-21');
  });

  test('leaves no entry where nothing happens', () => {
    const till = PureTill.selling();
    till.nowMs -= 1;
    expect(till.scan('nothing of ours').entries).toEqual([]);
  });

  test('or stands still, or jumps years ahead, needs no note', () => {
    const till = PureTill.selling();
    const seq = till.entries.length;
    till.scan('47100183');
    till.nowMs += 20 * 365 * 86_400_000;
    till.payCash(45);
    expect(till.kindsSince(seq)).not.toContain('clock.went-back');
    expect(till.state.lastSale?.receiptNumber).toBe('2-20261121-0001');
  });
});
