// Goal: what is refused about points, in which words and figures; a refusal leaves no trace, except where an answer of
// head office is itself something that happened.
import { describe, expect, test } from 'vitest';
import { ownProgramme } from '../../fixtures/pricing/scenario-programmes.ts';
import { PointsToken } from '../../src-main/domain/points/offline-papers.ts';
import { PointsProgramme } from '../../src-main/domain/points/programme.ts';
import { refuse } from '../../src-main/domain/refusals.ts';
import { NOON_MS } from '../support/open-till.ts';
import { answerBurn, lastSale, officeLedger, ring, showMember, tillIn } from './counter-deeds.ts';
import { expectRefused, type RefusedCase, titled } from './expect-refused.ts';
import { OffersWorld, PHONE, promotion } from './offers-world.ts';
import type { PureTill } from './pure-till.ts';

const HOUR_MS = 3_600_000;

/** The own programme with other terms. */
function own(parts: {
  readonly burn?: Partial<NonNullable<PointsProgramme['burn']>>;
  readonly offline?: Partial<PointsProgramme['offline']>;
}): PointsProgramme {
  const programme = ownProgramme();
  return PointsProgramme.parse({
    ...programme,
    burn: { ...programme.burn, ...parts.burn },
    offline: { ...programme.offline, ...parts.offline },
  });
}

/** Two coffees, 90, and the member; half of it may be burned. */
function buying(world = new OffersWorld(), isOnline = false): PureTill {
  const till = tillIn(world);
  ring(till, { A01: 2 });
  showMember(till);
  till.isOnline = isOnline;
  return till;
}

/** Papers for 40 of which 20 were granted. */
function withPapers(programme = ownProgramme()): OffersWorld {
  const world = new OffersWorld();
  world.programmes = [programme, ...world.programmes.slice(1)];
  world.sendSnapshot(12_000);
  world.sendGrant(6_000);
  return world;
}

const wish =
  (wanted: number | 'max', programmeId = 'OWN') =>
  (till: PureTill) =>
    ({ kind: 'burn-points', saleId: till.saleId, programmeId, wanted }) as const;
const exchange =
  (points: number | 'max', toProgrammeId = 'CROSS') =>
  (till: PureTill) =>
    ({
      kind: 'exchange-points',
      saleId: till.saleId,
      fromProgrammeId: 'OWN',
      toProgrammeId,
      points,
    }) as const;

