import type { WindowEnvironment } from '../../src-renderer/ui/environment.ts';

/** Time that stands still until a test moves it, ids that count, and cues that are written down. */
export class ManualEnvironment implements WindowEnvironment {
  readonly cues: string[] = [];
  acknowledged = 0;
  #nowMs: number;
  #ids = 0;
  #timers: { readonly atMs: number; readonly work: () => void }[] = [];

  constructor(nowMs = 0) {
    this.#nowMs = nowMs;
  }

  readonly nowMs = () => this.#nowMs;

  readonly after = (delayMs: number, work: () => void) => {
    const timer = { atMs: this.#nowMs + delayMs, work };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  };

  readonly nextId = () => {
    this.#ids += 1;
    return `id-${this.#ids}`;
  };

  readonly sound = {
    play: (cue: string) => {
      this.cues.push(cue);
    },
    acknowledge: () => {
      this.acknowledged += 1;
    },
  };

  /** Moves the clock and runs what has come due, in order. */
  advance(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const next = this.#timers.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((each) => each !== next);
      this.#nowMs = next.atMs;
      next.work();
    }
    this.#nowMs = untilMs;
  }
}

/** Lets everything that waits only for answers go on. */
export async function answersArrive(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
