import type { PluggedPort, PortSettings, Ports } from '../link/ports.ts';
import type { Connect, Connection, LinkDeps } from '../link/reconnecting-link.ts';
import { portConnect, portListers } from './open-ports.ts';

/**
 * Ports opened in this process. Native code that crashes takes the process with it, so a till that sells uses
 * `processPorts`; this is its other end, and what benches, scenarios and tests use.
 * `close` closes what is still open and refuses everything from then on.
 */
export function localPorts(deps: LinkDeps): Ports {
  return new LocalPorts(deps);
}

class LocalPorts implements Ports {
  readonly #deps: LinkDeps;
  readonly #connections = new Set<Connection>();
  #isClosed = false;

  constructor(deps: LinkDeps) {
    this.#deps = deps;
  }

  connect(settings: PortSettings): Connect {
    return (listener) => {
      if (this.#isClosed) throw new Error('the ports are closed');
      const opened = portConnect(settings, this.#deps)(listener);
      const connection: Connection = {
        write: (bytes, done) => opened.write(bytes, done),
        close: () => opened.close().finally(() => this.#connections.delete(connection)),
      };
      this.#connections.add(connection);
      return connection;
    };
  }

  /** What one part of the system cannot say keeps nobody from hearing the others. */
  async list(): Promise<readonly PluggedPort[]> {
    const lists = await Promise.all(
      portListers.map(async (list) => {
        try {
          return await list(this.#deps);
        } catch (error) {
          this.#deps.log.log('debug', 'ports cannot be listed', { error: String(error) });
          return [];
        }
      }),
    );
    return lists.flat();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#connections].map((connection) => connection.close()));
  }
}
