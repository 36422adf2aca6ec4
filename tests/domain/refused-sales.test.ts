// Goal: what is refused about prices, ages, weights, quantities and tenders, in which words; a refusal leaves no trace.
import { describe, expect, test } from 'vitest';
import { tillChannels } from '../../src-main/contract/channels.ts';
import type { ScanFacts } from '../../src-main/domain/cart/decide-cart.ts';
import type { Command } from '../../src-main/domain/command.ts';
import {
  APPROVAL,
  barcodeOf,
  lastReturn,
  lastSale,
  lineIdOf,
  returnOf,
  ring,
  showMember,
  tillIn,
} from './counter-deeds.ts';
import { expectRefused, type RefusedCase, titled } from './expect-refused.ts';
import { OffersWorld, promotion } from './offers-world.ts';
import type { PureTill } from './pure-till.ts';

/** A till with such goods. */
const having =
  (pieces: Readonly<Record<string, number>>, operatorId = 'op-1') =>
  () => {
    const till = tillIn(new OffersWorld(), operatorId);
    ring(till, pieces);
    return till;
  };
const pork = () => {
  const till = tillIn();
  till.must({ kind: 'add-weighed', sku: 'PORK', grams: 500 });
  return till;
};
const override =
  (sku: string, price: number | null, isApproved = true) =>
  (till: PureTill) =>
    ({
      kind: 'override-price',
      saleId: till.saleId,
      lineId: lineIdOf(till, sku),
      price,
      reason: 'damaged',
      ...(isApproved ? { approval: APPROVAL } : {}),
    }) as const;
const discount =
  (sku: string | null, reduction: { kind: 'percent'; payPct: number } | { kind: 'amount'; amount: number }) =>
  (till: PureTill) =>
    ({
      kind: 'give-discount',
      saleId: till.saleId,
      lineId: sku === null ? null : lineIdOf(till, sku),
      discount: reduction,
      reason: 'goodwill',
      approval: APPROVAL,
    }) as const;
const percentOff = (pct: number) => ({ kind: 'percent', payPct: 100 - pct }) as const;
const take = (type: 'card' | 'voucher' | 'cash', amount: number) => (till: PureTill) =>
  ({ kind: `take-${type}`, saleId: till.saleId, amount }) as const;
const label = (sku: string, measured: NonNullable<ScanFacts['measured']>) => (): Command => ({
  kind: 'scan',
  code: barcodeOf(sku),
  origin: 'scanner',
  facts: { measured },
});
const LABELS: readonly NonNullable<ScanFacts['measured']>[] = [
  { kind: 'weight', grams: 0 },
  { kind: 'weight', grams: 1_000_000 },
  { kind: 'weight', grams: 1.5 },
  { kind: 'price', amount: 10_000_000 },
  { kind: 'unfit' },
  { kind: 'count', pieces: 2 },
];
const NOBODY = '00000000-0000-7000-8000-00000000ffff';

