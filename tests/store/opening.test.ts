// Opening answers with a problem, never an exception, and lets go of the folder when it fails.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TillState } from '../../src-main/domain/state.ts';
import { openWritable } from '../../src-main/store/connection.ts';
import { MIGRATIONS, migrate } from '../../src-main/store/migrate.ts';
import { DiskReserve } from '../../src-main/store/reserve.ts';
import { journalPath, openStore } from '../../src-main/store/store.ts';
import { OpenTill } from '../support/open-till.ts';
import { SmallJournal } from './small-journal.ts';

let till: OpenTill;
let state: TillState;
let folder: string;
beforeAll(async () => {
  till = await OpenTill.make();
  till.openShift();
  while (till.store.journal.head().seq < 130) {
    till.scan('47100183');
    till.payCash(50);
  }
  state = till.state;
  await till.store.close();
  rmSync(join(till.folder, 'reserve.bin'));
});
afterAll(() => till.end());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-opening-'));
  cpSync(till.folder, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Raw SQL on the closed journal, past its triggers, as no till would. */
function tamper(sql: string): void {
  const database = new Database(journalPath(folder));
  database.exec(`DROP TRIGGER journal_no_update; ${sql}`);
  database.close();
}

test('a folder that could not be opened is not held: put right, it opens', async () => {
  const good = readFileSync(journalPath(folder));
  const bad = Buffer.from(good);
  bad[47] = 0x7f;
  writeFileSync(journalPath(folder), bad);
  expect(openStore(folder).ok).toBe(false);
  writeFileSync(journalPath(folder), good);
  const opened = openStore(folder);
  expect(opened.ok).toBe(true);
  if (opened.ok) await opened.value.close();
});

/** The place of the first sale in the journal. */
function firstSale(): number {
  const database = new Database(journalPath(folder));
  const seq = database.prepare("SELECT min(seq) FROM journal WHERE kind = 'sale.completed'").pluck().get();
  database.close();
  return Number(seq);
}

describe('views are not written anew from a journal that does not hold together', () => {
  for (const [name, sql] of [
    [
      'an altered amount',
      `UPDATE journal SET payload = replace(payload, '"change":5', '"change":6') WHERE kind = 'sale.completed'`,
    ],
    ['an entry that cannot be read', "UPDATE journal SET payload = '{' WHERE seq = 12"],
    ['an entry of a kind nobody knows', "UPDATE journal SET kind = 'coupon.redeemed' WHERE seq = 12"],
  ] as const) {
    test(name, async () => {
      tamper(`${sql}; UPDATE views_version SET version = 0`);
      const opened = openStore(folder);
      if (opened.ok) await opened.value.close();
      const soundEntries = name === 'an altered amount' ? firstSale() - 1 : 11;
      expect(opened).toMatchObject({ ok: false, error: { kind: 'damaged', soundEntries } });
    });
  }
});

test('a snapshot that cannot be read is a view like the others: written anew, and the shop opens', async () => {
  tamper("UPDATE snapshot SET state = '{'");
  const opened = openStore(folder);
  expect(opened.ok).toBe(true);
  if (!opened.ok) return;
  expect(opened.value.state).toStrictEqual(state);
  await opened.value.close();
});

test('a snapshot that says something else than the journal is not believed', async () => {
  tamper(`UPDATE snapshot SET state = replace(state, '"float":3000', '"float":9000')`);
  const opened = openStore(folder);
  expect(opened.ok).toBe(true);
  if (!opened.ok) return;
  expect(opened.value.state).toStrictEqual(state);
  await opened.value.close();
});

describe('reference data that is damaged does not keep the shop shut: it is fetched anew', () => {
  const catalog = () => join(folder, 'reference', 'catalog-000001.db');
  for (const [name, damage] of [
    ['the catalog is gone', () => rmSync(catalog())],
    ['the catalog is no database', () => writeFileSync(catalog(), 'milk, eggs, '.repeat(900))],
    ['the catalog is empty', () => writeFileSync(catalog(), '')],
    [
      'the list of topics is no database',
      () => {
        rmSync(catalog());
        writeFileSync(join(folder, 'reference', 'reference.db'), 'milk, eggs, '.repeat(900));
      },
    ],
  ] as const) {
    test(name, async () => {
      damage();
      const opened = openStore(folder);
      expect(opened.ok).toBe(true);
      if (!opened.ok) return;
      const { reference } = opened.value;
      expect(reference.catalog.findByBarcode('47100183')).toBeUndefined();
      // Without a cursor head office is asked for the whole of it.
      expect(reference.topic('catalog')).toBeUndefined();
      await opened.value.close();
    });
  }
});

test('the copy made before a migration is whole, even if an earlier attempt was cut off while making it', () => {
  const small = new SmallJournal();
  try {
    small.fill(5);
    writeFileSync(`${small.path}.before-20`, 'SQLite format 3\u0000 and then the light went out');
    migrate(small.database, [
      ...MIGRATIONS,
      { version: 20, name: 'a', apply: (each) => each.exec('CREATE TABLE a (x)') },
    ]);
    const copy = new Database(`${small.path}.before-20`, { readonly: true });
    expect(copy.prepare('SELECT count(*) FROM journal').pluck().get()).toBe(5);
    copy.close();
  } finally {
    small.end();
  }
});

test('the copy made before a migration has what was sold since an earlier attempt failed', () => {
  const small = new SmallJournal();
  try {
    small.fill(5);
    const failing = { version: 20, name: 'a', apply: () => small.database.exec('no such thing') };
    expect(() => migrate(small.database, [...MIGRATIONS, failing])).toThrow();
    small.fill(3);
    migrate(small.database, [...MIGRATIONS, { ...failing, apply: () => undefined }]);
    const copy = new Database(`${small.path}.before-20`, { readonly: true });
    expect(copy.prepare('SELECT count(*) FROM journal').pluck().get()).toBe(8);
    copy.close();
  } finally {
    small.end();
  }
});

test('a reserve that can neither be written nor removed is not held, and says so without an exception', () => {
  mkdirSync(join(folder, 'reserve.bin'));
  expect(new DiskReserve(join(folder, 'reserve.bin')).hold()).toBe(false);
});

test('a newer database that was not closed in order is refused byte for byte as it was, log and all', () => {
  const files = ['', '-wal'].map((suffix) => `${journalPath(folder)}${suffix}`);
  const newer = openWritable(journalPath(folder));
  newer.pragma('user_version = 20');
  const bytes = files.map((path) => readFileSync(path));
  newer.close();
  for (const [index, path] of files.entries()) writeFileSync(path, bytes[index] ?? '');
  expect(openStore(folder)).toEqual({ ok: false, error: { kind: 'newer' } });
  expect(
    files.map((path, index) => existsSync(path) && readFileSync(path).equals(bytes[index] ?? Buffer.of())),
  ).toEqual([true, true]);
});
