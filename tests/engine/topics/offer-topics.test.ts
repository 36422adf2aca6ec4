// Goal: a topic of prices or rewards with anything wrong in it is refused whole, by name, and the one in use stays.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVER, NOON_MS, PRODUCTS, programmeItem, promotionItem, ruleItem, TopicShop } from './topic-shop.ts';

let shop: TopicShop;
beforeAll(async () => {
  shop = new TopicShop();
  await shop.publish('catalog', PRODUCTS);
});
afterAll(() => shop.end());

const coupon = (id: string, more: Readonly<Record<string, unknown>> = {}) => ({
  id,
  campaignId: 'C',
  version: 1,
  label: { 'zh-TW': '券' },
  benefit: { kind: 'amount', off: 10 },
  minimum: 0,
  validity: { from: '2026-01-01T00:00:00+08:00', until: '2027-01-01T00:00:00+08:00' },
  isSingleUse: true,
  ...more,
});
const couponItem = (id: string, codes: readonly string[], more = {}) => ({
  kind: 'coupon',
  codes,
  coupon: coupon(id, more),
});
const segment = (id: string, shares: readonly number[] = [10_000]) => ({
  id,
  version: 1,
  name: id,
  variants: shares.map((share, index) => ({ id: `v${index}`, share, isHoldOut: index === 0 })),
  ...EVER,
});
const policy = (id: string, version = 1, more = {}) => ({
  kind: 'till',
  id,
  version,
  policy: { returnDays: 7 },
  ...EVER,
  ...more,
});
const snapshot = (snapshotId: string, more: Readonly<Record<string, unknown>> = {}) => ({
  snapshotId,
  tillId: 'till-1',
  memberId: 'M1',
  programmeId: 'OWN',
  ruleVersion: 1,
  balance: 0,
  lots: [],
  issuedAtMs: NOON_MS,
  expiresAtMs: NOON_MS + 3_600_000,
  throughSeq: 0,
  ...more,
});
const signed = (body: object) => ({
  snapshot: body,
  signature: shop.sign('points-snapshot', body),
});

const backwards = { from: '2026-02-01T00:00:00+08:00', until: '2026-02-01T00:00:00+08:00' };
const steps = (...offs: readonly (readonly [number, number])[]) => ({
  kind: 'threshold-amount',
  select: undefined,
  payPct: undefined,
  steps: offs.map(([minimum, off]) => ({ minimum, off })),
});
const addOn = (sku: string, counts: string) => ({
  kind: 'add-on',
  select: undefined,
  payPct: undefined,
  sku,
  price: 9,
  minimum: 100,
  within: { skus: [counts] },
});
/** As JSON has it: a field that is undefined is not there. */
const plain = (items: readonly unknown[]) => JSON.parse(JSON.stringify(items)) as unknown[];

const GOOD: Readonly<Record<string, () => readonly unknown[]>> = {
  promotions: () => [promotionItem('P1')],
  programmes: () => [programmeItem(), ruleItem('R1')],
  segments: () => [segment('S1')],
  coupons: () => [couponItem('C1', ['HELLO'])],
  policies: () => [policy('T')],
  snapshots: () => [signed(snapshot('N1'))],
};

