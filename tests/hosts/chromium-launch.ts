import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { HostProcess } from './host-process.ts';

const root = join(import.meta.dirname, '../..');

export interface LaunchChromiumOptions {
  readonly dataDir: string;
  readonly configPath?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What to start; without it the built entry. The source, `src-main/hosts/chromium.ts`, runs as well. */
  readonly entry?: string;
  readonly args?: readonly string[];
}

export interface LaunchedChromiumHost {
  /** The address that opens each window, once. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly process: ChildProcess;
  readonly ended: Promise<number | NodeJS.Signals>;
  close(): Promise<void>;
}

/** Starts the Chromium host in a process of its own, without a browser, and waits until it is ready. */
export async function launchChromiumHost(options: LaunchChromiumOptions): Promise<LaunchedChromiumHost> {
  const { dataDir, configPath, env, entry = join(root, 'out/main/chromium.js'), args = [] } = options;
  const config = configPath === undefined ? [] : ['--config', configPath];
  const host = new HostProcess({
    args: [entry, '--json', '--no-browser', '--data', dataDir, ...config, ...args],
    ...(env === undefined ? {} : { env }),
  });
  try {
    await host.ready();
  } catch (error) {
    await host.close();
    throw error;
  }
  const addresses = new Map<string, string>();
  for (const { window, address } of host.announced) {
    if (window !== undefined && address !== undefined) addresses.set(window, address);
  }
  return { addresses, process: host.process, ended: host.ended, close: () => host.close() };
}
