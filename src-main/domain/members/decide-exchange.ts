import type { Context } from '../context.ts';
import { type Decision, refused } from '../decision.ts';
import type { Payload } from '../entries.ts';
import { refuse } from '../refusals.ts';
import type { TillState } from '../state.ts';
import { mayBurn } from './may-burn.ts';

/** What a member asks: points of one programme for those of another, in the smallest unit. */
export interface ExchangeWish {
  readonly saleId: string;
  readonly fromProgrammeId: string;
  readonly toProgrammeId: string;
  readonly points: number | 'max';
}

/**
 * Turns points of the member of this sale into another programme's. Head office does it, so never without it
 * (payments-points.md 3.5); until it answers the same request is asked again, also after a restart.
 */
export function decideExchange(state: TillState, wish: ExchangeWish, ctx: Context): Decision {
  const { cart } = state;
  if (cart === null || cart.saleId !== wish.saleId) return refused(refuse('sale-not-open'));
  if (cart.priced !== null) return refused(refuse('cart-frozen'));
  if (cart.member === null) return refused(refuse('member-needed'));
  if (!mayBurn(cart.member)) return refused(refuse('points-need-code'));
  if (!ctx.isOnline) return refused(refuse('exchange-offline'));
  if (state.exchanges.length > 0) return refused(refuse('points-asking'));
  const { points, fromProgrammeId, toProgrammeId } = wish;
  if (points !== 'max' && !(Number.isSafeInteger(points) && points > 0))
    return refused(refuse('points-amount-invalid'));
  const ids = ctx.offers.programmes(ctx.nowMs).map(({ id }) => id);
  if (!ids.includes(fromProgrammeId) || !ids.includes(toProgrammeId))
    return refused(refuse('exchange-refused', { reason: 'rate-unknown' }));
  const { memberId } = cart.member;
  const payload = { requestId: ctx.nextId(), memberId, fromProgrammeId, toProgrammeId, points };
  return { entries: [{ kind: 'exchange.requested', payload }] };
}

/** Head office has answered a request; one that is answered already stays as it is. */
export function decideExchangeAnswer(
  state: TillState,
  answer: { readonly requestId: string; readonly outcome: Payload<'exchange.answered'>['outcome'] },
): Decision {
  const asked = state.exchanges.find(({ requestId }) => requestId === answer.requestId);
  if (asked === undefined) return { entries: [] };
  const { requestId, outcome } = answer;
  const payload = { requestId, memberId: asked.memberId, outcome };
  const entries = [{ kind: 'exchange.answered' as const, payload }];
  if (outcome.kind === 'exchanged') return { entries, cue: 'known' };
  return { entries, refusal: refuse('exchange-refused', { reason: outcome.reason }), cue: 'refused' };
}
