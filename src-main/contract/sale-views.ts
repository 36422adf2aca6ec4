import type { BurnBound } from '../domain/points/burn.ts';
import type { OfflineBound } from '../domain/points/offline.ts';
import type { CouponReason } from '../domain/pricing/coupon.ts';
import type { NearMiss, PriceStep } from '../domain/pricing/priced-basket.ts';
import type { Label } from '../domain/pricing/promotion.ts';

/** What windows are shown of prices, members and points. Amounts are whole NT$; points come with their decimals. */

/** How much of a line there is, where that is no count of pieces. */
export type MeasureView =
  | { readonly kind: 'weight'; readonly grams: number; readonly pricePerKg: number }
  | { readonly kind: 'label' };

/** One promotion, coupon or reduction by hand, and the lines it lowered (ui.md, Promotion note). */
export interface PriceNoteView {
  /** Unique within the cart and the same from one view to the next. */
  readonly noteId: string;
  readonly step: PriceStep;
  /** Null for what a person gave: the window says what it is by `step`. */
  readonly label: Label | null;
  readonly promotionId: string | null;
  readonly couponId: string | null;
  /** What it takes off, above 0. */
  readonly amount: number;
  /** What its units cost before it and after it. */
  readonly before: number;
  readonly after: number;
  readonly shares: readonly {
    readonly lineId: string;
    readonly lineNumber: number;
    readonly units: number;
    readonly amount: number;
  }[];
}

export interface GiftView {
  readonly promotionId: string;
  readonly label: Label;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly isOutOfStock: boolean;
}

export interface CouponView {
  readonly couponId: string;
  readonly label: Label;
  readonly isUsed: boolean;
  readonly amount: number;
  /** Why it does nothing. */
  readonly reason: CouponReason | null;
}

/** Something within reach: 再買 NT$`short`. */
export interface NearMissView {
  readonly label: Label;
  readonly short: number;
  readonly wouldSave: number;
  readonly what: NearMiss['what'];
}

/** A personal offer for this member that holds now. */
export interface OfferView {
  readonly promotionId: string;
  readonly label: Label;
  readonly isApplied: boolean;
}

/** Points as stored, to be shown with `decimals` digits behind the point. */
export interface BalanceView {
  readonly programmeId: string;
  readonly name: { readonly 'zh-TW': string; readonly en: string };
  readonly unit: 'points' | 'stamps';
  readonly decimals: number;
  /** What may be spent; negative where overdrawn. */
  readonly points: number;
  /** What waits to be confirmed. */
  readonly pending: number;
}

/** Points that may become another programme's, in whole steps, while head office answers. */
export interface ExchangeView {
  readonly fromProgrammeId: string;
  readonly toProgrammeId: string;
  readonly fromName: { readonly 'zh-TW': string; readonly en: string };
  readonly toName: { readonly 'zh-TW': string; readonly en: string };
  /** One step: so many of one are so many of the other, in their smallest units. */
  readonly give: number;
  readonly get: number;
  /** Steps that the balance is enough for, fee included; 0: none. */
  readonly steps: number;
}

/** The member of the sale. */
export interface MemberView {
  readonly memberId: string;
  /** 王○明; empty where the till has no copy of the member. */
  readonly maskedName: string;
  readonly maskedPhone: string;
  readonly knownBy: 'code' | 'phone' | 'app' | 'joined';
  /** Whether this till has a copy; without one the points are worked out by head office later. */
  readonly isInCopy: boolean;
  readonly tiers: readonly string[];
  readonly birthday: 'day' | 'month' | null;
  /** Into what their invoices go, masked; absent: no carrier is known. */
  readonly carrier?: { readonly kind: 'mobile-barcode' | 'member'; readonly maskedId: string };
  readonly balances: readonly BalanceView[];
  /** When head office wrote the balances down; null without a copy. */
  readonly asOfMs: number | null;
  /** Whether that is longer ago than the policy likes. */
  readonly isOld: boolean;
  /** Absent: no programme of theirs turns into another one. */
  readonly exchanges?: readonly ExchangeView[];
  /** Whether notes about the member may be read and written. */
  readonly mayNote: boolean;
}

/** What the sale will earn in one programme as things stand. */
export interface EarnView {
  readonly programmeId: string;
  readonly name: { readonly 'zh-TW': string; readonly en: string };
  readonly unit: 'points' | 'stamps';
  readonly decimals: number;
  readonly points: number;
}

/** What points of one programme may do for this sale. */
export interface BurnView {
  readonly programmeId: string;
  readonly name: { readonly 'zh-TW': string; readonly en: string };
  readonly decimals: number;
  readonly treatment: 'price-reduction' | 'tender';
  /** `none`: nothing chosen; `asking`: head office is being asked; `chosen`: `value` is taken off or paid. */
  readonly state: 'none' | 'asking' | 'chosen';
  /** NT$ and points that are chosen now; 0 while none. */
  readonly value: number;
  readonly points: number;
  /** The most that could be chosen, and what sets it; 0 where nothing can. */
  readonly maximum: number;
  readonly maximumPoints: number;
  readonly boundBy: BurnBound | OfflineBound | null;
  /** Why nothing can be burned: a word of the points rules (`no-grant`, `snapshot-too-old`, `phone-only`, …). */
  readonly refusedBy: string | null;
}

/** One line of a sale that may come back. */
export interface ReturnableLine {
  readonly lineId: string;
  readonly number: number;
  readonly name: string;
  readonly quantity: number;
  /** Pieces that have come back already. */
  readonly returned: number;
  /** What the line cost, after everything. */
  readonly net: number;
}

/** A finished sale as the return screen needs it. */
export interface ReturnableSale {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly completedAtMs: number;
  readonly due: number;
  readonly lines: readonly ReturnableLine[];
  readonly gifts: readonly GiftView[];
  /** Whether its days for returning are over; then somebody else must say yes. */
  readonly isPastReturnDays: boolean;
}

/** What a return would come to. Nothing has happened. */
export interface ReturnPreview {
  readonly refund: number;
  readonly tenders: readonly {
    readonly type: 'cash' | 'card' | 'voucher' | 'points';
    readonly amount: number;
    readonly programmeName: string | null;
  }[];
  /** Points that the member loses again and gets back, by programme. */
  readonly clawback: readonly EarnView[];
  readonly givenBack: readonly EarnView[];
}

/** What people may read of a member. */
export interface MemberProfileView extends Omit<MemberView, 'knownBy' | 'isInCopy' | 'birthday'> {
  readonly interactions: readonly {
    readonly atMs: number;
    readonly channel: string;
    readonly text: string;
  }[];
}
