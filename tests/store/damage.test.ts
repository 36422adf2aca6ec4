// design.md, When things fail: a damaged database is noticed, set aside with a copy, and nothing starts empty in its place.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assert } from '../../src-main/base/assert.ts';
import { openReadable } from '../../src-main/store/connection.ts';
import { JournalRows, SNAPSHOT_EVERY } from '../../src-main/store/journal.ts';
import { journalPath, openStore } from '../../src-main/store/store.ts';
import { OpenTill } from '../support/open-till.ts';

let till: OpenTill;
let scratch: string;
let newest: { readonly seq: number };

/** Payload texts of the entries, by number. */
let payloads: ReadonlyMap<number, string>;

beforeAll(async () => {
  till = await OpenTill.make();
  till.openShift();
  while (till.store.journal.head().seq < 2 * SNAPSHOT_EVERY + 40) {
    till.scan('47100183');
    till.payCash(50);
  }
  newest = till.store.journal.head();
  payloads = new Map(
    till.store.journal.readAfter(0, { maxRows: 1e6, maxBytes: 1e9 }).map((row) => [row.seq, row.payload]),
  );
  await till.store.close();
  scratch = mkdtempSync(join(tmpdir(), 'daybook-damage-'));
});
afterAll(async () => {
  await till.end();
  rmSync(scratch, { recursive: true, force: true });
});

let copies = 0;

/** A folder with the till's journal in it, its bytes changed. */
function damaged(change: (bytes: Buffer) => Uint8Array): string {
  const folder = join(scratch, String(copies++));
  mkdirSync(folder);
  writeFileSync(journalPath(folder), change(readFileSync(journalPath(till.folder))));
  return folder;
}

/** Flips one bit inside the payload of entry `seq`, where it stands in the file. */
function flippedAt(seq: number): (bytes: Buffer) => Buffer {
  return (bytes) => {
    const payload = payloads.get(seq);
    assert(payload !== undefined && payload.length > 30, 'the entry has a payload to flip a bit in');
    const at = bytes.indexOf(payload);
    assert(at >= 0 && bytes.indexOf(payload, at + 1) === -1, 'the payload stands in the file once');
    bytes[at + 20] = (bytes[at + 20] ?? 0) ^ 1;
    return bytes;
  };
}

const sha = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** An entry of a long payload at or after `seq`. */
function entryNear(seq: number): number {
  for (let each = seq; ; each += 1) if (payloads.get(each)?.includes('saleId')) return each;
}

describe('one flipped bit in the tail', () => {
  test('is found when the till is opened: refused, the file untouched, a copy beside it', () => {
    const seq = entryNear(2 * SNAPSHOT_EVERY + 10);
    const folder = damaged(flippedAt(seq));
    const before = sha(journalPath(folder));
    const opened = openStore(folder);
    expect(opened).toMatchObject({ ok: false, error: { kind: 'damaged', soundEntries: seq - 1 } });
    assert(!opened.ok && opened.error.kind === 'damaged', 'it is damaged');
    expect(opened.error.detail).toContain(`entry ${seq} (altered)`);
    expect(sha(journalPath(folder))).toBe(before);
    expect(sha(opened.error.copy)).toBe(before);
    expect(opened.error.copy.startsWith(folder)).toBe(true);
  });

  test('is refused every time, with one copy, and the folder is not held', () => {
    const folder = damaged(flippedAt(entryNear(2 * SNAPSHOT_EVERY + 10)));
    const first = openStore(folder);
    const files = readdirSync(folder).toSorted();
    expect(openStore(folder)).toEqual(first);
    expect(readdirSync(folder).toSorted()).toEqual(files);
    expect(files.filter((name) => name.includes('damaged'))).toHaveLength(1);
  });

  test('of the newest entry is found too', () => {
    const seq = [...payloads.keys()].findLast((each) => payloads.get(each)?.includes('saleId')) ?? 0;
    expect(seq).toBeGreaterThan(newest.seq - 4);
    expect(openStore(damaged(flippedAt(seq)))).toMatchObject({
      ok: false,
      error: { kind: 'damaged', soundEntries: seq - 1 },
    });
  });
});

test('one flipped bit before the snapshot does not keep the shop shut, and the check of the whole chain finds it', async () => {
  const seq = entryNear(SNAPSHOT_EVERY + 20);
  const folder = damaged(flippedAt(seq));
  const opened = openStore(folder);
  assert(opened.ok, 'the tail is sound');
  try {
    expect(opened.value.journal.head().seq).toBe(newest.seq);
    const reader = openReadable(journalPath(folder));
    expect(new JournalRows(reader).verify()).toMatchObject({
      checked: seq - 1,
      brk: { seq, problem: 'altered' },
    });
    reader.close();
  } finally {
    await opened.value.close();
  }
});

describe('a file that is hardly one', () => {
  for (const [name, change] of [
    ['a shopping list', () => Buffer.from('milk, eggs, '.repeat(2_000))],
    ['its first page overwritten', (bytes: Buffer) => bytes.fill(0x5a, 0, 4_096)],
    ['every page but the first overwritten', (bytes: Buffer) => bytes.fill(0x5a, 4_096)],
    ['cut off in the middle', (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2))],
  ] as const) {
    test(`${name}: refused with a copy, and left as it is`, () => {
      const folder = damaged(change);
      const before = sha(journalPath(folder));
      const opened = openStore(folder);
      expect(opened).toMatchObject({ ok: false, error: { kind: 'damaged' } });
      assert(!opened.ok && opened.error.kind === 'damaged', 'it is damaged');
      expect(sha(opened.error.copy)).toBe(before);
      expect(sha(journalPath(folder))).toBe(before);
      expect(basename(opened.error.copy)).toMatch(/^journal\.db\.damaged-after-\d+$/);
    });
  }
});

test('an empty folder is a new till; a folder whose journal is damaged never is', async () => {
  const folder = join(scratch, 'new');
  const opened = openStore(folder);
  assert(opened.ok, 'a new folder opens');
  expect(opened.value.journal.head().seq).toBe(0);
  await opened.value.close();
});
