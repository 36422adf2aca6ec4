/** Digits of a card number that may be kept: the first six (issuer) and the last four (PCI DSS 3.4.1). */
const keptFirst = 6;
const keptLast = 4;
/** Shorter numbers, as of electronic tickets, would be told whole by ten digits. */
const leastLengthForBoth = 13;

/**
 * A card number as a till may keep it: at most the first six and last four digits, stars between. A number that is
 * masked already stays as it is or loses more. Empty when there is nothing but zeros, blanks or separators.
 */
export function maskCard(text: string): string {
  const symbols = text.replaceAll(/[xX#]/g, '*').replaceAll(/[^0-9*]/g, '');
  if (/^0*$/.test(symbols)) return '';
  const first = symbols.length < leastLengthForBoth ? 0 : keptFirst;
  const last = Math.min(keptLast, symbols.length - 1);
  const hidden = symbols.length - first - last;
  return symbols.slice(0, first) + '*'.repeat(hidden) + symbols.slice(symbols.length - last);
}
