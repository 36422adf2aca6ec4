// Goal: not even raw SQL on the writing connection changes, drops or slips in an entry.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { JournalRows } from '../../src-main/store/journal.ts';
import { SmallJournal } from './small-journal.ts';

let small: SmallJournal;
beforeEach(() => {
  small = new SmallJournal();
  small.fill(5);
});
afterEach(() => small.end());

const COLUMNS =
  'seq, id, command_id, at, business_date, shift_id, operator_id, kind, version, payload, prev_hash, hash';
const copyOf = (seq: number, as: string, prev = 'prev_hash') =>
  `SELECT ${as}, id, command_id, at, business_date, shift_id, operator_id, kind, version, '{}', ${prev}, hash FROM journal WHERE seq = ${seq}`;
const HEAD_HASH = '(SELECT hash FROM journal WHERE seq = 5)';

const ATTEMPTS = [
  ['UPDATE of a payload', "UPDATE journal SET payload = '{}' WHERE seq = 3"],
  ['UPDATE that changes nothing', 'UPDATE journal SET seq = seq'],
  ['UPDATE OR REPLACE of a number', 'UPDATE OR REPLACE journal SET seq = 2 WHERE seq = 3'],
  ['UPDATE OR IGNORE', "UPDATE OR IGNORE journal SET payload = '{}'"],
  ['DELETE of one', 'DELETE FROM journal WHERE seq = 5'],
  ['DELETE of all, which SQLite would do in one stroke', 'DELETE FROM journal'],
  ['INSERT after a gap', `INSERT INTO journal ${copyOf(5, '7', HEAD_HASH)}`],
  ['INSERT of number 0', `INSERT INTO journal ${copyOf(1, '0')}`],
  ['INSERT of a negative number', `INSERT INTO journal ${copyOf(1, '-1')}`],
  ['INSERT with the number left to SQLite', `INSERT INTO journal ${copyOf(5, 'NULL', HEAD_HASH)}`],
  ['INSERT over an entry', `INSERT INTO journal ${copyOf(5, '5')}`],
  ['INSERT OR REPLACE over the newest', `INSERT OR REPLACE INTO journal ${copyOf(5, '5')}`],
  ['REPLACE of the first', `REPLACE INTO journal ${copyOf(1, '1')}`],
  ['INSERT OR IGNORE after a gap', `INSERT OR IGNORE INTO journal ${copyOf(5, '9', HEAD_HASH)}`],
  [
    'upsert',
    `INSERT INTO journal (${COLUMNS}) ${copyOf(5, '5')} ON CONFLICT (seq) DO UPDATE SET payload = '{}'`,
  ],
  ['the next number, not chained to the head', `INSERT INTO journal ${copyOf(5, '6')}`],
  ['the next number, chained to nothing', `INSERT INTO journal ${copyOf(5, '6', "printf('%064d', 0)")}`],
] as const;

const digest = () => createHash('sha256').update(JSON.stringify(small.rows())).digest('hex');

for (const recursive of ['OFF', 'ON']) {
  describe(`refused, with recursive triggers ${recursive}`, () => {
    for (const [name, sql] of ATTEMPTS) {
      test(name, () => {
        const before = digest();
        small.database.pragma(`recursive_triggers = ${recursive}`);
        expect(() => small.database.exec(sql)).toThrow(/append-only|dense and chained/);
        expect(digest()).toBe(before);
      });
    }
  });
}

describe('columns say what they may hold', () => {
  const row = (change: Record<string, string>) => {
    const columns = COLUMNS.split(', ').map(
      (name) => change[name] ?? { seq: '6', prev_hash: HEAD_HASH }[name] ?? name,
    );
    return `INSERT INTO journal SELECT ${columns.join(', ')} FROM journal WHERE seq = 5`;
  };
  for (const [name, change] of [
    ['a date that is none', { business_date: "'21.11.2026'" }],
    ['version 0', { version: '0' }],
    ['a hash of another length', { hash: "'abc'" }],
    ['text for a number', { at: "'noon'" }],
    ['no payload', { payload: 'NULL' }],
  ] as const) {
    test(name, () => {
      expect(() => small.database.exec(row(change))).toThrow(/CHECK|NOT NULL|cannot store/);
    });
  }
});

test('a row slipped in by raw SQL, numbered and chained, is found by its hash', () => {
  small.database.exec(`INSERT INTO journal ${copyOf(5, '6', HEAD_HASH)}`);
  expect(new JournalRows(small.database).verify().brk).toEqual({ seq: 6, problem: 'altered' });
  expect(() => new JournalRows(small.database).loadState()).toThrow(/entry 6 \(altered\)/);
});
