import type { Clock, Dispose, Timers } from '../../src-main/base/clock.ts';
import { Emitter } from '../../src-main/base/emitter.ts';
import type { Logger } from '../../src-main/base/log.ts';
import type { Result } from '../../src-main/base/result.ts';
import type { Link, LinkError, LinkState } from '../link.ts';
import {
  askInOrder,
  askProcessId,
  askRealTimeStatus,
  autoStatus,
  clearBuffers,
  padding,
  type RealTimeStatus,
} from './escpos-commands.ts';
import { type StatusMessage, StatusParser } from './escpos-status.ts';
import type { PrinterCounters } from './printer-record.ts';
import { type PrinterStatus, readAutoStatus, readRealTimeStatus, troubleOf } from './printer-status.ts';
import type { PrinterTimeouts } from './profiles.ts';

export interface PrinterDeps {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
}

interface Question {
  readonly what: RealTimeStatus;
  readonly askedAtMs: number;
  isAnswered: boolean;
}

const round: readonly RealTimeStatus[] = ['printer', 'offline-cause', 'error-cause', 'paper'];

/** A whole round with as much noise as answers is no printer's: one byte in sixteen looks like an answer. */
const leastNoiseBytes = round.length;

/** An unanswered question is taken for lost after so many answer times; until then it may be stuck behind a receipt. */
const lostAfterAnswerTimes = 5;

/**
 * The conversation with a printer: what was asked, what came back, and the status put together from it. It decides
 * nothing. Everything that waits here ends when the link is lost.
 */
export class PrinterLine {
  readonly #link: Link;
  readonly #deps: PrinterDeps;
  readonly #timeouts: PrinterTimeouts;
  readonly #counters: PrinterCounters;
  readonly #parser = new StatusParser();
  readonly #changes: Emitter<void>;
  readonly #disposers: Dispose[] = [];
  #parts: Partial<PrinterStatus> = {};
  #question: Question | undefined;
  #lostQuestions = 0;
  #isRefreshing: Promise<unknown> = Promise.resolve();
  /** What the printer reported unasked, last; undefined while it has not. */
  #autoStatus: PrinterStatus | undefined;
  #restarts = 0;
  #processIds = 0;
  #lastProcessId: string | undefined;
  #session = 0;
  #pendingWrites = 0;
  /** Since when the link has settled no write although some wait. */
  #stuckSinceMs = 0;
  #isNonsense = false;
  /** Nonsense that had come when the last question was asked. */
  #noiseBeforeQuestion = 0;

