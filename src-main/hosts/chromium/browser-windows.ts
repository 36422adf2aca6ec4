import type { ChildProcess } from 'node:child_process';
import type { Logger } from '../../base/log.ts';
import type { WindowKind } from '../../contract/windows.ts';
import { describeError } from '../call-desk.ts';
import { RestartPace } from '../restart-pace.ts';
import { startBrowser } from './browser-window.ts';

export interface BrowserWindowsOptions {
  readonly browserPath: string;
  readonly profileFolder: (kind: WindowKind) => string;
  readonly isKiosk: boolean;
  readonly isRoot: boolean;
  /** How long after a browser's end its window may still come up: a second start hands its window to a first one. */
  readonly handOverMs: number;
  readonly positions: Readonly<Partial<Record<WindowKind, { readonly x: number; readonly y: number }>>>;
  readonly log: Logger;
  /** Makes an address for a window that is opened anew. */
  readonly mintAddress: (kind: WindowKind) => string;
  readonly isConnected: (kind: WindowKind) => boolean;
  /** A person has closed the window of this kind (never in kiosk mode, where it comes back). */
  readonly onClosed: (kind: WindowKind) => void;
}

/** The windows that this host has started, each in a Chromium of its own, and their return when one dies. */
export class BrowserWindows {
  readonly #options: BrowserWindowsOptions;
  readonly #browsers = new Map<WindowKind, ChildProcess>();
  readonly #paces = new Map<WindowKind, RestartPace>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #isClosing = false;

  constructor(options: BrowserWindowsOptions) {
    this.#options = options;
  }

  /** Opens the window of this kind, in place of one that is open. Rejects when Chromium cannot be started. */
  async open(kind: WindowKind): Promise<void> {
    const { browserPath, profileFolder, isKiosk, isRoot, positions, mintAddress } = this.#options;
    await endOf(this.#forget(kind));
    const browser = await startBrowser({
      browserPath,
      kind,
      address: mintAddress(kind),
      profileFolder: profileFolder(kind),
      isKiosk,
      isRoot,
      at: positions[kind],
    });
    if (this.#isClosing) return endOf(browser);
    this.#browsers.set(kind, browser);
    browser.once('exit', () => this.#afterExit(kind, browser));
  }

  /** Ends every browser that was started here. */
  async close(): Promise<void> {
    this.#isClosing = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all([...this.#browsers.keys()].map((kind) => endOf(this.#forget(kind))));
  }

  #forget(kind: WindowKind): ChildProcess | undefined {
    const browser = this.#browsers.get(kind);
    this.#browsers.delete(kind);
    return browser;
  }

  #afterExit(kind: WindowKind, browser: ChildProcess): void {
    if (this.#browsers.get(kind) !== browser || this.#isClosing) return;
    this.#browsers.delete(kind);
    this.#later(this.#options.handOverMs, () => {
      if (this.#options.isConnected(kind)) return;
      this.#options.log.log('warn', 'browser ended', { window: kind, exitCode: browser.exitCode });
      if (this.#options.isKiosk) this.#reopen(kind);
      else this.#options.onClosed(kind);
    });
  }

  #reopen(kind: WindowKind): void {
    const pace = this.#paces.get(kind) ?? new RestartPace(() => performance.now());
    this.#paces.set(kind, pace);
    this.#later(pace.nextDelayMs(), () => {
      this.open(kind).catch((error: unknown) => {
        this.#options.log.log('error', 'browser does not start', {
          window: kind,
          error: describeError(error),
        });
        this.#reopen(kind);
      });
    });
  }

  #later(delayMs: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#isClosing) work();
    }, delayMs);
    this.#timers.add(timer);
  }
}

/** Asks a browser to end and, when it does not within 5 s, ends it. */
async function endOf(browser: ChildProcess | undefined): Promise<void> {
  if (browser === undefined || browser.exitCode !== null || browser.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => browser.once('exit', () => resolve()));
  browser.kill('SIGTERM');
  const timer = setTimeout(() => browser.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(timer);
}
