// Goal: what shops must never see is named at head office, with promotion and field.
import { describe, expect, test } from 'vitest';
import type { Promotion } from '../../../src-main/domain/pricing/promotion.ts';
import { checkPublication } from '../../../src-main/domain/pricing/publication.ts';
import { DEFAULT_LIMITS } from '../../../src-main/domain/pricing/publication-limits.ts';
import { promotion } from './helpers.ts';

const SKUS: Readonly<Record<string, readonly string[]>> = { A: ['A1', 'A2', 'A3'], B: ['B1', 'B2'] };
const catalog = {
  hasSku: (sku: string) => Object.values(SKUS).flat().includes(sku),
  skusIn: (way: string, name: string) => (way === 'categories' ? SKUS[name] : undefined),
};
const problemsOf = (promotions: readonly Promotion[], limits = {}) =>
  checkPublication(promotions, catalog, { ...DEFAULT_LIMITS, ...limits }).map(
    ({ promotionId, field, code }) => `${promotionId} ${field} ${code}`,
  );
const select = { categories: ['A'] };
const pairs = { kind: 'second-percent', select, payPct: 50 };

test('good promotions have no problem', () => {
  expect(
    problemsOf([
      promotion('P1', pairs),
      promotion('P2', { kind: 'every-amount', every: 300, off: 30, max: 3 }),
      promotion('P3', { kind: 'add-on', sku: 'B1', price: 9, minimum: 100 }),
      promotion('P4', { kind: 'bundle', slots: [select, { skus: ['B1'] }], price: 65 }),
      promotion('P5', {
        kind: 'threshold-amount',
        steps: [
          { minimum: 300, off: 30 },
          { minimum: 500, off: 60 },
        ],
      }),
    ]),
  ).toEqual([]);
});

describe('one promotion', () => {
  const validity = { from: '2026-02-01T00:00:00+08:00', until: '2026-02-01T00:00:00+08:00' };
  const cases: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['validity ends-before-it-begins', { ...pairs, validity }],
    ['select.skus unknown-sku', { ...pairs, select: { skus: ['A1', 'Z9'] } }],
    ['select.categories unknown-name', { ...pairs, select: { skus: ['A1'], categories: ['Z'] } }],
    ['exclude.skus unknown-sku', { ...pairs, exclude: { skus: ['Z9'] } }],
    ['select selects-nothing', { ...pairs, exclude: { categories: ['A'] } }],
    ['n n-too-large', { kind: 'any-n', select, n: 11, pay: { kind: 'percent', payPct: 80 } }],
    ['pay.price price-too-high', { kind: 'any-n', select, n: 2, pay: { kind: 'price', price: 1_000_000 } }],
    ['slots too-many-slots', { kind: 'bundle', slots: Array(7).fill(select), price: 1 }],
    ['price price-too-high', { kind: 'member-price', select, price: 1_000_000 }],
    ['off takes-more-than-there-is', { kind: 'every-amount', every: 100, off: 101, max: 1 }],
    ['steps.0.off takes-more-than-there-is', { kind: 'threshold-amount', steps: [{ minimum: 10, off: 11 }] }],
    [
      'steps.1 steps-fall',
      {
        kind: 'threshold-percent',
        steps: [
          { minimum: 10, payPct: 80 },
          { minimum: 20, payPct: 90 },
        ],
      },
    ],
    [
      'steps.1 steps-fall',
      {
        kind: 'threshold-amount',
        steps: [
          { minimum: 10, off: 1 },
          { minimum: 10, off: 2 },
        ],
      },
    ],
    ['sku unknown-sku', { kind: 'gift', sku: 'Z9', minimum: 100 }],
    ['within counts-itself', { kind: 'add-on', sku: 'A1', price: 9, minimum: 100, within: { skus: ['A1'] } }],
  ];
  test.each(cases)('%s (%#)', (problem, terms) => {
    const found = problemsOf([promotion('P1', terms)]);
    expect(found.filter((it) => it === `P1 ${problem}`)).toEqual([`P1 ${problem}`]);
  });
});

