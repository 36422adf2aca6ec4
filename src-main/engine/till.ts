import { assert } from '../base/assert.ts';
import type { Clock } from '../base/clock.ts';
import { Emitter } from '../base/emitter.ts';
import type { Logger } from '../base/log.ts';
import type { IdSource } from '../base/random.ts';
import type { Answer, TillEvent } from '../contract/views.ts';
import { taipeiDate } from '../domain/civil-time.ts';
import type { Command } from '../domain/command.ts';
import {
  type Context,
  INITIAL_UI,
  type OperatorReader,
  type Policy,
  type UiState,
} from '../domain/context.ts';
import { type Decision, refused } from '../domain/decision.ts';
import type { Entry, NewEntry } from '../domain/entries.ts';
import { evolve } from '../domain/evolve.ts';
import { NO_READERS } from '../domain/no-readers.ts';
import type { Readers } from '../domain/readers.ts';
import { refusalIn } from '../domain/refusal-in.ts';
import { type Refusal, refuse } from '../domain/refusals.ts';
import type { TillState } from '../domain/state.ts';
import { decide } from '../domain/till.ts';
import { isBusy, isCorrupt, isDiskError, isDiskFull } from '../store/connection.ts';
import type { Appending } from '../store/journal.ts';
import type { Store } from '../store/store.ts';

export interface TillOptions {
  readonly store: Pick<Store, 'journal' | 'reference' | 'reserve' | 'state'>;
  readonly operators: OperatorReader;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Logger;
  readonly policy: Policy;
  /** Whether the drawer is known to stand open; not known is not open. */
  readonly isDrawerOpen?: () => boolean;
  /** Look-ups about prices, members and points; nothing is known of them before the till is enrolled. */
  readonly readers?: () => Readers;
  /** Limits that head office has sent for this moment, in place of those of `policy`. */
  readonly sentPolicy?: (nowMs: number) => Partial<Policy>;
  /** Whether head office answers. */
  readonly isOnline?: () => boolean;
}

/** How the disk stands. `failed`: it broke its word, and nothing more is written until the till starts anew. */
export type StorageState = 'ok' | 'low' | 'full' | 'failed';

/** What carrying a command out came to. */
interface Done {
  readonly answer: Answer;
  readonly entries: readonly Entry[];
  readonly decision: Decision | undefined;
}

/** Commands by which money moves: none does while the disk has no room kept for finishing a sale. */
const MOVES_MONEY: ReadonlySet<Command['kind']> = new Set<Command['kind']>([
  'take-cash',
  'take-card',
  'take-voucher',
  'return-goods',
]);

/** Commands that may use the disk's last room: they finish what a customer has begun to pay, or record what happened. */
const USES_RESERVE: ReadonlySet<Command['kind']> = new Set<Command['kind']>([
  'take-cash',
  'take-card',
  'take-voucher',
  'burn-answered',
  'exchange-answered',
  'print-started',
  'print-finished',
  'print-interrupted',
  'drawer-opened',
  'drawer-failed',
  'drawer-opened-by-hand',
  'stop',
]);

/**
 * One till is one actor. `execute` takes a command through the whole loop, decide, append, evolve, before the next
 * one is looked at; what it answers is on disk (design.md, The loop). Listeners hear of it afterwards.
 */
export class Till {
  readonly #options: TillOptions;
  #state: TillState;
  #ui: UiState = INITIAL_UI;
  #storage: StorageState = 'ok';
  #stopped: Refusal | null = null;
  #isDeciding = false;
  #isTelling = false;
  readonly #untold: (Done & { readonly isAsked: boolean })[] = [];
  /** Entries that have just become durable, in order: effects and the uplink start from here. */
  readonly appended: Emitter<readonly Entry[]>;
  /** State or screen may look different now. */
  readonly changed: Emitter<void>;
  /** What happens once: cues, refusals that no window asked for. */
  readonly events: Emitter<TillEvent>;

  constructor(options: TillOptions) {
    this.#options = options;
    this.#state = options.store.state;
    const onListenerError = (error: unknown) =>
      options.log.log('error', 'a listener of the till failed', { error: String(error) });
    this.appended = new Emitter(onListenerError);
    this.changed = new Emitter(onListenerError);
    this.events = new Emitter(onListenerError);
  }

  get state(): TillState {
    return this.#state;
  }

  get ui(): UiState {
    return this.#ui;
  }

  get storage(): StorageState {
    return this.#storage;
  }

  /** Why this till takes no command at all, or null while it does. */
  get stopped(): Refusal | null {
    return this.#stopped;
  }

  /** Takes no more commands, and says why: head office holds another copy of this till, say. */
  stopSelling(why: Refusal): void {
    this.#stopped = why;
    this.changed.emit();
  }

