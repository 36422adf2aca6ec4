import { isVendorAnswer, type Symbology, splitAim, symbologyOf } from './aim.ts';
import { type DigitalLinkProblem, readDigitalLink } from './digital-link.ts';
import { GS, type Gs1Elements, type Gs1Problem, readElementString } from './gs1-elements.ts';
import { expandUpcE, isGtin, toGtin14 } from './gtin.ts';
import { isGlued, productNumber, splitAddOn } from './product-number.ts';
import { type ScannerSetting, settingBehind } from './scanner-settings.ts';
import { type Measure, type MeasureLayout, readVariableMeasure } from './variable-measure.ts';

/** A code as it left the scanner, the keyboard or a person's fingers. */
export interface ScannedCode {
  /** Without the symbology identifier; one that is still in front is taken off. */
  readonly text: string;
  readonly aimId?: string;
  readonly symbology?: Symbology;
}

export interface CodeReadOptions {
  /** The store's own labels; must have passed `checkLayouts`. */
  readonly layouts: readonly MeasureLayout[];
  /** Four digits; decides the century of dates in GS1 codes. */
  readonly currentYear: number;
}

/** How product data were written. */
export type CodeSyntax = 'number' | 'element-string' | 'digital-link';

export type CodeDamage =
  | 'empty'
  | 'too-long'
  | 'check-digit'
  | 'glued' // two codes without an end between them
  | 'add-on' // a magazine's small code of another length than 2 or 5
  | 'price-verifier' // the check digit of the price on an in-store label
  | 'price-fraction' // an in-store price that is no whole number of dollars: most likely a wrong layout
  | 'gs1-data'; // a GS1 symbol whose data are wrong

export type CodeMeaning =
  | {
      readonly kind: 'product';
      /** The number to look up, in the form in which products are compared. */
      readonly gtin14: string;
      /** Another product that the same eight digits may stand for, where nobody told whether they are EAN-8 or UPC-E. */
      readonly otherGtin14?: string;
      /** Whether the number is of a range that each store gives out for itself, goods or member cards. */
      readonly isInStoreNumber: boolean;
      readonly syntax: CodeSyntax;
      /** Two or five digits beside a magazine's or a book's code. */
      readonly addOn?: string;
      /** Lot, dates, weight and the like, where the code has them. */
      readonly elements?: Gs1Elements;
    }
  /** The store's own label with a price, a weight or a count inside. */
  | { readonly kind: 'in-store'; readonly measure: Measure; readonly gtin14: string }
  /** GS1 data that name no product for sale: a pallet, a case's contents, a payment slip. */
  | { readonly kind: 'gs1-data'; readonly elements: Gs1Elements; readonly syntax: CodeSyntax }
  /** Coupons and refund slips (GS1 prefixes 98 and 99, AIs 255, 8110, 8112): never goods. */
  | { readonly kind: 'coupon'; readonly gtin14?: string; readonly elements?: Gs1Elements }
  /** The small code of a magazine alone; belongs to the scan before it. */
  | { readonly kind: 'add-on'; readonly digits: string }
  /**
   * Everything else: carriers, invoices, payment codes, links, a store's own codes. A `doubt` says that it has the
   * shape of product data whose arithmetic does not hold: nothing but a whole and exact match may make it a product.
   */
  | { readonly kind: 'text'; readonly doubt?: 'check-digit' | 'gs1-data' }
  | { readonly kind: 'scanner-setting'; readonly setting: ScannerSetting; readonly problem?: Gs1Problem }
  /** What a scanner says about itself (menu answers, command echoes): to be ignored. */
  | { readonly kind: 'scanner-answer' }
  | { readonly kind: 'damaged'; readonly reason: CodeDamage; readonly problem?: Gs1Problem };

/** What a scan means, with what was scanned. */
export type CodeReading = ScannedCode & CodeMeaning;

/** As many characters as a frame may have bytes. */
const maxTextLength = 8192;

/**
 * The one place where a scan becomes meaning. Pure, for any text. A product number comes out only where the whole text
 * is one and its check digit holds; nothing is searched for inside a text, nothing is repaired.
 */
export function readCode(scanned: ScannedCode, options: CodeReadOptions): CodeReading {
  const code = withSymbology(scanned);
  return { ...code, ...meaningOf(code, options) };
}

