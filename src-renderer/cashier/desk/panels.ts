import type { Layer } from '../../ui/state/till-client.ts';
import type { Desk, Panel } from './desk.ts';
import type { DeskTools } from './tools.ts';

/** Opens a panel; the key that opened it closes it again. The sell screen without a cart shows its quick keys anyway. */
export function openPanel(tools: DeskTools, panel: Panel): void {
  const isOpen = tools.desk().panel === panel;
  tools.change({ panel: isOpen && panel !== 'quick' ? null : panel, entry: '' });
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
