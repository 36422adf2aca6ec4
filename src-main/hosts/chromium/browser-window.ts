import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { WindowKind } from '../../contract/windows.ts';

/** Where Chromium is on the systems that tills run on, best first. */
const usualPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
};

/** The system's Chromium, or undefined where there is none. */
export function findBrowser(platform: NodeJS.Platform): string | undefined {
  return usualPlaces[platform]?.find((path) => existsSync(path));
}

/** Whether windows can be shown here: on Linux there must be an X or a Wayland display. */
export function hasDisplay(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  return platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

export interface BrowserWindowOptions {
  readonly browserPath: string;
  readonly kind: WindowKind;
  /** Opens one window, once. It can be seen in the process list, which is why its key is worth nothing after that. */
  readonly address: string;
  /** The browser's profile, one for each kind of window. */
  readonly profileFolder: string;
  readonly isKiosk: boolean;
  readonly at?: { readonly x: number; readonly y: number } | undefined;
  /** Chromium refuses to run its sandbox as root; only containers and CI do that. */
  readonly isRoot: boolean;
}

/** The command line of a window without tabs, address bar and everything else that talks to the outside. */
export function browserArguments(options: BrowserWindowOptions): readonly string[] {
  const { address, profileFolder, isKiosk, isRoot, at } = options;
  return [
    `--app=${address}`,
    `--user-data-dir=${profileFolder}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--disable-extensions',
    '--disable-breakpad',
    '--disable-features=Translate,MediaRouter,DialMediaRouteProvider,OptimizationHints',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--disable-session-crashed-bubble',
    '--hide-crash-restore-bubble',
    // Nothing is stored that needs a key ring, and asking for one would stop the start.
    '--password-store=basic',
    // The cues of a scan sound before anybody has touched the screen.
    '--autoplay-policy=no-user-gesture-required',
    ...(isKiosk ? ['--kiosk'] : ['--window-size=1366,768']),
    ...(at === undefined ? [] : [`--window-position=${at.x},${at.y}`]),
    ...(isRoot ? ['--no-sandbox', '--test-type'] : []),
  ];
}

/** Starts Chromium with one window. Rejects when it cannot be started. */
export async function startBrowser(options: BrowserWindowOptions): Promise<ChildProcess> {
  const browser = spawn(options.browserPath, browserArguments(options), { stdio: 'ignore' });
  await new Promise<void>((resolve, reject) => {
    browser.once('spawn', resolve);
    browser.once('error', reject);
  });
  // From here on it can only fail to be killed, and then it is gone.
  browser.on('error', () => {});
  return browser;
}
