import { halfUp, hasTiedRemainder, least, prorate, sumOf } from './amounts.ts';
import { allFirings, chosen, type DealLine, everyBest, greedy, isItemDeal, isNamed } from './deals.ts';
import type { ByHand, Offer, OfferOf, Sale, SaleLine, Shop } from './sale.ts';

/**
 * Prices of a sale by the steps of rules.order: member price, exclusives, item deals, fixed prices, what a person took
 * off a line, the transaction, coupons, what a person took off the sale, gifts.
 */

export interface PricedLine {
  readonly line: SaleLine;
  readonly category: string;
  readonly gross: bigint;
  readonly net: bigint;
  readonly isExclusive: boolean;
  readonly isFixedPrice: boolean;
}

export interface Priced {
  readonly lines: readonly PricedLine[];
  readonly gifts: readonly string[];
  readonly couponsUsed: readonly string[];
  readonly stampsUsed: number;
  /** Item deals that fired, sorted, and those that greedy would have taken. */
  readonly dealIds: readonly string[];
  readonly greedyDealIds: readonly string[];
  /** What the same sale would save if its item deals were taken greedily. */
  readonly greedyDiscount: bigint;
  /** What decided something here: words for titles and for choosing cases. */
  readonly traits: ReadonlySet<string>;
  /** The rules leave a figure open: such a sale proves nothing. */
  readonly open: string | undefined;
  /** Whether greedy has several answers, so that none can be told. */
  readonly isGreedyOpen: boolean;
}

/** Neither promoted nor counted (rules.thresholdBase). */
const NEVER_COUNTED = ['TOBACCO', 'GIFT_CARD', 'COLLECTION', 'DONATION'];

export function price(sale: Sale, shop: Shop): Priced {
  const offers = sale.promotions
    .map((id) => known(shop.promotions[id], id))
    .filter((offer) => isOffered(offer, sale));
  const traits = new Set<string>();
  const steps = new Steps(sale, shop, offers, traits);
  const best = steps.upToDeals('best');
  const figures = steps.afterDeals(best.lines);
  const quick = steps.upToDeals('greedy');
  return {
    ...figures,
    dealIds: best.dealIds,
    greedyDealIds: quick.dealIds,
    greedyDiscount: discountOf(steps.afterDeals(quick.lines).lines),
    traits,
    open: best.open ?? figures.open,
    isGreedyOpen: quick.open !== undefined,
  };
}

export function discountOf(lines: readonly PricedLine[]): bigint {
  return sumOf(lines.map(({ gross, net }) => gross - net));
}

function known<Thing>(thing: Thing | undefined, id: string): Thing {
  if (thing === undefined) throw new Error(`${id} is nowhere described`);
  return thing;
}

/** Whom and when an offer is for. The window is half open and tested at the first tender (rules.timeWindow). */
function isOffered(offer: Offer, sale: Sale): boolean {
  if (offer.memberOnly === true && sale.member === null) return false;
  if (offer.type === 'MEMBER_PRICE' && sale.member === null) return false;
  if (offer.segment !== undefined && sale.segments?.includes(offer.segment) !== true) return false;
  if (offer.window === undefined) return true;
  const time = sale.given?.firstTenderAt?.slice(11, 19);
  if (time === undefined) throw new Error(`${sale.id} needs a time of its first tender`);
  const [start, end] = offer.window;
  return start <= time && time < end;
}

/** A line on its way through the steps. */
interface Working extends PricedLine {
  /** The price of each unit for item deals; none where no item deal may touch the line. */
  readonly unitPrice: bigint | undefined;
}

class Steps {
  readonly #sale: Sale;
  readonly #shop: Shop;
  readonly #offers: readonly Offer[];
  readonly #traits: Set<string>;

  constructor(sale: Sale, shop: Shop, offers: readonly Offer[], traits: Set<string>) {
    this.#sale = sale;
    this.#shop = shop;
    this.#offers = offers;
    this.#traits = traits;
  }