const CASES: readonly RefusedCase[] = [
  {
    name: 'more than half of the sale, while head office answers',
    code: 'points-above-limit',
    params: { max: 45, boundBy: 'cap-percent' },
    at: () => buying(new OffersWorld(), true),
    ask: wish(46),
  },
  {
    name: 'more than this till was granted',
    code: 'points-above-limit',
    params: { max: 20, boundBy: 'grant' },
    at: () => buying(withPapers()),
    ask: wish(21),
  },
  {
    name: 'more than the snapshot is worth',
    code: 'points-above-limit',
    params: { max: 5, boundBy: 'balance' },
    at: () => {
      const world = new OffersWorld();
      world.sendSnapshot(1_799);
      world.sendPoolShare(100);
      return buying(world);
    },
    ask: wish(6),
  },
  {
    name: "more than this till's share of the pool",
    code: 'points-above-limit',
    params: { max: 7, boundBy: 'pool-share' },
    at: () => {
      const world = withPapers();
      world.sendPoolShare(7);
      return buying(world);
    },
    ask: wish(8),
  },
  {
    name: "more than a member's day",
    code: 'points-above-limit',
    params: { max: 3, boundBy: 'member-day' },
    at: () => buying(withPapers(own({ offline: { memberDayValue: 3 } }))),
    ask: wish(4),
  },
  {
    name: 'as many as may be of none',
    code: 'points-above-limit',
    params: { max: 0, boundBy: 'balance' },
    at: () => {
      const world = new OffersWorld();
      world.sendSnapshot(299);
      world.sendGrant(6_000);
      return buying(world);
    },
    ask: wish('max'),
  },
  {
    name: 'on goods that take no points',
    code: 'points-above-limit',
    params: { max: 0, boundBy: 'cap-percent' },
    at: () => {
      const till = tillIn(withPapers());
      ring(till, { CG1: 1, GC500: 1, BILL: 1 });
      showMember(till);
      return till;
    },
    ask: wish(1),
  },
  {
    name: 'less than the programme burns',
    code: 'points-below-minimum',
    params: { minimum: 10 },
    at: () => buying(withPapers(own({ burn: { minimumValue: 10 } }))),
    ask: wish(9),
  },
  {
    name: 'less than the programme burns, while head office answers',
    code: 'points-below-minimum',
    params: { minimum: 10 },
    at: () => buying(withPapers(own({ burn: { minimumValue: 10 } })), true),
    ask: wish(9),
  },
  ...['STAMPS', 'ELSE'].map(
    (programmeId): RefusedCase => ({
      name: `${programmeId} is no money`,
      code: 'points-not-burnable',
      at: () => buying(withPapers()),
      ask: wish('max', programmeId),
    }),
  ),
  ...(
    [
      ['burning', wish('max')],
      ['changing', exchange('max')],
    ] as const
  ).map(
    ([name, ask]): RefusedCase => ({
      name: `${name} by a phone number`,
      code: 'points-need-code',
      at: () => {
        const till = tillIn(withPapers());
        till.isOnline = true;
        ring(till, { A01: 2 });
        till.must({ kind: 'identify-phone', phone: PHONE });
        return till;
      },
      ask,
    }),
  ),
  {
    name: 'a programme that lets none go without the network',
    code: 'points-offline-off',
    at: () => buying(withPapers(own({ offline: { isBurnAllowed: false } }))),
    ask: wish('max'),
  },
  {
    name: 'nothing has come for the member',
    code: 'points-no-grant',
    at: () => buying(),
    ask: wish('max'),
  },
  {
    name: 'a snapshot, and neither a grant nor a share',
    code: 'points-no-grant',
    at: () => {
      const world = new OffersWorld();
      world.sendSnapshot(12_000);
      return buying(world);
    },
    ask: wish('max'),
  },
  ...(
    [
      ['signature-wrong', {}, false],
      ['snapshot-too-old', { issuedAtMs: NOON_MS - 24 * HOUR_MS }, true],
      ['snapshot-not-yet-valid', { issuedAtMs: NOON_MS + 120_001 }, true],
      ['not-for-this', { tillId: 'till-2' }, true],
    ] as const
  ).map(
    ([reason, parts, isSignatureValid]): RefusedCase => ({
      name: reason,
      code: 'points-paper-refused',
      params: { reason },
      at: () => {
        const world = withPapers();
        world.sendSnapshot(12_000, parts, isSignatureValid);
        return buying(world);
      },
      ask: wish('max'),
    }),
  ),
  ...(
    [
      ['burning', wish(1)],
      ['paying', (till: PureTill) => ({ kind: 'take-cash', saleId: till.saleId, amount: 90 })],
      ['going to pay', (till: PureTill) => ({ kind: 'begin-payment', saleId: till.saleId })],
      ['parking the sale', (till: PureTill) => ({ kind: 'suspend-cart', saleId: till.saleId })],
    ] satisfies readonly (readonly [string, RefusedCase['ask']])[]
  ).map(
    ([name, ask]): RefusedCase => ({
      name: `${name} while head office is asked`,
      code: 'points-asking',
      at: () => {
        const till = buying(withPapers(), true);
        till.must(wish(10)(till));
        return till;
      },
      ask,
    }),
  ),
  {
    name: 'a second exchange while the first is not answered',
    code: 'points-asking',
    at: () => {
      const till = buying(withPapers(), true);
      till.must(exchange(300)(till));
      return till;
    },
    ask: exchange(300),
  },
  ...[0, -1, 0.5, Number.NaN, 2 ** 53].map(
    (wanted): RefusedCase => ({
      name: `NT$${wanted}`,
      code: 'points-amount-invalid',
      params: { step: 1 },
      at: () => buying(withPapers()),
      ask: wish(wanted),
    }),
  ),
  {
    name: 'part of a step',
    code: 'points-amount-invalid',
    params: { step: 5 },
    at: () => buying(withPapers(own({ burn: { points: 1_500, value: 5 } }))),
    ask: wish(7),
  },
  ...[0, -300, 1.5].map(
    (points): RefusedCase => ({
      name: `changing ${points} points`,
      code: 'points-amount-invalid',
      at: () => buying(withPapers(), true),
      ask: exchange(points),
    }),
  ),
  {
    name: 'points are changed by head office alone',
    code: 'exchange-offline',
    at: () => buying(withPapers()),
    ask: exchange(300),
  },
  {
    name: 'for a programme that there is not',
    code: 'exchange-refused',
    params: { reason: 'rate-unknown' },
    at: () => buying(withPapers(), true),
    ask: exchange(300, 'ELSE'),
  },
];

