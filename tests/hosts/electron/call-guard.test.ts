// Goal: only the top frame of our page in our window is believed, and what it says is bounded.
import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { beforeEach, expect, test } from 'vitest';
import { CallDesk } from '../../../src-main/hosts/call-desk.ts';
import { CallGuard } from '../../../src-main/hosts/electron/call-guard.ts';
import { PageOrigin } from '../../../src-main/hosts/electron/windows-scheme.ts';
import { RecordedLog } from '../recorded-log.ts';
import { standInChannels } from '../stand-in/channels.ts';

const ours = { id: 1 } as unknown as WebContents;
const stranger = { id: 2 } as unknown as WebContents;
const page = 'daybook://till/?window=cashier';

interface Frame {
  readonly url: string;
  readonly parent?: unknown;
  readonly top?: unknown;
}

function eventFrom(sender: WebContents, frame: Frame | null): IpcMainInvokeEvent {
  const own: { url?: string; parent: unknown; top: unknown } = { parent: null, top: null };
  own.url = frame?.url ?? '';
  own.parent = frame?.parent ?? null;
  own.top = frame?.top ?? own;
  return { type: 'frame', sender, senderFrame: frame === null ? null : own } as unknown as IpcMainInvokeEvent;
}

let log: RecordedLog;
let calls: unknown[];
let nowMs: number;
let opened: string[];
let guard: CallGuard;

beforeEach(() => {
  log = new RecordedLog();
  calls = [];
  opened = [];
  nowMs = 0;
  const desk = new CallDesk(standInChannels, log);
  desk.setHandler(async (from, channel, input) => {
    calls.push([from, channel, input]);
    return { ok: true, value: 'done' };
  });
  const pages = new PageOrigin();
  guard = new CallGuard({
    desk,
    log,
    monotonicMs: () => nowMs,
    kindOf: (contents) => (contents === ours ? 'cashier' : undefined),
    isOurPage: (url) => pages.isOurs(url),
    onOpened: (kind) => opened.push(kind),
  });
});

const answer = async (event: IpcMainInvokeEvent, channel: unknown, input: unknown) =>
  JSON.parse(await guard.answer(event, channel, input)) as { ok: boolean; error?: { code: string } };

test('the top frame of our page in our window is answered', async () => {
  expect(await answer(eventFrom(ours, { url: page }), 'echo:say', '{"text":"a"}')).toEqual({
    ok: true,
    value: 'done',
  });
  expect(calls).toEqual([['cashier', 'echo:say', { text: 'a' }]]);
});

const strangers: readonly {
  readonly name: string;
  readonly event: IpcMainInvokeEvent;
  readonly why: string;
}[] = [
  {
    name: 'web contents that we did not open',
    event: eventFrom(stranger, { url: page }),
    why: 'unknown window',
  },
  { name: 'a frame that is gone', event: eventFrom(ours, null), why: 'no frame' },
  {
    name: 'a frame in our page',
    event: eventFrom(ours, { url: page, parent: {}, top: {} }),
    why: 'not the top frame',
  },
  {
    name: 'a frame whose top is another',
    event: eventFrom(ours, { url: page, top: {} }),
    why: 'not the top frame',
  },
  ...[
    'https://example.com/',
    'daybook://other/',
    'daybook://till.example.com/',
    'daybook://till@evil/',
    'daybook://user:pass@till/',
    'http://till/',
    'file:///daybook://till/',
    'about:blank',
    'data:text/html,x',
    '',
    'daybook',
  ].map((url) => ({ name: `a page at "${url}"`, event: eventFrom(ours, { url }), why: 'not our page' })),
];
for (const { name, event, why } of strangers) {
  test(`not trusted, and logged: ${name}`, async () => {
    expect(await answer(event, 'echo:say', '{"text":"a"}')).toEqual({
      ok: false,
      error: { code: 'till-not-answering', params: { reason: 'refused' } },
    });
    guard.opened(event);
    expect([calls, opened]).toEqual([[], []]);
    expect(log.lines.map((line) => line.fields.why)).toEqual([why, why]);
  });
}

const bad: readonly {
  readonly name: string;
  readonly channel: unknown;
  readonly input: unknown;
  readonly code: string;
}[] = [
  { name: 'no channel', channel: undefined, input: '{}', code: 'malformed' },
  { name: 'an object in place of text', channel: 'echo:say', input: { text: 'a' }, code: 'malformed' },
  { name: 'no JSON', channel: 'echo:say', input: '{', code: 'malformed' },
  {
    name: 'more than 64 KiB',
    channel: 'echo:say',
    input: `{"text":"${'x'.repeat(70_000)}"}`,
    code: 'oversized',
  },
  { name: 'an input that the schema refuses', channel: 'echo:say', input: '{"text":1}', code: 'malformed' },
  { name: 'an unknown channel', channel: 'sqlite:run', input: '{}', code: 'unknown-channel' },
  { name: 'another window’s channel', channel: 'echo:look', input: '[]', code: 'malformed' },
];
for (const { name, channel, input, code } of bad) {
  test(`${name} is answered with ${code}, and nothing happens`, async () => {
    expect((await answer(eventFrom(ours, { url: page }), channel, input)).error?.code).toBe(code);
    expect(calls).toEqual([]);
  });
}

test('an unknown channel is logged', async () => {
  await answer(eventFrom(ours, { url: page }), 'sqlite:run', '{}');
  expect(log.lines).toEqual([
    {
      level: 'warn',
      message: 'call from a window refused',
      fields: { window: 'cashier', refusal: 'unknown-channel', channel: 'sqlite:run' },
    },
  ]);
});

test('a flood is refused, and a window that calms down is answered again', async () => {
  const event = eventFrom(ours, { url: page });
  const answers: boolean[] = [];
  for (let count = 0; count < 300; count += 1) answers.push((await answer(event, 'echo:look', '{}')).ok);
  expect(answers.filter(Boolean)).toHaveLength(200);
  nowMs += 1_000;
  expect((await answer(event, 'echo:look', '{}')).ok).toBe(true);
});
