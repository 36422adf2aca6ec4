import { err } from '../../base/result.ts';
import type { BadgedDevice, PolePort, PrinterPort, Scale } from '../devices.ts';

/** A device that the configuration does not name: it asks for nothing and stands in nobody's way. */
export const NO_DEVICE: BadgedDevice = { badge: 'none', onBadge: () => () => {} };

export const NO_SCALE: Scale = { ...NO_DEVICE, weigh: async () => undefined };

export const NO_POLE: PolePort = { ...NO_DEVICE, show: () => {} };

/** Without a printer a receipt waits for one, and a drawer has nothing to open it. */
export const NO_PRINTER: PrinterPort = {
  badge: 'none',
  drawer: 'unknown',
  print: async () => err({ kind: 'not-ready', reason: 'none' }),
  openDrawer: async () => err({ reason: 'none' }),
  recover: async () => {},
  onBadge: () => () => {},
  onDrawerByHand: () => () => {},
};
