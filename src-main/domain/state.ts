import type { Cart } from './cart/cart.ts';
import type { Payload } from './entries.ts';
import type { Role, SaleTender } from './sale-payloads.ts';

/** Everything that `decide` needs to remember. Small: it is kept as a snapshot and grows with nothing but what is open. */
export interface TillState {
  readonly till: Payload<'till.enrolled'> | null;
  /** Time of the newest entry, to notice a clock that went back. */
  readonly lastAtMs: number;
  /** False after an orderly end; true while running and after a crash. */
  readonly isRunning: boolean;
  readonly operator: Operator | null;
  readonly signInFailures: Readonly<Record<string, SignInFailures>>;
  readonly shift: Shift | null;
  readonly cart: Cart | null;
  readonly suspended: readonly SuspendedCart[];
  /** Receipt numbers given in this life; runs on over days, so that a clock set back gives none twice. */
  readonly receiptsGiven: number;
  readonly lastSale: FinishedSale | null;
  /** Until the next shift opens. */
  readonly lastShift: ClosedShift | null;
  /** Receipts that are not on paper yet, oldest first. */
  readonly printJobs: readonly PrintJob[];
  /** Drawer openings asked for and not answered. */
  readonly drawerRequests: readonly string[];
  /**
   * The newest opening for money. Once it has failed (`isOpen`) whoever took the money may have it tried again, once,
   * without anybody's leave.
   */
  readonly drawerRetry: { readonly requestId: string; readonly isOpen: boolean } | null;
  readonly recovery: Recovery | null;
  /** Conversions of points that head office has not answered: asked again until it does. */
  readonly exchanges: readonly Payload<'exchange.requested'>[];
  readonly settings: { readonly language: 'zh-TW' | 'en'; readonly theme: 'light' | 'dark' };
  /** Newest piece of mail, where the next request to head office goes on. */
  readonly lastMailId: string | null;
}

export interface Operator {
  readonly operatorId: string;
  readonly name: string;
  readonly role: Role;
}

export interface SignInFailures {
  readonly failures: number;
  readonly lockedUntilMs: number | null;
}

/** One cashier's accountable period. Amounts are whole NT$. */
export interface Shift {
  readonly shiftId: string;
  readonly operatorId: string;
  readonly operatorName: string;
  readonly openedAtMs: number;
  readonly businessDate: string;
  readonly float: number;
  readonly sales: number;
  readonly salesTotal: number;
  /** Cash taken less change given. */
  readonly cashNet: number;
}

/** What a blind count came to. Amounts are whole NT$; `variance` is counted less expected. */
export interface ClosedShift {
  readonly operatorName: string;
  readonly counted: number;
  readonly expected: number;
  readonly variance: number;
}

export interface SuspendedCart {
  readonly cart: Cart;
  readonly suspendedAtMs: number;
}

export interface FinishedSale {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly completedAtMs: number;
  readonly due: number;
  readonly pieces: number;
  readonly tenders: readonly SaleTender[];
  readonly change: number;
  readonly savings: number;
  readonly breakage: number;
  /** Points earned, by programme. */
  readonly earned: readonly { readonly programmeId: string; readonly points: number }[];
  readonly receipt: 'waiting' | 'printing' | 'printed' | 'question' | 'skipped';
}

export interface PrintJob {
  readonly jobId: string;
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly copy: 'original' | 'reprint';
  /** `waiting`: no byte has left; `started`: bytes are leaving; `question`: some may be on paper, a person must say. */
  readonly status: 'waiting' | 'started' | 'question';
}

/** What was in flight when the till stopped without saying so. */
export interface Recovery {
  readonly pieces: number;
  readonly payments: number;
  readonly receipts: number;
}

export const INITIAL_STATE: TillState = {
  till: null,
  lastAtMs: 0,
  isRunning: false,
  operator: null,
  signInFailures: {},
  shift: null,
  cart: null,
  suspended: [],
  receiptsGiven: 0,
  lastSale: null,
  lastShift: null,
  printJobs: [],
  drawerRequests: [],
  drawerRetry: null,
  recovery: null,
  exchanges: [],
  settings: { language: 'zh-TW', theme: 'light' },
  lastMailId: null,
};
