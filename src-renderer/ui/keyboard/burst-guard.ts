/**
 * Keeps the keys of a scanner in keyboard mode away from buttons and amounts. This is the window's seam for the wedge
 * codec: whatever decides what a burst is, the keys pass through here before anything else sees them.
 *
 * The rule here needs no scanner's settings: strokes nearer together than any hand makes them are held until it is
 * known what they are. A symbol is held in any case, since a carrier begins with one (`/AB201+9`) and a single `+`
 * would already have gone to pay. Held strokes come out in order, as if nothing had happened, or as one code.
 */

/** Hands need 80 ms and more from key to key, scanners about 10 (peripherals.md 1.3). */
export const MAX_GAP_MS = 35;
/** Shorter codes are not told from a quick hand: EAN-8 is the shortest that is. */
export const MIN_BURST_LENGTH = 7;

export interface BurstSink<Stroke> {
  /** This stroke was no scan: it means what it says. */
  pass(stroke: Stroke): void;
  /** These strokes were one scan. `passed` of them, always the first ones, had been passed before that was known. */
  burst(code: string, passed: number): void;
}

interface Held<Stroke> {
  readonly stroke: Stroke;
  readonly character: string;
}

export class BurstGuard<Stroke> {
  readonly #sink: BurstSink<Stroke>;
  readonly #after: (delayMs: number, work: () => void) => () => void;
  #held: Held<Stroke>[] = [];
  /** Characters of the present run that were passed at once. */
  #passed = '';
  #lastAtMs = Number.NEGATIVE_INFINITY;
  #cancelTimer: (() => void) | null = null;

  constructor(sink: BurstSink<Stroke>, after: (delayMs: number, work: () => void) => () => void) {
    this.#sink = sink;
    this.#after = after;
  }

  /**
   * A stroke with a character, made at `atMs`. One that begins a run and can be taken back is passed without delay, so
   * that typing is shown at once.
   */
  character(
    stroke: Stroke,
    character: string,
    how: { readonly atMs: number; readonly canBeTakenBack: boolean },
  ): void {
    if (how.atMs - this.#lastAtMs > MAX_GAP_MS) this.#settle();
    this.#lastAtMs = how.atMs;
    if (how.canBeTakenBack && this.#runLength() === 0) {
      this.#passed = character;
      this.#sink.pass(stroke);
    } else {
      this.#held.push({ stroke, character });
    }
    this.#restartTimer();
  }

  /**
   * A stroke that ends a code if there was one: Enter or Tab.
   * @returns true when it was the end of a burst and means nothing else.
   */
  terminator(): boolean {
    const isBurst = this.#runLength() >= MIN_BURST_LENGTH;
    this.#settle();
    return isBurst;
  }

  /** Any other stroke: what is held comes out before it. */
  flush(): void {
    this.#settle();
  }

  #runLength(): number {
    return this.#passed.length + this.#held.length;
  }

  #restartTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#after(MAX_GAP_MS, () => this.#settle());
  }

  #settle(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const held = this.#held;
    const passed = this.#passed;
    this.#held = [];
    this.#passed = '';
    this.#lastAtMs = Number.NEGATIVE_INFINITY;
    if (passed.length + held.length >= MIN_BURST_LENGTH) {
      this.#sink.burst(passed + held.map(({ character }) => character).join(''), passed.length);
      return;
    }
    for (const { stroke } of held) this.#sink.pass(stroke);
  }
}
