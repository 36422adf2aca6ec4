import { unreachable } from '../../src-main/base/assert.ts';
import { controlBytes, encodeFrame, type TerminalSignal } from './frame-codec.ts';
import type { LateAnswers } from './late-answers.ts';
import type { FieldValues } from './payload.ts';
import type { TerminalProfile } from './profiles.ts';
import { readAnswer, type TerminalAnswer } from './terminal-answer.ts';
import type { LineSignal, TerminalDeps, TerminalLine } from './terminal-line.ts';
import type {
  RequestOptions,
  TerminalCounters,
  TerminalOutcome,
  TerminalStep,
  UnknownCause,
} from './terminal-outcome.ts';
import type { PreparedRequest } from './terminal-request.ts';

/** What an exchange needs of the device it belongs to. */
export interface ExchangeHost {
  readonly line: TerminalLine;
  readonly profile: TerminalProfile;
  readonly late: LateAnswers;
  readonly deps: TerminalDeps;
  count(name: keyof TerminalCounters): void;
  /** A signal that has nothing to do with the request in hand: an earlier answer, above all. */
  handleOther(signal: LineSignal): Promise<void>;
  /** The terminal has shown that it is there. */
  heard(): void;
  countDown(remainingMs: number): void;
  stepFailed(state: TerminalStep['state'], error: unknown): void;
}

/** How one try to hand over a request ended. */
type Handover =
  | { readonly kind: 'acked' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'silent' }
  /** Something came that may have been an ACK, so that sending again is out of the question. */
  | { readonly kind: 'unclear' }
  | { readonly kind: 'answered'; readonly answer: TerminalAnswer }
  | { readonly kind: 'over'; readonly outcome: TerminalOutcome };

type Reading = 'ours' | 'contradicts';

/**
 * One request from its first byte to its outcome (peripherals 4.2, 4.5).
 * **Invariant:** once an ACK, an answer, or anything that could be either has come, the request is never written again.
 */
export class TerminalExchange {
  readonly #host: ExchangeHost;
  readonly #request: PreparedRequest;
  readonly #options: RequestOptions;
  readonly #parts: TerminalAnswer[] = [];
  #isAcked = false;
  #damagedAnswers = 0;

  constructor(host: ExchangeHost, request: PreparedRequest, options: RequestOptions) {
    this.#host = host;
    this.#request = request;
    this.#options = options;
  }

