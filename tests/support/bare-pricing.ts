import { sceneOf } from '../../src-main/domain/cart/price-cart.ts';
import { NO_READERS } from '../../src-main/domain/no-readers.ts';
import { INITIAL_STATE } from '../../src-main/domain/state.ts';
import type { CartSources } from '../../src-main/engine/cart-view.ts';

/** What views are made with at a till that knows of no promotion, member or point. */
export const BARE_PRICING: CartSources = {
  scene: sceneOf(INITIAL_STATE, { ...NO_READERS, nowMs: Date.UTC(2026, 10, 21, 4), isOnline: false }),
  profileOf: () => undefined,
  oldAfterMs: 86_400_000,
};
