/** What a code that names no product of ours looks like, by the published forms (peripherals.md 1.9). */
export type ScanKind = 'product' | 'carrier' | 'wallet' | 'own-invoice' | 'bill' | 'unknown';

/** Longest code a product may have; longer reads are QR texts, never goods. */
export const MAX_PRODUCT_CODE = 48;

/**
 * Whether a read is fit to be looked at: not empty, printable ASCII or a separator of GS1 and ISO/IEC 15434 codes, and at most 1,024 characters.
 * Anything else is a scanner's stammer, or a QR text in another alphabet that no counter uses.
 */
export function isReadable(code: string): boolean {
  if (code.length > 1_024 || code.trim() === '') return false;
  return [...code].every(
    (character) => '\x1d\x1e\x04'.includes(character) || (character >= ' ' && character <= '~'),
  );
}

/**
 * Tells kinds apart for the sentence that refuses them; what each is used for comes from its own room.
 * Mobile barcode `/` and 7 of its alphabet; citizen certificate 2 letters and 14 digits; own invoice 19 characters
 * (ROC year and month, number, random code); wallets 18 digits (the table of prefixes is data and comes later).
 */
export function kindOfCode(code: string): ScanKind {
  if (/^\/[0-9A-Z+\-.]{7}$/.test(code) || /^[A-Z]{2}[0-9]{14}$/.test(code)) return 'carrier';
  if (/^[0-9]{5}[A-Z]{2}[0-9]{12}$/.test(code)) return 'own-invoice';
  if (/^[0-9]{18}$/.test(code)) return 'wallet';
  if (/^[0-9]{6}[0-9A-Z]{3}$/.test(code) && /[A-Z]/.test(code)) return 'bill';
  return 'unknown';
}
