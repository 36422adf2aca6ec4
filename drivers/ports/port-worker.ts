import { unreachable } from '../../src-main/base/assert.ts';
import type { Logger } from '../../src-main/base/log.ts';
import { linkErrorOf } from '../link/link-faults.ts';
import type { PortSettings, Ports } from '../link/ports.ts';
import type { Connection } from '../link/reconnecting-link.ts';
import type { LinkError } from '../link.ts';
import type { PortProcessEnd } from './port-channel.ts';
import {
  bounded,
  boundedError,
  type FromPortProcess,
  MAX_CONNECTIONS,
  MAX_DATA_BYTES,
  MAX_LISTED,
  MAX_LOG_FIELDS,
  MAX_UNHEARD_BYTES,
  readToPortProcess,
  type ToPortProcess,
} from './port-messages.ts';

/** A connection of the core's, as this process serves it. */
interface Served {
  readonly connection: Connection;
  unheardBytes: number;
  /** Nothing more is told of one that is lost or being closed. */
  isOver: boolean;
}

/** The side of the process that opens ports: does what the core asks for, and moves bytes. Knows nothing of devices. */
export class PortWorker {
  readonly #end: PortProcessEnd;
  readonly #ports: Ports;
  readonly #onStopped: () => void;
  readonly #served = new Map<number, Served>();

  /**
   * Serves from now on, and says that it is ready.
   * @param openPorts gets the ports of this process; what they log is written by the core.
   * @param onStopped told when the core has asked for the end and everything is closed.
   */
  constructor(end: PortProcessEnd, openPorts: (log: Logger) => Ports, onStopped: () => void) {
    this.#end = end;
    this.#onStopped = onStopped;
    this.#ports = openPorts({ log: (level, message, fields = {}) => this.#log(level, message, fields) });
    end.onMessage((message) => this.#hear(message));
    this.#post({ kind: 'ready' });
  }

  #post(message: FromPortProcess): void {
    this.#end.post(message);
  }

  #hear(received: unknown): void {
    const message = readToPortProcess(received);
    if (message === undefined) {
      this.#log('error', 'the core sent what is no message', { type: typeof received });
      return;
    }
    this.#obey(message);
  }

  #obey(message: ToPortProcess): void {
    switch (message.kind) {
      case 'open':
        this.#open(message.connection, message.settings);
        return;
      case 'write':
        this.#write(message);
        return;
      case 'close':
        this.#close(message.connection);
        return;
      case 'heard': {
        const served = this.#served.get(message.connection);
        if (served !== undefined) served.unheardBytes = Math.max(0, served.unheardBytes - message.byteCount);
        return;
      }
      case 'list':
        void this.#list(message.request);
        return;
      case 'ping':
        this.#post({ kind: 'pong', ping: message.ping });
        return;
      case 'stop':
        void this.#ports.close().then(this.#onStopped);
        return;
      default:
        unreachable(message);
    }
  }

  #open(id: number, settings: PortSettings): void {
    if (this.#served.has(id)) {
      this.#log('error', 'a connection was opened twice', { connection: id });
      return;
    }
    if (this.#served.size >= MAX_CONNECTIONS) {
      this.#tellLost(id, { fault: 'failed', detail: 'too many ports are open' });
      return;
    }
    try {
      const connection = this.#ports.connect(settings)({
        onOpen: () => {
          if (this.#served.get(id)?.isOver === false) this.#post({ kind: 'opened', connection: id });
        },
        onData: (bytes) => this.#tellData(id, bytes),
        onLost: (error) => this.#lose(id, error),
      });
      this.#served.set(id, { connection, unheardBytes: 0, isOver: false });
    } catch (error) {
      // Settings that the operating system or the binding does not accept.
      this.#tellLost(id, linkErrorOf(error));
    }
  }

  #tellLost(id: number, error: LinkError): void {
    this.#post({ kind: 'lost', connection: id, error: boundedError(error) });
  }

  #tellData(id: number, bytes: Uint8Array): void {
    const served = this.#served.get(id);
    if (served === undefined || served.isOver || bytes.length === 0) return;
    served.unheardBytes += bytes.length;
    if (served.unheardBytes > MAX_UNHEARD_BYTES) {
      this.#lose(id, { fault: 'overflow', detail: `the core has not heard ${served.unheardBytes} bytes` });
      void served.connection.close();
      return;
    }
    for (let from = 0; from < bytes.length; from += MAX_DATA_BYTES) {
      // A copy: a chunk is often a window on a pool, and the whole pool would be cloned with it.
      const chunk = new Uint8Array(bytes.subarray(from, from + MAX_DATA_BYTES));
      this.#post({ kind: 'data', connection: id, bytes: chunk });
    }
  }

  #lose(id: number, error: LinkError): void {
    const served = this.#served.get(id);
    if (served === undefined || served.isOver) return;
    served.isOver = true;
    this.#tellLost(id, error);
  }

  #write({ connection, write, bytes }: Extract<ToPortProcess, { readonly kind: 'write' }>): void {
    const answer = (error: LinkError | undefined) =>
      this.#post({
        kind: 'written',
        connection,
        write,
        ...(error === undefined ? {} : { error: boundedError(error) }),
      });
    const served = this.#served.get(connection);
    if (served === undefined || served.isOver) {
      answer({ fault: 'disconnected', detail: 'the port is not open' });
      return;
    }
    served.connection.write(bytes, answer);
  }

  #close(id: number): void {
    const served = this.#served.get(id);
    if (served !== undefined) served.isOver = true;
    const closed = served?.connection.close() ?? Promise.resolve();
    void closed.then(() => {
      this.#served.delete(id);
      this.#post({ kind: 'closed', connection: id });
    });
  }

  async #list(request: number): Promise<void> {
    const ports = await this.#ports.list();
    const told = ports
      .slice(0, MAX_LISTED)
      .map((port) => ({ ...port, path: bounded(port.path), label: bounded(port.label) }));
    this.#post({ kind: 'listed', request, ports: told });
  }

  #log(...[level, message, fields = {}]: Parameters<Logger['log']>): void {
    const told = Object.entries(fields)
      .slice(0, MAX_LOG_FIELDS)
      .map(([name, value]) => [name, isPlain(value) ? value : bounded(String(value))] as const);
    this.#post({ kind: 'log', level, message: bounded(message), fields: Object.fromEntries(told) });
  }
}

function isPlain(value: unknown): value is number | boolean {
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}
