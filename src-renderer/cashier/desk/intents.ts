import type { DeviceTest } from '../../../src-main/contract/devices.ts';
import type { Feature } from '../../i18n/features.ts';
import type { DialogKind, Panel } from './desk.ts';
import type { BannerAct } from './refusal-conduct.ts';

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
  | { readonly kind: 'test-device'; readonly deviceId: string; readonly test: DeviceTest }
  | { readonly kind: 'reopen-device'; readonly deviceId: string }
  | { readonly kind: 'sign-out' }
  | { readonly kind: 'switch-language' }
  | { readonly kind: 'switch-theme' }
  | { readonly kind: 'unavailable'; readonly feature: Feature }
  /** A scan that came through the keyboard, and the symbology identifier that the scanner sent with it. */
  | { readonly kind: 'wedge-scan'; readonly code: string; readonly aimId: string | null };
