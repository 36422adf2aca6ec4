import { frame, GOODS, labels, linesFor, OVERLAPPING, PLAIN, pieces } from './baskets.ts';
import type { Draft, DraftLine } from './make.ts';
import type { Seeded } from './seeded.ts';
import { SHOP } from './shop.ts';

/** Families of sales about everything around item deals: windows, minima, coupons, members, people, weights. */

const WINDOWS: readonly (readonly [string, string, boolean])[] = ['Q5', 'Q32', 'Q34'].flatMap((id) => {
  const [start = '', end = ''] = SHOP.promotions[id]?.window ?? [];
  return [
    [id, moved(start, -1), false] as const,
    [id, start, true] as const,
    [id, moved(start, 1), true] as const,
    [id, moved(end, -1), true] as const,
    [id, end, false] as const,
    [id, '12:00:00', false] as const,
  ];
});

function moved(time: string, seconds: number): string {
  return new Date(Date.parse(`2026-11-03T${time}Z`) + seconds * 1_000).toISOString().slice(11, 19);
}

export function windows(chance: Seeded): Draft {
  const [id, at, isInside] = chance.pick(WINDOWS);
  const lines = chance
    .some(GOODS.DRINK, chance.between(1, 3))
    .map((sku) => [sku, chance.between(1, 3)] as const);
  return {
    area: ['promo', 'time-window'],
    promotions: [id],
    at,
    lines,
    isWanted: () => pieces(lines) >= 2,
    title: (it) =>
      `${SHOP.promotions[id]?.label} at ${at}: ${isInside ? `inside, saves ${it.discount}` : 'outside'}`,
  };
}

export function leftOut(chance: Seeded): Draft {
  const promotions = chance
    .some(['Q21', 'Q22', 'Q24', 'Q25', 'Q26', 'Q33'], chance.between(1, 2))
    .filter((id, place, all) => !(id === 'Q22' && all.includes('Q21')) && !(id === 'Q24' && place > 0));
  const never = chance.some(['CIGS', 'GC50', 'BILL', 'DONA'], chance.between(1, 2));
  const lines = [
    ...chance
      .some([...PLAIN, 'EGGS'], chance.between(2, 4))
      .map((sku) => [sku, chance.between(1, 3)] as const),
    ...never.map((sku) => [sku, 1] as const),
  ];
  return {
    area: ['promo', 'exclusion', 'tax'],
    promotions,
    lines,
    isWanted: (it) => it.discount > 0n || it.priced.gifts.length > 0,
    title: (it) =>
      `${never.map((sku) => SHOP.catalog[sku]?.name).join(' and ')} neither count nor carry: ${promotions.join(' and ')} save ${it.discount} on the rest`,
  };
}

export function memberPrices(chance: Seeded): Draft {
  const others = chance.some(['Q1', 'Q2', 'Q3', 'Q8', 'Q13', 'Q21', 'Q23'], chance.between(1, 2));
  const isMember = chance.below(3) > 0;
  const lines = [
    ...chance.some(
      [
        ['SHAM', 1],
        ['MTEA', 2],
      ] as const,
      chance.between(1, 2),
    ),
    ...chance
      .some(['GTEA', 'WATR', 'SAND', 'COND', 'PAST'], chance.between(1, 3))
      .map((sku) => [sku, chance.between(1, 2)] as const),
  ];
  return {
    area: ['promo', 'member-price'],
    promotions: ['Q19', 'Q20', ...others.filter((id) => id !== 'Q23' || !others.includes('Q21'))],
    ...(isMember ? { member: { ownBalance: chance.between(0, 500) } } : {}),
    lines,
    isWanted: (it) => !isMember || it.priced.dealIds.length > 0 || it.discount > 40n,
    title: (it) =>
      isMember
        ? `Member prices are what ${it.priced.dealIds.join('+') || 'the rest'} works on: ${it.discount} off`
        : `Nobody signed up: no member price, ${it.discount} off`,
  };
}

export function exclusives(chance: Seeded): Draft {
  const above = chance.pick(['Q21', 'Q22', 'Q24', 'Q23']);
  const coupons = chance.some(['FOOD20', 'ALL50', 'ALL10'], chance.below(2));
  const promotions = ['Q17', 'Q18', ...chance.some(['Q33', 'Q9'], chance.below(3)), above];
  const lines = [
    ...chance
      .some(['BENT', 'SALA', 'VEGE'], chance.between(1, 2))
      .map((sku) => [sku, chance.between(1, 2)] as const),
    ...chance
      .some(['NOOD', 'SAND', 'RICE', 'SHAM', 'OOLO', 'COOK'], chance.between(2, 4))
      .map((sku) => [sku, chance.between(1, 3)] as const),
  ];
  return {
    ...frame(promotions),
    coupons,
    area: ['promo', 'exclusive'],
    lines,
    isWanted: (it) => it.priced.lines.some(({ isExclusive }) => !isExclusive),
    title: (it) =>
      `Goods near expiry stand alone beside ${[above, ...coupons].join(' and ')}: ${it.discount} off`,
  };
}

