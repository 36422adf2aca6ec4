import type { Answer } from './bridge.ts';
import type { WindowKind } from './windows.ts';

/**
 * What goes over the Chromium host's socket: JSON texts, types alone. A window says hello first. Its key opens it
 * once; the session is a secret that the window itself has made, so that an answer lost on the way locks nobody out.
 */
export type FromWindow =
  | { readonly type: 'hello'; readonly key?: string; readonly session: string }
  | { readonly type: 'call'; readonly id: number; readonly channel: string; readonly input: unknown };

export type ToWindow =
  | { readonly type: 'welcome'; readonly window: WindowKind }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly type: 'published'; readonly topic: string; readonly message: unknown };

/** Where the socket is, on the origin that serves the windows. */
export const bridgePath = '/bridge';

/** Why the host closed a socket (RFC 6455, section 7.4: 4000 to 4999 are ours). */
export const closeCodes = {
  goingAway: 1001,
  /** Something else than text arrived. */
  notText: 1003,
  /** More than 64 KiB in one message; sent by the WebSocket library. */
  tooBig: 1009,
  malformed: 4400,
  /** Unknown or used key, unknown session. Final. */
  notAdmitted: 4401,
  /** No hello in time. */
  silent: 4408,
  /** The same window has connected anew. Final for this one. */
  replaced: 4409,
  flood: 4429,
} as const;
