// Goal: a window on the Chromium host loses no call when its connection breaks, does none twice by itself, and knows
// when it is no longer the till's window. Method: a scripted socket and a clock that the test moves.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Answer, BridgeCommon, Connection } from '../../../../src-main/contract/bridge.ts';
import type { ToWindow } from '../../../../src-main/contract/bridge-wire.ts';
import {
  callTimeoutMs,
  connectChromiumBridge,
  mostOpenCalls,
} from '../../../../src-renderer/ui/bridge/chromium-bridge.ts';

/** The host's end of a socket, as the test plays it. */
class ScriptedSocket extends EventTarget {
  readonly sent: unknown[] = [];

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  open(): void {
    this.dispatchEvent(new Event('open'));
  }

  say(message: ToWindow): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(message) }));
  }

  close(code: number): void {
    this.dispatchEvent(new Event('error'));
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

type EchoBridge = BridgeCommon & { readonly echoSay: (input: unknown) => Promise<Answer> };

const session = 's'.repeat(43);
let sockets: ScriptedSocket[];
let admitted: number;

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  admitted = 0;
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

function socket(index: number): ScriptedSocket {
  const found = sockets.at(index);
  if (found === undefined) throw new Error(`no socket ${index}`);
  return found;
}

function connect(): Promise<Answer<EchoBridge>> {
  return connectChromiumBridge({
    channels: ['echo:say'],
    openSocket: () => {
      sockets.push(new ScriptedSocket());
      return socket(-1) as unknown as WebSocket;
    },
    introduction: { key: 'the key', session },
    onAdmitted: () => {
      admitted += 1;
    },
  }) as Promise<Answer<EchoBridge>>;
}

/** A bridge that is open, with what it has said so far forgotten. */
async function openBridge(): Promise<EchoBridge> {
  const connecting = connect();
  socket(0).open();
  socket(0).say({ type: 'welcome', window: 'cashier' });
  const answer = await connecting;
  if (!answer.ok) throw new Error('refused');
  socket(0).sent.length = 0;
  return answer.value;
}

const call = (id: number, text: string) => ({ type: 'call', id, channel: 'echo:say', input: { text } });
const answerTo = (id: number, value: unknown) =>
  ({ type: 'answer', id, answer: { ok: true, value } }) as const;
const notAnswering = (reason: string) => ({
  ok: false,
  error: { code: 'till-not-answering', params: { reason } },
});

test('a window says hello and gets a frozen object of named functions', async () => {
  const connecting = connect();
  expect(socket(0).sent).toEqual([]);
  socket(0).open();
  expect(socket(0).sent).toEqual([{ type: 'hello', key: 'the key', session }]);
  expect(admitted).toBe(0);
  socket(0).say({ type: 'welcome', window: 'customer' });
  const answer = await connecting;
  expect(admitted).toBe(1);
  expect(
    answer.ok && [answer.value.kind, Object.isFrozen(answer.value), Object.keys(answer.value).sort()],
  ).toEqual(['customer', true, ['echoSay', 'kind', 'onConnection', 'onPublished']]);
});

test('answers go to their calls, in whatever order they come, and only once', async () => {
  const bridge = await openBridge();
  const [first, second] = [bridge.echoSay({ text: 'a' }), bridge.echoSay({ text: 'b' })];
  expect(socket(0).sent).toEqual([call(1, 'a'), call(2, 'b')]);
  socket(0).say(answerTo(2, 'B'));
  socket(0).say(answerTo(2, 'not again'));
  socket(0).say(answerTo(9, 'to nobody'));
  socket(0).say(answerTo(1, 'A'));
  expect([await first, await second]).toEqual([
    { ok: true, value: 'A' },
    { ok: true, value: 'B' },
  ]);
});

test('after a loss it connects again and sends what was not answered, in order, under the same ids', async () => {
  const bridge = await openBridge();
  const answers = ['a', 'b', 'c'].map((text) => bridge.echoSay({ text }));
  socket(0).say(answerTo(2, 'B'));
  socket(0).close(1006);
  // Called while nobody is there.
  answers.push(bridge.echoSay({ text: 'd' }));
  vi.advanceTimersByTime(100);
  expect(sockets).toHaveLength(2);
  socket(1).open();
  expect(socket(1).sent).toEqual([{ type: 'hello', key: 'the key', session }]);
  socket(1).say({ type: 'welcome', window: 'cashier' });
  expect(socket(1).sent.slice(1)).toEqual([call(1, 'a'), call(3, 'c'), call(4, 'd')]);
  for (const [id, value] of [
    [1, 'A'],
    [3, 'C'],
    [4, 'D'],
  ] as const)
    socket(1).say(answerTo(id, value));
  expect((await Promise.all(answers)).map((answer) => answer.ok && answer.value)).toEqual([
    'A',
    'B',
    'C',
    'D',
  ]);
});

test('it waits longer after each failure, at most 2 s, and little again once it was let in', async () => {
  await openBridge();
  const waits: number[] = [];
  for (let count = 0; count < 7; count += 1) {
    const before = sockets.length;
    socket(-1).close(1006);
    let waitedMs = 0;
    while (sockets.length === before) {
      vi.advanceTimersByTime(50);
      waitedMs += 50;
    }
    waits.push(waitedMs);
  }
  expect(waits).toEqual([100, 200, 400, 800, 1600, 2000, 2000]);
  socket(-1).open();
  socket(-1).say({ type: 'welcome', window: 'cashier' });
  const before = sockets.length;
  socket(-1).close(1006);
  vi.advanceTimersByTime(100);
  expect(sockets).toHaveLength(before + 1);
});

test('a listener hears how the connection stands: at once, then each change', async () => {
  const bridge = await openBridge();
  const heard: Connection[] = [];
  const dispose = bridge.onConnection((connection) => heard.push(connection));
  socket(0).close(1006);
  vi.advanceTimersByTime(100);
  socket(1).close(1006);
  vi.advanceTimersByTime(200);
  socket(2).open();
  socket(2).say({ type: 'welcome', window: 'cashier' });
  dispose();
  socket(2).close(4401);
  expect(heard).toEqual(['open', 'lost', 'open']);
});

for (const [code, why] of [
  [4401, 'the host does not know the window'],
  [4409, 'the window was opened elsewhere'],
] as const) {
  test(`${why}: every call is answered so, and it does not come back`, async () => {
    const bridge = await openBridge();
    const open = bridge.echoSay({ text: 'a' });
    const heard: Connection[] = [];
    bridge.onConnection((connection) => heard.push(connection));
    socket(0).close(code);
    expect(await open).toEqual(notAnswering('refused'));
    expect(await bridge.echoSay({ text: 'b' })).toEqual(notAnswering('refused'));
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(heard).toEqual(['open', 'refused']);
  });
}

test('a window that is never let in is told so', async () => {
  const connecting = connect();
  socket(0).open();
  socket(0).close(4401);
  expect(await connecting).toEqual(notAnswering('refused'));
});

test('a host that comes up later is waited for', async () => {
  const connecting = connect();
  socket(0).close(1006);
  vi.advanceTimersByTime(100);
  socket(1).open();
  socket(1).say({ type: 'welcome', window: 'cashier' });
  expect((await connecting).ok).toBe(true);
});

test('a call without an answer is given up after 15 s, not sent again, and its late answer is nobody’s', async () => {
  const bridge = await openBridge();
  const lost = bridge.echoSay({ text: 'a' });
  vi.advanceTimersByTime(callTimeoutMs);
  expect(await lost).toEqual(notAnswering('lost'));
  socket(0).close(1006);
  vi.advanceTimersByTime(100);
  socket(1).open();
  socket(1).say({ type: 'welcome', window: 'cashier' });
  socket(1).say(answerTo(1, 'late'));
  expect(socket(1).sent).toHaveLength(1);
});

test('only so many calls wait at once', async () => {
  const bridge = await openBridge();
  const open = Array.from({ length: mostOpenCalls }, (_, index) => bridge.echoSay({ text: String(index) }));
  expect(await bridge.echoSay({ text: 'one too many' })).toEqual(notAnswering('busy'));
  expect(socket(0).sent).toHaveLength(mostOpenCalls);
  for (let id = 1; id <= mostOpenCalls; id += 1) socket(0).say(answerTo(id, id));
  expect(await Promise.all(open)).toHaveLength(mostOpenCalls);
  const next = bridge.echoSay({ text: 'again' });
  socket(0).say(answerTo(mostOpenCalls + 1, 'taken'));
  expect(await next).toEqual({ ok: true, value: 'taken' });
});

test('what the host would close the socket for is not sent at all', async () => {
  const bridge = await openBridge();
  const cycle: Record<string, unknown> = {};
  cycle.again = cycle;
  expect(await bridge.echoSay({ text: 'x'.repeat(70_000) })).toMatchObject({ error: { code: 'oversized' } });
  expect(await bridge.echoSay(cycle)).toMatchObject({ error: { code: 'malformed' } });
  expect(await bridge.echoSay({ text: 1n })).toMatchObject({ error: { code: 'malformed' } });
  expect(socket(0).sent).toEqual([]);
});

test('what is published goes to the listeners; the newest view also to later ones, and across a loss', async () => {
  const bridge = await openBridge();
  const heard: unknown[] = [];
  socket(0).say({ type: 'published', topic: 'view', message: 1 });
  const dispose = bridge.onPublished('view', (message) => heard.push(message));
  bridge.onPublished('event', (message) => heard.push(message));
  socket(0).say({ type: 'published', topic: 'event', message: 'beep' });
  socket(0).say({ type: 'published', topic: 'unheard-of', message: '?' });
  socket(0).close(1006);
  vi.advanceTimersByTime(100);
  socket(1).open();
  socket(1).say({ type: 'welcome', window: 'cashier' });
  socket(1).say({ type: 'published', topic: 'view', message: 2 });
  dispose();
  socket(1).say({ type: 'published', topic: 'view', message: 3 });
  expect(heard).toEqual([1, 'beep', 2]);
});

test('a socket that was given up is not listened to any more', async () => {
  const bridge = await openBridge();
  const open = bridge.echoSay({ text: 'a' });
  socket(0).close(1006);
  socket(0).say(answerTo(1, 'from the grave'));
  socket(0).close(4401);
  vi.advanceTimersByTime(100);
  socket(1).open();
  socket(1).say({ type: 'welcome', window: 'cashier' });
  socket(1).say(answerTo(1, 'alive'));
  expect(await open).toEqual({ ok: true, value: 'alive' });
});
