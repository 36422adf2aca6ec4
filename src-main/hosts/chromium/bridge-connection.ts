import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { Logger } from '../../base/log.ts';
import { notAnswering } from '../../contract/bridge.ts';
import type { ToWindow } from '../../contract/bridge-wire.ts';
import { closeCodes } from '../../contract/bridge-wire.ts';
import { readMessage } from '../../contract/channel-map.ts';
import type { WindowKind } from '../../contract/windows.ts';
import type { CallDesk } from '../call-desk.ts';
import type { Published } from '../published.ts';
import { RateLimit } from '../rate-limit.ts';
import type { Introduction } from './window-access.ts';

/** What one window may ask of the host, and how much may wait for it. */
export interface ConnectionLimits {
  /** How long a socket may be open without saying hello. */
  readonly helloTimeoutMs: number;
  /** Messages from a window. A wedge types a code as one call; nobody presses fifty keys a second. */
  readonly messages: { readonly burst: number; readonly perSecond: number };
  /** Calls at work at the same time. */
  readonly openCalls: number;
  /** While more than this waits to be sent, of each kept topic only the newest message goes out, later. */
  readonly crowdedBytes: number;
  /** A window that leaves more than this unread is dropped. It comes back and is told the newest. */
  readonly unsentBytes: number;
}

export const usualLimits: ConnectionLimits = {
  helloTimeoutMs: 5_000,
  messages: { burst: 200, perSecond: 50 },
  openCalls: 64,
  crowdedBytes: 256 * 1024,
  unsentBytes: 4 * 1024 * 1024,
};

const closeTimeoutMs = 1_000;

const Hello = z.strictObject({
  type: z.literal('hello'),
  key: z.string().max(100).optional(),
  session: z.string().min(43).max(100),
});
const Call = z.strictObject({
  type: z.literal('call'),
  id: z.number().int().nonnegative(),
  channel: z.string().max(100),
  input: z.unknown(),
});

export interface ConnectionOptions {
  readonly socket: WebSocket;
  readonly desk: CallDesk;
  readonly published: Published;
  readonly limits: ConnectionLimits;
  readonly log: Logger;
  readonly monotonicMs: () => number;
  /** Decides who the window is; undefined refuses it. */
  readonly admit: (introduction: Introduction) => WindowKind | undefined;
  readonly onAdmitted: (connection: BridgeConnection, kind: WindowKind) => void;
  readonly onClosed: (connection: BridgeConnection) => void;
}

interface Fault {
  readonly code: number;
  readonly reason: string;
}

/** One socket of one window: says hello once, then calls; is told answers and what is published. */
export class BridgeConnection {
  readonly #options: ConnectionOptions;
  readonly #rate: RateLimit;
  readonly #crowdedOut = new Set<string>();
  #kind: WindowKind | undefined;
  /** Runs until the hello has come, and again from the close that we sent to the one that comes back. */
  #timer: NodeJS.Timeout;
  #openCalls = 0;

