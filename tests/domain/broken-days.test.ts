// Goal: whatever people tap, scan and head office changes meanwhile, in any order and at any moment, the rules answer: with
// entries that can be read back to the same state, and with money and points that balance in every sale and return.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crossProgramme, ownProgramme, stampsProgramme } from '../../fixtures/pricing/scenario-programmes.ts';
import { taiwanPolicy } from '../../fixtures/pricing/taiwan-policy.ts';
import type { Command } from '../../src-main/domain/command.ts';
import { readEntry } from '../../src-main/domain/entries.ts';
import { evolve } from '../../src-main/domain/evolve.ts';
import { PointsProgramme } from '../../src-main/domain/points/programme.ts';
import type { SaleCompleted, SaleReturned } from '../../src-main/domain/sale-payloads.ts';
import { INITIAL_STATE, type TillState } from '../../src-main/domain/state.ts';
import {
  APPROVAL,
  answerBurn,
  barcodeOf,
  officeLedger,
  PRODUCTS,
  returnOf,
  tillIn,
} from './counter-deeds.ts';
import { coupon, MEMBER_CODE, memberOf, OffersWorld, PHONE, promotion } from './offers-world.ts';
import type { PureTill } from './pure-till.ts';

const PROMOTIONS = [
  promotion('MP', {
    kind: 'member-price',
    select: { skus: ['SH1'] },
    price: 150,
    audience: { memberOnly: true },
  }),
  promotion('EX', { kind: 'exclusive-percent', select: { skus: ['L01', 'PORK'] }, payPct: 50 }),
  promotion('AN', {
    kind: 'any-n',
    select: { categories: ['BOTTLED'] },
    n: 2,
    pay: { kind: 'percent', payPct: 80 },
  }),
  promotion('BG', { kind: 'bogo', select: { skus: ['A01', 'CG1'] } }),
  promotion('RE', { kind: 'redeem', sku: 'PAN', price: 399, stamps: 20, maxUnits: 3 }),
  promotion('AO', { kind: 'add-on', sku: 'CUP', price: 199, minimum: 100 }),
  promotion('EV', { kind: 'every-amount', every: 300, off: 30, max: 5 }),
  promotion('OP', { kind: 'order-percent', payPct: 93, within: { categories: ['FOOD'] } }),
  promotion('GI', { kind: 'gift', minimum: 200, sku: 'FREE', quantity: 2, maxTimes: 3 }),
  promotion('SE', {
    kind: 'segment-percent',
    audience: { segment: { id: 'seg', variant: 'B' } },
    select: { categories: ['HBA'] },
    payPct: 70,
  }),
];
const NEVER = new Set(taiwanPolicy.notPromoted.categories);
const SKUS = PRODUCTS.filter(({ soldBy }) => soldBy === undefined).map(({ sku }) => sku);

/** A number of a step, read as a choice. */
const pick = <Item>(items: readonly Item[], n: number): Item | undefined =>
  items.length === 0 ? undefined : items[n % items.length];

function worldOf(): OffersWorld {
  const world = new OffersWorld();
  world.promotions = PROMOTIONS;
  const segments = [{ id: 'seg', variant: 'B' }];
  world.memberCodes.set(MEMBER_CODE, memberOf('M1', { segments }));
  world.memberCodes.set('M0000000000002', memberOf('M2', { hasBought: false }));
  for (const memberId of ['M1', 'M2']) {
    for (const [programmeId, points] of [
      ['OWN', 45_000],
      ['CROSS', 120],
      ['STAMPS', 65],
    ] as const) {
      world.sendSnapshot(points, { memberId, programmeId });
      world.sendGrant(points, { memberId, programmeId });
    }
  }
  world.sendPoolShare(400);
  for (const id of ['C1', 'C2', 'C3']) world.issue(coupon(id));
  world.issue(coupon('PCT', { benefit: { kind: 'percent', payPct: 85, maxOff: 60 }, isSingleUse: false }));
  world.issue(coupon('MINE', { memberId: 'M1', minimum: 100 }));
  return world;
}

