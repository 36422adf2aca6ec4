/**
 * Numeric product codes: GTIN-8, -12, -13 and -14 and the short UPC-E
 * (GS1 General Specifications, sections 7.9 check digit and 7.10 UPC-E).
 */

const onlyDigits = /^[0-9]+$/;
const gtinLengths: ReadonlySet<number> = new Set([8, 12, 13, 14]);

/**
 * The modulo-10 check digit of a code without it: from the right, weights 3, 1, 3, 1, …
 * @param body digits only; undefined for anything else.
 */
export function gtinCheckDigit(body: string): string | undefined {
  if (!onlyDigits.test(body)) return undefined;
  let sum = 0;
  for (let i = 0; i < body.length; i += 1) {
    const weight = (body.length - i) % 2 === 1 ? 3 : 1;
    sum += weight * Number(body[i]);
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether `digits` is a GTIN of 8, 12, 13 or 14 digits whose last one checks the others. */
export function isGtin(digits: string): boolean {
  return gtinLengths.has(digits.length) && gtinCheckDigit(digits.slice(0, -1)) === digits.at(-1);
}

/**
 * The GTIN-12 that a UPC-E code stands for. Scanners send it with 8 digits (number system, six, check), with 7
 * (number system and six) or with 6.
 * @returns 12 digits; undefined when the length, the number system (0 or 1) or the check digit is wrong.
 */
export function expandUpcE(digits: string): string | undefined {
  if (!onlyDigits.test(digits) || digits.length < 6 || digits.length > 8) return undefined;
  const numberSystem = digits.length === 6 ? '0' : digits.slice(0, 1);
  if (numberSystem !== '0' && numberSystem !== '1') return undefined;
  const six = digits.length === 6 ? digits : digits.slice(1, 7);
  const body = numberSystem + expandSix(six);
  const check = gtinCheckDigit(body);
  if (check === undefined || (digits.length === 8 && check !== digits.at(-1))) return undefined;
  return body + check;
}

/** The last of the six tells where the zeros were taken out. */
function expandSix(six: string): string {
  const last = Number(six.at(-1));
  if (last <= 2) return `${six.slice(0, 2)}${last}0000${six.slice(2, 5)}`;
  if (last === 3) return `${six.slice(0, 3)}00000${six.slice(3, 5)}`;
  if (last === 4) return `${six.slice(0, 4)}00000${six.slice(4, 5)}`;
  return `${six.slice(0, 5)}0000${last}`;
}

/**
 * The form in which products are compared: 14 digits, padded with zeros at the left.
 * @returns undefined when `digits` is no GTIN or its check digit is wrong. Eight digits are taken as GTIN-8; expand
 *   UPC-E with {@link expandUpcE} first.
 */
export function toGtin14(digits: string): string | undefined {
  return isGtin(digits) ? digits.padStart(14, '0') : undefined;
}
