/**
 * The one registry of what the till says no to, and why (style.md 2.6). The word is what the core returns, the
 * number is for the telephone; neither is ever reused. The sentences are in the windows' catalogues.
 * `retry`: whether the same command may succeed later without anything else changing.
 */
export const REFUSALS = {
  'unknown-barcode': { number: 'SCAN-101', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'scan-damaged': { number: 'SCAN-102', severity: 'notice', retry: 'again', isDataAtRisk: false },
  'scan-not-here': { number: 'SCAN-103', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'scanner-setting': { number: 'SCAN-104', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'product-expired': { number: 'SCAN-105', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'past-best-before': { number: 'SCAN-106', severity: 'attention', retry: 'never', isDataAtRisk: false },
  'measured-goods': { number: 'SCAN-107', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'cart-frozen': { number: 'CART-201', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'cart-empty': { number: 'CART-202', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'cart-open': { number: 'CART-203', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'line-not-found': { number: 'CART-204', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'quantity-invalid': { number: 'CART-205', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'cart-full': { number: 'CART-206', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'suspended-not-found': { number: 'CART-207', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'suspended-full': { number: 'CART-208', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'sale-not-open': { number: 'CART-209', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'price-changed': { number: 'PRICE-301', severity: 'notice', retry: 'again', isDataAtRisk: false },
  'cash-short': { number: 'PAY-401', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'cash-invalid': { number: 'PAY-402', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'pin-wrong': { number: 'AUTH-501', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'pin-locked': { number: 'AUTH-502', severity: 'notice', retry: 'later', isDataAtRisk: false },
  'operator-unknown': { number: 'AUTH-503', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'signed-out': { number: 'AUTH-504', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'role-needed': { number: 'AUTH-505', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'already-signed-in': { number: 'AUTH-506', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'approval-needed': { number: 'AUTH-507', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'shift-needed': { number: 'SHIFT-601', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'shift-open': { number: 'SHIFT-602', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'shift-of-another': { number: 'SHIFT-603', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'amount-invalid': { number: 'SHIFT-604', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'paper-out': { number: 'PRINT-701', severity: 'attention', retry: 'later', isDataAtRisk: false },
  'print-interrupted': { number: 'PRINT-702', severity: 'attention', retry: 'never', isDataAtRisk: false },
  'printer-offline': { number: 'PRINT-703', severity: 'attention', retry: 'later', isDataAtRisk: false },
  'print-job-not-found': { number: 'PRINT-704', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'drawer-stuck': { number: 'DRAWER-751', severity: 'attention', retry: 'again', isDataAtRisk: false },
  'device-busy': { number: 'DEVICE-761', severity: 'notice', retry: 'again', isDataAtRisk: false },
  'drawer-open': { number: 'DRAWER-752', severity: 'notice', retry: 'later', isDataAtRisk: false },
  'storage-full': { number: 'STORE-801', severity: 'stop', retry: 'later', isDataAtRisk: false },
  'journal-damaged': { number: 'STORE-802', severity: 'stop', retry: 'never', isDataAtRisk: true },
  'storage-failed': { number: 'STORE-803', severity: 'stop', retry: 'later', isDataAtRisk: true },
  recovered: { number: 'START-851', severity: 'attention', retry: 'never', isDataAtRisk: false },
  'recovery-first': { number: 'START-852', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'journal-newer': { number: 'STORE-804', severity: 'stop', retry: 'never', isDataAtRisk: false },
  'already-open': { number: 'STORE-805', severity: 'stop', retry: 'later', isDataAtRisk: false },
  'not-enrolled': { number: 'START-853', severity: 'stop', retry: 'later', isDataAtRisk: false },
  'till-refused': { number: 'SYNC-901', severity: 'stop', retry: 'never', isDataAtRisk: true },
  'unknown-channel': { number: 'BRIDGE-951', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'not-for-this-window': { number: 'BRIDGE-952', severity: 'notice', retry: 'never', isDataAtRisk: false },
  malformed: { number: 'BRIDGE-953', severity: 'notice', retry: 'never', isDataAtRisk: false },
  oversized: { number: 'BRIDGE-954', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'till-not-answering': { number: 'BRIDGE-955', severity: 'attention', retry: 'later', isDataAtRisk: false },
} as const satisfies Record<string, RefusalRow>;

interface RefusalRow {
  readonly number: string;
  /** `notice`: the cashier goes on; `attention`: something needs a hand; `stop`: selling is limited. */
  readonly severity: 'notice' | 'attention' | 'stop';
  readonly retry: 'never' | 'again' | 'later';
  readonly isDataAtRisk: boolean;
}

export type RefusalCode = keyof typeof REFUSALS;

/** Why the till did not do what was asked: a value, never thrown. The window turns it into words. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly number: string;
  /** Placeholders of the sentence. Amounts are whole NT$. */
  readonly params: Readonly<Record<string, string | number>>;
}

/** Makes a refusal; `params` fill the placeholders of its sentence. */
export function refuse(code: RefusalCode, params: Refusal['params'] = {}): Refusal {
  return { code, number: REFUSALS[code].number, params };
}
