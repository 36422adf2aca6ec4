import type { Dispose } from '../../src-main/base/clock.ts';
import { Emitter } from '../../src-main/base/emitter.ts';
import type { DeviceState } from '../device.ts';
import { stateOfClosedLink } from '../link/link-device-state.ts';
import type { Link, LinkState } from '../link.ts';
import { controlBytes } from './frame-codec.ts';
import { LateAnswers, type OpenRequest } from './late-answers.ts';
import { localTimeOf } from './payload.ts';
import type { TerminalProfile } from './profiles.ts';
import { readAnswer, type TerminalAnswer } from './terminal-answer.ts';
import { type ExchangeHost, TerminalExchange } from './terminal-exchange.ts';
import { type LineSignal, type TerminalDeps, TerminalLine } from './terminal-line.ts';
import type {
  LateAnswer,
  RequestOptions,
  TerminalCounters,
  TerminalFault,
  TerminalOutcome,
  TerminalReason,
  TerminalStep,
} from './terminal-outcome.ts';
import {
  type MoneyVerb,
  type PreparedRequest,
  prepareRequest,
  type TerminalRequest,
} from './terminal-request.ts';

export type TerminalEvent =
  | { readonly kind: 'state'; readonly state: DeviceState }
  /** The request has been handed over and the cardholder acts; told every `countdownMs`. */
  | { readonly kind: 'countdown'; readonly remainingMs: number }
  /** An answer to a request whose result counted as unknown. */
  | ({ readonly kind: 'late-answer' } & LateAnswer)
  /** An answer to nothing that was asked: a person must look. */
  | { readonly kind: 'stray-answer'; readonly answer: TerminalAnswer };

export interface TerminalDeviceDeps extends TerminalDeps {
  /** Awaited before a late answer is acknowledged, since the terminal forgets it then. */
  readonly onLateAnswer?: (late: LateAnswer) => Promise<void>;
}

const noCounters: TerminalCounters = {
  requests: 0,
  resends: 0,
  approved: 0,
  declined: 0,
  cancelled: 0,
  unknown: 0,
  naks: 0,
  damagedFrames: 0,
  repeatedAnswers: 0,
  lateAnswers: 0,
  strayAnswers: 0,
  noiseBytes: 0,
  bytesIn: 0,
  bytesOut: 0,
};

/**
 * A card terminal on the ECR link: one owner of the port, one request at a time. It reports what the terminal said, or
 * that it is not known what the terminal did, and decides nothing about the sale. Nothing throws across its edge.
 */
export class TerminalDevice {
  readonly #line: TerminalLine;
  readonly #profile: TerminalProfile;
  readonly #deps: TerminalDeviceDeps;
  readonly #late: LateAnswers;
  readonly #events: Emitter<TerminalEvent>;
  readonly #name: string;
  #counters = noCounters;
  #lastFault: TerminalFault | undefined;
  #state: DeviceState = { status: 'closed', reason: 'closed' };
  #isOpened = false;
  #running: Promise<unknown> | undefined;
  #idleWork: Promise<void> | undefined;
  #idleNaks = 0;

