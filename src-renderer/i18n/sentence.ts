/** The three parts of every message, in this order: what happened, is the sale safe, what to press (ui.md, Messages). */
export interface Sentence {
  readonly what: string;
  readonly safe: string;
  /** Without the key, which stands beside it as a key cap where it works on the screen. */
  readonly press: string;
}