const CASES: readonly RefusedCase[] = [
  {
    name: 'goods by weight, scanned without one',
    code: 'weight-needed',
    params: { sku: 'PORK', name: 'PORK' },
    at: tillIn,
    ask: () => ({ kind: 'scan', code: barcodeOf('PORK'), origin: 'scanner' }),
  },
  {
    name: 'goods by label, from a quick key',
    code: 'weight-needed',
    params: { sku: 'DELI', name: 'DELI' },
    at: tillIn,
    ask: () => ({ kind: 'add-product', sku: 'DELI' }),
  },
  ...[0, -1, 0.5, 1_000_000, Number.NaN, Number.POSITIVE_INFINITY].map(
    (grams): RefusedCase => ({
      name: `${grams} g by hand or scale`,
      code: 'quantity-invalid',
      params: { max: 999_999 },
      at: tillIn,
      ask: () => ({ kind: 'add-weighed', sku: 'PORK', grams }),
    }),
  ),
  ...LABELS.map(
    (measured): RefusedCase => ({
      name: `a label that says ${JSON.stringify(measured)}`,
      code: 'measured-goods',
      params: { name: 'PORK' },
      at: tillIn,
      ask: label('PORK', measured),
    }),
  ),
  ...[0, -1, 1.5, 10_000, 1_000_000, Number.NaN].map(
    (quantity): RefusedCase => ({
      name: `${quantity} pieces`,
      code: 'quantity-invalid',
      params: { max: 9_999 },
      at: having({ A01: 1 }),
      ask: (till) => ({ kind: 'set-quantity', saleId: till.saleId, lineId: lineIdOf(till, 'A01'), quantity }),
    }),
  ),
  {
    name: 'pieces of weighed goods',
    code: 'quantity-fixed',
    params: { name: 'PORK' },
    at: pork,
    ask: (till) => ({
      kind: 'set-quantity',
      saleId: till.saleId,
      lineId: lineIdOf(till, 'PORK'),
      quantity: 2,
    }),
  },
  {
    name: 'three times the same weight',
    code: 'quantity-fixed',
    params: { name: 'PORK' },
    at: () => {
      const till = tillIn();
      till.must({ kind: 'set-multiplier', quantity: 3 });
      return till;
    },
    ask: () => ({ kind: 'add-weighed', sku: 'PORK', grams: 300 }),
  },
  ...[-1, 0, 8, 90, 44.5].map(
    (price): RefusedCase => ({
      name: `${price} in place of 89 (at most 90 % below)`,
      code: 'price-invalid',
      params: { min: 9, max: 89 },
      at: having({ B01: 2 }),
      ask: override('B01', price),
    }),
  ),
  {
    name: 'tobacco at another price',
    code: 'discount-forbidden',
    params: { name: 'CG1' },
    at: having({ CG1: 1 }),
    ask: override('CG1', 100),
  },
  {
    name: 'tobacco with a percentage off',
    code: 'discount-forbidden',
    params: { name: 'CG1' },
    at: having({ CG1: 1 }),
    ask: discount('CG1', percentOff(10)),
  },
  {
    name: 'another price without a supervisor',
    code: 'approval-needed',
    params: { act: 'price-override' },
    at: having({ B01: 1 }),
    ask: override('B01', 50, false),
  },
  {
    name: 'more than there is',
    code: 'discount-invalid',
    params: { max: 50 },
    at: having({ B01: 1 }),
    ask: discount('B01', { kind: 'amount', amount: 90 }),
  },
  {
    name: 'off nothing',
    code: 'discount-invalid',
    params: { max: 50 },
    at: having({ FREE: 1 }),
    ask: discount('FREE', { kind: 'amount', amount: 1 }),
  },
  ...[51, 100, 200].map(
    (pct): RefusedCase => ({
      name: `${pct} %`,
      code: 'discount-too-large',
      params: { pct, max: 50 },
      at: having({ B01: 1 }, 'op-4'),
      ask: discount('B01', percentOff(pct)),
    }),
  ),
  {
    name: 'NT$45 of 89 is more than half of it',
    code: 'discount-too-large',
    params: { pct: 51, max: 50 },
    at: having({ B01: 1 }),
    ask: discount(null, { kind: 'amount', amount: 45 }),
  },
  ...(
    [
      ['paying beer', take('cash', 60)],
      ['paying it by card', take('card', 60)],
      ['going to pay', (till: PureTill) => ({ kind: 'begin-payment', saleId: till.saleId })],
      [
        'confirming too low an age',
        (till: PureTill) => ({ kind: 'confirm-age', saleId: till.saleId, minimumAge: 17 }),
      ],
    ] satisfies readonly (readonly [string, RefusedCase['ask']])[]
  ).map(
    ([name, ask]): RefusedCase => ({
      name,
      code: 'age-unconfirmed',
      params: { age: 18 },
      at: having({ BEER: 1 }),
      ask,
    }),
  ),
  {
    name: 'tobacco after the age for beer was seen to',
    code: 'age-unconfirmed',
    params: { age: 20 },
    at: () => {
      const till = having({ BEER: 1 })();
      till.must({ kind: 'confirm-age', saleId: till.saleId, minimumAge: 18 });
      ring(till, { CG1: 1 });
      return till;
    },
    ask: take('cash', 185),
  },
  ...[0, -1, 0.5, Number.NaN].map(
    (amount): RefusedCase => ({
      name: `a card that pays ${amount}`,
      code: 'tender-invalid',
      params: { max: 89 },
      at: having({ B01: 1 }),
      ask: take('card', amount),
    }),
  ),
  ...[0, -1, 0.5, 50_001].map(
    (amount): RefusedCase => ({
      name: `a voucher worth ${amount}`,
      code: 'tender-invalid',
      params: { max: 50_000 },
      at: having({ B01: 1 }),
      ask: take('voucher', amount),
    }),
  ),
  {
    name: 'a voucher where nothing is due',
    code: 'tender-invalid',
    params: { max: 0 },
    at: having({ FREE: 1 }),
    ask: take('voucher', 1),
  },
  {
    name: 'a card for a dollar more than is due',
    code: 'tender-above-due',
    params: { max: 89 },
    at: having({ B01: 1 }),
    ask: take('card', 90),
  },
  {
    name: 'a card for more than a voucher left',
    code: 'tender-above-due',
    params: { max: 39 },
    at: () => {
      const till = having({ B01: 1 })();
      till.must(take('voucher', 50)(till));
      return till;
    },
    ask: take('card', 40),
  },
  {
    name: 'giving back what nobody gave',
    code: 'tender-not-found',
    at: having({ B01: 1 }),
    ask: (till) => ({ kind: 'cancel-tender', saleId: till.saleId, tenderId: NOBODY }),
  },
  {
    name: 'a tender after the sale is finished',
    code: 'sale-not-open',
    at: () => {
      const till = having({ B01: 1 })();
      till.payCash(89);
      return till;
    },
    ask: (till) => ({ kind: 'take-cash', saleId: lastSale(till).saleId, amount: 89 }),
  },
  {
    name: 'giving a tender back after the sale is finished',
    code: 'sale-not-open',
    at: () => {
      const till = having({ B01: 1 })();
      till.payCash(89);
      return till;
    },
    ask: (till) => ({
      kind: 'cancel-tender',
      saleId: lastSale(till).saleId,
      tenderId: lastSale(till).tenders[0]?.tenderId ?? '',
    }),
  },
  ...(['decline-redemption', 'confirm-age', 'override-price', 'give-discount'] as const).map(
    (kind): RefusedCase => ({
      name: `${kind}, once money has moved`,
      code: 'cart-frozen',
      at: () => {
        const till = having({ B01: 1 })();
        till.must(take('card', 1)(till));
        return till;
      },
      ask: (till) => {
        const of = { saleId: till.saleId, lineId: lineIdOf(till, 'B01') };
        if (kind === 'decline-redemption') return { kind, ...of, isDeclined: true };
        if (kind === 'confirm-age') return { kind, saleId: of.saleId, minimumAge: 18 };
        return kind === 'override-price'
          ? { kind, ...of, price: 80, reason: 'damaged' }
          : { kind, ...of, discount: percentOff(10), reason: 'damaged' };
      },
    }),
  ),
  {
    name: 'a sale of another till',
    code: 'sale-not-found',
    at: tillIn,
    ask: () => ({ kind: 'return-goods', saleId: NOBODY, lines: [], reason: 'other' }),
  },
  {
    name: 'its receipt number in place of its id',
    code: 'sale-not-found',
    at: sold,
    ask: (till) => ({ ...returnOf(lastSale(till)), saleId: lastSale(till).receiptNumber }),
  },
  {
    name: 'while the next customer is served',
    code: 'cart-open',
    at: () => {
      const till = sold();
      ring(till, { A01: 1 });
      return till;
    },
    ask: (till) => returnOf(lastSale(till)),
  },
  {
    name: 'four of three',
    code: 'return-too-much',
    params: { name: 'B01', left: 3 },
    at: sold,
    ask: (till) => returnOf(lastSale(till), { B01: 4 }),
  },
  {
    name: 'all of them, twice',
    code: 'return-too-much',
    params: { name: 'B01', left: 0 },
    at: () => {
      const till = sold();
      till.must(returnOf(lastSale(till)));
      return till;
    },
    ask: (till) => returnOf(lastSale(till)),
  },
  {
    name: 'two after two of three',
    code: 'return-too-much',
    params: { name: 'B01', left: 1 },
    at: () => {
      const till = sold();
      till.must(returnOf(lastSale(till), { B01: 2 }));
      return till;
    },
    ask: (till) => returnOf(lastSale(till), { B01: 2 }),
  },
  ...[-1, 0.5, Number.NaN].map(
    (units): RefusedCase => ({
      name: `${units} pieces back`,
      code: 'quantity-invalid',
      params: { max: 3 },
      at: sold,
      ask: (till) => returnOf(lastSale(till), { B01: units }),
    }),
  ),
  {
    name: 'a line twice in one return',
    code: 'line-not-found',
    at: sold,
    ask: (till) => {
      const { saleId, lines } = lastSale(till);
      const line = { lineId: lines[0]?.lineId ?? '', units: 2 };
      return { kind: 'return-goods', saleId, lines: [line, line], reason: 'other', approval: APPROVAL };
    },
  },
  {
    name: 'goods back without a supervisor',
    code: 'approval-needed',
    params: { act: 'return' },
    at: sold,
    ask: (till) => returnOf(lastSale(till), undefined, null),
  },
];

