import { assert } from '../../base/assert.ts';
import { compareIds, divideDown, prorate } from './amounts.ts';
import { bestFirings } from './best-firings.ts';
import { takeBulk } from './bulk-deals.ts';
import { type Deal, type Firing, sizeOf } from './deal.ts';
import { bestFiring } from './greedy-deals.ts';
import type { HeldOffer, Offer } from './offers.ts';
import type { DealPromotion } from './promotion.ts';
import { selects } from './selector.ts';
import { reduce, takesItemOffers, type WorkLine, whyOf } from './work-line.ts';

/** How the item deals were found. */
export interface ItemDealsReport {
  readonly isApproximate: boolean;
  readonly nodes: number;
}

interface OfferedDeal {
  readonly offer: Offer;
  readonly deal: Deal;
  /** Slots that a unit of the line may fill, as bits, by index of the line. */
  readonly slots: ReadonlyMap<number, number>;
}

interface LineClass {
  readonly price: number;
  /** By deal. */
  readonly slots: ReadonlyMap<number, number>;
  /** Units of each line, earlier lines first. */
  readonly stock: { readonly line: WorkLine; units: number }[];
}

/**
 * Applies the best combination of item deals: each unit in at most one, most total saving, ties as `searchDeals` says
 * (rules.deals, payments-points.md 4.3). Only units that some deal touches take part; deals that share no
 * unit are searched apart. Savings are prorated over the units of each deal by current price.
 *
 * @param offers by promotion id; only those that hold now. @param nodeBound most states per component.
 */
export function applyItemDeals(
  lines: readonly WorkLine[],
  offers: readonly HeldOffer[],
  nodeBound: number,
): ItemDealsReport {
  const offered = dealsThatFire(lines, offersToDeals(lines, offers));
  const classes = classesOf(lines, offered);
  let isApproximate = false;
  let nodes = 0;
  for (const component of componentsOf(classes, offered.length)) {
    const deals = component.deals.map((index) => offered[index]).filter((it) => it !== undefined);
    const mine = component.classes;
    const reduced = takeBulk(
      mine.map((it) => ({
        price: it.price,
        count: it.stock.reduce((sum, { units }) => sum + units, 0),
        slots: component.deals.map((index) => it.slots.get(index) ?? 0),
      })),
      deals.map((it) => it.deal),
    );
    const found = bestFirings(
      reduced.classes,
      deals.map((it) => it.deal),
      nodeBound,
    );
    isApproximate ||= found.isApproximate;
    nodes += found.nodes;
    for (const firing of [...reduced.firings, ...found.firings]) {
      const offer = deals[firing.deal]?.offer;
      assert(offer !== undefined, 'a firing is of a deal of its component');
      for (let left = firing.times; left > 0; ) left -= allot(firing, left, mine, offer);
    }
  }
  return { isApproximate, nodes };
}

function offersToDeals(lines: readonly WorkLine[], offers: readonly HeldOffer[]): readonly OfferedDeal[] {
  const deals: OfferedDeal[] = [];
  for (const { offer, lineIndexes } of offers) {
    const { promotion } = offer;
    if (!isDeal(promotion)) continue;
    const slots = new Map<number, number>();
    for (const index of lineIndexes) {
      const line = lines[index];
      if (line === undefined || !takesItemOffers(line) || line.freeUnits === 0) continue;
      const bits = slotBits(offer, promotion, line);
      if (bits !== 0) slots.set(line.index, bits);
    }
    const index = deals.at(-1)?.offer === undefined ? 0 : (deals.at(-1)?.deal.promotion ?? 0) + 1;
    const deal = dealOf(promotion, index);
    if ('isSameItem' in promotion && promotion.isSameItem) {
      for (const own of bySku(lines, slots)) deals.push({ offer, deal, slots: own });
    } else {
      deals.push({ offer, deal, slots });
    }
  }
  return deals;
}

function isDeal(promotion: Offer['promotion']): promotion is DealPromotion {
  const { kind } = promotion;
  return (
    kind === 'segment-percent' ||
    kind === 'any-n' ||
    kind === 'second-percent' ||
    kind === 'bogo' ||
    kind === 'bundle'
  );
}

function dealOf(promotion: DealPromotion, index: number): Deal {
  switch (promotion.kind) {
    case 'segment-percent':
      return { promotion: index, kind: 'percent', n: 1, payPct: promotion.payPct };
    case 'any-n': {
      const { n, pay } = promotion;
      return pay.kind === 'percent'
        ? { promotion: index, kind: 'percent', n, payPct: pay.payPct }
        : { promotion: index, kind: 'price', n, price: pay.price };
    }
    case 'second-percent':
      return { promotion: index, kind: 'pair', payPct: promotion.payPct };
    case 'bogo':
      return { promotion: index, kind: 'pair', payPct: 0 };
    case 'bundle':
      return { promotion: index, kind: 'bundle', n: promotion.slots.length, price: promotion.price };
  }
}

/** Measured goods take part in percentages only. */
function isPercentage(promotion: DealPromotion): boolean {
  if (promotion.kind === 'any-n') return promotion.pay.kind === 'percent';
  return promotion.kind === 'segment-percent' || promotion.kind === 'second-percent';
}

