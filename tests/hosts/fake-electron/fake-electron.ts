import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import type { BrowserWindowConstructorOptions, Display, ForkOptions, Rectangle, SafeStorage } from 'electron';
import type { ElectronParts } from '../../../src-main/hosts/electron/electron-parts.ts';
import type { Browser } from './browser.ts';
import { FakeBrowserWindow } from './browser-window.ts';
import { FakeWorld } from './fake-world.ts';
import { fromChromium, toChromium } from './page-address.ts';
import { FakeUtilityProcess } from './utility-process.ts';
import type { FakeWebContents } from './web-contents.ts';
import { PreventableEvent } from './web-contents.ts';

/** How the machine looks that this Electron runs on. */
export interface FakeMachine {
  /** The displays, the first one first. */
  readonly displays?: readonly Rectangle[];
  readonly secretStore?: ReturnType<SafeStorage['getSelectedStorageBackend']> | 'none';
  readonly isPackaged?: boolean;
  /** A Chromium that is there already and stays; without it one is started and ended. */
  readonly browser?: Promise<Browser>;
  /** Ends the process; tests in the same process note it instead. */
  readonly exit: (code: number) => void;
}

/**
 * An Electron whose windows are pages of a real Chromium. It fails where the real one fails: what must happen before it
 * is ready or after, what may happen once, options it does not know, values that cannot be cloned. It is ready only
 * after {@link appCodeLoaded}, as the real one is after its entry module has been evaluated.
 */
export class FakeElectron {
  readonly world: FakeWorld;
  readonly windows: FakeBrowserWindow[] = [];
  readonly app: FakeApp;
  readonly screen: FakeScreen;
  readonly powerSaveBlocker = new FakePowerSaveBlocker();
  readonly shownErrors: { readonly title: string; readonly content: string }[] = [];
  applicationMenu: unknown = 'the usual menu, with reload, zoom and developer tools';
  readonly #machine: FakeMachine;

  constructor(machine: FakeMachine) {
    this.#machine = machine;
    this.world = new FakeWorld(machine.browser);
    this.app = new FakeApp(this.world, machine, () => this.close());
    this.screen = new FakeScreen(this.world, machine.displays ?? [{ x: 0, y: 0, width: 1366, height: 768 }]);
  }

  /** The entry has been evaluated: what it had to do before Electron is ready is done or missed. */
  async appCodeLoaded(): Promise<void> {
    const browser = await this.world.browser;
    // An entry may have had enough before it is ready.
    if (this.app.isExiting) return;
    await this.#watchBrowser(browser);
    this.world.isReady = true;
    this.app.emit('session-created', this.world.session);
    this.app.emit('ready');
  }