/** Three boxed meals and a coffee, paid. */
function sold(): PureTill {
  const till = having({ B01: 3, A01: 1 })();
  till.payCash(312);
  return till;
}

test.each(titled(CASES))('%s', (_, { at, ask, code, params }) => {
  const till = at();
  expectRefused(till, ask(till), code, params);
});

test('AUTH-501 pin-wrong at a return counts, as everywhere, and gives nothing back', () => {
  const till = sold();
  const ask = returnOf(lastSale(till), undefined, { ...APPROVAL, isPinRight: false });
  const before = till.entries.length;
  expect(till.code(ask)).toBe('pin-wrong');
  expect(till.kindsSince(before)).toEqual(['operator.sign-in-failed']);
});

describe('what no window can even ask', () => {
  const ids = { commandId: NOBODY, saleId: NOBODY, lineId: NOBODY };
  const cases = [
    ['cart:discount', { ...ids, reason: 'other', discount: { kind: 'percent', payPct: 100 } }],
    ['cart:discount', { ...ids, reason: 'other', discount: { kind: 'percent', payPct: -100 } }],
    ['cart:discount', { ...ids, reason: 'other', discount: { kind: 'percent', payPct: 79.5 } }],
    ['cart:discount', { ...ids, reason: 'other', discount: { kind: 'amount', amount: 0 } }],
    ['cart:discount', { ...ids, reason: 'other', discount: { kind: 'amount', amount: 0.5 } }],
    ['cart:discount', { ...ids, reason: 'because', discount: null }],
    ['cart:override-price', { ...ids, reason: 'other', price: 9.5 }],
    ['cart:set-quantity', { ...ids, quantity: 1.5 }],
    ['cart:set-quantity', { ...ids, quantity: 1_000_001 }],
    ['return:make', { commandId: NOBODY, saleId: NOBODY, reason: 'other', lines: [] }],
    ['pay:take-card', { commandId: NOBODY, saleId: NOBODY, amount: 1, cardPrefix: '4000001234567890' }],
  ] as const;
  test.each(cases)('%s %j', (channel, input) => {
    expect(tillChannels[channel].input.safeParse(input).success).toBe(false);
  });
});