  /**
   * Carries out a command, or tells why not. A `commandId` that came to entries before is answered as then and does
   * nothing; one that was refused is decided again.
   * @param isAsked false for what devices and the till itself send: their refusals are published, since nobody waits
   *   for the answer.
   */
  execute(commandId: string, command: Command, isAsked = true): Answer {
    assert(!this.#isDeciding, 'the till takes one command at a time');
    this.#isDeciding = true;
    let done: Done;
    try {
      done = this.#carryOut(commandId, command);
    } catch (error) {
      done = this.#afterReading(error);
    } finally {
      this.#isDeciding = false;
    }
    this.#untold.push({ ...done, isAsked });
    this.#tellAll();
    return done.answer;
  }

  #carryOut(commandId: string, command: Command): Done {
    if (this.#stopped !== null) return nothing(this.#stopped);
    let placed: Placed | undefined;
    let done: Done;
    try {
      done = this.#options.store.journal.write((transaction) => {
        const earlier = transaction.entriesOfCommand(commandId);
        if (earlier.length > 0) {
          return { answer: answerOf(earlier, this.#options.policy), entries: [], decision: undefined };
        }
        // Read once: a clock that is set back in the middle of a command would not be noticed.
        const nowMs = this.#options.clock.nowMs();
        const decision = this.#decide(command, nowMs);
        if (decision.entries.length === 0) return undecided(decision);
        placed = this.#place(decision, nowMs);
        transaction.append(commandId, placed.appending);
        return this.#doneOf(placed);
      });
    } catch (error) {
      const problem =
        placed === undefined ? undefined : this.#afterFailure(error, commandId, command, placed);
      if (problem === undefined) throw error;
      done = problem;
    }
    if (placed !== undefined && done.entries.length > 0) this.#state = placed.state;
    if (done.decision !== undefined) this.#showUi(done.decision);
    return done;
  }

  /** A catalog that cannot be read refuses this command, and stands in the way of none that does without it. */
  #decide(command: Command, nowMs: number): Decision {
    try {
      return decide(this.#state, command, this.#context(command, nowMs));
    } catch (error) {
      if (!isDiskError(error) && !isCorrupt(error)) throw error;
      this.#options.log.log('error', 'the catalog could not be read', { code: String(error) });
      return refused(refuse('storage-failed'));
    }
  }

  /** What could not be read decided nothing. A damaged journal takes no more; a held one can be asked again. */
  #afterReading(error: unknown): Done {
    if (isCorrupt(error)) return nothing(this.#stopDamaged());
    if (!isDiskError(error) && !isBusy(error)) throw error;
    return nothing(refuse('storage-failed'));
  }

  #stopDamaged(): Refusal {
    this.#stopped = refuse('journal-damaged', { n: this.#options.store.journal.head().seq });
    return this.#stopped;
  }

  #doneOf({ appending, decision }: Placed): Done {
    const entries = appending.map((each) => each.entry);
    return { answer: answerOf(entries, this.#options.policy, decision.refusal), entries, decision };
  }

  #showUi(decision: Decision): void {
    if (decision.ui !== undefined) this.#ui = { ...this.#ui, ...decision.ui };
  }