/** Minima met to the dollar, and missed by one: shelves have an article at one dollar for it. */
export function minima(chance: Seeded): Draft {
  const kind = chance.pick(['threshold', 'add-on', 'coupon', 'gift'] as const);
  const promotions = {
    threshold: [chance.pick(['Q21', 'Q22'])],
    'add-on': [chance.pick(['Q27', 'Q28'])],
    gift: [chance.pick(['Q25', 'Q26'])],
    coupon: [],
  }[kind];
  const coupons = kind === 'coupon' ? [chance.pick(Object.keys(SHOP.coupons))] : [];
  const minimum = minimumOf(promotions[0] ?? coupons[0] ?? '');
  const skus =
    kind === 'coupon'
      ? PLAIN.filter(
          (sku) =>
            SHOP.coupons[coupons[0] ?? '']?.categories?.includes(SHOP.catalog[sku]?.category ?? '') ?? true,
        )
      : PLAIN;
  const short = chance.pick([0, 1, 0, -1]);
  const [first, second] = chance.some(skus, 2);
  const price = (sku: string | undefined) => SHOP.catalog[sku ?? '']?.price ?? 0;
  const rest = minimum - short - price(first);
  const lines: DraftLine[] = [
    [first ?? '', 1],
    [second ?? '', 1, { unitPrice: Math.max(rest, 1) }],
  ];
  const addOn = promotions.flatMap((id) => {
    const offer = SHOP.promotions[id];
    return offer?.type === 'ADD_ON' ? [[offer.sku, 1] as const] : [];
  });
  return {
    area: ['promo', kind],
    promotions,
    coupons,
    lines: [...lines, ...addOn],
    isWanted: () => rest > 0,
    title: (it) => {
      const what = [
        ...promotions.map((id) => SHOP.promotions[id]?.label),
        ...coupons.map((id) => SHOP.coupons[id]?.label),
      ].join();
      const gave = it.discount > 0n || it.priced.gifts.length > 0;
      return `${what}: ${minimum - short} counts, ${gave ? `so it ${kind === 'gift' ? 'gives' : `saves ${it.discount}`}` : 'one dollar short'}`;
    },
  };
}

function minimumOf(id: string): number {
  const offer = SHOP.promotions[id];
  if (offer?.type === 'EVERY_AMT') return offer.every;
  if (offer?.type === 'ADD_ON' || offer?.type === 'GIFT') return offer.min;
  return SHOP.coupons[id]?.min ?? 0;
}

/** Each step lowers what the next one looks at. */
export function oneAfterTheOther(chance: Seeded): Draft {
  const promotions = [
    ...chance.some(
      OVERLAPPING.slice(0, 14).filter((id) => id !== 'Q5'),
      2,
    ),
    chance.pick(['Q28', 'Q27']),
    chance.pick(['Q21', 'Q22', 'Q24']),
    chance.pick(['Q25', 'Q26']),
  ];
  const coupons = [chance.pick(Object.keys(SHOP.coupons))];
  const addOn = promotions.includes('Q27') ? 'CUPS' : 'TOWL';
  const lines = [
    ...linesFor(chance, promotions.slice(0, 2), { lines: [3, 5], pieces: 2 }),
    [addOn, 1] as const,
  ];
  return {
    area: ['promo', 'coupon', 'order'],
    promotions,
    coupons,
    lines,
    isWanted: (it) => pieces(lines) <= 11 && it.priced.dealIds.length > 0 && it.gross > 280n,
    title: (it) =>
      `Deals ${labels(it)}, then ${promotions.slice(2).join(', ')}, then ${coupons.join()}: each sees what the last one left (${it.discount} off, ${it.priced.gifts.length === 0 ? 'no gift' : 'a gift'})`,
  };
}