  /** What the host is handed. Its own types are far wider; what is used of them is here. */
  parts(): ElectronParts {
    return {
      app: this.app,
      BrowserWindow: this.windowClass(),
      Menu: { setApplicationMenu: (menu: unknown) => this.#setMenu(menu) },
      dialog: { showErrorBox: (title: string, content: string) => this.shownErrors.push({ title, content }) },
      powerSaveBlocker: this.powerSaveBlocker,
      protocol: this.world.protocol,
      safeStorage: this.safeStorage(),
      screen: this.screen,
      session: this.sessions(),
      utilityProcess: this.utilityProcesses(),
    } as unknown as ElectronParts;
  }

  /** `utilityProcess`: processes can be started only when Electron is ready. */
  utilityProcesses() {
    const { world } = this;
    return {
      fork(modulePath: unknown, args?: string[], options?: ForkOptions): FakeUtilityProcess {
        if (!world.isReady) throw new Error('utilityProcess cannot be created before app is ready.');
        return new FakeUtilityProcess(modulePath, args, options);
      },
    };
  }

  /** `session`, whose default one is there only when Electron is ready. */
  sessions() {
    const { world } = this;
    return {
      get defaultSession() {
        if (!world.isReady) throw new Error('Session can only be received when app is ready');
        return world.session;
      },
    };
  }

  windowClass(): new (options?: BrowserWindowConstructorOptions) => FakeBrowserWindow {
    const { world, windows, app } = this;
    const hooks = {
      onCreated: (window: FakeBrowserWindow) => {
        windows.push(window);
        app.emit('browser-window-created', new PreventableEvent(), window);
      },
      onClosed: (window: FakeBrowserWindow) => {
        windows.splice(windows.indexOf(window), 1);
        if (windows.length === 0) app.emit('window-all-closed');
      },
    };
    return class extends FakeBrowserWindow {
      constructor(options?: BrowserWindowConstructorOptions) {
        super(world, hooks, options);
        app.emit('web-contents-created', new PreventableEvent(), this.webContents);
      }
    };
  }

  safeStorage() {
    const { world } = this;
    const store = this.#machine.secretStore ?? 'gnome_libsecret';
    // Fixed, so that what one run has sealed the next one can open; a stand-in has no secrets.
    const key = Buffer.alloc(32, 'daybook');
    const refuseEarly = () => {
      if (!world.isReady) throw new Error('safeStorage cannot be used before app is ready');
    };
    return {
      isEncryptionAvailable: () => world.isReady && store !== 'none',
      getSelectedStorageBackend: () => (world.isReady && store !== 'none' ? store : 'unknown'),
      encryptString(text: string): Buffer {
        refuseEarly();
        const nonce = randomBytes(12);
        const cipher = createCipheriv('aes-256-gcm', key, nonce);
        const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
        return Buffer.concat([Buffer.from('v11'), nonce, cipher.getAuthTag(), sealed]);
      },
      decryptString(sealed: Buffer): string {
        refuseEarly();
        if (sealed.subarray(0, 3).toString() !== 'v11')
          throw new Error('Error while decrypting the ciphertext');
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(3, 15));
        decipher.setAuthTag(sealed.subarray(15, 31));
        return Buffer.concat([decipher.update(sealed.subarray(31)), decipher.final()]).toString('utf8');
      },
    };
  }

  /** Ends all pages, and Chromium where it was started for this. */
  async close(): Promise<void> {
    for (const window of [...this.windows]) window.destroy();
    if (this.#machine.browser === undefined) await (await this.world.browser).close();
  }

  #setMenu(menu: unknown): void {
    this.applicationMenu = menu;
  }

  /** What pages do to the browser as a whole: open others, download, ask for permissions. */
  async #watchBrowser({ connection }: Browser): Promise<void> {
    const { browser } = connection;
    browser.on('Target.targetCreated', ({ targetInfo }) => {
      if (targetInfo.openerId !== undefined) void this.#judgeOpened(targetInfo.openerId, targetInfo);
    });
    await browser.send('Target.setDiscoverTargets', { discover: true });
    browser.on('Browser.downloadWillBegin', ({ url }) => this.world.session.mayDownload(fromChromium(url)));
    // Chromium wants to know beforehand; what the session says is noted, and nothing is ever stored.
    await browser.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true });
    this.app.on('web-contents-created', (_event: unknown, contents: FakeWebContents) => {
      contents.once('did-finish-load', () => this.#setPermissions(browser));
    });
  }

  async #judgeOpened(openerId: string, { targetId, url }: { targetId: string; url: string }): Promise<void> {
    for (const { webContents } of this.windows) {
      if ((await webContents.targetId()) !== openerId || webContents.mayOpen(fromChromium(url))) continue;
      await (await this.world.browser).connection.browser.send('Target.closeTarget', { targetId });
    }
  }

  #setPermissions(browser: Browser['connection']['browser']): void {
    const origin = new URL(toChromium('daybook://till/')).origin;
    for (const name of ['geolocation', 'notifications', 'midi', 'clipboard-read', 'camera', 'microphone']) {
      const setting = this.world.session.isGranted(name) ? 'granted' : 'denied';
      // A page that is already gone needs none.
      browser.send('Browser.setPermission', { permission: { name }, setting, origin }).catch(() => {});
    }
  }
}

