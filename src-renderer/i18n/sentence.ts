/** The three parts of every message, in this order: what happened, is the sale safe, what to press (ui.md, Messages). */
export interface Sentence {
  readonly what: string;
  readonly safe: string;
  /** Without the key, which stands beside it as a key cap where it works on the screen. */
  readonly press: string;
}

/** What is wrong with a device, and what to look at or to press. */
export interface Advice {
  readonly what: string;
  readonly press: string;
}
