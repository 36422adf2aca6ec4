// Goal: a person's key is there, whole and durable, or not at all; and once deleted it is in no file any more.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SeededRandom } from '../../../fixtures/world/test-world.ts';
import { AssertionFailure } from '../../../src-main/base/assert.ts';
import { OtherMasterKey, PERSON_KEYS_FILE, PersonKeys } from '../../../src-main/engine/vault/person-keys.ts';
import { openWritable } from '../../../src-main/store/connection.ts';
import { NewerDatabase } from '../../../src-main/store/migrate.ts';
import { filesOf, keyOf, temporaryFolder } from './vault-folder.ts';

const MASTER = keyOf('master');
const temporary = temporaryFolder();
let folder: string;
let keys: PersonKeys;
beforeEach(() => {
  folder = temporary.make();
  keys = open();
});
afterEach(() => {
  keys.close();
  temporary.remove();
});

const random = new SeededRandom(5);
const open = (at = folder, masterKey: Uint8Array = MASTER) => new PersonKeys(at, masterKey, random);
function reopen(): void {
  keys.close();
  keys = open();
}

/** Reads and changes the file as somebody else would who has no key. */
function inFile(at: string, change: (database: ReturnType<typeof openWritable>) => void): void {
  const database = openWritable(join(at, PERSON_KEYS_FILE));
  change(database);
  database.close();
}
const wrappedOf = (personId: string) => {
  let wrapped: Uint8Array | undefined;
  inFile(folder, (database) => {
    wrapped = database
      .prepare<[string], Uint8Array>('SELECT wrapped FROM person_keys WHERE person_id = ?')
      .pluck()
      .get(personId);
  });
  return Buffer.from(wrapped ?? []);
};

test('a person has one key, the same after every start, and no two have the same', () => {
  const made = ['M-1', 'M-2', '王'].map((id) => Buffer.from(keys.keyFor(id)).toString('hex'));
  expect(new Set(made).size).toBe(3);
  expect(made.map((key) => key.length)).toEqual([64, 64, 64]);
  reopen();
  expect(['M-1', 'M-2', '王'].map((id) => Buffer.from(keys.keyFor(id)).toString('hex'))).toEqual(made);
});

test('asking makes no key, using does', () => {
  expect([keys.has('M-1'), keys.find('M-1')]).toEqual([false, undefined]);
  keys.keyFor('M-1');
  expect([keys.has('M-1'), keys.has('M-2')]).toEqual([true, false]);
});

test('the file is for the till’s account alone, and holds no key as it is', () => {
  const key = Buffer.from(keys.keyFor('M-1'));
  for (const [name, content] of filesOf(folder)) {
    expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    expect(content.includes(key)).toBe(false);
    expect(content.includes(MASTER)).toBe(false);
  }
});

describe('forgetting', () => {
  test('deletes for good; who comes again gets another key', () => {
    const first = Buffer.from(keys.keyFor('M-1'));
    const other = Buffer.from(keys.keyFor('M-2'));
    expect([keys.forget('M-1'), keys.forget('M-1'), keys.has('M-1')]).toEqual([true, false, false]);
    reopen();
    expect(keys.has('M-1')).toBe(false);
    expect(Buffer.from(keys.keyFor('M-1'))).not.toEqual(first);
    expect(keys.find('M-2')).toEqual(other);
  });
  test('leaves the wrapped key in no file, neither before nor after closing', () => {
    for (let n = 0; n < 200; n += 1) keys.keyFor(`M-${n}`);
    const wrapped = wrappedOf('M-77');
    expect([...filesOf(folder).values()].some((content) => content.includes(wrapped))).toBe(true);
    keys.forget('M-77');
    const holds = () =>
      [...filesOf(folder)].filter(([, content]) => content.includes(wrapped)).map(([name]) => name);
    expect(holds()).toEqual([]);
    keys.close();
    expect(holds()).toEqual([]);
    keys = open();
    expect(keys.has('M-78')).toBe(true);
  });
  test('is finished at the next start where it was cut between the deleting and the log', () => {
    keys.keyFor('M-1');
    const wrapped = wrappedOf('M-1');
    const cut = join(folder, 'cut');
    mkdirSync(cut);
    // The state in which a kill leaves the files: deleted, and the log not yet emptied.
    const database = openWritable(join(folder, PERSON_KEYS_FILE));
    database.pragma('secure_delete = ON');
    database.prepare("DELETE FROM person_keys WHERE person_id = 'M-1'").run();
    for (const name of [PERSON_KEYS_FILE, `${PERSON_KEYS_FILE}-wal`])
      copyFileSync(join(folder, name), join(cut, name));
    database.close();
    const stillThere = [...filesOf(cut).values()].some((content) => content.includes(wrapped));
    const again = open(cut);
    expect(again.has('M-1')).toBe(false);
    expect([stillThere, [...filesOf(cut).values()].some((content) => content.includes(wrapped))]).toEqual([
      true,
      false,
    ]);
    again.close();
  });
});