  constructor(options: ConnectionOptions) {
    const { socket, limits, log } = options;
    this.#options = options;
    this.#rate = new RateLimit(limits.messages, options.monotonicMs);
    this.#timer = setTimeout(() => this.close(closeCodes.silent, 'no hello in time'), limits.helloTimeoutMs);
    socket.on('message', (data, isBinary) => this.#receive(String(data), isBinary));
    socket.on('error', (error) => log.log('warn', 'socket of a window failed', { error: error.message }));
    socket.on('close', () => {
      clearTimeout(this.#timer);
      options.onClosed(this);
    });
  }

  /** Undefined until the window was let in. */
  get kind(): WindowKind | undefined {
    return this.#kind;
  }

  /** Sends what was published, or keeps the topic for later while the window reads slowly. */
  publish(topic: string, messageJson: string): void {
    const { socket, limits, published } = this.#options;
    if (socket.bufferedAmount > limits.crowdedBytes && published.isKept(topic)) this.#crowdedOut.add(topic);
    else this.#sendPublished(topic, messageJson);
  }

  close(code: number, reason: string): void {
    const { socket } = this.#options;
    if (socket.readyState > socket.OPEN) return;
    this.#options.log.log('info', 'socket of a window closed', {
      window: this.kind ?? 'unknown',
      why: reason,
    });
    socket.close(code, reason);
    // A window that does not answer the close is cut off.
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => socket.terminate(), closeTimeoutMs);
  }

  #receive(text: string, isBinary: boolean): void {
    const { socket } = this.#options;
    // What still arrives after a close was decided on is not looked at.
    if (socket.readyState !== socket.OPEN) return;
    const fault = this.#takeMessage(text, isBinary);
    if (fault !== undefined) this.close(fault.code, fault.reason);
  }

  #takeMessage(text: string, isBinary: boolean): Fault | undefined {
    if (!this.#rate.take()) return { code: closeCodes.flood, reason: 'too many messages' };
    if (isBinary) return { code: closeCodes.notText, reason: 'only text is understood' };
    const message = readMessage(text);
    if (!message.ok) return { code: closeCodes.malformed, reason: message.error.code };
    return this.#kind === undefined
      ? this.#takeHello(message.value)
      : this.#takeCall(message.value, this.#kind);
  }

  #takeHello(message: unknown): Fault | undefined {
    const hello = Hello.safeParse(message);
    if (!hello.success) return { code: closeCodes.malformed, reason: 'hello expected' };
    const { admit, onAdmitted, published } = this.#options;
    const kind = admit(hello.data);
    if (kind === undefined) return { code: closeCodes.notAdmitted, reason: 'not admitted' };
    clearTimeout(this.#timer);
    this.#kind = kind;
    this.#send({ type: 'welcome', window: kind });
    for (const [topic, messageJson] of published.newest(kind)) this.#sendPublished(topic, messageJson);
    onAdmitted(this, kind);
    return undefined;
  }

  #takeCall(message: unknown, kind: WindowKind): Fault | undefined {
    const call = Call.safeParse(message);
    if (!call.success) return { code: closeCodes.malformed, reason: 'call expected' };
    const { id, channel, input } = call.data;
    if (this.#openCalls >= this.#options.limits.openCalls) {
      this.#send({ type: 'answer', id, answer: notAnswering('busy') });
      return undefined;
    }
    this.#openCalls += 1;
    void this.#options.desk.answer(kind, channel, input).then((answer) => {
      this.#openCalls -= 1;
      this.#send({ type: 'answer', id, answer });
    });
    return undefined;
  }

  #send(message: ToWindow): void {
    this.#sendText(JSON.stringify(message));
  }

  #sendPublished(topic: string, messageJson: string): void {
    this.#sendText(`{"type":"published","topic":${JSON.stringify(topic)},"message":${messageJson}}`);
  }

  #sendText(text: string): void {
    const { socket, limits, log } = this.#options;
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > limits.unsentBytes) {
      log.log('warn', 'window dropped: it does not read', {
        window: this.kind,
        unsentBytes: socket.bufferedAmount,
      });
      // A close frame would wait behind everything else.
      socket.terminate();
      return;
    }
    socket.send(text, () => this.#sendCrowdedOut());
  }

  /** Runs whenever the system has taken a message. */
  #sendCrowdedOut(): void {
    const { socket, limits, published } = this.#options;
    if (this.#crowdedOut.size === 0 || this.kind === undefined || socket.bufferedAmount > limits.crowdedBytes)
      return;
    const newest = published.newest(this.kind);
    const topics = [...this.#crowdedOut];
    this.#crowdedOut.clear();
    for (const topic of topics) {
      const messageJson = newest.get(topic);
      if (messageJson !== undefined) this.#sendPublished(topic, messageJson);
    }
  }
}