/** Takes an identifier off that is still in front of the text, and says what a given one means. */
function withSymbology(scanned: ScannedCode): ScannedCode {
  const { text, aimId, symbology } = scanned;
  if (symbology !== undefined) return scanned;
  if (aimId !== undefined) return { ...scanned, symbology: symbologyOf(aimId, text) };
  const split = splitAim(text);
  if (split.aimId === undefined || split.symbology === undefined) return scanned;
  return { text: split.data, aimId: split.aimId, symbology: split.symbology };
}

function meaningOf({ text, aimId, symbology }: ScannedCode, options: CodeReadOptions): CodeMeaning {
  if (isVendorAnswer(aimId)) return { kind: 'scanner-answer' };
  if (text === '') return damaged('empty');
  if (text.length > maxTextLength) return damaged('too-long');
  if (isGlued(text, symbology)) return damaged('glued');
  const setting = settingBehind(text, symbology);
  if (setting !== undefined) return { kind: 'scanner-setting', setting };
  switch (symbology) {
    case 'ean-13':
    case 'ean-8':
    case 'upc-a':
    case 'upc-e':
    case 'ean-13-with-add-on':
      return meaningOfEan(text, symbology, options);
    case 'ean-add-on':
      return /^(?:[0-9]{2}|[0-9]{5})$/.test(text) ? { kind: 'add-on', digits: text } : damaged('add-on');
    case 'itf':
      return meaningOfItf(text, aimId);
    case 'gs1-128':
    case 'gs1-qr':
    case 'gs1-data-matrix':
    case 'gs1-data-bar':
    case 'gs1-composite':
    case 'gs1-dot-code':
      return meaningOfGs1(text, options);
    case undefined:
      return meaningWithoutSymbology(text, options);
    default:
      return meaningOfLink(text, options) ?? meaningOfPlainText(text);
  }
}

function meaningOfEan(text: string, symbology: Symbology, options: CodeReadOptions): CodeMeaning {
  const gtin14 = productNumber(text, symbology);
  if (gtin14 === undefined || gtin14 === 'wrong') return damaged('check-digit');
  if (symbology === 'ean-13-with-add-on') return productOf(gtin14, { addOn: splitAddOn(text)?.addOn ?? '' });
  if (symbology === 'ean-8' || symbology === 'upc-e') return productOf(gtin14);
  return meaningOfGtin13(gtin14, options);
}

/** An EAN-13 or UPC-A, which alone may be a store's label. */
function meaningOfGtin13(gtin14: string, { layouts }: CodeReadOptions): CodeMeaning {
  const measure = readVariableMeasure(gtin14.slice(1), layouts);
  if (measure.ok) return { kind: 'in-store', measure: measure.value, gtin14 };
  switch (measure.error) {
    case 'verifier':
      return damaged('price-verifier');
    case 'fraction':
      return damaged('price-fraction');
    case 'check-digit':
      return damaged('check-digit');
    case 'no-layout':
      return productOf(gtin14);
  }
}

function meaningOfItf(text: string, aimId: string | undefined): CodeMeaning {
  // ]I3: the scanner has checked the last digit and does not send it. What is left must not pass for an EAN-13.
  if (aimId === ']I3' && /^[0-9]{13}$/.test(text))
    return { kind: 'scanner-setting', setting: 'check-digit-dropped' };
  if (!/^[0-9]{14}$/.test(text)) return { kind: 'text' };
  const gtin14 = toGtin14(text);
  return gtin14 === undefined ? { kind: 'text', doubt: 'check-digit' } : productOf(gtin14);
}

function meaningOfGs1(text: string, options: CodeReadOptions): CodeMeaning {
  const link = meaningOfLink(text, options);
  if (link !== undefined) return link;
  const read = readElementString(text, options);
  if (read.ok) return meaningOfElements(read.value, 'element-string');
  const problem = read.error;
  return problem.mayBeLostSeparator
    ? { kind: 'scanner-setting', setting: 'gs-lost', problem }
    : { ...damaged('gs1-data'), problem };
}

