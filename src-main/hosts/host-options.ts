import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What a person may say on the command line of either host. */
export interface HostOptions {
  readonly configPath?: string | undefined;
  readonly dataFolder?: string | undefined;
  readonly rendererFolder?: string | undefined;
  /** Tell what happens as lines of JSON instead of sentences. */
  readonly isJson: boolean;
  /** Full screen with no way out but the till's own. Undefined leaves it to the host. */
  readonly isKiosk?: boolean | undefined;
  /** Show windows on this machine's display; without it the Chromium host only makes addresses. */
  readonly opensBrowser: boolean;
  /** The Chromium to start; without it the system's. */
  readonly browserPath?: string | undefined;
  /** The port of the Chromium host; without it a free one. */
  readonly port?: number | undefined;
  /** Where the customer's window goes on the desktop, in pixels from the top left corner of the first display. */
  readonly customerAt?: { readonly x: number; readonly y: number } | undefined;
}

export const hostOptionsHelp = `Options:
  --config PATH       the till's configuration file
  --data FOLDER       the till's own folder (journal, reference data, keys, logs)
  --renderer FOLDER   the built windows
  --kiosk, --windowed full screen with no way out, or an ordinary window
  --customer-at X,Y   where the customer's window goes (Chromium host)
  --port N            the port of the windows' server (Chromium host)
  --browser PATH      the Chromium to start (Chromium host)
  --no-browser        open no window, only tell the addresses (Chromium host)
  --json              one line of JSON for each thing told
`;

/**
 * Reads the command line.
 * @param argv without program and script. Unknown switches are an error, but on Electron, which hands on Chromium's own.
 * @throws an error with a sentence for the person who typed it.
 */
export function parseHostOptions(argv: readonly string[], unknown: 'refuse' | 'ignore'): HostOptions {
  const { values } = parseArgs({
    args: [...argv],
    strict: unknown === 'refuse',
    allowPositionals: unknown === 'ignore',
    options: {
      config: { type: 'string' },
      data: { type: 'string' },
      renderer: { type: 'string' },
      kiosk: { type: 'boolean' },
      windowed: { type: 'boolean' },
      'customer-at': { type: 'string' },
      port: { type: 'string' },
      browser: { type: 'string' },
      'no-browser': { type: 'boolean' },
      json: { type: 'boolean' },
    },
  });
  const { kiosk, windowed } = values;
  return {
    configPath: pathOf(values.config),
    dataFolder: pathOf(values.data),
    rendererFolder: pathOf(values.renderer),
    isJson: values.json === true,
    isKiosk: kiosk === true || windowed === true ? kiosk === true : undefined,
    opensBrowser: values['no-browser'] !== true,
    browserPath: textOf(values.browser),
    port: portOf(textOf(values.port)),
    customerAt: positionOf(textOf(values['customer-at'])),
  };
}

/** Where a till keeps its things unless told otherwise: the account's own folder for application data. */
export function usualDataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Daybook');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Daybook');
  return join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'daybook');
}

/**
 * Makes the till's folder, closes it to other accounts, and sees to it that every file made from now on is closed to
 * them as well.
 */
export function prepareDataFolder(folder: string): void {
  if (process.platform !== 'win32') process.umask(0o077);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0) chmodSync(folder, 0o700);
}

/**
 * The database's native part crashes an older Node without a word (better-sqlite3 13 is built for N-API 10).
 * @throws an error with a sentence, before anything loads it.
 */
export function refuseOldNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return;
  throw new Error(
    `Node ${version} is too old: Daybook needs 22.12 or newer. "npm run" starts the right one.`,
  );
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function pathOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? resolve(value) : undefined;
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new Error(`--port ${text}: a whole number up to 65535`);
  return port;
}

function positionOf(text: string | undefined): { readonly x: number; readonly y: number } | undefined {
  if (text === undefined) return undefined;
  const match = /^(-?\d{1,5}),(-?\d{1,5})$/.exec(text);
  if (match === null) throw new Error(`--customer-at ${text}: two whole numbers with a comma, e.g. 1366,0`);
  return { x: Number(match[1]), y: Number(match[2]) };
}
