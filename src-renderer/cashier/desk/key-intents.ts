import type { Screen } from '../../../src-main/contract/views.ts';
import type { FunctionKey, Key, KeyName } from '../../ui/keyboard/key.ts';
import { unreachable } from '../../ui/unreachable.ts';
import type { DialogKind, Panel } from './desk.ts';
import type { Intent, ReturnAct } from './intents.ts';
import type { BannerAct } from './refusal-conduct.ts';

/** Where a key lands: what the cashier has in front of them. */
export interface KeyContext {
  readonly screen: Screen;
  readonly panel: Panel | null;
  readonly dialog: DialogKind | null;
  readonly hasEntry: boolean;
  readonly hasCart: boolean;
  /** The key of the banner on this screen, if it has one. */
  readonly bannerKey: { readonly name: KeyName; readonly act: BannerAct } | null;
  /** A receipt may be half on paper, and the question is on the screen. */
  readonly hasPrintQuestion: boolean;
  /** What has the focus: nothing, a row of the cart's table, another control, or a text field. */
  readonly focus: 'none' | 'lines' | 'control' | 'text';
  /** Operators in one row of the sign-in screen. */
  readonly operatorColumns: number;
}

/** `native`: the browser does what it always does. `ignored`: nobody does anything. */
export type Routed = Intent | { readonly kind: 'native' } | { readonly kind: 'ignored' };

const NATIVE: Routed = { kind: 'native' };
const IGNORED: Routed = { kind: 'ignored' };

/** What a key means here. Pure; the whole of ui.md, Keyboard, for these screens. Tab is not among it: see `regions.ts`. */
export function intentForKey(key: Key, at: KeyContext): Routed {
  switch (key.kind) {
    case 'suppressed':
      return IGNORED;
    case 'other':
      return NATIVE;
    case 'digit':
      return at.focus === 'text' ? NATIVE : forDigit(key.digit, at);
    case 'key':
      return forName(key.name, at);
    default:
      return unreachable(key);
  }
}

function forDigit(digit: string, at: KeyContext): Routed {
  if (at.dialog === 'approval') return { kind: 'type', digits: digit };
  if (at.dialog !== null) return IGNORED;
  if (at.panel === 'return') return inReturn({ kind: 'reason', index: Number(digit) - 1 });
  const takesEntry = at.panel === null || TYPED_UNDER.has(at.panel);
  switch (at.screen) {
    case 'sell':
    case 'pay':
      return takesEntry ? { kind: 'type', digits: digit } : IGNORED;
    case 'sign-in':
    case 'shift-open':
      return { kind: 'type', digits: digit };
    case 'starting':
    case 'recovery':
    case 'done':
      return IGNORED;
    default:
      return unreachable(at.screen);
  }
}

/** Panels beside which amounts, codes and counts are typed all the same. */
const TYPED_UNDER: ReadonlySet<Panel> = new Set([
  'quick',
  'close-shift',
  'tenders',
  'price',
  'weigh',
  'member',
]);
/** Panels on which Enter presses what is focused, whatever is typed beside them. */
const CHOSEN_FROM: ReadonlySet<Panel | null> = new Set(['tenders', 'return']);

function forName(name: KeyName, at: KeyContext): Routed {
  if (at.dialog !== null) return inDialog(name, at.dialog);
  if (name === 'Question') return at.focus === 'text' ? NATIVE : { kind: 'open-dialog', dialog: 'key-map' };
  if (at.focus === 'text') return inTextField(name, at);
  if (name === 'Escape') return { kind: 'back' };
  if (name === 'Slash') return { kind: 'open-dialog', dialog: 'key-map' };
  if (name === 'Space') return at.focus === 'none' ? IGNORED : NATIVE;
  if (name === 'Enter') return forEnter(at);
  if (at.panel === 'return') {
    const routed = onReturn(name, at);
    if (routed !== null) return routed;
  }
  switch (at.screen) {
    case 'starting':
      return IGNORED;
    case 'sign-in':
      return onSignIn(name, at);
    case 'recovery':
      return IGNORED;
    case 'shift-open':
      return onAmountScreen(name, at);
    case 'sell':
      return onSell(name, at);
    case 'pay':
      return onPay(name, at);
    case 'done':
      return onDone(name, at);
    default:
      return unreachable(at.screen);
  }
}

