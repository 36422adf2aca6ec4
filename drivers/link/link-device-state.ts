import { unreachable } from '../../src-main/base/assert.ts';
import type { DeviceState } from '../device.ts';
import type { LinkFault, LinkState } from '../link.ts';

/**
 * What a device is while its link is not open; undefined when it is, since then the device itself must tell.
 * The reason is `closed`, `opening` or a {@link LinkFault}. Faults that pass by themselves are `offline`; those that
 * need a person, such as a port held by another program, are `error`.
 * @param before the state so far: it stays while the link tries again, so that a lamp does not blink at every attempt.
 */
export function stateOfClosedLink(link: LinkState, before: DeviceState): DeviceState | undefined {
  switch (link.status) {
    case 'open':
      return undefined;
    case 'closed':
      return { status: 'closed', reason: 'closed' };
    case 'opening':
      return link.attempt === 1 ? { status: 'closed', reason: 'opening' } : before;
    case 'waiting':
      return { status: needsPerson(link.fault) ? 'error' : 'offline', reason: link.fault };
    default:
      return unreachable(link);
  }
}

function needsPerson(fault: LinkFault): boolean {
  return fault === 'in-use' || fault === 'permission-denied';
}
