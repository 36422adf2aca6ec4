import { divideDown } from './amounts.ts';
import { selectorsOf } from './offers.ts';
import type { Promotion } from './promotion.ts';
import {
  type PublicationCatalog,
  type PublicationLimits,
  type PublicationProblem,
  skusOf,
} from './publication-limits.ts';
import { type Span, spansInForce } from './versions.ts';

interface PromotionSpan extends Span {
  readonly promotion: Promotion;
}

/**
 * Finds articles with too many promotions at one moment, and item deals that hang together in components too large for
 * the exact search (payments-points.md 4.3, 4). Hours and weekdays are not looked at: what the calendar lets
 * meet counts as meeting.
 */
export function checkOverlap(
  promotions: readonly Promotion[],
  catalog: PublicationCatalog,
  limits: PublicationLimits,
): readonly PublicationProblem[] {
  const bySku = new Map<string, PromotionSpan[]>();
  const wide: PromotionSpan[] = [];
  for (const [promotion, inForce] of spansInForce(promotions)) {
    const spans = inForce.map((span) => ({ ...span, promotion }));
    const named = selectorsOf(promotion);
    if (named.length === 0) wide.push(...spans);
    for (const sku of new Set(named.flatMap((selector) => [...skusOf(selector, catalog)]))) {
      const known = bySku.get(sku);
      if (known === undefined) bySku.set(sku, [...spans]);
      else known.push(...spans);
    }
  }
  const problems: PublicationProblem[] = [];
  const widest = mostAtOnce(wide);
  if (widest.length > limits.activeBasketWide) {
    for (const { promotion } of widest.slice(limits.activeBasketWide)) {
      problems.push({
        promotionId: promotion.id,
        field: 'within',
        code: 'too-many-basket-wide',
        detail: `${widest.length}`,
      });
    }
  }
  for (const [sku, spans] of bySku) {
    const most = mostAtOnce(spans.filter((it) => it.promotion.audience?.segment === undefined));
    for (const { promotion } of most.slice(limits.activePerSku)) {
      problems.push({ promotionId: promotion.id, field: 'select', code: 'too-many-for-sku', detail: sku });
    }
  }
  for (const component of componentsOf([...bySku.values()])) {
    const states = component.reduce((product, it) => Math.min(1e9, product * openStatesOf(it)), 1);
    if (component.length <= limits.dealsPerComponent && states <= limits.openStatesPerComponent) continue;
    const detail = `${component.length} deals, ${states} states`;
    for (const { id } of component) {
      problems.push({ promotionId: id, field: 'select', code: 'overlap-too-large', detail });
    }
  }
  return problems;
}

/**
 * In how many ways a deal can stand open between two units of a basket, as a yardstick for the search: a pair is open
 * or not; of n units 0 to n − 1 are there; where a percentage rounds, times the remainders that prices can leave
 * (100 / gcd of 100 and what is taken off); any slots of a bundle but all.
 */
export function openStatesOf(promotion: Promotion): number {
  switch (promotion.kind) {
    case 'second-percent':
    case 'bogo':
      return 2;
    case 'any-n':
      return (
        promotion.n *
        (promotion.pay.kind === 'percent' ? divideDown(100, gcd(100, 100 - promotion.pay.payPct)) : 1)
      );
    case 'bundle':
      return 2 ** promotion.slots.length - 1;
    default:
      return 1;
  }
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** The promotions that hold together at the moment when most do. */
function mostAtOnce(spans: readonly PromotionSpan[]): readonly PromotionSpan[] {
  let most: readonly PromotionSpan[] = [];
  let active: PromotionSpan[] = [];
  for (const span of byStart(spans)) {
    active = active.filter((it) => it.untilMs > span.fromMs);
    active.push(span);
    if (active.length > most.length) most = [...active];
  }
  return most;
}

function byStart(spans: readonly PromotionSpan[]): readonly PromotionSpan[] {
  return spans.toSorted((a, b) => a.fromMs - b.fromMs);
}

/** Item deals joined by an article that both name while both hold. */
function componentsOf(lists: readonly (readonly PromotionSpan[])[]): readonly (readonly Promotion[])[] {
  const parent = new Map<Promotion, Promotion>();
  const rootOf = (promotion: Promotion): Promotion => {
    let at = promotion;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    return at;
  };
  for (const spans of lists) {
    let active: PromotionSpan[] = [];
    for (const span of byStart(spans.filter((it) => isItemDeal(it.promotion)))) {
      if (!parent.has(span.promotion)) parent.set(span.promotion, span.promotion);
      active = active.filter((it) => it.untilMs > span.fromMs);
      for (const other of active) parent.set(rootOf(other.promotion), rootOf(span.promotion));
      active.push(span);
    }
  }
  return [...Map.groupBy(parent.keys(), rootOf).values()].filter((it) => it.length > 1);
}

function isItemDeal({ kind }: Promotion): boolean {
  return (
    kind === 'any-n' ||
    kind === 'second-percent' ||
    kind === 'bogo' ||
    kind === 'bundle' ||
    kind === 'segment-percent'
  );
}
