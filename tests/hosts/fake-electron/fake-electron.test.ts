// Goal: the stand-in for Electron fails where the real one fails, so that a test that passes on it means something.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindowConstructorOptions } from 'electron';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../temp-folder.ts';
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
    { name: 'a utility process', act: (fake) => fake.utilityProcesses().fork(import.meta.filename) },
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

describe('a utility process', () => {
  /** Needs no windows, so no browser is waited for. */
  function ready() {
    const fake = electron();
    fake.world.isReady = true;
    return fake.utilityProcesses();
  }

  /** One that runs this script, and whose complaints nobody wants to read. */
  function utility(script: string) {
    const path = join(tempFolder('utility'), 'script.mjs');
    writeFileSync(path, script);
    const child = ready().fork(path, ['an argument'], { stdio: 'ignore' });
    onTestFinished(() => void child.kill());
    return child;
  }

  test('is no Node that was forked, and has a port to its parent that keeps what comes early', async () => {
    const child = utility(`
      await new Promise((resolve) => setTimeout(resolve, 50));
      process.parentPort.on('message', ({ data }) =>
        process.parentPort.postMessage([data, typeof process.send, process.argv[2]]));
    `);
    expect(child.pid).toBeUndefined();
    child.postMessage({ bytes: Buffer.from([1, 2]) });
    const [answer] = await once(child, 'message');
    expect(answer).toEqual([{ bytes: Uint8Array.of(1, 2) }, 'undefined', 'an argument']);
    expect(answer[0].bytes).not.toBeInstanceOf(Buffer);
    expect(child.pid).toEqual(expect.any(Number));
  });

  test('tells how it ended: by itself, asked to, or by a crash', async () => {
    const ended = async (script: string, act: (child: ReturnType<typeof utility>) => void) => {
      const child = utility(script);
      const exited = once(child, 'exit');
      await once(child, 'spawn');
      act(child);
      const [code] = await exited;
      expect(child.pid).toBeUndefined();
      return code;
    };
    expect(await ended('process.exit(3);', () => {})).toBe(3);
    expect(await ended('throw new Error();', () => {})).toBe(1);
    expect(await ended('setInterval(() => {}, 1e6);', (child) => child.kill())).toBe(15);
    const segfault = "process.kill(process.pid, 'SIGSEGV');";
    expect(await ended(segfault, () => {})).toBe(11);
  });

  test('is refused what Electron refuses or passes over in silence', () => {
    const { fork } = ready();
    const script = import.meta.filename;
    expect(() => fork('')).toThrow('Missing UtilityProcess entry script');
    const unknown: Record<string, unknown> = { serializaton: 'advanced' };
    expect(() => fork(script, [], unknown)).toThrow('unknown option of a utility process serializaton');
    expect(() => fork(script, [], { stdio: ['pipe', 'ignore', 'ignore'] })).toThrow('stdin');
  });

  test('is sent nothing that cannot be cloned', () => {
    const child = utility('setInterval(() => {}, 1e6);');
    expect(() => child.postMessage(() => {})).toThrow('could not be cloned');
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
