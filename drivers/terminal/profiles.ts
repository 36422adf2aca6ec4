import type { TerminalLayout } from './layout.ts';
import { nccc400, nccc400Simulator } from './layouts/nccc-400.ts';

/** What a till must know of one card terminal. Data, so that a new terminal is a new entry and no new code. */
export interface TerminalProfile {
  readonly id: string;
  /** For the technician's list. */
  readonly name: string;
  readonly layout: TerminalLayout;
  /** From the last byte of a request until ACK or NAK; 3 to 5 s on all terminals found (peripherals 4.2). */
  readonly ackMs: number;
  /** From ACK to the result, while the cardholder acts: terminals take 60 to 120 s. */
  readonly resultMs: number;
  /** How often a request is sent again, at most 3. Never after an ACK. */
  readonly retries: number;
  /**
   * After what a request is sent again. A terminal may have taken a request whose ACK was lost on the way: `nak` is for
   * those that would then start a second time; `silence-or-nak` is what the manuals say.
   */
  readonly resendAfter: 'silence-or-nak' | 'nak';
  /** How long after a NAK its double may come, or an ACK that proves it wrong. */
  readonly controlGapMs: number;
  /** Silence that ends half a frame. */
  readonly interByteMs: number;
  /** Answers that cannot be read and are asked for again with NAK, until the result counts as unknown. */
  readonly maxDamagedAnswers: number;
  /** Whether the terminal sends the till's reference back; then an answer with another one is not ours. */
  readonly isReferenceEchoed: boolean;
  /** How long an answer may be late and still be matched with its request. */
  readonly lateWindowMs: number;
  /** Frames that one request may be answered with, where the layout allows more than one. */
  readonly maxFrames: number;
  /** How often the time left is told. */
  readonly countdownMs: number;
  /** Local time minus UTC, for layouts whose requests carry the time; 480 in Taiwan. */
  readonly utcOffsetMinutes: number;
  /** Fields put into every request, such as another host than the layout's. */
  readonly extraFields: Readonly<Record<string, string>>;
}

/** What holds for a terminal of which nothing else is known than its layout. */
export function terminalProfile(
  layout: TerminalLayout,
  change: Partial<Omit<TerminalProfile, 'layout'>> = {},
): TerminalProfile {
  return {
    id: layout.id,
    name: layout.name,
    layout,
    ackMs: 5_000,
    resultMs: 120_000,
    retries: 3,
    resendAfter: 'silence-or-nak',
    controlGapMs: 100,
    interByteMs: 500,
    maxDamagedAnswers: 3,
    isReferenceEchoed: false,
    lateWindowMs: 30 * 60_000,
    maxFrames: 20,
    countdownMs: 1_000,
    utcOffsetMinutes: 480,
    extraFields: {},
    ...change,
  };
}

/** The profiles that come with the till; one for any other layout is made by {@link terminalProfile}. */
export const terminalProfiles = {
  nccc400: terminalProfile(nccc400),
  simulator: terminalProfile(nccc400Simulator, { isReferenceEchoed: true }),
} as const;
