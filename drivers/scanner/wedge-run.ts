const LEAST_END_WAIT_MS = 20;
const MOST_END_WAIT_MS = 300;

/**
 * Strokes near enough together to be one scan, before it is known what they are. A plain record of them: what follows
 * from it is `wedge-codec.ts`.
 */
export class WedgeRun<Tag> {
  /** What the strokes spell so far, without a prefix that was recognised. */
  text = '';
  /** The prefix has come: this is a scan, however fast or slow. */
  isPrefixed = false;
  /** Whoever made the strokes, as the caller knows them, in order. */
  readonly tags: Tag[] = [];
  /** How many of them, always the first ones, have been let go because nothing more came in time. */
  released = 0;
  /** Digits of an Alt number that is not yet complete. */
  alt = '';
  /** The Enters and Tabs that have ended the code, if nothing more comes. */
  end = '';
  lastAtMs: number;
  largestGapMs = 0;
  readonly #firstAtMs: number;
  #strokes = 0;

  constructor(atMs: number) {
    this.#firstAtMs = atMs;
    this.lastAtMs = atMs;
  }

  get strokes(): number {
    return this.#strokes;
  }

  /** Characters so far, one that is still being spelt among them. */
  get length(): number {
    return this.text.length + (this.alt === '' ? 0 : 1);
  }

  /** Whether this is quicker than any hand: long enough, and its strokes less than `maxGapMs` apart on average. */
  isBurst(minLength: number, maxGapMs: number): boolean {
    return this.length >= minLength && this.averageGapMs() < maxGapMs;
  }

  /** The average gap, and with `atMs` what it would be after one more stroke then. */
  averageGapMs(atMs?: number): number {
    const gaps = this.#strokes - (atMs === undefined ? 1 : 0);
    return gaps < 1 ? 0 : ((atMs ?? this.lastAtMs) - this.#firstAtMs) / gaps;
  }

  /** Another stroke, whatever it means. */
  touch(atMs: number): void {
    // Clocks of different keyboards may be a hair apart; time does not go back here.
    const nextMs = Math.max(this.lastAtMs, atMs);
    this.largestGapMs = Math.max(this.largestGapMs, nextMs - this.lastAtMs);
    this.lastAtMs = nextMs;
    this.#strokes += 1;
  }

  /** A stroke that is kept from everybody else until it is known what it was. */
  hold(tag: Tag, atMs: number): void {
    this.touch(atMs);
    this.tags.push(tag);
  }

  /** The strokes that are still held, which are let go by this. */
  letGo(): readonly Tag[] {
    const held = this.tags.slice(this.released);
    this.released = this.tags.length;
    return held;
  }

  /** How soon the next character comes if the Enter was in the midst of a code: twice this scanner's own pace. */
  endWaitMs(maxGapMs: number): number {
    const mostMs = this.isPrefixed ? MOST_END_WAIT_MS : maxGapMs;
    return Math.min(mostMs, Math.max(LEAST_END_WAIT_MS, 2 * this.largestGapMs));
  }
}
