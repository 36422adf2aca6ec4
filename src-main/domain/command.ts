import type { ScanAsk } from './cart/decide-cart.ts';
import type { UiState } from './context.ts';
import type { Payload } from './entries.ts';
import type { BurnWish } from './members/decide-burn.ts';
import type { ExchangeWish } from './members/decide-exchange.ts';
import type { ManualDiscount } from './pricing/basket.ts';
import type { KnownMember } from './readers.ts';
import type { ReturnAsk } from './returns/decide-return.ts';
import type { Approval } from './session/approval.ts';

/** Everything that can be asked of the till, by people, devices, timers and the till itself. */
export type Command =
  | { readonly kind: 'enrol'; readonly enrolment: Payload<'till.enrolled'> }
  | { readonly kind: 'start'; readonly program: string; readonly host: string }
  | { readonly kind: 'stop' }
  | { readonly kind: 'sign-in'; readonly operatorId: string; readonly isPinRight: boolean }
  | { readonly kind: 'sign-out' }
  | { readonly kind: 'open-shift'; readonly float: number }
  | { readonly kind: 'close-shift'; readonly counted: number }
  | ({ readonly kind: 'scan' } & ScanAsk)
  | { readonly kind: 'damaged-scan'; readonly length: number }
  | { readonly kind: 'double-scan' }
  | { readonly kind: 'add-product'; readonly sku: string }
  | { readonly kind: 'set-multiplier'; readonly quantity: number }
  | {
      readonly kind: 'set-quantity';
      readonly saleId: string;
      readonly lineId: string;
      readonly quantity: number;
    }
  | { readonly kind: 'remove-line'; readonly saleId: string; readonly lineId: string }
  | { readonly kind: 'void-cart'; readonly saleId: string }
  | { readonly kind: 'suspend-cart'; readonly saleId: string }
  | { readonly kind: 'resume-cart'; readonly saleId: string }
  | { readonly kind: 'begin-payment'; readonly saleId: string }
  | { readonly kind: 'leave-payment'; readonly saleId: string }
  | { readonly kind: 'take-cash'; readonly saleId: string; readonly amount: number }
  | {
      readonly kind: 'take-card';
      readonly saleId: string;
      readonly amount: number;
      readonly cardPrefix?: string | undefined;
    }
  | { readonly kind: 'take-voucher'; readonly saleId: string; readonly amount: number }
  | { readonly kind: 'cancel-tender'; readonly saleId: string; readonly tenderId: string }
  | { readonly kind: 'add-weighed'; readonly sku: string; readonly grams: number }
  | {
      readonly kind: 'override-price';
      readonly saleId: string;
      readonly lineId: string;
      readonly price: number | null;
      readonly reason: string;
      readonly approval?: Approval | undefined;
    }
  | {
      readonly kind: 'give-discount';
      readonly saleId: string;
      readonly lineId: string | null;
      readonly discount: ManualDiscount | null;
      readonly reason: string;
      readonly approval?: Approval | undefined;
    }
  | {
      readonly kind: 'decline-redemption';
      readonly saleId: string;
      readonly lineId: string;
      readonly isDeclined: boolean;
    }
  | { readonly kind: 'confirm-age'; readonly saleId: string; readonly minimumAge: number }
  | { readonly kind: 'withdraw-coupon'; readonly saleId: string; readonly couponId: string }
  /** `fetched` is what head office answered, where this till's copy knows nobody by the phone. */
  | { readonly kind: 'identify-phone'; readonly phone: string; readonly fetched?: KnownMember | undefined }
  | { readonly kind: 'remove-member'; readonly saleId: string }
  | {
      readonly kind: 'join-member';
      readonly phone: string;
      readonly name: string;
      readonly birthday?: string | undefined;
      readonly consent: { readonly terms: boolean; readonly offers: boolean; readonly notes: boolean };
    }
  | {
      readonly kind: 'note-member';
      readonly saleId: string;
      readonly reason: Payload<'member.noted'>['reason'];
      readonly text: string;
    }
  | ({ readonly kind: 'burn-points' } & BurnWish)
  | { readonly kind: 'drop-burn'; readonly saleId: string; readonly programmeId: string }
  | {
      readonly kind: 'burn-answered';
      readonly requestId: string;
      readonly outcome: Payload<'burn.answered'>['outcome'];
    }
  | ({ readonly kind: 'exchange-points' } & ExchangeWish)
  | {
      readonly kind: 'exchange-answered';
      readonly requestId: string;
      readonly outcome: Payload<'exchange.answered'>['outcome'];
    }
  | { readonly kind: 'refuse-offer'; readonly saleId: string; readonly promotionId: string }
  | ({
      readonly kind: 'return-goods';
      readonly reason: string;
      readonly approval?: Approval | undefined;
    } & ReturnAsk)
  | { readonly kind: 'next-sale' }
  | { readonly kind: 'show-layer'; readonly layer: UiState['layer'] }
  /** `sale` is the one found under the id that was asked for. */
  | {
      readonly kind: 'reprint';
      readonly sale: { readonly saleId: string; readonly receiptNumber: string } | undefined;
    }
  | { readonly kind: 'resolve-print'; readonly jobId: string; readonly choice: 'reprint' | 'skip' }
  | { readonly kind: 'print-started'; readonly jobId: string }
  | { readonly kind: 'print-finished'; readonly jobId: string }
  | { readonly kind: 'print-interrupted'; readonly jobId: string; readonly reason: string }
  | { readonly kind: 'open-drawer'; readonly approval?: Approval }
  | { readonly kind: 'drawer-opened'; readonly requestId: string }
  | { readonly kind: 'drawer-failed'; readonly requestId: string; readonly reason: string }
  | { readonly kind: 'drawer-opened-by-hand' }
  | { readonly kind: 'test-drawer' }
  | { readonly kind: 'continue-after-recovery' }
  | {
      readonly kind: 'change-settings';
      readonly language?: 'zh-TW' | 'en';
      readonly theme?: 'light' | 'dark';
    }
  | { readonly kind: 'receive-mail'; readonly mail: Payload<'mail.received'> };
