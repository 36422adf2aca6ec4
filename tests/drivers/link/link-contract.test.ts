// What every link promises, on TCP sockets and on real pseudo-terminals with the native serial binding.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { afterEach, describe, expect, test } from 'vitest';
import type { LinkPolicy } from '../../../drivers/link/reconnecting-link.ts';
import { serialLink } from '../../../drivers/link/serial-link.ts';
import { tcpLink } from '../../../drivers/link/tcp-link.ts';
import type { Link, LinkState } from '../../../drivers/link.ts';
import { type Pty, startPtyPair } from '../../../fixtures/simulators/pty.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { eventually, ManualTime, realTime } from '../support/time.ts';

const policy: Partial<LinkPolicy> = { backoff: { firstMs: 20, maxMs: 50 } };
const deps = { timers: realTime, log: silentLogger };

/** The device's side of the wire. */
interface Peer {
  link(more?: Partial<LinkPolicy>): Link;
  /** Whether the peer can hear what the link sends; a PTY opens without anybody at the other end. */
  isConnected(): boolean;
  received(): Buffer;
  send(bytes: Uint8Array): void;
  stopReading(): void;
  unplug(): Promise<void>;
  replug(): Promise<void>;
  stop(): Promise<void>;
}

async function tcpPeer(): Promise<Peer> {
  let server: Server | undefined;
  let socket: Socket | undefined;
  let port = 0;
  let isReading = true;
  const chunks: Buffer[] = [];
  const listen = async () => {
    const listening = createServer((accepted) => {
      socket = accepted;
      accepted.on('error', () => {});
      if (isReading) accepted.on('data', (bytes) => chunks.push(bytes));
      accepted.on('close', () => {
        if (socket === accepted) socket = undefined;
      });
    });
    server = listening;
    await new Promise<void>((resolve) => listening.listen(port, '127.0.0.1', resolve));
    const address = listening.address();
    if (address !== null && typeof address === 'object') port = address.port;
  };
  const unplug = async () => {
    const closing = server;
    server = undefined;
    socket?.resetAndDestroy();
    if (closing !== undefined) await new Promise((resolve) => closing.close(resolve));
  };
  await listen();
  return {
    link: (more) => tcpLink({ host: '127.0.0.1', port }, deps, { ...policy, ...more }),
    isConnected: () => socket !== undefined,
    received: () => Buffer.concat(chunks),
    send: (bytes) => socket?.write(bytes),
    stopReading() {
      isReading = false;
      socket?.removeAllListeners('data').pause();
    },
    unplug,
    replug: listen,
    stop: unplug,
  };
}

