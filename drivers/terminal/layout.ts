/**
 * What a till can ask of a card terminal, in the words of nexo Retailer: the dialects below have one code for each of
 * those they know.
 */
export type TerminalVerb = 'pay' | 'refund' | 'void' | 'inquire' | 'settle' | 'echo';

/** With what the customer pays at the terminal. */
export type PaymentMethod =
  | 'credit'
  | 'union-pay'
  | 'smart-pay'
  | 'e-ticket'
  | 'points'
  | 'instalment'
  | 'voucher';

/**
 * How the bytes of a field are written and read.
 * - `numeric`: digits, right aligned, filled with zeros.
 * - `text`: printable ASCII, left aligned, filled with spaces.
 * - `amount`: whole NT$ with two implied decimals, right aligned, filled with zeros.
 * - `date` YYMMDD, `time` hhmmss, `date-time` YYYYMMDDhhmmss: digits, never filled.
 * - `masked-card`: at most the first six and last four digits are ever written or read.
 * - `withheld`: never read and never written but with zeros: what a till must not hold (expiry), or what may contain it.
 */
export type FieldKind =
  | 'numeric'
  | 'text'
  | 'amount'
  | 'date'
  | 'time'
  | 'date-time'
  | 'masked-card'
  | 'withheld';

export interface FieldSpec {
  /** Position of the first byte in the payload, from 1, as manuals count. */
  readonly at: number;
  readonly length: number;
  readonly kind: FieldKind;
  /** Some bytes mean something else in a settlement answer; such a field exists in one of the two only. */
  readonly view?: PayloadView;
}

/** Which meaning the reused bytes have. */
export type PayloadView = 'payment' | 'settlement';

/** What an answer says of the money. */
export type AnswerStatus = 'approved' | 'declined' | 'cancelled';

export interface ResponseCode {
  readonly status: AnswerStatus;
  /** For the technician and the journal; what the cashier reads is chosen by the code. */
  readonly meaning: string;
}

/** Where a layout comes from, so that nobody takes it for more than it is. */
export interface LayoutSource {
  /**
   * `M+` a vendor's public pages, `M` two independent programs agree, `M-` one program for several banks, `L` one
   * program for one bank, `own` defined by this product.
   */
  readonly quality: 'M+' | 'M' | 'M-' | 'L' | 'own';
  readonly note: string;
}

export interface SerialDefaults {
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even';
}

export interface LayoutRules {
  /** Fields with the same value in every request. */
  readonly requestConstants: Readonly<Record<string, string>>;
  /** Fields that tell an answer from a request. */
  readonly answerConstants: Readonly<Record<string, string>>;
  /** Fields that a request fills with zeros where it has nothing to say; others stay blank. */
  readonly zeroFilled: readonly string[];
  /** Fields that a request fills with the till's local time. */
  readonly stamps: readonly string[];
  /** How the method of payment is told; without it, or without an entry, only `credit` can be asked for. */
  readonly methods?: {
    readonly field: string;
    readonly values: Readonly<Partial<Record<PaymentMethod, string>>>;
  };
  /** Fields without which a request of that kind makes no sense to the terminal. */
  readonly required: Readonly<Partial<Record<TerminalVerb, readonly string[]>>>;
  /** The field that carries the till's reference. */
  readonly referenceField?: string;
  /** A hash over the first bytes of the request, as upper-case hexadecimal SHA-1. */
  readonly requestHash?: { readonly field: string; readonly hashedBytes: number };
  /** Whether the last result can be asked for. */
  readonly isInquirySupported: boolean;
  /** In the answer to an inquiry: the type of the transaction that was asked about; blank where there is none. */
  readonly inquiredTypeField?: string;
  /** One request may be answered by several frames. */
  readonly continuation?: {
    readonly field: string;
    readonly last: string;
    readonly more: string;
    /** Seconds for which the till's result timer starts again. */
    readonly timerField: string;
  };
  /** What a code that the table does not list means. */
  readonly unlistedCode: 'declined' | 'unknown';
}

/** One dialect of the ECR link as data: a new acquirer is a new entry and no new code. */
export interface TerminalLayout {
  readonly id: string;
  /** For the technician's list. */
  readonly name: string;
  readonly source: LayoutSource;
  readonly payloadBytes: number;
  readonly serial: SerialDefaults;
  /** By name. Every layout has `type`, `amount` and `responseCode`; equal names mean the same in all layouts. */
  readonly fields: Readonly<Record<string, FieldSpec>>;
  readonly transactionTypes: Readonly<Partial<Record<TerminalVerb, string>>>;
  readonly responseCodes: Readonly<Record<string, ResponseCode>>;
  readonly rules: LayoutRules;
}

/** A field in short: position, length, kind (text unless told), and the view it belongs to. */
export function field(at: number, length: number, kind: FieldKind = 'text', view?: PayloadView): FieldSpec {
  return view === undefined ? { at, length, kind } : { at, length, kind, view };
}

/** The rules of a dialect that has none of its own. */
export const plainRules: LayoutRules = {
  requestConstants: {},
  answerConstants: {},
  zeroFilled: [],
  stamps: [],
  required: {},
  isInquirySupported: false,
  unlistedCode: 'declined',
};

/** The codes that all dialects with public tables share. */
export const commonCodes = {
  '0000': { status: 'approved', meaning: 'approved' },
  '0001': { status: 'declined', meaning: 'declined or error' },
  '0002': { status: 'declined', meaning: 'call the bank' },
} as const satisfies Readonly<Record<string, ResponseCode>>;
