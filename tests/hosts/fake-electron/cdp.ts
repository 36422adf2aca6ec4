import { EventEmitter, once } from 'node:events';
import type { CDPSession } from '@playwright/test';
import { WebSocket } from 'ws';

/** The DevTools protocol toward one target, with Playwright's types for it. */
export interface CdpSession {
  readonly send: CDPSession['send'];
  on: CDPSession['on'];
}

interface Incoming {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

/** One connection to a browser. Sessions to its pages go over it, told apart by their id ("flat" mode). */
export class CdpConnection {
  readonly #socket: WebSocket;
  readonly #sessions = new Map<string, EventEmitter>();
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #nextId = 1;
  /** The browser itself. */
  readonly browser: CdpSession = this.session('');

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#receive(JSON.parse(String(data)) as Incoming));
    socket.on('error', () => {});
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the browser is gone'));
      this.#waiting.clear();
    });
  }

  static async open(endpoint: string): Promise<CdpConnection> {
    const socket = new WebSocket(endpoint, { perMessageDeflate: false });
    await once(socket, 'open');
    return new CdpConnection(socket);
  }

  /** The session that `Target.attachToTarget` gave. */
  session(sessionId: string): CdpSession {
    const events = this.#sessions.get(sessionId) ?? new EventEmitter();
    this.#sessions.set(sessionId, events);
    return {
      send: ((method: string, params: unknown) =>
        this.#send(sessionId, method, params)) as CDPSession['send'],
      on: events.on.bind(events) as unknown as CDPSession['on'],
    };
  }

  close(): void {
    this.#socket.close();
  }

  #send(sessionId: string, method: string, params: unknown): Promise<unknown> {
    const id = this.#nextId;
    this.#nextId += 1;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId === '' ? {} : { sessionId }) }));
    return waiting.promise.catch((error: unknown) => {
      throw new Error(`${method}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    });
  }

  #receive(message: Incoming): void {
    if (message.id === undefined) {
      this.#sessions.get(message.sessionId ?? '')?.emit(message.method ?? '', message.params);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error === undefined) waiting?.resolve(message.result);
    else waiting?.reject(new Error(message.error.message));
  }
}
