// Goal: converting points loses and makes none: what goes out is what comes in at the rate, the fee, and nothing else.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PointsEntry } from '../../../src-main/domain/points/entry.ts';
import { type ExchangeAsk, exchange } from '../../../src-main/domain/points/exchange.ts';
import { availableOf, balanceOf, evolve, replay } from '../../../src-main/domain/points/ledger.ts';
import { PointsProgramme } from '../../../src-main/domain/points/programme.ts';
import { CROSS, DAY, ledgerWith, must, NOON, OWN, occasionOf } from './points-shop.ts';

const [usual] = OWN.exchangeRates;
const withRate = (parts: Partial<PointsProgramme['exchangeRates'][number]>) =>
  PointsProgramme.parse({ ...OWN, exchangeRates: [{ ...usual, ...parts }] });
const ask = (parts: Partial<ExchangeAsk> = {}): ExchangeAsk => ({
  from: OWN,
  to: CROSS,
  ledger: ledgerWith(OWN, 4_000),
  offered: 'max',
  givenToday: 0,
  isOnline: true,
  occasion: occasionOf('pair-36', { saleId: null }),
  ...parts,
});

test('SC-36: 4,000 own points make 13 of the partner’s, 100 stay', () => {
  const { out, into, remainder } = must(exchange(ask()));
  for (const entry of [out, into]) expect(PointsEntry.parse(entry)).toEqual(entry);
  expect([out.points, into.points, remainder]).toEqual([3_900, 13, 100]);
  expect([out.pairId, into.pairId, out.rateVersion]).toEqual(['pair-36', 'pair-36', 7]);
  expect(balanceOf(evolve(ledgerWith(OWN, 4_000), out))).toBe(100);
  expect(balanceOf(evolve(ledgerWith(CROSS, 5), into))).toBe(18);
});

describe('refusals and limits', () => {
  const capped = withRate({ dailyCap: 1_000 });
  const cases: readonly [string, Partial<ExchangeAsk>, string][] = [
    ['without the network', { isOnline: false }, 'exchange-offline'],
    ['into a programme without a rate', { to: { ...CROSS, id: 'MILES' } }, 'rate-unknown'],
    ['after the rate has ended', { from: withRate({ untilMs: NOON }) }, 'rate-unknown'],
    ['less than one unit', { offered: 299 }, 'below-one-unit'],
    ['one unit without its fee', { from: withRate({ fee: 10 }), offered: 309 }, 'below-one-unit'],
    ['more than there is', { offered: 4_001 }, 'points-short'],
    ['less than nothing', { offered: -300 }, 'amount-invalid'],
    ['part of a point', { offered: 300.5 }, 'amount-invalid'],
    ['a huge number', { offered: 1e300 }, 'amount-invalid'],
    ['on a day that has no room for a unit', { from: capped, givenToday: 701 }, 'daily-cap'],
    ['from an empty account', { ledger: ledgerWith(OWN, 0) }, 'below-one-unit'],
  ];
  test.each(cases)('%s', (_, parts, code) => {
    expect(exchange(ask(parts))).toMatchObject({ ok: false, error: { code } });
  });
  test('a day’s cap cuts to whole units, the fee is taken beside it', () => {
    const from = withRate({ dailyCap: 1_000, fee: 25 });
    expect(must(exchange(ask({ from, givenToday: 300 })))).toMatchObject({
      out: { points: 625, fee: 25 },
      into: { points: 2 },
      remainder: 3_375,
    });
  });
  test('the newest rate that holds is used', () => {
    const from = PointsProgramme.parse({
      ...OWN,
      exchangeRates: [
        { ...usual, version: 9, give: 100 },
        { ...usual, version: 8, give: 200 },
        { ...usual, version: 10, give: 50, fromMs: NOON + DAY },
      ],
    });
    expect(must(exchange(ask({ from }))).out.rateVersion).toBe(9);
  });
});

test('the same pair twice is one conversion', () => {
  const { out, into } = must(exchange(ask()));
  expect(balanceOf(replay(ledgerWith(OWN, 4_000), [out, out]))).toBe(100);
  expect(balanceOf(replay(ledgerWith(CROSS, 0), [into, into, out]))).toBe(13);
});

test('what is offered is what is given, the fee and the remainder; what comes is worth what was given', () => {
  const amounts = fc.integer({ min: 1, max: 5_000 });
  fc.assert(
    fc.property(
      amounts,
      amounts,
      fc.nat(500),
      fc.option(fc.nat(100_000)),
      fc.nat(100_000),
      fc.nat(1_000_000),
      (give, get, fee, dailyCap, givenToday, balance) => {
        const from = withRate({ give, get, fee, dailyCap });
        const ledger = ledgerWith(OWN, balance);
        const result = exchange(ask({ from, ledger, givenToday }));
        if (!result.ok) {
          expect(['below-one-unit', 'daily-cap']).toContain(result.error.code);
          return;
        }
        const { out, into, remainder } = result.value;
        const given = out.points - out.fee;
        expect(out.points + remainder).toBe(balance);
        expect(given * get).toBe(into.points * give);
        expect(out.fee).toBe(fee);
        expect(givenToday + given).toBeLessThanOrEqual(dailyCap ?? Number.MAX_SAFE_INTEGER);
        expect(availableOf(evolve(ledger, out), NOON)).toBe(remainder);
        expect(out.lots.reduce((sum, { points }) => sum + points, 0)).toBe(out.points);
      },
    ),
  );
});
