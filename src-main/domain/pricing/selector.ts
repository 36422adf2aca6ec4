import type { BasketLine } from './basket.ts';
import type { Selector } from './promotion.ts';

/** What of a line decides whether a selector means it. */
export type Selectable = Pick<BasketLine, 'sku' | 'category' | 'brand' | 'tags'>;

/** A selector as sets, made once per promotion. */
export interface CompiledSelector {
  readonly skus: ReadonlySet<string>;
  readonly categories: ReadonlySet<string>;
  readonly brands: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
}

/** Makes sets of the lists; an absent selector stays absent and means everything. */
export function compileSelector(selector: Selector): CompiledSelector {
  return {
    skus: new Set(selector.skus),
    categories: new Set(selector.categories),
    brands: new Set(selector.brands),
    tags: new Set(selector.tags),
  };
}

/** Whether one of the four ways names the article (payments-points.md 4.1). */
export function selects(selector: CompiledSelector, it: Selectable): boolean {
  return (
    selector.skus.has(it.sku) ||
    selector.categories.has(it.category) ||
    (it.brand !== undefined && selector.brands.has(it.brand)) ||
    (it.tags?.some((tag) => selector.tags.has(tag)) ?? false)
  );
}
