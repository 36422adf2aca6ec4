import type { Context } from '../context.ts';
import { type Decision, refused } from '../decision.ts';
import { MAX_SALE_AMOUNT } from '../money.ts';
import { refuse } from '../refusals.ts';
import type { Shift, TillState } from '../state.ts';

/** Opens the signed-in operator's shift with the cash that is in the drawer. */
export function decideOpenShift(state: TillState, float: number, ctx: Context): Decision {
  if (state.operator === null) return refused(refuse('signed-out'));
  if (state.shift !== null) return refused(refuse('shift-open'));
  if (state.operator.role === 'technician') return refused(refuse('role-needed', { role: 'cashier' }));
  if (!Number.isSafeInteger(float) || float < 0 || float > ctx.policy.maxFloat) {
    return refused(refuse('amount-invalid', { max: ctx.policy.maxFloat }));
  }
  const { operatorId, name } = state.operator;
  return {
    entries: [
      { kind: 'shift.opened', payload: { shiftId: ctx.nextId(), operatorId, operatorName: name, float } },
    ],
    ui: { phase: 'sell', layer: 'none', multiplier: 1 },
    cue: 'known',
  };
}

/** Cash that must be in the drawer: float, plus cash taken, less change given. */
export function expectedCash(shift: Shift): number {
  return shift.float + shift.cashNet;
}

/**
 * Closes the shift on a blind count: what was expected is worked out here and first shown afterwards.
 * Suspended carts stay for the next shift; an open cart must be finished, suspended or voided first.
 */
export function decideCloseShift(state: TillState, counted: number): Decision {
  const { operator, shift } = state;
  if (operator === null) return refused(refuse('signed-out'));
  if (state.recovery !== null) return refused(refuse('recovery-first'));
  if (shift === null) return refused(refuse('shift-needed'));
  const mayClose =
    shift.operatorId === operator.operatorId || operator.role === 'supervisor' || operator.role === 'manager';
  if (!mayClose) return refused(refuse('role-needed', { role: 'supervisor' }));
  if (state.cart !== null) return refused(refuse('cart-open'));
  if (!Number.isSafeInteger(counted) || counted < 0 || counted > MAX_SALE_AMOUNT) {
    return refused(refuse('amount-invalid', { max: MAX_SALE_AMOUNT }));
  }
  const expected = expectedCash(shift);
  return {
    entries: [
      {
        kind: 'shift.closed',
        payload: {
          shiftId: shift.shiftId,
          sales: shift.sales,
          salesTotal: shift.salesTotal,
          expected,
          counted,
          variance: counted - expected,
        },
      },
      { kind: 'operator.signed-out', payload: { operatorId: operator.operatorId } },
    ],
    ui: { phase: 'sell', layer: 'none', multiplier: 1 },
    cue: 'known',
  };
}
