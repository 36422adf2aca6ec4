import { unreachable } from '../../src-main/base/assert.ts';
import type { Timers } from '../../src-main/base/clock.ts';
import type { Logger } from '../../src-main/base/log.ts';
import type { PluggedPort, PortSettings } from '../link/ports.ts';
import type { Connection, ConnectionListener } from '../link/reconnecting-link.ts';
import type { LinkError } from '../link.ts';
import type { PortChannel } from './port-channel.ts';
import {
  type FromPortProcess,
  HEARD_EVERY_BYTES,
  MAX_WRITE_BYTES,
  readFromPortProcess,
  type ToPortProcess,
} from './port-messages.ts';

/** How a process came to its end. */
export interface PortProcessEnded {
  readonly detail: string;
  /** It had loaded its native parts; one that had not says nothing against the ports it was to open. */
  readonly wasReady: boolean;
  /** We asked it to end. */
  readonly wasStopped: boolean;
  /** The names of the ports that it was opening, had open or was closing. */
  readonly serving: readonly string[];
}

export interface PortProcessDeps {
  readonly timers: Timers;
  readonly log: Logger;
}

/** Looking at the bus is native code as well, and is blamed for its crashes under this name. */
export const LISTING = 'list';

/** A process that answers nothing for three of these is stuck in native code and is ended. */
const PING_EVERY_MS = 5_000;
const MAX_UNANSWERED_PINGS = 3;
/** A port that does not close is not waited for: the next attempt to open it tells whether it has. */
const CLOSE_PATIENCE_MS = 5_000;
/** How long the end in order may take. */
const STOP_PATIENCE_MS = 2_000;
/** Asking `udevadm` and the HID bus takes a few hundred milliseconds. */
const LIST_PATIENCE_MS = 10_000;

interface Remote {
  readonly name: string;
  readonly listener: ConnectionListener;
  readonly writes: Map<number, (error: LinkError | undefined) => void>;
  readonly closed: PromiseWithResolvers<void>;
  unheardBytes: number;
  isClosing: boolean;
}

/** The core's side of one process that opens ports, from its start to its end. */
export class PortProcess {
  readonly #channel: PortChannel;
  readonly #deps: PortProcessDeps;
  readonly #onEnded: (ended: PortProcessEnded) => void;
  readonly #remotes = new Map<number, Remote>();
  readonly #lists = new Map<number, (ports: readonly PluggedPort[]) => void>();
  readonly #exited = Promise.withResolvers<void>();
  #nextId = 1;
  #unansweredPings = 0;
  #cancelPing: () => void = () => {};
  #isReady = false;
  #isStopped = false;
  #hasEnded = false;

  /** @param onEnded told once, before the connections learn that they are lost. */
  constructor(channel: PortChannel, deps: PortProcessDeps, onEnded: (ended: PortProcessEnded) => void) {
    this.#channel = channel;
    this.#deps = deps;
    this.#onEnded = onEnded;
    channel.onMessage((message) => this.#hear(message));
    channel.onExit((detail) => this.#end(detail));
    this.#pingLater();
  }

  /** Nothing is open and nobody waits for a list. */
  get isIdle(): boolean {
    return this.#remotes.size === 0 && this.#lists.size === 0;
  }

  /** Starts to open a port over there. The listener is told nothing before this returns. */
  connect(name: string, settings: PortSettings, listener: ConnectionListener): Connection {
    const id = this.#nextId++;
    const remote: Remote = {
      name,
      listener,
      writes: new Map(),
      closed: Promise.withResolvers(),
      unheardBytes: 0,
      isClosing: false,
    };
    this.#remotes.set(id, remote);
    this.#post({ kind: 'open', connection: id, settings });
    return {
      write: (bytes, done) => this.#write(id, bytes, done),
      close: () => {
        if (!remote.isClosing && this.#remotes.has(id)) this.#close(id, remote);
        remote.isClosing = true;
        return remote.closed.promise;
      },
    };
  }

  #close(id: number, remote: Remote): void {
    this.#post({ kind: 'close', connection: id });
    // It stays on the list, and is blamed if the process dies of it; only nobody waits any longer.
    const cancel = this.#deps.timers.after(CLOSE_PATIENCE_MS, () => remote.closed.resolve());
    void remote.closed.promise.then(cancel);
  }

  /** What is plugged in; empty when the process dies over it or takes too long. */
  list(): Promise<readonly PluggedPort[]> {
    const request = this.#nextId++;
    return new Promise((resolve) => {
      const settle = (ports: readonly PluggedPort[]) => {
        cancel();
        this.#lists.delete(request);
        resolve(ports);
      };
      const cancel = this.#deps.timers.after(LIST_PATIENCE_MS, () => settle([]));
      this.#lists.set(request, settle);
      this.#post({ kind: 'list', request });
    });
  }

  /** Lets it close its ports and end; one that does not is ended. Resolves when it is gone. Idempotent. */
  stop(): Promise<void> {
    if (!this.#isStopped && !this.#hasEnded) {
      this.#isStopped = true;
      this.#post({ kind: 'stop' });
      const cancel = this.#deps.timers.after(STOP_PATIENCE_MS, () => this.#channel.kill());
      void this.#exited.promise.then(cancel);
    }
    return this.#exited.promise;
  }

  #post(message: ToPortProcess): void {
    this.#channel.post(message);
  }

  #write(id: number, bytes: Uint8Array, done: (error: LinkError | undefined) => void): void {
    const remote = this.#remotes.get(id);
    if (remote === undefined) {
      done({ fault: 'disconnected', detail: 'the port is not open' });
      return;
    }
    if (bytes.length > MAX_WRITE_BYTES) {
      done({ fault: 'overflow', detail: `${bytes.length} bytes at once are too many` });
      return;
    }
    const write = this.#nextId++;
    remote.writes.set(write, done);
    this.#post({ kind: 'write', connection: id, write, bytes: new Uint8Array(bytes) });
  }

