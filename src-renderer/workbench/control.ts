import type { Answer, BenchBridge } from '../../src-main/contract/bridge.ts';
import type { BenchDevice, BenchView } from '../../src-main/contract/workbench.ts';
import type { WorkbenchPlainKey, WorkbenchSay } from '../i18n/workbench.ts';
import type { Act } from './use-acts.ts';

/** What stands beside the printer: one page at a time. */
export const PAGES = ['shop', 'scan', 'phone', 'devices', 'faults'] as const;
export type PageId = (typeof PAGES)[number];

const PAGE_OF_CARD = {
  printer: 'shop',
  scanner: 'shop',
  network: 'shop',
  headOffice: 'shop',
  drawer: 'shop',
  till: 'shop',
  hidScanner: 'scan',
  pole: 'devices',
  scale: 'devices',
  terminal: 'devices',
  printerLine: 'devices',
} as const satisfies Readonly<Record<string, PageId>>;
export type CardId = keyof typeof PAGE_OF_CARD;

/**
 * One button over a simulator. A mode that stays has `isSelected`, an event has not (ui.md, Screens).
 * Buttons and keys are made from the same rows, so that a key cannot do what its button does not.
 */
export interface Control {
  readonly id: string;
  readonly card: CardId;
  readonly label: WorkbenchPlainKey;
  /**
   * Letter or digit that presses it: together with Alt where it is the shop's, together with Alt and Shift where it
   * stands on another page, and then only while that page is shown. Those of one card lie side by side.
   */
  readonly letter: string;
  /** Presses it together with Ctrl; 1 to 9. */
  readonly digit?: number;
  readonly isSelected?: (view: BenchView) => boolean;
  /** A second press undoes the mode. */
  readonly isToggle?: true;
  /** Why it cannot be pressed now; null where it can. */
  readonly unavailable?: (view: BenchView) => WorkbenchPlainKey | null;
  readonly send: (bench: BenchBridge, view: BenchView) => Promise<Answer>;
}

/** The page that a control stands on. */
export function pageOf(control: Control): PageId {
  return PAGE_OF_CARD[control.card];
}

/** Pressing a control, by its button or its key. */
export function actOf(control: Control, bridge: BenchBridge, view: BenchView, say: WorkbenchSay): Act {
  return {
    id: control.id,
    name: say(control.label),
    unavailable: control.unavailable?.(view) ?? null,
    send: () => control.send(bridge, view),
  };
}

type DeviceView = BenchView['devices'][number];

/** How one device stands; undefined only for a demo that does not know it. */
export function deviceIn(view: BenchView, device: BenchDevice): DeviceView | undefined {
  return view.devices.find((each) => each.device === device);
}

/** Whether a device's cable is in. */
export function isPlugged(view: BenchView, device: BenchDevice): boolean {
  return deviceIn(view, device)?.isPlugged ?? false;
}

export type ScannerId = Extract<BenchDevice, 'scanner' | 'hid-scanner'>;

/** Why a scanner sends nothing now. */
export function scannerUnavailable(
  view: BenchView,
  scanner: ScannerId = 'scanner',
): WorkbenchPlainKey | null {
  const isIn = scanner === 'scanner' ? view.scanner.isPlugged : isPlugged(view, scanner);
  return isIn ? null : 'bench.unavailable.unplugged';
}
