import type { Clock } from '../../src-main/base/clock.ts';
import { linkErrorOf } from '../link/link-faults.ts';
import type { PluggedPort, PortSettings, Ports } from '../link/ports.ts';
import type { Connect, Connection, ConnectionListener } from '../link/reconnecting-link.ts';
import type { LinkError } from '../link.ts';
import { type CrashPolicy, CrashRecord } from './crash-record.ts';
import type { PortChannel } from './port-channel.ts';
import { portName } from './port-name.ts';
import { LISTING, PortProcess, type PortProcessDeps, type PortProcessEnded } from './port-process.ts';

export interface ProcessPortsOptions {
  /** Starts a process that runs a `PortWorker`. */
  readonly start: () => PortChannel;
  readonly deps: PortProcessDeps & { readonly clock: Clock };
  readonly crashPolicy?: CrashPolicy;
}

/**
 * Ports opened in a process of their own, started when the first is needed and again after it died. A crash there is
 * a lost connection here, and every link comes back by itself. After a crash each port that was in use has its own
 * process for a while, and one that goes on crashing is left alone for a pause (`CrashRecord`).
 * `close` ends the processes and refuses everything from then on.
 */
export function processPorts(options: ProcessPortsOptions): Ports {
  return new ProcessPorts(options);
}

/** The process that all ports share which never crashed. */
const SHARED = '';

class ProcessPorts implements Ports {
  readonly #start: () => PortChannel;
  readonly #deps: ProcessPortsOptions['deps'];
  readonly #crashes: CrashRecord;
  /** By what it is for: a port's name, or {@link SHARED}. */
  readonly #processes = new Map<string, PortProcess>();
  /** Ending, and not to be given anything any more. */
  readonly #ending = new Set<Promise<void>>();
  #isClosed = false;

  constructor({ start, deps, crashPolicy }: ProcessPortsOptions) {
    this.#start = start;
    this.#deps = deps;
    this.#crashes = new CrashRecord(() => deps.clock.monotonicMs(), crashPolicy);
  }

  connect(settings: PortSettings): Connect {
    const name = portName(settings);
    return (listener) => this.#connect(name, settings, listener);
  }

  #connect(name: string, settings: PortSettings, listener: ConnectionListener): Connection {
    if (this.#isClosed) return refused(listener, { fault: 'closed', detail: 'the ports are closed' });
    const pauseLeftMs = this.#crashes.pauseLeftMs(name);
    if (pauseLeftMs > 0) {
      const detail = `it crashed its process again and again; left alone for ${Math.ceil(pauseLeftMs / 1_000)} s`;
      return refused(listener, { fault: 'failed', detail });
    }
    try {
      const key = this.#keyFor(name);
      const process = this.#processFor(key);
      const connection = process.connect(name, settings, listener);
      return {
        write: (bytes, done) => connection.write(bytes, done),
        close: () => connection.close().then(() => this.#endWhenIdle(key, process)),
      };
    } catch (error) {
      // The host cannot start a process now: no memory, say. The link tries again.
      return refused(listener, linkErrorOf(error));
    }
  }

  async list(): Promise<readonly PluggedPort[]> {
    if (this.#isClosed || this.#crashes.pauseLeftMs(LISTING) > 0) return [];
    try {
      const key = this.#keyFor(LISTING);
      const process = this.#processFor(key);
      const ports = await process.list();
      this.#endWhenIdle(key, process);
      return ports;
    } catch (error) {
      this.#deps.log.log('error', 'no process to list ports', { error: String(error) });
      return [];
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const [key, process] of this.#processes) this.#stop(key, process);
    await Promise.all(this.#ending);
  }

  #keyFor(name: string): string {
    return this.#crashes.isApart(name) ? name : SHARED;
  }

  #processFor(key: string): PortProcess {
    const running = this.#processes.get(key);
    if (running !== undefined) return running;
    const process: PortProcess = new PortProcess(this.#start(), this.#deps, (ended) => {
      if (this.#processes.get(key) === process) this.#processes.delete(key);
      if (!ended.wasStopped) this.#noteCrash(ended);
    });
    this.#processes.set(key, process);
    return process;
  }

  #noteCrash({ detail, wasReady, serving }: PortProcessEnded): void {
    const { log } = this.#deps;
    log.log('warn', 'the port process has died', { detail, ports: serving.join(', ') });
    if (!wasReady) return;
    for (const name of serving) {
      if (this.#crashes.note(name)) {
        const pauseMs = this.#crashes.pauseLeftMs(name);
        log.log('error', 'a port crashes its process again and again and is left alone', {
          port: name,
          pauseMs,
        });
      }
    }
  }

  /** A process of one port goes with it; the shared one stays, since ports come and go. */
  #endWhenIdle(key: string, process: PortProcess): void {
    if (key !== SHARED && process.isIdle && this.#processes.get(key) === process) this.#stop(key, process);
  }

  #stop(key: string, process: PortProcess): void {
    this.#processes.delete(key);
    const ended: Promise<void> = process.stop().finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }
}

/** A connection that never comes to be. Its listener is told after this returns. */
function refused(listener: ConnectionListener, error: LinkError): Connection {
  queueMicrotask(() => listener.onLost(error));
  return {
    write: (_bytes, done) => done(error),
    close: () => Promise.resolve(),
  };
}
