import { describe, expect, test } from 'vitest';
import { CrashRecord } from '../../../drivers/ports/crash-record.ts';

const cases: readonly {
  readonly name: string;
  readonly crashesAtMs: readonly number[];
  readonly atMs: number;
  readonly isApart: boolean;
  readonly pauseLeftMs: number;
}[] = [
  { name: 'never', crashesAtMs: [], atMs: 0, isApart: false, pauseLeftMs: 0 },
  { name: 'once', crashesAtMs: [0], atMs: 0, isApart: true, pauseLeftMs: 0 },
  { name: 'twice within a minute', crashesAtMs: [0, 1_000], atMs: 1_000, isApart: true, pauseLeftMs: 0 },
  {
    name: 'three times, slowly',
    crashesAtMs: [0, 40_000, 80_000],
    atMs: 80_000,
    isApart: true,
    pauseLeftMs: 0,
  },
  {
    name: 'three times within a minute',
    crashesAtMs: [0, 30_000, 60_000],
    atMs: 60_000,
    isApart: true,
    pauseLeftMs: 60_000,
  },
  {
    name: 'so, half a minute later',
    crashesAtMs: [0, 1_000, 2_000],
    atMs: 32_000,
    isApart: true,
    pauseLeftMs: 30_000,
  },
  { name: 'so, a minute later', crashesAtMs: [0, 1_000, 2_000], atMs: 62_000, isApart: true, pauseLeftMs: 0 },
  { name: 'nearly ten minutes ago', crashesAtMs: [0], atMs: 599_999, isApart: true, pauseLeftMs: 0 },
  { name: 'ten minutes ago', crashesAtMs: [0], atMs: 600_000, isApart: false, pauseLeftMs: 0 },
];

describe('a port whose process died', () => {
  for (const { name, crashesAtMs, atMs, isApart, pauseLeftMs } of cases) {
    test(`${name}`, () => {
      let nowMs = 0;
      const record = new CrashRecord(() => nowMs);
      for (const crashAtMs of crashesAtMs) {
        nowMs = crashAtMs;
        record.note('a');
      }
      nowMs = atMs;
      expect({ isApart: record.isApart('a'), pauseLeftMs: record.pauseLeftMs('a') }).toEqual({
        isApart,
        pauseLeftMs,
      });
      expect([record.isApart('b'), record.pauseLeftMs('b')]).toEqual([false, 0]);
    });
  }

  test('and dies again after its pause is paused anew only after three more, or one that follows two', () => {
    let nowMs = 0;
    const record = new CrashRecord(() => nowMs);
    expect([record.note('a'), record.note('a'), record.note('a')]).toEqual([false, false, true]);
    nowMs = 60_001;
    expect([record.note('a'), record.note('a'), record.note('a')]).toEqual([false, false, true]);
    nowMs = 60_002;
    expect(record.note('a')).toBe(true);
  });
});
