import { EventEmitter } from 'node:events';
import type { CustomScheme, IpcMainInvokeEvent } from 'electron';
import type { Browser } from './browser.ts';
import { startBrowser } from './browser.ts';
import { PreventableEvent } from './web-contents.ts';

/** What Electron itself says when something is used too early. */
function refuseEarly(isReady: boolean, what: string): void {
  if (!isReady) throw new Error(`${what} cannot be used before the app is ready`);
}

/** What all parts of one fake Electron have in common. */
export class FakeWorld {
  readonly browser: Promise<Browser>;
  readonly protocol: FakeProtocol;
  readonly session: FakeSession;
  readonly ipcMain = new FakeIpcMain();
  isReady = false;
  #lastContentsId = 0;

  constructor(browser: Promise<Browser> = startBrowser()) {
    this.browser = browser;
    // Told when it is used.
    this.browser.catch(() => {});
    this.protocol = new FakeProtocol(() => this.isReady);
    this.session = new FakeSession();
  }

  nextContentsId(): number {
    this.#lastContentsId += 1;
    return this.#lastContentsId;
  }
}

type ProtocolHandler = (request: Request) => Response | Promise<Response>;

/** Stands in for `protocol`. */
export class FakeProtocol {
  readonly #isReady: () => boolean;
  readonly #handlers = new Map<string, ProtocolHandler>();
  schemes: readonly CustomScheme[] = [];

  constructor(isReady: () => boolean) {
    this.#isReady = isReady;
  }

  registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
    if (this.#isReady()) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    }
    this.schemes = schemes;
  }

  handle(scheme: string, handler: ProtocolHandler): void {
    refuseEarly(this.#isReady(), 'protocol');
    if (this.#handlers.has(scheme)) throw new Error(`The scheme ${scheme} has been registered`);
    this.#handlers.set(scheme, handler);
  }

  /** Answers a request as the real one would, or not at all when nobody handles its scheme. */
  serve(request: Request): Promise<Response> | undefined {
    const scheme = new URL(request.url).protocol.replace(':', '');
    const isStandard = this.schemes.some((one) => one.scheme === scheme && one.privileges?.standard === true);
    const handler = this.#handlers.get(scheme);
    // Without `standard` an address has no host and relative addresses lead nowhere.
    if (handler === undefined || !isStandard) return undefined;
    return Promise.resolve(request).then(handler);
  }
}

type PermissionHandler = (
  contents: unknown,
  permission: string,
  decide: (isGranted: boolean) => void,
) => void;
type RequestListener = (
  details: { readonly url: string; readonly resourceType: string },
  decide: (decision: { readonly cancel?: boolean }) => void,
) => void;

/** Stands in for the default session. Like the real one it grants whatever nobody denies. */
export class FakeSession extends EventEmitter {
  permissionRequestHandler: PermissionHandler | null = null;
  permissionCheckHandler: ((contents: unknown, permission: string) => boolean) | null = null;
  devicePermissionHandler: ((details: unknown) => boolean) | null = null;
  bluetoothPairingHandler:
    | ((details: unknown, decide: (response: { confirmed: boolean }) => void) => void)
    | null = null;
  isSpellCheckerEnabled = true;
  #requestListener: RequestListener | undefined;

  readonly webRequest = {
    onBeforeRequest: (listener: RequestListener) => {
      this.#requestListener = listener;
    },
  };

  setPermissionRequestHandler(handler: PermissionHandler | null): void {
    this.permissionRequestHandler = handler;
  }

  setPermissionCheckHandler(handler: ((contents: unknown, permission: string) => boolean) | null): void {
    this.permissionCheckHandler = handler;
  }

  setDevicePermissionHandler(handler: ((details: unknown) => boolean) | null): void {
    this.devicePermissionHandler = handler;
  }

  setBluetoothPairingHandler(handler: FakeSession['bluetoothPairingHandler']): void {
    this.bluetoothPairingHandler = handler;
  }

  setSpellCheckerEnabled(isEnabled: boolean): void {
    this.isSpellCheckerEnabled = isEnabled;
  }

  mayRequest(details: { readonly url: string; readonly resourceType: string }): Promise<boolean> {
    const listener = this.#requestListener;
    if (listener === undefined) return Promise.resolve(true);
    return new Promise((resolve) => listener(details, ({ cancel }) => resolve(cancel !== true)));
  }

  /** Whether a page gets this permission now: granted unless somebody denies it. */
  isGranted(permission: string): boolean {
    return this.permissionCheckHandler?.(null, permission) ?? true;
  }

  /** A page has begun to download `url`; whether it may go on. */
  mayDownload(url: string): boolean {
    const event = new PreventableEvent();
    this.emit('will-download', event, { getURL: () => url }, null, null);
    return !event.defaultPrevented;
  }
}

type InvokeHandler = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown;

/** Stands in for `ipcMain`. */
export class FakeIpcMain {
  readonly #handlers = new Map<string, InvokeHandler>();

  handle(channel: string, handler: InvokeHandler): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.#handlers.set(channel, handler);
  }

  async invoke(channel: string, event: IpcMainInvokeEvent, args: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...args);
  }
}
