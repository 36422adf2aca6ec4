import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { FromWindow, ToWindow } from '../../../src-main/contract/bridge-wire.ts';

export interface SocketClosed {
  readonly code: number;
  readonly reason: string;
}

/** A real socket to a bridge server that can also misbehave. */
export class TestSocket {
  readonly socket: WebSocket;
  readonly closed: Promise<SocketClosed>;
  /** Everything that came and was not asked for yet. */
  readonly unread: ToWindow[] = [];
  #waiting: ((message: ToWindow) => void)[] = [];

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = new Promise((resolve) =>
      socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
    );
    socket.on('error', () => {});
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as ToWindow;
      const waiting = this.#waiting.shift();
      if (waiting === undefined) this.unread.push(message);
      else waiting(message);
    });
  }

  /** Resolves to an open socket, or to the HTTP status that refused it. */
  static async open(origin: string, headers: Record<string, string> = {}, path = '/bridge') {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, {
      headers: { Origin: origin, ...headers },
    });
    onTestFinished(() => socket.terminate());
    const test = new TestSocket(socket);
    return new Promise<TestSocket | number>((resolve) => {
      socket.once('open', () => resolve(test));
      socket.once('unexpected-response', (_request, response) => {
        resolve(response.statusCode ?? 0);
        socket.terminate();
      });
    });
  }

  /** Opens a socket and says hello with the key of `address`. */
  static async enter(address: string, session = randomSession()): Promise<TestSocket> {
    const url = new URL(address);
    const socket = await TestSocket.open(url.origin);
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    const key = new URLSearchParams(url.hash.slice(1)).get('key') ?? '';
    socket.send({ type: 'hello', key, session });
    return socket;
  }

  send(message: FromWindow): void {
    this.sendText(JSON.stringify(message));
  }

  sendText(text: string | Buffer): void {
    this.socket.send(text);
  }

  /** The next message, now or when it comes. */
  next(): Promise<ToWindow> {
    const message = this.unread.shift();
    if (message !== undefined) return Promise.resolve(message);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Calls and waits for the answer. */
  async call(id: number, channel: string, input: unknown): Promise<ToWindow> {
    this.send({ type: 'call', id, channel, input });
    return this.next();
  }
}

export function randomSession(): string {
  return randomBytes(32).toString('base64url');
}
