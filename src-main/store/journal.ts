import { assert } from '../base/assert.ts';
import { ENTRY_SCHEMAS, ENTRY_VERSION, type Entry, readEntry } from '../domain/entries.ts';
import { GENESIS_HASH, type JournalRow } from '../domain/entry.ts';
import { evolve } from '../domain/evolve.ts';
import type { TillState } from '../domain/state.ts';
import { INITIAL_STATE } from '../domain/state.ts';
import { type ChainBreak, hashRow, walkChain } from './chain.ts';
import type { ReadableDatabase, WritableDatabase } from './connection.ts';
import { snapshotDigest, ViewWriter } from './views.ts';

/** Every so many entries the state is kept, so that a start costs the same after a year. */
export const SNAPSHOT_EVERY = 100;

/** An entry on its way into the journal, with what the loop knows about it. */
export interface Appending {
  readonly entry: Entry;
  readonly id: string;
  readonly shiftId: string | null;
  readonly operatorId: string | null;
  /** The state after this entry. */
  readonly stateAfter: TillState;
}

/** What may be done inside one transaction of the journal. */
export interface JournalTransaction {
  /** The entries that a command came to before, or none. */
  entriesOfCommand(commandId: string): readonly Entry[];
  append(commandId: string, appending: readonly Appending[]): void;
}

/** The journal does not hold together: nothing is sold on it. */
export class DamagedJournal extends Error {
  override readonly name = 'DamagedJournal';
  readonly brk: ChainBreak;
  /** Entries before the break that were found sound. */
  readonly soundEntries: number;

  constructor(brk: ChainBreak, soundEntries: number) {
    super(
      `the journal breaks at entry ${brk.seq} (${brk.problem}); ${soundEntries} entries before it are sound`,
    );
    this.brk = brk;
    this.soundEntries = soundEntries;
  }
}

const COLUMNS = `seq, id, command_id AS commandId, at AS atMs, business_date AS businessDate, shift_id AS shiftId,
  operator_id AS operatorId, kind, version, payload, prev_hash AS prevHash, hash`;

/**
 * The one source of truth on a till: appended to, never changed (design.md, One log). Entries and the views they
 * change commit together in one transaction with a real fsync.
 */
export class Journal {
  readonly #database: WritableDatabase;
  readonly #views: ViewWriter;
  readonly #reader: JournalRows;
  readonly #insert;
  readonly #setAcked;
  readonly #begin;
  readonly #commit;
  readonly #rollback;
  #head: { seq: number; hash: string };
  #ackedSeq: number;

  constructor(database: WritableDatabase) {
    this.#database = database;
    this.#views = new ViewWriter(database);
    this.#reader = new JournalRows(database);
    this.#insert = database.prepare('INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#setAcked = database.prepare('UPDATE sync SET acked_seq = ? WHERE id = 1');
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#rollback = database.prepare('ROLLBACK');
    this.#head = this.#reader.head();
    this.#ackedSeq = this.#reader.ackedSeq();
  }

  /** Number and hash of the newest entry; 0 and zeros while there is none. */
  head(): { readonly seq: number; readonly hash: string } {
    return this.#head;
  }

  /**
   * Appends the entries of one command and their views, in one transaction: all of it is on disk when this returns.
   * @throws SqliteError from the disk, in which case nothing was appended.
   */
  append(commandId: string, appending: readonly Appending[]): void {
    this.write((transaction) => transaction.append(commandId, appending));
  }

  /**
   * Runs `work` inside one transaction, in which it may look for earlier entries and append. What it appended is on
   * disk when this returns; a `work` that appends nothing leaves nothing. A till that answers people writes command by
   * command; tools that make a history write many in one.
   * @throws what `work` throws, and SqliteError from the disk; in both cases nothing was appended.
   */
  write<Value>(work: (transaction: JournalTransaction) => Value): Value {
    let head = this.#head;
    this.#begin.run();
    try {
      const value = work({
        entriesOfCommand: (commandId) => this.entriesOfCommand(commandId),
        append: (commandId, appending) => {
          assert(appending.length > 0, 'a command that appends has entries');
          for (const each of appending) head = this.#appendOne(head, commandId, each);
        },
      });
      (head === this.#head ? this.#rollback : this.#commit).run();
      this.#head = head;
      return value;
    } catch (error) {
      // A failed COMMIT (a full disk) may have rolled back already.
      if (this.#database.inTransaction) this.#rollback.run();
      throw error;
    }
  }

  #appendOne(
    head: { readonly seq: number; readonly hash: string },
    commandId: string,
    each: Appending,
  ): { seq: number; hash: string } {
    const { entry } = each;
    assert(entry.seq === head.seq + 1, 'entries follow the head without a gap');
    ENTRY_SCHEMAS[entry.kind].parse(entry.payload);
    const row = {
      seq: entry.seq,
      id: each.id,
      commandId,
      atMs: entry.atMs,
      businessDate: entry.businessDate,
      shiftId: each.shiftId,
      operatorId: each.operatorId,
      kind: entry.kind,
      version: ENTRY_VERSION,
      payload: JSON.stringify(entry.payload),
      prevHash: head.hash,
    };
    const hash = hashRow(row);
    this.#insert.run(
      row.seq,
      row.id,
      row.commandId,
      row.atMs,
      row.businessDate,
      row.shiftId,
      row.operatorId,
      row.kind,
      row.version,
      row.payload,
      row.prevHash,
      hash,
    );
    this.#views.write(entry);
    if (entry.seq % SNAPSHOT_EVERY === 0) this.#views.writeSnapshot({ seq: row.seq, hash }, each.stateAfter);
    return { seq: row.seq, hash };
  }

