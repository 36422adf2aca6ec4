import type { DeviceTest } from '../../../src-main/contract/devices.ts';
import type { Feature } from '../../i18n/features.ts';
import type { DialogKind, Panel, PricingDesk } from './desk.ts';
import type { BannerAct } from './refusal-conduct.ts';

/** What is done on the panel of returns. */
export type ReturnAct =
  | { readonly kind: 'find'; readonly text: string }
  | { readonly kind: 'other-sale' }
  | { readonly kind: 'select'; readonly step: 'previous' | 'next' | 'first' | 'last' }
  | { readonly kind: 'select-line'; readonly lineId: string }
  /** Of the selected line where none is named. */
  | { readonly kind: 'units'; readonly step: 1 | -1; readonly lineId?: string }
  | { readonly kind: 'all' }
  /** By its place in the list of reasons. */
  | { readonly kind: 'reason'; readonly index: number }
  | { readonly kind: 'make' };

/** What a person wants, whether by key, touch or mouse. Keys and buttons make the same intents. */
export type Intent =
  | { readonly kind: 'type'; readonly digits: string }
  | { readonly kind: 'erase' }
  | { readonly kind: 'clear' }
  /** Enter: confirm what is typed, or the screen's next step where it has one. */
  | { readonly kind: 'confirm' }
  /** Esc: one step back. Never voids, never signs out. */
  | { readonly kind: 'back' }
  | { readonly kind: 'multiply' }
  | { readonly kind: 'select'; readonly step: 'previous' | 'next' | 'first' | 'last' }
  | { readonly kind: 'select-line'; readonly lineId: string }
  | { readonly kind: 'change-quantity'; readonly step: 1 | -1; readonly mayRemove: boolean }
  | { readonly kind: 'remove-line' }
  | { readonly kind: 'add-product'; readonly sku: string; readonly from: 'quick' | 'search' }
  | { readonly kind: 'choose-quick-tab'; readonly index: number }
  | { readonly kind: 'suspend-or-resume' }
  | { readonly kind: 'resume'; readonly saleId: string }
  | { readonly kind: 'pay' }
  | { readonly kind: 'fill-quick'; readonly index: number }
  /** Fills in the exact amount if nothing is typed; never takes money. */
  | { readonly kind: 'fill-exact' }
  /** F8 on pay: a card for the typed amount or the rest. */
  | { readonly kind: 'take-card' }
  | { readonly kind: 'take-voucher' }
  | { readonly kind: 'type-card-prefix'; readonly prefix: string }
  /** F10 on pay: the other ways to pay. */
  | { readonly kind: 'toggle-tenders' }
  /** One tender, or the newest where none is named. */
  | { readonly kind: 'cancel-tender'; readonly tenderId: string | null }
  /** F6 on pay: own points, for the typed amount or as much as is allowed; or takes them back. */
  | { readonly kind: 'burn-or-drop' }
  | { readonly kind: 'burn-points'; readonly programmeId: string }
  | { readonly kind: 'drop-burn'; readonly programmeId: string }
  /** The panel of returns: at its search, or at one sale. */
  | { readonly kind: 'open-return'; readonly saleId: string | null }
  | { readonly kind: 'return'; readonly act: ReturnAct }
  | { readonly kind: 'choose-operator'; readonly index: number }
  | { readonly kind: 'step-operator'; readonly by: number }
  | { readonly kind: 'commit-count' }
  | { readonly kind: 'open-quick-keys' }
  | { readonly kind: 'open-panel'; readonly panel: Panel }
  | { readonly kind: 'close-panel' }
  | { readonly kind: 'open-dialog'; readonly dialog: DialogKind }
  | { readonly kind: 'dialog-safe' }
  | { readonly kind: 'dialog-primary' }
  | { readonly kind: 'banner-act'; readonly act: BannerAct }
  | { readonly kind: 'last-sale-or-reprint' }
  | { readonly kind: 'reprint' }
  | { readonly kind: 'retry-print' }
  | { readonly kind: 'resolve-print'; readonly choice: 'reprint' | 'skip' }
  | { readonly kind: 'open-drawer' }
  | { readonly kind: 'open-pricing' }
  | { readonly kind: 'set-pricing'; readonly patch: Partial<PricingDesk> }
  | { readonly kind: 'next-pricing-kind' }
  | { readonly kind: 'next-pricing-reason' }
  | { readonly kind: 'take-back-pricing' }
  /** F5: looks up the phone that is typed, or opens the member panel. */
  | { readonly kind: 'member' }
  | { readonly kind: 'show-joining'; readonly isJoining: boolean }
  | { readonly kind: 'remove-member' }
  | { readonly kind: 'refuse-offer'; readonly promotionId: string }
  | { readonly kind: 'exchange-all'; readonly fromProgrammeId: string; readonly toProgrammeId: string }
  | { readonly kind: 'withdraw-coupon'; readonly couponId: string }
  | {
      readonly kind: 'decline-redemption';
      readonly lineIds: readonly string[];
      readonly isDeclined: boolean;
    }
  | { readonly kind: 'test-device'; readonly deviceId: string; readonly test: DeviceTest }
  | { readonly kind: 'reopen-device'; readonly deviceId: string }
  | { readonly kind: 'sign-out' }
  | { readonly kind: 'switch-language' }
  | { readonly kind: 'switch-theme' }
  | { readonly kind: 'unavailable'; readonly feature: Feature }
  /** A scan that came through the keyboard, and the symbology identifier that the scanner sent with it. */
  | { readonly kind: 'wedge-scan'; readonly code: string; readonly aimId: string | null };
