import type { WedgeOptions } from '../../../drivers/scanner/wedge-decision.ts';

/** How this till's keyboard scanner is set, where the till says so. */
export interface WedgeSettings {
  readonly maxGapMs?: number;
  readonly prefix?: string;
}

/** Longer prefixes are a mistake in the settings; scanners send one to three characters. */
const MOST_PREFIX = 8;

/**
 * What the codec of keyboard scanners is told: the till's `wedge` settings as far as they make sense, and the codec's
 * own defaults for the rest. Read with care, since an older core says nothing and a newer one may say more.
 */
export function wedgeOptions(view: object | null): WedgeOptions {
  const settings: unknown = view !== null && 'wedge' in view ? view.wedge : undefined;
  if (typeof settings !== 'object' || settings === null) return {};
  const maxGapMs = 'maxGapMs' in settings ? settings.maxGapMs : undefined;
  const prefix = 'prefix' in settings ? settings.prefix : undefined;
  return {
    ...(typeof maxGapMs === 'number' && Number.isFinite(maxGapMs) ? { maxGapMs } : {}),
    ...(typeof prefix === 'string' && prefix.length <= MOST_PREFIX ? { prefix } : {}),
  } satisfies WedgeSettings;
}
