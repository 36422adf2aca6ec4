import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AssertionFailure } from '../../src-main/base/assert.ts';
import type { NewEntry } from '../../src-main/domain/entries.ts';
import { GENESIS_HASH } from '../../src-main/domain/entry.ts';
import { INITIAL_STATE } from '../../src-main/domain/state.ts';
import { DamagedJournal, JournalRows, SNAPSHOT_EVERY } from '../../src-main/store/journal.ts';
import { SmallJournal } from './small-journal.ts';

let small: SmallJournal;
beforeEach(() => {
  small = new SmallJournal();
});
afterEach(() => small.end());

const DARK: NewEntry = { kind: 'setting.changed', payload: { theme: 'dark' } };
const EVERYTHING = { maxRows: 10_000, maxBytes: 10_000_000 };

describe('appending', () => {
  test('numbers from 1 without a hole and chains each row to the one before', () => {
    expect(small.journal.head()).toEqual({ seq: 0, hash: GENESIS_HASH });
    small.append([DARK, DARK]);
    small.append([DARK]);
    const rows = small.rows();
    expect(rows.map((row) => row.seq)).toEqual([1, 2, 3]);
    expect(rows.map((row) => row.prevHash)).toEqual([GENESIS_HASH, rows[0]?.hash, rows[1]?.hash]);
    expect(small.journal.head()).toEqual({ seq: 3, hash: rows[2]?.hash });
    small.reopen();
    expect(small.journal.head()).toEqual({ seq: 3, hash: rows[2]?.hash });
    expect(new JournalRows(small.database).verify()).toMatchObject({ checked: 3, headSeq: 3, brk: null });
  });

  test('an entry out of its place is a bug and nothing is kept', () => {
    small.append([DARK]);
    for (const offset of [-1, 1, 7]) {
      expect(() => small.append([DARK], undefined, offset)).toThrow(AssertionFailure);
    }
    expect(() => small.append([])).toThrow(AssertionFailure);
    expect(small.rows()).toHaveLength(1);
    small.append([DARK]);
    expect(small.journal.head().seq).toBe(2);
  });

  test('one bad entry of a command keeps the whole command out, and the next one goes on', () => {
    const bad = { kind: 'line.removed', payload: { saleId: 'no uuid', lineId: 'x' } } as const;
    const { state } = small;
    const entries = [{ kind: 'setting.changed', payload: { theme: 'dark' } }, bad] as const;
    expect(() => small.append(entries.map((each) => ({ ...each })) as NewEntry[])).toThrow();
    expect([small.rows(), small.state, small.database.inTransaction]).toEqual([[], state, false]);
    small.append([DARK]);
    expect(small.rows()).toHaveLength(1);
  });
});

test('the entries of a command are found by its id, those of another are not', () => {
  const first = small.append([DARK, { kind: 'setting.changed', payload: { language: 'en' } }]);
  small.append([DARK]);
  expect(small.journal.entriesOfCommand(first).map((entry) => [entry.seq, entry.payload])).toEqual([
    [1, { theme: 'dark' }],
    [2, { language: 'en' }],
  ]);
  expect(small.journal.entriesOfCommand('00000000-0000-7000-8000-000000000000')).toEqual([]);
});

describe('reading on from a place', () => {
  test('gives what the limits allow, and at least one row where there is one', () => {
    small.fill(10);
    const read = (seq: number, maxRows: number, maxBytes: number) =>
      small.journal.readAfter(seq, { maxRows, maxBytes }).map((row) => row.seq);
    expect(read(0, 3, 1e6)).toEqual([1, 2, 3]);
    expect(read(8, 3, 1e6)).toEqual([9, 10]);
    expect(read(10, 3, 1e6)).toEqual([]);
    expect(read(0, 10, 0)).toEqual([1]);
    expect(read(4, 0, 0)).toEqual([5]);
    expect(read(0, 10, 2 * '{"theme":"light"}'.length)).toEqual([1, 2]);
  });

  test('page by page gives every row once, whatever the limits', () => {
    small.fill(40);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 200 }), (maxRows, maxBytes) => {
        const seqs: number[] = [];
        for (;;) {
          const page = small.journal.readAfter(seqs.at(-1) ?? 0, { maxRows, maxBytes });
          if (page.length === 0) break;
          seqs.push(...page.map((row) => row.seq));
        }
        expect(seqs).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
      }),
      { numRuns: 60 },
    );
  });

  test('a reading that was left in the middle does not keep the next append waiting', () => {
    small.fill(5);
    small.journal.readAfter(0, { maxRows: 2, maxBytes: 1e6 });
    small.append([DARK]);
    expect(small.journal.head().seq).toBe(6);
  });

  test('newest first, for a person', () => {
    small.fill(5);
    expect(new JournalRows(small.database).newest(2).map((row) => row.seq)).toEqual([5, 4]);
  });
});

describe('what head office has', () => {
  test('only grows, up to the head, and is remembered', () => {
    small.fill(5);
    expect(small.journal.ackedSeq()).toBe(0);
    small.journal.setAckedSeq(3);
    small.journal.setAckedSeq(3);
    small.reopen();
    expect(small.journal.ackedSeq()).toBe(3);
    for (const seq of [2, -1, 6, 1e9]) expect(() => small.journal.setAckedSeq(seq)).toThrow(AssertionFailure);
    expect(small.journal.ackedSeq()).toBe(3);
  });
});

describe('the state', () => {
  for (const count of [
    0,
    1,
    SNAPSHOT_EVERY - 1,
    SNAPSHOT_EVERY,
    SNAPSHOT_EVERY + 1,
    3 * SNAPSHOT_EVERY + 37,
  ]) {
    test(`after ${count} entries is the snapshot and the ${count % SNAPSHOT_EVERY} after it`, () => {
      small.fill(count);
      const loaded = new JournalRows(small.database).loadState();
      expect(loaded.tail).toBe(count % SNAPSHOT_EVERY);
      expect(loaded.state).toStrictEqual(count === 0 ? INITIAL_STATE : small.state);
    });
  }

  test('a snapshot of entries that are not there is damage', () => {
    small.fill(SNAPSHOT_EVERY);
    small.database.prepare('UPDATE snapshot SET seq = ?').run(2 * SNAPSHOT_EVERY);
    expect(() => new JournalRows(small.database).loadState()).toThrow(DamagedJournal);
  });
});

test('a journal of 10,000 entries reads whole and in order', () => {
  const themes = Array.from({ length: 10_000 }, () => DARK);
  small.append(themes);
  expect(small.journal.readAfter(0, EVERYTHING).map((row) => row.seq)).toEqual(
    themes.map((_, index) => index + 1),
  );
});
