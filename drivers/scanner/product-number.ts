import type { Symbology } from './aim.ts';
import { expandUpcE, isGtin, toGtin14 } from './gtin.ts';

/** Whether `data` is two codes run together: a second identifier inside, or two whole EAN-13 one after the other. */
export function isGlued(data: string, symbology: Symbology | undefined): boolean {
  if (/^[0-9]+\][A-Z][0-9]/.test(data)) return true;
  const mayBeEan = symbology === undefined || symbology === 'ean-13';
  return mayBeEan && data.length === 26 && isGtin(data.slice(0, 13)) && isGtin(data.slice(13));
}

/**
 * The 14-digit product number that the symbol promises; `wrong` when it promises one that does not check, undefined
 * when it promises none.
 */
export function productNumber(data: string, symbology: Symbology | undefined): string | 'wrong' | undefined {
  switch (symbology) {
    case 'ean-13':
      return (data.length === 13 ? toGtin14(data) : undefined) ?? 'wrong';
    case 'upc-a':
      return (data.length === 12 ? toGtin14(data) : undefined) ?? 'wrong';
    case 'ean-8':
      return (data.length === 8 ? toGtin14(data) : undefined) ?? 'wrong';
    case 'upc-e':
      return toGtin14(expandUpcE(data) ?? '') ?? 'wrong';
    case 'ean-13-with-add-on':
      return toGtin14(splitAddOn(data)?.main ?? '') ?? 'wrong';
    case 'itf':
      // ITF also carries numbers that are no product; a case code shows itself by its length and check digit.
      return data.length === 14 ? toGtin14(data) : undefined;
    default:
      return undefined;
  }
}

export interface CodeWithAddOn {
  readonly main: string;
  /** Two or five digits: the issue of a magazine, the price of a book. */
  readonly addOn: string;
}

/**
 * An EAN-13 or, from scanners that leave its leading zero out, a UPC-A with the small code beside it, in one message.
 * The length tells: 15 and 18 for EAN-13, 14 and 17 for UPC-A.
 */
export function splitAddOn(data: string): CodeWithAddOn | undefined {
  const mainLength = { 14: 12, 15: 13, 17: 12, 18: 13 }[data.length];
  if (mainLength === undefined || !/^[0-9]+$/.test(data)) return undefined;
  return { main: data.slice(0, mainLength), addOn: data.slice(mainLength) };
}
