import type { Clock, Dispose, Timers } from '../../src-main/base/clock.ts';
import type { Logger } from '../../src-main/base/log.ts';
import type { Link, LinkState } from '../link.ts';
import { FrameCodec, type TerminalSignal } from './frame-codec.ts';
import type { TerminalProfile } from './profiles.ts';
import type { TerminalCounters } from './terminal-outcome.ts';

export interface TerminalDeps {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
}

export type LineSignal = TerminalSignal | { readonly kind: 'lost' };

/** What became of bytes handed to the link. Only `none-left` promises that not one of them went out. */
export type WriteOutcome = 'taken' | 'none-left' | 'failed' | 'stalled';

/** Signals that may wait to be taken; a terminal that says more than this in one breath is broken. */
const maxWaiting = 64;

/** Link and codec together: signals in the order they came, one taker at a time, and writes that always settle. */
export class TerminalLine {
  readonly #link: Link;
  readonly #deps: TerminalDeps;
  readonly #codec: FrameCodec;
  readonly #count: (name: keyof TerminalCounters, by?: number) => void;
  readonly #onArrival: () => void;
  readonly #disposers: Dispose[] = [];
  #waiting: LineSignal[] = [];
  #taker: ((signal: LineSignal) => void) | undefined;
  #cancelSilence: Dispose = () => {};

  constructor(
    link: Link,
    profile: TerminalProfile,
    deps: TerminalDeps,
    hooks: {
      readonly count: (name: keyof TerminalCounters, by?: number) => void;
      /** Something came and nobody is taking. */
      readonly onArrival: () => void;
    },
  ) {
    this.#link = link;
    this.#deps = deps;
    this.#count = hooks.count;
    this.#onArrival = hooks.onArrival;
    this.#codec = new FrameCodec({
      payloadBytes: profile.layout.payloadBytes,
      interByteMs: profile.interByteMs,
    });
  }

  get isOpen(): boolean {
    return this.#link.state.status === 'open';
  }

  open(onState: (state: LinkState) => void): void {
    this.#disposers.push(
      this.#link.onData((bytes) => this.#received(bytes)),
      this.#link.onState((state) => {
        if (state.status !== 'open') this.#lost();
        onState(state);
      }),
    );
    this.#link.open();
  }

  async close(): Promise<void> {
    this.#cancelSilence();
    await this.#link.close();
    for (const dispose of this.#disposers.splice(0)) dispose();
  }

  /** The next signal that waits, if any. */
  takeNow(): LineSignal | undefined {
    return this.#waiting.shift();
  }

  /** The next signal; undefined when none came within `limitMs`. One caller at a time. */
  take(limitMs: number): Promise<LineSignal | undefined> {
    const waiting = this.takeNow();
    if (waiting !== undefined) return Promise.resolve(waiting);
    return new Promise((resolve) => {
      const cancel = this.#deps.timers.after(Math.max(0, limitMs), () => {
        this.#taker = undefined;
        resolve(undefined);
      });
      this.#taker = (signal) => {
        this.#taker = undefined;
        cancel();
        resolve(signal);
      };
    });
  }

  /** Hands bytes to the link and waits until the system has taken them, `limitMs` at most. */
  write(bytes: Uint8Array, limitMs: number): Promise<WriteOutcome> {
    // Asked before, in the same breath: a link that is not open now takes nothing.
    if (!this.isOpen) return Promise.resolve('none-left');
    this.#count('bytesOut', bytes.length);
    return new Promise((resolve) => {
      const cancel = this.#deps.timers.after(limitMs, () => resolve('stalled'));
      void this.#link.write(bytes).then((written) => {
        cancel();
        if (written.ok) resolve('taken');
        else resolve(written.error.fault === 'overflow' ? 'none-left' : 'failed');
      });
    });
  }

  #received(bytes: Uint8Array): void {
    this.#count('bytesIn', bytes.length);
    this.#add(this.#codec.push(bytes, this.#deps.clock.monotonicMs()));
    this.#awaitSilence(this.#codec.interByteMs);
  }

  #awaitSilence(delayMs: number): void {
    this.#cancelSilence();
    if (this.#codec.partialByteCount === 0) return;
    this.#cancelSilence = this.#deps.timers.after(delayMs, () => {
      this.#add(this.#codec.flush(this.#deps.clock.monotonicMs()));
      // A timer may fire a hair early by the other clock; then the rest is waited for.
      this.#awaitSilence(1);
    });
  }

  #lost(): void {
    this.#cancelSilence();
    this.#codec.reset();
    this.#add([{ kind: 'lost' }]);
  }

  #add(signals: readonly LineSignal[]): void {
    for (const signal of signals) {
      if (signal.kind === 'noise') this.#count('noiseBytes', signal.byteCount);
      if (signal.kind === 'damaged') this.#count('damagedFrames');
      if (this.#taker !== undefined) this.#taker(signal);
      else if (this.#waiting.length < maxWaiting) this.#waiting.push(signal);
      else this.#deps.log.log('warn', 'terminal says too much', { link: this.#link.name, kind: signal.kind });
    }
    if (this.#waiting.length > 0) this.#onArrival();
  }
}
