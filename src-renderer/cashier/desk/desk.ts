import type { ReasonCode, ReturnReasonCode } from '../../../src-main/contract/reasons.ts';
import type { ReturnableSale, ReturnPreview } from '../../../src-main/contract/sale-views.ts';
import type { CartView, CashierView, CashPreview } from '../../../src-main/contract/views.ts';
import type { ShownRefusal } from '../../i18n/catalogue.ts';
import type { Feature } from '../../i18n/features.ts';
import type { Params } from '../../i18n/fill.ts';
import type { ScreenSize } from '../../ui/screen-size.ts';

/**
 * What the window itself remembers between two views of the core: what is typed, selected and open. Nothing in it is
 * money or state of a sale; losing it loses nothing.
 */

export type Panel =
  | 'quick'
  | 'search'
  | 'suspended'
  | 'last-sale'
  | 'more'
  | 'messages'
  | 'status'
  | 'scan-test'
  | 'close-shift'
  | 'tenders'
  | 'price'
  | 'weigh'
  | 'member'
  | 'return';

export type DialogKind = 'void-cart' | 'close-shift' | 'key-map' | 'approval' | 'age';

/** What a banner says: a refusal of the core, or why a key of this till does nothing. */
export type Notice =
  | { readonly kind: 'refusal'; readonly refusal: ShownRefusal }
  | { readonly kind: 'unavailable'; readonly feature: Feature; readonly params?: Params };

/** A banner that made room for a newer one, for the message list under F10. */
export interface PastNotice {
  readonly id: number;
  readonly atMs: number;
  readonly notice: Notice;
}

export type Toast =
  | { readonly kind: 'caught-up'; readonly n: number }
  | { readonly kind: 'printed'; readonly receipt: string }
  | { readonly kind: 'drawer-asked' };

/** How far a supervisor has come with a yes on the spot. */
export interface ApprovalDesk {
  /** What it is for, as the core names it. */
  readonly act: string;
  readonly step: 'number' | 'pin';
  readonly number: string;
  /** The number that may not say yes, for the sentence about it. */
  readonly refusedNumber: string | null;
  /** Digits of the PIN so far; the digits themselves are kept elsewhere. */
  readonly pinLength: number;
  readonly isAsking: boolean;
  readonly refusal: ShownRefusal | null;
  /** The window's clock reading until which this number is locked. */
  readonly lockedUntilMs: number | null;
}

export type PricingKind = 'percent' | 'amount' | 'override';

/** How far a reduction by hand has come; its number is the entry. */
export interface PricingDesk {
  readonly target: 'line' | 'sale';
  readonly kind: PricingKind;
  readonly reason: ReasonCode | null;
}

/** How far a return has come. */
export interface ReturnDesk {
  readonly sale: ReturnableSale;
  /** Pieces that come back, by line. */
  readonly units: Readonly<Record<string, number>>;
  readonly lineId: string | null;
  readonly reason: ReturnReasonCode | null;
  /** What it comes to, as the core says; null until it has said so of these very pieces. */
  readonly preview: ReturnPreview | null;
  /** True once the goods are back and the money is out. */
  readonly isMade: boolean;
}

/** Asks of which a second one is dropped while the first has no answer. */
export type SingleAsk =
  | 'sign-in'
  | 'sign-out'
  | 'open-shift'
  | 'close-shift'
  | 'begin-payment'
  | 'leave-payment'
  | 'tender'
  | 'find-sale'
  | 'make-return'
  | 'next-sale'
  | 'suspend'
  | 'resume'
  | 'void-cart'
  | 'print'
  | 'drawer'
  | 'recovery'
  | 'settings'
  | 'price'
  | 'weigh'
  | 'member'
  | 'note'
  | 'exchange';

/** Points that head office was asked to turn into others. */
export interface ExchangingDesk {
  readonly memberId: string;
  readonly fromProgrammeId: string;
  readonly toProgrammeId: string;
  /** What the member had then; another figure says that head office has answered. */
  readonly balance: number;
}

