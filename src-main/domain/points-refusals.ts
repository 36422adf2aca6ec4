import type { PointsRefusal } from './points/refusal.ts';
import { type Refusal, refuse } from './refusals.ts';

/** What the points rules say no to, in the words of the till's registry. */
export function pointsRefusal({ code, params }: PointsRefusal): Refusal {
  switch (code) {
    case 'amount-invalid':
      return refuse('points-amount-invalid', params);
    case 'points-short':
    case 'reserve-short':
      return refuse('points-short', { available: 0, ...params });
    case 'not-burnable':
      return refuse('points-not-burnable');
    case 'below-minimum':
      return refuse('points-below-minimum', params);
    case 'above-limit':
      return refuse('points-above-limit', params);
    case 'returned-too-much':
      return refuse('return-too-much', params);
    case 'exchange-offline':
      return refuse('exchange-offline');
    case 'rate-unknown':
    case 'below-one-unit':
    case 'daily-cap':
      return refuse('exchange-refused', { reason: code, ...params });
    case 'offline-off':
      return refuse('points-offline-off');
    case 'no-grant':
      return refuse('points-no-grant');
    case 'signature-wrong':
    case 'snapshot-too-old':
    case 'snapshot-not-yet-valid':
    case 'token-expired':
    case 'token-not-yet-valid':
    case 'token-used':
    case 'not-for-this':
      return refuse('points-paper-refused', { reason: code });
  }
}
