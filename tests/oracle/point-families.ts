import { cash, collect, type Draft, type DraftLine, type Scenario } from './make.ts';
import type { Sale } from './sale.ts';
import type { Seeded } from './seeded.ts';
import type { Settled } from './settle.ts';
import { SHOP } from './shop.ts';

/** Families of sales that show one trait of points and tenders each. */

const EARNING = [
  'COFM',
  'LATL',
  'GTEA',
  'MTEA',
  'RICE',
  'SAND',
  'BENT',
  'NOOD',
  'CHIP',
  'NUTS',
  'SHAM',
  'COND',
  'PAST',
  'SOAP',
  'UMBR',
  'EGGS',
];
const NOT_EARNING = ['CIGS', 'GC50', 'BILL', 'DONA', 'POTS', 'MUGS'];
const UNIT = 300;

function goods(chance: Seeded, [low, high]: readonly [number, number], most = 3): readonly DraftLine[] {
  return chance
    .some(EARNING, chance.between(low, high))
    .map((sku) => [sku, chance.between(1, most)] as const);
}

const sumOf = (lines: readonly DraftLine[]) =>
  lines.reduce((sum, [sku, qty]) => sum + (SHOP.catalog[sku]?.price ?? 0) * qty, 0);

/** The limit of a burn, from each side and to the point. */
function burnLimits(chance: Seeded): Draft {
  const lines = goods(chance, [1, 4]);
  const cap = Math.floor(sumOf(lines) / 2);
  const value = Math.max(cap + chance.pick([-20, -1, 0, 1, 60]), 0);
  const odd = chance.pick([0, 1, UNIT - 1]);
  const ownBalance = value * UNIT + odd;
  return {
    area: ['points', 'tax'],
    lines,
    member: { ownBalance, burn: 'max' },
    title: (it) =>
      `Half of ${it.gross} is ${cap}, ${ownBalance} points are worth ${value}: ${it.burnValue} burned`,
  };
}

function fewPoints(chance: Seeded): Draft {
  const ownBalance = chance.pick([-120, 0, 1, 299, 300, 301, 599, 600, 899]);
  return {
    area: ['points'],
    lines: goods(chance, [1, 3]),
    member: { ownBalance, burn: 'max' },
    title: (it) =>
      `${ownBalance} points: ${it.burnValue === 0n ? 'nothing to burn' : `${it.burnValue} dollars in whole ones, the rest stays`}`,
  };
}

function burnTies(chance: Seeded): Draft {
  return {
    area: ['points', 'proration'],
    lines: goods(chance, [2, 5]),
    member: { ownBalance: chance.between(3, 90) * UNIT, burn: 'max' },
    isWanted: ({ traits }) => traits.has('burn proration tie'),
    title: (it) => `Burning ${it.burnValue} leaves equal remainders: the earlier line gets the dollar`,
  };
}

function bothProgrammes(chance: Seeded): Draft {
  const lines = goods(chance, [1, 4]);
  const cap = Math.floor(sumOf(lines) / 2);
  const own = chance.pick([0, 1, Math.floor(cap / 2), cap, cap + 5]);
  const crossBalance = Math.max(chance.pick([1, cap - own - 1, cap - own, cap - own + 1, cap + 30]), 1);
  return {
    area: ['points', 'cross-programme'],
    lines,
    member: { ownBalance: own * UNIT + chance.between(0, UNIT - 1), crossBalance, burn: 'max' },
    title: (it) =>
      `One cap of ${cap} for both: ${it.burnValue} of own points, then ${it.crossValue} of ${crossBalance} others`,
  };
}

/** Vouchers of round amounts, the rest in cash or by card. */
function withVoucher(voucher: number, rest: 'cash' | 'card') {
  return (due: number, chance: Seeded): Sale['tenders'] => [
    { type: 'voucher', amount: voucher },
    ...(due <= voucher
      ? []
      : [
          rest === 'cash'
            ? { type: 'cash', amount: cash(due - voucher, chance) }
            : { type: 'edc_card', amount: due - voucher },
        ]),
  ];
}

