// Goal: nobody but the windows that this host opened can reach the core, and none of them can hurt it.
// Method: real sockets against a real server, each misbehaving in one way; the handler counts what got through.
import { expect, onTestFinished, test } from 'vitest';
import { topics } from '../../../src-main/contract/bridge.ts';
import { startBridgeServer } from '../../../src-main/hosts/chromium/bridge-server.ts';
import { RecordedLog } from '../recorded-log.ts';
import { standInChannels } from '../stand-in/channels.ts';
import { writeRenderer } from '../stand-in/renderer-folder.ts';
import { tempFolder } from '../temp-folder.ts';
import { get, serve } from './serve-bridge.ts';
import { randomSession, TestSocket } from './test-socket.ts';

const welcome = (window: string) => ({ type: 'welcome', window });

test('a window with its key is let in as its kind, and its calls are answered', async () => {
  const { server, calls } = await serve();
  const cashier = await TestSocket.enter(server.mintAddress('cashier'));
  expect(await cashier.next()).toEqual(welcome('cashier'));
  expect(await cashier.call(7, 'echo:say', { text: '你好' })).toEqual({
    type: 'answer',
    id: 7,
    answer: { ok: true, value: { text: '你好' } },
  });
  expect(calls).toEqual([{ from: 'cashier', channel: 'echo:say', input: { text: '你好' } }]);
});