  upToDeals(way: 'best' | 'greedy'): {
    readonly lines: readonly Working[];
    readonly dealIds: readonly string[];
    readonly open: string | undefined;
  } {
    const lines = this.#sale.lines.map((line) => this.#exclusive(this.#memberPrice(this.#opened(line))));
    const touched = lines.flatMap((line, place) =>
      line.unitPrice === undefined ? [] : [{ line, place, price: line.unitPrice }],
    );
    const dealLines = touched.map(
      ({ line, price: unit }): DealLine => ({
        sku: line.line.sku,
        category: line.category,
        price: unit,
        units: line.line.qty,
      }),
    );
    const firings = allFirings(this.#offers.filter(isItemDeal), dealLines);
    const choice = way === 'best' ? chosen(everyBest(firings, dealLines)) : greedy(firings, dealLines);
    if (choice.kind === 'open') return { lines, dealIds: [], open: choice.why };
    if (way === 'best' && choice.isTie) this.#traits.add('tie');
    const { outcome } = choice;
    return {
      open: undefined,
      dealIds: [...outcome.ids].sort(),
      lines: lines.map((line, place) => {
        const index = touched.findIndex((each) => each.place === place);
        return { ...line, net: line.net - (outcome.perLine[index] ?? 0n) };
      }),
    };
  }

  afterDeals(
    start: readonly Working[],
  ): Pick<Priced, 'lines' | 'gifts' | 'couponsUsed' | 'stampsUsed' | 'open'> {
    let lines: readonly Working[] = start;
    let stampsUsed = 0;
    for (const offer of this.#offers) {
      if (offer.type === 'ADD_ON') lines = this.#addOn(lines, offer);
      if (offer.type !== 'REDEEM') continue;
      const stamps = (this.#sale.member?.stamps ?? 0) - stampsUsed;
      if (stamps < offer.stamps || !lines.some(({ line }) => line.sku === offer.sku)) continue;
      lines = this.#atFixedPrice(lines, offer);
      stampsUsed += offer.stamps;
    }
    lines = lines.map((each) =>
      each.line.discount === undefined ? each : withNet(each, reduced(each.net, each.line.discount)),
    );
    lines = this.#transaction(lines);
    const coupons = this.#coupons(lines);
    lines = coupons.lines;
    if (this.#sale.discount !== undefined) {
      const base = baseOf(lines);
      lines = this.#spread(lines, base - reduced(base, this.#sale.discount), isCounted);
    }
    const gifts = this.#offers.flatMap((offer) =>
      offer.type === 'GIFT' && baseOf(lines) >= BigInt(offer.min) ? [offer.gift] : [],
    );
    return { lines, gifts, couponsUsed: coupons.used, stampsUsed, open: coupons.open };
  }

  /** Gross is what the shelf says, or a person in its place. Half a dollar of a weight goes up. */
  #opened(line: SaleLine): Working {
    const { category } = known(this.#shop.catalog[line.sku], line.sku);
    const isPlain = line.grams === undefined && line.priceOverride === undefined;
    const unit = BigInt(line.priceOverride ?? line.unitPrice);
    const weighed = line.grams !== undefined && line.priceOverride === undefined;
    const gross = weighed ? halfUp(unit * BigInt(line.grams ?? 0), 1000n) : unit * BigInt(line.qty);
    return {
      line,
      category,
      gross,
      net: gross,
      isExclusive: false,
      isFixedPrice: false,
      unitPrice: isPlain && category !== 'TOBACCO' ? unit : undefined,
    };
  }

  #memberPrice(it: Working): Working {
    const offer = this.#offers.find(
      (each): each is OfferOf<'MEMBER_PRICE'> => each.type === 'MEMBER_PRICE' && each.sku === it.line.sku,
    );
    if (offer === undefined || it.unitPrice === undefined || BigInt(offer.price) >= it.unitPrice) return it;
    return { ...it, unitPrice: BigInt(offer.price), net: BigInt(offer.price) * BigInt(it.line.qty) };
  }

  /** Locks its units first; rounds per unit (payments-points.md 4.3, 8). */
  #exclusive(it: Working): Working {
    const offer = this.#offers.find(
      (each): each is OfferOf<'EXCLUSIVE_PCT'> =>
        each.type === 'EXCLUSIVE_PCT' && isNamed(each, { sku: it.line.sku, category: it.category }),
    );
    const isOpen = it.line.priceOverride === undefined && it.category !== 'TOBACCO';
    if (offer === undefined || !isOpen) return it;
    const each = it.unitPrice ?? it.gross;
    const net = halfUp(each * BigInt(offer.payPct), 100n) * BigInt(it.line.qty);
    return { ...it, net, isExclusive: true, unitPrice: undefined };
  }

  #addOn(lines: readonly Working[], offer: OfferOf<'ADD_ON'>): readonly Working[] {
    const others = lines.filter(({ line }) => line.sku !== offer.sku);
    if (others.length === lines.length) return lines;
    const base = baseOf(others);
    this.#near('add-on', base, offer.min);
    return base >= BigInt(offer.min) ? this.#atFixedPrice(lines, offer) : lines;
  }

  #atFixedPrice(lines: readonly Working[], offer: OfferOf<'ADD_ON' | 'REDEEM'>): readonly Working[] {
    return lines.map((it) => {
      if (it.line.sku !== offer.sku || BigInt(offer.price) >= it.net) return it;
      if (it.line.qty > 1) throw new Error(`${this.#sale.id}: one piece of a fixed price`);
      return { ...it, net: BigInt(offer.price), isFixedPrice: true };
    });
  }

  #transaction(start: readonly Working[]): readonly Working[] {
    let lines = start;
    for (const offer of this.#offers) {
      if (offer.type !== 'EVERY_AMT' && offer.type !== 'ORDER_PCT') continue;
      const base = baseOf(lines);
      if (offer.type === 'EVERY_AMT') {
        this.#near('threshold', base, offer.every);
        const times = least(base / BigInt(offer.every), BigInt(offer.max));
        if (base / BigInt(offer.every) > times) this.#traits.add('max');
        lines = this.#spread(lines, times * BigInt(offer.off), isCounted);
      } else {
        if ((base * BigInt(offer.payPct)) % 100n === 50n) this.#traits.add('half');
        lines = this.#spread(lines, base - halfUp(base * BigInt(offer.payPct), 100n), isCounted);
      }
    }
    return lines;
  }

  /** In the order shown. Where another order would give other figures, the rules leave it open. */
  #coupons(lines: readonly Working[]): {
    readonly lines: readonly Working[];
    readonly used: readonly string[];
    readonly open: string | undefined;
  } {
    const shown = this.#sale.coupons;
    const forwards = this.#couponsInOrder(lines, shown);
    const backwards = this.#couponsInOrder(lines, [...shown].reverse());
    const figures = (it: typeof forwards) =>
      `${it.lines.map(({ net }) => net).join()}|${[...it.used].sort().join()}`;
    return {
      ...forwards,
      open: figures(forwards) === figures(backwards) ? undefined : 'the order of coupons',
    };
  }

  #couponsInOrder(start: readonly Working[], shown: readonly string[]) {
    let lines = start;
    const used: string[] = [];
    for (const id of shown) {
      const coupon = known(this.#shop.coupons[id], id);
      const isFor = (it: Working) => isCounted(it) && (coupon.categories?.includes(it.category) ?? true);
      const base = sumOf(lines.filter(isFor).map(({ net }) => net));
      this.#near('coupon', base, coupon.min);
      if (base < BigInt(coupon.min)) continue;
      lines = this.#spread(lines, least(BigInt(coupon.off), base), isFor);
      used.push(id);
    }
    return { lines, used };
  }

  #spread(lines: readonly Working[], total: bigint, isFor: (it: Working) => boolean): readonly Working[] {
    const bases = lines.map((it) => (isFor(it) ? it.net : 0n));
    if (hasTiedRemainder(total, bases)) this.#traits.add('proration tie');
    const shares = prorate(total, bases);
    return lines.map((it, place) => withNet(it, it.net - (shares[place] ?? 0n)));
  }

  #near(what: string, base: bigint, minimum: number): void {
    if (base === BigInt(minimum)) this.#traits.add(`${what} exact`);
    if (base === BigInt(minimum) - 1n) this.#traits.add(`${what} short by 1`);
  }
}

function withNet(it: Working, net: bigint): Working {
  return { ...it, net };
}

/** What is still paid after a reduction by hand; a percentage rounds what is paid half up. */
function reduced(amount: bigint, by: ByHand): bigint {
  if ('payPct' in by) return halfUp(amount * BigInt(by.payPct), 100n);
  if (BigInt(by.off) > amount) throw new Error(`${by.off} off ${amount}`);
  return amount - BigInt(by.off);
}

/** What counts towards and carries thresholds, coupons and gifts (rules.thresholdBase). */
function isCounted({ category, isExclusive, isFixedPrice }: PricedLine): boolean {
  return !isExclusive && !isFixedPrice && !NEVER_COUNTED.includes(category);
}

function baseOf(lines: readonly PricedLine[]): bigint {
  return sumOf(lines.filter(isCounted).map(({ net }) => net));
}
