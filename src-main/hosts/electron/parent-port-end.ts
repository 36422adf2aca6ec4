import type { ParentPort } from 'electron';
import type { PortProcessEnd } from '../../../drivers/ports/port-channel.ts';

/** How often to look whether the parent is still there. */
const LOOK_FOR_PARENT_MS = 1_000;

/**
 * The child's end of the pipe in a utility process of Electron's; undefined in any other process. Its port says
 * nothing when the parent dies, so that is looked for, and the process ends.
 */
export function parentPortEnd(): PortProcessEnd | undefined {
  const port: ParentPort | undefined = process.parentPort;
  if (port === undefined) return undefined;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit();
  }, LOOK_FOR_PARENT_MS);
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      const onMessage = (event: { readonly data: unknown }) => listener(event.data);
      port.on('message', onMessage);
      return () => port.off('message', onMessage);
    },
  };
}