  /** Never rejects for anything that the terminal, the link or `onStep` does. */
  async run(): Promise<TerminalOutcome> {
    for (const state of ['prepared', 'sent'] as const) {
      if (!(await this.#step({ state }))) return { status: 'not-done', reason: 'step-failed' };
      if (this.#options.signal?.aborted === true)
        return { status: 'not-done', reason: 'cancelled-before-sending' };
    }
    const handover = await this.#handOver();
    switch (handover.kind) {
      case 'over':
        return handover.outcome;
      case 'answered':
        return this.#finish(handover.answer);
      case 'acked':
      case 'unclear':
        return this.#awaitResult();
      case 'refused':
        return { status: 'not-done', reason: 'refused' };
      case 'silent':
        return this.#unknown('no-ack');
      default:
        return unreachable(handover);
    }
  }

  /** Sends until the terminal has it, refuses it for good, or nothing more can be done. */
  async #handOver(): Promise<Handover> {
    const { line, profile } = this.#host;
    const frame = encodeFrame(this.#request.payload);
    let wasEverSilent = false;
    for (let attempt = 0; ; attempt += 1) {
      // What came before this request, such as the answer to an earlier one, must not be taken for an answer to it.
      for (let old = line.takeNow(); attempt === 0 && old !== undefined; old = line.takeNow())
        await this.#host.handleOther(old);
      if (attempt === 0 && this.#options.signal?.aborted === true)
        return over({ status: 'not-done', reason: 'cancelled-before-sending' });
      const written = await line.write(frame, profile.ackMs);
      if (written === 'none-left' && attempt === 0)
        return over({ status: 'not-done', reason: 'not-connected' });
      if (written === 'stalled') return over(await this.#unknown('write-stalled'));
      // A write that failed ends the link, and the signal of that is on its way; an ACK may be in front of it.
      const handover = await this.#awaitAcceptance();
      if (handover.kind === 'silent') wasEverSilent = true;
      const isToResend =
        handover.kind === 'refused' ||
        (handover.kind === 'silent' && profile.resendAfter === 'silence-or-nak');
      if (!isToResend || attempt >= profile.retries) {
        // One lost ACK is enough for a charge, whatever was said to the copies.
        return handover.kind === 'refused' && wasEverSilent ? { kind: 'silent' } : handover;
      }
      this.#host.count('resends');
    }
  }

  async #awaitAcceptance(): Promise<Handover> {
    const { line, profile, deps } = this.#host;
    let endMs = deps.clock.monotonicMs() + profile.ackMs;
    let isRefused = false;
    let isUnclear = false;
    for (;;) {
      const signal = await line.take(endMs - deps.clock.monotonicMs());
      if (signal === undefined) {
        if (isUnclear) return { kind: 'unclear' };
        return isRefused ? { kind: 'refused' } : { kind: 'silent' };
      }
      switch (signal.kind) {
        case 'ack':
          await this.#acked();
          return { kind: 'acked' };
        case 'nak':
          // Its double may follow, and must not be taken for the answer to the next copy.
          if (!isRefused) endMs = deps.clock.monotonicMs() + profile.controlGapMs;
          isRefused = true;
          this.#host.heard();
          this.#host.count('naks');
          break;
        case 'noise':
          isUnclear = true;
          break;
        case 'damaged': {
          isUnclear = true;
          const outcome = await this.#damaged();
          if (outcome !== undefined) return over(outcome);
          break;
        }
        case 'frame': {
          const answer = await this.#read(signal);
          if (answer === 'unclear') isUnclear = true;
          if (answer === undefined || answer === 'unclear') break;
          if (this.#isAmbiguous(answer)) return over(await this.#unsure('ambiguous', answer));
          // It answers, so it has the request: its ACK was lost.
          await this.#acked();
          return { kind: 'answered', answer };
        }
        case 'lost':
          return over(await this.#unknown('link-lost'));
        default:
          return unreachable(signal);
      }
    }
  }

  async #awaitResult(): Promise<TerminalOutcome> {
    const { line, profile, deps } = this.#host;
    let endMs = deps.clock.monotonicMs() + profile.resultMs;
    for (;;) {
      const remainingMs = endMs - deps.clock.monotonicMs();
      if (remainingMs <= 0) return this.#unknown('no-result');
      this.#host.countDown(remainingMs);
      const tickMs = remainingMs % profile.countdownMs || profile.countdownMs;
      const signal = await line.take(Math.min(tickMs, remainingMs));
      if (signal === undefined) continue;
      switch (signal.kind) {
        case 'ack':
          if (!this.#isAcked) await this.#acked();
          break;
        case 'nak':
        case 'noise':
          break;
        case 'damaged': {
          const outcome = await this.#damaged();
          if (outcome !== undefined) return outcome;
          break;
        }
        case 'frame': {
          const answer = await this.#read(signal);
          if (answer === undefined || answer === 'unclear') break;
          if (this.#readingOf(answer) === 'contradicts') return this.#unsure('mismatch', answer);
          if (this.#isAmbiguous(answer)) return this.#unsure('ambiguous', answer);
          if (!this.#isAcked) await this.#acked();
          if (!this.#isPart(answer)) return this.#finish(answer);
          const extensionMs = await this.#takePart(answer);
          if (this.#parts.length >= profile.maxFrames) return this.#unknown('too-many-frames', answer);
          if (extensionMs > 0) endMs = deps.clock.monotonicMs() + extensionMs;
          break;
        }
        case 'lost':
          return this.#unknown('link-lost');
        default:
          return unreachable(signal);
      }
    }
  }

  /**
   * The answer, if the frame is one to this request or, after the ACK, claims to be; others are dealt with here.
   * `unclear` is a frame before the ACK that is certainly of nothing else: it may be the answer, spoilt.
   */
  async #read(
    signal: TerminalSignal & { readonly kind: 'frame' },
  ): Promise<TerminalAnswer | 'unclear' | undefined> {
    const { late, profile } = this.#host;
    // A wire that sends our own bytes back says nothing of the terminal.
    if (isSame(signal.payload, this.#request.payload)) return undefined;
    const answer = readAnswer(profile.layout, signal.payload);
    const isOlder = this.#isOlder(answer);
    const isRepeat = this.#isAcked
      ? this.#request.amount !== undefined && late.isRepeat(answer, 'approved')
      : late.isRepeat(answer, 'any');
    const isOurs = this.#readingOf(answer) === 'ours';
    if (!isRepeat && (isOurs || (this.#isAcked && !isOlder))) {
      signal.payload.fill(0);
      return answer;
    }
    await this.#host.handleOther(signal);
    const isExplained = isRepeat || (isOlder && profile.isReferenceEchoed && answer.reference !== undefined);
    return this.#isAcked || isExplained ? undefined : 'unclear';
  }

  /** Whether it fits an earlier request as well, and does not carry this one's reference, so that nobody can tell whose it is. */
  #isAmbiguous(answer: TerminalAnswer): boolean {
    const { reference } = this.#request;
    const { isReferenceEchoed } = this.#host.profile;
    const isNamed = isReferenceEchoed && reference !== undefined && answer.reference === reference;
    return !isNamed && this.#isOlder(answer);
  }

  /** Whether it could be the answer to an earlier request. */
  #isOlder(answer: TerminalAnswer): boolean {
    return this.#host.late.hasMatch(answer, this.#host.deps.clock.nowMs());
  }

  #readingOf(answer: TerminalAnswer): Reading {
    const { profile } = this.#host;
    const { type, amount, reference, about, verb } = this.#request;
    if (answer.type !== type || answer.status === undefined) return 'contradicts';
    if (profile.isReferenceEchoed && reference !== undefined && answer.reference !== reference)
      return 'contradicts';
    if (verb === 'inquire') {
      const { inquiredTypeField } = profile.layout.rules;
      const inquired = inquiredTypeField === undefined ? about?.type : answer.fields[inquiredTypeField];
      // Nothing on record is an answer too, about no transaction.
      if (about === undefined || inquired === undefined) return 'ours';
      return inquired === about.type && answer.amount === about.amount ? 'ours' : 'contradicts';
    }
    if (amount === undefined || answer.amount === amount) return 'ours';
    // A refusal may leave the amount out; an approval of nothing in particular is none.
    return answer.amount === undefined && answer.status !== 'approved' && !hasProblem(answer, 'amount')
      ? 'ours'
      : 'contradicts';
  }

  #isPart(answer: TerminalAnswer): boolean {
    const { continuation } = this.#host.profile.layout.rules;
    return continuation !== undefined && answer.fields[continuation.field] === continuation.more;
  }

  /** @returns for how long the result timer starts again; 0 for not at all. */
  async #takePart(answer: TerminalAnswer): Promise<number> {
    const { profile, late } = this.#host;
    this.#parts.push(answer);
    await this.#step({ state: 'part', answer });
    late.take(answer);
    await this.#answerWith(controlBytes.ack);
    const { continuation } = profile.layout.rules;
    const seconds = Number(continuation === undefined ? 0 : answer.fields[continuation.timerField]);
    return Number.isSafeInteger(seconds) ? Math.min(seconds * 1_000, profile.resultMs) : 0;
  }

  async #finish(last: TerminalAnswer): Promise<TerminalOutcome> {
    if (this.#isPart(last)) {
      await this.#takePart(last);
      return this.#awaitResult();
    }
    const parts = [...this.#parts, last];
    const { status } = last;
    if (status === undefined || parts.some((part) => part.status !== status))
      return this.#unsure('mismatch', last);
    const { inquiredTypeField } = this.#host.profile.layout.rules;
    const isWithoutRecord =
      this.#request.verb === 'inquire' &&
      inquiredTypeField !== undefined &&
      last.fields[inquiredTypeField] === undefined;
    // What a later frame says again is the later word.
    const fields: FieldValues = Object.fromEntries(parts.flatMap((part) => Object.entries(part.fields)));
    const answer = { ...last, fields };
    if (isWithoutRecord) return this.#acknowledge(last, await this.#unknown('no-record', last));
    await this.#step({ state: status, answer });
    return this.#acknowledge(last, { status, answer });
  }

  async #unsure(cause: 'mismatch' | 'ambiguous', answer: TerminalAnswer): Promise<TerminalOutcome> {
    return this.#acknowledge(answer, await this.#unknown(cause, answer));
  }

  /** Only now, when it has been noted: the terminal forgets an answer that was acknowledged. */
  async #acknowledge(answer: TerminalAnswer, outcome: TerminalOutcome): Promise<TerminalOutcome> {
    this.#host.late.take(answer);
    await this.#answerWith(controlBytes.ack);
    return outcome;
  }

  async #damaged(): Promise<TerminalOutcome | undefined> {
    this.#damagedAnswers += 1;
    const isLast = this.#damagedAnswers >= this.#host.profile.maxDamagedAnswers;
    // The last one is asked for again too: it may yet come whole, late.
    const outcome = isLast ? await this.#unknown('damaged-answer') : undefined;
    await this.#answerWith(controlBytes.nak);
    return outcome;
  }

  async #acked(): Promise<void> {
    this.#isAcked = true;
    this.#host.heard();
    await this.#step({ state: 'acked' });
  }

  async #unknown(cause: UnknownCause, answer = this.#parts.at(-1)): Promise<TerminalOutcome> {
    const found = answer === undefined ? { cause } : { cause, answer };
    await this.#step({ state: 'unknown', ...found });
    return { status: 'unknown', ...found };
  }

  /** Whether the step could be noted. After the first byte nothing can be taken back, so then it is only reported. */
  async #step(step: TerminalStep): Promise<boolean> {
    try {
      await this.#options.onStep(step);
      return true;
    } catch (error) {
      this.#host.stepFailed(step.state, error);
      return false;
    }
  }

  async #answerWith(bytes: Uint8Array): Promise<void> {
    // A link that is gone by now changes nothing: the terminal says it again, and is answered then.
    await this.#host.line.write(bytes, this.#host.profile.ackMs);
  }
}

function over(outcome: TerminalOutcome): Handover {
  return { kind: 'over', outcome };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function hasProblem(answer: TerminalAnswer, field: string): boolean {
  return answer.problems.some((problem) => problem.field === field);
}
