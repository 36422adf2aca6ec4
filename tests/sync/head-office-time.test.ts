import { expect, test } from 'vitest';
import { HeadOfficeTime } from '../../src-main/sync/head-office-time.ts';

test('the offset is head office’s time less ours at the middle of the round trip', () => {
  const time = new HeadOfficeTime();
  expect(time.offsetMs).toBeUndefined();
  time.observe({ headOfficeNowMs: 10_000, receivedAtMs: 9_050, roundTripMs: 100 });
  expect(time.offsetMs).toBe(1_000);
  time.observe({ headOfficeNowMs: 10_000, receivedAtMs: 10_100, roundTripMs: 200 });
  expect(time.offsetMs).toBe(0);
  time.observe({ headOfficeNowMs: 0, receivedAtMs: 1_000, roundTripMs: 1 });
  expect(time.offsetMs).toBe(-999);
});
