import { createGlyphSource } from '../../../drivers/printer/glyph-source.ts';
import { printerProfiles } from '../../../drivers/printer/profiles.ts';
import { ok } from '../../base/result.ts';
import type { Devices } from '../../engine/devices.ts';
import { NO_DEVICE, NO_POLE, NO_SCALE } from '../../engine/hub/no-device.ts';

/** A counter at which nothing ever fails or takes time: paper is confirmed and the drawer opens in the next turn. */
export function instantDevices(): Devices {
  return {
    profile: printerProfiles['generic-58'],
    glyphs: createGlyphSource(),
    scanner: { ...NO_DEVICE, onScan: () => () => {} },
    pole: NO_POLE,
    scale: NO_SCALE,
    terminal: NO_DEVICE,
    watched: [],
    freePorts: async () => [],
    printer: {
      badge: 'ok',
      drawer: 'closed',
      async print(_bytes, onFirstByte) {
        await onFirstByte();
        return ok(undefined);
      },
      openDrawer: async () => ok(undefined),
      recover: async () => {},
      onBadge: () => () => {},
      onDrawerByHand: () => () => {},
    },
    open() {},
    close: async () => {},
  };
}
