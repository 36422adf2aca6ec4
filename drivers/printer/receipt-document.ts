/**
 * A receipt before any printer is known: what it says and how it is laid out, in columns rather than dots.
 * `ReceiptDocument → bytes` is pure (see `encode-receipt.ts`); where the figures come from is the engine's business.
 */
export type ReceiptBlock =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align?: 'left' | 'center' | 'right';
      /** 1: normal height and width, 2: double both. */
      readonly size?: 1 | 2;
      readonly isBold?: boolean;
    }
  /** Words at the left, figure flush right, wrapped by columns where they do not fit one line. */
  | {
      readonly kind: 'columns';
      readonly left: string;
      readonly right: string;
      readonly size?: 1 | 2;
      readonly isBold?: boolean;
    }
  | { readonly kind: 'rule'; readonly style: 'single' | 'double' | 'dashed' }
  | { readonly kind: 'feed'; readonly lines: number }
  | BarcodeBlock
  | QrBlock
  | QrPairBlock;

/** A bar code, centred. One that does not fit the paper is refused when the receipt is laid out. */
export interface BarcodeBlock {
  readonly kind: 'barcode';
  /** `ean-13` takes 12 digits, or 13 with the right check digit. */
  readonly symbology: 'code-39' | 'code-128' | 'ean-13';
  readonly text: string;
  /** Of the bars, 3 to 30 mm. */
  readonly heightMm: number;
  /** Whether the characters stand in print below the bars. */
  readonly isTextShown: boolean;
}

/** One QR code, centred. */
export interface QrBlock {
  readonly kind: 'qr';
  readonly text: string;
}

/** Two QR codes of the same size side by side, as at the foot of an e-invoice's proof. */
export interface QrPairBlock {
  readonly kind: 'qr-pair';
  readonly left: string;
  readonly right: string;
}

export interface ReceiptDocument {
  readonly blocks: readonly ReceiptBlock[];
  readonly cut: 'partial' | 'full' | 'none';
}
