import type { IpcMainInvokeEvent, WebContents } from 'electron';
import type { Logger } from '../../base/log.ts';
import type { Answer } from '../../contract/bridge.ts';
import { notAnswering } from '../../contract/bridge.ts';
import { readMessage } from '../../contract/channel-map.ts';
import type { WindowKind } from '../../contract/windows.ts';
import type { CallDesk } from '../call-desk.ts';
import { RateLimit } from '../rate-limit.ts';

export interface CallGuardOptions {
  readonly desk: CallDesk;
  readonly log: Logger;
  readonly monotonicMs: () => number;
  /** The kind of window that these contents are the page of, if it is one of ours. */
  readonly kindOf: (contents: WebContents) => WindowKind | undefined;
  /** Whether a page of this address is ours. */
  readonly isOurPage: (url: string) => boolean;
  /** Sends a window the newest of every kept topic. */
  readonly onOpened: (kind: WindowKind) => void;
}

/** Calls that a window may make in a row and per second; as on the Chromium host. */
const callRate = { burst: 200, perSecond: 50 };

/** Why a call is not even looked at. */
type Distrust = 'unknown window' | 'no frame' | 'not the top frame' | 'not our page' | 'too many calls';

/**
 * Decides whom to believe. A call counts only when it comes from the top frame of a page of ours in a window of ours:
 * a frame that was put into the page, a page that took its place, and a window that we did not open are strangers.
 */
export class CallGuard {
  readonly #options: CallGuardOptions;
  readonly #rates = new Map<WindowKind, RateLimit>();

  constructor(options: CallGuardOptions) {
    this.#options = options;
  }

  /** Answers one call with an `Answer` as JSON. Never rejects. */
  async answer(event: IpcMainInvokeEvent, channel: unknown, inputJson: unknown): Promise<string> {
    return JSON.stringify(await this.#answer(event, channel, inputJson));
  }

  /** A page has come up and asks for the newest of every kept topic. */
  opened(event: IpcMainInvokeEvent): void {
    const kind = this.#trustedKind(event);
    if (kind !== undefined) this.#options.onOpened(kind);
  }

  async #answer(event: IpcMainInvokeEvent, channel: unknown, inputJson: unknown): Promise<Answer> {
    const kind = this.#trustedKind(event);
    if (kind === undefined) return notAnswering('refused');
    if (typeof channel !== 'string' || typeof inputJson !== 'string') {
      this.#options.log.log('warn', 'call from a window refused', { window: kind, refusal: 'malformed' });
      return { ok: false, error: { code: 'malformed', params: { reason: 'not text' } } };
    }
    const input = readMessage(inputJson);
    return input.ok ? this.#options.desk.answer(kind, channel, input.value) : input;
  }

  #trustedKind(event: IpcMainInvokeEvent): WindowKind | undefined {
    const kind = this.#options.kindOf(event.sender);
    const distrust = this.#distrust(event, kind);
    if (distrust === undefined) return kind;
    this.#options.log.log('warn', 'call from a window not trusted', {
      window: kind ?? 'unknown',
      why: distrust,
    });
    return undefined;
  }

  #distrust(event: IpcMainInvokeEvent, kind: WindowKind | undefined): Distrust | undefined {
    if (kind === undefined) return 'unknown window';
    const frame = event.senderFrame;
    // The frame has navigated away or is gone: nobody is there to answer.
    if (frame === null) return 'no frame';
    if (frame.parent !== null || frame.top !== frame) return 'not the top frame';
    if (!this.#options.isOurPage(frame.url)) return 'not our page';
    const rate = this.#rates.get(kind) ?? new RateLimit(callRate, this.#options.monotonicMs);
    this.#rates.set(kind, rate);
    return rate.take() ? undefined : 'too many calls';
  }
}
