import type { LinkError, LinkFault } from '../link.ts';

/** What Node's `code` says about a socket, a device file or a name (errno(3) names, plus getaddrinfo's). */
const faultOfCode: Readonly<Record<string, LinkFault>> = {
  ENOENT: 'not-found',
  ENODEV: 'not-found',
  ENXIO: 'not-found',
  ENOTFOUND: 'not-found',
  EAI_AGAIN: 'not-found',
  EHOSTUNREACH: 'not-found',
  ENETUNREACH: 'not-found',
  ECONNREFUSED: 'refused',
  EBUSY: 'in-use',
  EACCES: 'permission-denied',
  EPERM: 'permission-denied',
  ETIMEDOUT: 'timed-out',
  ECONNRESET: 'disconnected',
  ECONNABORTED: 'disconnected',
  EPIPE: 'disconnected',
  EIO: 'disconnected',
  EBADF: 'disconnected',
};

/**
 * The serial binding reports words rather than codes. The lock comes first: its message on Linux ("Resource
 * temporarily unavailable Cannot lock port") would fit others too. Windows says "Access denied" for a port
 * that another program holds, and never for rights, since COM ports have none.
 */
const faultOfWords: readonly (readonly [RegExp, LinkFault])[] = [
  [/cannot lock port|temporarily unavailable|access denied/i, 'in-use'],
  // HID: hidraw's EBUSY, macOS (iokit) and Windows, which calls a device without rights "Access is denied".
  [/resource busy|exclusive access|used by another process/i, 'in-use'],
  [/no such file|file not found|no such device|no hid devices/i, 'not-found'],
  [/permission denied|operation not permitted|access is denied/i, 'permission-denied'],
  [
    /bad file descriptor|input\/output error|disconnected|port is not open|operation aborted/i,
    'disconnected',
  ],
];

/**
 * Names what the operating system reported, so that a screen can say it in words.
 * @param error whatever was thrown or handed to a callback; anything unknown is `failed` with its message.
 */
export function linkErrorOf(error: unknown): LinkError {
  const detail = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const byCode = faultOfCode[code];
  if (byCode !== undefined) return { fault: byCode, detail };
  for (const [words, fault] of faultOfWords) if (words.test(detail)) return { fault, detail };
  return { fault: 'failed', detail };
}
