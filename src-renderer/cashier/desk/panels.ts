import type { Layer } from '../../ui/state/till-client.ts';
import type { Desk, Panel } from './desk.ts';
import type { DeskTools } from './tools.ts';

/** Panels that are reached through another one, to which Esc goes back. */
const BEHIND: Readonly<Partial<Record<Panel, Panel>>> = {
  messages: 'more',
  'close-shift': 'more',
  'scan-test': 'status',
};

/** Panels that F10 closes although it has opened another one on the way to them. */
const CLOSED_BY_MORE: ReadonlySet<Panel | null> = new Set(['more', 'status', 'scan-test']);

/** Opens a panel; the key that opened it closes it again. */
export function openPanel(tools: DeskTools, panel: Panel): void {
  const { panel: open } = tools.desk();
  const isClosed = open === panel || (panel === 'more' && CLOSED_BY_MORE.has(open));
  tools.change({ panel: isClosed ? null : panel, entry: '', isJoining: false });
}

/** The panel's own way out. The scanner test goes back to the devices, where it was opened. */
export function closePanel(tools: DeskTools): void {
  tools.change({ panel: tools.desk().panel === 'scan-test' ? 'status' : null, entry: '' });
}

/** The panel that Esc goes back to. */
export function panelBehind(panel: Panel): Panel | null {
  return BEHIND[panel] ?? null;
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