describe('a promotion ends between the pay screen and the money: told once, then taken', () => {
  /** Buy one get one until 17:00, at a second to five. */
  function atTheEnd(): PureTill {
    const world = new OffersWorld();
    world.promotions = [
      promotion('P8', {
        kind: 'bogo',
        select: { categories: ['DRINK'] },
        dailyWindow: { start: '14:00:00', end: '17:00:00' },
      }),
    ];
    const till = tillIn(world);
    till.nowMs = Date.parse('2026-11-21T16:59:59+08:00');
    ring(till, { A01: 2 });
    till.must({ kind: 'begin-payment', saleId: till.saleId });
    till.nowMs += 1_000;
    return till;
  }

  test.each(['cash', 'card', 'voucher'] as const)('%s', (type) => {
    const till = atTheEnd();
    expectRefused(till, take(type, 90)(till), 'total-changed', { old: 45, new: 90 });
    till.must(take(type, 90)(till));
    expect([lastSale(till).due, lastSale(till).discount]).toEqual([90, 0]);
  });

  test('what the first tender froze stays, whatever the clock does afterwards', () => {
    const till = atTheEnd();
    till.nowMs -= 1_000;
    till.must(take('card', 5)(till));
    till.nowMs += 3_600_000;
    till.must(take('cash', 40)(till));
    expect([lastSale(till).due, lastSale(till).discount]).toEqual([45, 45]);
  });

  test('with the last tender taken back the sale is priced anew', () => {
    const till = atTheEnd();
    till.nowMs -= 1_000;
    till.must(take('card', 5)(till));
    const [tender] = till.state.cart?.tenders ?? [];
    till.nowMs += 3_600_000;
    till.must({ kind: 'cancel-tender', saleId: till.saleId, tenderId: tender?.tenderId ?? '' });
    expect(till.state.cart?.priced).toBeNull();
    till.must(take('cash', 90)(till));
    expect(lastSale(till).due).toBe(90);
  });
});