/** What a person, a device or head office does at a step, by its numbers. */
function step(till: PureTill, world: OffersWorld, [what, a, b]: readonly [number, number, number]): void {
  const { cart, suspended } = till.state;
  const saleId = cart?.saleId ?? '00000000-0000-7000-8000-0000000000ff';
  const line = pick(cart?.lines ?? [], a);
  const lineId = line?.lineId ?? saleId;
  const programmeId = pick(['OWN', 'CROSS', 'STAMPS', 'NONE'], a) ?? 'OWN';
  const due = cart?.priced?.due ?? 0;
  const left = due - (cart?.tenders ?? []).reduce((sum, { amount }) => sum + amount, 0);
  const reason = 'goodwill';
  const approval = APPROVAL;
  const sales = till.entries.flatMap((each) => (each.kind === 'sale.completed' ? [each.payload] : []));
  const asked: readonly (() => Command | undefined)[] = [
    () => ({ kind: 'add-product', sku: pick(SKUS, a) ?? 'A01' }),
    () => ({ kind: 'scan', code: barcodeOf(pick(SKUS, b) ?? 'A01'), origin: 'scanner' }),
    () => ({ kind: 'add-weighed', sku: 'PORK', grams: 1 + b * 7 }),
    () => ({ kind: 'set-quantity', saleId, lineId, quantity: 1 + (b % 12) }),
    () => ({ kind: 'remove-line', saleId, lineId }),
    () => ({
      kind: 'scan',
      code: pick([MEMBER_CODE, 'M0000000000002', 'M9999999999999'], a) ?? '',
      origin: 'scanner',
    }),
    () => ({ kind: 'identify-phone', phone: pick([PHONE, '0987654321'], a) ?? '' }),
    () => ({ kind: 'remove-member', saleId }),
    () => ({ kind: 'scan', code: pick(['C1', 'C2', 'C3', 'PCT', 'MINE'], a) ?? '', origin: 'scanner' }),
    () => ({ kind: 'withdraw-coupon', saleId, couponId: pick(['C1', 'C2', 'PCT'], a) ?? '' }),
    () => ({ kind: 'burn-points', saleId, programmeId, wanted: b % 3 === 0 ? 'max' : b }),
    () => ({ kind: 'drop-burn', saleId, programmeId }),
    () => ({ kind: 'override-price', saleId, lineId, price: b % 4 === 0 ? null : b, reason, approval }),
    () => ({
      kind: 'give-discount',
      saleId,
      lineId: a % 2 === 0 ? null : lineId,
      discount:
        pick([null, { kind: 'amount', amount: 1 + b }, { kind: 'percent', payPct: 50 + (b % 50) }], b) ??
        null,
      reason,
      approval,
    }),
    () => ({ kind: 'decline-redemption', saleId, lineId, isDeclined: b % 2 === 0 }),
    () => ({ kind: 'confirm-age', saleId, minimumAge: 20 }),
    () => (b % 3 === 0 ? { kind: 'suspend-cart', saleId } : { kind: 'add-product', sku: 'PAN' }),
    () => ({ kind: 'resume-cart', saleId: pick(suspended, a)?.cart.saleId ?? saleId }),
    () => ({ kind: 'begin-payment', saleId }),
    () => ({ kind: 'take-cash', saleId, amount: cart?.priced == null ? (b % 2) * 3_000 : left + (b % 100) }),
    () => ({ kind: 'take-card', saleId, amount: cart?.priced == null ? b : Math.min(left, 1 + b) }),
    () => ({ kind: 'take-voucher', saleId, amount: 1 + b }),
    () => ({ kind: 'cancel-tender', saleId, tenderId: pick(cart?.tenders ?? [], a)?.tenderId ?? saleId }),
    () => (b % 4 === 0 ? { kind: 'void-cart', saleId } : { kind: 'add-product', sku: 'SH1' }),
    () => ({ kind: 'refuse-offer', saleId, promotionId: 'SE' }),
    () => {
      const sale = pick(sales, a);
      const one = sale === undefined ? undefined : pick(sale.lines, b);
      return sale === undefined || one === undefined
        ? undefined
        : {
            kind: 'return-goods',
            saleId: sale.saleId,
            lines: [{ lineId: one.lineId, units: 1 + (b % one.quantity) }],
            reason: 'other',
            approval,
          };
    },
    () => {
      const sale = pick(sales, b);
      return sale === undefined ? undefined : returnOf(sale);
    },
    () => {
      const { asking } = till.state.cart ?? {};
      if (asking == null) return undefined;
      return { kind: 'burn-answered', requestId: asking.requestId, outcome: { kind: 'no-answer' } };
    },
  ];
  const changed: readonly (() => void)[] = [
    () => {
      const asking = till.state.cart?.asking;
      if (asking == null) return;
      const { memberId, programmeId: id } = asking;
      answerBurn(till, officeLedger([till], 50_000, { memberId, programmeId: id }), id === 'OWN' ? 300 : 1);
    },
    () => {
      till.isOnline = b % 2 === 0;
    },
    () => {
      till.nowMs += pick([1_000, 60_000, 3_600_000, 40_000_000, -3_600_000], b) ?? 0;
    },
    () => {
      world.promotions = b % 3 === 0 ? [] : PROMOTIONS.filter((_, index) => (index + a) % 3 !== 0);
      world.generation += 1;
    },
    () => {
      const own = ownProgramme();
      const rate = { ...own.burn, points: 100 * (1 + (b % 4)), value: 1 + (a % 5) };
      const programmes = [
        PointsProgramme.parse({ ...own, version: 2, burn: a % 4 === 0 ? null : rate }),
        PointsProgramme.parse({
          ...crossProgramme(),
          treatment: b % 5 === 0 ? 'price-reduction' : 'tender',
          burn: { ...crossProgramme().burn, points: 1 + (b % 3), value: 1 + (b % 7), sharedCap: null },
        }),
        stampsProgramme(),
      ];
      world.programmes = a % 3 === 0 ? programmes.slice(0, 1 + (b % 3)) : new OffersWorld().programmes;
    },
    () => {
      till.catalog.publish(
        PRODUCTS.map((each, index) => ({
          ...each,
          unitPrice: Math.max(0, each.unitPrice + ((index * b) % 41) - 20),
        })),
      );
    },
    () => {
      world.snapshots = b % 7 === 0 ? [] : worldOf().snapshots.slice(a % 3);
    },
    () =>
      till.must({
        kind: 'receive-mail',
        mail: { mailId: String(till.entries.length + 1_000), mailKind: 'note', body: {} },
      }),
  ];
  const at = what % (asked.length * 3 + changed.length);
  if (what % 7 === 0) finish(till, b);
  else if (what % 7 === 1) burnSome(till, a, b);
  else if (at < asked.length * 3) {
    const command = asked[at % asked.length]?.();
    if (command !== undefined) till.do(command);
  } else changed[at - asked.length * 3]?.();
}

