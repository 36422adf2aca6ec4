import { assert } from '../../src-main/base/assert.ts';
import { big5CodeOf } from '../printer/big5-font.ts';
import {
  charactersOf,
  columnsOf,
  columnsOfCharacter,
  padEnd,
  printableText,
} from '../printer/text-columns.ts';

/** What a display is able to show. */
export interface PoleFont {
  /** Columns of one row; a Chinese character takes two. */
  readonly columns: number;
  /** `cp950`: raw Big5 beside ASCII. `ascii`: printable ASCII and nothing else. */
  readonly encoding: 'cp950' | 'ascii';
  /** Whether the Big5 font goes on to F9D6-F9FE (碁 恒 裏 粧). */
  readonly hasEtenExtension: boolean;
}

/** Stands where a Big5 display has no glyph, as in print. */
export const missingCharacter = '□';

/** What looks the same in ASCII and is not reached by decomposing. */
const plainForms: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '×': 'x',
  '。': '.',
  '、': ',',
};

/**
 * The text as the display can show it, in one line. A character that its font lacks becomes its plain form where it
 * has one (é → e, ＡＢ → AB, × → x); else □ on a Big5 display and a blank on an ASCII one, where a wrong letter would
 * be worse than none. Text that matters is chosen before, with {@link textFor}.
 */
export function shownText(text: string, font: PoleFont): string {
  const characters = charactersOf(printableText(text).replace(/\n/g, ' '));
  const missing = font.encoding === 'cp950' ? missingCharacter : ' ';
  return characters.map((character) => shownCharacter(character, font) ?? missing).join('');
}

/** Whether every character of the text, or its plain form, is in the display's font. */
export function canShow(text: string, font: PoleFont): boolean {
  return charactersOf(printableText(text).replace(/\n/g, ' ')).every(
    (character) => shownCharacter(character, font) !== undefined,
  );
}

/**
 * Which of two wordings a display gets. A Big5 display gets the Chinese one. An ASCII display gets it only when it
 * can show all of it, else the Latin one whole: half a name (`600ml` of 可口可樂 600ml) tells the customer nothing.
 */
export function textFor(text: string, latin: string, font: PoleFont): string {
  return font.encoding === 'cp950' || canShow(text, font) ? text : latin;
}

/** The longest beginning that fits; a character is in it whole or not at all. */
export function cutToColumns(text: string, columns: number): string {
  let width = 0;
  let cut = '';
  for (const character of charactersOf(text)) {
    width += columnsOfCharacter(character);
    if (width > columns) break;
    cut += character;
  }
  return cut;
}

/** Exactly `columns` columns: cut or padded at the right. The text must be shown text. */
export function fitRow(text: string, columns: number): string {
  return padEnd(cutToColumns(text, columns), columns);
}

/** Exactly `columns` columns with the text in the middle, half a blank to the left where it does not come out even. */
export function centreRow(text: string, columns: number): string {
  const cut = cutToColumns(text, columns);
  return fitRow(' '.repeat(Math.floor((columns - columnsOf(cut)) / 2)) + cut, columns);
}

/**
 * Exactly `columns` columns: `right` whole and flush right, `left` cut to what remains with a blank between them.
 * `right` must fit.
 */
export function pairRow(left: string, right: string, columns: number): string {
  const rightColumns = columnsOf(right);
  assert(rightColumns <= columns, 'what stands at the right of a row fits it');
  const room = Math.max(0, columns - rightColumns - 1);
  return padEnd(cutToColumns(left, room), columns - rightColumns) + right;
}

/** A row as bytes: shown, fitted, encoded; exactly one byte for each column. */
export function encodeRow(text: string, font: PoleFont): Uint8Array {
  const row = fitRow(shownText(text, font), font.columns);
  const bytes = charactersOf(row).flatMap((character) => [...bytesOfCharacter(character, font)]);
  assert(bytes.length === font.columns, 'a row is one byte for each column');
  return Uint8Array.from(bytes);
}

function bytesOfCharacter(character: string, font: PoleFont): Uint8Array {
  if (columnsOfCharacter(character) === 1) return Uint8Array.of(character.charCodeAt(0));
  const code = big5CodeOf(character, font.hasEtenExtension);
  assert(code !== undefined, 'shown text holds what the font has');
  return code;
}

function shownCharacter(character: string, font: PoleFont): string | undefined {
  if (columnsOfCharacter(character) === 1) return character;
  if (font.encoding === 'cp950' && big5CodeOf(character, font.hasEtenExtension) !== undefined)
    return character;
  return plainFormOf(character);
}

/** Printable ASCII that says the same, or undefined. */
function plainFormOf(character: string): string | undefined {
  const plain = plainForms[character] ?? character.normalize('NFKD').replace(/\p{M}/gu, '');
  return /^[ -~]+$/.test(plain) ? plain : undefined;
}
