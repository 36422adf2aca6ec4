import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { assert } from '../../base/assert.ts';
import type { Logger } from '../../base/log.ts';
import type { TopicKinds } from '../../contract/bridge.ts';
import { bridgePath, closeCodes } from '../../contract/bridge-wire.ts';
import type { ChannelMap } from '../../contract/channel-map.ts';
import { maxMessageBytes } from '../../contract/channel-map.ts';
import type { WindowKind } from '../../contract/windows.ts';
import { CallDesk } from '../call-desk.ts';
import { securityHeaders } from '../content-policy.ts';
import type { WindowRequestHandler } from '../host.ts';
import { Published } from '../published.ts';
import { WindowFiles } from '../window-files.ts';
import type { ConnectionLimits } from './bridge-connection.ts';
import { BridgeConnection, usualLimits } from './bridge-connection.ts';
import { checkRequest, checkUpgrade } from './http-guard.ts';
import type { Introduction } from './window-access.ts';
import { WindowAccess } from './window-access.ts';

const loopback = '127.0.0.1';
const mostConnections = 64;
const mostSockets = 16;

/** For hot reload alone: whoever knows the key and is on this machine can come in as any window. */
export interface DevelopmentOptions {
  /** The same at each start, so that an open page finds its way back to a restarted host. */
  readonly key: string;
  /** Where the development server serves the windows, e.g. `http://127.0.0.1:5173`; without it we serve them. */
  readonly rendererOrigin?: string | undefined;
}

export interface BridgeServerOptions {
  readonly channels: ChannelMap;
  readonly topics: TopicKinds;
  /** The folder with `index.html`; read once, at the start. */
  readonly rendererFolder: string;
  readonly log: Logger;
  /** 0, and a free one, unless told otherwise. */
  readonly port?: number | undefined;
  /**
   * Whether an address may be opened again, in place of the window that it opened before. For a machine without a display,
   * where a person opens it (docs/decisions/0009); an address that stands in a browser's command line is good once.
   */
  readonly isReopenable?: boolean | undefined;
  readonly limits?: Partial<ConnectionLimits>;
  readonly development?: DevelopmentOptions | undefined;
}

/** Serves windows on the loopback address and speaks with them (design.md, Hosts). */
export interface BridgeServer {
  /** e.g. `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** The address that opens one window of this kind. An address made before for this kind is void, and the window that it opened is let go. */
  mintAddress(kind: WindowKind): string;
  /** Sets who answers calls. */
  onCall(handler: WindowRequestHandler): void;
  /** Tells `message` to every open window of this kind, and the newest of a kept topic to those that come later. */
  publish(kind: WindowKind, topic: string, message: unknown): void;
  /** Whether a window of this kind is there. */
  isConnected(kind: WindowKind): boolean;
  /** Lets all windows go and frees the port. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts serving on a port of 127.0.0.1, and nowhere else. Requests with another Host header, sockets from another
 * Origin, and windows without a key are refused.
 * Rejects when the port is taken.
 */
export async function startBridgeServer(options: BridgeServerOptions): Promise<BridgeServer> {
  const { channels, topics, rendererFolder, log, development, port: wantedPort = 0 } = options;
  const limits = { ...usualLimits, ...options.limits };
  const access = new WindowAccess({
    isReopenable: options.isReopenable === true || development !== undefined,
    fixedKey: development?.key,
  });
  const desk = new CallDesk(channels, log);
  const published = new Published(topics);
  const connections = new Set<BridgeConnection>();
  let authority = '';
  let origins: readonly string[] = [];

  const files = new WindowFiles(rendererFolder);
  const http = createServer(
    { maxHeaderSize: 8 * 1024, requestTimeout: 10_000, headersTimeout: 5_000 },
    (request, response) => void serve(request, response),
  );
  http.maxConnections = mostConnections;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(securityHeaders("'self'"))) response.setHeader(name, value);
    response.setHeader('Cache-Control', 'no-store');
    const fault = checkRequest(request, authority);
    if (fault !== undefined) {
      log.log('warn', 'request refused', { fault });
      response.writeHead(fault === 'wrong-method' ? 405 : 403, { Connection: 'close' }).end(fault);
      return;
    }
    const [pathname = '/'] = (request.url ?? '/').split('?');
    const file = await files.read(pathname);
    if (file === undefined) {
      response.writeHead(404).end('not found');
      return;
    }
    // Names under assets/ carry a hash of their content; a page must always be the one that fits the host.
    if (pathname.startsWith('/assets/')) {
      response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
    }
    response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': file.content.length });
    response.end(request.method === 'HEAD' ? undefined : file.content);
  }

  http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    const fault = checkUpgrade(request, authority, origins);
    if (fault !== undefined || request.url !== bridgePath) {
      log.log('warn', 'socket refused', { fault: fault ?? 'wrong-path' });
      refuseUpgrade(stream, fault === undefined ? '404 Not Found' : '403 Forbidden');
      return;
    }
    if (connections.size >= mostSockets) {
      refuseUpgrade(stream, '503 Service Unavailable');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      connections.add(
        new BridgeConnection({
          socket,
          desk,
          published,
          limits,
          log,
          monotonicMs: () => performance.now(),
          admit,
          onAdmitted: dropOtherSockets,
          onClosed: (connection) => connections.delete(connection),
        }),
      );
    });
  });

  function admit(introduction: Introduction): WindowKind | undefined {
    const admitted = access.admit(introduction);
    if (admitted.ok) return admitted.value;
    if (admitted.error === 'used-key')
      log.log('error', 'a window came with a key that another window has used');
    else log.log('warn', 'a window came with an unknown key or session');
    return undefined;
  }

  /** A window has one socket: a socket that is left over from before a reload would take answers with it. */
  function dropOtherSockets(newest: BridgeConnection, kind: WindowKind): void {
    for (const other of connections) {
      if (other !== newest && other.kind === kind) other.close(closeCodes.replaced, 'replaced');
    }
  }

  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(wantedPort, loopback, resolve);
  });
  http.on('error', (error) => log.log('error', 'server of the windows failed', { error: error.message }));
  const { port } = addressOf(http.address());
  authority = `${loopback}:${port}`;
  const origin = `http://${authority}`;
  origins = development?.rendererOrigin === undefined ? [origin] : [origin, development.rendererOrigin];

  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    const closed = new Promise<void>((resolve) => http.close(() => resolve()));
    for (const connection of connections) connection.close(closeCodes.goingAway, 'the till is closing');
    http.closeAllConnections();
    await closed;
  }

  return {
    origin,
    mintAddress(kind) {
      for (const connection of connections) {
        if (connection.kind === kind) {
          connection.close(closeCodes.replaced, 'another window is opened');
        }
      }
      const key = access.mint(kind);
      if (development?.rendererOrigin === undefined) return `${origin}/?window=${kind}#key=${key}`;
      return `${development.rendererOrigin}/?window=${kind}&bridge=${port}#key=${key}`;
    },
    onCall: (handler) => desk.setHandler(handler),
    publish(kind, topic, message) {
      const messageJson = published.remember(kind, topic, message);
      for (const connection of connections) {
        if (connection.kind === kind) connection.publish(topic, messageJson);
      }
    },
    isConnected: (kind) => [...connections].some((connection) => connection.kind === kind),
    close() {
      closing ??= close();
      return closing;
    },
  };
}

function refuseUpgrade(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  assert(address !== null && typeof address !== 'string', 'a listening TCP server has an address');
  return address;
}
