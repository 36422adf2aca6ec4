import iconv from 'iconv-lite';
import { isVendorAnswer, type Symbology, splitAim } from './aim.ts';
import { isGtin } from './gtin.ts';
import { isGlued, productNumber } from './product-number.ts';

/** Why a frame must not reach the sale; each asks for another scan, some for a scanner setting. */
export type DamageReason =
  | 'too-long' // more bytes than any code holds
  | 'no-terminator' // silence where the end should have been: half a code
  | 'not-text' // bytes that are no text, as from a wrong baud rate
  | 'check-digit' // the code's own arithmetic does not hold
  | 'glued'; // two codes without an end between them

export type FrameReading =
  | {
      readonly kind: 'code';
      readonly text: string;
      readonly aimId?: string;
      readonly symbology?: Symbology;
      /** The product number in the form in which products are compared; only where the symbol says that it is one. */
      readonly gtin14?: string;
    }
  | { readonly kind: 'vendor-answer' }
  | { readonly kind: 'damaged'; readonly reason: DamageReason };

export interface FrameToRead {
  readonly bytes: Uint8Array;
  readonly hasTerminator: boolean;
}

/**
 * Whether every frame must have its terminator. `required` suits every scanner that sends one, which is nearly all;
 * `optional` is for one that cannot, and then a bare number is believed only if its check digit holds.
 */
export type TerminatorRule = 'required' | 'optional';

/** Reads one frame: text, symbology identifier, and whether the code may be trusted. Pure, for any bytes. */
export function readFrame(frame: FrameToRead, rule: TerminatorRule): FrameReading {
  if (!frame.hasTerminator && rule === 'required') return damaged('no-terminator');
  const decoded = decodeText(frame.bytes);
  if (decoded === undefined || decoded === '') return damaged('not-text');
  const { aimId, symbology, data } = splitAim(decoded);
  if (isVendorAnswer(aimId)) return { kind: 'vendor-answer' };
  if (data === '') return damaged('not-text');
  if (isGlued(data, symbology)) return damaged('glued');
  const product = productNumber(data, symbology);
  if (product === 'wrong') return damaged('check-digit');
  if (!frame.hasTerminator && symbology === undefined && /^[0-9]+$/.test(data) && !isGtin(data))
    return damaged('check-digit');
  return {
    kind: 'code',
    text: data,
    ...(aimId === undefined ? {} : { aimId }),
    ...(symbology === undefined ? {} : { symbology }),
    ...(product === undefined ? {} : { gtin14: product }),
  };
}

function damaged(reason: DamageReason): FrameReading {
  return { kind: 'damaged', reason };
}

/** GS, RS and EOT belong to codes (GS1 and ISO/IEC 15434 syntax); other control bytes are the line's. */
function isLineControl(byte: number): boolean {
  return (byte < 0x20 && byte !== 0x1d && byte !== 0x1e && byte !== 0x04) || byte === 0x7f;
}

/** UTF-8 as most codes are, else Big5, which Taiwan's invoice QR codes may declare; undefined when it is neither. */
function decodeText(bytes: Uint8Array): string | undefined {
  const kept = bytes.filter((byte) => !isLineControl(byte));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(kept);
  } catch {
    // Not UTF-8 is an answer here, not a fault.
    const big5 = iconv.decode(Buffer.from(kept), 'cp950');
    return big5.includes('\ufffd') ? undefined : big5;
  }
}
