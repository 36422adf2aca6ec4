import { frame, isDealOf, labels, linesFor, needsMember, OVERLAPPING, PLAIN, pieces } from './baskets.ts';
import type { Draft, DraftLine } from './make.ts';
import type { Seeded } from './seeded.ts';
import type { Settled } from './settle.ts';
import { SHOP } from './shop.ts';

/** Families of sales about item deals, proration and halves; of everything thought up, those that show it are kept. */

/** Offers that hang together as much as these four are not published beside each other (payments-points.md 4.3, 4). */
function isPublishable(promotions: readonly string[]): boolean {
  return !['Q1', 'Q7', 'Q8', 'Q32'].every((id) => promotions.includes(id));
}

/** The deals that are best; where greedy takes the same ones, it is other pieces that they take. */
function bestOf({ dealIds, greedyDealIds }: Settled['priced']): string {
  return dealIds.join() === greedyDealIds.join() ? 'the same deals on other pieces' : dealIds.join('+');
}

/** Baskets in which the largest saving first is not the best. */
export function greedyLoses(chance: Seeded): Draft {
  const promotions = chance.some(OVERLAPPING, chance.between(2, 4));
  const lines = linesFor(chance, promotions, { lines: [2, 5], pieces: 4 });
  return {
    ...frame(promotions),
    area: ['promo', 'best-deal'],
    lines,
    withGreedy: true,
    isWanted: ({ priced, discount }) =>
      isPublishable(promotions) && pieces(lines) <= 10 && priced.greedyDiscount < discount,
    title: ({ priced, discount }) =>
      `Greedy takes ${priced.greedyDealIds.join('+')} and saves ${priced.greedyDiscount}; ${bestOf(priced)} save ${discount}`,
  };
}

/** The same, with a member's price below and a reduction of the whole sale above. */
export function greedyLosesInAWholeSale(chance: Seeded): Draft {
  const deals = chance.some(
    OVERLAPPING.filter((id) => id !== 'Q32'),
    chance.between(2, 3),
  );
  const above = chance.pick(['Q21', 'Q22', 'Q23', 'Q24']);
  const promotions = [...deals, ...chance.some(['Q20'], chance.below(2)), above];
  const lines = linesFor(chance, deals, { lines: [3, 5], pieces: 3 });
  return {
    ...frame(promotions),
    ...(chance.below(2) === 0 ? { member: {} } : {}),
    ...(needsMember(promotions) ? { member: {} } : {}),
    area: ['promo', 'best-deal'],
    lines,
    withGreedy: true,
    isWanted: ({ priced, discount, lines: priceLines }) =>
      pieces(lines) <= 10 && priced.greedyDiscount < discount && priceLines.length > 2,
    title: ({ priced, discount }) =>
      `Below ${above}: greedy takes ${priced.greedyDealIds.join('+')} and the sale saves ${priced.greedyDiscount}; with ${bestOf(priced)} it saves ${discount}`,
  };
}

export function equallyGood(chance: Seeded): Draft {
  const promotions = chance.some(OVERLAPPING, chance.between(2, 4));
  const lines = linesFor(chance, promotions, { lines: [2, 4], pieces: 3 });
  return {
    ...frame(promotions),
    area: ['promo', 'best-deal'],
    lines,
    isWanted: ({ traits }) => traits.has('tie'),
    title: (it) => `Equal savings from as many deals: ${labels(it)} by the lower ids`,
  };
}

export function manyPieces(chance: Seeded): Draft {
  const promotions = chance.some(OVERLAPPING, chance.between(3, 5));
  const lines = linesFor(chance, promotions, { lines: [3, 5], pieces: 6 });
  return {
    ...frame(promotions),
    area: ['promo', 'best-deal'],
    lines,
    withGreedy: true,
    isWanted: ({ priced }) => pieces(lines) >= 12 && pieces(lines) <= 16 && priced.dealIds.length >= 3,
    title: (it) =>
      `${pieces(lines)} pieces and ${promotions.length} offers: ${it.priced.dealIds.length} deals save ${it.discount}`,
  };
}

export function tiedProration(chance: Seeded): Draft {
  const [promotions, coupons] = chance.pick([
    [['Q21'], []],
    [['Q22'], []],
    [['Q24'], []],
    [[], ['ALL50']],
    [[], ['ALL10']],
    [['Q22'], ['ALL50']],
  ] as const);
  const lines = chance.some(PLAIN, chance.between(2, 5)).map((sku) => [sku, chance.between(1, 3)] as const);
  return {
    area: ['promo', 'proration'],
    promotions,
    coupons,
    lines,
    isWanted: ({ traits }) => traits.has('proration tie'),
    title: () =>
      `Equal remainders of ${[...promotions, ...coupons].join(' and ')}: the earlier line gets the dollar`,
  };
}

/** A percentage that ends on half a dollar, for each kind of offer that has one. */
export function halfDollar(chance: Seeded): Draft {
  const id = chance.pick([
    'Q1',
    'Q2',
    'Q3',
    'Q4',
    'Q13',
    'Q15',
    'Q16',
    'Q17',
    'Q18',
    'Q23',
    'Q24',
    'Q32',
    'Q33',
  ]);
  const offer = SHOP.promotions[id];
  const payPct = offer !== undefined && 'payPct' in offer ? offer.payPct : 0;
  const group = offer !== undefined && 'n' in offer ? offer.n : 2;
  const skus = (id === 'Q23' || id === 'Q24' ? PLAIN : [...PLAIN, 'VEGE']).filter(
    (sku) => ['Q23', 'Q24'].includes(id) || isDealOf(id)(sku),
  );
  const isSingle = ['Q15', 'Q16', 'Q17', 'Q18'].includes(id);
  const isOrder = ['Q23', 'Q24'].includes(id);
  const unitPrices = new Map<string, number>();
  const count = isSingle ? 1 : Math.min(skus.length, isOrder ? 3 : group);
  const lines = chance.some(skus, count).map((sku): DraftLine => {
    const price = (SHOP.catalog[sku]?.price ?? 0) + chance.between(-5, 6);
    unitPrices.set(sku, price);
    return [sku, isSingle ? chance.between(1, 4) : 1, { unitPrice: price }];
  });
  const prices = [...unitPrices.values()];
  const paying =
    id === 'Q3' || id === 'Q4' || id === 'Q33' ? Math.min(...prices) : prices.reduce((a, b) => a + b, 0);
  const isHalf = (paying * payPct) % 100 === 50;
  return {
    ...frame([id]),
    area: ['promo', 'rounding'],
    lines,
    isWanted: (it) => isHalf && (isSingle || isOrder || prices.length === group) && it.discount > 0n,
    title: () =>
      `${SHOP.promotions[id]?.label}: ${paying} at ${payPct}% is ${(paying * payPct) / 100}, payable goes up to ${(paying * payPct + 50) / 100}`,
  };
}
