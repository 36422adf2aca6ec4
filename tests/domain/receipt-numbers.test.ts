// what-goes-wrong.md rows 8 and 25: a clock that was wrong for a while must not make a receipt number come twice.
import { describe, expect, test } from 'vitest';
import { PureTill } from './pure-till.ts';

const DAY_MS = 86_400_000;

/** Sells once in a shift of its own on each of the days, counted from the first; the numbers that came of it. */
function numbersOn(days: readonly number[]): readonly string[] {
  const till = PureTill.started();
  const noonMs = till.nowMs;
  return days.flatMap((day) => {
    till.nowMs = noonMs + day * DAY_MS;
    till.must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
    till.must({ kind: 'open-shift', float: 0 });
    till.scan('47100183');
    till.payCash(45);
    const number = till.state.lastSale?.receiptNumber ?? '';
    till.must({ kind: 'close-shift', counted: 45 });
    return [number];
  });
}

describe('no receipt number comes twice', () => {
  for (const [name, days] of [
    ['the clock was a day ahead for one shift', [0, 1, 0, 1]],
    ['the clock was set back to yesterday', [0, 1, 0]],
    ['the clock jumped years ahead and was put right', [0, 3_650, 0, 1, 3_650]],
  ] as const) {
    test(name, () => {
      const numbers = numbersOn(days);
      expect(new Set(numbers).size).toBe(numbers.length);
    });
  }
});