  /** Tells in the order of the journal, also when a listener answers with a command of its own. */
  #tellAll(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      for (let next = this.#untold.shift(); next !== undefined; next = this.#untold.shift()) this.#tell(next);
    } finally {
      this.#isTelling = false;
    }
  }

  #tell({ answer, entries, decision, isAsked }: Done & { readonly isAsked: boolean }): void {
    if (decision?.cue !== undefined) this.events.emit({ kind: 'cue', cue: decision.cue });
    else if (!answer.ok) this.events.emit({ kind: 'cue', cue: 'refused' });
    if (!answer.ok && !isAsked) this.events.emit({ kind: 'refusal', refusal: answer.error });
    if (entries.length > 0) this.appended.emit(entries);
    this.changed.emit();
  }

  #context(command: Command, nowMs: number): Context {
    const { ids, store, operators } = this.#options;
    return {
      ...(this.#options.readers?.() ?? NO_READERS),
      nowMs,
      nextId: () => ids.next(),
      catalog: store.reference.catalog,
      operators,
      isDrawerOpen: this.#options.isDrawerOpen?.() ?? false,
      mayTakeMoney: !MOVES_MONEY.has(command.kind) || this.checkStorage() === 'ok',
      isOnline: this.#options.isOnline?.() ?? false,
      policy: this.policyAt(nowMs),
      ui: this.#ui,
    };
  }

  /** The limits that hold at that moment. */
  policyAt(nowMs: number): Policy {
    const sent = this.#options.sentPolicy?.(nowMs);
    return sent === undefined ? this.#options.policy : { ...this.#options.policy, ...sent };
  }

  /** What pricing looks at, at that moment: see `sceneOf`. */
  scene(nowMs: number): Pick<Context, 'nowMs' | 'offers' | 'points' | 'isOnline'> {
    const { offers, points } = this.readers;
    return { nowMs, offers, points, isOnline: this.isOnline };
  }

  /** What windows' figures are worked out with: the look-ups as they stand. */
  get readers(): Readers {
    return this.#options.readers?.() ?? NO_READERS;
  }

  get isOnline(): boolean {
    return this.#options.isOnline?.() ?? false;
  }

  /** Tries to set the disk's reserve aside again; without it no money is taken. */
  checkStorage(): StorageState {
    if (this.#storage === 'failed') return 'failed';
    this.#storage = this.#options.store.reserve.hold() ? 'ok' : 'full';
    return this.#storage;
  }

  /** Gives new entries their place, and works out the states they lead to, without changing anything yet. */
  #place(decision: Decision, atMs: number): Placed {
    const { ids, store } = this.#options;
    let seq = store.journal.head().seq;
    let state = this.#state;
    const appending = decision.entries.map((each): Appending => {
      const before = state;
      seq += 1;
      const entry: Entry = {
        ...each,
        seq,
        atMs,
        businessDate: before.shift?.businessDate ?? taipeiDate(atMs),
      };
      state = evolve(before, entry);
      return {
        entry,
        id: ids.next(),
        shiftId: (before.shift ?? state.shift)?.shiftId ?? null,
        operatorId: (before.operator ?? state.operator)?.operatorId ?? null,
        stateAfter: state,
      };
    });
    return { appending, state, decision };
  }

  /** What a failed append comes to; undefined for what is no fault of the disk. */
  #afterFailure(error: unknown, commandId: string, command: Command, placed: Placed): Done | undefined {
    const { journal, reserve } = this.#options.store;
    if (isCorrupt(error)) return nothing(this.#stopDamaged());
    if (!isDiskError(error)) return undefined;
    if (!isDiskFull(error)) {
      // Whether a commit that reported an I/O error is on disk is not known before the file is opened anew.
      this.#storage = 'failed';
      this.#options.log.log('error', 'the journal could not be written', { code: error.code });
      this.#stopped = refuse('storage-failed');
      return nothing(this.#stopped);
    }
    this.#storage = 'full';
    if (!USES_RESERVE.has(command.kind) || !reserve.isHeld) return nothing(refuse('storage-full'));
    // The sale in hand finishes in the room kept for it; the next one waits until there is room again.
    reserve.release();
    try {
      journal.append(commandId, placed.appending);
      return this.#doneOf(placed);
    } catch (again) {
      if (isDiskFull(again)) return nothing(refuse('storage-full'));
      return this.#afterFailure(again, commandId, command, placed);
    }
  }
}

/** A decision with its entries in place. */
interface Placed {
  readonly appending: readonly Appending[];
  /** After the last of them. */
  readonly state: TillState;
  readonly decision: Decision;
}

function undecided(decision: Decision): Done {
  if (decision.refusal !== undefined) return { ...nothing(decision.refusal), decision };
  return { answer: { ok: true, value: {} }, entries: [], decision };
}

function nothing(refusal: Refusal): Done {
  return { answer: { ok: false, error: refusal }, entries: [], decision: undefined };
}

/** What a command that came to these entries answers, now and whenever it is sent again. */
function answerOf(
  entries: readonly NewEntry[],
  policy: Policy,
  refusal = refusalIn(entries, policy),
): Answer {
  if (refusal !== undefined) return { ok: false, error: refusal };
  for (const entry of entries) {
    // The comparison of a blind count is first seen here, after the count is on disk.
    // Whoever asked for it waits for what becomes of it.
    if (entry.kind === 'drawer.requested' && entry.payload.saleId === null)
      return { ok: true, value: { requestId: entry.payload.requestId } };
    if (entry.kind === 'burn.requested' || entry.kind === 'exchange.requested')
      return { ok: true, value: { requestId: entry.payload.requestId } };
    if (entry.kind === 'member.identified')
      return { ok: true, value: { saleId: entry.payload.saleId, isInCopy: entry.payload.isInCopy } };
    if (entry.kind === 'sale.returned') {
      const { returnId, receiptNumber, refund } = entry.payload;
      return { ok: true, value: { returnId, receiptNumber, refund } };
    }
    if (entry.kind === 'shift.closed') return { ok: true, value: entry.payload };
    if (entry.kind === 'sale.completed') {
      const { saleId, receiptNumber, due, change } = entry.payload;
      return { ok: true, value: { saleId, receiptNumber, due, change } };
    }
  }
  return { ok: true, value: {} };
}
