import { unreachable } from '../base/assert.ts';
import type { Clock, Dispose, Timers } from '../base/clock.ts';
import type { Logger } from '../base/log.ts';
import type { Random } from '../base/random.ts';
import { err, type Result } from '../base/result.ts';
import type { MailItem } from '../contract/head-office.ts';
import { type BackoffSettings, backoffMs } from './backoff.ts';
import type { MailSink, SinkProblem, TopicSink } from './ports.ts';
import { downloadTopic, type TopicOutcome } from './topic-download.ts';
import type { Transport, TransportError } from './transport.ts';

export interface DownlinkSettings {
  /** From the end of one round to the start of the next. */
  readonly pollMs: number;
  readonly backoff: BackoffSettings;
  /** How long a refused generation is not fetched again, unless head office offers another. */
  readonly refusedRestMs: number;
}

export const DOWNLINK_DEFAULTS: DownlinkSettings = {
  pollMs: 30_000,
  backoff: { baseMs: 1_000, capMs: 60_000 },
  refusedRestMs: 10 * 60_000,
};

/** What the engine hears. A refused topic becomes an exception for the store manager there. */
export type DownlinkEvent =
  | {
      readonly kind: 'topic-applied';
      readonly topic: string;
      readonly cursor: string;
      readonly count: number;
      readonly atMs: number;
    }
  | { readonly kind: 'topic-refused'; readonly topic: string; readonly problem: string }
  | { readonly kind: 'mail-accepted'; readonly mailId: string }
  | { readonly kind: 'mail-refused'; readonly mailId: string; readonly problem: string }
  | { readonly kind: 'failed'; readonly error: TransportError };

export interface DownlinkOptions {
  readonly transport: Transport;
  readonly topics: readonly TopicSink[];
  readonly mail: MailSink;
  readonly onEvent: (event: DownlinkEvent) => void;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly logger: Logger;
  readonly settings?: DownlinkSettings;
}

interface Refused {
  readonly generation: number | undefined;
  readonly problem: string;
  readonly untilMonotonicMs: number;
}

/** Generations of one topic, and pages of mail, that one round may bring. The rest comes with the next. */
const MAX_PER_ROUND = 1_000;

/** Brings down what head office has for this till: topics by cursor, then mail, one after the other, round by round. */
export class Downlink {
  readonly #options: DownlinkOptions;
  readonly #settings: DownlinkSettings;
  readonly #refused = new Map<string, Refused>();
  readonly #checkedAtMs = new Map<string, number>();
  #cancelWait: Dispose | undefined;
  #round: Promise<void> | undefined;
  #isRunning = false;
  #failures = 0;

  constructor(options: DownlinkOptions) {
    this.#options = options;
    this.#settings = options.settings ?? DOWNLINK_DEFAULTS;
  }

  /** Wall clock when head office last confirmed or renewed what is in use of this topic; `undefined` since the start. */
  checkedAtMs(topic: string): number | undefined {
    return this.#checkedAtMs.get(topic);
  }

