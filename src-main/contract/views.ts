import type { Refusal } from './refusals.ts';
import type {
  BurnView,
  CouponView,
  EarnView,
  GiftView,
  MeasureView,
  MemberView,
  NearMissView,
  OfferView,
  PriceNoteView,
} from './sale-views.ts';

/**
 * What windows are shown. Every figure comes from here; a window adds nothing up (ui.md, principle 9).
 * Amounts are whole NT$. Times are UTC milliseconds; the window formats them for Asia/Taipei.
 */

export type Screen =
  | 'starting' // the till is opening its journal or enrolling
  | 'sign-in'
  | 'recovery' // signed in, and something was in flight when the till stopped
  | 'shift-open' // signed in, no shift yet: asks for the float
  | 'sell'
  | 'pay'
  | 'done';

export type Role = 'cashier' | 'supervisor' | 'manager' | 'technician';
export type Language = 'zh-TW' | 'en';
export type Theme = 'light' | 'dark';

export interface OperatorView {
  readonly operatorId: string;
  readonly name: string;
  readonly role: Role;
  /** e.g. 早班; as head office wrote it. */
  readonly shiftName?: string;
}

export interface LineView {
  readonly lineId: string;
  /** 1-based place in the cart. */
  readonly number: number;
  readonly sku: string;
  readonly name: string;
  readonly detail?: string;
  readonly unitPrice: number;
  readonly quantity: number;
  /** What the line costs after discounts. */
  readonly amount: number;
  /** Before discounts, where that differs. */
  readonly originalAmount?: number;
  readonly tax: 'taxable' | 'exempt' | 'not-invoiced';
  /** Weighed or labelled goods: the quantity is 1 and cannot change. */
  readonly measure?: MeasureView;
  /** The shelf price that somebody replaced by hand. */
  readonly shelfPrice?: number;
  /** The customer keeps the stamps for this line. */
  readonly isRedemptionDeclined?: true;
  /** Only for buyers of so many years. */
  readonly minimumAge?: number;
}

export interface CartView {
  readonly saleId: string;
  readonly lines: readonly LineView[];
  readonly pieces: number;
  /** Before discounts. */
  readonly subtotal: number;
  readonly savings: number;
  readonly due: number;
  readonly taxIncluded: number;
  /** The line that the last command touched, for the selection and the flash. */
  readonly touchedLineId?: string;
  /** True from the first tender taken. */
  readonly isFrozen: boolean;
  /** Why it costs less, each under the last line it touches. */
  readonly notes: readonly PriceNoteView[];
  readonly gifts: readonly GiftView[];
  readonly coupons: readonly CouponView[];
  readonly nearMisses: readonly NearMissView[];
  readonly offers: readonly OfferView[];
  readonly member: MemberView | null;
  readonly earn: readonly EarnView[];
  readonly burns: readonly BurnView[];
  /** The age that the cashier has yet to see to, before anything is paid; null while none. */
  readonly ageToConfirm: number | null;
  /** Whether the best deals were found by ranking, since an exact search would have taken too long. */
  readonly isApproximate: boolean;
}

export interface TenderView {
  readonly tenderId: string;
  readonly type: 'cash' | 'card' | 'voucher' | 'points';
  readonly amount: number;
  readonly state: 'captured';
  /** Whose points, where points paid. */
  readonly programmeId?: string;
}

export interface PayView {
  readonly due: number;
  readonly taken: number;
  /** 還要收 */
  readonly remaining: number;
  readonly tenders: readonly TenderView[];
  /** Exact first, then up to three sensible notes. Fewer where fewer make sense. */
  readonly quickAmounts: readonly number[];
}

export interface SaleSummaryView {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly completedAtMs: number;
  readonly due: number;
  readonly pieces: number;
  readonly tenders: readonly TenderView[];
  readonly change: number;
  /** What vouchers were worth beyond the sale. */
  readonly breakage: number;
  readonly savings: number;
  /** What the member of the sale earned. */
  readonly earned: readonly EarnView[];
  /** Where its receipt stands. `question`: half of it may be on paper, a person must say. */
  readonly receipt: 'waiting' | 'printing' | 'printed' | 'question' | 'skipped';
}

export interface ClosedShiftView {
  readonly operatorName: string;
  readonly counted: number;
  readonly expected: number;
  readonly difference: { readonly kind: 'balanced' | 'short' | 'over'; readonly amount: number };
}

export interface SuspendedView {
  readonly saleId: string;
  readonly suspendedAtMs: number;
  readonly pieces: number;
  readonly due: number;
  readonly firstItem: string;
}

export interface HeadOfficeBadge {
  readonly state: 'online' | 'offline' | 'catching-up' | 'needs-action';
  /** Journal entries that head office has not acknowledged. */
  readonly backlog: number;
  /** While catching up: how many of how many. */
  readonly sent?: number;
  readonly total?: number;
  /** Since when this state holds. */
  readonly sinceMs: number;
  readonly reason?: 'certificate' | 'authentication' | 'diverged';
}

