import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GENESIS_HASH, type JournalRow } from '../../src-main/domain/entry.ts';
import { hashRow, walkChain } from '../../src-main/store/chain.ts';

const PLAIN = {
  seq: 1,
  id: '019aa4b0-2400-7000-8000-000000000001',
  commandId: '019aa4b0-2400-7001-8000-000000000002',
  atMs: 1_795_233_600_000,
  businessDate: '2026-11-21',
  shiftId: null,
  operatorId: 'op-1',
  kind: 'setting.changed',
  version: 1,
  payload: '{"theme":"dark"}',
  prevHash: GENESIS_HASH,
};

/** A sound chain of so many rows. */
function chainOf(count: number): JournalRow[] {
  const rows: JournalRow[] = [];
  for (let seq = 1; seq <= count; seq += 1) {
    const row = {
      ...PLAIN,
      seq,
      id: `${PLAIN.id.slice(0, -3)}${String(seq).padStart(3, '0')}`,
      prevHash: rows.at(-1)?.hash ?? GENESIS_HASH,
    };
    rows.push({ ...row, hash: hashRow(row) });
  }
  return rows;
}

test('the hash is SHA-256 over the JSON array of the fields, written out here by hand', () => {
  const text =
    '[1,"019aa4b0-2400-7000-8000-000000000001","019aa4b0-2400-7001-8000-000000000002",1795233600000,' +
    '"2026-11-21",null,"op-1","setting.changed",1,"{\\"theme\\":\\"dark\\"}",' +
    '"0000000000000000000000000000000000000000000000000000000000000000"]';
  expect(hashRow(PLAIN)).toBe(createHash('sha256').update(text).digest('hex'));
});

test('what one field ends with cannot pose as the beginning of the next', () => {
  const one = hashRow({ ...PLAIN, kind: 'a","b', operatorId: 'op' });
  const other = hashRow({ ...PLAIN, kind: 'b', operatorId: 'op","a' });
  expect(one).not.toBe(other);
});

test('a sound chain is walked to its head', () => {
  const rows = chainOf(20);
  expect(walkChain(rows)).toEqual({ checked: 20, headSeq: 20, headHash: rows[19]?.hash, brk: null });
  const from = { afterSeq: 5, prevHash: rows[4]?.hash ?? '' };
  expect(walkChain(rows.slice(5), from)).toMatchObject({ checked: 15, headSeq: 20, brk: null });
  expect(walkChain([])).toEqual({ checked: 0, headSeq: 0, headHash: GENESIS_HASH, brk: null });
});

describe('a break is found at its place', () => {
  const rows = chainOf(10);
  const at = (index: number): JournalRow => rows[index] ?? (PLAIN as never);
  const cases: readonly (readonly [string, readonly JournalRow[], number, string])[] = [
    ['a row is gone', rows.toSpliced(4, 1), 5, 'missing'],
    ['the first is gone', rows.slice(1), 1, 'missing'],
    ['two rows have changed places', rows.with(3, at(4)).with(4, at(3)), 4, 'missing'],
    ['a row comes twice', rows.toSpliced(4, 0, at(3)), 5, 'missing'],
    [
      'a row of another till stands in',
      rows.with(6, { ...at(6), prevHash: 'f'.repeat(64) }),
      7,
      'not-chained',
    ],
    ['a hash is another', rows.with(6, { ...at(6), hash: 'f'.repeat(64) }), 7, 'altered'],
  ];
  for (const [name, altered, seq, problem] of cases) {
    test(name, () => {
      expect(walkChain(altered)).toMatchObject({ checked: seq - 1, headSeq: seq - 1, brk: { seq, problem } });
    });
  }

  test('an altered row that was hashed again does not fit the one after it', () => {
    const { hash: _, ...row } = at(6);
    const forged = { ...row, payload: '{}' };
    expect(walkChain(rows.with(6, { ...forged, hash: hashRow(forged) })).brk).toEqual({
      seq: 8,
      problem: 'not-chained',
    });
  });

  test('what cannot be read stops the walk, and nothing after it is looked at', () => {
    const seen: number[] = [];
    const walked = walkChain(rows, undefined, (row) => {
      if (row.seq === 4) throw new Error('of a newer program');
      seen.push(row.seq);
    });
    expect([walked.brk, seen]).toEqual([{ seq: 4, problem: 'unreadable' }, [1, 2, 3]]);
  });
});

test('any change of any field of any row is found', () => {
  const rows = chainOf(6);
  const fields = [
    'id',
    'commandId',
    'atMs',
    'businessDate',
    'shiftId',
    'operatorId',
    'kind',
    'version',
    'payload',
    'prevHash',
    'hash',
  ] as const;
  fc.assert(
    fc.property(fc.nat(5), fc.constantFrom(...fields), fc.string({ minLength: 1 }), (index, field, text) => {
      const row = rows[index];
      fc.pre(row !== undefined && row[field] !== text);
      expect(walkChain(rows.with(index, { ...row, [field]: text } as JournalRow)).brk?.seq).toBe(index + 1);
    }),
    { numRuns: 300 },
  );
});
