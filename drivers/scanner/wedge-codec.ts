import { unreachable } from '../../src-main/base/assert.ts';
import { isEndCertain, readWedgeText } from './wedge-aim.ts';
import type {
  WedgeAnswer,
  WedgeDecision,
  WedgeOptions,
  WedgeRefusal,
  WedgeVerdict,
} from './wedge-decision.ts';
import {
  altCharacter,
  isOfCode,
  meaningOf,
  meaningOfCharacter,
  usLayout,
  type WedgeLayout,
  type WedgeMeaning,
  type WedgeStroke,
} from './wedge-layout.ts';
import { WedgeRun } from './wedge-run.ts';
import { partOfTail, type WedgeTail } from './wedge-tail.ts';

const LEAST_GAP_MS = 10;
const MOST_GAP_MS = 120;
const SILENCE_GAPS = 3;
/** A slow scanner's longest pause inside a code, with room to spare (peripherals.md 1.3: peaks near 100 ms). */
const LONG_SILENCE_MS = 500;
/** Strokes for each character of the longest code: Alt and a number are up to six. */
const MOST_STROKES_PER_CHARACTER = 6;

/**
 * Tells scans from typing in the strokes of a keyboard, by physical key, Shift and time alone (peripherals.md 1.3), so
 * that input method, Caps Lock and the system's layout change nothing. Pure: time comes with the strokes, and the owner
 * calls {@link settle} after `waitMs` of silence. Any strokes at any times are taken; nothing throws; memory is bounded
 * by `maxLength`.
 */
export class WedgeCodec<Tag> {
  readonly maxGapMs: number;
  readonly #prefix: string;
  readonly #suffix: 'either' | 'enter' | 'tab';
  readonly #layout: WedgeLayout;
  readonly #minLength: number;
  readonly #maxLength: number;
  #run: WedgeRun<Tag> | undefined;
  #tail: WedgeTail | undefined;
  #runs = 0;
  #hasSeenEnd = false;

  constructor(options: WedgeOptions = {}) {
    this.maxGapMs = Math.min(MOST_GAP_MS, Math.max(LEAST_GAP_MS, options.maxGapMs ?? 50));
    this.#prefix = options.prefix ?? '';
    this.#suffix = options.suffix ?? 'either';
    this.#layout = options.layout ?? usLayout;
    this.#minLength = options.minLength ?? 4;
    this.#maxLength = options.maxLength ?? 8 * 1024;
  }

  /** Grows with each new run of strokes, so that the owner can note how things stood when it began. */
  get runs(): number {
    return this.#runs;
  }

  /** Whether nothing is in hand. */
  get isIdle(): boolean {
    return this.#run === undefined || this.#run.released === this.#run.tags.length;
  }

  /**
   * How long after the last stroke {@link settle} is due; undefined when nothing is in hand. A burst of a scanner that
   * is known to end its codes waits longer than its silence: its Enter may be held up on a busy machine, and nobody
   * waits for half a code.
   */
  get waitMs(): number | undefined {
    const run = this.#run;
    if (this.isIdle || run === undefined) return undefined;
    const silenceMs = this.#silenceMs(run);
    return this.#hasSeenEnd && this.#isOpenBurst(run) ? Math.max(silenceMs, LONG_SILENCE_MS) : silenceMs;
  }

