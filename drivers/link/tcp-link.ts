import { createConnection } from 'node:net';
import type { Link } from '../link.ts';
import { linkErrorOf } from './link-faults.ts';
import {
  type Connect,
  type Connection,
  type ConnectionListener,
  type LinkDeps,
  type LinkPolicy,
  ReconnectingLink,
} from './reconnecting-link.ts';

export interface TcpSettings {
  /** Name or address of the device. */
  readonly host: string;
  /** 9100 on nearly every receipt printer. */
  readonly port: number;
  /** How long to wait for the connection; 3 s unless told. */
  readonly connectTimeoutMs?: number;
  /** Idle time before TCP's own probes begin, since a pulled cable raises no error; 10 s unless told. */
  readonly keepAliveMs?: number;
}

/**
 * A link to a device on the network.
 * A written byte is in the kernel's buffer and no further: the device's own status is what tells of success.
 */
export function tcpLink(settings: TcpSettings, deps: LinkDeps, policy?: Partial<LinkPolicy>): Link {
  return new ReconnectingLink(
    `tcp:${settings.host}:${settings.port}`,
    tcpConnect(settings, deps),
    deps,
    policy,
  );
}

/** How a link connects to this network device; for links that put something between socket and device. */
export function tcpConnect(settings: TcpSettings, deps: LinkDeps): Connect {
  return (listener) => openSocket(settings, deps, listener);
}

function openSocket(settings: TcpSettings, deps: LinkDeps, listener: ConnectionListener): Connection {
  const socket = createConnection({
    host: settings.host,
    port: settings.port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: settings.keepAliveMs ?? 10_000,
  });
  const connectTimeoutMs = settings.connectTimeoutMs ?? 3_000;
  const cancelTimeout = deps.timers.after(connectTimeoutMs, () => {
    listener.onLost({ fault: 'timed-out', detail: `no connection within ${connectTimeoutMs} ms` });
    socket.destroy();
  });
  socket.on('connect', () => {
    cancelTimeout();
    listener.onOpen();
  });
  socket.on('data', (bytes) => listener.onData(bytes));
  // A device that says goodbye is gone, even while bytes for it still wait: waiting for them to drain could take for ever.
  socket.on('end', () => {
    listener.onLost({ fault: 'disconnected', detail: 'the other end closed the connection' });
    socket.destroy();
  });
  socket.on('error', (error) => listener.onLost(linkErrorOf(error)));
  socket.on('close', () => {
    cancelTimeout();
    listener.onLost({ fault: 'disconnected', detail: 'the connection ended' });
  });
  return {
    write(bytes, done) {
      socket.write(bytes, (error) =>
        done(error === null || error === undefined ? undefined : linkErrorOf(error)),
      );
    },
    close() {
      if (socket.closed) return Promise.resolve();
      return new Promise((resolve) => {
        socket.once('close', () => resolve());
        socket.destroy();
      });
    },
  };
}