function vouchers(chance: Seeded): Draft {
  const voucher = chance.pick([50, 100, 200, 500]);
  return {
    area: ['tender', 'points'],
    lines: [
      ...goods(chance, [1, 3], 2),
      ...chance.some(['CIGS'], chance.below(2)).map((sku) => [sku, 1] as const),
    ],
    member: { ownBalance: chance.between(0, 200) },
    pay: withVoucher(voucher, chance.pick(['cash', 'card'])),
    title: (it) =>
      it.breakage > 0n
        ? `A voucher of ${voucher} for ${it.due}: no change, ${it.breakage} lost, nothing earned`
        : `A voucher of ${voucher} comes off what earns first: ${it.earn} of ${it.due} earn`,
  };
}

function vouchersAndPoints(chance: Seeded): Draft {
  const voucher = chance.pick([20, 50, 100]);
  const lines = goods(chance, [2, 4]);
  const isCrossed = chance.below(2) === 0;
  return {
    area: ['tender', 'points', 'cross-programme'],
    lines,
    member: {
      ownBalance: chance.between(1, 60) * UNIT,
      burn: 'max',
      ...(isCrossed ? { crossBalance: chance.between(5, 80) } : {}),
    },
    pay: withVoucher(voucher, 'cash'),
    isWanted: (it) => it.due - it.crossValue > BigInt(voucher),
    title: (it) =>
      `${it.burnValue} burned, ${it.crossValue} by the other programme, a voucher of ${voucher}: ${it.earn} earn`,
  };
}

function cardBonus(chance: Seeded): Draft {
  const binRule = {
    prefix: '40000012',
    ratePct: chance.pick([1, 2, 3, 5]),
    capPerSale: chance.pick([5, 20, 50]),
  };
  const bin = chance.pick(['40000012', '40000012', '40000012', '40000013']);
  return {
    area: ['points', 'card'],
    binRule,
    lines: [
      ...goods(chance, [1, 4]),
      ...chance.some(['CIGS', 'DONA'], chance.below(2)).map((sku) => [sku, 1] as const),
    ],
    member: { ownBalance: 0, crossBalance: 0 },
    pay: (due) => [{ type: 'edc_card', amount: due, bin }],
    title: (it) => {
      if (bin !== binRule.prefix) return `A card of another prefix: no bonus of ${binRule.ratePct}%`;
      const full = (it.earn * BigInt(binRule.ratePct)) / 100n;
      return `${binRule.ratePct}% of ${it.earn} by the card's prefix: ${it.crossPending} pending${full > BigInt(binRule.capPerSale) ? `, the cap instead of ${full}` : ''}`;
    },
  };
}

function notEarning(chance: Seeded): Draft {
  const beside = chance.some(NOT_EARNING, chance.between(1, 2));
  const isBurning = chance.below(2) === 0;
  return {
    area: ['points', 'exclusion', 'tax'],
    lines: [...goods(chance, [1, 3], 2), ...beside.map((sku) => [sku, 1] as const)],
    member: {
      ownBalance: isBurning ? chance.between(5, 200) * UNIT : 0,
      ...(isBurning ? { burn: 'max' as const } : {}),
    },
    title: (it) =>
      `${beside.map((sku) => SHOP.catalog[sku]?.name).join(' and ')} earn nothing and carry no burn: ${it.burnValue} burned, ${it.earn} earned of ${it.due}`,
  };
}

function offline(chance: Seeded): Draft {
  const lines = goods(chance, [1, 3]);
  const cap = Math.floor(sumOf(lines) / 2);
  const snapshotAgeHours = chance.pick([1, 10, 23, 25, 40]);
  const deviceAllowance = chance.pick([0, 299, 1_500, 3_000, 6_000, 9_000]);
  const ownBalance = Math.max(chance.pick([cap * UNIT + 100, 12_000, 4_500]), deviceAllowance);
  const hqBalanceBefore = chance.pick([ownBalance, ownBalance, 3_000, 600]);
  const value = (it: Settled) => it.burnValue * BigInt(UNIT);
  return {
    area: ['offline', 'points', 'reconcile'],
    lines,
    member: { ownBalance, burn: 'max', snapshotAgeHours, deviceAllowance },
    offline: { hqBalanceBefore },
    isWanted: (it) => it.burnValue <= 50n,
    title: (it) => {
      if (snapshotAgeHours > 24) return `A snapshot of ${snapshotAgeHours} hours: nothing burned offline`;
      const short = BigInt(hqBalanceBefore) - value(it) + it.earn;
      return `Offline within an allowance of ${deviceAllowance}: ${it.burnValue} burned${short < 0n ? `, and ${-short} points short at head office` : ''}`;
    },
  };
}

