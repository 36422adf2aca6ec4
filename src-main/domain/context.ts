import type { Product } from './product.ts';
import type { Readers } from './readers.ts';
import type { TillPolicy } from './till-policy.ts';

export type Policy = TillPolicy;

/**
 * What a decision may look at besides the state, handed in so that the same input always gives the same entries.
 */
export interface Context extends Readers {
  /** The clock's reading, UTC milliseconds. */
  readonly nowMs: number;
  /** A fresh UUIDv7. */
  readonly nextId: () => string;
  readonly catalog: CatalogReader;
  readonly operators: OperatorReader;
  /** Whether head office answers at this moment, so that points can be held there. */
  readonly isOnline: boolean;
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

/**
 * Which screen the cashier has in front of them, as far as it decides where a scan goes (ui.md, Scan routing).
 * Not journaled: it mirrors the view, and after a restart the till begins at the screen its state calls for.
 */
export interface UiState {
  readonly phase: 'sell' | 'pay' | 'done';
  readonly layer: 'none' | 'panel' | 'dialog' | 'drawer';
  /** The next product is taken this many times. */
  readonly multiplier: number;
  /** What the pay screen said the sale costs; a first tender that finds another sum tells it once. */
  readonly quote?: { readonly saleId: string; readonly due: number } | null;
}

export const INITIAL_UI: UiState = { phase: 'sell', layer: 'none', multiplier: 1 };
