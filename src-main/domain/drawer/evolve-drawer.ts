import type { Entry } from '../entries.ts';
import type { TillState } from '../state.ts';

type DrawerEntry = Extract<
  Entry,
  { kind: 'drawer.requested' | 'drawer.opened' | 'drawer.failed' | 'drawer.opened-by-hand' }
>;

/** The state after an entry about the drawer. */
export function evolveDrawer(state: TillState, entry: DrawerEntry): TillState {
  switch (entry.kind) {
    case 'drawer.requested': {
      const { requestId, reason, approvedBy } = entry.payload;
      const isForMoney = reason === 'cash-sale' || reason === 'again';
      return {
        ...state,
        drawerRequests: [...state.drawerRequests, requestId],
        drawerRetry: isForMoney ? { requestId, isOpen: false } : state.drawerRetry,
        signInFailures:
          approvedBy === undefined ? state.signInFailures : without(state, approvedBy.operatorId),
      };
    }
    case 'drawer.opened':
      return { ...state, drawerRequests: others(state, entry.payload.requestId), drawerRetry: null };
    case 'drawer.failed': {
      const { requestId, reason } = entry.payload;
      const isRetryable = state.drawerRetry?.requestId === requestId && !MAY_HAVE_OPENED.has(reason);
      return {
        ...state,
        drawerRequests: others(state, requestId),
        drawerRetry: isRetryable ? { requestId, isOpen: true } : state.drawerRetry,
      };
    }
    case 'drawer.opened-by-hand':
      return { ...state, drawerRetry: null };
  }
}

/** Failures after which it may stand open all the same, or has nothing that would open it. */
const MAY_HAVE_OPENED: ReadonlySet<string> = new Set(['timed-out', 'till-stopped', 'none']);

function others(state: TillState, requestId: string): readonly string[] {
  return state.drawerRequests.filter((each) => each !== requestId);
}

/** A PIN that was right ends a row of wrong ones, at sign-in and for an approval. */
function without(state: TillState, operatorId: string): TillState['signInFailures'] {
  const { [operatorId]: _, ...rest } = state.signInFailures;
  return rest;
}