describe('a kill', () => {
  test('right after a key was handed out: it is there, the same', () => {
    const key = Buffer.from(keys.keyFor('M-1'));
    const copy = join(folder, 'copy');
    mkdirSync(copy);
    for (const name of readdirSync(folder).filter((file) => file.startsWith(PERSON_KEYS_FILE)))
      if (!name.endsWith('-shm')) copyFileSync(join(folder, name), join(copy, name));
    const after = open(copy);
    expect(after.find('M-1')).toEqual(key);
    after.close();
  });
  test('while a key is being written: all of it is there or nothing, wherever the log was cut', () => {
    keys.keyFor('M-0');
    reopen();
    const key = Buffer.from(keys.keyFor('M-1'));
    const log = `${PERSON_KEYS_FILE}-wal`;
    const length = statSync(join(folder, log)).size;
    const found = new Set<string>();
    const cuts = Array.from({ length: 40 }, (_, step) => Math.floor((length * step) / 40)).concat(
      length - 1,
      length,
    );
    for (const cut of cuts) {
      const copy = join(folder, `cut-${cut}`);
      mkdirSync(copy);
      for (const name of [PERSON_KEYS_FILE, log]) copyFileSync(join(folder, name), join(copy, name));
      truncateSync(join(copy, log), cut);
      const after = open(copy);
      const here = after.find('M-1');
      if (here !== undefined) expect(here).toEqual(key);
      found.add(here === undefined ? 'nothing' : 'all');
      expect(after.has('M-0')).toBe(true);
      after.close();
    }
    expect([...found].sort()).toEqual(['all', 'nothing']);
  });
});

describe('what was altered', () => {
  test('a damaged key is nobody’s; a new one takes its place', () => {
    const before = Buffer.from(keys.keyFor('M-1'));
    keys.close();
    inFile(folder, (database) =>
      database.exec("UPDATE person_keys SET wrapped = x'00' WHERE person_id = 'M-1'"),
    );
    keys = open();
    expect(keys.find('M-1')).toBeUndefined();
    const made = Buffer.from(keys.keyFor('M-1'));
    expect(made).not.toEqual(before);
    expect(keys.find('M-1')).toEqual(made);
  });
  test('a key in another person’s row opens nothing', () => {
    keys.keyFor('M-1');
    keys.close();
    inFile(folder, (database) =>
      database.exec("UPDATE person_keys SET person_id = 'M-2' WHERE person_id = 'M-1'"),
    );
    keys = open();
    expect([keys.has('M-1'), keys.has('M-2')]).toEqual([false, false]);
  });
});

describe('a till never starts on what is not its own', () => {
  test('under another master key: nothing is lost by the attempt', () => {
    const key = Buffer.from(keys.keyFor('M-1'));
    keys.close();
    expect(() => open(folder, keyOf('other'))).toThrow(OtherMasterKey);
    keys = open();
    expect(keys.find('M-1')).toEqual(key);
  });
  test('with a master key of another length', () => {
    expect(() => open(folder, new Uint8Array(16))).toThrow(AssertionFailure);
  });
  test('from a newer program’s file', () => {
    keys.close();
    inFile(folder, (database) => database.pragma('user_version = 20'));
    expect(() => open()).toThrow(NewerDatabase);
    inFile(folder, (database) => database.pragma('user_version = 10'));
    keys = open();
  });
  test('from a file that is none, which is left as it is', () => {
    const none = join(folder, 'none');
    mkdirSync(none);
    copyFileSync(import.meta.filename, join(none, PERSON_KEYS_FILE));
    expect(() => open(none)).toThrow();
    expect(readFileSync(join(none, PERSON_KEYS_FILE))).toEqual(readFileSync(import.meta.filename));
  });
});