test('the server listens on 127.0.0.1 alone', async () => {
  const { server } = await serve();
  expect(new URL(server.origin).hostname).toBe('127.0.0.1');
  const { port } = new URL(server.origin);
  // Another address of the loopback net reaches nothing.
  await expect(get(`http://127.0.0.2:${port}`, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect(get(`http://[::1]:${port}`, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('keys are 256 bits, in the fragment, and another one each time', async () => {
  const { server } = await serve();
  const addresses = [
    server.mintAddress('cashier'),
    server.mintAddress('cashier'),
    server.mintAddress('customer'),
  ];
  const keys = addresses.map((address) => new URL(address).hash.replace('#key=', ''));
  expect(new Set(keys).size).toBe(3);
  for (const key of keys) expect(Buffer.from(key, 'base64url')).toHaveLength(32);
  expect(new URL(addresses[0] ?? '').search).toBe('?window=cashier');
});

test('a wrong key is refused', async () => {
  const { server, log, calls } = await serve();
  server.mintAddress('cashier');
  const socket = await TestSocket.enter(`${server.origin}/#key=${randomSession()}`);
  expect(await socket.closed).toEqual({ code: 4401, reason: 'not admitted' });
  expect(socket.unread).toEqual([]);
  expect(calls).toEqual([]);
  expect(log.messages('warn')).toContain('a window came with an unknown key or session');
});

test('a used key is refused to a second window, loudly, and the first goes on', async () => {
  const { server, log } = await serve();
  const address = server.mintAddress('cashier');
  const first = await TestSocket.enter(address);
  expect(await first.next()).toEqual(welcome('cashier'));
  const second = await TestSocket.enter(address);
  expect((await second.closed).code).toBe(4401);
  expect(log.messages('error')).toEqual(['a window came with a key that another window has used']);
  expect(await first.call(1, 'echo:say', { text: 'still here' })).toMatchObject({ answer: { ok: true } });
});

test('the same window comes back with its session: after a reload, and when the welcome was lost', async () => {
  const { server } = await serve();
  const address = server.mintAddress('cashier');
  const session = randomSession();
  const first = await TestSocket.enter(address, session);
  await first.next();
  const again = await TestSocket.enter(address, session);
  expect(await again.next()).toEqual(welcome('cashier'));
  // The socket from before is let go, since answers must not go to a page that is gone.
  expect((await first.closed).code).toBe(4409);
  const reloaded = await TestSocket.open(server.origin);
  if (typeof reloaded === 'number') throw new Error('refused');
  reloaded.send({ type: 'hello', session });
  expect(await reloaded.next()).toEqual(welcome('cashier'));
});

test('a new address for a kind voids the old one and lets the old window go', async () => {
  const { server } = await serve();
  const session = randomSession();
  const old = await TestSocket.enter(server.mintAddress('cashier'), session);
  await old.next();
  const fresh = await TestSocket.enter(server.mintAddress('cashier'));
  expect(await fresh.next()).toEqual(welcome('cashier'));
  expect((await old.closed).code).toBe(4409);
  const back = await TestSocket.open(server.origin);
  if (typeof back === 'number') throw new Error('refused');
  back.send({ type: 'hello', session });
  expect((await back.closed).code).toBe(4401);
});

test('a customer window cannot call what is the cashier’s, and may call its own', async () => {
  const { server, calls, log } = await serve();
  const customer = await TestSocket.enter(server.mintAddress('customer'));
  expect(await customer.next()).toEqual(welcome('customer'));
  expect(await customer.call(1, 'echo:say', { text: 'void the sale' })).toEqual({
    type: 'answer',
    id: 1,
    answer: {
      ok: false,
      error: { code: 'not-for-this-window', params: { channel: 'echo:say', window: 'customer' } },
    },
  });
  expect(calls).toEqual([]);
  expect(log.messages('warn')).toEqual(['call from a window refused']);
  expect(await customer.call(2, 'echo:look', {})).toMatchObject({ id: 2, answer: { ok: true } });
});

const badOrigins = [
  { name: 'a foreign Origin', headers: { Origin: 'https://evil.example' } },
  { name: 'a foreign port of this machine', headers: { Origin: 'http://127.0.0.1:1' } },
  { name: 'an opaque Origin', headers: { Origin: 'null' } },
  { name: 'a page with the name localhost', headers: { Origin: 'http://localhost' } },
  { name: 'a wrong Host (DNS rebinding)', headers: { Host: 'till.evil.example' } },
];
for (const { name, headers } of badOrigins) {
  test(`a socket with ${name} is refused before anything is said`, async () => {
    const { server, log } = await serve();
    server.mintAddress('cashier');
    expect(await TestSocket.open(server.origin, headers)).toBe(403);
    expect(log.messages('warn')).toEqual(['socket refused']);
  });
}

test('a socket without an Origin is refused', async () => {
  const { server } = await serve();
  const status = await get(server.origin, '/bridge', {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64'),
    'Sec-WebSocket-Version': '13',
  }).then((response) => response.status);
  expect(status).toBe(403);
});

test('a socket on another path is refused', async () => {
  const { server } = await serve();
  expect(await TestSocket.open(server.origin, {}, '/elsewhere')).toBe(404);
});

const closing = [
  { name: 'binary', send: Buffer.from([1, 2, 3]), code: 1003 },
  { name: 'more than 64 KiB', send: 'x'.repeat(64 * 1024 + 1), code: 1009 },
  { name: 'no JSON', send: '{', code: 4400 },
  { name: 'nested too deeply', send: `${'['.repeat(40)}${']'.repeat(40)}`, code: 4400 },
  { name: 'a second hello', send: JSON.stringify({ type: 'hello', session: randomSession() }), code: 4400 },
  {
    name: 'a call with something added',
    send: '{"type":"call","id":1,"channel":"echo:say","input":{},"as":"manager"}',
    code: 4400,
  },
];
for (const { name, send, code } of closing) {
  test(`a message that is ${name} closes the socket with ${code}, and nothing happens`, async () => {
    const { server, calls } = await serve();
    const socket = await TestSocket.enter(server.mintAddress('cashier'));
    await socket.next();
    socket.sendText(send);
    socket.send({ type: 'call', id: 2, channel: 'echo:say', input: { text: 'behind it' } });
    expect((await socket.closed).code).toBe(code);
    expect(calls).toEqual([]);
  });
}

const answered = [
  { name: 'an unknown channel', channel: 'echo:shout', input: {}, code: 'unknown-channel' },
  {
    name: 'a channel called like a thing every object has',
    channel: 'constructor',
    input: {},
    code: 'unknown-channel',
  },
  { name: 'an input that the schema refuses', channel: 'echo:say', input: { text: 5 }, code: 'malformed' },
  {
    name: 'an input with something added',
    channel: 'echo:say',
    input: { text: 'a', role: 'manager' },
    code: 'malformed',
  },
];
for (const { name, channel, input, code } of answered) {
  test(`${name} is answered with ${code}, and nothing happens`, async () => {
    const { server, calls } = await serve();
    const socket = await TestSocket.enter(server.mintAddress('cashier'));
    await socket.next();
    expect(await socket.call(3, channel, input)).toMatchObject({
      id: 3,
      answer: { ok: false, error: { code } },
    });
    expect(calls).toEqual([]);
    expect(await socket.call(4, 'echo:say', { text: 'goes on' })).toMatchObject({ answer: { ok: true } });
  });
}

test('a failing handler is answered without its details, which are in the log', async () => {
  const { server, log } = await serve();
  const socket = await TestSocket.enter(server.mintAddress('cashier'));
  await socket.next();
  expect(await socket.call(1, 'echo:fail', {})).toEqual({
    type: 'answer',
    id: 1,
    answer: { ok: false, error: { code: 'till-not-answering', params: { reason: 'failed' } } },
  });
  expect(log.lines.find((line) => line.level === 'error')?.fields).toMatchObject({
    error: expect.stringContaining('a bug with details'),
  });
});

test('a call before the core is there is answered with the reason', async () => {
  const server = await startBridgeServer({
    channels: standInChannels,
    topics,
    rendererFolder: writeRenderer(tempFolder('windows'), ''),
    log: new RecordedLog(),
  });
  onTestFinished(() => server.close());
  const socket = await TestSocket.enter(server.mintAddress('cashier'));
  await socket.next();
  expect(await socket.call(1, 'echo:look', {})).toMatchObject({
    answer: { error: { code: 'till-not-answering', params: { reason: 'starting' } } },
  });
});

test('a flood closes the socket', async () => {
  const { server, calls } = await serve({ limits: { messages: { burst: 20, perSecond: 1 } } });
  const socket = await TestSocket.enter(server.mintAddress('cashier'));
  await socket.next();
  for (let id = 1; id <= 100; id += 1) socket.send({ type: 'call', id, channel: 'echo:look', input: {} });
  expect(await socket.closed).toEqual({ code: 4429, reason: 'too many messages' });
  // The hello was one of the twenty.
  expect(calls).toHaveLength(19);
});

test('more calls at once than the bound are answered as busy', async () => {
  const { server, release } = await serve({ limits: { openCalls: 2 } });
  const socket = await TestSocket.enter(server.mintAddress('cashier'));
  await socket.next();
  for (const id of [1, 2, 3]) socket.send({ type: 'call', id, channel: 'echo:hold-on', input: {} });
  expect(await socket.next()).toMatchObject({ id: 3, answer: { error: { params: { reason: 'busy' } } } });
  release({ ok: true, value: 'done' });
  expect([await socket.next(), await socket.next()]).toMatchObject([{ id: 1 }, { id: 2 }]);
});

test('a socket that says nothing is closed', async () => {
  const { server } = await serve({ limits: { helloTimeoutMs: 20 } });
  const socket = await TestSocket.open(server.origin);
  if (typeof socket === 'number') throw new Error('refused');
  expect(await socket.closed).toEqual({ code: 4408, reason: 'no hello in time' });
});

test('only so many sockets are open at once', async () => {
  const { server } = await serve();
  const sockets: (TestSocket | number)[] = [];
  for (let count = 0; count < 17; count += 1) sockets.push(await TestSocket.open(server.origin));
  expect(sockets.slice(0, 16).every((socket) => socket instanceof TestSocket)).toBe(true);
  expect(sockets[16]).toBe(503);
});

test('what is published goes to windows of that kind; a later one is told the newest of a kept topic only', async () => {
  const { server } = await serve();
  const cashier = await TestSocket.enter(server.mintAddress('cashier'));
  const customer = await TestSocket.enter(server.mintAddress('customer'));
  expect([await cashier.next(), await customer.next()]).toEqual([welcome('cashier'), welcome('customer')]);
  server.publish('cashier', 'view', { revision: 1 });
  server.publish('cashier', 'event', { cue: 'item' });
  server.publish('customer', 'view', { due: 271 });
  server.publish('cashier', 'view', { revision: 2 });
  const published = (topic: string, message: unknown) => ({ type: 'published', topic, message });
  expect([await cashier.next(), await cashier.next(), await cashier.next()]).toEqual([
    published('view', { revision: 1 }),
    published('event', { cue: 'item' }),
    published('view', { revision: 2 }),
  ]);
  expect(await customer.next()).toEqual(published('view', { due: 271 }));
  const later = await TestSocket.enter(server.mintAddress('cashier'));
  expect([await later.next(), await later.next()]).toEqual([
    welcome('cashier'),
    published('view', { revision: 2 }),
  ]);
  expect(later.unread).toEqual([]);
});

test('a window that reads slowly is spared outdated views, and gets the newest when it reads again', async () => {
  const { server } = await serve({ limits: { crowdedBytes: 64 * 1024 } });
  const cashier = await TestSocket.enter(server.mintAddress('cashier'));
  await cashier.next();
  cashier.socket.pause();
  const padding = 'x'.repeat(256 * 1024);
  // Far more than the system's own buffers hold, so that something has to wait.
  for (let revision = 1; revision <= 100; revision += 1)
    server.publish('cashier', 'view', { revision, padding });
  cashier.socket.resume();
  const revisions: number[] = [];
  while (revisions.at(-1) !== 100) {
    const message = await cashier.next();
    if (message.type === 'published') revisions.push((message.message as { revision: number }).revision);
  }
  expect(revisions.length).toBeLessThan(90);
  expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
});

test('a window that does not read at all is dropped, and the others are not held up', async () => {
  const { server, log } = await serve({ limits: { unsentBytes: 512 * 1024 } });
  const deaf = await TestSocket.enter(server.mintAddress('cashier'));
  const customer = await TestSocket.enter(server.mintAddress('customer'));
  await Promise.all([deaf.next(), customer.next()]);
  deaf.socket.pause();
  const padding = 'x'.repeat(256 * 1024);
  for (let count = 0; count < 100; count += 1) server.publish('cashier', 'event', { count, padding });
  server.publish('customer', 'view', { due: 1 });
  expect(await customer.next()).toMatchObject({ topic: 'view' });
  deaf.socket.resume();
  expect((await deaf.closed).code).toBe(1006);
  expect(log.messages('warn')).toContain('window dropped: it does not read');
});

test('closing frees the port, even with a window that does not answer', async () => {
  const { server } = await serve();
  const socket = await TestSocket.enter(server.mintAddress('cashier'));
  await socket.next();
  socket.socket.pause();
  await server.close();
  await expect(get(server.origin, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('a reopenable address opens again; the window before is let go', async () => {
  const { server } = await serve({ isReopenable: true });
  const address = server.mintAddress('cashier');
  const first = await TestSocket.enter(address);
  expect(await first.next()).toEqual(welcome('cashier'));
  const second = await TestSocket.enter(address);
  expect(await second.next()).toEqual(welcome('cashier'));
  expect((await first.closed).code).toBe(4409);
});

test('in development the key is the same at each start and works again', async () => {
  const { server } = await serve({
    development: { key: 'development', rendererOrigin: 'http://127.0.0.1:5173' },
  });
  const { port } = new URL(server.origin);
  expect(server.mintAddress('cashier')).toBe(
    `http://127.0.0.1:5173/?window=cashier&bridge=${port}#key=development-cashier`,
  );
  for (let count = 0; count < 2; count += 1) {
    const socket = await TestSocket.enter(`${server.origin}/#key=development-cashier`);
    expect(await socket.next()).toEqual(welcome('cashier'));
  }
  expect(await TestSocket.open(server.origin, { Origin: 'http://127.0.0.1:5173' })).toBeInstanceOf(
    TestSocket,
  );
});

test('a port that is taken is an error', async () => {
  const { server } = await serve();
  await expect(serve({ port: Number(new URL(server.origin).port) })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
