import { err, ok, type Result } from '../../base/result.ts';
import type { Context } from '../context.ts';
import { type Decision, refused } from '../decision.ts';
import type { Payload } from '../entries.ts';
import { refuse } from '../refusals.ts';
import type { Role } from '../sale-payloads.ts';
import type { TillState } from '../state.ts';
import { pinLockLeftMs, wrongPin } from './decide-session.ts';

/** Somebody else's yes, given at the till with their own number and PIN. The PIN was checked before. */
export interface Approval {
  readonly operatorId: string;
  readonly isPinRight: boolean;
}

/** What needs a yes, as the windows name it, and whose. */
export interface ApprovedAct {
  readonly act: 'no-sale' | 'price-override' | 'discount' | 'return';
  readonly by: ReadonlySet<Role>;
}

export type Approver = Payload<'operator.signed-in'>;

/**
 * Whether an act is allowed by whoever stands beside the cashier; else what to answer. A wrong PIN counts as one
 * at sign-in does, so that approvals are no way round the lock.
 */
export function decideApproval(
  state: TillState,
  approval: Approval | undefined,
  { act, by }: ApprovedAct,
  ctx: Context,
): Result<Approver, Decision> {
  if (approval === undefined) return err({ entries: [], refusal: refuse('approval-needed', { act }) });
  const approver = ctx.operators.find(approval.operatorId);
  if (approver === undefined) return err(refused(refuse('operator-unknown')));
  const lockLeftMs = pinLockLeftMs(state, approval.operatorId, ctx.nowMs, ctx.policy);
  if (lockLeftMs > 0) return err(refused(refuse('pin-locked', { s: Math.ceil(lockLeftMs / 1000) })));
  if (!approval.isPinRight) return err(wrongPin(state, approval.operatorId, ctx));
  if (!by.has(approver.role)) return err(refused(refuse('role-needed', { role: 'supervisor' })));
  const { operatorId, name, role } = approver;
  return ok({ operatorId, name, role });
}
