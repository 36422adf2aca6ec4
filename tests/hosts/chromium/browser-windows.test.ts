// Goal: the window stays on the screen of a kiosk, and no browser is left behind when the till ends.
// Method: a shell script stands in for Chromium where only its process matters; the last test shows a real window.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import {
  browserArguments,
  findBrowser,
  hasDisplay,
} from '../../../src-main/hosts/chromium/browser-window.ts';
import type { BrowserWindowsOptions } from '../../../src-main/hosts/chromium/browser-windows.ts';
import { BrowserWindows } from '../../../src-main/hosts/chromium/browser-windows.ts';
import { until } from '../electron/electron-under-test.ts';
import { HostProcess } from '../host-process.ts';
import { RecordedLog } from '../recorded-log.ts';
import { writeRenderer } from '../stand-in/renderer-folder.ts';
import { tempFolder } from '../temp-folder.ts';

interface Started {
  readonly windows: BrowserWindows;
  readonly log: RecordedLog;
  readonly closed: string[];
  /** The processes that were started, oldest first. */
  readonly pids: () => readonly number[];
  readonly minted: string[];
  isConnected: boolean;
}

/** Windows in a browser that notes its process and then sleeps, or ends as `behaviour` says. */
function start(isKiosk: boolean, options: Partial<BrowserWindowsOptions> = {}): Started {
  const folder = tempFolder('browser');
  const browserPath = join(folder, 'browser.sh');
  writeFileSync(browserPath, `#!/bin/sh\necho $$ >> '${folder}/pids'\nexec sleep 600\n`, { mode: 0o755 });
  const log = new RecordedLog();
  const started: Started = {
    log,
    closed: [],
    minted: [],
    isConnected: false,
    pids: () => pidsIn(join(folder, 'pids')),
    windows: new BrowserWindows({
      browserPath,
      profileFolder: (kind) => join(folder, kind),
      isKiosk,
      isRoot: false,
      handOverMs: 5,
      positions: {},
      log,
      mintAddress: (kind) => {
        started.minted.push(kind);
        return `http://127.0.0.1:1/#key=${started.minted.length}`;
      },
      isConnected: () => started.isConnected,
      onClosed: (kind) => started.closed.push(kind),
      ...options,
    }),
  };
  onTestFinished(() => started.windows.close());
  return started;
}

/** Whole lines alone: 0, which half a line may look like, would mean this very process and its group. */
function pidsIn(path: string): readonly number[] {
  const written = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return [...written.matchAll(/^([1-9]\d*)\n/gm)].map(([, pid]) => Number(pid));
}

function end(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) throw new Error('no such browser');
  process.kill(pid, signal);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('in kiosk mode a browser that ends is started again, with a new key', async () => {
  const { windows, pids, minted, closed } = start(true);
  await windows.open('cashier');
  await until('it runs', () => pids().length === 1);
  end(pids()[0], 'SIGKILL');
  await until('another runs', () => pids().length === 2);
  expect(minted).toEqual(['cashier', 'cashier']);
  expect(closed).toEqual([]);
});

test('a person may close an ordinary window', async () => {
  const { windows, pids, closed } = start(false);
  await windows.open('cashier');
  await until('it runs', () => pids().length === 1);
  end(pids()[0], 'SIGTERM');
  await until('the host is told', () => closed.length === 1);
  expect(closed).toEqual(['cashier']);
  expect(pids()).toHaveLength(1);
});

test('a browser that hands its window to another of its kind has not been closed', async () => {
  const started = start(false);
  await started.windows.open('cashier');
  await until('it runs', () => started.pids().length === 1);
  let asked = 0;
  Object.defineProperty(started, 'isConnected', {
    get: () => {
      asked += 1;
      return true;
    },
  });
  end(started.pids()[0], 'SIGTERM');
  await until('somebody has looked', () => asked > 0);
  expect(started.closed).toEqual([]);
});

