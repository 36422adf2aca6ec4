import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DiskReserve } from '../../src-main/store/reserve.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-reserve-'));
  path = join(folder, 'reserve.bin');
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

const MEBIBYTE = 1024 * 1024;

test('room is really taken up, not promised: the blocks are allocated', () => {
  const reserve = new DiskReserve(path);
  expect([reserve.isHeld, reserve.hold(), reserve.isHeld]).toEqual([false, true, true]);
  const { size, blocks } = statSync(path);
  expect(size).toBe(4 * MEBIBYTE);
  expect(blocks * 512).toBeGreaterThanOrEqual(size);
});

test('given up, it is gone from the disk, and can be held again', () => {
  const reserve = new DiskReserve(path);
  reserve.hold();
  reserve.release();
  expect([reserve.isHeld, statSync(path, { throwIfNoEntry: false })]).toEqual([false, undefined]);
  reserve.release();
  expect([reserve.hold(), statSync(path).size]).toEqual([true, 4 * MEBIBYTE]);
});

test('what a crash left half written is written whole; what is whole is not written again', () => {
  writeFileSync(path, 'half');
  new DiskReserve(path).hold();
  expect(statSync(path).size).toBe(4 * MEBIBYTE);
  const { mtimeMs } = statSync(path);
  expect(new DiskReserve(path).hold()).toBe(true);
  expect(statSync(path).mtimeMs).toBe(mtimeMs);
});

test('where nothing can be written it says no and throws nothing', () => {
  expect(new DiskReserve(join(folder, 'no', 'such', 'folder', 'reserve.bin')).hold()).toBe(false);
});
