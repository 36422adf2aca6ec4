import type { Badges, CashierView } from '../contract/views.ts';
import { sceneOf } from '../domain/cart/price-cart.ts';
import { INITIAL_UI } from '../domain/context.ts';
import { NO_READERS } from '../domain/no-readers.ts';
import { type Refusal, refuse } from '../domain/refusals.ts';
import { INITIAL_STATE } from '../domain/state.ts';
import type { StoreProblem } from '../store/store.ts';
import { cashierView } from './cashier-view.ts';

/** Before head office was heard of for the first time. */
export const NO_LINK: Badges['headOffice'] = { state: 'offline', backlog: 0, sinceMs: 0 };

/** The cashier's screen of a till whose folder cannot be sold from. */
export function stoppedView(problem: StoreProblem, nowMs: number): CashierView {
  const badges: Badges = {
    headOffice: NO_LINK,
    printer: { state: 'none', waiting: 0 },
    scanner: 'none',
    pole: 'none',
    scale: 'none',
    terminal: 'none',
    drawer: 'unknown',
    storage: 'ok',
    clockOffsetSeconds: null,
  };
  return cashierView(
    {
      state: INITIAL_STATE,
      ui: INITIAL_UI,
      stopped: refusalOf(problem),
      nowMs,
      operators: [],
      badges,
      messages: [],
      quickKeys: [],
      journal: { entries: problem.kind === 'damaged' ? problem.soundEntries : 0, isVerified: false },
      catalog: { products: 0, updatedAtMs: null },
      wedge: {},
      pricing: {
        scene: sceneOf(INITIAL_STATE, { ...NO_READERS, nowMs, isOnline: false }),
        profileOf: () => undefined,
        oldAfterMs: 0,
      },
    },
    1,
  );
}

/** Why nothing can be sold on this folder. */
export function refusalOf(problem: StoreProblem): Refusal {
  switch (problem.kind) {
    case 'already-open':
      return refuse('already-open');
    case 'newer':
      return refuse('journal-newer');
    case 'disk':
      return refuse('storage-failed');
    case 'damaged':
      return refuse('journal-damaged', { n: problem.soundEntries });
  }
}
