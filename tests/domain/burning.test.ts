// Goal: what becomes of points that were asked for: head office's answers, carts that change, papers that are shared.
import { describe, expect, test } from 'vitest';
import { PointsToken } from '../../src-main/domain/points/offline-papers.ts';
import { refuse } from '../../src-main/domain/refusals.ts';
import { NOON_MS } from '../support/open-till.ts';
import { buying, exchange, HOUR_MS, wish, withPapers } from './burning-counter.ts';
import { answerBurn, lastSale, officeLedger, ring, showMember, tillIn } from './counter-deeds.ts';
import { expectRefused } from './expect-refused.ts';
import { OffersWorld, promotion } from './offers-world.ts';

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
  function due(
    parts: Parameters<OffersWorld['sendSnapshot']>[1],
    stamps = 22,
    { isSignatureValid = true, isOnline = true } = {},
  ): number {
    const world = new OffersWorld();
    world.promotions = [promotion('P15', { kind: 'redeem', sku: 'PAN', price: 399, stamps: 20 })];
    world.sendSnapshot(stamps, { programmeId: 'STAMPS', ...parts }, isSignatureValid);
    const till = tillIn(world);
    till.isOnline = isOnline;
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
    expect(due(parts, stamps, { isSignatureValid })).toBe(expected);
  });

  test('without the network they go by a grant or a share, as the programme asks for other points', () => {
    expect(due({}, 22, { isOnline: false })).toBe(1_490);
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
