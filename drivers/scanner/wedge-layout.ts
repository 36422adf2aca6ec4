/**
 * What a scanner in keyboard mode means by a physical key. Scanners know no input method and no Caps Lock: they send
 * the keys that make a character on the keyboard they are set to, which is the US one unless somebody changed it
 * (peripherals.md 1.3).
 */

/** The part of a KeyboardEvent that says which key was pressed (UI Events, `code`), without what it produced. */
export interface WedgeStroke {
  readonly code: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  /** The Windows or Command key: never a scanner's. */
  readonly meta: boolean;
  /** The keyboard repeats a key that is held down. No scanner holds a key. */
  readonly isRepeat: boolean;
}

/** A keyboard as data: for each key the character alone and the one with Shift. */
export interface WedgeLayout {
  readonly name: string;
  readonly keys: ReadonlyMap<string, readonly [plain: string, shifted: string]>;
}

/** Builds a layout from rows of `code`, plain character, shifted character. */
export function layoutOf(
  name: string,
  rows: readonly (readonly [code: string, plain: string, shifted: string])[],
): WedgeLayout {
  return { name, keys: new Map(rows.map(([code, plain, shifted]) => [code, [plain, shifted]])) };
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map(
  (letter) => [`Key${letter}`, letter.toLowerCase(), letter] as const,
);
const digits = [...')!@#$%^&*('].map((shifted, digit) => [`Digit${digit}`, String(digit), shifted] as const);

/** The US keyboard (ANSI INCITS 154); Taiwan's keyboards are the same under the legends of Zhuyin. */
export const usLayout = layoutOf('us', [
  ...letters,
  ...digits,
  ['Space', ' ', ' '],
  ['Minus', '-', '_'],
  ['Equal', '=', '+'],
  ['BracketLeft', '[', '{'],
  ['BracketRight', ']', '}'],
  ['Backslash', '\\', '|'],
  ['Semicolon', ';', ':'],
  ['Quote', "'", '"'],
  ['Backquote', '`', '~'],
  ['Comma', ',', '<'],
  ['Period', '.', '>'],
  ['Slash', '/', '?'],
]);

/** The number pad is the same everywhere, and Shift only turns its Num Lock round. */
const numpad: ReadonlyMap<string, string> = new Map([
  ...[...'0123456789'].map((digit) => [`Numpad${digit}`, digit] as const),
  ['NumpadDecimal', '.'],
  ['NumpadAdd', '+'],
  ['NumpadSubtract', '-'],
  ['NumpadMultiply', '*'],
  ['NumpadDivide', '/'],
  ['NumpadEqual', '='],
]);

const modifiers: ReadonlySet<string> = new Set([
  ...['Shift', 'Control', 'Alt', 'Meta'].flatMap((name) => [`${name}Left`, `${name}Right`]),
  ...['CapsLock', 'NumLock', 'ScrollLock', 'Fn', 'FnLock'],
]);

/** Copy, paste and their like: with Ctrl these are a person's unless a scan is certainly in hand. */
const editing: ReadonlySet<string> = new Set(['KeyA', 'KeyC', 'KeyV', 'KeyX', 'KeyY', 'KeyZ']);

/** Control characters on a keyboard: Ctrl with the key 0x40 above them (ASCII, the columns of control codes). */
const controlKeys: ReadonlyMap<string, string> = new Map([
  ...letters.map(([code], index) => [code, String.fromCharCode(index + 1)] as const),
  ['BracketLeft', '\x1b'],
  ['Backslash', '\x1c'],
  ['BracketRight', '\x1d'],
  // RS and US are on shifted keys, but many scanners leave the Shift out.
  ['Digit6', '\x1e'],
  ['Minus', '\x1f'],
]);

export type WedgeMeaning =
  | { readonly kind: 'character'; readonly character: string }
  /** May end a code: Enter or Tab, or what a scanner sends for CR, LF and TAB. */
  | { readonly kind: 'terminator'; readonly character: '\r' | '\n' | '\t' }
  | { readonly kind: 'control'; readonly character: string; readonly isEditing: boolean }
  /** One digit of Alt and a number on the number pad. */
  | { readonly kind: 'alt-digit'; readonly digit: string }
  | { readonly kind: 'modifier' }
  | { readonly kind: 'other' };

/** What a stroke means coming from a scanner. Any stroke has an answer. */
export function meaningOf(stroke: WedgeStroke, layout: WedgeLayout): WedgeMeaning {
  const { code } = stroke;
  if (modifiers.has(code)) return { kind: 'modifier' };
  if (stroke.meta || stroke.isRepeat) return { kind: 'other' };
  const onPad = numpad.get(code);
  if (stroke.ctrl && !stroke.alt) return controlMeaning(code);
  if (stroke.alt && !stroke.ctrl) {
    return onPad !== undefined && /^\d$/.test(onPad)
      ? { kind: 'alt-digit', digit: onPad }
      : { kind: 'other' };
  }
  // Ctrl and Alt together are AltGr, which makes characters on keyboards that have them.
  if (stroke.ctrl) return { kind: 'other' };
  if (code === 'Enter' || code === 'NumpadEnter') return { kind: 'terminator', character: '\r' };
  if (code === 'Tab') return stroke.shift ? { kind: 'other' } : { kind: 'terminator', character: '\t' };
  if (onPad !== undefined) return { kind: 'character', character: onPad };
  const pair = layout.keys.get(code);
  return pair === undefined
    ? { kind: 'other' }
    : { kind: 'character', character: pair[stroke.shift ? 1 : 0] };
}

/** The meaning of a character however it was typed: the ends of a code, control characters, and all others. */
export function meaningOfCharacter(character: string): WedgeMeaning {
  if (character === '\r' || character === '\n' || character === '\t')
    return { kind: 'terminator', character };
  return character < ' ' || character === '\x7f'
    ? { kind: 'control', character, isEditing: false }
    : { kind: 'character', character };
}

/**
 * The character of Alt and a number, as Windows has it: by Unicode, where the first 256 are Latin-1.
 * @returns undefined for a number that is no character.
 */
export function altCharacter(number: string): string | undefined {
  const point = Number(number);
  const isSurrogate = point >= 0xd800 && point <= 0xdfff;
  if (!/^\d{1,7}$/.test(number) || point > 0x10ffff || isSurrogate) return undefined;
  return String.fromCodePoint(point);
}

/** GS, RS and EOT belong to codes (GS1 and ISO/IEC 15434 syntax); other control characters are the cable's. */
export function isOfCode(control: string): boolean {
  return control === '\x1d' || control === '\x1e' || control === '\x04';
}

function controlMeaning(code: string): WedgeMeaning {
  const character = controlKeys.get(code);
  if (character === undefined) return { kind: 'other' };
  const meaning = meaningOfCharacter(character);
  return meaning.kind === 'control' ? { ...meaning, isEditing: editing.has(code) } : meaning;
}
