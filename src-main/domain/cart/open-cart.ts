import { type Decision, refused } from '../decision.ts';
import { refuse } from '../refusals.ts';
import type { TillState } from '../state.ts';
import type { Cart, CartLine } from './cart.ts';

/** The open cart, if it is the one meant and may still change. */
export function openCart(state: TillState, saleId: string): Cart | Decision {
  const { cart } = state;
  if (cart === null || cart.saleId !== saleId) return refused(refuse('sale-not-open'));
  if (isFrozen(cart)) return refused(refuse('cart-frozen'));
  return cart;
}

/** A line of the open cart that may still change. */
export function openLine(
  state: TillState,
  ask: { readonly saleId: string; readonly lineId: string },
): { readonly cart: Cart; readonly line: CartLine } | Decision {
  const cart = openCart(state, ask.saleId);
  if ('entries' in cart) return cart;
  const line = cart.lines.find((each) => each.lineId === ask.lineId);
  return line === undefined ? refused(refuse('line-not-found')) : { cart, line };
}

/** Whether money has begun to move for the cart. */
export function isFrozen(cart: Cart): boolean {
  return cart.priced !== null || cart.tenders.length > 0;
}
