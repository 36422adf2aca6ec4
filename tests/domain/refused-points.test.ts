// Goal: what is refused about points, in which words and figures; a refusal leaves no trace, except where an answer of
// head office is itself something that happened.
import { test } from 'vitest';
import { NOON_MS } from '../support/open-till.ts';
import { buying, exchange, HOUR_MS, own, wish, withPapers } from './burning-counter.ts';
import { ring, showMember, tillIn } from './counter-deeds.ts';
import { expectRefused, type RefusedCase, titled } from './expect-refused.ts';
import { OffersWorld, PHONE } from './offers-world.ts';
import type { PureTill } from './pure-till.ts';

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