  constructor(link: Link, profile: TerminalProfile, deps: TerminalDeviceDeps) {
    this.#name = link.name;
    this.#profile = profile;
    this.#deps = deps;
    this.#late = new LateAnswers(profile);
    this.#line = new TerminalLine(link, profile, deps, {
      count: (name, by) => this.#count(name, by),
      onArrival: () => this.#workIdly(),
    });
    this.#events = new Emitter((error) =>
      deps.log.log('error', 'a listener of a terminal failed', { link: link.name, error: String(error) }),
    );
  }

  get state(): DeviceState {
    return this.#state;
  }

  get counters(): TerminalCounters {
    return this.#counters;
  }

  get lastFault(): TerminalFault | undefined {
    return this.#lastFault;
  }

  get isBusy(): boolean {
    return this.#running !== undefined;
  }

  /** Listens to the link and opens it. Idempotent. */
  open(): void {
    if (this.#isOpened) return;
    this.#isOpened = true;
    this.#line.open((state) => this.#linkChanged(state));
  }

  /** Closes the link for good; the request in hand ends as unknown, or not done if no byte had left. Idempotent. */
  async close(): Promise<void> {
    this.#isOpened = true;
    await this.#line.close();
    await this.#running;
    await this.#idleWork;
  }

  onEvent(listener: (event: TerminalEvent) => void): Dispose {
    return this.#events.on(listener);
  }

  /**
   * Names a request of before a restart whose result is unknown, so that its answer is recognised should it still come.
   * Layouts without its verb have nothing to wait for.
   */
  expectLateAnswer(request: {
    readonly verb: MoneyVerb;
    readonly amount: number;
    readonly reference?: string;
    /** Clock.nowMs of its first byte, at most. */
    readonly sentAtMs: number;
  }): void {
    const type = this.#profile.layout.transactionTypes[request.verb];
    if (type !== undefined) this.#late.expect({ reference: undefined, ...request, type });
  }

  /**
   * Somebody found out what became of an unknown request (slip, settlement, inquiry): its answer is not waited for any
   * more, and the next request of the same amount can be told from it again.
   */
  resolveUnknown(request: {
    readonly verb: MoneyVerb;
    readonly amount: number;
    readonly reference?: string;
  }): void {
    this.#late.resolve({ reference: undefined, ...request });
  }

  /**
   * Asks the terminal for one thing and waits for its outcome: up to the profile's tries and `resultMs`. Never rejects.
   * A second request meanwhile is `busy`.
   */
  async request(request: TerminalRequest, options: RequestOptions): Promise<TerminalOutcome> {
    if (this.isBusy) return { status: 'not-done', reason: 'busy' };
    const localTime = localTimeOf(this.#deps.clock.nowMs(), this.#profile.utcOffsetMinutes);
    const prepared = prepareRequest(request, this.#profile, localTime);
    if (!prepared.ok) return { status: 'not-done', reason: 'bad-request', problem: prepared.error };
    if (!this.#line.isOpen) return { status: 'not-done', reason: 'not-connected' };
    const running = this.#run(prepared.value, options);
    this.#running = running;
    const outcome = await running;
    this.#running = undefined;
    this.#conclude(prepared.value, outcome);
    this.#workIdly();
    return outcome;
  }

  async #run(request: PreparedRequest, options: RequestOptions): Promise<TerminalOutcome> {
    this.#count('requests');
    try {
      // An answer that is being noted right now is finished first: it owns the wire until it is acknowledged.
      await this.#idleWork;
      const sentAtMs = this.#deps.clock.nowMs();
      const outcome = await new TerminalExchange(this.#host(), request, options).run();
      const { verb, amount, type, reference } = request;
      const isMoney = verb === 'pay' || verb === 'refund' || verb === 'void';
      if (outcome.status === 'unknown' && isMoney && amount !== undefined)
        this.#late.expect({ verb, type, amount, reference, sentAtMs });
      return outcome;
    } catch (error) {
      // A mistake of ours must not look as if nothing had been sent.
      this.#fault('internal-error', String(error));
      return { status: 'unknown', cause: 'internal-error' };
    }
  }

  #host(): ExchangeHost {
    return {
      line: this.#line,
      profile: this.#profile,
      late: this.#late,
      deps: this.#deps,
      count: (name) => this.#count(name),
      handleOther: (signal) => this.#handleIdle(signal),
      countDown: (remainingMs) => this.#events.emit({ kind: 'countdown', remainingMs }),
      stepFailed: (state: TerminalStep['state'], error: unknown) =>
        this.#fault('step-failed', `${state}: ${error instanceof Error ? error.message : String(error)}`),
      heard: () => this.#heard(),
    };
  }

  #conclude(request: PreparedRequest, outcome: TerminalOutcome): void {
    const { verb, reference } = request;
    switch (outcome.status) {
      case 'not-done':
        if (outcome.reason === 'refused') this.#fault('refused', `${verb}: NAK to every try`);
        break;
      case 'unknown':
        this.#count('unknown');
        this.#fault(outcome.cause, verb);
        if (outcome.cause === 'no-ack' && this.#line.isOpen)
          this.#setState({ status: 'offline', reason: 'no-answer' satisfies TerminalReason });
        break;
      case 'approved':
      case 'declined':
      case 'cancelled':
        this.#count(outcome.status);
        if (verb === 'inquire' && reference !== undefined) this.#late.resolve({ reference });
        break;
    }
    this.#deps.log.log('info', 'terminal request ended', { link: this.#name, verb, status: outcome.status });
  }

  /** Deals with what came while nobody was waiting for it, in order. */
  #workIdly(): void {
    if (this.isBusy || this.#idleWork !== undefined) return;
    this.#idleWork = this.#drain().finally(() => {
      this.#idleWork = undefined;
    });
  }

  async #drain(): Promise<void> {
    for (let signal = this.#line.takeNow(); signal !== undefined; signal = this.#line.takeNow())
      await this.#handleIdle(signal);
  }

  async #handleIdle(signal: LineSignal): Promise<void> {
    if (signal.kind === 'damaged') {
      // Perhaps a late answer: worth asking for again, but not for ever.
      this.#idleNaks += 1;
      if (this.#idleNaks <= this.#profile.maxDamagedAnswers) await this.#write(controlBytes.nak);
      return;
    }
    if (signal.kind !== 'frame') return;
    this.#heard();
    this.#idleNaks = 0;
    const answer = readAnswer(this.#profile.layout, signal.payload);
    signal.payload.fill(0);
    if (this.#late.isRepeat(answer, 'any')) {
      this.#count('repeatedAnswers');
    } else {
      const matches = this.#late.match(answer, this.#deps.clock.nowMs());
      this.#late.take(answer);
      if (matches.length === 0) {
        this.#count('strayAnswers');
        this.#events.emit({ kind: 'stray-answer', answer });
      } else await this.#tellLate({ answer, matches });
    }
    await this.#write(controlBytes.ack);
  }

  async #tellLate(late: {
    readonly answer: TerminalAnswer;
    readonly matches: readonly OpenRequest[];
  }): Promise<void> {
    this.#count('lateAnswers');
    try {
      await this.#deps.onLateAnswer?.(late);
    } catch (error) {
      this.#fault('step-failed', `late answer: ${String(error)}`);
    }
    this.#events.emit({ kind: 'late-answer', ...late });
  }

  async #write(bytes: Uint8Array): Promise<void> {
    // Lost with the link or not: the terminal repeats an answer that nobody acknowledged.
    await this.#line.write(bytes, this.#profile.ackMs);
  }

  #heard(): void {
    if (this.#line.isOpen) this.#setState({ status: 'enabled' });
  }

  #linkChanged(link: LinkState): void {
    if (link.status === 'waiting') this.#fault(link.fault, link.detail);
    this.#setState(
      stateOfClosedLink(link, this.#state) ?? {
        status: 'claimed',
        reason: 'unheard' satisfies TerminalReason,
      },
    );
  }

  #setState(state: DeviceState): void {
    if (state.status === this.#state.status && state.reason === this.#state.reason) return;
    this.#state = state;
    this.#events.emit({ kind: 'state', state });
  }

  #count(name: keyof TerminalCounters, by = 1): void {
    this.#counters = { ...this.#counters, [name]: this.#counters[name] + by };
  }

  #fault(reason: TerminalFault['reason'], detail: string): void {
    this.#lastFault = { reason, detail, atMs: this.#deps.clock.nowMs() };
    this.#deps.log.log('warn', 'terminal fault', { link: this.#name, reason, detail });
  }
}
