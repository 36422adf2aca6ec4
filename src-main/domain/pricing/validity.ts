import { taipeiDateTime } from '../civil-time.ts';
import type { BasketMember } from './basket.ts';
import type { Promotion } from './promotion.ts';
import { type Span, spanOf } from './versions.ts';

/** A moment as promotions ask about it. */
export interface PromotionTime {
  readonly atMs: number;
  /** Seconds since midnight in Taipei, 0 to 86,399. */
  readonly secondOfDay: number;
  /** ISO day in Taipei, Monday 1 to Sunday 7. */
  readonly weekday: number;
}

/** Reads the civil time of Taipei off an instant. @param atMs milliseconds since 1970-01-01T00:00:00Z. */
export function promotionTime(atMs: number): PromotionTime {
  const [date = '', time = ''] = taipeiDateTime(atMs).split(' ');
  // A date without a time is read as UTC, so its weekday is that of the date itself.
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return { atMs, secondOfDay: secondsOf(time), weekday: weekday === 0 ? 7 : weekday };
}

/** Seconds since midnight of `HH:mm:ss`; `24:00:00` is the end of the day. */
export function secondsOf(timeOfDay: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = timeOfDay.split(':').map(Number);
  return hours * 3_600 + minutes * 60 + seconds;
}

/** When a promotion holds, with its texts parsed once. */
export interface CompiledValidity {
  /** Its validity, less what a higher version takes of it (`spansInForce`). */
  readonly spans: readonly Span[];
  readonly window: { readonly start: number; readonly end: number } | undefined;
  readonly weekdays: ReadonlySet<number> | undefined;
}

/**
 * Parses when a promotion that has passed its schema holds.
 * @param spans when it counts; its whole validity, where there is no other version.
 */
export function compileValidity(
  promotion: Pick<Promotion, 'validity' | 'dailyWindow' | 'weekdays'>,
  spans: readonly Span[] = [spanOf(promotion)],
): CompiledValidity {
  const { dailyWindow, weekdays } = promotion;
  return {
    spans,
    window: dailyWindow && { start: secondsOf(dailyWindow.start), end: secondsOf(dailyWindow.end) },
    weekdays: weekdays && new Set(weekdays),
  };
}

/**
 * Whether the promotion holds at that moment. All intervals are half open (rules.timeWindow); a window over midnight
 * belongs to the weekday on which it starts.
 */
export function holdsAt(validity: CompiledValidity, time: PromotionTime): boolean {
  const { spans, window, weekdays } = validity;
  if (!spans.some(({ fromMs, untilMs }) => fromMs <= time.atMs && time.atMs < untilMs)) return false;
  let { weekday } = time;
  if (window !== undefined) {
    const { start, end } = window;
    const second = time.secondOfDay;
    const isOverMidnight = end <= start;
    if (isOverMidnight && second < end) weekday = weekday === 1 ? 7 : weekday - 1;
    else if (second < start || (!isOverMidnight && second >= end)) return false;
  }
  return weekdays?.has(weekday) ?? true;
}

/** Whether the promotion is for this customer: member, tier and segment as far as it names them. */
export function isFor(promotion: Pick<Promotion, 'audience' | 'kind'>, member: BasketMember | null): boolean {
  const { audience, kind } = promotion;
  const { memberOnly = false, tiers, segment } = audience ?? {};
  const needsMember = memberOnly || tiers !== undefined || segment !== undefined;
  if (member === null) return !needsMember && kind !== 'member-price' && kind !== 'redeem';
  if (tiers !== undefined && !tiers.some((tier) => member.tiers.includes(tier))) return false;
  if (segment === undefined) return true;
  return member.segments.some(({ id, variant }) => id === segment.id && variant === segment.variant);
}
