import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { HostProcess } from '../host-process.ts';
import type { FakeMachine } from './fake-electron.ts';
import { fromChromium } from './page-address.ts';

const root = join(import.meta.dirname, '../../..');

export interface LaunchElectronOptions {
  readonly dataDir: string;
  readonly configPath?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What to start; without it the built entry. */
  readonly entry?: string;
  readonly args?: readonly string[];
  /** The machine to pretend. */
  readonly machine?: Omit<FakeMachine, 'exit' | 'browser'>;
}

export interface ElectronPage {
  /** `cashier` or `customer`. */
  readonly kind: string;
  readonly targetId: string;
  /** As Electron would have it: `daybook://till/…`. */
  readonly url: string;
}

export interface LaunchedElectronHost {
  /** For Playwright's `chromium.connectOverCDP`. The till's pages are in the default context, in no particular order. */
  readonly cdpEndpoint: string;
  readonly process: ChildProcess;
  readonly ended: Promise<number | NodeJS.Signals>;
  /** The windows that are open now. */
  windows(): Promise<readonly ElectronPage[]>;
  close(): Promise<void>;
}

/**
 * Starts the Electron host in a process of its own, on a stand-in for Electron whose windows are pages of a headless
 * Chromium, and waits until it is ready. When the process dies, in whatever way, its Chromium goes with it.
 */
export async function launchElectronHost(options: LaunchElectronOptions): Promise<LaunchedElectronHost> {
  const {
    dataDir,
    configPath,
    env,
    entry = join(root, 'out/main/electron.js'),
    args = [],
    machine,
  } = options;
  const config = configPath === undefined ? [] : ['--config', configPath];
  const host = new HostProcess({
    args: [join(import.meta.dirname, 'run-entry.ts'), entry, '--json', '--data', dataDir, ...config, ...args],
    env: { ...env, FAKE_ELECTRON_MACHINE: JSON.stringify(machine ?? {}) },
  });
  const told = once(host.process, 'message') as Promise<[{ cdpEndpoint: string; profile: string }]>;
  told.catch(() => {});
  try {
    await host.ready();
  } catch (error) {
    await host.close();
    throw error;
  }
  const [{ cdpEndpoint, profile }] = await told;
  return {
    cdpEndpoint,
    process: host.process,
    ended: host.ended,
    windows: () => windowsAt(cdpEndpoint),
    async close() {
      await host.close();
      // A process that was killed leaves its browser's profile behind.
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Listed {
  readonly id: string;
  readonly type: string;
  readonly url: string;
}

async function windowsAt(cdpEndpoint: string): Promise<readonly ElectronPage[]> {
  const response = await fetch(`${cdpEndpoint}/json/list`);
  const listed = (await response.json()) as readonly Listed[];
  return listed
    .map(({ id, type, url }) => ({ type, targetId: id, url: fromChromium(url) }))
    .filter(({ type, url }) => type === 'page' && url.startsWith('daybook:'))
    .map(({ targetId, url }) => ({ targetId, url, kind: new URL(url).searchParams.get('window') ?? '' }));
}