function meaningOfElements(elements: Gs1Elements, syntax: CodeSyntax): CodeMeaning {
  if (elements.gtin !== undefined) {
    const product = productOf(elements.gtin);
    return product.kind === 'product' ? { ...product, syntax, elements } : { ...product, elements };
  }
  const isCoupon = elements.couponNumber !== undefined || elements.couponData !== undefined;
  return isCoupon ? { kind: 'coupon', elements } : { kind: 'gs1-data', elements, syntax };
}

/** Undefined when `text` is no web link at all. */
function meaningOfLink(text: string, options: CodeReadOptions): CodeMeaning | undefined {
  if (!/^https?:\/\//i.test(text)) return undefined;
  const read = readDigitalLink(text, options);
  if (read.ok) return meaningOfElements(read.value, 'digital-link');
  return isUnknownLink(read.error) ? { kind: 'text' } : { kind: 'text', doubt: 'gs1-data' };
}

function isUnknownLink(problem: DigitalLinkProblem): boolean {
  return problem.kind === 'unknown-link';
}

/** Symbols that promise nothing: a number printed in one is a product's only in the two lengths that little else has. */
function meaningOfPlainText(text: string): CodeMeaning {
  return /^[0-9]{13,14}$/.test(text) && isGtin(text) ? productOf(text.padStart(14, '0')) : { kind: 'text' };
}

/** From a keyboard-mode scanner without identifiers, or typed. */
function meaningWithoutSymbology(text: string, options: CodeReadOptions): CodeMeaning {
  const link = meaningOfLink(text, options);
  if (link !== undefined) return link;
  if (text.includes(GS) || /^01[0-9]{14}/.test(text)) {
    const read = readElementString(text, options);
    if (read.ok && read.value.gtin !== undefined) return meaningOfElements(read.value, 'element-string');
    if (text.includes(GS)) return { kind: 'text', doubt: 'gs1-data' };
    // Longer than a product with a date, so that no payment code is taken for it.
    if (!read.ok && read.error.mayBeLostSeparator && text.length > 24)
      return { kind: 'scanner-setting', setting: 'gs-lost', problem: read.error };
  }
  if (/^977[0-9]{12}$/.test(text)) {
    // A magazine with its issue; of other numbers of this length nobody can tell.
    const magazine = splitAddOn(text);
    if (magazine !== undefined && isGtin(magazine.main))
      return productOf(magazine.main.padStart(14, '0'), { addOn: magazine.addOn });
  }
  if (!/^(?:[0-9]{8}|[0-9]{12,14})$/.test(text)) return { kind: 'text' };
  if (text.length === 8) return meaningOfEightDigits(text);
  if (!isGtin(text)) return { kind: 'text', doubt: 'check-digit' };
  return text.length === 14 ? productOf(text) : meaningOfGtin13(text.padStart(14, '0'), options);
}

/** EAN-8 or UPC-E: their check digits are reckoned differently, and one number in ten fits both. */
function meaningOfEightDigits(text: string): CodeMeaning {
  const asEan8 = toGtin14(text);
  const asUpcE = toGtin14(expandUpcE(text) ?? '');
  if (asEan8 !== undefined) return productOf(asEan8, asUpcE === undefined ? {} : { otherGtin14: asUpcE });
  return asUpcE === undefined ? { kind: 'text', doubt: 'check-digit' } : productOf(asUpcE);
}

type ProductOrCoupon = Extract<CodeMeaning, { readonly kind: 'product' | 'coupon' }>;

function productOf(
  gtin14: string,
  more: { readonly addOn?: string; readonly otherGtin14?: string } = {},
): ProductOrCoupon {
  if (/^09[89]/.test(gtin14)) return { kind: 'coupon', gtin14 };
  return { kind: 'product', gtin14, isInStoreNumber: isInStoreNumber(gtin14), syntax: 'number', ...more };
}

/** GS1 prefixes 02, 04 and 20 to 29 of thirteen digits, 0 and 2 of eight (GS1 General Specifications, 1.4). */
function isInStoreNumber(gtin14: string): boolean {
  return /^000000[02]/.test(gtin14) || /^0(?:0[24]|2)/.test(gtin14);
}

function damaged(reason: CodeDamage): { readonly kind: 'damaged'; readonly reason: CodeDamage } {
  return { kind: 'damaged', reason };
}
