import { expect, test } from 'vitest';
import { QuitWorks } from '../../src-main/hosts/quit-works.ts';
import { RateLimit } from '../../src-main/hosts/rate-limit.ts';
import { RestartPace } from '../../src-main/hosts/restart-pace.ts';
import { RecordedLog } from './recorded-log.ts';

test('a bucket gives its burst at once, then what refills, and never more than its burst', () => {
  let nowMs = 0;
  const limit = new RateLimit({ burst: 3, perSecond: 10 }, () => nowMs);
  const take = (times: number) => Array.from({ length: times }, () => limit.take()).filter(Boolean).length;
  expect(take(5)).toBe(3);
  nowMs += 100;
  expect(take(5)).toBe(1);
  nowMs += 99;
  expect(take(1)).toBe(0);
  nowMs += 1;
  expect(take(1)).toBe(1);
  nowMs += 3_600_000;
  expect(take(10)).toBe(3);
});

test('what dies is started at once, then after 0.5 s and twice as long each time, up to 10 s; after a calm minute at once', () => {
  let nowMs = 0;
  const pace = new RestartPace(() => nowMs);
  const delays = Array.from({ length: 8 }, () => {
    nowMs += 1_000;
    return pace.nextDelayMs();
  });
  expect(delays).toEqual([0, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  nowMs += 60_001;
  expect(pace.nextDelayMs()).toBe(0);
});

test('works before the end run once, all of them, whatever one of them does', async () => {
  const log = new RecordedLog();
  const works = new QuitWorks(log);
  const done: string[] = [];
  works.add(async () => void done.push('first'));
  works.add(() => Promise.reject(new Error('stuck device')));
  const dispose = works.add(async () => void done.push('never'));
  dispose();
  works.add(async () => void done.push('last'));
  await Promise.all([works.run(), works.run()]);
  expect(done).toEqual(['last', 'first']);
  expect(log.messages('error')).toEqual(['work before the end failed']);
});
