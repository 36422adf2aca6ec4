import type { Context } from '../context.ts';
import { type Decision, refused } from '../decision.ts';
import type { NewEntry } from '../entries.ts';
import { refuse } from '../refusals.ts';
import type { Role } from '../sale-payloads.ts';
import { type Approval, decideApproval } from '../session/approval.ts';
import type { TillState } from '../state.ts';

/** Who may open the drawer without a sale, and say yes when somebody else asks. */
const MAY_OPEN: ReadonlySet<Role> = new Set<Role>(['supervisor', 'manager']);

/**
 * Opens the drawer without taking money. After an opening that failed anybody may have it tried again; otherwise it
 * is a no-sale, which a supervisor does, or allows on the spot (design.md, Who may do what).
 */
export function decideOpenDrawer(state: TillState, approval: Approval | undefined, ctx: Context): Decision {
  const { operator } = state;
  if (operator === null) return refused(refuse('signed-out'));
  const requestId = ctx.nextId();
  if (state.drawerRetry?.isOpen === true) {
    return { entries: [{ kind: 'drawer.requested', payload: { requestId, saleId: null, reason: 'again' } }] };
  }
  if (MAY_OPEN.has(operator.role)) {
    return {
      entries: [{ kind: 'drawer.requested', payload: { requestId, saleId: null, reason: 'no-sale' } }],
    };
  }
  const approved = decideApproval(state, approval, { act: 'no-sale', by: MAY_OPEN }, ctx);
  if (!approved.ok) return approved.error;
  return {
    entries: [
      {
        kind: 'drawer.requested',
        payload: { requestId, saleId: null, reason: 'no-sale', approvedBy: approved.value },
      },
    ],
  };
}

/** The drawer stands open and nobody asked the till for it: a key, or a hand. The journal keeps when and under whom. */
export function decideDrawerByHand(state: TillState): Decision {
  return state.till === null
    ? { entries: [] }
    : { entries: [{ kind: 'drawer.opened-by-hand', payload: {} }] };
}

/** What became of an opening that was asked for. */
export function decideDrawerNews(
  state: TillState,
  news: { readonly requestId: string; readonly failure?: string },
): Decision {
  const { requestId, failure } = news;
  if (!state.drawerRequests.includes(requestId)) return { entries: [] };
  if (failure === undefined) return { entries: [{ kind: 'drawer.opened', payload: { requestId } }] };
  const entries: NewEntry[] = [{ kind: 'drawer.failed', payload: { requestId, reason: failure } }];
  // Where there is nothing to open, nothing is stuck.
  if (failure === 'none') return { entries };
  return { entries, refusal: refuse('drawer-stuck'), cue: 'attention' };
}

/** A technician has the drawer tried. It is an opening like any other, and the journal has it. */
export function decideTestDrawer(state: TillState, ctx: Context): Decision {
  if (state.till === null) return refused(refuse('not-enrolled'));
  if (state.operator === null) return refused(refuse('signed-out'));
  if (state.operator.role === 'cashier') return refused(refuse('role-needed', { role: 'technician' }));
  const requestId = ctx.nextId();
  return { entries: [{ kind: 'drawer.requested', payload: { requestId, saleId: null, reason: 'test' } }] };
}
