import type { IncomingMessage } from 'node:http';

/** Why a request is not served. */
export type RequestFault = 'wrong-host' | 'wrong-origin' | 'cross-site' | 'wrong-method';

/**
 * Whether a request for a file comes from a window of ours. The Host header is compared as a whole: a name that
 * somebody lets point at 127.0.0.1 (DNS rebinding) is not ours.
 */
export function checkRequest(request: IncomingMessage, authority: string): RequestFault | undefined {
  const { headers, method } = request;
  if (headers.host !== authority) return 'wrong-host';
  if (method !== 'GET' && method !== 'HEAD') return 'wrong-method';
  // Sent by every browser of this decade; another site must not even embed a picture of ours.
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'cross-site';
  return undefined;
}

/** Whether a socket may be opened: from a page of one of `origins`. A missing Origin is refused; no browser omits it. */
export function checkUpgrade(
  request: IncomingMessage,
  authority: string,
  origins: readonly string[],
): RequestFault | undefined {
  const { headers } = request;
  if (headers.host !== authority) return 'wrong-host';
  if (headers.origin === undefined || !origins.includes(headers.origin)) return 'wrong-origin';
  return undefined;
}
