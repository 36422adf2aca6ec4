import type { Answer, BridgeCommon, Connection } from '../../../src-main/contract/bridge.ts';
import { bridgeMethods, notAnswering } from '../../../src-main/contract/bridge.ts';
import type { FromWindow, ToWindow } from '../../../src-main/contract/bridge-wire.ts';
import { closeCodes } from '../../../src-main/contract/bridge-wire.ts';
import { isLongerThan, maxMessageBytes } from '../../../src-main/contract/channel-map.ts';
import { Subscriptions } from '../../../src-main/contract/subscriptions.ts';

/** How long a call waits for its answer, over however many connections. */
export const callTimeoutMs = 15_000;
/** How many calls may wait for answers. A person does not get that far ahead of the till. */
export const mostOpenCalls = 32;
const shortestRetryMs = 100;
const longestRetryMs = 2_000;

export interface ChromiumBridgeOptions {
  /** The channels that the window may call (`contract/channel-names.ts`). */
  readonly channels: readonly string[];
  /** Opens a socket to the host; called again after each loss. */
  readonly openSocket: () => WebSocket;
  /** How the window says who it is; see `contract/bridge-wire.ts`. */
  readonly introduction: { readonly key?: string; readonly session: string };
  /** Told each time the host has let the window in. */
  readonly onAdmitted?: () => void;
}

interface OpenCall {
  readonly text: string;
  readonly resolve: (answer: Answer) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * The bridge of a window that the Chromium host serves: the same object that the preload script exposes on Electron.
 * When the connection is lost it connects again, and sends again, in order and under the same ids, what was not
 * answered: commands carry ids, so that none is carried out twice.
 * @returns the bridge, which has a function for each of the channels (`MethodName`), once the host has let the window in, or `till-not-answering` with the reason `refused`.
 */
export function connectChromiumBridge(options: ChromiumBridgeOptions): Promise<Answer<BridgeCommon>> {
  return new BridgeClient(options).connect();
}

class BridgeClient {
  readonly #options: ChromiumBridgeOptions;
  readonly #subscriptions = new Subscriptions();
  readonly #connectionListeners = new Set<(connection: Connection) => void>();
  readonly #first = Promise.withResolvers<Answer<BridgeCommon>>();
  readonly #openCalls = new Map<number, OpenCall>();
  #nextCallId = 1;
  #socket: WebSocket | undefined;
  #connection: Connection = 'lost';
  #retryMs = shortestRetryMs;

  constructor(options: ChromiumBridgeOptions) {
    this.#options = options;
  }

  connect(): Promise<Answer<BridgeCommon>> {
    this.#open();
    return this.#first.promise;
  }

  #open(): void {
    const socket = this.#options.openSocket();
    this.#socket = socket;
    socket.addEventListener('open', () => this.#send({ type: 'hello', ...this.#options.introduction }));
    socket.addEventListener('message', (event: MessageEvent) => {
      if (socket === this.#socket) this.#receive(parse(event.data));
    });
    socket.addEventListener('close', (event: CloseEvent) => {
      if (socket === this.#socket) this.#afterClose(event.code);
    });
    // A close follows every error, and is what counts.
    socket.addEventListener('error', () => {});
  }

  #receive(message: ToWindow): void {
    switch (message.type) {
      case 'welcome':
        this.#retryMs = shortestRetryMs;
        this.#options.onAdmitted?.();
        for (const call of this.#openCalls.values()) this.#socket?.send(call.text);
        this.#setConnection('open');
        this.#first.resolve({ ok: true, value: this.#bridge(message.window) });
        break;
      case 'answer':
        this.#settle(message.id, message.answer);
        break;
      case 'published':
        this.#subscriptions.tell(message.topic, message.message);
        break;
    }
  }

  #afterClose(code: number): void {
    this.#socket = undefined;
    if (code === closeCodes.notAdmitted || code === closeCodes.replaced) {
      this.#setConnection('refused');
      for (const id of [...this.#openCalls.keys()]) this.#settle(id, notAnswering('refused'));
      this.#first.resolve(notAnswering('refused'));
      return;
    }
    this.#setConnection('lost');
    setTimeout(() => this.#open(), this.#retryMs);
    this.#retryMs = Math.min(longestRetryMs, this.#retryMs * 2);
  }

  #call(channel: string, input: unknown): Promise<Answer> {
    if (this.#connection === 'refused') return Promise.resolve(notAnswering('refused'));
    if (this.#openCalls.size >= mostOpenCalls) return Promise.resolve(notAnswering('busy'));
    const id = this.#nextCallId;
    this.#nextCallId += 1;
    let text: string;
    try {
      text = JSON.stringify({ type: 'call', id, channel, input } satisfies FromWindow);
    } catch {
      return Promise.resolve({ ok: false, error: { code: 'malformed', params: { reason: 'not JSON' } } });
    }
    // Refused here, since the host would close the socket, and this call would come back to close the next one.
    if (isLongerThan(text, maxMessageBytes)) {
      return Promise.resolve({
        ok: false,
        error: { code: 'oversized', params: { maxBytes: maxMessageBytes } },
      });
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(id, notAnswering('lost')), callTimeoutMs);
      this.#openCalls.set(id, { text, resolve, timer });
      if (this.#connection === 'open') this.#socket?.send(text);
    });
  }

  #settle(id: number, answer: Answer): void {
    const call = this.#openCalls.get(id);
    // An answer to a call that was sent twice comes twice.
    if (call === undefined) return;
    this.#openCalls.delete(id);
    clearTimeout(call.timer);
    call.resolve(answer);
  }

  #send(message: FromWindow): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #setConnection(connection: Connection): void {
    if (connection === this.#connection) return;
    this.#connection = connection;
    for (const listener of [...this.#connectionListeners]) listener(connection);
  }

  #bridge(kind: BridgeCommon['kind']): BridgeCommon {
    return Object.freeze({
      ...bridgeMethods(this.#options.channels, (channel, input) => this.#call(channel, input)),
      kind,
      onPublished: (topic, listener) => this.#subscriptions.on(topic, listener),
      onConnection: (listener) => {
        const own = (connection: Connection) => listener(connection);
        this.#connectionListeners.add(own);
        own(this.#connection);
        return () => {
          this.#connectionListeners.delete(own);
        };
      },
    } satisfies BridgeCommon);
  }
}

/** The host is who served this very page; what it says is taken as it is. */
function parse(data: unknown): ToWindow {
  return JSON.parse(String(data)) as ToWindow;
}
