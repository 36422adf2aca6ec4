import { v7 } from 'uuid';
import { type CuePlayer, silentPlayer } from './sound.ts';

/** Undoes whatever returned it. Calling it twice does nothing more. */
export type Dispose = () => void;

/**
 * What a window takes from the machine it runs on, handed down from `main.tsx`, so that a test can hold the clock
 * and know the ids.
 */
export interface WindowEnvironment {
  /** Wall time, UTC milliseconds. */
  readonly nowMs: () => number;
  /** Runs `work` once after `delayMs`; the returned function cancels it. */
  readonly after: (delayMs: number, work: () => void) => Dispose;
  /** A fresh UUIDv7: the id of a command. */
  readonly nextId: () => string;
  readonly sound: CuePlayer;
}

/** The environment of a real window. */
export function browserEnvironment(sound: CuePlayer = silentPlayer): WindowEnvironment {
  return {
    nowMs: () => Date.now(),
    after: (delayMs, work) => {
      const timer = setTimeout(work, delayMs);
      return () => clearTimeout(timer);
    },
    nextId: () => v7(),
    sound,
  };
}
