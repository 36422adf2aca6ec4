import type { Symbology } from './aim.ts';
import { isGtin } from './gtin.ts';

/** A setting of scanner, keyboard or system that spoils codes; to be named to the cashier in place of "invalid code". */
export type ScannerSetting =
  | 'code-39-full-ascii' // Code 39 read as Full ASCII: `/A` comes as `!`
  | 'gs-lost' // separators of GS1 codes dropped
  | 'check-digit-dropped' // the last digit of ITF codes is not sent
  | 'caps-lock' // letters of a keyboard-mode scanner inverted
  | 'layout-or-ime'; // keyboard layout or input method of the system is not the scanner's

/** A mobile barcode carrier (手機條碼), the Code 39 most often shown at a counter in Taiwan. */
const carrier = /^\/[0-9A-Z+\-.]{7}$/;

/**
 * Which setting must be wrong for `text` to have come out as it is; undefined when none is needed to explain it.
 * Only codes whose true form is known can show it: carriers, invoices, product numbers, links.
 */
export function settingBehind(text: string, symbology: Symbology | undefined): ScannerSetting | undefined {
  if (symbology === 'code-39-full-ascii') return 'code-39-full-ascii';
  if (symbology !== undefined && symbology !== 'code-39') return undefined;
  if (symbology === undefined) {
    if (isCapsLocked(text)) return 'caps-lock';
    if (isOtherLayout(text) || isImeText(text)) return 'layout-or-ime';
  }
  if (isSpoiltCarrier(text)) return 'code-39-full-ascii';
  const isShortCode39 = symbology === 'code-39' && text.length <= 8;
  return isShortCode39 && /[a-z!"#&'()*]/.test(text) ? 'code-39-full-ascii' : undefined;
}

/**
 * What `/A` to `/O` and `/Z` become in Code 39 Full ASCII (ISO/IEC 16388), in order:
 * the only pairs with a slash that a carrier can begin with.
 */
const slashPairs = '!"#$%&\'()*+,-./';
const slashZ = ':';

/**
 * Whether undoing Full ASCII gives a carrier. A carrier's only slash is its first character; a plus before a letter has
 * become the small letter.
 */
function isSpoiltCarrier(text: string): boolean {
  if (text === '' || text.length > 8 || carrier.test(text)) return false;
  const rest = text.slice(1).replace(/[a-z]/g, (letter) => `+${letter.toUpperCase()}`);
  return firstPairs(text.slice(0, 1)).some((first) => carrier.test(first + rest));
}

function firstPairs(first: string): string[] {
  const pairs = first === '/' ? ['/'] : [];
  const at = slashPairs.indexOf(first);
  if (at >= 0) pairs.push(`/${String.fromCharCode('A'.charCodeAt(0) + at)}`);
  if (first === slashZ) pairs.push('/Z');
  return pairs;
}

/** Codes of known form that have capitals only: carrier, citizen certificate, the till's own invoice. */
const capitalForms = [carrier, /^[A-Z]{2}[0-9]{14}$/, /^[0-9]{5}[A-Z]{2}[0-9]{12}$/];

function isCapsLocked(text: string): boolean {
  if (!/[a-z]/.test(text) || /[A-Z]/.test(text)) return false;
  return capitalForms.some((form) => form.test(text.toUpperCase()));
}

/** The row of digits, 1 to 0, with Shift held on a US keyboard and as a French one has it. */
const digitRows = ['!@#$%^&*()', '&é"\'(-è_çà'];

function isOtherLayout(text: string): boolean {
  // A link whose colon and slashes came out as other characters, such as `httpsÖ--` from a German layout.
  if (/^https?[^0-9a-z/][^0-9a-z/]{2}/i.test(text)) return true;
  return digitRows.some((row) => {
    const digits = [...text].map((character) => (row.indexOf(character) + 1) % 10);
    return [...text].every((character) => row.includes(character)) && isGtin(digits.join(''));
  });
}

/** Bopomofo, or digits and letters of full width, and no ideograph: what an active input method makes of a number. */
function isImeText(text: string): boolean {
  return /^[\x20-\x7e\u3000-\u303f\u3105-\u312f\u02c7\u02ca\u02cb\u02d9\uff01-\uff5e]+$/.test(text) &&
    text.length <= 48
    ? /[\u3105-\u312f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/.test(text)
    : false;
}