describe('returns give money back the way it was paid', () => {
  test('a voucher that was worth too much gives back what it paid', () => {
    const till = having({ B01: 1 })();
    till.must(take('voucher', 100)(till));
    till.must(returnOf(lastSale(till)));
    expect(lastReturn(till)).toMatchObject({ refund: 89, tenders: [{ type: 'voucher', amount: 89 }] });
  });

  test('a supervisor needs nobody; after the days for returning a cashier needs one whatever the policy says', () => {
    const alone = having({ B01: 1 }, 'op-4')();
    alone.payCash(89);
    alone.must(returnOf(lastSale(alone), undefined, null));
    const till = sold();
    till.policy = { ...till.policy, returnNeedsApproval: false };
    const ask = returnOf(lastSale(till), { A01: 1 }, null);
    till.nowMs += 31 * 86_400_000;
    expect(till.code(ask)).toBe('approval-needed');
    till.nowMs -= 86_400_000;
    expect(till.code(ask)).toBeUndefined();
  });

  test('points that a member paid with come back as points, and money as money', () => {
    const world = new OffersWorld();
    world.sendSnapshot(40, { programmeId: 'CROSS' });
    world.sendGrant(40, { programmeId: 'CROSS' });
    const till = tillIn(world);
    ring(till, { B01: 1, L01: 1 });
    showMember(till);
    till.must({ kind: 'burn-points', saleId: till.saleId, programmeId: 'CROSS', wanted: 40 });
    till.payCash(104);
    till.must(returnOf(lastSale(till)));
    const { refund, tenders } = lastReturn(till);
    expect([refund, tenders.map(({ type, amount, programmeId }) => [type, amount, programmeId])]).toEqual([
      104,
      [
        ['points', 40, 'CROSS'],
        ['cash', 104, undefined],
      ],
    ]);
  });
});
