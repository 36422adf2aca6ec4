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
  'weight-needed': { number: 'SCAN-108', severity: 'notice', retry: 'again', isDataAtRisk: false },
  'member-closed': { number: 'MEMBER-351', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'phone-invalid': { number: 'MEMBER-352', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'member-needed': { number: 'MEMBER-353', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'member-exists': { number: 'MEMBER-354', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'consent-needed': { number: 'MEMBER-355', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'member-not-found': { number: 'MEMBER-356', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'token-refused': { number: 'MEMBER-357', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'birthday-invalid': { number: 'MEMBER-358', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'coupon-forged': { number: 'COUPON-361', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'coupon-used': { number: 'COUPON-362', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'coupon-not-now': { number: 'COUPON-363', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'coupon-not-for-member': { number: 'COUPON-364', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'coupon-twice': { number: 'COUPON-365', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'coupon-not-here': { number: 'COUPON-366', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'coupon-not-found': { number: 'COUPON-367', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'points-short': { number: 'POINTS-371', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'points-above-limit': { number: 'POINTS-372', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'points-below-minimum': { number: 'POINTS-373', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'points-not-burnable': { number: 'POINTS-374', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'points-need-code': { number: 'POINTS-375', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'points-offline-off': { number: 'POINTS-376', severity: 'notice', retry: 'later', isDataAtRisk: false },
  'points-no-grant': { number: 'POINTS-377', severity: 'notice', retry: 'later', isDataAtRisk: false },
  'points-paper-refused': { number: 'POINTS-378', severity: 'notice', retry: 'later', isDataAtRisk: false },
  'points-asking': { number: 'POINTS-379', severity: 'notice', retry: 'later', isDataAtRisk: false },
  'points-amount-invalid': { number: 'POINTS-380', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'exchange-offline': { number: 'POINTS-381', severity: 'notice', retry: 'later', isDataAtRisk: false },
  'exchange-refused': { number: 'POINTS-382', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'offer-not-found': { number: 'OFFER-391', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'total-changed': { number: 'PRICE-302', severity: 'notice', retry: 'again', isDataAtRisk: false },
  'discount-invalid': { number: 'PRICE-303', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'discount-too-large': { number: 'PRICE-304', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'discount-forbidden': { number: 'PRICE-305', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'price-invalid': { number: 'PRICE-306', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'age-unconfirmed': { number: 'CART-210', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'quantity-fixed': { number: 'CART-211', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'tender-invalid': { number: 'PAY-403', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'tender-above-due': { number: 'PAY-404', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'tender-not-found': { number: 'PAY-405', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'sale-not-found': { number: 'RETURN-411', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'return-too-much': { number: 'RETURN-412', severity: 'notice', retry: 'never', isDataAtRisk: false },
  'scale-not-ready': { number: 'DEVICE-762', severity: 'notice', retry: 'again', isDataAtRisk: false },
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
