/**
 * The AIM symbology identifier in front of a code (ISO/IEC 15424), as far as a keyboard scanner's strokes need it. What
 * the symbology means for the code is the core's (`aim.ts`), which this must not import: it runs in the window.
 */

const identifier = /^\][A-Za-z][0-9A-Za-z]/;
/** EAN, ITF, Codabar and plain Code 39 have no Enter and no Tab among their characters. */
const plain = /^\](?:E|I|F|A[013])/;

export interface WedgeText {
  readonly aimId?: string;
  readonly text: string;
  /** A QR code, which may hold anything. */
  readonly isQr: boolean;
  /** The scanner speaks of itself. */
  readonly isVendors: boolean;
}

/** Takes the identifier off, where there is one. */
export function readWedgeText(whole: string): WedgeText {
  const aimId = identifier.exec(whole)?.[0];
  if (aimId === undefined) return { text: whole, isQr: false, isVendors: false };
  return {
    aimId,
    text: whole.slice(aimId.length),
    isQr: aimId.startsWith(']Q'),
    isVendors: /^\][XZ]/.test(aimId),
  };
}

/** Whether the first Enter or Tab is the end for certain, because this symbology cannot hold one. */
export function isEndCertain(whole: string): boolean {
  return plain.test(whole);
}
