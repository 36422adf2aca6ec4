import type { CardId, Control } from './control.ts';
import { DEVICE_CONTROLS } from './device-controls.ts';
import { SHOP_CONTROLS } from './shop-controls.ts';

/** Every button over a simulator, of every page. */
export const CONTROLS: readonly Control[] = [...SHOP_CONTROLS, ...DEVICE_CONTROLS];

/** The buttons of one card. */
export function controlsOf(card: CardId): readonly Control[] {
  return CONTROLS.filter((control) => control.card === card);
}
