import { unreachable } from '../../src-main/base/assert.ts';
import type { DeviceState } from '../device.ts';
import type { RealTimeStatus } from './escpos-commands.ts';
import type { AutoStatusBytes } from './escpos-status.ts';
import type { DrawerProfile } from './profiles.ts';

/** Everything that a printer tells of itself. */
export interface PrinterStatus {
  readonly isOnline: boolean;
  readonly isCoverOpen: boolean;
  readonly paper: 'ok' | 'near-end' | 'out';
  readonly hasCutterError: boolean;
  /** Passes when a person has seen to it and the printer is told to go on. */
  readonly hasRecoverableError: boolean;
  /** Only switching it off and on helps, or nothing. */
  readonly hasUnrecoverableError: boolean;
  /** Passes by itself: the head has got too hot, as a rule. */
  readonly isHeadHot: boolean;
  /** Level of pin 3 of the drawer's connector; what it means depends on the drawer's switch. */
  readonly isDrawerPinHigh: boolean;
}

/** Why the printer cannot work, in the words of its {@link DeviceState}. */
export type PrinterTrouble =
  | 'cover-open'
  | 'paper-out'
  | 'cutter-jam'
  | 'recoverable'
  | 'unrecoverable'
  | 'head-hot'
  | 'offline';

/** Reads one answer to DLE EOT as the part of the status that it tells. */
export function readRealTimeStatus(what: RealTimeStatus, byte: number): Partial<PrinterStatus> {
  const has = (mask: number) => (byte & mask) !== 0;
  switch (what) {
    case 'printer':
      return { isOnline: !has(0x08), isDrawerPinHigh: has(0x04) };
    case 'offline-cause':
      return { isCoverOpen: has(0x04) };
    case 'error-cause':
      return {
        hasRecoverableError: has(0x04),
        hasCutterError: has(0x08),
        hasUnrecoverableError: has(0x20),
        isHeadHot: has(0x40),
      };
    case 'paper':
      return { paper: paperOf(has(0x60), has(0x0c)) };
    default:
      return unreachable(what);
  }
}

/** Reads the four bytes of Automatic Status Back. */
export function readAutoStatus([first, second, third]: AutoStatusBytes): PrinterStatus {
  return {
    isOnline: (first & 0x08) === 0,
    isCoverOpen: (first & 0x20) !== 0,
    paper: paperOf((third & 0x0c) !== 0, (third & 0x03) !== 0),
    hasRecoverableError: (second & 0x04) !== 0,
    hasCutterError: (second & 0x08) !== 0,
    hasUnrecoverableError: (second & 0x20) !== 0,
    isHeadHot: (second & 0x40) !== 0,
    isDrawerPinHigh: (first & 0x04) !== 0,
  };
}

function paperOf(isOut: boolean, isNearEnd: boolean): PrinterStatus['paper'] {
  if (isOut) return 'out';
  return isNearEnd ? 'near-end' : 'ok';
}

/** What keeps the printer from working, the one to mend first; undefined when nothing does. */
export function troubleOf(status: PrinterStatus): PrinterTrouble | undefined {
  if (status.hasUnrecoverableError) return 'unrecoverable';
  if (status.hasCutterError) return 'cutter-jam';
  // Before the paper: with the cover open most paper sensors see none.
  if (status.isCoverOpen) return 'cover-open';
  if (status.paper === 'out') return 'paper-out';
  if (status.hasRecoverableError) return 'recoverable';
  if (status.isHeadHot) return 'head-hot';
  return status.isOnline ? undefined : 'offline';
}

/** The device state of a printer that answers. */
export function stateOfStatus(status: PrinterStatus): DeviceState {
  const trouble = troubleOf(status);
  if (trouble === undefined) return { status: 'enabled' };
  const needsPerson = trouble === 'cutter-jam' || trouble === 'recoverable' || trouble === 'unrecoverable';
  return { status: needsPerson ? 'error' : 'offline', reason: trouble };
}

/** Whether the drawer stands open; undefined when its switch is not wired. */
export function isDrawerOpen(status: PrinterStatus, drawer: DrawerProfile): boolean | undefined {
  return drawer.isSenseWired ? status.isDrawerPinHigh === (drawer.openLevel === 'high') : undefined;
}
