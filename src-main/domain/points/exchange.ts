import { ok, type Result } from '../../base/result.ts';
import { divideDown } from '../pricing/amounts.ts';
import { isAmount, MAX_POINTS } from './arithmetic.ts';
import { entryHead, type Occasion, type PointsEntryOf } from './entry.ts';
import { availableOf, type PointsLedger, pickLots } from './ledger.ts';
import { expiryOf, type PointsProgramme } from './programme.ts';
import { type PointsRefusal, refused } from './refusal.ts';

export interface ExchangeAsk {
  readonly from: PointsProgramme;
  readonly to: PointsProgramme;
  /** Of the programme that gives. */
  readonly ledger: PointsLedger;
  /** Points the member offers, fee included, or all that are free. */
  readonly offered: number | 'max';
  /** Given, without fees, by this member into the same programme on this business date. */
  readonly givenToday: number;
  readonly isOnline: boolean;
  /** Its `occasionId` is the pair's id. */
  readonly occasion: Occasion;
}

export interface Exchange {
  readonly out: PointsEntryOf<'EXCHANGE_OUT'>;
  readonly into: PointsEntryOf<'EXCHANGE_IN'>;
  /** What of the offer stays, in points of the programme that gives. */
  readonly remainder: number;
}

/**
 * Turns points of one programme into another's (payments-points.md 3.5; SC-36). Only whole steps of the rate go, which
 * are whole units of the side whose unit is worth more; the remainder stays, the fee is taken once, and both legs are
 * one pair: offered = steps × give + fee + remainder, and the other side gets steps × get.
 * @returns the pair; `exchange-offline`, `rate-unknown`, `amount-invalid`, `points-short`, `daily-cap` where the day has
 *   no room for one more step, `below-one-unit` (`needed`).
 */
export function exchange(ask: ExchangeAsk): Result<Exchange, PointsRefusal> {
  const { from, to, ledger, offered, occasion } = ask;
  if (!ask.isOnline) return refused('exchange-offline');
  const { atMs } = occasion;
  const rate = from.exchangeRates
    .filter((each) => each.toProgrammeId === to.id && atMs >= each.fromMs && atMs < each.untilMs)
    .reduce<PointsProgramme['exchangeRates'][number] | undefined>(
      (newest, each) => (newest === undefined || each.version > newest.version ? each : newest),
      undefined,
    );
  if (rate === undefined || from.id === to.id) return refused('rate-unknown', { to: to.id });
  if (offered !== 'max' && !isAmount(offered, MAX_POINTS)) return refused('amount-invalid');
  const available = availableOf(ledger, atMs);
  if (offered !== 'max' && offered > available) return refused('points-short', { available });

  const { give, get, fee, dailyCap, version } = rate;
  const offer = offered === 'max' ? available : offered;
  const affordable = divideDown(Math.max(0, offer - fee), give);
  if (affordable === 0) return refused('below-one-unit', { needed: give + fee });
  const roomToday = dailyCap === null ? MAX_POINTS : Math.max(0, dailyCap - ask.givenToday);
  const creditable = divideDown(MAX_POINTS, get);
  const steps = Math.min(affordable, divideDown(roomToday, give), creditable);
  if (steps === 0) return refused('daily-cap', { left: roomToday });

  const points = steps * give + fee;
  const pair = { pairId: occasion.occasionId, rateVersion: version };
  return ok({
    out: {
      ...entryHead(occasion, 'EXCHANGE_OUT', from),
      ...pair,
      points,
      fee,
      lots: [...pickLots(ledger, points, { kind: 'anybody', nowMs: atMs })],
    },
    into: {
      ...entryHead(occasion, 'EXCHANGE_IN', to),
      ...pair,
      points: steps * get,
      expiresAtMs: expiryOf(to.expiry, atMs),
    },
    remainder: offer - points,
  });
}
