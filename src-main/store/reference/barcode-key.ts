/**
 * The key under which a barcode is stored and looked up. GTIN-8, -12, -13 and -14 are compared as GTIN-14
 * (GS1 General Specifications, section 3.3.2: left-padded with zeros); every other code only with itself.
 */
export function barcodeKey(barcode: string): string {
  return /^(?:[0-9]{8}|[0-9]{12,14})$/.test(barcode) ? barcode.padStart(14, '0') : `=${barcode}`;
}

/** Short codes live among the barcodes under a sign that no barcode key begins with. */
export function shortCodeKey(shortCode: string): string {
  return `#${shortCode}`;
}