const BAD: readonly (readonly [string, string, () => readonly unknown[], RegExp])[] = [
  [
    'promotions',
    'overlap in too many ways',
    () => Array.from({ length: 9 }, (_, n) => promotionItem(`P${n}`)),
    /^promotion P0: select: overlap-too-large 9 deals/,
  ],
  [
    'promotions',
    'contradict: one id and version twice',
    () => [promotionItem('P1'), promotionItem('P1', { payPct: 60 })],
    /^promotion P1: id: listed twice$/,
  ],
  [
    'promotions',
    'refer to an article that nobody has',
    () => [promotionItem('P1', { select: { skus: ['Z9'] } })],
    /^promotion P1: select.skus: unknown-sku Z9$/,
  ],
  [
    'promotions',
    'refer to a brand that nobody has',
    () => [promotionItem('P1', { select: { categories: ['DRINK'], brands: ['無'] } })],
    /^promotion P1: select.brands: unknown-name 無$/,
  ],
  [
    'promotions',
    'select nothing',
    () => [promotionItem('P1', { exclude: { categories: ['DRINK'] } })],
    /^promotion P1: select: selects-nothing$/,
  ],
  [
    'promotions',
    'end before they begin',
    () => [promotionItem('P1', { validity: backwards })],
    /^promotion P1: validity: ends-before-it-begins/,
  ],
  [
    'promotions',
    'discount below zero',
    () => [promotionItem('P1', steps([10, 11]))],
    /^promotion P1: steps.0.off: takes-more-than-there-is 11$/,
  ],
  [
    'promotions',
    'pay a negative share',
    () => [promotionItem('P1', { payPct: -1 })],
    /^promotion P1: payPct: /,
  ],
  [
    'promotions',
    'give less for more',
    () => [promotionItem('P1', steps([10, 5], [20, 4]))],
    /^promotion P1: steps.1: steps-fall 20$/,
  ],
  [
    'promotions',
    'loop',
    () => [promotionItem('P1', addOn('A1', 'A2')), promotionItem('P2', addOn('A2', 'A1'))],
    /^promotion P1: within: add-on-loop A1$/,
  ],
  [
    'promotions',
    'count themselves',
    () => [promotionItem('P1', addOn('A1', 'A1'))],
    /^promotion P1: within: counts-itself A1$/,
  ],
  [
    'promotions',
    'are of a kind that nobody knows',
    () => [promotionItem('P1', { kind: 'lottery' })],
    /^promotion P1: kind: /,
  ],
  ['promotions', 'are no promotions', () => ['P1'], /^promotion without an id: /],
  [
    'programmes',
    'a rule of a programme that is not there',
    () => [ruleItem('R1')],
    /^earn rule R1: programmeId: no programme OWN$/,
  ],
  [
    'programmes',
    'a multiple of a rule that is not there',
    () => [
      programmeItem(),
      ruleItem('R2', { formula: { kind: 'multiple', ofRuleId: 'R1', numerator: 1, denominator: 1 } }),
    ],
    /^earn rule R2: formula.ofRuleId: no rate R1$/,
  ],
  [
    'programmes',
    'a multiple of itself',
    () => [
      programmeItem(),
      ruleItem('R1', { formula: { kind: 'multiple', ofRuleId: 'R1', numerator: 1, denominator: 1 } }),
    ],
    /^earn rule R1: formula.ofRuleId: no rate R1$/,
  ],
  [
    'programmes',
    'a rule twice',
    () => [programmeItem(), ruleItem('R1'), ruleItem('R1', { version: 2 })],
    /^earn rule R1: id: listed twice$/,
  ],
  [
    'programmes',
    'one that ends before it begins',
    () => [programmeItem(1, { fromMs: 5, untilMs: 5 })],
    /^programme OWN: untilMs: ends/,
  ],
  [
    'programmes',
    'a rule that ends before it begins',
    () => [programmeItem(), ruleItem('R1', { when: { fromMs: 9, untilMs: 3 } })],
    /^earn rule R1: when.untilMs: ends/,
  ],
  [
    'programmes',
    'a rule with fractions',
    () => [programmeItem(), ruleItem('R1', { version: 1.5 })],
    /^earn rule R1: rule.version: /,
  ],
  ['segments', 'shares that are no whole', () => [segment('S1', [5_000, 4_999])], /^segment S1: .*whole/],
  ['segments', 'a segment twice', () => [segment('S1'), segment('S1')], /^segment S1: id: listed twice$/],
  [
    'coupons',
    'a code of two coupons',
    () => [couponItem('C1', ['X']), couponItem('C2', ['Y', 'X'])],
    /^coupon C2: codes: one is also of coupon C1$/,
  ],
  [
    'coupons',
    'a coupon that ends before it begins',
    () => [couponItem('C1', ['X'], { validity: backwards })],
    /^coupon C1: validity: ends/,
  ],
  [
    'coupons',
    'one that gives nothing',
    () => [couponItem('C1', ['X'], { benefit: { kind: 'amount', off: 0 } })],
    /^coupon C1: coupon.benefit.off: /,
  ],
  [
    'policies',
    'a limit nobody knows',
    () => [policy('T', 1, { policy: { maxJoy: 1 } })],
    /^policy T: policy: /,
  ],
  [
    'policies',
    'one that ends before it begins',
    () => [policy('T', 1, { fromMs: 2, untilMs: 1 })],
    /^policy T: untilMs: ends/,
  ],
  [
    'snapshots',
    'nobody signed it',
    () => [{ ...signed(snapshot('N2')), snapshot: snapshot('N2', { throughSeq: 1 }) }],
    /^snapshot N2: signature: does not hold$/,
  ],
  [
    'snapshots',
    'made for another till',
    () => [signed(snapshot('N2', { tillId: 'till-2' }))],
    /^snapshot N2: tillId: made for another till$/,
  ],
  [
    'snapshots',
    'lots that do not sum',
    () => [signed(snapshot('N2', { balance: 5 }))],
    /^snapshot N2: .*lots sum/,
  ],
];

