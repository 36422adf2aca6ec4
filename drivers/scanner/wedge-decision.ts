import type { WedgeLayout } from './wedge-layout.ts';

export interface WedgeOptions {
  /** Strokes this far apart or less may be a scanner's: 50 ms unless told, up to 120 for slow scanners. */
  readonly maxGapMs?: number;
  /** What the scanner types before each code and no person types, such as `]`. With it timing decides nothing. */
  readonly prefix?: string;
  /** What ends each code. `either`: Enter, Tab or silence. One that is named must come, and the other is data. */
  readonly suffix?: 'either' | 'enter' | 'tab';
  /** The keyboard that the scanner is set to; US unless told. */
  readonly layout?: WedgeLayout;
  /** Without a prefix shorter codes are not told from a quick hand; 4 characters unless told. */
  readonly minLength?: number;
  /** Longer codes are refused whole; 8192 characters unless told, twice the longest QR code. */
  readonly maxLength?: number;
}

/** Why a burst is no code; all of it is swallowed and none of it may be used. */
export type WedgeRefusal =
  | 'embedded-end' // an Enter or Tab in the midst of it: without a prefix it cannot be told where it ends
  | 'interrupted' // a key that belongs to no code came in the midst of it
  | 'no-end' // silence where the suffix should have been
  | 'not-text' // numbers that are no characters, or no character at all
  | 'prefix-needed' // a QR code from a scanner without a prefix
  | 'too-long';

export interface WedgeScan {
  /** The code, without prefix, symbology identifier and suffix. */
  readonly text: string;
  /** The AIM symbology identifier, where the scanner sends one: `]E0`. */
  readonly aimId?: string;
}

export type WedgeDecision<Tag> =
  /** The stroke was typing: it means what it says. Strokes come in the order in which they were made. */
  | { readonly kind: 'release'; readonly tag: Tag }
  /**
   * The strokes in hand were one code. `released` of them, always the first ones, had been let go before that was
   * known, because the keyboard's events were late; what they did has to be taken back.
   */
  | { readonly kind: 'scan'; readonly scan: WedgeScan; readonly released: number }
  | {
      readonly kind: 'refused';
      readonly reason: WedgeRefusal;
      readonly length: number;
      readonly released: number;
    }
  /** The scanner spoke of itself (`]X`, `]Z`): nobody's business. */
  | { readonly kind: 'vendor-answer'; readonly released: number };

/**
 * What becomes of a stroke: `held` until a decision names it, `swallowed` for good, or `passed`: it is not the codec's,
 * and means what it says after the decisions have been carried out.
 */
export type WedgeVerdict = 'held' | 'swallowed' | 'passed';

export interface WedgeAnswer<Tag> {
  readonly verdict: WedgeVerdict;
  readonly decisions: readonly WedgeDecision<Tag>[];
}
