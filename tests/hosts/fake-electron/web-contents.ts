import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { IpcMainInvokeEvent, WebFrameMain, WindowOpenHandlerResponse } from 'electron';
import type { FakeWorld } from './fake-world.ts';
import { Page } from './page.ts';
import type { ToMain } from './worlds.ts';

export interface WebContentsOptions {
  readonly preloadPath: string;
  readonly argv: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** An event that can be prevented, as Electron's are. */
export class PreventableEvent {
  defaultPrevented = false;

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** Stands in for `WebContents`, over a real page. */
export class FakeWebContents extends EventEmitter {
  readonly id: number;
  readonly #world: FakeWorld;
  readonly #page: Promise<Page>;
  #windowOpenHandler: ((details: { readonly url: string }) => WindowOpenHandlerResponse) | undefined;
  #isDestroyed = false;

  constructor(world: FakeWorld, options: WebContentsOptions) {
    super();
    this.#world = world;
    this.id = world.nextContentsId();
    this.#page = this.#open(options);
    // Told when it is used; nobody may be waiting yet.
    this.#page.catch(() => {});
  }

  /** Where tests find the page. */
  async targetId(): Promise<string> {
    return (await this.#page).targetId;
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#page;
    try {
      await page.load(url);
    } catch (error) {
      this.emit('did-fail-load', new PreventableEvent(), -2, String(error), url, true);
      throw error;
    }
  }

  reload(): void {
    void this.#page.then((page) => page.reload());
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed');
    const message = { kind: 'message', channel, args: onlyJson(args) } as const;
    void this.#page.then((page) => page.send(message));
  }

  setWindowOpenHandler(handler: (details: { readonly url: string }) => WindowOpenHandlerResponse): void {
    this.#windowOpenHandler = handler;
  }

  setZoomFactor(factor: number): void {
    if (!(factor > 0)) throw new TypeError("'zoomFactor' must be greater than 0.0");
  }

  async setVisualZoomLevelLimits(_minimum: number, _maximum: number): Promise<void> {}

  closeDevTools(): void {}

  forcefullyCrashRenderer(): void {
    void this.#page.then((page) => page.crash());
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    void this.#page.then((page) => page.close()).catch(() => {});
    this.emit('destroyed');
  }

  /** A page opened another one. Without a handler Electron opens it. */
  mayOpen(url: string): boolean {
    return this.#windowOpenHandler === undefined || this.#windowOpenHandler({ url }).action === 'allow';
  }

  async #open({ preloadPath, argv, width, height }: WebContentsOptions): Promise<Page> {
    if (!isAbsolute(preloadPath) || !existsSync(preloadPath)) {
      // Electron says so in its log and goes on without; here nothing would work, so tell it.
      throw new Error(`the preload script ${preloadPath} is not there`);
    }
    const browser = await this.#world.browser;
    return Page.open(
      { browser, preloadSource: readFileSync(preloadPath, 'utf8'), argv, width, height },
      {
        mayNavigate: ({ url, isMainFrame }) => this.#mayNavigate(url, isMainFrame),
        mayRequest: (details) => this.#world.session.mayRequest(details),
        serve: (request) => this.#world.protocol.serve(request),
        onMessage: (message) => void this.#receive(message),
        onLoaded: () => this.emit('did-finish-load'),
        onCrashed: () =>
          this.emit('render-process-gone', new PreventableEvent(), { reason: 'crashed', exitCode: 5 }),
      },
    );
  }

  #mayNavigate(url: string, isMainFrame: boolean): boolean {
    const details = Object.assign(new PreventableEvent(), { url, isMainFrame, isSameDocument: false });
    this.emit('will-frame-navigate', details);
    if (isMainFrame) this.emit('will-navigate', details, url, false, true, 0, 0);
    return !details.defaultPrevented;
  }

  async #receive(message: ToMain): Promise<void> {
    const frame = frameOf(message);
    if (message.kind === 'send') {
      this.emit('ipc-message', { senderFrame: frame }, message.channel, ...message.args);
      return;
    }
    const event = { type: 'frame', sender: this, senderFrame: frame, processId: 1, frameId: 1 };
    const { id, channel, args } = message;
    const page = await this.#page;
    try {
      const value = await this.#world.ipcMain.invoke(channel, event as unknown as IpcMainInvokeEvent, args);
      page.send({ kind: 'answer', id, value: onlyJson([value])[0] });
    } catch (error) {
      page.send({
        kind: 'failure',
        id,
        message: `Error invoking remote method '${channel}': ${String(error)}`,
      });
    }
  }
}

/** The frame that a message came from. */
function frameOf({ url, isTop }: { readonly url: string; readonly isTop: boolean }): WebFrameMain {
  const frame: { url: string; parent: unknown; top: unknown } = { url, parent: isTop ? null : {}, top: null };
  frame.top = isTop ? frame : {};
  return frame as unknown as WebFrameMain;
}

/** Throws what structured clone would, and what this fake cannot carry although Electron could. */
function onlyJson(args: readonly unknown[]): readonly unknown[] {
  const cloned = structuredClone(args);
  if (cloned.some((one) => one !== undefined && JSON.stringify(one) === undefined)) {
    throw new Error('the fake carries only JSON');
  }
  return JSON.parse(JSON.stringify(cloned)) as unknown[];
}
