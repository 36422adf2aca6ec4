import type { Product } from './product.ts';

/**
 * What a decision may look at besides the state, handed in so that the same input always gives the same entries.
 */
export interface Context {
  /** The clock's reading, UTC milliseconds. */
  readonly nowMs: number;
  /** A fresh UUIDv7. */
  readonly nextId: () => string;
  readonly catalog: CatalogReader;
  readonly operators: OperatorReader;
  /** Whether the disk has room and answers: no money is taken otherwise (design.md, The loop). */
  readonly mayTakeMoney: boolean;
  /** Whether the drawer is known to stand open. */
  readonly isDrawerOpen: boolean;
  readonly policy: Policy;
  readonly ui: UiState;
}

export interface CatalogReader {
  /** Which catalog answers; 0 when none has come down yet. */
  readonly generation: number;
  /** The product with exactly this barcode, GTINs compared as GTIN-14. Never a partial match. */
  findByBarcode(barcode: string): Product | undefined;
  /** The product with exactly this short code, which people type and scanners never read. */
  findByShortCode(shortCode: string): Product | undefined;
  findBySku(sku: string): Product | undefined;
}

export interface OperatorReader {
  find(operatorId: string):
    | {
        readonly operatorId: string;
        readonly name: string;
        readonly role: 'cashier' | 'supervisor' | 'manager' | 'technician';
      }
    | undefined;
}

/** Limits that a chain sets for itself: data, never constants of the rules. */
export interface Policy {
  /** Most change one cash tender may give, whole NT$: a slip of the finger on 00 is caught here. */
  readonly maxChange: number;
  /** Largest opening float, whole NT$. */
  readonly maxFloat: number;
  /** Wrong PINs in a row before a lock, and how long it holds. */
  readonly pinTries: number;
  readonly pinLockMs: number;
  readonly maxSuspended: number;
  /** No cash is taken while the drawer stands open; shops that share a drawer leave it false. */
  readonly needsClosedDrawer: boolean;
}

export const DEFAULT_POLICY: Policy = {
  maxChange: 10_000,
  maxFloat: 200_000,
  pinTries: 5,
  pinLockMs: 60_000,
  maxSuspended: 50,
  needsClosedDrawer: false,
};

/**
 * Which screen the cashier has in front of them, as far as it decides where a scan goes (ui.md, Scan routing).
 * Not journaled: it mirrors the view, and after a restart the till begins at the screen its state calls for.
 */
export interface UiState {
  readonly phase: 'sell' | 'pay' | 'done';
  readonly layer: 'none' | 'panel' | 'dialog' | 'drawer';
  /** The next product is taken this many times. */
  readonly multiplier: number;
}

export const INITIAL_UI: UiState = { phase: 'sell', layer: 'none', multiplier: 1 };
