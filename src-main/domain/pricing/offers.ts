import { compareIds } from './amounts.ts';
import type { BasketMember } from './basket.ts';
import type { Promotion, PromotionKind, PromotionOf, Selector } from './promotion.ts';
import { type CompiledSelector, compileSelector, type Selectable, selects } from './selector.ts';
import { type CompiledValidity, compileValidity, holdsAt, isFor, type PromotionTime } from './validity.ts';

/** A promotion with its selectors as sets. `Kind` narrows what it is. */
export interface Offer<Kind extends PromotionKind = PromotionKind> {
  readonly promotion: PromotionOf<Kind>;
  readonly validity: CompiledValidity;
  /** One for each slot of a bundle; one else; none for what works on the whole basket. */
  readonly selectors: readonly CompiledSelector[];
  readonly exclude: CompiledSelector | undefined;
}

/** Promotions found by what a basket holds, so that a basket looks at those alone that may concern it. */
export interface CompiledOffers {
  readonly storeId: string;
  readonly count: number;
  readonly bySku: ReadonlyMap<string, readonly Offer[]>;
  readonly byCategory: ReadonlyMap<string, readonly Offer[]>;
  readonly byBrand: ReadonlyMap<string, readonly Offer[]>;
  readonly byTag: ReadonlyMap<string, readonly Offer[]>;
  /** Personal offers, by segment: one member has a few, a popular article may have thousands. */
  readonly bySegment: ReadonlyMap<string, readonly Offer[]>;
  /** What names no article. `checkPublication` bounds how many hold at once. */
  readonly basketWide: readonly Offer[];
}

/**
 * Indexes promotions once per generation of reference data. Their order does not matter: of an id that is there twice
 * the higher version counts. Promotions of other stores are left out.
 */
export function compileOffers(promotions: readonly Promotion[], storeId: string): CompiledOffers {
  const newest = new Map<string, Promotion>();
  for (const promotion of promotions) {
    const known = newest.get(promotion.id);
    if (known === undefined || known.version < promotion.version) newest.set(promotion.id, promotion);
  }
  const bySku = new Map<string, Offer[]>();
  const byCategory = new Map<string, Offer[]>();
  const byBrand = new Map<string, Offer[]>();
  const byTag = new Map<string, Offer[]>();
  const bySegment = new Map<string, Offer[]>();
  const basketWide: Offer[] = [];
  for (const promotion of newest.values()) {
    if (promotion.stores !== undefined && !promotion.stores.includes(storeId)) continue;
    const named = selectorsOf(promotion);
    const offer: Offer = {
      promotion,
      validity: compileValidity(promotion),
      selectors: named.map(compileSelector),
      exclude: promotion.exclude && compileSelector(promotion.exclude),
    };
    const segment = promotion.audience?.segment;
    if (promotion.kind === 'add-on' || promotion.kind === 'redeem') {
      file(bySku, [promotion.sku], offer);
    } else if (segment !== undefined) {
      file(bySegment, [segmentKey(segment)], offer);
    } else if (named.length === 0) {
      basketWide.push(offer);
    } else {
      file(bySku, distinct(named, 'skus'), offer);
      file(byCategory, distinct(named, 'categories'), offer);
      file(byBrand, distinct(named, 'brands'), offer);
      file(byTag, distinct(named, 'tags'), offer);
    }
  }
  return { storeId, count: newest.size, bySku, byCategory, byBrand, byTag, bySegment, basketWide };
}

/**
 * The promotions that hold now, are for this customer and concern one of the lines or the whole basket; by id.
 * Add-ons and redemptions are found by the article that they sell.
 */
export function offersFor(
  offers: CompiledOffers,
  lines: readonly Selectable[],
  member: BasketMember | null,
  time: PromotionTime,
): readonly Offer[] {
  const found = new Set<Offer>();
  const look = (list: readonly Offer[] | undefined) => {
    for (const offer of list ?? []) {
      if (!found.has(offer) && holdsAt(offer.validity, time) && isFor(offer.promotion, member))
        found.add(offer);
    }
  };
  look(offers.basketWide);
  for (const segment of member?.segments ?? []) look(offers.bySegment.get(segmentKey(segment)));
  const seen = new Set<string>();
  const lookOnce = (index: ReadonlyMap<string, readonly Offer[]>, prefix: string, name: string) => {
    const key = prefix + name;
    if (seen.has(key)) return;
    seen.add(key);
    look(index.get(name));
  };
  for (const line of lines) {
    lookOnce(offers.bySku, 's', line.sku);
    lookOnce(offers.byCategory, 'c', line.category);
    if (line.brand !== undefined) lookOnce(offers.byBrand, 'b', line.brand);
    for (const tag of line.tags ?? []) lookOnce(offers.byTag, 't', tag);
  }
  return [...found].sort((a, b) => compareIds(a.promotion.id, b.promotion.id));
}

/** Whether the offer means the line: one of its selectors does, or it has none, and nothing excludes it. */
export function concerns(offer: Pick<Offer, 'selectors' | 'exclude'>, line: Selectable): boolean {
  if (offer.exclude !== undefined && selects(offer.exclude, line)) return false;
  return offer.selectors.length === 0 || offer.selectors.some((selector) => selects(selector, line));
}

/** What a promotion names its articles with: a selector for each slot, or one, or none for the whole basket. */
export function selectorsOf(promotion: Promotion): readonly Selector[] {
  switch (promotion.kind) {
    case 'member-price':
    case 'exclusive-percent':
    case 'segment-percent':
    case 'any-n':
    case 'second-percent':
    case 'bogo':
      return [promotion.select];
    case 'bundle':
      return promotion.slots;
    case 'add-on':
    case 'redeem':
    case 'every-amount':
    case 'threshold-amount':
    case 'threshold-percent':
    case 'order-percent':
    case 'gift':
      return promotion.within === undefined ? [] : [promotion.within];
  }
}

function segmentKey({ id, variant }: { readonly id: string; readonly variant: string }): string {
  return JSON.stringify([id, variant]);
}

function distinct(selectors: readonly Selector[], way: keyof Selector): ReadonlySet<string> {
  return new Set(selectors.flatMap((selector) => selector[way] ?? []));
}

function file(index: Map<string, Offer[]>, keys: Iterable<string>, offer: Offer): void {
  for (const key of keys) {
    const list = index.get(key);
    if (list === undefined) index.set(key, [offer]);
    else list.push(offer);
  }
}