async function ptyPeer(): Promise<Peer> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-link-'));
  const path = join(folder, 'till');
  const otherPath = join(folder, 'device');
  const chunks: Buffer[] = [];
  const started = await startPtyPair({ path, otherPath, timers: realTime });
  if (!started.ok) throw new Error(`this test needs socat: ${JSON.stringify(started.error)}`);
  const pty: Pty = started.value;
  let far: SerialPort | undefined;
  const openFar = async () => {
    const port = new SerialPort({ path: otherPath, baudRate: 9_600, autoOpen: false });
    port.on('data', (bytes: Buffer) => chunks.push(bytes));
    port.on('error', () => {});
    await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
    far = port;
  };
  const closeFar = () =>
    new Promise<void>((resolve) => (far?.isOpen ? far.close(() => resolve()) : resolve()));
  await openFar();
  return {
    link: (more) => serialLink({ path, baudRate: 9_600 }, deps, { ...policy, ...more }),
    isConnected: () => far?.isOpen === true,
    received: () => Buffer.concat(chunks),
    send: (bytes) => far?.write(bytes),
    stopReading: () => far?.pause(),
    async unplug() {
      await pty.unplug();
      await closeFar();
    },
    async replug() {
      await pty.replug();
      await openFar();
    },
    async stop() {
      await closeFar();
      await pty.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

for (const { kind, makePeer } of [
  { kind: 'TCP', makePeer: tcpPeer },
  { kind: 'a pseudo-terminal', makePeer: ptyPeer },
]) {
  describe(`a link over ${kind}`, () => {
    async function connected(more?: Partial<LinkPolicy>) {
      const peer = await makePeer();
      open.push({ close: () => peer.stop() });
      const link = peer.link(more);
      open.push(link);
      const states: LinkState[] = [];
      link.onState((state) => states.push(state));
      const chunks: Uint8Array[] = [];
      link.onData((bytes) => chunks.push(bytes.slice()));
      link.open();
      await eventually(() => link.state.status === 'open' && peer.isConnected(), 'open');
      return { peer, link, states, heard: () => Buffer.concat(chunks) };
    }
    const allBytes = Uint8Array.from({ length: 256 }, (_, i) => i);

    test('carries all byte values both ways unchanged', async () => {
      const { peer, link, heard, states } = await connected();
      expect(states.map((state) => state.status)).toEqual(['opening', 'open']);
      expect(await link.write(allBytes)).toEqual({ ok: true, value: undefined });
      await eventually(() => peer.received().length === 256, 'sent');
      expect(peer.received()).toEqual(Buffer.from(allBytes));
      peer.send(allBytes);
      await eventually(() => heard().length === 256, 'received');
      expect(heard()).toEqual(Buffer.from(allBytes));
    });

    test('keeps the order of many writes', async () => {
      const { peer, link } = await connected();
      const blocks = Array.from({ length: 50 }, (_, i) => new Uint8Array(997).fill(i));
      const results = await Promise.all(blocks.map((block) => link.write(block)));
      expect(results.every((result) => result.ok)).toBe(true);
      await eventually(() => peer.received().length === 50 * 997, 'all sent');
      expect(peer.received()).toEqual(Buffer.concat(blocks));
    });

    test('notices that the device is gone while nothing is being sent, and comes back with it', async () => {
      const { peer, link, heard } = await connected();
      await peer.unplug();
      await eventually(() => link.state.status === 'waiting', 'loss noticed');
      expect(await link.write(allBytes)).toMatchObject({ ok: false });
      await peer.replug();
      await eventually(() => link.state.status === 'open' && peer.isConnected(), 'open again');
      peer.send(Uint8Array.of(7));
      await eventually(() => heard().includes(7), 'data after the replug');
      expect(await link.write(Uint8Array.of(9))).toMatchObject({ ok: true });
      await eventually(() => peer.received().includes(9), 'data to the device after the replug');
    });

    test('survives being unplugged again and again', async () => {
      const { peer, link, states } = await connected();
      for (let i = 0; i < 3; i += 1) {
        await peer.unplug();
        await eventually(() => link.state.status === 'waiting', `loss ${i}`);
        await peer.replug();
        await eventually(() => link.state.status === 'open' && peer.isConnected(), `open ${i}`);
      }
      expect(states.filter((state) => state.status === 'open')).toHaveLength(4);
    });

    test('says why while the device is not there', async () => {
      const peer = await makePeer();
      open.push({ close: () => peer.stop() });
      await peer.unplug();
      const link = peer.link();
      open.push(link);
      link.open();
      await eventually(() => link.state.status === 'waiting', 'first attempt failed');
      expect(['not-found', 'refused']).toContain(link.state.status === 'waiting' ? link.state.fault : '');
      await peer.replug();
      await eventually(() => link.state.status === 'open', 'open once it is there');
    });

    test('a device that stops reading meets the bound, and every write settles', async () => {
      const { peer, link } = await connected({ maxPendingBytes: 64 * 1024 });
      peer.stopReading();
      const block = new Uint8Array(32 * 1024);
      const results: Promise<unknown>[] = [];
      let overflows = 0;
      // The kernel takes megabytes on a socket; go on until the link itself has to hold bytes.
      for (let i = 0; i < 2_000 && overflows === 0; i += 1) {
        const write = link.write(block).then((result) => {
          if (!result.ok && result.error.fault === 'overflow') overflows += 1;
          return result;
        });
        results.push(write);
        await Promise.race([write, new Promise((resolve) => setTimeout(resolve, 5))]);
      }
      expect(overflows).toBe(1);
      await link.close();
      await Promise.all(results);
    });

    test('a write on the way when the device vanishes fails', async () => {
      const { peer, link } = await connected({ maxPendingBytes: 64 * 1024 * 1024 });
      peer.stopReading();
      const write = link.write(new Uint8Array(32 * 1024 * 1024));
      await peer.unplug();
      expect(await write).toMatchObject({ ok: false, error: { fault: 'disconnected' } });
    });

    test('opens once and closes once, however often it is told to', async () => {
      const { peer, link, states } = await connected();
      link.open();
      await Promise.all([link.close(), link.close()]);
      await link.close();
      link.open();
      expect(states.map((state) => state.status)).toEqual(['opening', 'open', 'closed']);
      expect(await link.write(allBytes)).toMatchObject({ ok: false, error: { fault: 'closed' } });
      peer.send(allBytes);
      expect(link.state).toEqual({ status: 'closed' });
    });

    test('lets go of the port: another link can have it', async () => {
      const { peer, link } = await connected();
      await link.close();
      const next = peer.link();
      open.push(next);
      next.open();
      await eventually(() => next.state.status === 'open', 'open by the next');
    });
  });
}

describe('a serial link', () => {
  test('says that a port is in use, and takes it when it is free', async () => {
    const peer = await ptyPeer();
    open.push({ close: () => peer.stop() });
    const holder = peer.link();
    holder.open();
    await eventually(() => holder.state.status === 'open', 'held');
    const link = peer.link();
    open.push(link);
    link.open();
    await eventually(() => link.state.status === 'waiting', 'refused');
    expect(link.state).toMatchObject({ status: 'waiting', fault: 'in-use' });
    await holder.close();
    await eventually(() => link.state.status === 'open', 'taken over');
  });

  test('does without modem lines, which pseudo-terminals lack', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-link-'));
    const path = join(folder, 'till');
    const pty = await startPtyPair({ path, otherPath: join(folder, 'device'), timers: realTime });
    if (!pty.ok) throw new Error('this test needs socat');
    open.push({
      close: async () => {
        await pty.value.stop();
        rmSync(folder, { recursive: true });
      },
    });
    const link = serialLink({ path, baudRate: 9_600, lines: { dtr: true, rts: true } }, deps, policy);
    open.push(link);
    link.open();
    await eventually(() => link.state.status === 'open', 'open without lines');
    expect(await link.write(Uint8Array.of(1))).toMatchObject({ ok: true });
    expect(link.state.status).toBe('open');
  });
});

test('a TCP link gives up a connection that does not come about', async () => {
  // Time runs out before the socket can have connected.
  const time = new ManualTime();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const link = tcpLink(
    { host: '127.0.0.1', port, connectTimeoutMs: 500 },
    { timers: time, log: silentLogger },
  );
  open.push(link);
  const states: LinkState[] = [];
  link.onState((state) => states.push(state));
  link.open();
  time.runNow(500);
  expect(states.at(-1)).toMatchObject({ status: 'waiting', fault: 'timed-out', retryInMs: 1_000 });
});
