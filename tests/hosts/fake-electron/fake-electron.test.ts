// Goal: the stand-in for Electron fails where the real one fails, so that a test that passes on it means something.
import type { BrowserWindowConstructorOptions } from 'electron';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Browser } from './browser.ts';
import { startBrowser } from './browser.ts';
import { FakeElectron } from './fake-electron.ts';
import { fromChromium, toChromium } from './page-address.ts';

let browser: Promise<Browser>;
beforeAll(() => {
  browser = startBrowser();
});
afterAll(async () => (await browser).close());

function electron(): FakeElectron {
  const fake = new FakeElectron({ exit: () => {}, browser });
  onTestFinished(() => fake.close());
  return fake;
}

async function readyElectron(): Promise<FakeElectron> {
  const fake = electron();
  await fake.appCodeLoaded();
  return fake;
}

describe('before it is ready', () => {
  const tooEarly: readonly { readonly name: string; readonly act: (fake: FakeElectron) => unknown }[] = [
    { name: 'a window', act: (fake) => new (fake.windowClass())() },
    { name: 'handling a scheme', act: ({ world }) => world.protocol.handle('daybook', () => new Response()) },
    { name: 'the default session', act: (fake) => fake.sessions().defaultSession },
    { name: 'the displays', act: ({ screen }) => screen.getAllDisplays() },
    { name: 'sealing', act: (fake) => fake.safeStorage().encryptString('x') },
    { name: 'a path that nobody has set', act: ({ app }) => app.getPath('userData') },
  ];
  for (const { name, act } of tooEarly) {
    test(`it throws for ${name}`, () => expect(() => act(electron())).toThrow());
  }

  test('it has no key store', () => {
    expect(electron().safeStorage().isEncryptionAvailable()).toBe(false);
  });

  test('it is not ready until its entry has been evaluated', async () => {
    const fake = electron();
    let isReady = false;
    void fake.app.whenReady().then(() => {
      isReady = true;
    });
    await fake.world.browser;
    await new Promise((resolve) => setImmediate(resolve));
    expect(isReady).toBe(false);
    await fake.appCodeLoaded();
    expect(isReady).toBe(true);
  });
});

describe('when it is ready', () => {
  test('it throws for what comes too late', async () => {
    const { world, app } = await readyElectron();
    expect(() => world.protocol.registerSchemesAsPrivileged([])).toThrow('before app is ready');
    expect(() => app.enableSandbox()).toThrow('before app is ready');
  });

  test('it throws for what is done twice', async () => {
    const { world } = await readyElectron();
    world.ipcMain.handle('a', () => {});
    expect(() => world.ipcMain.handle('a', () => {})).toThrow('second handler');
    world.protocol.handle('daybook', () => new Response());
    expect(() => world.protocol.handle('daybook', () => new Response())).toThrow('registered');
  });

  test('it throws for options it does not know, and for windows without safeguards', async () => {
    const fake = await readyElectron();
    const Window = fake.windowClass();
    const bad: readonly unknown[] = [
      { kioks: true },
      { webPreferences: { sandboxed: true } },
      { webPreferences: { sandbox: false } },
      { webPreferences: { contextIsolation: false } },
      { webPreferences: { nodeIntegration: true } },
    ];
    for (const options of bad) expect(() => new Window(options as BrowserWindowConstructorOptions)).toThrow();
    expect(fake.windows).toEqual([]);
  });

  test('it throws for a value that cannot be cloned', async () => {
    const fake = await readyElectron();
    const window = new (fake.windowClass())({ webPreferences: { preload: import.meta.filename } });
    expect(() => window.webContents.send('a', () => {})).toThrow('could not be cloned');
    expect(() => window.webContents.send('a', Symbol('x'))).toThrow('could not be cloned');
  });

  test('it throws for a window that is gone', async () => {
    const fake = await readyElectron();
    const window = new (fake.windowClass())({ webPreferences: { preload: import.meta.filename } });
    window.destroy();
    expect(() => window.show()).toThrow('destroyed');
    expect(() => window.webContents.send('a')).toThrow('destroyed');
  });

  test('it does not load a page whose preload script is missing', async () => {
    const fake = await readyElectron();
    const window = new (fake.windowClass())({ webPreferences: { preload: '/nowhere.cjs' } });
    await expect(window.loadURL('daybook://till/')).rejects.toThrow('is not there');
  });

  test('a call to a channel that nobody handles is rejected', async () => {
    const { world } = await readyElectron();
    await expect(world.ipcMain.invoke('nobody', {} as never, [])).rejects.toThrow(
      "No handler registered for 'nobody'",
    );
  });

  test('it grants what nobody denies, and a scheme that was not registered leads nowhere', async () => {
    const { world } = await readyElectron();
    expect(world.session.isGranted('geolocation')).toBe(true);
    expect(world.session.mayDownload('daybook://till/x')).toBe(true);
    expect(await world.session.mayRequest({ url: 'file:///etc/passwd', resourceType: 'image' })).toBe(true);
    world.protocol.handle('daybook', () => new Response('x'));
    expect(world.protocol.serve(new Request('daybook://till/'))).toBeUndefined();
  });
});

test('an address goes to Chromium and comes back the same', () => {
  for (const url of [
    'daybook://till/',
    'daybook://till/?window=cashier',
    'daybook://other/a/b.js#c',
    'https://example.com/',
  ]) {
    expect(fromChromium(toChromium(url))).toBe(url);
  }
  expect(toChromium('daybook://till/a')).toBe('https://till.daybook.invalid/a');
});
