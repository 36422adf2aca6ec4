/**
 * Keys as the till means them. They are read by `code`, the physical key, so that an active Chinese input method, Caps
 * Lock or Num Lock changes nothing; the number pad's keys and their main-block twins are one key (ui.md, Keyboard).
 */

export type KeyName =
  | 'Enter'
  | 'Escape'
  | 'Plus'
  | 'Minus'
  | 'Multiply'
  | 'Slash'
  | 'Point'
  | 'Backspace'
  | 'Delete'
  | 'Up'
  | 'Down'
  | 'Left'
  | 'Right'
  | 'Home'
  | 'End'
  | 'Tab'
  | 'ShiftTab'
  | 'Space'
  | 'Question'
  | 'CtrlBackspace'
  | FunctionKey;

export type FunctionKey = `F${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12}`;

export type Key =
  | { readonly kind: 'digit'; readonly digit: string }
  | { readonly kind: 'key'; readonly name: KeyName }
  /** A key that means nothing to the till. */
  | { readonly kind: 'other' }
  /** A shortcut of Chromium's that would take the till away from the cashier. */
  | { readonly kind: 'suppressed' };

/** What of a KeyboardEvent is looked at. */
export interface KeyStroke {
  readonly code: string;
  readonly keyCode: number;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
}

/** `KeyboardEvent.keyCode` of a key that the input method has taken (UI Events, Legacy key attributes). */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * Whether this stroke belongs to an input method: while text is being composed all of it does, Enter included. A key
 * marked as taken outside a text field was taken in vain, and is the till's.
 */
export function belongsToInputMethod(stroke: KeyStroke, isInTextField: boolean): boolean {
  return stroke.isComposing || (isInTextField && stroke.keyCode === TAKEN_BY_INPUT_METHOD);
}

const NAMED: Readonly<Record<string, KeyName>> = {
  Enter: 'Enter',
  NumpadEnter: 'Enter',
  Escape: 'Escape',
  NumpadAdd: 'Plus',
  NumpadSubtract: 'Minus',
  Minus: 'Minus',
  NumpadMultiply: 'Multiply',
  NumpadDivide: 'Slash',
  Slash: 'Slash',
  NumpadDecimal: 'Point',
  Period: 'Point',
  Backspace: 'Backspace',
  Delete: 'Delete',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Home: 'Home',
  End: 'End',
  Tab: 'Tab',
  Space: 'Space',
  F1: 'F1',
  F2: 'F2',
  F3: 'F3',
  F4: 'F4',
  F5: 'F5',
  F6: 'F6',
  F7: 'F7',
  F8: 'F8',
  F9: 'F9',
  F10: 'F10',
  F11: 'F11',
  F12: 'F12',
};

/** With Shift, on the main block (US layout, which is what Taiwan's keyboards have under the Zhuyin legends). */
const SHIFTED: Readonly<Record<string, KeyName>> = {
  Equal: 'Plus',
  Digit8: 'Multiply',
  Slash: 'Question',
  Tab: 'ShiftTab',
};

/** Chromium's reload, print, find, save, open, history, zoom and view-source shortcuts, with Ctrl. */
const SUPPRESSED_WITH_CTRL = new Set([
  ...['KeyR', 'KeyP', 'KeyF', 'KeyG', 'KeyS', 'KeyO', 'KeyU', 'KeyH', 'KeyJ', 'KeyD', 'KeyL', 'KeyE', 'KeyK'],
  ...['KeyN', 'KeyT', 'KeyW', 'Equal', 'Minus', 'Digit0', 'NumpadAdd', 'NumpadSubtract', 'Numpad0'],
  ...['F4', 'F5', 'Tab', 'PageUp', 'PageDown'],
]);
/** Back, forward and home, with Alt. */
const SUPPRESSED_WITH_ALT = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'KeyD', 'KeyE', 'KeyF']);
/** Function keys that Chromium uses itself and the till does not, and with Shift those that it does. */
const SUPPRESSED_PLAIN = new Set(['F11', 'BrowserBack', 'BrowserForward', 'BrowserRefresh', 'BrowserSearch']);

/** What a stroke means to the till. */
export function keyOf(stroke: KeyStroke): Key {
  const { code } = stroke;
  if (stroke.ctrlKey || stroke.metaKey) {
    if (code === 'Backspace' && !stroke.shiftKey && !stroke.altKey) return named('CtrlBackspace');
    return SUPPRESSED_WITH_CTRL.has(code) || /^F\d+$/.test(code) ? { kind: 'suppressed' } : { kind: 'other' };
  }
  if (stroke.altKey) return SUPPRESSED_WITH_ALT.has(code) ? { kind: 'suppressed' } : { kind: 'other' };
  if (SUPPRESSED_PLAIN.has(code)) return { kind: 'suppressed' };
  if (stroke.shiftKey) {
    const shifted = SHIFTED[code];
    if (shifted !== undefined) return named(shifted);
    if (/^(F\d+|Digit\d|Minus|Period|Backspace)$/.test(code)) return { kind: 'suppressed' };
  }
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return { kind: 'digit', digit };
  const name = NAMED[code];
  return name === undefined ? { kind: 'other' } : named(name);
}

/** Whether holding this key down may act again and again: arrows and backspace only. */
export function mayRepeat(key: Key): boolean {
  if (key.kind !== 'key') return false;
  return ['Up', 'Down', 'Left', 'Right', 'Backspace'].includes(key.name);
}

function named(name: KeyName): Key {
  return { kind: 'key', name };
}
