import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { CdpConnection } from './cdp.ts';

export const chromiumPath = '/usr/bin/chromium';

/** What Chromium is started with wherever tests start it: nothing that reaches for the outside. */
export const quietArguments: readonly string[] = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--disable-gpu',
  '--disable-extensions',
  '--password-store=basic',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** A real Chromium without a screen and, at first, without a page. */
export interface Browser {
  readonly connection: CdpConnection;
  /** `http://127.0.0.1:PORT`, for `chromium.connectOverCDP`. */
  readonly cdpEndpoint: string;
  /** Its profile, in the folder for temporary files. */
  readonly profile: string;
  close(): Promise<void>;
}

/**
 * Starts Chromium. It listens on a port for whoever else wants to drive it, and on a pipe that does nothing but end it
 * when this process dies, in whatever way.
 */
export async function startBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'daybook-fake-electron-'));
  const browser = spawn(
    chromiumPath,
    [
      '--headless',
      '--remote-debugging-port=0',
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
      '--no-startup-window',
      '--hide-scrollbars',
      ...quietArguments,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      // Its own temporary files go with the profile.
      env: { ...process.env, TMPDIR: profile },
    },
  );
  const endpoint = await debuggingEndpoint(browser);
  const connection = await CdpConnection.open(endpoint);
  return {
    connection,
    cdpEndpoint: `http://${new URL(endpoint).host}`,
    profile,
    async close() {
      if (browser.exitCode === null && browser.signalCode === null) {
        const ended = once(browser, 'exit');
        browser.kill('SIGKILL');
        await ended;
      }
      connection.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function debuggingEndpoint(browser: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const said: string[] = [];
  // Read to the end, since a full pipe would stop it; what it complains of later is noise.
  createInterface({ input: browser.stderr as Readable }).on('line', (line) => {
    const endpoint = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (endpoint === undefined) said.push(line);
    else resolve(endpoint);
  });
  browser.once('error', reject);
  browser.once('exit', () => reject(new Error(`Chromium did not start:\n${said.join('\n')}`)));
  return promise;
}
