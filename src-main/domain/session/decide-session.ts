import { assert } from '../../base/assert.ts';
import type { Context, Policy } from '../context.ts';
import { type Decision, refused } from '../decision.ts';
import type { NewEntry } from '../entries.ts';
import { refusalIn } from '../refusal-in.ts';
import { refuse } from '../refusals.ts';
import type { TillState } from '../state.ts';

/**
 * Milliseconds until this operator's PIN is looked at again; 0 when it is now. A lock never outlasts its own length,
 * so that a clock set back does not lock anybody out for a year.
 */
export function pinLockLeftMs(state: TillState, operatorId: string, nowMs: number, policy: Policy): number {
  const until = state.signInFailures[operatorId]?.lockedUntilMs ?? null;
  if (until === null) return 0;
  const leftMs = until - nowMs;
  return leftMs > 0 && leftMs <= policy.pinLockMs ? leftMs : 0;
}

/** Signs in. Whether the PIN is right was found out before (a slow hash has no place in a decision). */
export function decideSignIn(
  state: TillState,
  ask: { readonly operatorId: string; readonly isPinRight: boolean },
  ctx: Context,
): Decision {
  if (state.till === null) return refused(refuse('not-enrolled'));
  if (state.operator !== null) return refused(refuse('already-signed-in'));
  const operator = ctx.operators.find(ask.operatorId);
  if (operator === undefined) return refused(refuse('operator-unknown'));
  const { policy, nowMs } = ctx;
  const lockLeftMs = pinLockLeftMs(state, ask.operatorId, nowMs, policy);
  if (lockLeftMs > 0) return refused(refuse('pin-locked', { s: Math.ceil(lockLeftMs / 1000) }));
  if (!ask.isPinRight) return wrongPin(state, ask.operatorId, ctx);
  const isOwnShift = state.shift === null || state.shift.operatorId === operator.operatorId;
  if (!isOwnShift && operator.role === 'cashier') {
    return refused(refuse('shift-of-another', { name: state.shift?.operatorName ?? '' }));
  }
  const { operatorId, name, role } = operator;
  return {
    entries: [{ kind: 'operator.signed-in', payload: { operatorId, name, role } }],
    ui: { phase: 'sell', layer: 'none', multiplier: 1 },
    cue: 'known',
  };
}

/** A PIN that was wrong: it counts, and after so many it locks. */
export function wrongPin(state: TillState, operatorId: string, ctx: Context): Decision {
  const earlier = state.signInFailures[operatorId];
  const failures = earlier === undefined || earlier.lockedUntilMs !== null ? 1 : earlier.failures + 1;
  const isLocking = failures >= ctx.policy.pinTries;
  const lockedUntilMs = isLocking ? ctx.nowMs + ctx.policy.pinLockMs : null;
  const entries: NewEntry[] = [
    { kind: 'operator.sign-in-failed', payload: { operatorId, failures, lockedUntilMs } },
  ];
  const refusal = refusalIn(entries, ctx.policy);
  assert(refusal !== undefined, 'a wrong PIN is refused');
  return { entries, refusal, cue: 'refused' };
}

/** Signs out, which is also how a till is locked: cart and shift stay as they are. */
export function decideSignOut(state: TillState): Decision {
  if (state.operator === null) return refused(refuse('signed-out'));
  const { operatorId } = state.operator;
  return {
    entries: [{ kind: 'operator.signed-out', payload: { operatorId } }],
    ui: { phase: 'sell', layer: 'none', multiplier: 1 },
  };
}