  /**
   * Takes a key that went down at `atMs`, by the keyboard's own clock.
   * @param tag whatever the caller knows the stroke by; it comes back when the stroke is released.
   */
  press(stroke: WedgeStroke, atMs: number, tag: Tag): WedgeAnswer<Tag> {
    const decisions: WedgeDecision<Tag>[] = [];
    this.#expire(atMs, decisions);
    const meaning = meaningOf(stroke, this.#layout);
    const run = this.#run;
    if (run !== undefined && run.alt !== '' && meaning.kind !== 'alt-digit') this.#endAlt(run, decisions);
    const verdict = this.#take(meaning, { atMs, tag }, decisions);
    return { verdict, decisions };
  }

  /** Says that `waitMs` have passed without a stroke. */
  settle(): readonly WedgeDecision<Tag>[] {
    const decisions: WedgeDecision<Tag>[] = [];
    const run = this.#run;
    if (run !== undefined && !this.isIdle) {
      // Kept in mind: if the next stroke was made soon after and only came late, these were a scan's after all.
      const isTyping = !this.#silent(run, decisions);
      if (isTyping) this.#run = run;
    }
    return decisions;
  }

  /** Lets go what is in hand unless it is certainly a scan, as before a touch that moves the focus. */
  yieldToHand(): readonly WedgeDecision<Tag>[] {
    const decisions: WedgeDecision<Tag>[] = [];
    const run = this.#run;
    if (run !== undefined && !run.isPrefixed && !this.#isBurst(run)) this.#release(run, decisions);
    return decisions;
  }

  /** Ends by its time what the stroke at `atMs` comes too late for. */
  #expire(atMs: number, out: WedgeDecision<Tag>[]): void {
    const tail = this.#tail;
    if (tail !== undefined && atMs - tail.lastAtMs > Math.max(tail.joinMs, tail.endMs))
      this.#tail = undefined;
    const run = this.#run;
    if (run === undefined) return;
    const gapMs = atMs - run.lastAtMs;
    if (gapMs > this.#silenceMs(run)) this.#silent(run, out);
    // A pause inside a burst is borne as long as the whole of it stays quicker than a hand.
    else if (gapMs > this.maxGapMs && this.#isOpenBurst(run) && run.averageGapMs(atMs) >= this.maxGapMs)
      this.#release(run, out);
  }

  /** What silence makes of a run. @returns whether it was a scan, good or bad. */
  #silent(run: WedgeRun<Tag>, out: WedgeDecision<Tag>[]): boolean {
    if (run.alt !== '') this.#endAlt(run, out);
    if (this.#run !== run) return true;
    const isScan = this.#isScan(run);
    if (isScan) this.#finish(run, out);
    else this.#release(run, out);
    return isScan;
  }

  #take(meaning: WedgeMeaning, stroke: Stroke<Tag>, out: WedgeDecision<Tag>[]): WedgeVerdict {
    const swallowed = this.#takeInTail(meaning, stroke.atMs, out);
    if (swallowed) return 'swallowed';
    switch (meaning.kind) {
      case 'modifier':
        if (this.#run !== undefined && this.#run.end === '') this.#run.touch(stroke.atMs);
        return 'passed';
      case 'character':
        return this.#character(meaning.character, stroke, out);
      case 'control':
        return this.#control(meaning, stroke, out);
      case 'alt-digit':
        return this.#altDigit(meaning.digit, stroke, out);
      case 'terminator':
        return this.#terminator(meaning.character, stroke, out);
      case 'other':
        return this.#other(stroke, out);
      default:
        return unreachable(meaning);
    }
  }

  #takeInTail(meaning: WedgeMeaning, atMs: number, out: WedgeDecision<Tag>[]): boolean {
    const tail = this.#tail;
    if (tail === undefined || meaning.kind === 'modifier') return false;
    const isNew = meaning.kind === 'character' && this.#beginsPrefix(meaning.character);
    const part = isNew ? 'none' : partOfTail(tail, meaning, atMs);
    if (part === 'none') this.#tail = undefined;
    if (part === 'more') {
      if (!tail.isRefused) out.push({ kind: 'refused', reason: 'embedded-end', length: 1, released: 0 });
      this.#tail = { ...tail, lastAtMs: Math.max(tail.lastAtMs, atMs), isRefused: true };
    }
    return part !== 'none';
  }

  #character(character: string, stroke: Stroke<Tag>, out: WedgeDecision<Tag>[]): WedgeVerdict {
    const before = this.#run;
    if (before !== undefined && before.end !== '') {
      if (this.#beginsPrefix(character)) this.#finish(before, out);
      else if (!this.#goOnAfterEnd(before, stroke.atMs, out)) return 'swallowed';
    }
    const run = this.#runFor(character, stroke.atMs, out);
    run.hold(stroke.tag, stroke.atMs);
    this.#append(run, character, out);
    return 'held';
  }

  #control(
    { character, isEditing }: Extract<WedgeMeaning, { kind: 'control' }>,
    stroke: Stroke<Tag>,
    out: WedgeDecision<Tag>[],
  ): WedgeVerdict {
    if (this.#beginsPrefix(character)) return this.#character(character, stroke, out);
    const run = this.#run;
    if (run === undefined) return 'passed';
    if (isEditing && !run.isPrefixed && !this.#isBurst(run)) return this.#other(stroke, out);
    if (isOfCode(character)) return this.#character(character, stroke, out);
    if (run.end !== '') return 'swallowed';
    run.hold(stroke.tag, stroke.atMs);
    this.#bound(run, out);
    return 'held';
  }

  #altDigit(digit: string, stroke: Stroke<Tag>, out: WedgeDecision<Tag>[]): WedgeVerdict {
    const before = this.#run;
    if (before !== undefined && before.end !== '' && !this.#goOnAfterEnd(before, stroke.atMs, out))
      return 'swallowed';
    const run = this.#run ?? this.#begin(stroke.atMs);
    run.hold(stroke.tag, stroke.atMs);
    run.alt += digit;
    if (run.strokes > this.#maxLength * MOST_STROKES_PER_CHARACTER) this.#refuse(run, 'too-long', out);
    return 'held';
  }

  #terminator(character: '\r' | '\n' | '\t', stroke: Stroke<Tag>, out: WedgeDecision<Tag>[]): WedgeVerdict {
    const run = this.#run;
    if (run === undefined) return 'passed';
    if (!this.#isScan(run)) {
      this.#release(run, out);
      return 'passed';
    }
    run.touch(stroke.atMs);
    this.#ended(run, character, out);
    if (this.#run === run) this.#bound(run, out);
    return 'swallowed';
  }

  /** A key that is in no code. In the midst of a burst it means that the code cannot be trusted. */
  #other(stroke: Stroke<Tag>, out: WedgeDecision<Tag>[]): WedgeVerdict {
    const run = this.#run;
    if (run === undefined) return 'passed';
    if (run.isPrefixed && run.length > 0) {
      if (run.end === '') run.touch(stroke.atMs);
      return 'swallowed';
    }
    if (run.isPrefixed || !this.#isBurst(run)) {
      this.#release(run, out);
      return 'passed';
    }
    if (stroke.atMs - run.lastAtMs > this.maxGapMs) {
      this.#finish(run, out);
      return 'passed';
    }
    run.touch(stroke.atMs);
    this.#refuse(run, 'interrupted', out);
    return 'swallowed';
  }

  /** A character after what seemed the end. @returns whether the run goes on. */
  #goOnAfterEnd(run: WedgeRun<Tag>, atMs: number, out: WedgeDecision<Tag>[]): boolean {
    if (run.isPrefixed) {
      run.text += run.end;
      run.end = '';
      return true;
    }
    run.touch(atMs);
    this.#refuse(run, 'embedded-end', out);
    return false;
  }

  /** The run that a character belongs to: the one in hand, unless this begins a scan behind somebody's typing. */
  #runFor(character: string, atMs: number, out: WedgeDecision<Tag>[]): WedgeRun<Tag> {
    const run = this.#run;
    if (run === undefined) return this.#begin(atMs);
    const isTyping = !run.isPrefixed && !this.#isBurst(run);
    if (isTyping && this.#beginsPrefix(character) && !this.#prefix.startsWith(run.text + character)) {
      this.#release(run, out);
      return this.#begin(atMs);
    }
    return run;
  }

  #begin(atMs: number): WedgeRun<Tag> {
    const run = new WedgeRun<Tag>(atMs);
    this.#run = run;
    this.#tail = undefined;
    this.#runs += 1;
    return run;
  }

  #append(run: WedgeRun<Tag>, character: string, out: WedgeDecision<Tag>[]): void {
    run.text += character;
    if (!run.isPrefixed && this.#prefix !== '' && run.text === this.#prefix) {
      run.isPrefixed = true;
      run.text = '';
    }
    this.#bound(run, out);
  }