describe('several together', () => {
  test('an id that is there twice under one version', () => {
    const other = { ...pairs, select: { skus: ['B1'] } };
    expect(problemsOf([promotion('P1', pairs), promotion('P1', other)])).toEqual(['P1 id id-twice']);
    expect(problemsOf([promotion('P1', pairs), promotion('P1', { ...other, version: 2 })])).toEqual([]);
  });

  test('versions that follow each other are not counted as if they met', () => {
    const prices = ['P1', 'P2'].map((id) =>
      promotion(id, { kind: 'member-price', select: { skus: ['A1'] }, price: 5 }),
    );
    const next = promotion('P1', { kind: 'member-price', version: 2, select: { skus: ['A1'] }, price: 4 });
    expect(problemsOf([...prices, next], { activePerSku: 2 })).toEqual([]);
    expect(problemsOf([...prices, next], { activePerSku: 1 })).not.toEqual([]);
  });

  test('add-ons that count each other in a ring', () => {
    const ring = [
      promotion('P1', { kind: 'add-on', sku: 'A1', price: 9, minimum: 100, within: { skus: ['A2'] } }),
      promotion('P2', { kind: 'add-on', sku: 'A2', price: 9, minimum: 100, within: { skus: ['A3', 'B1'] } }),
      promotion('P3', {
        kind: 'redeem',
        stamps: 1,
        sku: 'A3',
        price: 9,
        minimum: 100,
        within: { skus: ['A1'] },
      }),
    ];
    expect(problemsOf(ring)).toEqual([
      'P1 within add-on-loop',
      'P2 within add-on-loop',
      'P3 within add-on-loop',
    ]);
    expect(problemsOf(ring.slice(0, 2))).toEqual([]);
  });

  test('too many for one article, but only while they hold together', () => {
    const prices = ['P1', 'P2', 'P3'].map((id) =>
      promotion(id, { kind: 'member-price', select: { skus: ['A1'] }, price: 5 }),
    );
    expect(problemsOf(prices, { activePerSku: 2 })).toEqual(['P3 select too-many-for-sku']);
    const early = { validity: { from: '2019-01-01T00:00:00+08:00', until: '2020-01-01T00:00:00+08:00' } };
    const apart = [
      promotion('P0', { kind: 'member-price', select: { skus: ['A1'] }, price: 5, ...early }),
      ...prices.slice(1),
    ];
    expect(problemsOf(apart, { activePerSku: 2 })).toEqual([]);
  });

  test('too many on the whole basket', () => {
    const all = ['P1', 'P2'].map((id) => promotion(id, { kind: 'order-percent', payPct: 90 }));
    expect(problemsOf(all, { activeBasketWide: 1 })).toEqual(['P2 within too-many-basket-wide']);
  });

  test('a component of too many deals names all of them; deals on other goods are not in it', () => {
    const chain = [
      promotion('P1', { ...pairs, select: { skus: ['A1', 'A2'] } }),
      promotion('P2', { ...pairs, select: { skus: ['A2', 'A3'] } }),
      promotion('P3', { ...pairs, select: { skus: ['A3'] } }),
      promotion('P4', { ...pairs, select: { skus: ['B1'] } }),
    ];
    expect(problemsOf(chain, { dealsPerComponent: 2 })).toEqual(
      ['P1', 'P2', 'P3'].map((id) => `${id} select overlap-too-large`),
    );
  });

  test('a component of too many open states', () => {
    const rounding = ['P1', 'P2'].map((id) =>
      promotion(id, { kind: 'any-n', select, n: 3, pay: { kind: 'percent', payPct: 79 } }),
    );
    expect(problemsOf(rounding)).toEqual(['P1 select overlap-too-large', 'P2 select overlap-too-large']);
  });
});
