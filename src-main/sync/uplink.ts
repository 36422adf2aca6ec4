import { assert, unreachable } from '../base/assert.ts';
import type { Clock, Dispose, Timers } from '../base/clock.ts';
import { Emitter } from '../base/emitter.ts';
import type { Logger } from '../base/log.ts';
import type { Random } from '../base/random.ts';
import type { Result } from '../base/result.ts';
import type { JournalRow } from '../domain/entry.ts';
import { type BackoffSettings, backoffMs } from './backoff.ts';
import type { HeadOfficeTime } from './head-office-time.ts';
import type { JournalReader, ReadLimits, SyncState } from './ports.ts';
import type { BatchAnswer, Transport, TransportError } from './transport.ts';
import { type Condition, conditionOf, type UplinkState } from './uplink-state.ts';

export interface UplinkSettings {
  readonly batch: ReadLimits;
  readonly backoff: BackoffSettings;
  /** With nothing to send, how often to ask whether head office is still there. */
  readonly idleProbeMs: number;
}

export const UPLINK_DEFAULTS: UplinkSettings = {
  batch: { maxRows: 500, maxBytes: 512 * 1024 },
  // payments-points.md 5.3, "HQ slow or down".
  backoff: { baseMs: 1_000, capMs: 60_000 },
  idleProbeMs: 60_000,
};

export interface UplinkOptions {
  readonly storeId: string;
  readonly tillId: string;
  readonly transport: Transport;
  readonly journal: JournalReader;
  readonly state: SyncState;
  readonly time: HeadOfficeTime;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly logger: Logger;
  readonly settings?: UplinkSettings;
}

/** What to do after an answer. */
type Next =
  /** Go on at once. */
  | { readonly kind: 'send' }
  /** Go on while there is something to send, else wait until there is. */
  | { readonly kind: 'rest'; readonly condition: Condition }
  | { readonly kind: 'retry'; readonly condition: Condition }
  | { readonly kind: 'diverged'; readonly seq: number };

const NO_PROGRESS: Next = { kind: 'retry', condition: { kind: 'offline', reason: 'no-progress' } };

/**
 * Brings the journal to head office: a cursor over it, nothing marked, nothing queued (design.md, Sync). Sends one
 * batch at a time, in order. What is acknowledged is what head office said, of what was sent to it: an answer can
 * neither take the cursor past what this uplink has sent, nor make an acknowledged entry unacknowledged. Where head
 * office lost entries (a restored backup there), they are sent again from the journal.
 */
export class Uplink {
  readonly #options: UplinkOptions;
  readonly #settings: UplinkSettings;
  readonly #changes: Emitter<UplinkState>;
  /** The next batch starts after this seq. Behind `ackedSeq` only while head office is given again what it lost. */
  #cursor: number;
  #condition: Condition = { kind: 'offline', reason: 'starting' };
  #sinceMs: number;
  #underWay: readonly JournalRow[] | undefined;
  #wait: { readonly kind: 'idle' | 'backoff'; readonly cancel: Dispose } | undefined;
  #failures = 0;
  #maxRows: number;
  #wasGap = false;
  #isRunning = false;
  #hasDiverged = false;
  #whenSettled: (() => void)[] = [];

  constructor(options: UplinkOptions) {
    this.#options = options;
    this.#settings = options.settings ?? UPLINK_DEFAULTS;
    assert(this.#settings.batch.maxRows >= 1, 'a batch holds at least one entry');
    this.#maxRows = this.#settings.batch.maxRows;
    this.#cursor = options.state.ackedSeq();
    this.#sinceMs = options.clock.nowMs();
    this.#changes = new Emitter((error) =>
      options.logger.log('error', 'a listener of the uplink failed', { error: String(error) }),
    );
  }

  get state(): UplinkState {
    const sending = this.#underWay;
    const [first, last] = [sending?.[0], sending?.at(-1)];
    return {
      ...this.#condition,
      backlog: this.#backlog(),
      sinceMs: this.#sinceMs,
      sending: first && last ? { fromSeq: first.seq, toSeq: last.seq } : undefined,
      clockOffsetMs: this.#options.time.offsetMs,
    };
  }

