import { hash } from 'node:crypto';
import { chainText, GENESIS_HASH, type JournalRow } from '../domain/entry.ts';

/** A row's hash: SHA-256, lower-case hex, over {@link chainText}. */
export function hashRow(row: Omit<JournalRow, 'hash'>): string {
  return hash('sha256', chainText(row), 'hex');
}

/** Where and how a chain breaks. */
export interface ChainBreak {
  readonly seq: number;
  readonly problem: 'altered' | 'missing' | 'not-chained' | 'unreadable';
}

/**
 * Walks rows that follow a row with hash `prevHash` and number `afterSeq`, and tells the first that does not belong.
 * `checked` counts the sound ones before it.
 */
export function walkChain(
  rows: Iterable<JournalRow>,
  from: { readonly afterSeq: number; readonly prevHash: string } = { afterSeq: 0, prevHash: GENESIS_HASH },
  onRow: (row: JournalRow) => void = () => {},
): {
  readonly checked: number;
  readonly headSeq: number;
  readonly headHash: string;
  readonly brk: ChainBreak | null;
} {
  let { afterSeq: headSeq, prevHash: headHash } = from;
  let checked = 0;
  const stop = (seq: number, problem: ChainBreak['problem']) => ({
    checked,
    headSeq,
    headHash,
    brk: { seq, problem },
  });
  for (const row of rows) {
    if (row.seq !== headSeq + 1) return stop(headSeq + 1, 'missing');
    if (row.prevHash !== headHash) return stop(row.seq, 'not-chained');
    if (row.hash !== hashRow(row)) return stop(row.seq, 'altered');
    try {
      onRow(row);
    } catch {
      // What cannot be read is told by its number; the cause stands in the row itself.
      return stop(row.seq, 'unreadable');
    }
    headSeq = row.seq;
    headHash = row.hash;
    checked += 1;
  }
  return { checked, headSeq, headHash, brk: null };
}
