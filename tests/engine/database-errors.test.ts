// A database that somebody else holds for a moment, or that turns out to be damaged in the middle of the day, is told in
// words. An exception out of the loop would end the program, since scans come from devices and nobody catches them there.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { journalPath } from '../../src-main/store/store.ts';
import { breakAppending } from '../support/break-journal.ts';
import { OpenTill } from '../support/open-till.ts';

let till: OpenTill;
beforeEach(async () => {
  till = await OpenTill.make();
  till.openShift();
  till.scan('47100183');
});
afterEach(() => till.end());

test('another program that holds the journal for longer than the till waits: refused, nothing kept, then it goes on', () => {
  till.store.database.pragma('busy_timeout = 1');
  const other = new Database(journalPath(till.folder));
  other.exec('BEGIN IMMEDIATE');
  const { state } = till;
  try {
    expect(till.scan('4710018000003').ok).toBe(false);
    expect(till.payCash(45).ok).toBe(false);
    expect([till.state, till.till.stopped]).toEqual([state, null]);
  } finally {
    other.exec('ROLLBACK');
    other.close();
  }
  expect(till.payCash(45).ok).toBe(true);
});

describe('a page that turns out to be damaged', () => {
  const broken = () => {
    throw new Database.SqliteError('database disk image is malformed', 'SQLITE_CORRUPT');
  };

  test('in the journal, while reading: selling stops with a word for it', () => {
    till.store.journal.entriesOfCommand = broken;
    const answer = till.scan('4710018000003');
    expect(!answer.ok && answer.error.code).toBeOneOf(['journal-damaged', 'storage-failed']);
  });

  test('in the journal, while writing: selling stops, and nothing is kept', () => {
    const { state } = till;
    breakAppending(till.store.journal, broken);
    const answer = till.payCash(45);
    expect(!answer.ok && answer.error.code).toBeOneOf(['journal-damaged', 'storage-failed']);
    expect([till.state, till.till.stopped === null]).toEqual([state, false]);
  });

  test('in the catalog: that scan is refused, and the cart can be paid', () => {
    const { catalog } = till.store.reference;
    Object.defineProperty(till.store.reference, 'catalog', {
      configurable: true,
      get: () => ({
        generation: 1,
        findByBarcode: broken,
        findBySku: () => undefined,
        findByShortCode: broken,
      }),
    });
    expect(till.scan('4710018000003').ok).toBe(false);
    expect(till.payCash(45).ok).toBe(true);
    Object.defineProperty(till.store.reference, 'catalog', { get: () => catalog });
  });
});
