export interface CrashPolicy {
  /** So many crashes … */
  readonly crashes: number;
  /** … within this time, and the port is left alone … */
  readonly withinMs: number;
  /** … for so long. */
  readonly pauseMs: number;
  /** How long after a crash a port that was in use then has a process of its own. */
  readonly apartMs: number;
}

/** Three crashes within a minute are answered with a minute's rest; after ten quiet minutes a port may share again. */
export const defaultCrashPolicy: CrashPolicy = {
  crashes: 3,
  withinMs: 60_000,
  pauseMs: 60_000,
  apartMs: 600_000,
};

interface Suspect {
  /** Of the newest crashes, on the monotonic clock. */
  crashedAtMs: readonly number[];
  pausedUntilMs: number;
}

/**
 * Which ports were in use when their process died. Of several that shared it any may be the cause, so from then on
 * each has a process of its own, for a while: the next crash names its cause, and takes nobody else down. Only a port
 * that goes on crashing alone comes to a pause.
 */
export class CrashRecord {
  readonly #policy: CrashPolicy;
  readonly #monotonicMs: () => number;
  readonly #suspects = new Map<string, Suspect>();

  constructor(monotonicMs: () => number, policy: CrashPolicy = defaultCrashPolicy) {
    this.#policy = policy;
    this.#monotonicMs = monotonicMs;
  }

  /** The process that served this port has died. @returns whether it comes to a pause now. */
  note(name: string): boolean {
    const { crashes, withinMs, pauseMs } = this.#policy;
    const nowMs = this.#monotonicMs();
    const before = this.#suspects.get(name) ?? { crashedAtMs: [], pausedUntilMs: nowMs };
    const crashedAtMs = [...before.crashedAtMs, nowMs]
      .filter((atMs) => nowMs - atMs <= withinMs)
      .slice(-crashes);
    const isPaused = crashedAtMs.length >= crashes;
    this.#suspects.set(name, { crashedAtMs, pausedUntilMs: isPaused ? nowMs + pauseMs : nowMs });
    return isPaused;
  }

  /** Whether this port gets a process of its own. */
  isApart(name: string): boolean {
    const lastMs = this.#suspects.get(name)?.crashedAtMs.at(-1);
    if (lastMs === undefined) return false;
    if (this.#monotonicMs() - lastMs < this.#policy.apartMs) return true;
    this.#suspects.delete(name);
    return false;
  }

  /** Milliseconds for which this port is still left alone; 0 when it may be opened. */
  pauseLeftMs(name: string): number {
    return Math.max(0, (this.#suspects.get(name)?.pausedUntilMs ?? 0) - this.#monotonicMs());
  }
}