  #hear(received: unknown): void {
    if (this.#hasEnded) return;
    const message = readFromPortProcess(received);
    if (message === undefined) {
      this.#deps.log.log('error', 'the port process sent what is no message', { type: typeof received });
      return;
    }
    this.#take(message);
  }

  #take(message: FromPortProcess): void {
    switch (message.kind) {
      case 'ready':
        this.#isReady = true;
        return;
      case 'opened':
        this.#remotes.get(message.connection)?.listener.onOpen();
        return;
      case 'data':
        this.#takeData(message.connection, message.bytes);
        return;
      case 'lost':
        this.#lose(message.connection, message.error);
        return;
      case 'written': {
        const writes = this.#remotes.get(message.connection)?.writes;
        const done = writes?.get(message.write);
        writes?.delete(message.write);
        done?.(message.error);
        return;
      }
      case 'closed': {
        const remote = this.#remotes.get(message.connection);
        this.#remotes.delete(message.connection);
        if (remote !== undefined) finish(remote, { fault: 'closed', detail: 'the port was closed' });
        return;
      }
      case 'listed':
        this.#lists.get(message.request)?.(message.ports);
        return;
      case 'pong':
        this.#unansweredPings = 0;
        return;
      case 'log':
        this.#deps.log.log(message.level, message.message, message.fields);
        return;
      default:
        unreachable(message);
    }
  }

  #takeData(id: number, bytes: Uint8Array): void {
    const remote = this.#remotes.get(id);
    if (remote === undefined) return;
    remote.unheardBytes += bytes.length;
    if (remote.unheardBytes >= HEARD_EVERY_BYTES) {
      this.#post({ kind: 'heard', connection: id, byteCount: remote.unheardBytes });
      remote.unheardBytes = 0;
    }
    if (!remote.isClosing) remote.listener.onData(bytes);
  }

  #lose(id: number, error: LinkError): void {
    this.#remotes.get(id)?.listener.onLost(error);
  }

  #pingLater(): void {
    this.#cancelPing = this.#deps.timers.after(PING_EVERY_MS, () => {
      if (this.#unansweredPings >= MAX_UNANSWERED_PINGS) {
        this.#deps.log.log('error', 'the port process does not answer and is ended', {});
        this.#channel.kill();
        return;
      }
      this.#unansweredPings += 1;
      this.#post({ kind: 'ping', ping: this.#nextId++ });
      this.#pingLater();
    });
  }

  #end(detail: string): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#cancelPing();
    const remotes = [...this.#remotes.values()];
    this.#remotes.clear();
    const serving = [...new Set(remotes.map(({ name }) => name))];
    if (this.#lists.size > 0) serving.push(LISTING);
    this.#onEnded({ detail, wasReady: this.#isReady, wasStopped: this.#isStopped, serving });
    const error: LinkError = { fault: 'disconnected', detail: `the port process has ended (${detail})` };
    for (const remote of remotes) {
      if (!remote.isClosing) remote.listener.onLost(error);
      finish(remote, error);
    }
    for (const settle of [...this.#lists.values()]) settle([]);
    this.#exited.resolve();
  }
}

/** Nothing of a connection is left hanging: neither a write nor who waits for its end. */
function finish(remote: Remote, error: LinkError): void {
  for (const done of remote.writes.values()) done(error);
  remote.writes.clear();
  remote.closed.resolve();
}
