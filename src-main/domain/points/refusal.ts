import { err } from '../../base/result.ts';

/**
 * Why the points rules say no. Words of this room: whoever puts them before a cashier maps them to the registry of
 * refusals (`../refusals.ts`).
 */
export type PointsRefusalCode =
  /** Not a whole number, not positive, or beyond what one movement may carry. */
  | 'amount-invalid'
  /** More than the member has free. */
  | 'points-short'
  /** The programme does not turn points into money. */
  | 'not-burnable'
  /** Less than the programme's minimum. */
  | 'below-minimum'
  /** More than the limits allow; `max` and `boundBy` say how much and why. */
  | 'above-limit'
  /** No such reservation, or less is left in it. */
  | 'reserve-short'
  /** More pieces or money than the sale still holds. */
  | 'returned-too-much'
  /** The conversion needs head office. */
  | 'exchange-offline'
  /** No rate between the two programmes holds at this moment. */
  | 'rate-unknown'
  /** Not enough for one step of the rate. */
  | 'below-one-unit'
  /** What may be converted in a day is used up. */
  | 'daily-cap'
  /** The programme does not let points go without the network. */
  | 'offline-off'
  /** What the programme requires to bound the loss has not come: a grant for the member, or this till's share of the pool. */
  | 'no-grant'
  /** The snapshot or token was not made by head office. */
  | 'signature-wrong'
  | 'snapshot-too-old'
  /** Issued after this till's present: one of the two clocks is wrong. */
  | 'snapshot-not-yet-valid'
  | 'token-expired'
  | 'token-not-yet-valid'
  | 'token-used'
  /** The snapshot or token speaks of another member, programme or till. */
  | 'not-for-this';

/** A no with what a sentence about it needs. Points and money as whole numbers. */
export interface PointsRefusal {
  readonly code: PointsRefusalCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A failure carrying a refusal. */
export function refused(
  code: PointsRefusalCode,
  params: Readonly<Record<string, string | number>> = {},
): { readonly ok: false; readonly error: PointsRefusal } {
  return err({ code, params });
}
