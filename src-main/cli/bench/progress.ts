/** Where progress is written. */
export interface ProgressEnd {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const EVERY_MS = 1_000;

/**
 * Tells progress without flooding: on a terminal in one line that is written over, elsewhere a line a second at most.
 */
export class Progress {
  readonly #end: ProgressEnd;
  readonly #nowMs: () => number;
  #toldAtMs = Number.NEGATIVE_INFINITY;
  #width = 0;

  /** @param nowMs elapsed time, for how often to tell. */
  constructor(end: ProgressEnd, nowMs: () => number) {
    this.#end = end;
    this.#nowMs = nowMs;
  }

  tell(text: string): void {
    const nowMs = this.#nowMs();
    const isTerminal = this.#end.isTTY === true;
    if (nowMs - this.#toldAtMs < (isTerminal ? EVERY_MS / 10 : EVERY_MS)) return;
    this.#toldAtMs = nowMs;
    this.#end.write(isTerminal ? `\r${text.padEnd(this.#width)}` : `${text}\n`);
    this.#width = text.length;
  }

  /** Clears the line on a terminal, so that what follows begins on an empty one. */
  end(): void {
    if (this.#end.isTTY === true) this.#end.write(`\r${''.padEnd(this.#width)}\r`);
  }
}
