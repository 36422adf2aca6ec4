import type { Dispose } from '../base/clock.ts';
import { type Logger, silentLogger } from '../base/log.ts';
import type { IdSource } from '../base/random.ts';
import type { Answer } from '../contract/views.ts';
import type { PrinterPort } from './devices.ts';
import { done, failed } from './hub/watched.ts';
import type { Till } from './till.ts';

/**
 * Opens the drawer for each request that has become durable, once. A request that a crash left open is not kicked
 * again: `decideStart` closes it (design.md, The loop).
 */
export function openDrawerOnRequest(
  till: Till,
  printer: PrinterPort,
  ids: IdSource,
  log: Logger = silentLogger,
): Dispose {
  return till.appended.on((entries) => {
    for (const entry of entries) {
      if (entry.kind !== 'drawer.requested') continue;
      const { requestId } = entry.payload;
      void printer
        .openDrawer()
        .then((opened) => {
          till.execute(
            ids.next(),
            opened.ok
              ? { kind: 'drawer-opened', requestId }
              : { kind: 'drawer-failed', requestId, reason: opened.error.reason },
            false,
          );
        })
        .catch((error: unknown) => {
          log.log('error', 'what became of the drawer could not be noted', { error: String(error) });
        });
    }
  });
}

/** Has the drawer tried through the loop, so that the journal has it, and waits for what becomes of it. */
export async function testDrawer(till: Till, commandId: string): Promise<Answer> {
  const asked = till.execute(commandId, { kind: 'test-drawer' });
  if (!asked.ok) return asked;
  const requestId = requestIdOf(asked.value);
  // The same command again: it was carried out then.
  if (requestId === undefined || !till.state.drawerRequests.includes(requestId))
    return { ok: true, value: done() };
  return new Promise((resolve) => {
    const stop = till.appended.on((entries) => {
      for (const entry of entries) {
        const isOurs =
          (entry.kind === 'drawer.opened' || entry.kind === 'drawer.failed') &&
          entry.payload.requestId === requestId;
        if (!isOurs) continue;
        stop();
        resolve({
          ok: true,
          value: entry.kind === 'drawer.opened' ? done() : failed(stuckOr(entry.payload)),
        });
      }
    });
  });
}

function stuckOr(payload: { readonly reason?: string }): string {
  return payload.reason === 'still-closed' ? 'drawer-stuck' : (payload.reason ?? 'failed');
}

function requestIdOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('requestId' in value)) return undefined;
  return typeof value.requestId === 'string' ? value.requestId : undefined;
}