/** What is typed comes first, then the banner's key, then the focused control, then the screen's own next step. */
function forEnter(at: KeyContext): Routed {
  if (at.bannerKey?.name === 'Enter') return { kind: 'banner-act', act: at.bannerKey.act };
  // The dialog of the approval takes the focus with it: with none, Enter finishes what was given back.
  if (at.panel === 'return' && at.focus !== 'control') return { kind: 'confirm' };
  if (CHOSEN_FROM.has(at.panel)) return at.focus === 'control' ? NATIVE : IGNORED;
  if (at.hasEntry) return { kind: 'confirm' };
  return at.focus === 'control' ? NATIVE : { kind: 'confirm' };
}

function inDialog(name: KeyName, dialog: DialogKind): Routed {
  if (name === 'Escape') return { kind: 'dialog-safe' };
  if (dialog === 'approval' && name === 'Backspace') return { kind: 'erase' };
  return name === 'Enter' || name === 'Space' ? NATIVE : IGNORED;
}

/** The search field keeps its characters and the keys that move in them; function keys stay the till's. */
function inTextField(name: KeyName, at: KeyContext): Routed {
  if (name === 'Escape') return { kind: 'back' };
  return isFunctionKey(name) || name === 'CtrlBackspace'
    ? forName(name, { ...at, focus: 'control' })
    : NATIVE;
}

function onSignIn(name: KeyName, at: KeyContext): Routed {
  switch (name) {
    case 'Backspace':
    case 'Delete':
      return { kind: 'erase' };
    case 'Left':
    case 'Right':
      return at.focus === 'control' ? IGNORED : { kind: 'step-operator', by: name === 'Left' ? -1 : 1 };
    case 'Up':
    case 'Down':
      if (at.focus === 'control') return IGNORED;
      return { kind: 'step-operator', by: name === 'Up' ? -at.operatorColumns : at.operatorColumns };
    case 'F1':
    case 'F2':
    case 'F3':
    case 'F4':
    case 'F5':
    case 'F6':
      return { kind: 'choose-operator', index: Number(name.slice(1)) - 1 };
    default:
      return IGNORED;
  }
}

function onAmountScreen(name: KeyName, at: KeyContext): Routed {
  if (at.bannerKey?.name === name) return { kind: 'banner-act', act: at.bannerKey.act };
  switch (name) {
    case 'Backspace':
      return { kind: 'erase' };
    case 'Point':
      return { kind: 'type', digits: '00' };
    case 'F12':
      return at.panel === 'close-shift' ? { kind: 'commit-count' } : { kind: 'confirm' };
    case 'F10':
      return { kind: 'open-panel', panel: 'more' };
    default:
      return IGNORED;
  }
}

function onSell(name: KeyName, at: KeyContext): Routed {
  if (at.bannerKey?.name === name) return { kind: 'banner-act', act: at.bannerKey.act };
  if (at.panel === 'close-shift' && !isFunctionKey(name)) return onAmountScreen(name, at);
  if (at.panel === 'close-shift' && name === 'F12') return { kind: 'commit-count' };
  if (at.panel === 'price' && name === 'Multiply') return { kind: 'next-pricing-kind' };
  if (at.panel === 'price' && name === 'Point') return { kind: 'next-pricing-reason' };
  switch (name) {
    case 'Multiply':
      return isCovered(at) && at.panel !== 'quick' ? IGNORED : { kind: 'multiply' };
    case 'Up':
      return select('previous', at);
    case 'Down':
      return select('next', at);
    case 'Home':
      return select('first', at);
    case 'End':
      return select('last', at);
    case 'Left':
    case 'Right':
      if (at.focus === 'control' || isCovered(at)) return IGNORED;
      return { kind: 'change-quantity', step: name === 'Left' ? -1 : 1, mayRemove: false };
    case 'Minus':
    case 'Delete':
      return isCovered(at) ? IGNORED : { kind: 'remove-line' };
    case 'Backspace':
      return { kind: 'erase' };
    case 'Plus':
    case 'F12':
      return { kind: 'pay' };
    case 'CtrlBackspace':
      return at.hasCart ? { kind: 'open-dialog', dialog: 'void-cart' } : IGNORED;
    case 'F1':
      return { kind: 'open-quick-keys' };
    case 'F2':
      return { kind: 'open-panel', panel: 'search' };
    case 'F3':
      return { kind: 'open-pricing' };
    case 'F4':
      return { kind: 'suspend-or-resume' };
    case 'F5':
      return { kind: 'member' };
    case 'F6':
      // What is typed here is a code, not an amount of points.
      return at.hasEntry ? IGNORED : { kind: 'burn-or-drop' };
    case 'F7':
      return { kind: 'unavailable', feature: 'invoice' };
    case 'F8':
      return { kind: 'open-return', saleId: null };
    case 'F9':
      return at.hasPrintQuestion
        ? { kind: 'resolve-print', choice: 'reprint' }
        : { kind: 'last-sale-or-reprint' };
    case 'F10':
      return { kind: 'open-panel', panel: 'more' };
    default:
      return IGNORED;
  }
}

