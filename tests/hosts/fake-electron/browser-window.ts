import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { FakeWorld } from './fake-world.ts';
import { refuseUnknownOptions } from './known-options.ts';
import { FakeWebContents, PreventableEvent } from './web-contents.ts';

export interface FakeWindowHooks {
  readonly onCreated: (window: FakeBrowserWindow) => void;
  readonly onClosed: (window: FakeBrowserWindow) => void;
}

/** Stands in for `BrowserWindow`. */
export class FakeBrowserWindow extends EventEmitter {
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents: FakeWebContents;
  readonly #hooks: FakeWindowHooks;
  readonly #bounds: Rectangle;
  #isDestroyed = false;
  #isVisible = false;

  constructor(world: FakeWorld, hooks: FakeWindowHooks, options: BrowserWindowConstructorOptions = {}) {
    super();
    if (!world.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
    refuseUnknownOptions(options);
    const { webPreferences = {}, width = 800, height = 600, x = 0, y = 0 } = options;
    const { contextIsolation = true, sandbox = true, nodeIntegration = false } = webPreferences;
    if (!contextIsolation || !sandbox || nodeIntegration) {
      throw new Error('the fake has only sandboxed, isolated pages');
    }
    this.#hooks = hooks;
    this.options = options;
    this.#bounds = { x, y, width, height };
    this.#isVisible = options.show !== false;
    this.webContents = new FakeWebContents(world, {
      preloadPath: webPreferences.preload ?? '',
      argv: ['/electron', '--type=renderer', ...(webPreferences.additionalArguments ?? [])],
      width,
      height,
    });
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    hooks.onCreated(this);
  }

  loadURL(url: string): Promise<void> {
    this.#refuseDestroyed();
    return this.webContents.loadURL(url);
  }

  show(): void {
    this.#refuseDestroyed();
    this.#isVisible = true;
    this.emit('show');
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  focus(): void {
    this.#refuseDestroyed();
    this.emit('focus');
  }

  isMinimized(): boolean {
    return false;
  }

  restore(): void {}

  getBounds(): Rectangle {
    return this.#bounds;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  /** What a person does who presses Alt+F4. */
  close(): void {
    this.#refuseDestroyed();
    const event = new PreventableEvent();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  /** Closes without asking. */
  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.webContents.destroy();
    this.emit('closed');
    this.#hooks.onClosed(this);
  }

  #refuseDestroyed(): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed');
  }
}
