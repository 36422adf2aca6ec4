/** Why bytes were thrown away. Nothing is ever repaired: the scale is asked again. */
export type ScaleDamage =
  /** No part of any frame: another parity or speed, another device, a disturbed line. */
  | 'noise'
  /** A frame began and did not go on as one. */
  | 'half-frame'
  | 'check-sum'
  /** A whole frame whose fields make no sense. */
  | 'layout';

/** What a scale said, before it is known whether the till may use it. */
export type ScaleMessage =
  | {
      readonly kind: 'weight';
      /** Digits and point as they came; without sign and leading blanks. */
      readonly digits: string;
      readonly isNegative: boolean;
      readonly isStable: boolean;
      readonly isNet: boolean;
      /** As in the frame, lower case; undefined where the dialect does not say. */
      readonly unit: string | undefined;
    }
  /** No weight, and why: the first that holds, in this order, since a load in motion may pass for anything. */
  | { readonly kind: 'no-weight'; readonly reason: NoWeight; readonly isNet: boolean }
  /** Type 6: heard, and ready to be asked for the weight. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'damaged'; readonly damage: ScaleDamage; readonly byteCount: number };

export type NoWeight = 'in-motion' | 'over-capacity' | 'under-zero' | 'empty' | 'not-ready';

/** Cuts what a scale sends into messages. Takes any bytes split in any way, never throws, and holds at most one frame. */
export interface ScaleCodec {
  push(bytes: Uint8Array): ScaleMessage[];
  /** Throws away what has not become a message, and says so. */
  flush(): ScaleMessage[];
}