/** With a panel over the cart, its lines are out of sight and keys must not change them. */
function isCovered(at: KeyContext): boolean {
  return at.panel !== null;
}

function select(step: 'previous' | 'next' | 'first' | 'last', at: KeyContext): Routed {
  return at.focus === 'control' || isCovered(at) ? IGNORED : { kind: 'select', step };
}

/** Lines and pieces by the arrows and the signs, the same with a control focused; null for the screen's own keys. */
function onReturn(name: KeyName, at: KeyContext): Routed | null {
  const isOnControl = at.focus === 'control';
  switch (name) {
    case 'Up':
    case 'Down':
      return isOnControl ? null : inReturn({ kind: 'select', step: name === 'Up' ? 'previous' : 'next' });
    case 'Home':
    case 'End':
      return inReturn({ kind: 'select', step: name === 'Home' ? 'first' : 'last' });
    case 'Left':
    case 'Right':
      return isOnControl ? null : inReturn({ kind: 'units', step: name === 'Left' ? -1 : 1 });
    case 'Minus':
      return inReturn({ kind: 'units', step: -1 });
    case 'Plus':
      return inReturn({ kind: 'units', step: 1 });
    case 'Multiply':
      return inReturn({ kind: 'all' });
    case 'F12':
      return inReturn({ kind: 'make' });
    case 'Delete':
    case 'Backspace':
    case 'CtrlBackspace':
      return IGNORED;
    default:
      return null;
  }
}

function inReturn(act: ReturnAct): Routed {
  return { kind: 'return', act };
}

function onPay(name: KeyName, at: KeyContext): Routed {
  if (at.bannerKey?.name === name) return { kind: 'banner-act', act: at.bannerKey.act };
  switch (name) {
    case 'Minus':
      return { kind: 'cancel-tender', tenderId: null };
    case 'Point':
      return { kind: 'type', digits: '00' };
    case 'Backspace':
      return { kind: 'erase' };
    case 'Plus':
      return { kind: 'fill-exact' };
    case 'F1':
    case 'F2':
    case 'F3':
    case 'F4':
      return { kind: 'fill-quick', index: Number(name.slice(1)) - 1 };
    case 'F5':
      return { kind: 'unavailable', feature: 'member' };
    case 'F6':
      return { kind: 'burn-or-drop' };
    case 'F7':
      return { kind: 'unavailable', feature: 'invoice' };
    case 'F8':
      return { kind: 'take-card' };
    case 'F9':
      return { kind: 'unavailable', feature: 'stored-value' };
    case 'F10':
      return { kind: 'toggle-tenders' };
    default:
      // F12 among them: a double press of pay on the screen before must not take money.
      return IGNORED;
  }
}

function onDone(name: KeyName, at: KeyContext): Routed {
  if (at.bannerKey?.name === name) return { kind: 'banner-act', act: at.bannerKey.act };
  if (name === 'F10') return { kind: 'open-panel', panel: 'more' };
  if (name !== 'F9') return IGNORED;
  return at.hasPrintQuestion ? { kind: 'resolve-print', choice: 'reprint' } : { kind: 'reprint' };
}

function isFunctionKey(name: KeyName): name is FunctionKey {
  return /^F\d+$/.test(name);
}
