// Goal: the windows of the Electron host stay, come back, and end as a till's must.
// Method: the real host over a stand-in for Electron whose windows are pages of a real Chromium, each ill-treated once.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { PageOrigin } from '../../../src-main/hosts/electron/windows-scheme.ts';
import type { Browser } from '../fake-electron/browser.ts';
import { startBrowser } from '../fake-electron/browser.ts';
import type { ElectronTestOptions } from './electron-under-test.ts';
import { startElectron, until } from './electron-under-test.ts';

// One Chromium for all tests; each has pages of its own.
let browser: Promise<Browser>;
beforeAll(() => {
  browser = startBrowser();
});
afterAll(async () => (await browser).close());

async function start(options: ElectronTestOptions = {}) {
  const electron = await startElectron({ ...options, machine: { ...options.machine, browser } });
  onTestFinished(() => electron.close());
  return electron;
}

const first = { x: 0, y: 0, width: 1366, height: 768 };
const second = { x: 1366, y: 0, width: 1280, height: 800 };

test('a page that crashes is logged and loaded anew, and is shown what is current', async () => {
  const { window, evaluate, log, till } = await start();
  await evaluate('cashier', 'daybook.echoLook({})');
  const { webContents } = window('cashier');
  const loaded = new Promise<void>((resolve) => webContents.once('did-finish-load', resolve));
  webContents.forcefullyCrashRenderer();
  await loaded;
  expect(log().find((line) => line.message === 'the page of a window has died')).toMatchObject({
    level: 'error',
    fields: { window: 'cashier', reason: 'crashed' },
  });
  expect(await evaluate('cashier', `new Promise((resolve) => daybook.onPublished('view', resolve))`)).toEqual(
    { calls: 1 },
  );
  expect(await evaluate('cashier', 'daybook.echoLook({})')).toEqual({ ok: true, value: {} });
  expect(till.calls).toHaveLength(2);
});

test('in kiosk mode each window fills its display and cannot be closed by a person', async () => {
  const { window, exited, fake } = await start({ argv: ['--kiosk'], machine: { displays: [first, second] } });
  expect(window('cashier').options).toMatchObject({ kiosk: true, frame: false, ...first });
  expect(window('customer').options).toMatchObject({ kiosk: true, frame: false, ...second });
  window('cashier').close();
  expect(window('cashier').isDestroyed()).toBe(false);
  fake.app.quit();
  expect(await exited).toBe(0);
  expect(fake.windows).toEqual([]);
});

test('the customer’s window comes and goes with the second display, and never covers the cashier’s', async () => {
  const { window, fake, evaluate } = await start({ argv: ['--kiosk'], machine: { displays: [first] } });
  expect(() => window('customer')).toThrow('no customer window');
  fake.screen.plug(second);
  await until('the customer window is there', () => fake.windows.length === 2);
  expect(window('customer').options).toMatchObject(second);
  await until('it is shown', () => window('customer').isVisible());
  expect(
    await evaluate('customer', `new Promise((resolve) => daybook.onPublished('view', resolve))`),
  ).toEqual({ due: 0 });
  fake.screen.unplug();
  expect(fake.windows).toEqual([window('cashier')]);
  fake.screen.plug(second);
  await until('the customer window is back', () => fake.windows.length === 2);
});

test('a packaged till is in kiosk mode unless told otherwise', async () => {
  const { window } = await start({ machine: { isPackaged: true } });
  expect(window('cashier').options.kiosk).toBe(true);
});

test('closing the cashier’s ordinary window ends the till in order', async () => {
  const { window, exited, till } = await start({ argv: ['--windowed'] });
  expect(window('cashier').options).toMatchObject({ kiosk: false, frame: true });
  window('customer').close();
  window('cashier').close();
  expect(await exited).toBe(0);
  expect(till.isStopped).toBe(true);
});

test('a second start brings the window to the front', async () => {
  const { window, fake } = await start();
  let isFocused = false;
  window('cashier').on('focus', () => {
    isFocused = true;
  });
  fake.app.emit('second-instance');
  expect(isFocused).toBe(true);
});

test('what the till keeps is closed to other accounts', async () => {
  const { dataFolder } = await start();
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
  expect(mode(dataFolder)).toBe('700');
  expect(mode(join(dataFolder, 'logs'))).toBe('700');
});

test('in development the page comes from its server, and only then', async () => {
  const pages = new PageOrigin('http://127.0.0.1:5173');
  expect(pages.pageOf('cashier')).toBe('http://127.0.0.1:5173/?window=cashier');
  expect([pages.isOurs('http://127.0.0.1:5173/a.js'), pages.mayLoad('ws://127.0.0.1:5173/')]).toEqual([
    true,
    true,
  ]);
  expect([pages.isOurs('http://127.0.0.1:80/'), pages.mayLoad('https://example.com/')]).toEqual([
    false,
    false,
  ]);
  const shipped = new PageOrigin();
  expect(shipped.pageOf('customer')).toBe('daybook://till/?window=customer');
  expect(shipped.mayLoad('ws://127.0.0.1:5173/')).toBe(false);
  expect([pages.mayLoad('devtools://devtools/x'), shipped.mayLoad('devtools://devtools/x')]).toEqual([
    true,
    false,
  ]);
});

test('a log line of the host is one line of JSON', async () => {
  const { dataFolder, evaluate } = await start();
  await evaluate('customer', `daybook.echoSay({ text: 'a' })`);
  const [, line = ''] = readFileSync(join(dataFolder, 'logs', 'daybook.log'), 'utf8').split('\n');
  expect(JSON.parse(line)).toEqual({
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    level: 'warn',
    message: 'call from a window refused',
    fields: { window: 'customer', refusal: 'not-for-this-window', channel: 'echo:say' },
  });
});
