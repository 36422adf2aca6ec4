import { assert } from '../../base/assert.ts';
import { shareUpTo } from './amounts.ts';
import type { PricedLine, PricePart } from './priced-basket.ts';

/** What a return needs of a line as it was sold: stored numbers only, never priced again (rules.returns). */
export type StoredLine = Pick<PricedLine, 'quantity' | 'gross' | 'net' | 'parts'>;

export interface Refund {
  /** Whole NT$ to give back. */
  readonly net: number;
  readonly gross: number;
  /** The share of each part that goes back with it, in the order of the line's parts; burned points among them. */
  readonly parts: readonly Pick<PricePart, 'step' | 'promotionId' | 'couponId' | 'amount'>[];
}

/**
 * The refund for the next `units` of a sold line of which `returned` came back before. What is due after k of q units
 * is the floor of its k / q, and a refund is what is due more than before: so however a line comes back, no sum of
 * refunds is ever above the line, and all of it is back at the last unit (rules.returns, payments-points.md 3.5).
 * Net and parts are each split so; gross is what they make together, which keeps gross − parts = net in each refund.
 *
 * @param returned units that came back before, 0 to quantity. @param units 1 to what is left.
 */
export function refundOf(line: StoredLine, returned: number, units: number): Refund {
  assert(
    returned >= 0 && units >= 1 && returned + units <= line.quantity,
    'only units that were sold come back',
  );
  const due = (total: number) =>
    shareUpTo(total, returned + units, line.quantity) - shareUpTo(total, returned, line.quantity);
  const parts = line.parts.map(({ step, promotionId, couponId, amount }) => ({
    step,
    promotionId,
    couponId,
    amount: due(amount),
  }));
  const net = due(line.net);
  return { net, gross: net + parts.reduce((sum, part) => sum + part.amount, 0), parts };
}
