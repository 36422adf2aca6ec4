import type { z } from 'zod';
import type { Result } from '../base/result.ts';
import { err, ok } from '../base/result.ts';
import type { RefusalCode } from '../domain/refusals.ts';
import type { WindowKind } from './windows.ts';

/** One call that windows may make: what it takes, and which kinds of window may make it. */
export interface ChannelRule {
  readonly input: z.ZodType;
  readonly windows: readonly WindowKind[];
}

/** Every call that a bridge takes, by channel name (`area:verb`). What is not in it does not exist. */
export type ChannelMap = Readonly<Record<string, ChannelRule>>;

/** Why a call never reached the core; the codes are of the registry in `domain/refusals.ts`. */
export interface CallRefusal {
  readonly code: Extract<RefusalCode, 'unknown-channel' | 'not-for-this-window' | 'malformed' | 'oversized'>;
  readonly params: Readonly<Record<string, string | number>>;
}

/** The most bytes of UTF-8 that one message from a window may have. */
export const maxMessageBytes = 64 * 1024;

/** How deep arrays and objects may be nested in a message. */
export const maxMessageDepth = 16;

/**
 * Reads one message from a window: bounded in bytes and in depth before anything looks inside it.
 * Refuses with `oversized` or `malformed`; never throws.
 */
export function readMessage(text: string): Result<unknown, CallRefusal> {
  if (isLongerThan(text, maxMessageBytes)) {
    return err({ code: 'oversized', params: { maxBytes: maxMessageBytes } });
  }
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    // What the parser says quotes the message, which may hold personal data.
    return err({ code: 'malformed', params: { reason: 'not JSON' } });
  }
  if (isDeeperThan(message, maxMessageDepth)) {
    return err({ code: 'malformed', params: { reason: 'nested too deeply' } });
  }
  return ok(message);
}

/**
 * Decides whether a call may go on to the core. `from` is known from the transport, never from the message.
 * `input` comes from {@link readMessage}, which has bounded it.
 * @returns the parsed input, or the reason for which nothing happens.
 */
export function checkCall(
  map: ChannelMap,
  from: WindowKind,
  channel: string,
  input: unknown,
): Result<unknown, CallRefusal> {
  // `hasOwn`, since `constructor` and the like are found on every object.
  const rule = Object.hasOwn(map, channel) ? map[channel] : undefined;
  if (rule === undefined) return err({ code: 'unknown-channel', params: { channel: channel.slice(0, 80) } });
  if (!rule.windows.includes(from)) {
    return err({ code: 'not-for-this-window', params: { channel, window: from } });
  }
  const parsed = rule.input.safeParse(input);
  if (!parsed.success) {
    return err({ code: 'malformed', params: { channel, reason: describe(parsed.error) } });
  }
  return ok(parsed.data);
}

/** Whether `text` has more than `maxBytes` bytes in UTF-8. */
export function isLongerThan(text: string, maxBytes: number): boolean {
  if (text.length > maxBytes) return true;
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) bytes += 1;
    else if (point < 0x800) bytes += 2;
    else if (point < 0x10000) bytes += 3;
    else bytes += 4;
  }
  return bytes > maxBytes;
}

/** Walks level by level, so that no depth of nesting can exhaust the stack. */
function isDeeperThan(value: unknown, maxDepth: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= maxDepth; depth += 1) {
    const next: unknown[] = [];
    for (const one of level) {
      if (typeof one === 'object' && one !== null) next.push(...Object.values(one));
    }
    if (next.length === 0) return false;
    level = next;
  }
  return true;
}

/** Where and why, never what: the values may be a PIN or a carrier. */
function describe(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.').slice(0, 60) || 'input'}: ${issue.code}`)
    .join('; ');
}
