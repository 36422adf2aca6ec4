/** What kind of symbol was read, as far as a till cares (ISO/IEC 15424, AIM symbology identifiers). */
export type Symbology =
  | 'ean-13'
  | 'ean-8'
  | 'upc-a'
  | 'upc-e'
  | 'ean-add-on' // the small code beside a magazine's, alone
  | 'ean-13-with-add-on'
  | 'code-128'
  | 'gs1-128'
  | 'code-39'
  | 'code-39-full-ascii' // a scanner setting that damages Taiwan's mobile barcode carriers
  | 'itf'
  | 'codabar'
  | 'qr'
  | 'gs1-qr'
  | 'data-matrix'
  | 'gs1-data-matrix'
  | 'gs1-data-bar'
  | 'gs1-composite'
  | 'pdf417'
  | 'aztec'
  | 'gs1-dot-code'
  | 'other';

/** A symbology identifier: `]`, a letter for the family, a modifier. */
const aimPattern = /^\][A-Za-z][0-9A-Za-z]/;

const symbologyOfAim: Readonly<Record<string, Symbology>> = {
  ']E1': 'ean-add-on',
  ']E2': 'ean-add-on',
  ']E3': 'ean-13-with-add-on',
  ']E4': 'ean-8',
  ']C0': 'code-128',
  ']C1': 'gs1-128',
  ']C2': 'code-128',
  ']A0': 'code-39',
  ']A1': 'code-39',
  ']A3': 'code-39',
  ']A4': 'code-39-full-ascii',
  ']A5': 'code-39-full-ascii',
  ']A7': 'code-39-full-ascii',
  ']I0': 'itf',
  ']I1': 'itf',
  ']I3': 'itf',
  ']F0': 'codabar',
  ']Q1': 'qr',
  ']Q2': 'qr',
  ']Q3': 'gs1-qr',
  ']Q4': 'gs1-qr',
  ']d1': 'data-matrix',
  ']d4': 'data-matrix',
  ']d2': 'gs1-data-matrix',
  ']d5': 'gs1-data-matrix',
  ']e0': 'gs1-data-bar',
  ']e1': 'gs1-composite',
  ']e2': 'gs1-composite',
  ']e3': 'gs1-composite',
  ']L0': 'pdf417',
  ']L1': 'pdf417',
  ']L2': 'pdf417',
  ']z0': 'aztec',
  ']J1': 'gs1-dot-code',
};

const names: Readonly<Record<Symbology, string>> = {
  'ean-13': 'EAN-13',
  'ean-8': 'EAN-8',
  'upc-a': 'UPC-A',
  'upc-e': 'UPC-E',
  'ean-add-on': 'EAN add-on',
  'ean-13-with-add-on': 'EAN-13 + add-on',
  'code-128': 'Code 128',
  'gs1-128': 'GS1-128',
  'code-39': 'Code 39',
  'code-39-full-ascii': 'Code 39 Full ASCII',
  itf: 'ITF',
  codabar: 'Codabar',
  qr: 'QR Code',
  'gs1-qr': 'GS1 QR Code',
  'data-matrix': 'Data Matrix',
  'gs1-data-matrix': 'GS1 DataMatrix',
  'gs1-data-bar': 'GS1 DataBar',
  'gs1-composite': 'GS1 Composite',
  pdf417: 'PDF417',
  aztec: 'Aztec',
  'gs1-dot-code': 'GS1 DotCode',
  other: '?',
};

/** The name by which people know a symbology, the same in every language; `?` for one without a name here. */
export function symbologyName(symbology: Symbology): string {
  return names[symbology];
}

export interface AimSplit {
  readonly aimId?: string;
  readonly symbology?: Symbology;
  /** What follows the identifier, or everything when there is none. */
  readonly data: string;
}

/**
 * Takes a leading symbology identifier off, where there is one. Whether there is one is decided by its pattern, never
 * by a setting alone, since a scanner may forget its settings.
 */
export function splitAim(text: string): AimSplit {
  if (!aimPattern.test(text)) return { data: text };
  const aimId = text.slice(0, 3);
  const data = text.slice(3);
  return { aimId, symbology: symbologyOf(aimId, data), data };
}

/** `]X` and `]Z` mark what a scanner says about itself (menu answers, command echoes), which is never a product. */
export function isVendorAnswer(aimId: string | undefined): boolean {
  return aimId !== undefined && /^\][XZ]/.test(aimId);
}

/**
 * What kind of symbol an identifier names. `]E0` is the whole EAN/UPC family in 13 digits by the standard, but many
 * scanners send UPC-A and UPC-E shorter, so the data are looked at too.
 */
export function symbologyOf(aimId: string, data: string): Symbology {
  if (aimId === ']E0') {
    if (data.length === 12) return 'upc-a';
    return data.length >= 6 && data.length <= 8 ? 'upc-e' : 'ean-13';
  }
  return symbologyOfAim[aimId] ?? 'other';
}