function slotBits(offer: Offer, promotion: DealPromotion, line: WorkLine): number {
  if (line.isMeasured && !isPercentage(promotion)) return 0;
  if (offer.exclude !== undefined && selects(offer.exclude, line.line)) return 0;
  let bits = 0;
  for (const [slot, selector] of offer.selectors.entries())
    if (selects(selector, line.line)) bits |= 1 << slot;
  return bits;
}

/** The lines of each article, by sku, so that the order of lines does not order deals. */
function bySku(
  lines: readonly WorkLine[],
  slots: ReadonlyMap<number, number>,
): readonly ReadonlyMap<number, number>[] {
  const groups = Map.groupBy(slots, ([index]) => lines[index]?.line.sku ?? '');
  return [...groups].sort(([a], [b]) => compareIds(a, b)).map(([, entries]) => new Map(entries));
}

/** Leaves out what cannot save on this basket even with all units to itself. */
function dealsThatFire(lines: readonly WorkLine[], offered: readonly OfferedDeal[]): readonly OfferedDeal[] {
  return offered.filter(({ deal, slots }) => {
    let units = 0;
    for (const index of slots.keys()) units += lines[index]?.freeUnits ?? 0;
    if (units < sizeOf(deal)) return false;
    const alone = [...slots]
      .map(([index, bits]) => ({
        price: lines[index]?.unitPrice ?? 0,
        count: lines[index]?.freeUnits ?? 0,
        slots: [bits],
      }))
      .sort((a, b) => b.price - a.price);
    const left = alone.map((it) => it.count);
    return bestFiring(alone, [deal], 0, left) !== undefined;
  });
}

/** Dearest first, of one price the earlier line first. */
function classesOf(lines: readonly WorkLine[], offered: readonly OfferedDeal[]): readonly LineClass[] {
  const touching = new Map<number, (readonly [deal: number, bits: number])[]>();
  for (const [deal, { slots }] of offered.entries()) {
    for (const [index, bits] of slots) {
      const own = touching.get(index);
      if (own === undefined) touching.set(index, [[deal, bits]]);
      else own.push([deal, bits]);
    }
  }
  const classes = new Map<string, LineClass>();
  for (const line of lines) {
    const slots = touching.get(line.index);
    if (slots === undefined) continue;
    const key = `${line.unitPrice};${slots.join(';')}`;
    const known = classes.get(key);
    const stock = { line, units: line.freeUnits };
    if (known === undefined)
      classes.set(key, { price: line.unitPrice, slots: new Map(slots), stock: [stock] });
    else known.stock.push(stock);
  }
  return [...classes.values()].sort((a, b) => b.price - a.price);
}

/** Classes and deals that are joined by sharing, directly or over others. */
function componentsOf(
  classes: readonly LineClass[],
  deals: number,
): readonly { readonly classes: readonly LineClass[]; readonly deals: readonly number[] }[] {
  const root = Array.from({ length: deals }, (_, deal) => deal);
  const rootOf = (deal: number): number => {
    let at = deal;
    while (root[at] !== at) at = root[at] ?? at;
    return at;
  };
  const firstOf = (it: LineClass): number => it.slots.keys().next().value ?? 0;
  for (const it of classes) {
    for (const deal of it.slots.keys()) root[rootOf(deal)] = rootOf(firstOf(it));
  }
  const groups = Map.groupBy(root.keys(), rootOf);
  const mine = Map.groupBy(classes, (it) => rootOf(firstOf(it)));
  return [...groups].map(([it, own]) => ({ classes: mine.get(it) ?? [], deals: own }));
}

/** Gives a firing its units, those of earlier lines first, and reduces the lines. @returns how many times at once. */
function allot(firing: Firing, left: number, classes: readonly LineClass[], offer: Offer): number {
  const [only, ...more] = firing.takes;
  if (only !== undefined && more.length === 0) {
    // All of one line: no share to work out, and any number at once.
    const stock = classes[only.unitClass]?.stock.find(({ units }) => units > 0);
    if (stock !== undefined && stock.units >= only.count) {
      const times = Math.min(left, divideDown(stock.units, only.count));
      stock.units -= times * only.count;
      stock.line.freeUnits -= times * only.count;
      reduce(stock.line, firing.saving * times, whyOf(offer, 'item-deal', times * only.count));
      return times;
    }
  }
  const units: { readonly line: WorkLine; readonly price: number }[] = [];
  for (const { unitClass, count } of firing.takes) {
    let missing = count;
    for (const stock of classes[unitClass]?.stock ?? []) {
      for (; stock.units > 0 && missing > 0; missing -= 1) {
        stock.units -= 1;
        units.push({ line: stock.line, price: stock.line.unitPrice });
      }
    }
    assert(missing === 0, 'a firing takes only units that are there');
  }
  units.sort((a, b) => a.line.index - b.line.index);
  const shares = prorate(
    firing.saving,
    units.map(({ price }) => price),
  );
  for (const [line, own] of Map.groupBy(units.keys(), (index) => units[index]?.line)) {
    if (line === undefined) continue;
    line.freeUnits -= own.length;
    const amount = own.reduce((sum, index) => sum + (shares[index] ?? 0), 0);
    reduce(line, amount, whyOf(offer, 'item-deal', own.length));
  }
  return 1;
}