export interface Desk {
  /** Digits of a code, an amount or a count: whatever the screen takes. */
  readonly entry: string;
  readonly selectedLineId: string | null;
  /** The line that was just added or raised; `turn` changes with each flash. */
  readonly flash: { readonly lineId: string; readonly turn: 0 | 1 } | null;
  readonly panel: Panel | null;
  readonly dialog: DialogKind | null;
  /** Null unless the approval dialog is open. */
  readonly approval: ApprovalDesk | null;
  /** What the panel of discounts and prices is set to. */
  readonly pricing: PricingDesk;
  /** The goods that wait for the scale, while their panel is open. */
  readonly weighing: { readonly sku: string; readonly name: string } | null;
  /** The member panel shows the form to join, not the phone. */
  readonly isJoining: boolean;
  /** Null unless head office is being asked. */
  readonly exchanging: ExchangingDesk | null;
  readonly banner: Notice | null;
  readonly earlier: readonly PastNotice[];
  readonly toast: Toast | null;
  /** The core's word on the typed amount, once it has come. */
  readonly preview: CashPreview | null;
  /** First digits of the card that pays next; empty unless the cashier typed them. */
  readonly cardPrefix: string;
  /** The sale of which goods come back; null until one was found. */
  readonly returning: ReturnDesk | null;
  readonly asking: ReadonlySet<SingleAsk>;
  /** Index into the view's operators. */
  readonly operatorIndex: number;
  /** Digits of the PIN so far; the digits themselves are kept elsewhere. */
  readonly pinLength: number;
  readonly pinRefusal: ShownRefusal | null;
  /** The window's clock reading until which the PIN pad is locked. */
  readonly pinLockedUntilMs: number | null;
  /** Which quick-key tab is open. */
  readonly quickTab: number;
  /** F1 was pressed and the quick keys have not taken the focus yet. */
  readonly wantsQuickKeys: boolean;
  /** The window's layout. */
  readonly size: ScreenSize;
}

export const EMPTY_DESK: Desk = {
  entry: '',
  selectedLineId: null,
  flash: null,
  panel: null,
  dialog: null,
  approval: null,
  pricing: { target: 'sale', kind: 'percent', reason: null },
  weighing: null,
  isJoining: false,
  exchanging: null,
  banner: null,
  earlier: [],
  toast: null,
  preview: null,
  cardPrefix: '',
  returning: null,
  asking: new Set(),
  operatorIndex: 0,
  pinLength: 0,
  pinRefusal: null,
  pinLockedUntilMs: null,
  quickTab: 0,
  wantsQuickKeys: false,
  size: 'medium',
};

/** More than a shift brings; older ones fall off the list. */
const MAX_EARLIER = 50;

/** Shows a notice in the banner; the one that it replaces goes to the message list. */
export function withBanner(desk: Desk, notice: Notice, atMs: number): Desk {
  return { ...withoutBanner(desk, atMs), banner: notice };
}

/** Takes the banner down. What it said stays in the message list; that a key does nothing is not worth keeping. */
export function withoutBanner(desk: Desk, atMs: number): Desk {
  if (desk.banner === null) return desk;
  if (desk.banner.kind === 'unavailable') return { ...desk, banner: null };
  const id = (desk.earlier[0]?.id ?? 0) + 1;
  const earlier = [{ id, atMs, notice: desk.banner }, ...desk.earlier].slice(0, MAX_EARLIER);
  return { ...desk, banner: null, earlier };
}