describe('a topic that is not in order is refused by name, and what is in use stays', () => {
  beforeAll(async () => {
    for (const [topic, items] of Object.entries(GOOD))
      expect(await shop.publish(topic, items())).toBe(items().length);
  });
  test.each(BAD)('%s: %s', async (topic, _, items, problem) => {
    const before = [shop.reference.topic(topic), shop.reference.documents(topic), shop.switched.length];
    expect(await shop.publish(topic, plain(items()))).toMatch(problem);
    expect([shop.reference.topic(topic), shop.reference.documents(topic), shop.switched.length]).toEqual(
      before,
    );
  });
});

describe('changes', () => {
  test('put over, add and remove by key, and are checked with what stays', async () => {
    await shop.publish('promotions', [
      promotionItem('P1'),
      promotionItem('P2', { select: { skus: ['B1'] } }),
    ]);
    expect(await shop.publish('promotions', [promotionItem('P1', { version: 2 })], 'delta', ['P2@1'])).toBe(
      2,
    );
    expect(shop.reference.documentsByKey('promotions').map(({ key }) => key)).toEqual(['P1@1', 'P1@2']);
    const more = Array.from({ length: 8 }, (_, n) => promotionItem(`Q${n}`));
    expect(await shop.publish('promotions', more, 'delta')).toMatch(/overlap-too-large 9 deals/);
    expect(shop.reference.topic('promotions')?.count).toBe(2);
  });

  test('that take away what something else needs are refused', async () => {
    await shop.publish('programmes', [programmeItem(), ruleItem('R1')]);
    expect(await shop.publish('programmes', [], 'delta', ['programme:OWN@1'])).toMatch(
      /^earn rule R1: programmeId/,
    );
    expect(await shop.publish('programmes', [], 'delta', ['programme:OWN@1', 'rule:R1'])).toBe(0);
  });

  test('a snapshot is kept as it was signed, with nothing filled in', async () => {
    await shop.publish('snapshots', [signed(snapshot('N3'))]);
    expect(shop.reference.document('snapshots', 'M1:OWN')).toEqual(signed(snapshot('N3')));
  });

  test('of coupons: used ones and campaigns stand beside them', async () => {
    const items = [
      couponItem('C1', ['HELLO']),
      { kind: 'used', couponId: 'C1' },
      { kind: 'campaign', campaignId: 'C', needsSignature: false },
    ];
    expect(await shop.publish('coupons', items)).toBe(3);
    expect(await shop.publish('coupons', [], 'delta', ['used:C1'])).toBe(2);
  });
});

test('a second version of a promotion, and of a programme, may be sent ahead', async () => {
  expect(await shop.publish('promotions', [promotionItem('P1'), promotionItem('P1', { version: 2 })])).toBe(
    2,
  );
  expect(await shop.publish('programmes', [programmeItem(1), programmeItem(2)])).toBe(2);
});

test('promotions of a catalog that is still to come are refused now and taken then', async () => {
  const tea = [promotionItem('P1', { select: { skus: ['T1'] } })];
  expect(shop.sink('promotions').checkedAgainst).toEqual(['catalog']);
  expect(await shop.publish('promotions', tea)).toMatch(/^promotion P1: select.skus: unknown-sku T1$/);
  const [first] = PRODUCTS;
  await shop.publish('catalog', [{ ...first, sku: 'T1', barcodes: ['9'] }], 'delta');
  expect(await shop.publish('promotions', tea)).toBe(1);
});

test('a crash between two pages leaves what was in use', async () => {
  await shop.publish('policies', [policy('T')]);
  const sink = shop.sink('policies');
  await sink.begin('full');
  await sink.put([policy('U')], []);
  await shop.reopen();
  expect(shop.reference.documentsByKey('policies').map(({ key }) => key)).toEqual(['T@1']);
});