  /** Starts the first round at once. Idempotent. */
  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.refreshNow();
  }

  /** Runs a round without waiting for its time; where one is under way, resolves with that one. */
  refreshNow(): Promise<void> {
    if (!this.#isRunning) return Promise.resolve();
    this.#round ??= this.#runRound().finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  /**
   * Stops. Resolves when no step is under way any more; `transport.close` makes that soon, and abandons a
   * generation that is not whole.
   */
  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#stopWaiting();
    await this.#round;
  }

  async #runRound(): Promise<void> {
    this.#stopWaiting();
    const isComplete = (await this.#bringTopics()) && (await this.#bringMail());
    if (!this.#isRunning) return;
    this.#failures = isComplete ? 0 : this.#failures + 1;
    const delayMs = isComplete
      ? this.#settings.pollMs
      : backoffMs(this.#failures, this.#settings.backoff, this.#options.random);
    this.#cancelWait = this.#options.timers.after(delayMs, () => void this.refreshNow());
  }

  /** `false`: head office could not be reached, and the rest of the round would not fare better. */
  async #bringTopics(): Promise<boolean> {
    const queue = [...this.#options.topics];
    // Grows while it is walked: a switch brings those back that were refused against what it replaces.
    for (const [place, sink] of queue.entries()) {
      for (let count = 0; count < MAX_PER_ROUND && this.#isRunning; count += 1) {
        const outcome = await this.#download(sink);
        this.#report(sink.topic, outcome);
        if (outcome.kind === 'failed') return false;
        if (outcome.kind !== 'applied') break;
        for (const woken of this.#wake(sink.topic)) if (!queue.includes(woken, place + 1)) queue.push(woken);
      }
    }
    return true;
  }

  /** Ends the rest of what was refused against an older generation of the topic. */
  #wake(topic: string): readonly TopicSink[] {
    const { topics, clock } = this.#options;
    return topics.filter((sink) => {
      const refused = this.#refused.get(sink.topic);
      if (refused === undefined || sink.checkedAgainst?.includes(topic) !== true) return false;
      this.#refused.set(sink.topic, { ...refused, untilMonotonicMs: clock.monotonicMs() });
      return true;
    });
  }

  #download(sink: TopicSink): Promise<TopicOutcome> {
    const resting = this.#refused.get(sink.topic);
    const isResting = resting !== undefined && this.#options.clock.monotonicMs() < resting.untilMonotonicMs;
    return downloadTopic(this.#options.transport, sink, isResting ? resting.generation : undefined);
  }

  #report(topic: string, outcome: TopicOutcome): void {
    const atMs = this.#options.clock.nowMs();
    switch (outcome.kind) {
      case 'nothing-new':
        this.#checkedAtMs.set(topic, atMs);
        break;
      case 'resting':
        break;
      case 'applied':
        this.#refused.delete(topic);
        this.#checkedAtMs.set(topic, atMs);
        this.#tell({ ...outcome, kind: 'topic-applied', topic, atMs });
        break;
      case 'refused':
        this.#reportRefused(topic, outcome.generation, outcome.problem);
        break;
      case 'failed':
        this.#tell(outcome);
        break;
      default:
        unreachable(outcome);
    }
  }

  /** The same refusal is told once, not with every round. */
  #reportRefused(topic: string, generation: number | undefined, problem: string): void {
    const before = this.#refused.get(topic);
    const untilMonotonicMs = this.#options.clock.monotonicMs() + this.#settings.refusedRestMs;
    this.#refused.set(topic, { generation, problem, untilMonotonicMs });
    if (before?.generation === generation && before?.problem === problem) return;
    this.#options.logger.log('error', 'a topic was refused whole', { topic, generation, problem });
    this.#tell({ kind: 'topic-refused', topic, problem });
  }

  async #bringMail(): Promise<boolean> {
    const { transport, mail } = this.#options;
    for (let count = 0; count < MAX_PER_ROUND && this.#isRunning; count += 1) {
      const after = mail.lastMailId();
      const answer = await transport.fetchMail(after);
      if (!answer.ok) return this.#failed(answer.error);
      for (const item of answer.value.items) {
        if (!(await this.#acceptMail(item))) return false;
      }
      if (answer.value.isLast) return true;
      if (mail.lastMailId() === after) {
        return this.#failed({ kind: 'garbage-answer', detail: 'more mail is said to come, but none does' });
      }
    }
    return true;
  }

  /** `false`: this item must come again before any behind it, since mail is taken in order. */
  async #acceptMail(item: MailItem): Promise<boolean> {
    const { mailId } = item;
    // Seen before: only what is newer was asked for, but a repeated answer does no harm.
    if (Number(mailId) <= Number(this.#options.mail.lastMailId() ?? 0)) return true;
    const accepted = await this.#journal(item);
    this.#tell(
      accepted.ok
        ? { kind: 'mail-accepted', mailId }
        : { kind: 'mail-refused', mailId, problem: accepted.error.problem },
    );
    return accepted.ok;
  }

  async #journal(item: MailItem): Promise<Result<void, SinkProblem>> {
    try {
      return await this.#options.mail.accept(item);
    } catch (error) {
      this.#options.logger.log('error', 'an item of mail could not be journaled', { error: String(error) });
      return err({ problem: 'could not be journaled' });
    }
  }

  #failed(error: TransportError): false {
    this.#tell({ kind: 'failed', error });
    return false;
  }

  /** A listener that fails must not keep head office's news from the till. */
  #tell(event: DownlinkEvent): void {
    try {
      this.#options.onEvent(event);
    } catch (error) {
      this.#options.logger.log('error', 'the listener of the downlink failed', { error: String(error) });
    }
  }

  #stopWaiting(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
  }
}
