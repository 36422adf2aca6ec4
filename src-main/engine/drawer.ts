import type { Dispose } from '../base/clock.ts';
import type { IdSource } from '../base/random.ts';
import type { PrinterPort } from './devices.ts';
import type { Till } from './till.ts';

/**
 * Opens the drawer for each request that has become durable, once. A request that a crash left open is not kicked
 * again: `decideStart` closes it (design.md, The loop).
 */
export function openDrawerOnRequest(till: Till, printer: PrinterPort, ids: IdSource): Dispose {
  return till.appended.on((entries) => {
    for (const entry of entries) {
      if (entry.kind !== 'drawer.requested') continue;
      const { requestId } = entry.payload;
      void printer.openDrawer().then((opened) => {
        till.execute(
          ids.next(),
          opened.ok
            ? { kind: 'drawer-opened', requestId }
            : { kind: 'drawer-failed', requestId, reason: opened.error.reason },
          false,
        );
      });
    }
  });
}
