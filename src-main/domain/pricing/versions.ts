import type { Promotion } from './promotion.ts';

/** Half open, ms since 1970. */
export interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The validity of a promotion that has passed its schema; empty where it ends before it begins. */
export function spanOf({ validity }: Pick<Promotion, 'validity'>): Span {
  return { fromMs: Date.parse(validity.from), untilMs: Date.parse(validity.until) };
}

/**
 * When each promotion counts. Of the versions of one id the highest whose validity holds counts alone, so that the next
 * one can be sent ahead and takes over at the second; where it ends first, the one below it counts again. Hours and
 * weekdays do not matter here: a version that narrows them must not let the one before it back in between.
 * @returns rising spans that do not overlap; none for a version that never counts.
 */
export function spansInForce(promotions: readonly Promotion[]): ReadonlyMap<Promotion, readonly Span[]> {
  const inForce = new Map<Promotion, readonly Span[]>();
  for (const versions of Map.groupBy(promotions, (it) => it.id).values()) {
    const higher: Span[] = [];
    for (const promotion of versions.sort((a, b) => b.version - a.version)) {
      const own = [spanOf(promotion)].filter(({ fromMs, untilMs }) => fromMs < untilMs);
      inForce.set(promotion, higher.reduce<readonly Span[]>(without, own));
      higher.push(...own);
    }
  }
  return inForce;
}

function without(spans: readonly Span[], taken: Span): readonly Span[] {
  return spans
    .flatMap(({ fromMs, untilMs }) => [
      { fromMs, untilMs: Math.min(untilMs, Math.max(fromMs, taken.fromMs)) },
      { fromMs: Math.max(fromMs, Math.min(untilMs, taken.untilMs)), untilMs },
    ])
    .filter(({ fromMs, untilMs }) => fromMs < untilMs);
}