  /** A run that no code could be as long as is refused, whatever its strokes were. */
  #bound(run: WedgeRun<Tag>, out: WedgeDecision<Tag>[]): void {
    const isTooLong =
      run.text.length + run.end.length > this.#maxLength ||
      run.strokes > this.#maxLength * MOST_STROKES_PER_CHARACTER;
    if (isTooLong) this.#refuse(run, 'too-long', out);
  }

  #ended(run: WedgeRun<Tag>, character: '\r' | '\n' | '\t', out: WedgeDecision<Tag>[]): void {
    const isSuffix = this.#suffix === 'either' || (this.#suffix === 'tab') === (character === '\t');
    if (!isSuffix && run.isPrefixed) {
      if (run.end !== '') this.#goOnAfterEnd(run, run.lastAtMs, out);
      this.#append(run, character, out);
      return;
    }
    if (!isSuffix) {
      this.#refuse(run, 'embedded-end', out);
      return;
    }
    run.end += character;
    this.#hasSeenEnd = true;
    if (isEndCertain(this.#wholeText(run))) this.#finish(run, out);
  }

  /** The character that Alt and a number has made, once the number is complete. */
  #endAlt(run: WedgeRun<Tag>, out: WedgeDecision<Tag>[]): void {
    const character = altCharacter(run.alt);
    const isScan = run.isPrefixed || this.#isBurst(run);
    run.alt = '';
    const meaning = character === undefined ? undefined : meaningOfCharacter(character);
    if (meaning === undefined) {
      if (isScan) this.#refuse(run, 'not-text', out);
      return;
    }
    if (meaning.kind === 'terminator') {
      if (isScan) this.#ended(run, meaning.character, out);
    } else if (meaning.kind === 'character' || (meaning.kind === 'control' && isOfCode(meaning.character))) {
      this.#append(run, meaning.character, out);
    }
  }

  #finish(run: WedgeRun<Tag>, out: WedgeDecision<Tag>[]): void {
    const { released } = run;
    if (run.end === '' && this.#suffix !== 'either') {
      this.#refuse(run, 'no-end', out);
      return;
    }
    const { aimId, text, isQr, isVendors } = readWedgeText(this.#wholeText(run));
    if (isQr && !run.isPrefixed) this.#refuse(run, 'prefix-needed', out);
    else if (text === '') this.#refuse(run, 'not-text', out);
    else {
      const scan = { text, ...(aimId === undefined ? {} : { aimId }) };
      out.push(isVendors ? { kind: 'vendor-answer', released } : { kind: 'scan', scan, released });
      const waitMs = this.#silenceMs(run);
      this.#run = undefined;
      this.#tail = {
        lastAtMs: run.lastAtMs,
        joinMs: waitMs,
        endMs: Math.max(waitMs, this.maxGapMs),
        isRefused: false,
      };
    }
  }

  #refuse(run: WedgeRun<Tag>, reason: WedgeRefusal, out: WedgeDecision<Tag>[]): void {
    out.push({ kind: 'refused', reason, length: run.text.length, released: run.released });
    this.#run = undefined;
    // No longer than it takes: a hand that goes on typing must not be taken for the rest of the code.
    const joinMs = run.isPrefixed ? Math.max(this.maxGapMs, run.endWaitMs(this.maxGapMs)) : this.maxGapMs;
    this.#tail = { lastAtMs: run.lastAtMs, joinMs, endMs: SILENCE_GAPS * this.maxGapMs, isRefused: true };
  }

  #release(run: WedgeRun<Tag>, out: WedgeDecision<Tag>[]): void {
    for (const tag of run.letGo()) out.push({ kind: 'release', tag });
    this.#run = undefined;
  }

  /** With the flag character of the identifier as prefix, that character is part of the identifier. */
  #wholeText(run: WedgeRun<Tag>): string {
    return run.isPrefixed && this.#prefix.endsWith(']') ? `]${run.text}` : run.text;
  }

  #beginsPrefix(character: string): boolean {
    return this.#prefix !== '' && this.#prefix.startsWith(character);
  }

  #isScan(run: WedgeRun<Tag>): boolean {
    return run.isPrefixed ? run.length > 0 : this.#isBurst(run);
  }

  #isBurst(run: WedgeRun<Tag>): boolean {
    return run.isBurst(this.#minLength, this.maxGapMs);
  }

  #isOpenBurst(run: WedgeRun<Tag>): boolean {
    return !run.isPrefixed && run.end === '' && this.#isBurst(run);
  }

  /** Longer silence than this says what a run is. */
  #silenceMs(run: WedgeRun<Tag>): number {
    if (run.end !== '') return run.endWaitMs(this.maxGapMs);
    if (run.isPrefixed) return Math.max(SILENCE_GAPS * this.maxGapMs, LONG_SILENCE_MS);
    const isPrefixUnderWay = run.text !== '' && this.#prefix.startsWith(run.text);
    return isPrefixUnderWay || this.#isBurst(run) ? SILENCE_GAPS * this.maxGapMs : this.maxGapMs;
  }
}

interface Stroke<Tag> {
  readonly atMs: number;
  readonly tag: Tag;
}
