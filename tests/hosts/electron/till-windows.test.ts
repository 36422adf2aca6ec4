// Goal: a window that hangs comes back; one that cannot be loaded is tried again; a display is kept awake when asked.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createElectronHost } from '../../../src-main/hosts/electron/electron-host.ts';
import type { ElectronParts } from '../../../src-main/hosts/electron/electron-parts.ts';
import { TillWindows } from '../../../src-main/hosts/electron/till-windows.ts';
import { PageOrigin } from '../../../src-main/hosts/electron/windows-scheme.ts';
import { buildPreload } from '../build-preload.ts';
import type { Browser } from '../fake-electron/browser.ts';
import { startBrowser } from '../fake-electron/browser.ts';
import { FakeElectron } from '../fake-electron/fake-electron.ts';
import { RecordedLog } from '../recorded-log.ts';
import { standInChannels } from '../stand-in/channels.ts';
import { tempFolder } from '../temp-folder.ts';

let browser: Promise<Browser>;
beforeAll(() => {
  browser = startBrowser();
});
afterAll(async () => (await browser).close());

interface Started {
  readonly fake: FakeElectron;
  readonly parts: ElectronParts;
  readonly log: RecordedLog;
  readonly windows: TillWindows;
  /** What the pages are answered with, in turn; 0 is no answer, and the last one stays. */
  readonly answers: number[];
}

async function start(): Promise<Started> {
  const fake = new FakeElectron({ exit: () => {}, browser });
  onTestFinished(() => fake.close());
  const { protocol } = fake.world;
  protocol.registerSchemesAsPrivileged([{ scheme: 'daybook', privileges: { standard: true } }]);
  await fake.appCodeLoaded();
  const answers = [200];
  protocol.handle('daybook', () => {
    const status = (answers.length > 1 ? answers.shift() : answers[0]) ?? 200;
    if (status === 0) throw new Error('no answer');
    return new Response('<!doctype html><p>page', { status, headers: { 'Content-Type': 'text/html' } });
  });
  const parts = fake.parts();
  const log = new RecordedLog();
  const windows = new TillWindows({
    BrowserWindow: parts.BrowserWindow,
    screen: parts.screen,
    pages: new PageOrigin(),
    preloadPath: await buildPreload(
      join(import.meta.dirname, '../stand-in/preload.ts'),
      tempFolder('preload'),
    ),
    isKiosk: false,
    hangPatienceMs: 20,
    log,
    onCashierClosed: () => {},
  });
  onTestFinished(() => windows.close());
  return { fake, parts, log, windows, answers };
}

test('a page that hangs is ended after a while and loaded anew', async () => {
  const { fake, windows, log } = await start();
  await windows.open('cashier');
  const [window] = fake.windows;
  const loaded = new Promise<void>((resolve) => window?.webContents.once('did-finish-load', resolve));
  window?.emit('unresponsive');
  await loaded;
  expect(log.messages('error')).toEqual(['the page of a window hangs', 'the page of a window has died']);
});

test('a page that answers again in time is left alone', async () => {
  const { fake, windows, log } = await start();
  await windows.open('cashier');
  const [window] = fake.windows;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  window?.emit('unresponsive');
  window?.emit('responsive');
  expect(vi.getTimerCount()).toBe(0);
  expect(log.messages('error')).toEqual(['the page of a window hangs']);
});

test('a page that does not load is told of and tried again', async () => {
  const { fake, windows, log, answers } = await start();
  answers.splice(0, 1, 0, 200);
  const opening = windows.open('cashier');
  const loaded = new Promise<void>((resolve) =>
    fake.windows[0]?.webContents.once('did-finish-load', resolve),
  );
  await expect(opening).rejects.toThrow('ERR_FAILED');
  await loaded;
  expect(log.messages('error')).toEqual(['the page of a window does not load']);
});

test('a window opened again comes to the front; there is one of each kind', async () => {
  const { fake, windows } = await start();
  await windows.open('cashier');
  await windows.open('cashier');
  expect(fake.windows).toHaveLength(1);
  const [window] = fake.windows;
  expect(windows.kindOf(window?.webContents as never)).toBe('cashier');
  expect(windows.kindOf({} as never)).toBeUndefined();
});

test('what is sent to a window that is not open is lost without a word', async () => {
  const { windows } = await start();
  expect(() => windows.send('customer', 'view', '{}')).not.toThrow();
});

test('the display is kept awake for as long as somebody wants it', async () => {
  const { fake, parts, log } = await start();
  const host = createElectronHost({
    electron: parts,
    takeCalls: () => {},
    channels: standInChannels,
    pages: new PageOrigin(),
    dataFolder: tempFolder('data'),
    rendererFolder: '/',
    preloadPath: '/',
    isKiosk: true,
    log,
    announce: () => {},
  });
  const first = host.keepDisplayAwake();
  const second = host.keepDisplayAwake();
  expect(fake.powerSaveBlocker.kinds()).toEqual(['prevent-display-sleep', 'prevent-display-sleep']);
  first();
  first();
  expect(fake.powerSaveBlocker.kinds()).toEqual(['prevent-display-sleep']);
  second();
  expect(fake.powerSaveBlocker.kinds()).toEqual([]);
});