/** The desk after a new view: what was typed or open for another screen goes, and the selection follows the cart. */
export function afterView(desk: Desk, previous: CashierView | null, next: CashierView): Desk {
  const isNewScreen = previous?.screen !== next.screen;
  const isNewPerson = previous?.operator?.operatorId !== next.operator?.operatorId;
  let after = desk;
  if (isNewScreen || isNewPerson) {
    after = {
      ...after,
      entry: '',
      preview: null,
      cardPrefix: '',
      returning: null,
      panel: null,
      dialog: null,
      approval: null,
      pinLength: 0,
      pinRefusal: null,
      pinLockedUntilMs: null,
    };
  }
  if (isNewPerson) after = { ...after, quickTab: 0 };
  if (after.dialog === 'void-cart' && next.cart === null) after = { ...after, dialog: null };
  if (after.dialog === 'age' && (next.cart?.ageToConfirm ?? null) === null)
    after = { ...after, dialog: null };
  if (after.panel === 'price' && next.cart === null) after = { ...after, panel: null, entry: '' };
  if (after.exchanging !== null && isExchanged(after.exchanging, next.cart)) {
    after = { ...after, exchanging: null };
  }
  if (after.panel === 'suspended' && (next.suspended.length === 0 || next.cart !== null)) {
    after = { ...after, panel: null };
  }
  const operators = Math.max(next.operators.length, 1);
  if (after.operatorIndex >= operators) after = { ...after, operatorIndex: operators - 1 };
  return withSelection(after, previous?.cart ?? null, next.cart);
}

/** What the member has free in a programme, as the view says. */
export function pointsOf(cart: CartView | null, programmeId: string): number {
  return cart?.member?.balances.find((balance) => balance.programmeId === programmeId)?.points ?? 0;
}

/** Whether what was asked is done, or of somebody who is gone. */
function isExchanged({ memberId, fromProgrammeId, balance }: ExchangingDesk, cart: CartView | null): boolean {
  return cart?.member?.memberId !== memberId || pointsOf(cart, fromProgrammeId) !== balance;
}

function withSelection(desk: Desk, previous: CartView | null, next: CartView | null): Desk {
  if (next === previous) return desk;
  if (next === null) return { ...desk, selectedLineId: null, flash: null };
  const touched = next.lines.find((line) => line.lineId === next.touchedLineId);
  const before = previous?.lines.find((line) => line.lineId === touched?.lineId);
  const isTouched = touched !== undefined && touched !== before;
  if (isTouched) {
    const isMore = before === undefined || touched.quantity > before.quantity;
    const turn = desk.flash?.turn === 0 ? 1 : 0;
    const flash = isMore ? ({ lineId: touched.lineId, turn } as const) : desk.flash;
    return { ...desk, selectedLineId: touched.lineId, flash };
  }
  if (next.lines.some((line) => line.lineId === desk.selectedLineId)) return desk;
  return { ...desk, selectedLineId: neighbourOfRemoved(desk.selectedLineId, previous, next) };
}

/** The line that takes the place of a removed one: the one that moved up, or else the last. */
function neighbourOfRemoved(
  removedId: string | null,
  previous: CartView | null,
  next: CartView,
): string | null {
  const place = previous?.lines.findIndex((line) => line.lineId === removedId) ?? -1;
  const line = (place === -1 ? undefined : next.lines[place]) ?? next.lines.at(-1);
  return line?.lineId ?? null;
}

/** The line that an arrow key selects; the first press without a selection takes the newest line. */
export function selectedAfter(
  cart: CartView,
  selectedLineId: string | null,
  step: 'previous' | 'next' | 'first' | 'last',
): string | null {
  const last = cart.lines.length - 1;
  const at = cart.lines.findIndex((line) => line.lineId === selectedLineId);
  const place = { previous: Math.max(at - 1, 0), next: Math.min(at + 1, last), first: 0, last }[step];
  return cart.lines[at === -1 && step !== 'first' ? last : place]?.lineId ?? null;
}

/** Digits typed behind an amount: no leading zeros but a lone one, and no more than `maxLength`. */
export function amountWith(entry: string, digits: string, maxLength: number): string {
  const next = `${entry}${digits}`.replace(/^0+(?=\d)/, '');
  return next.length > maxLength ? entry : next;
}
