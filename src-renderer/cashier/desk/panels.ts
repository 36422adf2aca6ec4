import type { Layer } from '../../ui/state/till-client.ts';
import type { Desk, Panel } from './desk.ts';
import type { DeskTools } from './tools.ts';

/** Opens a panel; the key that opened it closes it again. */
export function openPanel(tools: DeskTools, panel: Panel): void {
  tools.change({ panel: tools.desk().panel === panel ? null : panel, entry: '' });
}

/**
 * F1: the quick keys take the focus. They open over the cart, but for a wide screen, which shows them beside it, and
 * for a sale without lines, which begins with them.
 */
export function openQuickKeys(tools: DeskTools): void {
  const isCovered = tools.cart() !== null && tools.desk().size !== 'large';
  tools.change({ panel: isCovered ? 'quick' : null, wantsQuickKeys: true });
}

/**
 * What the core must know of what lies over the screen, since it decides where scans go: a dialog and a count take
 * none, a panel is closed by one (ui.md, Scan routing).
 */
export function layerOf({ dialog, panel }: Pick<Desk, 'dialog' | 'panel'>): Layer {
  if (dialog !== null) return 'dialog';
  if (panel === null) return 'none';
  return panel === 'close-shift' ? 'drawer' : 'panel';
}