/** Stands in for `app`. */
class FakeApp extends EventEmitter {
  readonly #world: FakeWorld;
  readonly #machine: FakeMachine;
  readonly #close: () => Promise<void>;
  readonly paths = new Map<string, string>();
  isSandboxed = false;
  relaunches = 0;
  isExiting = false;
  #lockPath: string | undefined;
  readonly #secondInstances = createServer((socket) => {
    socket.destroy();
    this.emit('second-instance', new PreventableEvent(), [], '', {});
  }).on('error', () => {
    // The path of the folder may be too long for a socket; the lock holds without it.
  });

  constructor(world: FakeWorld, machine: FakeMachine, close: () => Promise<void>) {
    super();
    this.#world = world;
    this.#machine = machine;
    this.#close = close;
  }

  get isPackaged(): boolean {
    return this.#machine.isPackaged ?? false;
  }

  whenReady(): Promise<void> {
    if (this.#world.isReady) return Promise.resolve();
    return new Promise((resolve) => this.once('ready', () => resolve()));
  }

  enableSandbox(): void {
    if (this.#world.isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
    this.isSandboxed = true;
  }

  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }

  getPath(name: string): string {
    const path = this.paths.get(name);
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }

  /** One process for each userData folder; the first one is told of every other. */
  requestSingleInstanceLock(): boolean {
    const folder = this.getPath('userData');
    mkdirSync(folder, { recursive: true });
    const lockPath = join(folder, 'FakeSingletonLock');
    try {
      writeFileSync(lockPath, String(process.pid), { flag: 'wx' });
    } catch {
      if (isAlive(Number(readFileSync(lockPath, 'utf8')))) {
        connect(join(folder, 'FakeSingletonSocket'))
          .on('error', () => {})
          .end();
        return false;
      }
      writeFileSync(lockPath, String(process.pid));
    }
    this.#lockPath = lockPath;
    rmSync(join(folder, 'FakeSingletonSocket'), { force: true });
    this.#secondInstances.listen(join(folder, 'FakeSingletonSocket')).unref();
    return true;
  }

  /** Asks everybody first. */
  quit(): void {
    const event = new PreventableEvent();
    this.emit('before-quit', event);
    if (!event.defaultPrevented) this.exit(0);
  }

  /** Asks nobody. */
  exit(code = 0): void {
    this.isExiting = true;
    this.#secondInstances.close();
    if (this.#lockPath !== undefined) rmSync(this.#lockPath, { force: true });
    void this.#close().finally(() => this.#machine.exit(code));
  }

  relaunch(): void {
    this.relaunches += 1;
  }
}

function isAlive(pid: number): boolean {
  try {
    // 0 would be this very process and its group.
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Stands in for `screen`. */
class FakeScreen extends EventEmitter {
  readonly #world: FakeWorld;
  #displays: readonly Display[];

  constructor(world: FakeWorld, displays: readonly Rectangle[]) {
    super();
    this.#world = world;
    this.#displays = displays.map((bounds, index) => displayOf(index + 1, bounds));
  }

  getAllDisplays(): readonly Display[] {
    this.#refuseEarly();
    return this.#displays;
  }

  getPrimaryDisplay(): Display {
    this.#refuseEarly();
    const first = this.#displays[0];
    if (first === undefined) throw new Error('no display');
    return first;
  }

  /** Somebody plugs a display in. */
  plug(bounds: Rectangle): void {
    const display = displayOf(this.#displays.length + 1, bounds);
    this.#displays = [...this.#displays, display];
    this.emit('display-added', new PreventableEvent(), display);
  }

  /** Somebody pulls the last display out. */
  unplug(): void {
    const display = this.#displays.at(-1);
    this.#displays = this.#displays.slice(0, -1);
    this.emit('display-removed', new PreventableEvent(), display);
  }

  #refuseEarly(): void {
    if (!this.#world.isReady) throw new Error('The screen module cannot be used before the app is ready');
  }
}

function displayOf(id: number, bounds: Rectangle): Display {
  return { id, bounds } as unknown as Display;
}

/** Stands in for `powerSaveBlocker`. */
class FakePowerSaveBlocker {
  readonly #started = new Map<number, string>();
  #lastId = 0;

  start(kind: 'prevent-app-suspension' | 'prevent-display-sleep'): number {
    this.#lastId += 1;
    this.#started.set(this.#lastId, kind);
    return this.#lastId;
  }

  stop(id: number): boolean {
    return this.#started.delete(id);
  }

  isStarted(id: number): boolean {
    return this.#started.has(id);
  }

  kinds(): readonly string[] {
    return [...this.#started.values()];
  }
}