/** Somebody shows their card and wants points to go for what they buy. */
function burnSome(till: PureTill, a: number, b: number): void {
  till.do({ kind: 'add-product', sku: pick(SKUS, a) ?? 'A01' });
  till.do({ kind: 'scan', code: pick([MEMBER_CODE, 'M0000000000002'], a) ?? '', origin: 'scanner' });
  const { cart } = till.state;
  if (cart === null) return;
  for (const programmeId of ['OWN', 'CROSS']) {
    till.do({
      kind: 'burn-points',
      saleId: cart.saleId,
      programmeId,
      wanted: b % 2 === 0 ? 'max' : 1 + (b % 30),
    });
    const asking = till.state.cart?.asking;
    if (asking == null || b % 5 === 0) continue;
    const ledger = officeLedger([till], 50_000, { memberId: asking.memberId, programmeId });
    answerBurn(till, ledger, programmeId === 'OWN' ? 300 : 1);
  }
}

/** The cashier sees to whatever stands in the way, and takes cash for the rest. */
function finish(till: PureTill, over: number): void {
  const { cart } = till.state;
  if (cart === null) return;
  const { saleId, asking } = cart;
  if (asking !== null)
    till.do({ kind: 'burn-answered', requestId: asking.requestId, outcome: { kind: 'no-answer' } });
  till.do({ kind: 'confirm-age', saleId, minimumAge: 20 });
  for (let count = 0; count < 4; count += 1) {
    till.do({ kind: 'begin-payment', saleId });
    const taken = (till.state.cart?.tenders ?? []).reduce((sum, { amount }) => sum + amount, 0);
    const due = till.state.cart?.priced?.due ?? till.ui.quote?.due ?? 0;
    const { refusal } = till.do({
      kind: 'take-cash',
      saleId,
      amount: due === taken ? 0 : due - taken + (over % 100),
    });
    if (refusal === undefined) return;
    const { code, params } = refusal;
    if (code === 'cash-short')
      till.do({ kind: 'take-cash', saleId, amount: Number(params.n) + due - taken + (over % 100) });
    if (code === 'cash-invalid') till.do({ kind: 'take-cash', saleId, amount: 0 });
    if (code === 'discount-too-large')
      for (const lineId of [null, ...cart.lines.map((line) => line.lineId)])
        till.do({ kind: 'give-discount', saleId, lineId, discount: null, reason: 'goodwill' });
    if (till.state.cart === null) return;
  }
  expect(till.state.cart?.lines ?? []).toEqual([]);
}

function checkSale(sale: SaleCompleted): void {
  const taken = sale.tenders.reduce((sum, { amount }) => sum + amount, 0);
  expect(taken - sale.change - (sale.breakage ?? 0)).toBe(sale.due);
  for (const line of sale.lines) {
    const parts = line.parts ?? [];
    expect(parts.reduce((sum, { amount }) => sum + amount, 0)).toBe(line.discount);
    expect(line.gross - line.discount).toBe(line.net);
    expect(line.net).toBeGreaterThanOrEqual(0);
    if (NEVER.has(line.category)) {
      expect([line.discount, line.priceOverride, line.mayEarn]).toEqual([0, undefined, false]);
      const rewarded = (sale.points?.earned ?? []).flatMap(({ bases }) => bases);
      expect(rewarded.some(({ lineId }) => lineId === line.lineId)).toBe(false);
    }
  }
  for (const { points, shares } of sale.points?.burns ?? [])
    expect(shares.reduce((sum, each) => sum + each.points, 0)).toBe(points);
  const money = sale.tenders
    .filter(({ type }) => type === 'points')
    .reduce((sum, { amount }) => sum + amount, 0);
  expect(money).toBeLessThanOrEqual(sale.due);
}