export function redemptions(chance: Seeded): Draft {
  const [id, sku, needed] = chance.pick([
    ['Q29', 'POTS', 20],
    ['Q30', 'MUGS', 8],
  ] as const);
  const stamps = needed + chance.pick([-1, 0, 1, 15]);
  const lines = [
    ...chance
      .some(['SHAM', 'COND', 'NOOD', 'CHIP', 'LATL'], chance.between(1, 3))
      .map((each) => [each, chance.between(1, 2)] as const),
    [sku, 1] as const,
  ];
  const above = chance.some(['Q21', 'Q24'], chance.below(2));
  return {
    area: ['stamps', 'promo'],
    promotions: [id, ...above],
    coupons: chance.some(['ALL50'], chance.below(2)),
    member: { ownBalance: chance.between(0, 300), stamps },
    lines,
    title: (it) =>
      `${stamps} stamps where ${needed} are needed: ${it.priced.stampsUsed > 0 ? `redeemed, ${it.stampsEarned} new ones` : 'the ordinary price'}`,
  };
}

export function severalCoupons(chance: Seeded): Draft {
  const coupons = chance.some(Object.keys(SHOP.coupons), chance.between(2, 3));
  const lines = chance
    .some([...PLAIN, 'CIGS'], chance.between(3, 5))
    .map((sku) => [sku, chance.between(1, 3)] as const);
  return {
    area: ['coupon'],
    promotions: chance.some(['Q21'], chance.below(2)),
    coupons,
    lines,
    isWanted: (it) => it.priced.couponsUsed.length > 0,
    title: (it) =>
      `Of ${coupons.join(', ')} shown, ${it.priced.couponsUsed.join(', ')} ${it.priced.couponsUsed.length === 1 ? 'is' : 'are'} used: ${it.discount} off`,
  };
}

export function byHand(chance: Seeded): Draft {
  const promotions = chance
    .some(['Q1', 'Q3', 'Q7', 'Q21', 'Q22', 'Q24'], chance.between(1, 2))
    .filter((id, place) => !(place > 0 && ['Q22', 'Q24'].includes(id)));
  const kind = chance.pick([
    'line amount',
    'line percent',
    'override',
    'sale amount',
    'sale percent',
  ] as const);
  const target = chance.below(3);
  const skus = chance.some(['GTEA', 'MTEA', 'RICE', 'SAND', 'SHAM', 'COND', 'NOOD', 'COOK', 'LATL'], 4);
  const lines = skus.map((sku, place): DraftLine => {
    const price = SHOP.catalog[sku]?.price ?? 0;
    const qty = chance.between(1, 2);
    if (place !== target) return [sku, qty];
    if (kind === 'line amount')
      return [sku, qty, { discount: { off: chance.between(1, Math.floor(price / 3)) } }];
    if (kind === 'line percent') return [sku, qty, { discount: { payPct: chance.pick([95, 90, 85]) } }];
    return kind === 'override'
      ? [sku, qty, { priceOverride: price - chance.between(1, Math.floor(price / 4)) }]
      : [sku, qty];
  });
  const discount = {
    'sale amount': { off: chance.between(5, 40) },
    'sale percent': { payPct: chance.pick([95, 90]) },
  };
  return {
    area: ['promo', 'by-hand'],
    promotions,
    lines,
    ...(kind === 'sale amount' || kind === 'sale percent' ? { discount: discount[kind] } : {}),
    title: (it) =>
      `A person's ${kind === 'override' ? 'other price' : `${kind} off`} among ${promotions.join(' and ')}: ${it.discount} off ${it.gross}`,
  };
}

export function weighed(chance: Seeded): Draft {
  const promotions = chance
    .some(['Q18', 'Q21', 'Q22', 'Q24', 'Q26'], chance.between(1, 2))
    .filter((id, place, all) => !(place > 0 && ['Q22', 'Q24'].includes(id) && !all.includes('Q18')));
  const lines: readonly DraftLine[] = [
    ...chance
      .some(['PORK', 'CHEE'], chance.between(1, 2))
      .map(
        (sku) =>
          [sku, 1, { grams: chance.pick([chance.between(100, 1_500), 250 * chance.between(1, 5)]) }] as const,
      ),
    ...chance
      .some(['VEGE', 'EGGS', 'NOOD', 'SHAM'], chance.between(1, 3))
      .map((sku) => [sku, chance.between(1, 2)] as const),
  ];
  return {
    area: ['promo', 'weight', 'tax'],
    promotions,
    lines,
    isWanted: (it) => it.discount > 0n || it.priced.gifts.length > 0,
    title: (it) =>
      `${lines.flatMap(([sku, , more]) => (more?.grams === undefined ? [] : [`${more.grams} g of ${sku}`])).join(' and ')} under ${promotions.join(' and ')}: ${it.discount} off ${it.gross}`,
  };
}
