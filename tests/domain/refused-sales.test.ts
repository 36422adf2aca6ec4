// Goal: what is refused about prices, ages, weights, quantities and tenders, in which words; a refusal leaves no trace.
import { describe, expect, test } from 'vitest';
import { tillChannels } from '../../src-main/contract/channels.ts';
import type { ScanFacts } from '../../src-main/domain/cart/decide-cart.ts';
import type { Command } from '../../src-main/domain/command.ts';
import { APPROVAL, barcodeOf, lastSale, lineIdOf, ring, tillIn } from './counter-deeds.ts';
import { expectRefused, type RefusedCase, titled } from './expect-refused.ts';
import { OffersWorld } from './offers-world.ts';
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
];

test.each(titled(CASES))('%s', (_, { at, ask, code, params }) => {
  const till = at();
  expectRefused(till, ask(till), code, params);
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