/** What came back of a sale is at most what it was, and all of it with the last piece. */
function checkReturns(sale: SaleCompleted, returns: readonly SaleReturned[]): void {
  const all = returns.flatMap(({ lines }) => lines);
  const sumOf = (items: readonly { readonly amount: number }[]) =>
    items.reduce((sum, { amount }) => sum + amount, 0);
  const back = sumOf(returns.flatMap(({ tenders }) => tenders));
  const refunds = returns.reduce((sum, { refund }) => sum + refund, 0);
  const paidInPoints = sumOf(sale.tenders.filter(({ type }) => type === 'points'));
  expect(refunds).toBeLessThanOrEqual(sale.due - paidInPoints);
  expect(back).toBeLessThanOrEqual(sale.due);
  const units = all.reduce((sum, line) => sum + line.units, 0);
  const entries = returns.flatMap(({ points }) => points?.entries ?? []);
  const moved = (kind: string) =>
    entries.reduce((sum, entry) => (entry.kind === kind && 'points' in entry ? sum + entry.points : sum), 0);
  const burned = (sale.points?.burns ?? []).reduce((sum, { points }) => sum + points, 0);
  const earned = (sale.points?.earned ?? []).reduce((sum, { points }) => sum + points, 0);
  expect(moved('REVERSE_BURN')).toBeLessThanOrEqual(burned);
  expect(moved('REVERSE_EARN')).toBeLessThanOrEqual(earned);
  if (units < sale.pieces) return;
  expect([refunds, back, moved('REVERSE_BURN'), moved('REVERSE_EARN')]).toEqual([
    sale.due - paidInPoints,
    sale.due,
    burned,
    earned,
  ]);
}

/** What may be used up is used up once: coupons, grants, shares of the pool, and what head office held. */
function checkUsedOnce(till: PureTill, world: OffersWorld): void {
  const used = new Map<string, number>();
  const use = (key: string, amount: number) => used.set(key, (used.get(key) ?? 0) + amount);
  const limits = new Map<string, number>();
  for (const each of till.entries) {
    if (each.kind === 'burn.answered' && each.payload.outcome.kind === 'held')
      limits.set(each.payload.outcome.reserveId, each.payload.outcome.points);
    if (each.kind !== 'sale.completed') continue;
    for (const { couponId, isSingleUse } of each.payload.couponsUsed ?? []) if (isSingleUse) use(couponId, 1);
    for (const entry of each.payload.points?.entries ?? []) {
      if (entry.kind !== 'BURN') continue;
      for (const { grantId, points } of entry.provisional?.grants ?? []) use(grantId, points);
      for (const { shareId, value } of entry.provisional?.poolShares ?? []) use(shareId, value);
      if (entry.provisional === null) for (const reserveId of entry.reserveIds) use(reserveId, entry.points);
    }
  }
  for (const { grantId, points } of world.grants) limits.set(grantId, points);
  for (const { shareId, value } of world.poolShares) limits.set(shareId, value);
  for (const [key, amount] of used) expect(amount, key).toBeLessThanOrEqual(limits.get(key) ?? 1);
}

const Steps = fc.array(fc.tuple(fc.nat(9_999), fc.nat(40), fc.nat(400)), { minLength: 60, maxLength: 120 });

test('days on which everything changes at any moment', () => {
  const seen = { sales: 0, returns: 0, burns: 0 };
  fc.assert(
    fc.property(Steps, (steps) => {
      const world = worldOf();
      const till = tillIn(world);
      for (const each of steps) step(till, world, each);
      let state: TillState = INITIAL_STATE;
      for (const entry of till.entries)
        state = evolve(state, readEntry({ ...entry, version: 1, payload: JSON.stringify(entry.payload) }));
      expect(JSON.stringify(state)).toBe(JSON.stringify(till.state));
      checkUsedOnce(till, world);
      const returns = till.entries.flatMap((each) => (each.kind === 'sale.returned' ? [each.payload] : []));
      for (const each of till.entries) {
        if (each.kind !== 'sale.completed') continue;
        seen.sales += 1;
        seen.burns += each.payload.points?.burns.length ?? 0;
        checkSale(each.payload);
        const ofIt = returns.filter(({ saleId }) => saleId === each.payload.saleId);
        seen.returns += ofIt.length;
        checkReturns(each.payload, ofIt);
      }
    }),
    { numRuns: 60 },
  );
  // A day on which nothing was sold would have shown nothing.
  expect(Math.min(seen.sales, seen.returns, seen.burns)).toBeGreaterThan(20);
});