function stampsToTheDollar(chance: Seeded): Draft {
  const aim = chance.between(1, 4) * 100 + chance.pick([-1, 0, 1]);
  const lines = goods(chance, [1, 3], 1);
  const rest = aim - sumOf(lines);
  return {
    area: ['stamps'],
    lines: [...lines, ['TOWL', 1, { unitPrice: Math.max(rest, 1) }]],
    member: { ownBalance: 0, stamps: chance.between(0, 30) },
    isWanted: () => rest > 0,
    title: (it) => `${aim} dollars that earn: ${it.stampsEarned} stamps`,
  };
}

/** A whole sale: deals, a coupon, points, and what is left by two ways to pay. */
function everything(chance: Seeded): Draft {
  const promotions = [...chance.some(['Q1', 'Q3', 'Q4', 'Q7', 'Q33'], 2), chance.pick(['Q21', 'Q22', 'Q23'])];
  return {
    area: ['promo', 'coupon', 'points', 'tender'],
    promotions,
    coupons: [chance.pick(Object.keys(SHOP.coupons))],
    lines: chance
      .some(
        ['GTEA', 'MTEA', 'RICE', 'SAND', 'NOOD', 'CHIP', 'NUTS', 'SHAM', 'COND', 'PAST', 'CIGS'],
        chance.between(4, 6),
      )
      .map((sku) => [sku, chance.between(1, 2)] as const),
    member: {
      ownBalance: chance.between(1, 150) * UNIT,
      burn: 'max',
      stamps: chance.between(0, 9),
      ...(chance.below(2) === 0 ? { crossBalance: chance.between(10, 200) } : {}),
    },
    pay: withVoucher(chance.pick([50, 100]), chance.pick(['cash', 'card'])),
    isWanted: (it) =>
      it.priced.dealIds.length > 0 &&
      it.burnValue > 0n &&
      it.priced.couponsUsed.length > 0 &&
      it.due - it.crossValue > 100n,
    title: (it) =>
      `Deals ${it.priced.dealIds.join('+')}, ${promotions.at(-1)}, ${it.priced.couponsUsed.join()}, ${it.burnValue} of own points and ${it.crossValue} of others: ${it.earn} earn of ${it.gross}`,
  };
}

function severalTenders(chance: Seeded): Draft {
  return {
    area: ['tender'],
    lines: goods(chance, [2, 4]),
    pay: (due) => {
      const card = chance.between(1, due - 1);
      return [
        { type: 'edc_card', amount: card },
        { type: 'cash', amount: cash(due - card, chance) },
      ];
    },
    title: (it) => `${it.due} by card and the rest in cash, ${it.change} change from the cash alone`,
  };
}

/** All sales about points, in a fixed order. */
export function pointSales(chance: Seeded): readonly Scenario[] {
  const families = [
    ['BL', burnLimits, 30],
    ['BF', fewPoints, 12],
    ['BT', burnTies, 12],
    ['JC', bothProgrammes, 24],
    ['VO', vouchers, 20],
    ['VP', vouchersAndPoints, 18],
    ['CB', cardBonus, 20],
    ['NE', notEarning, 18],
    ['OF', offline, 20],
    ['SD', stampsToTheDollar, 10],
    ['AL', everything, 20],
    ['SV', severalTenders, 8],
  ] as const;
  return families.flatMap(([prefix, family, count]) =>
    collect(prefix, family, { count, chance, atMostAlike: 4 }),
  );
}
