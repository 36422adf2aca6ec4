import type { UiState } from './context.ts';
import type { TillState } from './state.ts';

export type Screen = 'starting' | 'sign-in' | 'recovery' | 'shift-open' | 'sell' | 'pay' | 'done';

/** Which screen the cashier must have in front of them: the state's demands first, then where they went. */
export function screenOf(state: TillState, ui: UiState): Screen {
  if (state.till === null || !state.isRunning) return 'starting';
  if (state.operator === null) return 'sign-in';
  if (state.recovery !== null) return 'recovery';
  if (state.shift === null) return 'shift-open';
  // Money that was taken is seen to the end, also after a restart or another sign-in.
  if (state.cart !== null && state.cart.tenders.length > 0) return 'pay';
  if (ui.phase === 'pay' && state.cart === null) return 'sell';
  if (ui.phase === 'done' && state.cart !== null) return 'sell';
  return ui.phase;
}
