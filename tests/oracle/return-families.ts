import { expectedOfExchange, expectedOfReturn, type Returned } from './expected.ts';
import { cash, collect, type Draft, type Scenario } from './make.ts';
import { Sale } from './sale.ts';
import type { Seeded } from './seeded.ts';
import { settle } from './settle.ts';
import { MEMBER, SHOP } from './shop.ts';

/** Sales, and returns of all or part of them; exchanges of points. */

const GOODS = [
  'COFM',
  'LATL',
  'GTEA',
  'MTEA',
  'OOLO',
  'RICE',
  'SAND',
  'NOOD',
  'CHIP',
  'COOK',
  'SHAM',
  'COND',
  'PAST',
  'SOAP',
];

function original(chance: Seeded): Draft {
  const promotions = chance.pick([
    [],
    ['Q21'],
    ['Q22'],
    ['Q24'],
    ['Q1', 'Q3'],
    ['Q3', 'Q21'],
    ['Q7', 'Q22'],
    ['Q19', 'Q21'],
    ['Q17', 'Q24'],
  ]);
  const isMember = promotions.includes('Q19') || chance.below(4) > 0;
  const isBurning = isMember && chance.below(2) === 0;
  const isCard = chance.below(3) === 0;
  const coupons = chance.some(['ALL50', 'ALL10'], chance.below(2));
  return {
    area: ['return'],
    promotions,
    coupons,
    lines: chance
      .some(promotions.includes('Q17') ? [...GOODS, 'BENT'] : GOODS, chance.between(2, 4))
      .map((sku) => [sku, chance.between(1, 3)] as const),
    ...(isMember
      ? {
          member: {
            ownBalance: isBurning ? chance.between(5, 160) * 300 : chance.between(0, 400),
            ...(isBurning ? { burn: 'max' as const } : {}),
          },
        }
      : {}),
    pay: (due) => [isCard ? { type: 'edc_card', amount: due } : { type: 'cash', amount: cash(due, chance) }],
    isWanted: (it) => it.lines.length > 1,
    title: (it) =>
      `To be returned: ${it.due} of ${it.gross} paid${it.burnValue > 0n ? `, ${it.burnValue} by points` : ''}`,
  };
}

/** One return, or several that follow each other, each with lines that the rules give an exact figure for. */
function returnOf(sale: Scenario, index: number, chance: Seeded): Scenario {
  const read = Sale.parse(sale);
  const settled = settle(read, SHOP);
  const way = chance.pick(['line', 'line', 'lines', 'pieces', 'all', 'all in two'] as const);
  const whole = read.lines.map(({ sku, qty }): Returned => ({ sku, qty }));
  const even = settled.lines.find(
    ({ qty, net, burnShare, gross }) => qty > 1 && net === gross && burnShare === 0n,
  );
  const [line, ...others] = chance.some(whole, whole.length > 2 ? 2 : 1);
  const first = line === undefined ? [] : [line];
  const part = even === undefined ? first : [{ sku: even.sku, qty: chance.between(1, even.qty - 1) }];
  const steps = {
    line: [first],
    lines: others.length === 0 ? [first] : [first, others],
    pieces: [part],
    all: ['all' as const],
    'all in two': [first, whole.filter(({ sku }) => sku !== line?.sku)],
  }[way];
  const spent = chance.pick([0, 0, 250, 5_000]);
  const after = Number(settled.earn) + (read.member?.ownBalance ?? 0) - Number(settled.burnValue) * 300;
  const ownBalance = after - spent;
  const expected = expectedOfReturn(read, SHOP, {
    steps,
    ownBalance,
    tenderType: read.tenders[0]?.type ?? 'cash',
  });
  const words = steps
    .map((step) => (step === 'all' ? 'everything' : step.map(({ sku, qty }) => `${qty} ${sku}`).join(', ')))
    .join(', then ');
  return {
    id: `RE-${String(index + 1).padStart(3, '0')}`,
    title: `Return of ${words} of ${sale.id}${read.member !== null && spent > 0 ? `, after ${spent} points were spent` : ''}`,
    kind: 'return',
    area: ['return', 'tax', ...(read.member === null ? [] : ['points'])],
    online: true,
    given: { original: sale.id },
    promotions: [],
    coupons: [],
    member: read.member === null ? null : { id: MEMBER, joined: true, ownBalance },
    tenders: [],
    steps: steps.map((lines) => ({ do: 'return', lines })),
    expected,
  };
}

function exchange(index: number, chance: Seeded): Scenario {
  const rate = chance.pick([
    { own: 300, cross: 1 },
    { own: 360, cross: 1 },
    { own: 1_000, cross: 3 },
  ]);
  const ownBalance = chance.pick([0, rate.own - 1, rate.own, rate.own * 7, rate.own * 13 + 111]);
  const member = { ownBalance, crossBalance: chance.between(0, 50) };
  const points = Math.floor(ownBalance / rate.own);
  return {
    id: `XP-${String(index + 1).padStart(3, '0')}`,
    title: `${ownBalance} own points at ${rate.own} for ${rate.cross}: ${points === 0 ? 'not one whole unit' : `${points} units, the rest stays`}`,
    kind: 'exchange',
    area: ['points', 'cross-programme'],
    online: true,
    given: { rate },
    promotions: [],
    coupons: [],
    member: { id: MEMBER, joined: true, ...member },
    tenders: [],
    expected: {
      ...expectedOfExchange(member, rate),
      ...(points === 0 ? { refusals: ['exchange-refused'] } : {}),
    },
  };
}

/** Sales with their returns, then exchanges, in a fixed order. */
export function returnCases(chance: Seeded): readonly Scenario[] {
  const sales = collect('RO', original, { count: 40, chance, atMostAlike: 6 });
  const returns = Array.from({ length: 60 }, (_, index) =>
    returnOf(sales[index % sales.length] ?? chance.pick(sales), index, chance),
  );
  return [...sales, ...returns, ...Array.from({ length: 8 }, (_, index) => exchange(index, chance))];
}
