import { unreachable } from '../../src-main/base/assert.ts';
import type { Clock, Dispose, Timers } from '../../src-main/base/clock.ts';
import { Emitter } from '../../src-main/base/emitter.ts';
import type { Logger } from '../../src-main/base/log.ts';
import { err, type Result } from '../../src-main/base/result.ts';
import type { Link, LinkFault, LinkState } from '../link.ts';
import { type ScaleKey, scaleDialects } from './scale-dialects.ts';
import { type Answer, ScaleInquiry } from './scale-inquiry.ts';
import type { ScaleDamage } from './scale-message.ts';
import type { ScaleProfile } from './scale-profile.ts';
import { readingOf, type ScaleReading } from './scale-reading.ts';
import {
  type ScaleCounters,
  type ScaleEvent,
  type ScaleFault,
  type ScaleState,
  scaleStateOfLink,
} from './scale-state.ts';
import {
  type KeyFailure,
  KeyTask,
  type ScaleTask,
  type ScaleTrouble,
  type TaskFailure,
  type WeighFailure,
  WeighTask,
} from './scale-task.ts';
import { SoldWeight, type Weighing, WeighJudge, type WeighWait } from './weigh-judge.ts';

export interface ScaleDeps {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
}

/** A scale: link, codec and state. It reports weights and facts, and never decides what is sold. */
export class ScaleDevice {
  readonly #link: Link;
  readonly #profile: ScaleProfile;
  readonly #deps: ScaleDeps;
  readonly #inquiry: ScaleInquiry;
  readonly #sold: SoldWeight;
  readonly #events: Emitter<ScaleEvent>;
  readonly #readings: Emitter<ScaleReading>;
  readonly #disposers: Dispose[] = [];
  readonly #counters = { bytesIn: 0, readings: 0, weighings: 0, damaged: 0, timeouts: 0, late: 0 };
  #lastFault: ScaleFault | undefined;
  #state: ScaleState = { status: 'closed', reason: 'closed' };
  #task: ScaleTask | undefined;
  /** Failed questions in a row, and how many of them brought bytes. */
  #misses = 0;
  #damagedMisses = 0;
  #cancelNext: Dispose = () => {};
  #isDraining = false;

