import { unreachable } from '../../src-main/base/assert.ts';
import type { PortSettings } from '../link/ports.ts';

/** A name for the port that these settings mean, the same for as long as they mean the same port: for the log, and to count its crashes by. */
export function portName(settings: PortSettings): string {
  switch (settings.kind) {
    case 'serial':
      return `serial:${settings.path}`;
    case 'printer-file':
      return `printer-file:${settings.path}`;
    case 'hid': {
      if (settings.path !== undefined) return `hid:${settings.path}`;
      const { vendorId, productId, usagePage, usage } = settings;
      const numbers = [vendorId, productId, usagePage, usage].map((each) => each?.toString(16) ?? '*');
      return `hid:${numbers.join(':')}`;
    }
    default:
      return unreachable(settings);
  }
}
