import type { Selector } from './promotion.ts';

/** What may be published. Numbers are head office's own; these defaults are what the search was measured with. */
export interface PublicationLimits {
  /** Promotions that hold at one moment and name one article, personal offers not counted. */
  readonly activePerSku: number;
  /** Promotions that hold at one moment and name no article: every basket looks at each. */
  readonly activeBasketWide: number;
  readonly bundleSlots: number;
  readonly anyN: number;
  /** Whole NT$: highest fixed price. */
  readonly highestPrice: number;
  /** Item deals that hang together over shared articles at some moment. */
  readonly dealsPerComponent: number;
  /** Product of the states that the deals of a component keep open (`openStatesOf`). */
  readonly openStatesPerComponent: number;
}

/** See docs of the fields; the bench's hardest legal basket is made to these. */
export const DEFAULT_LIMITS: PublicationLimits = {
  activePerSku: 12,
  activeBasketWide: 50,
  bundleSlots: 6,
  anyN: 10,
  highestPrice: 999_999,
  dealsPerComponent: 8,
  openStatesPerComponent: 5_000,
};

/** What the check asks of the catalog. */
export interface PublicationCatalog {
  hasSku(sku: string): boolean;
  /** The articles with that category, brand or tag; undefined where the catalog knows no such name. */
  skusIn(way: 'categories' | 'brands' | 'tags', name: string): readonly string[] | undefined;
}

export type PublicationProblemCode =
  | 'id-twice'
  | 'ends-before-it-begins'
  | 'unknown-sku'
  | 'unknown-name'
  | 'selects-nothing'
  | 'too-many-slots'
  | 'n-too-large'
  | 'price-too-high'
  | 'takes-more-than-there-is'
  | 'steps-fall'
  | 'counts-itself'
  | 'add-on-loop'
  | 'too-many-for-sku'
  | 'too-many-basket-wide'
  | 'overlap-too-large';

/** One thing that is wrong, where, and the figure or name in question. */
export interface PublicationProblem {
  readonly promotionId: string;
  readonly field: string;
  readonly code: PublicationProblemCode;
  readonly detail: string;
}

/** The articles that a selector names, through the catalog. */
export function skusOf(selector: Selector, catalog: PublicationCatalog): ReadonlySet<string> {
  const skus = new Set(selector.skus);
  for (const way of ['categories', 'brands', 'tags'] as const) {
    for (const name of selector[way] ?? []) for (const sku of catalog.skusIn(way, name) ?? []) skus.add(sku);
  }
  return skus;
}
