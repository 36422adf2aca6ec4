import type { PortProcessEnd } from '../../../drivers/ports/port-channel.ts';

/** The child's end of the pipe in a process forked by Node, which ends with its parent; undefined in any other process. */
export function parentProcessEnd(): PortProcessEnd | undefined {
  if (process.send === undefined) return undefined;
  process.on('disconnect', () => process.exit());
  return {
    // A message that no longer goes out was for a parent that is gone, which `disconnect` tells as well.
    post: (message) => process.send?.(message, undefined, undefined, () => {}),
    onMessage(listener) {
      process.on('message', listener);
      return () => process.off('message', listener);
    },
  };
}
