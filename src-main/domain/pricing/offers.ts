import { compareIds } from './amounts.ts';
import type { BasketMember } from './basket.ts';
import type { Promotion, PromotionKind, PromotionOf, Selector } from './promotion.ts';
import { type CompiledSelector, compileSelector, type Selectable, selects } from './selector.ts';
import { type CompiledValidity, compileValidity, holdsAt, isFor, type PromotionTime } from './validity.ts';
import { spansInForce } from './versions.ts';

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
 * Indexes promotions once per generation of reference data. Their order does not matter: of the versions of one id the
 * highest that holds counts at each moment. Promotions of other stores are left out, and count as versions all the same.
 */
export function compileOffers(promotions: readonly Promotion[], storeId: string): CompiledOffers {
  const bySku = new Map<string, Offer[]>();
  const byCategory = new Map<string, Offer[]>();
  const byBrand = new Map<string, Offer[]>();
  const byTag = new Map<string, Offer[]>();
  const bySegment = new Map<string, Offer[]>();
  const basketWide: Offer[] = [];
  for (const [promotion, spans] of spansInForce(promotions)) {
    if (spans.length === 0) continue;
    if (promotion.stores !== undefined && !promotion.stores.includes(storeId)) continue;
    const named = selectorsOf(promotion);
    const offer: Offer = {
      promotion,
      validity: compileValidity(promotion, spans),
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
  const count = new Set(promotions.map(({ id }) => id)).size;
  return { storeId, count, bySku, byCategory, byBrand, byTag, bySegment, basketWide };
}

/** An offer that holds now, and the lines that may concern it: all, where it names no articles. */
export interface HeldOffer {
  readonly offer: Offer;
  /** Rising places in the list of lines. A line that is not here is surely not concerned. */
  readonly lineIndexes: readonly number[];
}

/**
 * The promotions that hold now, are for this customer and concern one of the lines or the whole basket; by id.
 * Add-ons and redemptions are found by the article that they sell. Cost grows with what the lines find, not with how
 * many promotions there are.
 */
export function offersFor(
  offers: CompiledOffers,
  lines: readonly Selectable[],
  member: BasketMember | null,
  time: PromotionTime,
): readonly HeldOffer[] {
  const found = new Map<Offer, number[] | undefined>();
  const isHeld = ({ validity, promotion }: Offer) => holdsAt(validity, time) && isFor(promotion, member);
  const look = (list: readonly Offer[] | undefined, index: number) => {
    for (const offer of list ?? []) {
      let hits = found.get(offer);
      if (hits === undefined) {
        if (found.has(offer)) continue;
        hits = isHeld(offer) ? [] : undefined;
        found.set(offer, hits);
      }
      if (hits !== undefined && hits.at(-1) !== index) hits.push(index);
    }
  };
  for (const [index, line] of lines.entries()) {
    look(offers.bySku.get(line.sku), index);
    look(offers.byCategory.get(line.category), index);
    if (line.brand !== undefined) look(offers.byBrand.get(line.brand), index);
    for (const tag of line.tags ?? []) look(offers.byTag.get(tag), index);
  }
  const all = [...lines.keys()];
  const held: HeldOffer[] = [];
  for (const [offer, lineIndexes] of found) if (lineIndexes !== undefined) held.push({ offer, lineIndexes });
  const wide = [
    offers.basketWide,
    ...(member?.segments ?? []).map((it) => offers.bySegment.get(segmentKey(it)) ?? []),
  ];
  for (const offer of new Set(wide.flat())) if (isHeld(offer)) held.push({ offer, lineIndexes: all });
  return held.sort((a, b) => compareIds(a.offer.promotion.id, b.offer.promotion.id));
}

/** The promotions made for members of these segments that hold now, by id, whatever is in the basket. */
export function personalPromotions(
  offers: CompiledOffers,
  segments: readonly { readonly id: string; readonly variant: string }[],
  time: PromotionTime,
): readonly Promotion[] {
  return segments
    .flatMap((segment) => offers.bySegment.get(segmentKey(segment)) ?? [])
    .flatMap(({ promotion, validity }) => (holdsAt(validity, time) ? [promotion] : []))
    .sort((a, b) => compareIds(a.id, b.id));
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
