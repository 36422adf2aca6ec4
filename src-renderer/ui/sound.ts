import type { Cue } from '../../src-main/contract/views.ts';

/** Plays cues. Each has its visible counterpart on the screen; none carries meaning alone (ui.md, Sound). */
export interface CuePlayer {
  play(cue: Cue): void;
  /** Ends a cue that repeats until somebody has seen it. */
  acknowledge(): void;
}

/** For windows without sound and for tests. */
export const silentPlayer: CuePlayer = { play() {}, acknowledge() {} };

interface Tone {
  readonly frequencyHz: number;
  readonly startMs: number;
  readonly lengthMs: number;
}

/** The tones of each cue, as tabled in ui.md, Sound. */
export const CUE_TONES: Readonly<Record<Cue, readonly Tone[]>> = {
  item: [{ frequencyHz: 2_000, startMs: 0, lengthMs: 60 }],
  double: [{ frequencyHz: 2_000, startMs: 0, lengthMs: 25 }],
  known: [
    { frequencyHz: 1_300, startMs: 0, lengthMs: 50 },
    { frequencyHz: 1_750, startMs: 50, lengthMs: 50 },
  ],
  refused: [
    { frequencyHz: 240, startMs: 0, lengthMs: 150 },
    { frequencyHz: 240, startMs: 200, lengthMs: 150 },
  ],
  doubt: [
    { frequencyHz: 660, startMs: 0, lengthMs: 120 },
    { frequencyHz: 660, startMs: 320, lengthMs: 120 },
    { frequencyHz: 660, startMs: 640, lengthMs: 120 },
  ],
  done: [
    { frequencyHz: 1_050, startMs: 0, lengthMs: 60 },
    { frequencyHz: 1_400, startMs: 60, lengthMs: 60 },
    { frequencyHz: 2_100, startMs: 120, lengthMs: 60 },
  ],
  attention: [{ frequencyHz: 880, startMs: 0, lengthMs: 300 }],
};

const QUIETER: Readonly<Partial<Record<Cue, number>>> = { double: 0.4 };
const VOLUME = 0.25;
/** The same refusal may be told by the answer and by the core's own cue; within this time they are one sound. */
const MERGE_MS = 150;
const ATTENTION_EVERY_MS = 10_000;

/** What of an AudioContext is used, so that a test can count oscillators. */
export type ToneContext = Pick<
  AudioContext,
  'currentTime' | 'destination' | 'state' | 'createOscillator' | 'createGain' | 'resume'
>;

/**
 * A player over oscillators; no files. `open` is called at the first cue, since a browser gives sound only to a
 * window that somebody has touched.
 */
export function oscillatorPlayer(
  open: () => ToneContext,
  clock: { readonly nowMs: () => number; readonly after: (delayMs: number, work: () => void) => () => void },
): CuePlayer {
  let context: ToneContext | null = null;
  const lastPlayedMs = new Map<Cue, number>();
  let stopRepeating: (() => void) | null = null;

  const sound = (cue: Cue) => {
    context ??= open();
    // A till may be started with sound still locked: the tone is lost then, its visible counterpart is not.
    if (context.state === 'suspended') void context.resume();
    for (const tone of CUE_TONES[cue]) playTone(context, tone, VOLUME * (QUIETER[cue] ?? 1));
  };
  const repeat = () => {
    stopRepeating = clock.after(ATTENTION_EVERY_MS, () => {
      sound('attention');
      repeat();
    });
  };

  return {
    play(cue) {
      const nowMs = clock.nowMs();
      const last = lastPlayedMs.get(cue);
      if (last !== undefined && Math.abs(nowMs - last) < MERGE_MS) return;
      lastPlayedMs.set(cue, nowMs);
      sound(cue);
      if (cue === 'attention' && stopRepeating === null) repeat();
    },
    acknowledge() {
      stopRepeating?.();
      stopRepeating = null;
    },
  };
}

/** One tone with 4 ms ramps, without which an oscillator clicks. */
function playTone(context: ToneContext, tone: Tone, volume: number): void {
  const start = context.currentTime + tone.startMs / 1000;
  const end = start + tone.lengthMs / 1000;
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = tone.frequencyHz;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(volume, start + 0.004);
  gain.gain.setValueAtTime(volume, Math.max(start + 0.004, end - 0.004));
  gain.gain.linearRampToValueAtTime(0, end);
  oscillator.connect(gain);
  gain.connect(context.destination);
  oscillator.start(start);
  oscillator.stop(end);
}
