// what-goes-wrong.md row 5: two programs on one journal would sell the same numbers twice.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assert } from '../../src-main/base/assert.ts';
import { lockFolder } from '../../src-main/store/lock.ts';
import { openStore } from '../../src-main/store/store.ts';
import { Child } from '../support/child.ts';

const HOLD = new URL('./children/hold-folder.ts', import.meta.url);
const REFUSED = { ok: false, error: { kind: 'already-open' } };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the same folder opens once in one process, and again when it was closed', async () => {
  const first = openStore(folder);
  assert(first.ok, 'a new folder opens');
  expect(openStore(folder)).toEqual(REFUSED);
  expect(first.value.journal.head().seq).toBe(0);
  await first.value.close();
  const second = openStore(folder);
  assert(second.ok, 'a closed folder opens');
  await second.value.close();
});

test('a second process is refused while this one sells, and let in when it has closed', async () => {
  const mine = openStore(folder);
  assert(mine.ok, 'a new folder opens');
  const refused = new Child(HOLD, [folder]);
  await refused.ended();
  expect(refused.lines).toEqual(['already-open']);
  await mine.value.close();
  const admitted = new Child(HOLD, [folder]);
  await admitted.untilLines(1);
  expect(admitted.lines).toEqual(['open']);
  expect(openStore(folder)).toEqual(REFUSED);
  await admitted.kill();
  // Nothing stale is left of a process that was killed.
  const again = openStore(folder);
  assert(again.ok, 'the killed process holds nothing');
  await again.value.close();
});

test('a lock is let go once; letting go twice does no harm', () => {
  const path = join(folder, 'till.lock');
  const lock = lockFolder(path);
  assert(lock.ok, 'nobody holds it');
  expect(lockFolder(path)).toEqual({ ok: false, error: 'already-open' });
  lock.value.release();
  lock.value.release();
  const next = lockFolder(path);
  assert(next.ok, 'it was let go');
  next.value.release();
});