export interface PrinterBadge {
  readonly state: 'ok' | 'paper-low' | 'paper-out' | 'cover-open' | 'disconnected' | 'fault' | 'none';
  /** Receipts that wait for the printer. */
  readonly waiting: number;
}

/** `fault`: it is there, and cannot work. */
export type DeviceBadge = 'ok' | 'disconnected' | 'fault' | 'none';

export interface Badges {
  readonly headOffice: HeadOfficeBadge;
  readonly printer: PrinterBadge;
  readonly scanner: DeviceBadge;
  readonly pole: DeviceBadge;
  readonly scale: DeviceBadge;
  readonly terminal: DeviceBadge;
  /** `left-open`: it has stood open for longer than giving change takes. */
  readonly drawer: 'closed' | 'open' | 'left-open' | 'stuck' | 'unknown';
  readonly storage: 'ok' | 'low' | 'full' | 'failed';
  /** Seconds by which the till's clock differs from head office's, where that matters. */
  readonly clockOffsetSeconds: number | null;
}

/** A receipt that may be half on paper: the question of message 24. */
export interface PrintQuestionView {
  readonly jobId: string;
  readonly saleId: string;
  readonly receiptNumber: string;
}

export interface QuickKeyView {
  readonly sku: string;
  readonly name: string;
  readonly detail?: string;
  readonly unitPrice: number;
  readonly shortCode: string;
}

export interface QuickKeyTab {
  readonly name: string;
  readonly keys: readonly QuickKeyView[];
}

export interface CashierView {
  /** Rises with every change; an older view that arrives late is dropped. */
  readonly revision: number;
  readonly screen: Screen;
  /** Set when this till cannot sell at all: damaged journal, newer database, stopped by head office. */
  readonly stopped: Refusal | null;
  readonly store: { readonly name: string; readonly registerNumber: string } | null;
  /** ISO day in Taipei. */
  readonly businessDate: string;
  readonly operators: readonly OperatorView[];
  readonly operator: OperatorView | null;
  readonly shift: { readonly shiftId: string; readonly openedAtMs: number; readonly float: number } | null;
  readonly cart: CartView | null;
  /** The next product is taken this many times; 1 unless the cashier said otherwise. */
  readonly multiplier: number;
  readonly pay: PayView | null;
  readonly suspended: readonly SuspendedView[];
  readonly lastSale: SaleSummaryView | null;
  /** The shift that was closed last, until the next one opens: the comparison that follows a blind count. */
  readonly lastShift: ClosedShiftView | null;
  readonly printQuestions: readonly PrintQuestionView[];
  readonly recovery: { readonly pieces: number; readonly payments: number; readonly receipts: number } | null;
  readonly badges: Badges;
  /** Newest first, for F10: refusals that came from devices or from the till itself. */
  readonly messages: readonly MessageView[];
  readonly quickKeys: readonly QuickKeyTab[];
  readonly journal: { readonly entries: number; readonly isVerified: boolean };
  readonly catalog: { readonly products: number; readonly updatedAtMs: number | null };
  readonly language: Language;
  readonly theme: Theme;
  /** Habits of a scanner that types like a keyboard, where the configuration names them. */
  readonly wedge: { readonly maxGapMs?: number; readonly prefix?: string };
}

export interface MessageView {
  readonly messageId: number;
  readonly atMs: number;
  readonly refusal: Refusal;
}

/** What the second screen shows: the cart without the operator's messages. */
export interface CustomerView {
  readonly revision: number;
  readonly state: 'idle' | 'cart' | 'paying' | 'done';
  readonly storeName: string;
  readonly cart: CartView | null;
  readonly pay: { readonly remaining: number; readonly taken: number } | null;
  readonly sale: {
    readonly due: number;
    readonly received: number;
    readonly change: number;
    /** What vouchers were worth beyond the sale, which is not paid out. Absent: nothing. */
    readonly breakage?: number;
    /** What the member of the sale earned. Absent: nothing. */
    readonly earned?: readonly EarnView[];
  } | null;
  readonly language: Language;
}

export type Cue = 'item' | 'double' | 'known' | 'refused' | 'doubt' | 'done' | 'attention';

/** What happens once and is not state: sounds, good news, refusals of scans that no window sent. */
export type TillEvent =
  | { readonly kind: 'cue'; readonly cue: Cue }
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | {
      readonly kind: 'toast';
      readonly toast: 'caught-up' | 'printed';
      readonly params: Readonly<Record<string, string | number>>;
    };

/** What a command answers. Done means: on disk. */
export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: Refusal };

export interface CashPreview {
  readonly received: number;
  readonly remaining: number;
  /** Null until `received` covers what remains. */
  readonly change: number | null;
  /** Null once it does. */
  readonly short: number | null;
}

export interface ProductHit {
  readonly sku: string;
  readonly name: string;
  readonly detail?: string;
  readonly unitPrice: number;
  readonly barcode?: string;
}

/** A receipt as the printer would set it, one string a line. */
export interface ReceiptText {
  readonly lines: readonly string[];
  readonly isReprint: boolean;
}