test.each(titled(CASES))('%s', (_, { at, ask, code, params }) => {
  const till = at();
  expectRefused(till, ask(till), code, params);
});

describe('what head office answers is kept, also where it is a no', () => {
  test('POINTS-371 points-short: it has less than the member thought; the sale goes on without', () => {
    const till = buying(new OffersWorld(), true);
    till.must(wish('max')(till));
    const before = till.entries.length;
    const { refusal } = answerBurn(till, officeLedger([till], 250), 300);
    expect(refusal).toEqual(refuse('points-short', { available: 250 }));
    expect(till.kindsSince(before)).toEqual(['burn.answered']);
    till.payCash(90);
    expect(lastSale(till).due).toBe(90);
  });

  test('no answer: the limits for cut-off tills hold for this sale', () => {
    const till = buying(withPapers(), true);
    till.must(wish('max')(till));
    const requestId = till.state.cart?.asking?.requestId ?? '';
    till.must({ kind: 'burn-answered', requestId, outcome: { kind: 'no-answer' } });
    till.payCash(70);
    expect(lastSale(till).points?.burns).toMatchObject([{ value: 20, points: 6_000 }]);
  });

  test('an answer that comes again, or for a sale that is gone, does nothing', () => {
    const till = buying(new OffersWorld(), true);
    till.must(wish('max')(till));
    const requestId = till.state.cart?.asking?.requestId ?? '';
    answerBurn(till, officeLedger([till], 45_000), 300);
    const { length } = till.entries;
    till.must({ kind: 'burn-answered', requestId, outcome: { kind: 'no-answer' } });
    till.must({ kind: 'void-cart', saleId: till.saleId });
    till.must({ kind: 'burn-answered', requestId, outcome: { kind: 'no-answer' } });
    expect(till.kindsSince(length)).toEqual(['cart.voided']);
  });

  test('POINTS-382 exchange-refused: head office says why, once', () => {
    const till = buying(new OffersWorld(), true);
    till.must(exchange('max')(till));
    const requestId = till.state.exchanges[0]?.requestId ?? '';
    const answer = {
      kind: 'exchange-answered',
      requestId,
      outcome: { kind: 'refused', reason: 'daily-cap' },
    } as const;
    expect(till.do(answer).refusal).toEqual(refuse('exchange-refused', { reason: 'daily-cap' }));
    const { length } = till.entries;
    till.must(answer);
    expect([till.entries.length, till.state.exchanges]).toEqual([length, []]);
  });
});

test('a cart with less in it burns less than was chosen; one whose papers have ended burns nothing', () => {
  const till = buying(withPapers());
  till.must(wish(20)(till));
  const [line] = till.state.cart?.lines ?? [];
  till.must({ kind: 'set-quantity', saleId: till.saleId, lineId: line?.lineId ?? '', quantity: 1 });
  till.must({ kind: 'begin-payment', saleId: till.saleId });
  expect(till.ui.quote?.due).toBe(45 - 20);
  ring(till, { W01: 1 });
  till.must({ kind: 'remove-line', saleId: till.saleId, lineId: line?.lineId ?? '' });
  till.nowMs += 15 * HOUR_MS;
  till.must({ kind: 'begin-payment', saleId: till.saleId });
  till.payCash(20);
  expect([lastSale(till).due, lastSale(till).points?.burns]).toEqual([20, []]);
});