  /** The entries that a command came to, or none when it never arrived or was refused. */
  entriesOfCommand(commandId: string): readonly Entry[] {
    return this.#reader.rowsOfCommand(commandId).map(readEntry);
  }

  /** Rows after `seq` in order, at most `maxRows` and about `maxBytes` of payload; at least one where there is one. */
  readAfter(
    seq: number,
    limit: { readonly maxRows: number; readonly maxBytes: number },
  ): readonly JournalRow[] {
    return this.#reader.readAfter(seq, limit);
  }

  /** How far head office has the journal durably, by its own answer. */
  ackedSeq(): number {
    return this.#ackedSeq;
  }

  setAckedSeq(seq: number): void {
    assert(seq >= this.#ackedSeq && seq <= this.#head.seq, 'what is acknowledged only grows, up to the head');
    if (seq === this.#ackedSeq) return;
    this.#setAcked.run(seq);
    this.#ackedSeq = seq;
  }

  /**
   * The state as the entries leave it: the snapshot and the tail after it. The tail's chain is checked on the way.
   * @throws DamagedJournal where it does not hold.
   */
  loadState(): TillState {
    return this.#reader.loadState().state;
  }
}

/** Reads the journal; cannot change it, so that any connection serves. */
export class JournalRows {
  readonly #database: ReadableDatabase;
  readonly #after;
  readonly #ofCommand;
  readonly #isKnown;

  constructor(database: ReadableDatabase) {
    this.#database = database;
    this.#after = database.prepare(`SELECT ${COLUMNS} FROM journal WHERE seq > ? ORDER BY seq`);
    this.#isKnown = database.prepare('SELECT 1 FROM journal WHERE command_id = ? LIMIT 1').pluck();
    this.#ofCommand = database.prepare(`SELECT ${COLUMNS} FROM journal WHERE command_id = ? ORDER BY seq`);
  }

  head(): { seq: number; hash: string } {
    const row = this.#database.prepare('SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1').get();
    return (row as { seq: number; hash: string } | undefined) ?? { seq: 0, hash: GENESIS_HASH };
  }

  ackedSeq(): number {
    const row = this.#database.prepare('SELECT acked_seq AS ackedSeq FROM sync').get() as {
      ackedSeq: number;
    };
    return row.ackedSeq;
  }

  rowsOfCommand(commandId: string): readonly JournalRow[] {
    // Nearly every command is new, and asking for one row is several times quicker than asking for all.
    if (this.#isKnown.get(commandId) === undefined) return [];
    return this.#ofCommand.all(commandId) as JournalRow[];
  }

  iterateAfter(seq: number): IterableIterator<JournalRow> {
    return this.#after.iterate(seq) as IterableIterator<JournalRow>;
  }

  readAfter(
    seq: number,
    limit: { readonly maxRows: number; readonly maxBytes: number },
  ): readonly JournalRow[] {
    const rows: JournalRow[] = [];
    let bytes = 0;
    for (const row of this.iterateAfter(seq)) {
      bytes += row.payload.length;
      if (rows.length > 0 && (rows.length >= limit.maxRows || bytes > limit.maxBytes)) break;
      rows.push(row);
    }
    return rows;
  }

  /** Newest first, for a person to look at. */
  newest(count: number): readonly JournalRow[] {
    return this.#database
      .prepare(`SELECT ${COLUMNS} FROM journal ORDER BY seq DESC LIMIT ?`)
      .all(count) as JournalRow[];
  }

  /** @throws DamagedJournal when the tail since the snapshot does not hold. */
  loadState(): { readonly state: TillState; readonly tail: number } {
    const kept = this.#snapshot();
    let { state } = kept;
    const walked = walkChain(this.iterateAfter(kept.afterSeq), kept, (row) => {
      state = evolve(state, readEntry(row));
    });
    if (walked.brk !== null) throw new DamagedJournal(walked.brk, walked.headSeq);
    return { state, tail: walked.checked };
  }

  /** Where reading begins: the snapshot, if it is whole and belongs to the entry it names; else the first entry. */
  #snapshot(): { readonly state: TillState; readonly afterSeq: number; readonly prevHash: string } {
    const start = { state: INITIAL_STATE, afterSeq: 0, prevHash: GENESIS_HASH };
    const kept = this.#database.prepare('SELECT seq, state, digest FROM snapshot').get() as
      | { readonly seq: number; readonly state: string; readonly digest: string }
      | undefined;
    if (kept === undefined) return start;
    const hash = this.#hashOf(kept.seq);
    if (hash === undefined) throw new DamagedJournal({ seq: kept.seq, problem: 'missing' }, this.head().seq);
    if (snapshotDigest({ seq: kept.seq, hash }, kept.state) !== kept.digest) return start;
    return { state: JSON.parse(kept.state) as TillState, afterSeq: kept.seq, prevHash: hash };
  }

  #hashOf(seq: number): string | undefined {
    const row = this.#database.prepare('SELECT hash FROM journal WHERE seq = ?').get(seq);
    return (row as { hash: string } | undefined)?.hash;
  }

  /** Walks the whole chain from the first entry. */
  verify(): ReturnType<typeof walkChain> {
    return walkChain(this.iterateAfter(0), undefined, (row) => {
      readEntry(row);
    });
  }
}
