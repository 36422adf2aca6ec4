import { WedgeCodec } from '../../../drivers/scanner/wedge-codec.ts';
import type { WedgeDecision, WedgeOptions, WedgeVerdict } from '../../../drivers/scanner/wedge-decision.ts';
import type { WedgeStroke } from '../../../drivers/scanner/wedge-layout.ts';
import { Choices, type FuzzTarget, hex, must } from './fuzz-target.ts';

/** Keys by number, so that an input's bytes are strokes: those of codes first, then ends, modifiers and strangers. */
const keys = [
  ...[...'0123456789'].map((digit) => `Digit${digit}`),
  ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `Key${letter}`),
  ...[
    'BracketRight',
    'BracketLeft',
    'Minus',
    'Equal',
    'Slash',
    'Backslash',
    'Period',
    'Comma',
    'Semicolon',
    'Space',
  ],
  ...[
    'Enter',
    'Tab',
    'NumpadEnter',
    'ShiftLeft',
    'ControlLeft',
    'AltLeft',
    'CapsLock',
    'F1',
    'Escape',
    'Backspace',
  ],
  ...[...'0123456789'].map((digit) => `Numpad${digit}`),
  ...['NumpadAdd', 'NumpadDecimal', '', 'IntlRo', 'Process', '__proto__', 'constructor'],
];
const gapsMs = [0, 1, 5, 10, 20, 40, 49, 50, 51, 80, 120, 150, 151, 300, 500, 501, 1_000, -20];
/** Most of the time a scanner's pace. */
const usualGaps = 200;

const maxLength = 48;
/** `WedgeOptions.maxLength` and the most strokes that one character may take. */
const maxHeld = maxLength * 6 + 8;
const longAfterMs = 5_000;

interface Setting {
  readonly options: WedgeOptions;
  /** What types one code with this setting, and the code. */
  readonly strokes: readonly string[];
}

const digits = ['Digit4', 'Digit7', 'Digit1', 'Digit0', 'Digit0', 'Digit1', 'Digit8', 'Digit3'];
const settings: readonly Setting[] = [
  { options: {}, strokes: [...digits, 'Enter'] },
  { options: { prefix: ']' }, strokes: ['BracketRight', '+KeyE', 'Digit4', ...digits, 'Enter'] },
  { options: { prefix: '[[' }, strokes: ['BracketLeft', 'BracketLeft', ...digits, 'Enter'] },
  { options: { suffix: 'enter' }, strokes: [...digits, 'Enter'] },
  { options: { suffix: 'tab', maxGapMs: 120 }, strokes: [...digits, 'Tab'] },
  {
    options: { prefix: ']', suffix: 'tab', minLength: 1 },
    strokes: ['BracketRight', '+KeyE', 'Digit4', ...digits, 'Tab'],
  },
];

function strokeOf(code: string, modifiers: number): WedgeStroke {
  return {
    code,
    shift: (modifiers & 1) !== 0,
    ctrl: (modifiers & 2) !== 0,
    alt: (modifiers & 4) !== 0,
    meta: (modifiers & 8) !== 0,
    isRepeat: (modifiers & 16) !== 0,
  };
}

/** What became of each stroke; every promise about them is checked as it happens. */
class Strokes {
  readonly #codec: WedgeCodec<number>;
  #next = 0;
  /** Held and not yet decided, oldest first. */
  #held: number[] = [];
  /** The last one that was let go: they come in order. */
  #released = -1;
  readonly scans: string[] = [];

  constructor(codec: WedgeCodec<number>) {
    this.#codec = codec;
  }

  press(stroke: WedgeStroke, atMs: number): void {
    const tag = this.#next;
    this.#next += 1;
    const { verdict, decisions } = this.#codec.press(stroke, atMs, tag);
    this.#decided(decisions, tag, verdict);
    must(
      this.#held.length <= maxHeld,
      'no more strokes are held than the longest code can have',
      () => this.#held.length,
    );
  }

  settle(): void {
    this.#decided(this.#codec.settle(), -1, 'passed');
    must(this.#codec.isIdle, 'after silence nothing is in hand');
  }

  touch(): void {
    this.#decided(this.#codec.yieldToHand(), -1, 'passed');
  }

  #decided(decisions: readonly WedgeDecision<number>[], tag: number, verdict: WedgeVerdict): void {
    if (verdict === 'held') this.#held.push(tag);
    for (const decision of decisions) {
      if (decision.kind === 'release') {
        must(this.#held.includes(decision.tag), 'only a stroke that is held is let go, once');
        must(decision.tag > this.#released, 'strokes are let go in the order in which they were made');
        this.#released = decision.tag;
        this.#held = this.#held.filter((each) => each !== decision.tag);
      } else {
        must(decision.released >= 0 && decision.released <= this.#next, 'what is to be taken back was made');
        if (decision.kind === 'scan') {
          const { text } = decision.scan;
          must(
            text !== '' && text.length <= maxLength,
            'a scan has a length that is allowed',
            () => text.length,
          );
          this.scans.push(text);
        }
        // The strokes of a code are swallowed; the one that showed its end may be the first of what follows.
        this.#held = verdict === 'held' && !this.#codec.isIdle ? [tag] : [];
      }
    }
  }
}

/** A scanner that types: strokes to scans. */
export const wedgeTarget: FuzzTarget = {
  name: 'scanner-wedge',
  about: 'strokes of a scanner in keyboard mode, mixed with a hand’s',
  tokens: [
    ...[
      '280014',
      '2a0005',
      '2e0000',
      '330005',
      '350505',
      '0b0205',
      '250305',
      '040005070005010005000005',
      '3d0405',
    ].map(hex),
  ],
  maxBytes: 12_000,
  check(input) {
    const choices = new Choices(input);
    const { options, strokes } = choices.pick(settings);
    const codec = new WedgeCodec<number>({ ...options, maxLength });
    const hand = new Strokes(codec);
    let atMs = 0;
    // Now and then a keyboard's clock goes back.
    let latestMs = 0;
    while (!choices.isOver) {
      const code = choices.pick(keys);
      const modifiers = choices.byte();
      const gap = choices.byte();
      atMs += gap >= usualGaps ? (gapsMs[(gap - usualGaps) % gapsMs.length] ?? 0) : gap % 12;
      latestMs = Math.max(latestMs, atMs);
      if (modifiers >= 0xf8) hand.touch();
      else if (modifiers >= 0xf0) hand.settle();
      else hand.press(strokeOf(code, modifiers >= 0x80 ? modifiers : 0), atMs);
      must(codec.waitMs === undefined || codec.waitMs > 0, 'there is a time to wait');
    }
    hand.settle();
    atMs = latestMs + longAfterMs;
    const before = hand.scans.length;
    for (const code of strokes) {
      hand.press(strokeOf(code.replace('+', ''), code.startsWith('+') ? 1 : 0), atMs);
      atMs += 8;
    }
    hand.settle();
    must(
      hand.scans.length === before + 1 && hand.scans.at(-1) === '47100183',
      'a code after a pause is read exactly',
      () => hand.scans.slice(before),
    );
  },
  open() {
    const codec = new WedgeCodec<number>();
    let strokes = 0;
    return {
      push(bytes) {
        for (const byte of bytes)
          codec.press(strokeOf(keys[byte % keys.length] ?? '', 0), strokes++, strokes);
      },
    };
  },
};
