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
  | { readonly kind: 'feed'; readonly lines: number };

export interface ReceiptDocument {
  readonly blocks: readonly ReceiptBlock[];
  readonly cut: 'partial' | 'full' | 'none';
}
