import type { BrowserWindow, Rectangle, Screen, WebContents } from 'electron';
import type { Logger } from '../../base/log.ts';
import type { WindowKind } from '../../contract/windows.ts';
import { RestartPace } from '../restart-pace.ts';
import { createWindow } from './create-window.ts';
import { ipcNames } from './ipc-names.ts';
import type { PageOrigin } from './windows-scheme.ts';

/** Chromium's net::ERR_ABORTED: a load that another one has replaced. */
const aborted = -3;

export interface TillWindowsOptions {
  readonly BrowserWindow: typeof BrowserWindow;
  readonly screen: Screen;
  readonly pages: PageOrigin;
  readonly preloadPath: string;
  readonly isKiosk: boolean;
  /** How long a page may hang before it is ended and loaded anew. */
  readonly hangPatienceMs: number;
  readonly log: Logger;
  /** A person has closed the cashier's window, which kiosk mode does not let them. */
  readonly onCashierClosed: () => void;
}

interface OpenWindow {
  readonly window: BrowserWindow;
  readonly pace: RestartPace;
  hangTimer: NodeJS.Timeout | undefined;
  reloadTimer: NodeJS.Timeout | undefined;
}

/**
 * The windows of a till, one of each kind at most: the cashier's on the first display, the customer's on the second when
 * there is one. A page that crashes or hangs is loaded anew, and shows the stored cart.
 */
export class TillWindows {
  readonly #options: TillWindowsOptions;
  readonly #windows = new Map<WindowKind, OpenWindow>();
  /** Asked for, and to be shown as soon as there is a display for them. */
  readonly #wanted = new Set<WindowKind>();
  #isClosing = false;

  constructor(options: TillWindowsOptions) {
    this.#options = options;
    options.screen.on('display-added', () => void this.#openWanted());
    options.screen.on('display-removed', () => this.#leaveLostDisplay());
  }

  /** Shows the window of this kind; one that is open comes to the front. Rejects when its page cannot be loaded. */
  async open(kind: WindowKind): Promise<void> {
    this.#wanted.add(kind);
    const open = this.#windows.get(kind);
    if (open !== undefined) {
      open.window.focus();
      return;
    }
    const place = this.#placeOf(kind);
    if (place === 'nowhere') {
      this.#options.log.log('info', 'no display for the window yet', { window: kind });
      return;
    }
    const window = createWindow(this.#options.BrowserWindow, {
      kind,
      preloadPath: this.#options.preloadPath,
      isKiosk: this.#options.isKiosk,
      display: place,
      isDevelopment: this.#options.pages.isDevelopment,
    });
    this.#watch(kind, window);
    await window.loadURL(this.#options.pages.pageOf(kind));
  }

  /** The kind of window that these contents belong to, if it is one of ours. */
  kindOf(contents: WebContents): WindowKind | undefined {
    for (const [kind, { window }] of this.#windows) {
      if (window.webContents === contents) return kind;
    }
    return undefined;
  }

  /** Sends what was published to the window of this kind, where it is open. */
  send(kind: WindowKind, topic: string, messageJson: string): void {
    this.#windows.get(kind)?.window.webContents.send(ipcNames.published, topic, messageJson);
  }

  /** Brings the cashier's window to the front. */
  focusCashier(): void {
    const open = this.#windows.get('cashier');
    if (open?.window.isMinimized() === true) open.window.restore();
    open?.window.focus();
  }

  /** Closes all windows, those too that refuse to close. */
  close(): void {
    this.#isClosing = true;
    for (const { window, hangTimer, reloadTimer } of this.#windows.values()) {
      clearTimeout(hangTimer);
      clearTimeout(reloadTimer);
      window.destroy();
    }
    this.#windows.clear();
  }

  #watch(kind: WindowKind, window: BrowserWindow): void {
    const { log, isKiosk } = this.#options;
    const pace = new RestartPace(() => performance.now());
    const open: OpenWindow = { window, pace, hangTimer: undefined, reloadTimer: undefined };
    this.#windows.set(kind, open);
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      log.log('error', 'the page of a window has died', { window: kind, reason, exitCode });
      this.#reloadLater(kind, open);
    });
    window.webContents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
      if (!isMainFrame || code === aborted) return;
      log.log('error', 'the page of a window does not load', { window: kind, description });
      this.#reloadLater(kind, open);
    });
    window.on('unresponsive', () => {
      log.log('error', 'the page of a window hangs', { window: kind });
      open.hangTimer ??= setTimeout(
        () => window.webContents.forcefullyCrashRenderer(),
        this.#options.hangPatienceMs,
      );
    });
    window.on('responsive', () => stopHangTimer(open));
    window.on('close', (event) => {
      if (isKiosk && !this.#isClosing) event.preventDefault();
    });
    window.on('closed', () => this.#afterClosed(kind, open));
  }

  #reloadLater(kind: WindowKind, open: OpenWindow): void {
    stopHangTimer(open);
    if (this.#isClosing || open.reloadTimer !== undefined) return;
    open.reloadTimer = setTimeout(() => {
      open.reloadTimer = undefined;
      // When this fails too, did-fail-load has been told and the next try is on its way.
      open.window.loadURL(this.#options.pages.pageOf(kind)).catch(() => {});
    }, open.pace.nextDelayMs());
  }

  #afterClosed(kind: WindowKind, open: OpenWindow): void {
    stopHangTimer(open);
    clearTimeout(open.reloadTimer);
    if (this.#windows.get(kind) !== open) return;
    this.#windows.delete(kind);
    this.#wanted.delete(kind);
    if (kind === 'cashier' && !this.#isClosing) this.#options.onCashierClosed();
  }

  async #openWanted(): Promise<void> {
    for (const kind of this.#wanted) {
      if (this.#windows.has(kind)) continue;
      // The window itself tells why its page does not load, and tries again.
      await this.open(kind).catch(() => {});
    }
  }

  /** A window whose display was unplugged would be moved over the cashier's. */
  #leaveLostDisplay(): void {
    const open = this.#windows.get('customer');
    if (open === undefined || this.#placeOf('customer') !== 'nowhere') return;
    this.#windows.delete('customer');
    stopHangTimer(open);
    clearTimeout(open.reloadTimer);
    open.window.destroy();
    this.#options.log.log('warn', 'the display of the customer window is gone');
  }

  /** An ordinary window has no place of its own; in kiosk mode one fills a display. */
  #placeOf(kind: WindowKind): Rectangle | undefined | 'nowhere' {
    if (!this.#options.isKiosk) return undefined;
    const { screen } = this.#options;
    const first = screen.getPrimaryDisplay();
    if (kind === 'cashier') return first.bounds;
    const second = screen.getAllDisplays().find((display) => display.id !== first.id);
    return second?.bounds ?? 'nowhere';
  }
}

function stopHangTimer(open: OpenWindow): void {
  clearTimeout(open.hangTimer);
  open.hangTimer = undefined;
}
