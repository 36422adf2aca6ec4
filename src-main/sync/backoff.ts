import type { Random } from '../base/random.ts';

export interface BackoffSettings {
  /** The bound of the first wait; each further one doubles. */
  readonly baseMs: number;
  readonly capMs: number;
}

/**
 * How long to wait before attempt `attempt + 1`: anywhere between nothing and the bound, so that ten thousand tills
 * that lost the same head office do not come back in step (capped exponential backoff with full jitter).
 * @param attempt failures in a row so far, from 1.
 * @returns whole milliseconds in 0 … min(capMs, baseMs · 2^(attempt − 1)).
 */
export function backoffMs(attempt: number, settings: BackoffSettings, random: Random): number {
  const boundMs = Math.min(settings.capMs, settings.baseMs * 2 ** Math.min(attempt - 1, 30));
  const [a = 0, b = 0, c = 0, d = 0] = random.bytes(4);
  const fraction = (((a * 256 + b) * 256 + c) * 256 + d) / 2 ** 32;
  return Math.floor(fraction * (boundMs + 1));
}
