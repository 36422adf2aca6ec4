import type { Screen } from '../../../src-main/contract/views.ts';
import type { ShownRefusal } from '../../i18n/catalogue.ts';
import type { KeyName } from '../../ui/keyboard/key.ts';
import type { Desk, Notice } from './desk.ts';

/** The one key of a banner, and what it asks for. */
export type BannerAct = 'search' | 'dismiss' | 'retry-print' | 'open-drawer' | 'member';

interface Conduct {
  /** `stop`: refused. `warn`: something needs a hand, the sale is safe. */
  readonly tone: 'stop' | 'warn';
  readonly key?: { readonly name: KeyName; readonly act: BannerAct };
}

const PLAIN: Conduct = { tone: 'stop' };
const WITH_ESC: Conduct = { tone: 'stop', key: { name: 'Escape', act: 'dismiss' } };

/** How each refusal behaves in the window; its words are in the catalogues. */
const CONDUCT: Readonly<Record<ShownRefusal['code'], Conduct>> = {
  'unknown-barcode': { tone: 'stop', key: { name: 'F2', act: 'search' } },
  'scan-damaged': PLAIN,
  'scan-not-here': WITH_ESC,
  'cart-frozen': PLAIN,
  'cart-empty': PLAIN,
  'cart-open': PLAIN,
  'line-not-found': PLAIN,
  'quantity-invalid': PLAIN,
  'cart-full': PLAIN,
  'suspended-not-found': WITH_ESC,
  'suspended-full': PLAIN,
  'sale-not-open': WITH_ESC,
  'price-changed': { tone: 'warn', key: { name: 'Enter', act: 'dismiss' } },
  'total-changed': { tone: 'warn', key: { name: 'Enter', act: 'dismiss' } },
  'discount-invalid': PLAIN,
  'discount-too-large': PLAIN,
  'discount-forbidden': PLAIN,
  'price-invalid': PLAIN,
  'age-unconfirmed': PLAIN,
  'quantity-fixed': PLAIN,
  'weight-needed': PLAIN,
  'scale-not-ready': PLAIN,
  'member-closed': WITH_ESC,
  'phone-invalid': PLAIN,
  'birthday-invalid': PLAIN,
  'member-needed': { tone: 'stop', key: { name: 'F5', act: 'member' } },
  'member-exists': PLAIN,
  'consent-needed': PLAIN,
  'member-not-found': PLAIN,
  'token-refused': PLAIN,
  'coupon-forged': WITH_ESC,
  'coupon-used': WITH_ESC,
  'coupon-not-now': WITH_ESC,
  'coupon-not-for-member': WITH_ESC,
  'coupon-twice': WITH_ESC,
  'coupon-not-here': WITH_ESC,
  'coupon-not-found': WITH_ESC,
  'points-short': PLAIN,
  'points-above-limit': PLAIN,
  'points-below-minimum': PLAIN,
  'points-not-burnable': PLAIN,
  'points-need-code': PLAIN,
  'points-offline-off': PLAIN,
  'points-no-grant': PLAIN,
  'points-paper-refused': PLAIN,
  'points-asking': { tone: 'warn' },
  'points-amount-invalid': PLAIN,
  'exchange-offline': PLAIN,
  'exchange-refused': WITH_ESC,
  'offer-not-found': WITH_ESC,
  'tender-invalid': PLAIN,
  'tender-above-due': PLAIN,
  'tender-not-found': WITH_ESC,
  'sale-not-found': PLAIN,
  'return-too-much': PLAIN,
  'cash-short': PLAIN,
  'cash-invalid': PLAIN,
  'pin-wrong': WITH_ESC,
  'pin-locked': WITH_ESC,
  'operator-unknown': PLAIN,
  'signed-out': PLAIN,
  'role-needed': PLAIN,
  'approval-needed': PLAIN,
  'scanner-setting': PLAIN,
  'product-expired': PLAIN,
  'measured-goods': PLAIN,
  'device-busy': PLAIN,
  'past-best-before': { tone: 'warn', key: { name: 'Enter', act: 'dismiss' } },
  'already-signed-in': PLAIN,
  'shift-needed': PLAIN,
  'shift-open': WITH_ESC,
  'shift-of-another': PLAIN,
  'amount-invalid': PLAIN,
  'paper-out': { tone: 'warn', key: { name: 'F9', act: 'retry-print' } },
  'print-interrupted': { tone: 'warn' },
  'printer-offline': { tone: 'warn', key: { name: 'F9', act: 'retry-print' } },
  'print-job-not-found': WITH_ESC,
  'drawer-stuck': { tone: 'warn', key: { name: 'F10', act: 'open-drawer' } },
  'drawer-open': PLAIN,
  'storage-full': PLAIN,
  'journal-damaged': PLAIN,
  'storage-failed': PLAIN,
  recovered: { tone: 'warn' },
  'recovery-first': { tone: 'warn' },
  'journal-newer': PLAIN,
  'already-open': PLAIN,
  'not-enrolled': PLAIN,
  'till-refused': PLAIN,
  'unknown-channel': PLAIN,
  'not-for-this-window': PLAIN,
  malformed: PLAIN,
  oversized: PLAIN,
  'till-not-answering': { tone: 'warn' },
};

/** How a notice looks and which key it offers. That a key does nothing here is told without alarm. */
export function conductOf(notice: Notice): Conduct {
  return notice.kind === 'refusal' ? CONDUCT[notice.refusal.code] : { tone: 'warn' };
}

/** Keys that mean something else on a screen than the banner wants of them (ui.md, RefusalBanner). */
const TAKEN: Readonly<Partial<Record<Screen, readonly KeyName[]>>> = { pay: ['F2', 'F9'] };

/**
 * The banner to show on this screen. One whose key takes money or fills an amount here waits until it does not; a
 * code that was not found is still said, without its key.
 */
export function bannerOn(screen: Screen, desk: Desk): Notice | null {
  const { banner } = desk;
  if (banner === null) return null;
  const key = conductOf(banner).key?.name;
  return key === 'F9' && TAKEN[screen]?.includes(key) === true ? null : banner;
}

/** The banner's key where it works: not where the screen means something else by it. */
export function bannerKeyOn(screen: Screen, notice: Notice): Conduct['key'] {
  const { key } = conductOf(notice);
  if (key === undefined || TAKEN[screen]?.includes(key.name) === true) return undefined;
  if (key.act === 'search' && screen !== 'sell') return undefined;
  return key;
}
