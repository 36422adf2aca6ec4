import { taiwanMobile } from './phone.ts';

/** How names and numbers of people stand on screens and paper (ui.md, Numbers and names). */

const HIDDEN = '○';
/** More would only tell how long the name is, and break the line. */
const MOST_HIDDEN = 3;

/**
 * Names with any of these are written character by character and show their first and last one. Characters that a
 * household register made for itself lie in the private areas; a ○ inside a word is of a name masked this way before.
 */
const BY_CHARACTER =
  /[\p{Script=Han}\p{Script=Bopomofo}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Co}]|○\S/u;
const NO_PART_OF_A_NAME = /^[\p{P}\p{Z}\p{Cc}\p{Cf}\s]+$/u;

const characters = new Intl.Segmenter('zh-TW', { granularity: 'grapheme' });

/**
 * Masks a person's name. 王小明 → 王○明, 歐陽娜娜 → 歐○○娜, 王明 → 王○; a single character gets a ○ as if it were a family name
 * alone. A name in Latin letters shows how its first and its last word begin: Mary Ann Chen → M○ C○. Counts what people
 * see as characters, so also those that take several code points. Masking a masked name changes nothing.
 */
export function maskName(name: string): string {
  if (BY_CHARACTER.test(name)) return maskCharacters(charactersOf(name));
  const initials = name
    .split(/[\s,]+/u)
    .map((word) => charactersOf(word)[0])
    .filter((initial) => initial !== undefined);
  const shown = initials.length > 1 ? [initials[0], initials.at(-1)] : initials;
  if (shown.length === 0) return name === '' ? '' : HIDDEN;
  return shown.map((initial) => withHidden(initial ?? '')).join(' ');
}

/**
 * Masks a phone number: first four digits, three stars, last three (0912***678). Of short numbers less is shown, of
 * those under eight digits nothing, so that at least three digits are always hidden. A mobile number is shown in its
 * national form.
 */
export function maskPhone(phone: string): string {
  const digits = taiwanMobile(phone) ?? phone.normalize('NFKC').replaceAll(/[^0-9]/g, '');
  if (digits.length >= 10) return `${digits.slice(0, 4)}***${digits.slice(-3)}`;
  return digits.length >= 8 ? `${digits.slice(0, 2)}***${digits.slice(-3)}` : '***';
}

/** A carrier's id with its first three characters and the last two: /AB***+9 (ui.md, Numbers and names). */
export function maskCarrier(id: string): string {
  return id.length < 8 ? '***' : `${id.slice(0, 3)}***${id.slice(-2)}`;
}

function maskCharacters(shown: readonly string[]): string {
  const first = shown[0] ?? '';
  const last = shown.at(-1);
  if (shown.length <= 2 || last === undefined) return withHidden(first);
  return `${first}${HIDDEN.repeat(Math.min(shown.length - 2, MOST_HIDDEN))}${last}`;
}

function withHidden(first: string): string {
  return first === HIDDEN ? HIDDEN : `${first}${HIDDEN}`;
}

function charactersOf(text: string): string[] {
  return Array.from(characters.segment(text), ({ segment }) => segment).filter(
    (character) => !NO_PART_OF_A_NAME.test(character),
  );
}