test('two programmes share one share of the pool in one sale too', () => {
  const world = withPapers();
  world.sendSnapshot(500, { programmeId: 'CROSS' });
  world.sendGrant(500, { programmeId: 'CROSS' });
  world.sendPoolShare(15);
  const till = buying(world);
  till.must(wish(10)(till));
  expectRefused(till, wish(6, 'CROSS')(till), 'points-above-limit', { max: 5, boundBy: 'pool-share' });
  till.must(wish('max', 'CROSS')(till));
  till.payCash(75);
  const entries = lastSale(till).points?.entries ?? [];
  const drawn = entries.flatMap((each) => (each.kind === 'BURN' ? (each.provisional?.poolShares ?? []) : []));
  expect(drawn).toEqual([
    { shareId: 'pool-1', value: 10 },
    { shareId: 'pool-1', value: 5 },
  ]);
});

test('a token takes no more than it says, and takes it once', () => {
  const world = new OffersWorld();
  const token = PointsToken.parse({
    nonce: 'nonce-1',
    memberId: 'M1',
    programmeId: 'OWN',
    ruleVersion: 1,
    points: 3_100,
    storeId: null,
    issuedAtMs: NOON_MS,
    expiresAtMs: NOON_MS + HOUR_MS,
  });
  world.tokens.set('TOKEN', { token, isSignatureValid: true });
  const till = tillIn(world);
  ring(till, { A01: 2 });
  till.must({ kind: 'scan', code: 'TOKEN', origin: 'scanner' });
  expectRefused(till, wish(11)(till), 'points-above-limit', { max: 10, boundBy: 'token' });
  till.must(wish('max')(till));
  const parked = till.saleId;
  till.must({ kind: 'suspend-cart', saleId: parked });
  ring(till, { A01: 2 });
  till.must({ kind: 'scan', code: 'TOKEN', origin: 'scanner' });
  till.must(wish('max')(till));
  till.payCash(80);
  expect(lastSale(till).points?.burns).toMatchObject([{ value: 10 }]);
  till.must({ kind: 'resume-cart', saleId: parked });
  till.payCash(90);
  expect(lastSale(till).points?.burns).toEqual([]);
});

describe('stamps: a pan for NT$399 and 20 of them', () => {
  /** The pan and what is bought with it, at a till to which such a paper has come. */
  function due(parts: Parameters<OffersWorld['sendSnapshot']>[1], stamps = 22, isSignatureValid = true): number {
    const world = new OffersWorld();
    world.promotions = [promotion('P15', { kind: 'redeem', sku: 'PAN', price: 399, stamps: 20 })];
    world.sendSnapshot(stamps, { programmeId: 'STAMPS', ...parts }, isSignatureValid);
    const till = tillIn(world);
    till.isOnline = true;
    ring(till, { PAN: 1 });
    showMember(till);
    till.must({ kind: 'begin-payment', saleId: till.saleId });
    return till.ui.quote?.due ?? 0;
  }

  test.each([
    ['enough of them', 399, {}, 22, true],
    ['19 are not enough', 1_490, {}, 19, true],
    ['a paper that head office did not sign', 1_490, {}, 22, false],
    ['a paper of the day before', 1_490, { issuedAtMs: NOON_MS - 24 * HOUR_MS }, 22, true],
    ['a paper from the future', 1_490, { issuedAtMs: NOON_MS + 120_001 }, 22, true],
    ['a paper of another till', 1_490, { tillId: 'till-2' }, 22, true],
  ] as const)('%s: NT$%d', (_, expected, parts, stamps, isSignatureValid) => {
    expect(due(parts, stamps, isSignatureValid)).toBe(expected);
  });

  test('whoever keeps the stamps pays the price, and keeps them', () => {
    const world = new OffersWorld();
    world.promotions = [promotion('P15', { kind: 'redeem', sku: 'PAN', price: 399, stamps: 20 })];
    world.sendSnapshot(22, { programmeId: 'STAMPS' });
    const till = tillIn(world);
    till.isOnline = true;
    ring(till, { PAN: 1 });
    showMember(till);
    const of = { saleId: till.saleId, lineId: till.state.cart?.lines[0]?.lineId ?? '' };
    till.must({ kind: 'decline-redemption', ...of, isDeclined: true });
    till.payCash(1_490);
    expect(lastSale(till).points?.burns).toEqual([]);
  });
});
