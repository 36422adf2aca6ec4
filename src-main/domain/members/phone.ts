/** Longer texts are something else, and are not searched. */
const MAX_LENGTH = 40;

/**
 * A Taiwanese mobile number in the one form that is hashed and looked for: ten digits, `09` first (numbering plan of
 * the NCC, mobile block 09). Full-width digits, spaces, hyphens, dots and brackets are how people write; the country's
 * code 886 (ITU-T E.164) stands for the 0.
 * @returns undefined for every other number and every other text.
 */
export function taiwanMobile(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const plain = text.normalize('NFKC').replaceAll(/[\s().\-‐-―−]/g, '');
  const rest = /^(?:\+?8860?|0)(9[0-9]{8})$/.exec(plain)?.[1];
  return rest === undefined ? undefined : `0${rest}`;
}