  /** Hears of every change of state. */
  onState(listener: (state: UplinkState) => void): Dispose {
    return this.#changes.on(listener);
  }

  /**
   * Starts sending, and asks head office how far it is even when there is nothing to send. Idempotent. Does nothing
   * once the till has diverged: it needs another life first.
   */
  start(): void {
    if (this.#isRunning || this.#hasDiverged) return;
    this.#isRunning = true;
    this.#pump();
  }

  /** Something was appended. Sends it at once, unless a batch is under way or head office is being waited for. */
  poke(): void {
    if (this.#isRunning && this.#wait?.kind === 'idle') this.#pump();
    else this.#publish();
  }

  /** Does not wait any longer before the next attempt: the network is back, or a person asks. */
  retryNow(): void {
    if (this.#isRunning && this.#wait !== undefined) this.#pump();
  }

  /** Stops sending. Resolves when no batch is under way any more; `transport.close` makes that soon. */
  stop(): Promise<void> {
    this.#isRunning = false;
    this.#stopWaiting();
    if (this.#underWay === undefined) return Promise.resolve();
    return new Promise((resolve) => this.#whenSettled.push(resolve));
  }

  #pump(): void {
    if (!this.#isRunning || this.#underWay !== undefined) return;
    this.#stopWaiting();
    const rows = this.#nextRows();
    if (rows === undefined) {
      this.#retryLater({ kind: 'needs-action', reason: 'journal-damaged' });
      return;
    }
    this.#underWay = rows;
    this.#publish();
    const { storeId, tillId, clock, transport } = this.#options;
    transport.sendEntries({ storeId, tillId, sentAtMs: clock.nowMs(), entries: [...rows] }).then(
      (result) => this.#settle(rows, result),
      (error: unknown) => {
        // A transport does not throw; one that does is treated as one that did not get through.
        const detail = String(error);
        this.#settle(rows, { ok: false, error: { kind: 'unreachable', detail } });
      },
    );
  }

  /** `undefined`: the journal does not give what it must. */
  #nextRows(): readonly JournalRow[] | undefined {
    const limits = { maxRows: this.#maxRows, maxBytes: this.#settings.batch.maxBytes };
    let rows: readonly JournalRow[];
    try {
      rows = this.#options.journal.readAfter(this.#cursor, limits);
    } catch (error) {
      this.#options.logger.log('error', 'the journal cannot be read for head office', {
        error: String(error),
      });
      return undefined;
    }
    const isDense = rows.every((row, index) => row.seq === this.#cursor + 1 + index);
    if (!isDense) this.#options.logger.log('error', 'the journal has a hole', { afterSeq: this.#cursor });
    return isDense ? rows : undefined;
  }

  #settle(rows: readonly JournalRow[], result: Result<BatchAnswer, TransportError>): void {
    this.#underWay = undefined;
    this.#follow(result.ok ? this.#take(rows, result.value) : this.#fail(rows, result.error));
    const waiting = this.#whenSettled;
    this.#whenSettled = [];
    for (const resolve of waiting) resolve();
  }

  #follow(next: Next): void {
    switch (next.kind) {
      case 'send':
        this.#pump();
        break;
      case 'rest':
        this.#setCondition(next.condition);
        if (this.#cursor < this.#options.journal.head().seq) this.#pump();
        else this.#startWaiting('idle', this.#settings.idleProbeMs);
        break;
      case 'retry':
        this.#retryLater(next.condition);
        break;
      case 'diverged':
        this.#isRunning = false;
        this.#hasDiverged = true;
        this.#options.logger.log('error', 'head office holds another life of this till', { seq: next.seq });
        this.#setCondition({ kind: 'needs-action', reason: 'diverged' });
        break;
      default:
        unreachable(next);
    }
  }

  #take(rows: readonly JournalRow[], answer: BatchAnswer): Next {
    const wasGap = this.#wasGap;
    this.#wasGap = answer.kind === 'gap';
    switch (answer.kind) {
      case 'acked':
        return this.#acked(rows, answer.ackedSeq);
      case 'carried':
        // Handed over, not acknowledged: this run goes on behind it, and what is acknowledged stays as it is.
        this.#cursor = Math.max(this.#cursor, Math.min(answer.untilSeq, rows.at(-1)?.seq ?? this.#cursor));
        return { kind: 'rest', condition: { kind: 'offline', reason: 'carried' } };
      case 'gap': {
        if (this.#isBeyondHead(answer.ackedSeq)) return { kind: 'diverged', seq: answer.ackedSeq };
        const isLess = answer.ackedSeq < this.#cursor;
        if (isLess) this.#cursor = answer.ackedSeq;
        // One gap says where to go on. Two in a row, or one that says nothing new, lead nowhere.
        return isLess && !wasGap ? { kind: 'send' } : NO_PROGRESS;
      }
      case 'diverged':
        return answer;
      default:
        return unreachable(answer);
    }
  }

  #acked(rows: readonly JournalRow[], ackedSeq: number): Next {
    // Head office has entries of this till that this journal does not: it was restored from an older copy.
    if (this.#isBeyondHead(ackedSeq)) return { kind: 'diverged', seq: ackedSeq };
    // Only what was sent has been compared there; a number beyond that may count another life's entries.
    const provenSeq = Math.min(ackedSeq, rows.at(-1)?.seq ?? this.#cursor);
    const hasProgressed = provenSeq > this.#cursor || rows.length === 0;
    this.#cursor = provenSeq;
    this.#remember(provenSeq);
    if (!hasProgressed) return NO_PROGRESS;
    this.#failures = 0;
    this.#maxRows = Math.min(this.#settings.batch.maxRows, this.#maxRows * 2);
    const backlog = this.#backlog();
    const isLong = backlog > this.#settings.batch.maxRows || this.#condition.kind !== 'online';
    return { kind: 'rest', condition: { kind: backlog > 0 && isLong ? 'catching-up' : 'online' } };
  }

  #fail(rows: readonly JournalRow[], error: TransportError): Next {
    if (error.kind === 'too-large') {
      if (rows.length <= 1) {
        return { kind: 'retry', condition: { kind: 'needs-action', reason: 'entry-too-large' } };
      }
      this.#maxRows = Math.max(1, Math.floor(rows.length / 2));
      return { kind: 'send' };
    }
    this.#options.logger.log('warn', 'head office did not take the batch', { ...error });
    return { kind: 'retry', condition: conditionOf(error) };
  }

  #remember(ackedSeq: number): void {
    if (ackedSeq <= this.#options.state.ackedSeq()) return;
    try {
      this.#options.state.setAckedSeq(ackedSeq);
    } catch (error) {
      // A full disk may keep the till from remembering it. Then the next answer says it again, and what is sent
      // twice till then is harmless.
      this.#options.logger.log('warn', 'the acknowledgement could not be kept', { error: String(error) });
    }
  }

  #retryLater(condition: Condition): void {
    this.#failures += 1;
    this.#setCondition(condition);
    const delayMs = backoffMs(this.#failures, this.#settings.backoff, this.#options.random);
    this.#startWaiting('backoff', delayMs);
  }

  #startWaiting(kind: 'idle' | 'backoff', delayMs: number): void {
    if (!this.#isRunning) return;
    const cancel = this.#options.timers.after(delayMs, () => {
      this.#wait = undefined;
      this.#pump();
    });
    this.#wait = { kind, cancel };
  }

  #stopWaiting(): void {
    this.#wait?.cancel();
    this.#wait = undefined;
  }

  #isBeyondHead(seq: number): boolean {
    return seq > this.#options.journal.head().seq;
  }

  #backlog(): number {
    return Math.max(
      0,
      this.#options.journal.head().seq - Math.min(this.#cursor, this.#options.state.ackedSeq()),
    );
  }

  #setCondition(condition: Condition): void {
    if (condition.kind !== this.#condition.kind) this.#sinceMs = this.#options.clock.nowMs();
    this.#condition = condition;
    this.#publish();
  }

  #publish(): void {
    this.#changes.emit(this.state);
  }
}