test('opening a window again ends the browser of the one before; closing ends all', async () => {
  const { windows, pids } = start(true);
  await windows.open('cashier');
  await until('it runs', () => pids().length === 1);
  await windows.open('cashier');
  await windows.open('customer');
  await until('three ran', () => pids().length === 3);
  expect(pids().map(isAlive)).toEqual([false, true, true]);
  await windows.close();
  expect(pids().map(isAlive)).toEqual([false, false, false]);
});

test('a browser that cannot be started is told, and another address can be made', async () => {
  const { windows } = start(true, { browserPath: '/nowhere/chromium' });
  await expect(windows.open('cashier')).rejects.toThrow('ENOENT');
});

test('the command line opens one window, without an address bar and without a word to the outside', () => {
  const common = {
    browserPath: '/usr/bin/chromium',
    kind: 'customer',
    address: 'http://127.0.0.1:5/?window=customer#key=k',
    profileFolder: '/data/chromium-customer',
  } as const;
  const kiosk = browserArguments({ ...common, isKiosk: true, isRoot: false, at: { x: 1366, y: 0 } });
  expect(kiosk.slice(0, 2)).toEqual([
    '--app=http://127.0.0.1:5/?window=customer#key=k',
    '--user-data-dir=/data/chromium-customer',
  ]);
  expect(kiosk).toContain('--kiosk');
  expect(kiosk).toContain('--window-position=1366,0');
  expect(kiosk.filter((one) => /sandbox|test-type|remote-debugging|disable-web-security/.test(one))).toEqual(
    [],
  );
  const root = browserArguments({ ...common, isKiosk: false, isRoot: true });
  expect(root).toEqual(expect.arrayContaining(['--no-sandbox', '--test-type']));
  expect(root).not.toContain('--kiosk');
});

for (const [env, platform, isThere] of [
  [{}, 'linux', false],
  [{ DISPLAY: '' }, 'linux', false],
  [{ DISPLAY: ':0' }, 'linux', true],
  [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
  [{}, 'win32', true],
] as const) {
  test(`on ${platform} with ${JSON.stringify(env)} there is ${isThere ? 'a' : 'no'} display`, () => {
    expect(hasDisplay(env, platform)).toBe(isThere);
  });
}

test('the system’s Chromium shows the window on a real display, and ends with the till', async () => {
  expect(findBrowser('linux')).toBe('/usr/bin/chromium');
  const display = await startDisplay();
  const folder = tempFolder('window');
  // The page lets the till know that it is there, by the one call whose failure is logged.
  const script = `
    const socket = new WebSocket('ws://' + location.host + '/bridge');
    const key = location.hash.slice('#key='.length);
    const session = key.split('').reverse().join('');
    socket.onopen = () => socket.send(JSON.stringify({ type: 'hello', key, session }));
    socket.onmessage = () => socket.send(JSON.stringify({ type: 'call', id: 1, channel: 'echo:fail', input: {} }));`;
  const host = new HostProcess({
    args: [
      join(import.meta.dirname, '../stand-in/chromium-entry.ts'),
      '--json',
      '--data',
      join(folder, 'data'),
      '--renderer',
      writeRenderer(join(folder, 'renderer'), script),
    ],
    // Chromium's own temporary files go with the folder.
    env: { DISPLAY: display, TMPDIR: folder },
  });
  onTestFinished(() => host.close());
  await host.ready();
  expect(host.announced).toEqual([
    { window: 'cashier' },
    { window: 'customer' },
    { ready: true, host: 'chromium' },
  ]);
  const log = () => readFileSync(join(folder, 'data/logs/daybook.log'), 'utf8');
  await until('the page has called', () => log().includes('"window":"cashier","channel":"echo:fail"'));
  host.process.kill('SIGTERM');
  expect(await host.ended).toBe(0);
  expect(existsSync(join(folder, 'data/stopped-in-order'))).toBe(true);
});

/** An X server without a screen. @returns its display. */
async function startDisplay(): Promise<string> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1366x768x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = once(server, 'exit');
  onTestFinished(async () => {
    server.kill();
    await ended;
  });
  const [number] = (await once(server.stdio[3] as Readable, 'data')) as [Buffer];
  return `:${number.toString().trim()}`;
}