  constructor(link: Link, profile: ScaleProfile, deps: ScaleDeps) {
    this.#link = link;
    this.#profile = profile;
    this.#deps = deps;
    this.#sold = new SoldWeight(profile);
    this.#inquiry = new ScaleInquiry(link, profile, deps.timers, {
      onDamaged: (damage, byteCount) => this.#damaged(damage, byteCount),
      onLate: () => {
        this.#counters.late += 1;
      },
    });
    const onListenerError = (error: unknown) =>
      deps.log.log('error', 'a listener of a scale failed', { scale: profile.id, error: String(error) });
    this.#events = new Emitter(onListenerError);
    this.#readings = new Emitter(onListenerError);
  }

  get state(): ScaleState {
    return this.#state;
  }

  get counters(): ScaleCounters {
    return { ...this.#counters };
  }

  get lastFault(): ScaleFault | undefined {
    return this.#lastFault;
  }

  /** Listens to the link, opens it, and asks the scale whether it is there. Idempotent. */
  open(): void {
    if (this.#disposers.length > 0) return;
    this.#disposers.push(
      this.#link.onData((bytes) => {
        this.#counters.bytesIn += bytes.length;
        this.#inquiry.receive(bytes);
      }),
      this.#link.onState((state) => this.#linkChanged(state)),
    );
    this.#link.open();
  }

  /** Closes the link for good; an open weighing fails with `closed`. Idempotent. */
  async close(): Promise<void> {
    await this.#link.close();
    for (const dispose of this.#disposers) dispose();
  }

  onEvent(listener: (event: ScaleEvent) => void): Dispose {
    return this.#events.on(listener);
  }

  /** Hears whatever the scale shows: while a weighing is open, and from a scale that sends all the time always. For the screen only. */
  onReading(listener: (reading: ScaleReading) => void): Dispose {
    return this.#readings.on(listener);
  }

  /**
   * Waits for goods on the scale and gives their weight: at rest, above zero, within capacity, and not those that were
   * weighed last and still lie there. An empty scale is waited for until the signal is raised; goods that do not come
   * to a weight are refused after the profile's `settleMs`. One weighing at a time (`busy`). Never rejects.
   */
  weigh(options: { readonly signal?: AbortSignal } = {}): Promise<Result<Weighing, WeighFailure>> {
    const { signal } = options;
    if (signal?.aborted === true) return Promise.resolve(err({ reason: 'cancelled', detail: '' }));
    const unavailable = this.#whyUnavailable();
    if (unavailable !== undefined) return Promise.resolve(err(unavailable));
    return new Promise((resolve) => {
      const onWait = (reason: WeighWait) => this.#events.emit({ kind: 'waiting', reason });
      const task = new WeighTask(new WeighJudge(this.#profile, this.#sold), onWait, (result) => {
        if (result.ok) this.#counters.weighings += 1;
        resolve(result);
      });
      task.cancelWith(signal, () => this.#failTask({ reason: 'cancelled', detail: '' }));
      this.#begin(task);
    });
  }

  /** Presses the scale's zero key, and waits until it shows zero. */
  zero(): Promise<Result<void, KeyFailure>> {
    return this.#press('zero');
  }

  /** Takes what lies on the scale as its tare, and waits until it shows a net weight. */
  tare(): Promise<Result<void, KeyFailure>> {
    return this.#press('tare');
  }

  /** Forgets the tare, and waits until the scale shows a gross weight. */
  clearTare(): Promise<Result<void, KeyFailure>> {
    return this.#press('clear-tare');
  }

  #press(key: ScaleKey): Promise<Result<void, KeyFailure>> {
    const bytes = scaleDialects[this.#profile.dialect].keys[key];
    if (bytes === undefined) {
      const detail = `${this.#profile.name} has no ${key} from afar`;
      return Promise.resolve(err({ reason: 'unsupported', detail }));
    }
    const unavailable = this.#whyUnavailable();
    if (unavailable !== undefined) return Promise.resolve(err(unavailable));
    return new Promise((resolve) => {
      // A link that cannot take the byte is lost or will be; either ends the task.
      void this.#link.write(bytes);
      this.#begin(new KeyTask(key, this.#profile.settleMs, resolve));
    });
  }

  #whyUnavailable():
    | { readonly reason: 'busy' | 'opening' | LinkFault; readonly detail: string }
    | undefined {
    const link = this.#link.state;
    switch (link.status) {
      case 'open':
        return this.#task === undefined ? undefined : { reason: 'busy', detail: '' };
      case 'opening':
        return { reason: 'opening', detail: '' };
      case 'waiting':
        return { reason: link.fault, detail: link.detail };
      case 'closed':
        return { reason: 'closed', detail: '' };
      default:
        return unreachable(link);
    }
  }

  #begin(task: ScaleTask): void {
    this.#task = task;
    this.#misses = 0;
    this.#damagedMisses = 0;
    if (!this.#isDraining) this.#askAfter(0);
  }

  #failTask(failure: TaskFailure): void {
    const task = this.#task;
    this.#task = undefined;
    task?.fail(failure);
  }

  #askAfter(delayMs: number): void {
    this.#cancelNext();
    if (delayMs === 0) this.#ask();
    else this.#cancelNext = this.#deps.timers.after(delayMs, () => this.#ask());
  }

  #ask(): void {
    // A question in flight was asked before whatever wants the answer now; its own end brings the next.
    if (this.#inquiry.isAsking || this.#link.state.status !== 'open') return;
    const task = this.#task;
    this.#inquiry.ask((answer) => this.#answered(answer, task));
  }

  #answered(answer: Answer, askedBy: ScaleTask | undefined): void {
    switch (answer.kind) {
      case 'message':
        this.#misses = 0;
        this.#damagedMisses = 0;
        this.#read(readingOf(answer.message, this.#profile), askedBy);
        this.#askAgain();
        break;
      case 'doubtful':
        this.#counters.late += 1;
        this.#drain();
        break;
      case 'silent':
        this.#counters.timeouts += 1;
        this.#missed(0);
        break;
      case 'damaged':
        this.#damagedMisses += 1;
        this.#missed(this.#profile.pollMs);
        break;
      default:
        unreachable(answer);
    }
  }

  #drain(): void {
    this.#isDraining = true;
    this.#cancelNext();
    this.#cancelNext = this.#deps.timers.after(this.#inquiry.drainMs, () => {
      this.#isDraining = false;
      this.#inquiry.drained();
      this.#ask();
    });
  }

  #read(reading: ScaleReading, askedBy: ScaleTask | undefined): void {
    this.#counters.readings += 1;
    this.#stateFromReading(reading);
    this.#sold.see(reading);
    this.#readings.emit(reading);
    const task = this.#task;
    if (task === undefined || task !== askedBy) return;
    const isOver = task.read(reading, this.#deps.clock.monotonicMs()) === 'over';
    if (isOver && this.#task === task) this.#task = undefined;
  }

  /** Goes on asking for as long as anything wants to know. */
  #askAgain(): void {
    if (this.#inquiry.isStreaming) this.#askAfter(0);
    else if (this.#task !== undefined || this.#sold.isHeld) this.#askAfter(this.#profile.pollMs);
    else if (this.#state.status !== 'enabled') this.#askAfter(this.#profile.recheckMs);
  }

  #missed(retryInMs: number): void {
    this.#misses += 1;
    if (this.#misses <= this.#profile.retries) {
      this.#askAfter(retryInMs);
      return;
    }
    // One disturbed answer among many silences is a scale that went away; more of them is one that is not understood.
    const reason: ScaleTrouble = this.#damagedMisses * 2 >= this.#misses ? 'nonsense' : 'no-answer';
    const detail = `${this.#misses} questions, ${this.#damagedMisses} damaged answers`;
    this.#misses = 0;
    this.#damagedMisses = 0;
    this.#faultOnce(reason, detail);
    this.#failTask({ reason, detail });
    this.#setState({ status: reason === 'nonsense' ? 'error' : 'offline', reason });
    // Whoever hears of it may have begun another task, which asks by itself.
    if (this.#task === undefined) this.#askAfter(this.#inquiry.isStreaming ? 0 : this.#profile.recheckMs);
  }

  #stateFromReading(reading: ScaleReading): void {
    switch (reading.kind) {
      case 'unit-mismatch':
        this.#faultOnce('unit-mismatch', reading.detail);
        this.#setState({ status: 'error', reason: 'unit-mismatch' });
        break;
      case 'not-ready':
        this.#faultOnce('not-ready', '');
        this.#setState({ status: 'offline', reason: 'not-ready' });
        break;
      default:
        this.#setState({ status: 'enabled' });
    }
  }

  #damaged(damage: ScaleDamage, byteCount: number): void {
    this.#counters.damaged += 1;
    this.#fault(damage, `${byteCount} bytes`);
    this.#events.emit({ kind: 'damaged', damage, byteCount });
  }

  #linkChanged(link: LinkState): void {
    const state = scaleStateOfLink(link, this.#state);
    if (state === undefined) {
      this.#misses = 0;
      this.#damagedMisses = 0;
      this.#setState({ status: 'claimed', reason: 'starting' });
      this.#askAfter(0);
      return;
    }
    this.#cancelNext();
    this.#isDraining = false;
    this.#inquiry.abandon();
    if (link.status === 'waiting') this.#faultOnce(link.fault, link.detail);
    this.#setState(state);
    if (link.status === 'waiting') this.#failTask({ reason: link.fault, detail: link.detail });
    if (link.status === 'closed') this.#failTask({ reason: 'closed', detail: '' });
  }

  /** The same trouble again is no news, and would hide when it began. */
  #faultOnce(reason: ScaleFault['reason'], detail: string): void {
    if (this.#state.reason !== reason) this.#fault(reason, detail);
  }

  #fault(reason: ScaleFault['reason'], detail: string): void {
    this.#lastFault = { reason, detail, atMs: this.#deps.clock.nowMs() };
    this.#deps.log.log('info', 'scale fault', { scale: this.#profile.id, reason, detail });
  }

  #setState(state: ScaleState): void {
    if (state.status === this.#state.status && state.reason === this.#state.reason) return;
    this.#state = state;
    this.#events.emit({ kind: 'state', state });
  }
}
