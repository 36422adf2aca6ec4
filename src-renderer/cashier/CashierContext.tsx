import { createContext, use } from 'react';
import type { CashierView } from '../../src-main/contract/views.ts';
import type { WindowEnvironment } from '../ui/environment.ts';
import { useSelected } from '../ui/state/snapshot-store.ts';
import type { TillStore } from '../ui/state/till-store.ts';
import type { CashierDesk } from './desk/cashier-desk.ts';
import type { Desk } from './desk/desk.ts';
import type { Intent } from './desk/intents.ts';

/** What the connected parts of the cashier's window share. */
export interface Cashier {
  readonly till: TillStore;
  readonly desk: CashierDesk;
  readonly environment: WindowEnvironment;
}

export const CashierContext = createContext<Cashier | null>(null);

/** The window's parts; only inside the cashier's window. */
export function useCashier(): Cashier {
  const cashier = use(CashierContext);
  if (cashier === null) throw new Error('used outside the cashier’s window');
  return cashier;
}

/** What `select` sees of the core's view; `nothing` before the first view. */
export function useView<Part>(select: (view: CashierView) => Part, nothing: Part): Part {
  return useSelected(useCashier().till, ({ view }) => (view === null ? nothing : select(view)));
}

/** What `select` sees of what the window itself remembers. */
export function useDesk<Part>(select: (desk: Desk) => Part): Part {
  return useSelected(useCashier().desk, select);
}

/** Carries out an intent, for buttons. */
export function useAct(): (intent: Intent) => void {
  const { desk } = useCashier();
  return (intent) => desk.act(intent);
}