  constructor(link: Link, timeouts: PrinterTimeouts, counters: PrinterCounters, deps: PrinterDeps) {
    this.#link = link;
    this.#deps = deps;
    this.#timeouts = timeouts;
    this.#counters = counters;
    this.#changes = new Emitter((error) =>
      deps.log.log('error', 'a listener of a printer failed', { link: link.name, error: String(error) }),
    );
  }

  open(): void {
    this.#disposers.push(
      this.#link.onData((bytes) => this.#received(bytes)),
      this.#link.onState(() => this.#linkChanged()),
    );
    this.#link.open();
  }

  async close(): Promise<void> {
    await this.#link.close();
    for (const dispose of this.#disposers.splice(0)) dispose();
  }

  get linkState(): LinkState {
    return this.#link.state;
  }

  get isOpen(): boolean {
    return this.#link.state.status === 'open';
  }

  /** Counts connections and losses: who began at one number and sees another has lost what it was doing. */
  get session(): number {
    return this.#session;
  }

  /** Counts the times that the printer turned out to have been switched off and on behind a standing line. */
  get restarts(): number {
    return this.#restarts;
  }

  /** All that is known of the printer; undefined until it has told everything once in this connection. */
  get status(): PrinterStatus | undefined {
    return isWhole(this.#parts) ? { ...this.#parts } : undefined;
  }

  /** Hears that something may have changed: bytes, link or status. */
  onChange(listener: () => void): Dispose {
    return this.#changes.on(listener);
  }

  /** Wakes everybody who waits. */
  wake(): void {
    this.#changes.emit();
  }

  async write(bytes: Uint8Array): Promise<Result<void, LinkError>> {
    if (this.#pendingWrites === 0) this.#stuckSinceMs = this.#deps.clock.monotonicMs();
    this.#pendingWrites += 1;
    const written = await this.#link.write(bytes);
    this.#pendingWrites -= 1;
    const wasStalled = this.isStalled;
    this.#stuckSinceMs = this.#deps.clock.monotonicMs();
    if (written.ok) this.#counters.bytesOut += bytes.length;
    if (wasStalled) this.#changes.emit();
    return written;
  }

  /** Whether the printer has taken nothing of what was offered for so long that something must be wrong. */
  get isStalled(): boolean {
    const stuckMs = this.#deps.clock.monotonicMs() - this.#stuckSinceMs;
    return this.#pendingWrites > 0 && stuckMs >= this.#timeouts.stallMs;
  }

  /** Whether the last round of questions brought bytes that are no printer's answers. */
  get isNonsense(): boolean {
    return this.#isNonsense;
  }

  /**
   * Waits until `check` has an answer; it is asked now, at every change and every `tickMs`.
   * The check must give one when the link is lost or its time is up.
   */
  until<Answer>(check: () => Answer | undefined, tickMs: number): Promise<Answer> {
    return new Promise((resolve) => {
      let cancelTick: Dispose = () => {};
      const look = () => {
        const answer = check();
        if (answer === undefined) return;
        stopListening();
        cancelTick();
        resolve(answer);
      };
      const tick = () => {
        cancelTick = this.#deps.timers.after(tickMs, () => {
          tick();
          look();
        });
      };
      const stopListening = this.#changes.on(look);
      tick();
      look();
    });
  }

  /**
   * Asks DLE EOT 1 to 4 and resolves to the whole status, or undefined when an answer is missing. Never to be called
   * while a job's bytes are on their way: inside a command the question would be taken for its data.
   */
  refresh(): Promise<PrinterStatus | undefined> {
    const refreshed = this.#isRefreshing.then(() => this.#refreshNow());
    this.#isRefreshing = refreshed;
    return refreshed;
  }

  /** Resolves when no question is under way; then none is asked until somebody calls {@link refresh}. */
  async quiet(): Promise<void> {
    await this.#isRefreshing;
  }

  /** A printer that no longer answers: what it said last is no longer known to be so. */
  forgetStatus(): void {
    this.#parts = {};
  }

  async #refreshNow(): Promise<PrinterStatus | undefined> {
    const noiseBefore = this.#counters.nonsenseBytes;
    const noise = () => this.#counters.nonsenseBytes - noiseBefore;
    for (const what of round) {
      const isAnswered = await this.#ask(what);
      if (!isAnswered) {
        const noiseSinceAsked = this.#counters.nonsenseBytes - this.#noiseBeforeQuestion;
        this.#isNonsense = noiseSinceAsked + this.#parser.heldBytes > 0;
        return undefined;
      }
      // A question taken for lost may still be answered; that must not be read as the answer to the next one.
      if (this.#lostQuestions > 0) await this.#pause();
      this.#lostQuestions = 0;
    }
    this.#isNonsense = noise() >= leastNoiseBytes;
    if (this.#isNonsense) {
      this.#parts = {};
      return undefined;
    }
    if (this.#contradictsReports()) await this.#pause(); // the report may be a moment behind the answer
    if (this.#contradictsReports()) this.#restarted();
    return this.status;
  }

  /** One question at a time, since answers say not what they answer. */
  async #ask(what: RealTimeStatus): Promise<boolean> {
    const { session } = this;
    const startedAtMs = this.#deps.clock.monotonicMs();
    const { answerMs } = this.#timeouts;
    const isOver = () =>
      session !== this.#session || this.#deps.clock.monotonicMs() - startedAtMs >= answerMs;
    const before = this.#question;
    if (before !== undefined) {
      await this.until(() => before.isAnswered || isOver() || undefined, answerMs);
      if (!before.isAnswered && !this.#giveUp(before)) return false;
    }
    if (session !== this.#session || !this.isOpen) return false;
    const question: Question = { what, askedAtMs: this.#deps.clock.monotonicMs(), isAnswered: false };
    this.#question = question;
    this.#noiseBeforeQuestion = this.#counters.nonsenseBytes;
    void this.write(askRealTimeStatus(what));
    await this.until(() => question.isAnswered || isOver() || undefined, answerMs);
    return question.isAnswered;
  }

  #giveUp(question: Question): boolean {
    const ageMs = this.#deps.clock.monotonicMs() - question.askedAtMs;
    if (ageMs < lostAfterAnswerTimes * this.#timeouts.answerMs) return false;
    this.#question = undefined;
    this.#lostQuestions += 1;
    return true;
  }

  /** A quarter of the answer time, during which answers that nobody awaits go by. */
  async #pause(): Promise<void> {
    const { session } = this;
    const pauseMs = this.#timeouts.answerMs / 4;
    const untilMs = this.#deps.clock.monotonicMs() + pauseMs;
    await this.until(
      () => session !== this.#session || this.#deps.clock.monotonicMs() >= untilMs || undefined,
      pauseMs,
    );
  }

  /**
   * For a printer that may be in the middle of a command, before anything else is said to it: blanks, so that a short
   * command that was cut off ends in nothing. Without them half a drawer pulse would take a question for its length.
   */
  fillUp(): void {
    void this.write(padding);
  }

  /** Asks for reports of every change; the printer answers with the first one. */
  askForReports(): void {
    void this.write(autoStatus(true));
  }

  /** Sends GS r: {@link isCaughtUp} tells when the printer has processed everything before it. */
  askInOrder(what: 'paper' | 'drawer'): void {
    this.#parser.expectInOrder();
    void this.write(askInOrder(what));
  }

  /** Whether every GS r has been answered. */
  get isCaughtUp(): boolean {
    return this.#parser.expectedInOrder === 0;
  }

  /** Sends GS ( H with a mark of its own and gives back how to see whether it has come back. */
  askProcessId(): () => boolean {
    this.#processIds = (this.#processIds + 1) % 10_000;
    const id = String(this.#processIds).padStart(4, '0');
    this.#lastProcessId = undefined;
    void this.write(askProcessId(new TextEncoder().encode(id)));
    return () => this.#lastProcessId === id;
  }

  /** Empties the printer's buffers, half-received commands included, and forgets what was asked in order. */
  async clearBuffers(): Promise<void> {
    void this.write(clearBuffers);
    await this.#pause();
    this.#parser.forgetInOrder();
  }

  #received(bytes: Uint8Array): void {
    for (const message of this.#parser.push(bytes)) this.#heard(message);
    this.#changes.emit();
  }

  #heard(message: StatusMessage): void {
    if (message.kind === 'garbage') this.#counters.nonsenseBytes += message.byteCount;
    else if (message.kind !== 'flow') this.#counters.statusReplies += 1;
    switch (message.kind) {
      case 'real-time': {
        const question = this.#question;
        if (question === undefined) return; // unasked: image data that looked like a question
        this.#question = undefined;
        question.isAnswered = true;
        this.#parts = { ...this.#parts, ...readRealTimeStatus(question.what, message.byte) };
        break;
      }
      case 'auto-status':
        this.#autoStatus = readAutoStatus(message.bytes);
        this.#parts = { ...this.#parts, ...this.#autoStatus };
        break;
      case 'process-id':
        this.#lastProcessId = new TextDecoder().decode(message.id);
        break;
      case 'garbage':
        this.#deps.log.log('debug', 'printer said something unknown', { byteCount: message.byteCount });
        break;
      case 'in-order':
      case 'block':
      case 'flow':
        break;
    }
  }

  /**
   * A printer that reports changes and now answers otherwise than it last reported has forgotten that it should
   * report: it was switched off and on, and whatever it had buffered is gone.
   */
  #contradictsReports(): boolean {
    const { status } = this;
    if (status === undefined || this.#autoStatus === undefined) return false;
    return (troubleOf(status) === undefined) !== (troubleOf(this.#autoStatus) === undefined);
  }

  #restarted(): void {
    this.#autoStatus = undefined;
    this.#restarts += 1;
    this.#deps.log.log('warn', 'printer was switched off and on', { link: this.#link.name });
    this.#changes.emit();
  }

  #linkChanged(): void {
    this.#session += 1;
    this.#parser.reset();
    this.#parts = {};
    this.#question = undefined;
    this.#lostQuestions = 0;
    this.#autoStatus = undefined;
    this.#isNonsense = false;
    if (this.isOpen) this.fillUp();
    this.#changes.emit();
  }
}

const statusParts: readonly (keyof PrinterStatus)[] = [
  'isOnline',
  'isCoverOpen',
  'paper',
  'hasCutterError',
  'hasRecoverableError',
  'hasUnrecoverableError',
  'isHeadHot',
  'isDrawerPinHigh',
];

function isWhole(parts: Partial<PrinterStatus>): parts is PrinterStatus {
  return statusParts.every((part) => parts[part] !== undefined);
}
