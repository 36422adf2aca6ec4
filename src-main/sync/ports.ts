import type { Result } from '../base/result.ts';
import type { MailItem, TopicMode } from '../contract/head-office.ts';
import type { JournalRow } from '../domain/entry.ts';

/**
 * What sync needs of the till's store and engine. They implement it; sync knows nothing of tables.
 * The reading side is synchronous: the journal is on this machine.
 */

export interface JournalHead {
  /** 0 for an empty journal. */
  readonly seq: number;
  /** Hash of that row; `GENESIS_HASH` for an empty journal. */
  readonly hash: string;
}

export interface ReadLimits {
  readonly maxRows: number;
  /** Of payload and the fields around it, roughly as sent. At least one row is returned even if it alone is larger. */
  readonly maxBytes: number;
}

export interface JournalReader {
  head(): JournalHead;
  /** Rows `seq + 1`, `seq + 2`, … without a hole, at most what the limits allow; none when there are none. */
  readAfter(seq: number, limits: ReadLimits): readonly JournalRow[];
}

/** What the till remembers of its exchange with head office. Durable. */
export interface SyncState {
  /** The last seq that head office said it holds durably; 0 for none. */
  ackedSeq(): number;
  /** Called with growing numbers only. */
  setAckedSeq(seq: number): void;
}

export interface SinkProblem {
  /** In words for the log and the exception; no personal data. */
  readonly problem: string;
}

/**
 * Takes one topic, generation by generation, whole or not at all: `begin`, `put` for every page, then `commit` or
 * `abandon`. Until `commit` nobody sees any of it. A `begin` after a crash throws away what an unfinished one left.
 */
export interface TopicSink {
  /** As in the path: `catalog`, `operators`. */
  readonly topic: string;
  /**
   * Topics that this one is checked against. A switch of one of them makes a refused generation worth another try at
   * once: promotions may name articles that the next catalog brings.
   */
  readonly checkedAgainst?: readonly string[];
  /** Of the generation that is in use; `undefined` when there is none. */
  cursor(): string | undefined;
  begin(mode: TopicMode): Promise<void>;
  /** Checks and stages one page. A failure means that the generation as a whole is refused. */
  put(items: readonly unknown[], removed: readonly string[]): Promise<Result<void, SinkProblem>>;
  /** Switches to the staged generation in one transaction, `cursor` with it. `count` is how many items it has. */
  commit(cursor: string): Promise<Result<{ readonly count: number }, SinkProblem>>;
  abandon(): Promise<void>;
}

/** Makes a journal entry of each item of mail, once. */
export interface MailSink {
  /** The newest that is in the journal; `undefined` for none. */
  lastMailId(): string | undefined;
  /** Resolves when the item is durable. */
  accept(mail: MailItem): Promise<Result<void, SinkProblem>>;
}
