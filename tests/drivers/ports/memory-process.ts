import type { PluggedPort, PortSettings, Ports } from '../../../drivers/link/ports.ts';
import type { Connect, ConnectionListener } from '../../../drivers/link/reconnecting-link.ts';
import type { LinkError } from '../../../drivers/link.ts';
import type { PortChannel } from '../../../drivers/ports/port-channel.ts';
import { PortWorker } from '../../../drivers/ports/port-worker.ts';
import { Emitter } from '../../../src-main/base/emitter.ts';
import { settle } from '../support/time.ts';

/** A port that a test plays the other end of. */
export class ScriptedConnection {
  readonly settings: PortSettings;
  readonly listener: ConnectionListener;
  readonly writes: { readonly bytes: Uint8Array; readonly done: (error: LinkError | undefined) => void }[] =
    [];
  readonly closing = Promise.withResolvers<void>();
  isClosing = false;

  constructor(settings: PortSettings, listener: ConnectionListener) {
    this.settings = settings;
    this.listener = listener;
  }

  /** The operating system takes all that waits. */
  takeWrites(): void {
    for (const { done } of this.writes.splice(0)) done(undefined);
  }
}

/** The ports of a process, played by a test. */
export class ScriptedPorts implements Ports {
  readonly connections: ScriptedConnection[] = [];
  plugged: readonly PluggedPort[] = [];
  /** Closes that wait for `closing.resolve()`. */
  holdsCloses = false;

  connect(settings: PortSettings): Connect {
    return (listener) => {
      if (settings.kind === 'serial' && settings.baudRate === 0) throw new Error('an impossible baud rate');
      const connection = new ScriptedConnection(settings, listener);
      this.connections.push(connection);
      return {
        write: (bytes, done) => void connection.writes.push({ bytes, done }),
        close: () => {
          connection.isClosing = true;
          if (!this.holdsCloses) connection.closing.resolve();
          return connection.closing.promise;
        },
      };
    };
  }

  list(): Promise<readonly PluggedPort[]> {
    return Promise.resolve(this.plugged);
  }

  async close(): Promise<void> {
    for (const connection of this.connections) connection.closing.resolve();
  }
}

/** A process that is none: a worker at the other end of two queues, which die as a process does. */
export class MemoryProcess implements PortChannel {
  readonly ports = new ScriptedPorts();
  readonly #toCore = new Emitter<unknown>();
  readonly #toWorker = new Emitter<unknown>();
  readonly #exits = new Emitter<string>();
  /** What the worker said so far. */
  readonly said: unknown[] = [];
  /** What the core said so far. */
  readonly told: unknown[] = [];
  isDead = false;
  wasKilled = false;
  /** Stuck in native code: hears nothing. */
  isStuck = false;

  /** @param loads whether it gets as far as to load its native parts. */
  constructor(loads = true) {
    if (!loads) return;
    // After the core listens, as with a real process.
    queueMicrotask(() => {
      new PortWorker(
        { post: (message) => this.say(message), onMessage: (listener) => this.#toWorker.on(listener) },
        () => this.ports,
        () => this.die('exit code 0'),
      );
    });
  }

  /** The process sends this. */
  say(message: unknown): void {
    if (this.isDead) return;
    const cloned: unknown = structuredClone(message);
    this.said.push(cloned);
    queueMicrotask(() => this.#toCore.emit(cloned));
  }

  post(message: unknown): void {
    if (this.isDead) return;
    const cloned: unknown = structuredClone(message);
    this.told.push(cloned);
    queueMicrotask(() => {
      if (!this.isDead && !this.isStuck) this.#toWorker.emit(cloned);
    });
  }

  onMessage(listener: (message: unknown) => void) {
    return this.#toCore.on(listener);
  }

  onExit(listener: (detail: string) => void) {
    return this.#exits.on(listener);
  }

  kill(): void {
    this.wasKilled = true;
    this.die('SIGKILL');
  }

  die(detail = 'SIGSEGV'): void {
    if (this.isDead) return;
    this.isDead = true;
    queueMicrotask(() => this.#exits.emit(detail));
  }
}

/** What a connection told its listener, in order. */
export class Heard implements ConnectionListener {
  readonly events: (string | LinkError)[] = [];
  readonly #bytes: Uint8Array[] = [];

  onOpen(): void {
    this.events.push('open');
  }

  onData(bytes: Uint8Array): void {
    this.#bytes.push(bytes);
  }

  onLost(error: LinkError): void {
    this.events.push(error);
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#bytes);
  }
}

/** Lets all messages between the two ends arrive. */
export async function quiet(): Promise<void> {
  for (let i = 0; i < 5; i += 1) await settle();
}
