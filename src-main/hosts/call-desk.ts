import type { Logger } from '../base/log.ts';
import type { Answer } from '../contract/bridge.ts';
import { notAnswering } from '../contract/bridge.ts';
import type { ChannelMap } from '../contract/channel-map.ts';
import { checkCall } from '../contract/channel-map.ts';
import type { WindowKind } from '../contract/windows.ts';
import type { WindowRequestHandler } from './host.ts';

/**
 * Where calls from windows arrive on every host, whatever carried them: checks each against the channel map, hands
 * it to the core, and turns whatever comes of it into an answer.
 */
export class CallDesk {
  readonly #channels: ChannelMap;
  readonly #log: Logger;
  #handler: WindowRequestHandler | undefined;

  constructor(channels: ChannelMap, log: Logger) {
    this.#channels = channels;
    this.#log = log;
  }

  /** Sets who answers; the last one set does. */
  setHandler(handler: WindowRequestHandler): void {
    this.#handler = handler;
  }

  /** Answers one call. `input` comes from `readMessage`. Never rejects. */
  async answer(from: WindowKind, channel: string, input: unknown): Promise<Answer> {
    const call = checkCall(this.#channels, from, channel, input);
    if (!call.ok) {
      this.#log.log('warn', 'call from a window refused', {
        window: from,
        refusal: call.error.code,
        ...call.error.params,
      });
      return call;
    }
    if (this.#handler === undefined) return notAnswering('starting');
    try {
      return await this.#handler(from, channel, call.value);
    } catch (error) {
      this.#log.log('error', 'call from a window failed', {
        window: from,
        channel,
        error: describeError(error),
      });
      return notAnswering('failed');
    }
  }
}

/** An error for the log: its stack, where there is one. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
