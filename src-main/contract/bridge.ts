import type { z } from 'zod';
import type { Dispose } from '../base/clock.ts';
import type { RefusalCode } from '../domain/refusals.ts';
import type { ChannelMap } from './channel-map.ts';
import type { benchChannels, tillChannels } from './channels.ts';
import type { WindowKind } from './windows.ts';

/**
 * The object through which a window reaches the core: the same on both hosts. Imports types alone, so that the
 * preload script and the windows carry no schemas.
 */

/** Why a call was not carried out: a refusal by the rules, or by the bridge itself. */
export interface BridgeError {
  /** From the registry, `domain/refusals.ts`. */
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * Why the till is `till-not-answering` (its parameter `reason`). `lost`: the host did not answer in time, and whether
 * the call was carried out is not known; `refused`: this window is not the host's any more.
 */
export type NotAnsweringReason = 'starting' | 'busy' | 'lost' | 'refused' | 'failed';

/** What every call resolves to. Nothing throws across a bridge. */
export type Answer<Value = unknown> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: BridgeError };

/** The answer to a call that the core has given none to. */
export function notAnswering(reason: NotAnsweringReason): Answer<never> {
  const code: RefusalCode = 'till-not-answering';
  return { ok: false, error: { code, params: { reason } } };
}

/**
 * What the core says unasked. Of a `kept` topic a window that opens later is sent the newest message;
 * a `passing` one is for those who are there.
 */
export const topics = { view: 'kept', event: 'passing' } as const;
export type Topic = keyof typeof topics;
export type TopicKinds = Readonly<Record<string, 'kept' | 'passing'>>;

/** Whether the window still speaks with the core. `refused` is final: only a newly opened window helps. */
export type Connection = 'open' | 'lost' | 'refused';

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

/** `cart:set-quantity` is called as `cartSetQuantity`. */
export type MethodName<Channel extends string> = Channel extends `${infer Area}:${infer Verb}`
  ? `${Camel<Area>}${Capitalize<Camel<Verb>>}`
  : Camel<Channel>;

/** One named function for each channel; there is no way to name another. */
export type BridgeMethods<Map extends ChannelMap> = {
  readonly [Channel in keyof Map & string as MethodName<Channel>]: (
    input: z.input<Map[Channel]['input']>,
  ) => Promise<Answer>;
};

/** What every bridge has beside its calls. */
export interface BridgeCommon {
  /** Known from the transport; a window cannot choose it. */
  readonly kind: WindowKind;
  /** Hears `topic` from now on, beginning with its newest message where it is a kept one and there is any. */
  onPublished(topic: Topic, listener: (message: unknown) => void): Dispose;
  /** Hears how the connection stands: once at once, then at each change. */
  onConnection(listener: (connection: Connection) => void): Dispose;
}

export type BridgeOf<Map extends ChannelMap> = BridgeCommon & BridgeMethods<Map>;

/** What a window of the till sees. */
export type TillBridge = BridgeOf<typeof tillChannels>;
/** What the workbench page sees. */
export type BenchBridge = BridgeOf<typeof benchChannels>;

/** The name under which a preload script exposes the bridge in the window. */
export const bridgeGlobal = 'daybook';

/** The function that calls `channel` (see {@link MethodName}). */
export function methodName(channel: string): string {
  return channel.replace(/[:-]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * Builds the named functions of a bridge over one transport.
 * @throws when two channels would have the same name, which is a mistake in the channel map.
 */
export function bridgeMethods(
  channels: readonly string[],
  call: (channel: string, input: unknown) => Promise<Answer>,
): Readonly<Record<string, (input: unknown) => Promise<Answer>>> {
  const methods: Record<string, (input: unknown) => Promise<Answer>> = {};
  for (const channel of channels) {
    const name = methodName(channel);
    if (Object.hasOwn(methods, name)) throw new Error(`two channels are called as ${name}`);
    methods[name] = (input) => call(channel, input);
  }
  return methods;
}
