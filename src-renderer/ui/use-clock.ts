import { useEffect, useState } from 'react';
import type { WindowEnvironment } from './environment.ts';

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/** The wall clock, drawn anew at each full minute (or second). */
export function useClock(
  environment: Pick<WindowEnvironment, 'nowMs' | 'after'>,
  every: 'minute' | 'second' = 'minute',
): number {
  const [nowMs, setNowMs] = useState(environment.nowMs());
  useEffect(() => {
    const stepMs = every === 'minute' ? MINUTE_MS : SECOND_MS;
    return environment.after(stepMs - (nowMs % stepMs) + 1, () => setNowMs(environment.nowMs()));
  }, [nowMs, every, environment]);
  return nowMs;
}
