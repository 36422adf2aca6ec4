import { join } from 'node:path';
import type { Logger } from '../../base/log.ts';
import type { ChannelMap } from '../../contract/channel-map.ts';
import type { Announcement } from '../announce.ts';
import { announcementLine } from '../announce.ts';
import { builtPath } from '../built-files.ts';
import { describeError } from '../call-desk.ts';
import { openFileLog } from '../file-log.ts';
import type { Host } from '../host.ts';
import type { HostOptions } from '../host-options.ts';
import {
  hostOptionsHelp,
  parseHostOptions,
  prepareDataFolder,
  refuseOldNode,
  usualDataFolder,
} from '../host-options.ts';
import type { StartTill } from '../start-till.ts';
import type { DevelopmentOptions } from './bridge-server.ts';
import { findBrowser, hasDisplay } from './browser-window.ts';
import { createChromiumHost } from './chromium-host.ts';

export interface RunChromiumOptions {
  readonly startTill: StartTill;
  readonly channels: ChannelMap;
  /** Without program and script. */
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Where announcements go, line by line. */
  readonly tell: (line: string) => void;
}

/**
 * Runs a till in the Chromium host until it is told to end (SIGINT, SIGTERM, SIGHUP, or the cashier's window closed).
 * Trouble at the start is told on standard error and ends the process with 1; 2 means a mistake on the command line.
 */
export async function runChromiumHost(run: RunChromiumOptions): Promise<void> {
  const { startTill, argv, env } = run;
  if (argv.includes('--help')) {
    process.stdout.write(hostOptionsHelp);
    return;
  }
  let options: HostOptions;
  try {
    refuseOldNode(process.versions.node);
    options = parseHostOptions(argv, 'refuse');
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${hostOptionsHelp}`);
    process.exitCode = 2;
    return;
  }
  const dataFolder = options.dataFolder ?? usualDataFolder(env, process.platform);
  prepareDataFolder(dataFolder);
  const log = openFileLog({
    folder: join(dataFolder, 'logs'),
    nowMs: Date.now,
    onTrouble: (error) => process.stderr.write(`The log cannot be written: ${describeError(error)}\n`),
  });
  log.log('info', 'the till starts', { host: 'chromium', node: process.versions.node });
  try {
    const announce = (announcement: Announcement) =>
      run.tell(announcementLine(announcement, options.isJson ? 'json' : 'sentence'));
    const host = await start(options, { dataFolder, env, log, announce, channels: run.channels });
    endWith(host, log);
    const till = await startTill(host, {
      log,
      ...(options.configPath === undefined ? {} : { configPath: options.configPath }),
    });
    host.onQuit(() => till.stop());
    announce({ ready: true, host: 'chromium' });
  } catch (error) {
    log.log('error', 'the till does not start', { error: describeError(error) });
    process.stderr.write(
      `The till does not start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exit(1);
  }
}

interface Surroundings {
  readonly dataFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Logger;
  readonly channels: ChannelMap;
  readonly announce: (announcement: Announcement) => void;
}

function start(
  options: HostOptions,
  { dataFolder, env, log, channels, announce }: Surroundings,
): Promise<Host> {
  const { platform } = process;
  const development = developmentOf(env);
  const canShow = options.opensBrowser && hasDisplay(env, platform);
  const browserPath = canShow ? (options.browserPath ?? findBrowser(platform)) : undefined;
  return createChromiumHost({
    channels,
    dataFolder,
    rendererFolder: options.rendererFolder ?? builtPath('renderer'),
    log,
    announce,
    browser:
      browserPath === undefined
        ? undefined
        : { path: browserPath, isKiosk: options.isKiosk ?? false, isRoot: process.getuid?.() === 0 },
    positions: options.customerAt === undefined ? {} : { customer: options.customerAt },
    port: options.port ?? (development === undefined ? 0 : developmentPort),
    development,
    // A device that does not let go must not keep an ended till in the process list.
    onEnded: () => process.exit(),
  });
}

/** Next to that of the development server, so that an open page finds a restarted host. */
const developmentPort = 5180;

/** Present only under `npm run dev:chromium`, which names its server in the environment. */
function developmentOf(env: NodeJS.ProcessEnv): DevelopmentOptions | undefined {
  const rendererUrl = env.ELECTRON_RENDERER_URL;
  if (rendererUrl === undefined) return undefined;
  return { key: 'development', rendererOrigin: new URL(rendererUrl).origin };
}

/** Ends in order on a signal; a second one, or a bug, ends at once. What is durable is safe either way. */
function endWith(host: Host, log: Logger): void {
  let isEnding = false;
  const end = () => {
    if (isEnding) process.exit(130);
    isEnding = true;
    void host.quit();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  for (const kind of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(kind, (error: unknown) => {
      log.log('error', 'the till has a bug and ends', { error: describeError(error) });
      process.stderr.write(`${describeError(error)}\n`);
      process.exit(1);
    });
  }
}
