import { join } from 'node:path';
import type { Session } from 'electron';
import type { Logger } from '../../base/log.ts';
import { silentLogger } from '../../base/log.ts';
import type { ChannelMap } from '../../contract/channel-map.ts';
import type { Announcement } from '../announce.ts';
import { announcementLine } from '../announce.ts';
import { builtPath } from '../built-files.ts';
import { describeError } from '../call-desk.ts';
import { openFileLog } from '../file-log.ts';
import type { Host } from '../host.ts';
import type { HostOptions } from '../host-options.ts';
import { parseHostOptions, prepareDataFolder, usualDataFolder } from '../host-options.ts';
import type { StartTill } from '../start-till.ts';
import { WindowFiles } from '../window-files.ts';
import type { CallGuard } from './call-guard.ts';
import { createElectronHost } from './electron-host.ts';
import type { ElectronParts } from './electron-parts.ts';
import { lockDown } from './lock-down.ts';
import { PageOrigin, registerWindowsScheme, serveWindowsScheme } from './windows-scheme.ts';

export interface RunElectronOptions {
  readonly electron: ElectronParts;
  readonly takeCalls: (guard: CallGuard) => void;
  readonly startTill: StartTill;
  readonly channels: ChannelMap;
  /** Without program and script. */
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Where announcements go, line by line. */
  readonly tell: (line: string) => void;
  /** The built preload script, where it is not that of this build. */
  readonly preloadPath?: string;
}

/**
 * Runs a till in the Electron host until it is told to end. All that Electron wants before it is ready is done before
 * this first waits; and the entry must not wait for it, since Electron is not ready before its entry has been read
 * (Electron's documentation, "ES Modules in Electron").
 */
export async function runElectronHost(options: RunElectronOptions): Promise<void> {
  const { electron } = options;
  let log: Logger = silentLogger;
  try {
    const surroundings = prepare(options);
    if (surroundings === undefined) return;
    log = surroundings.log;
    await electron.app.whenReady();
    await runWhenReady(options, surroundings);
  } catch (error) {
    log.log('error', 'the till does not start', { error: describeError(error) });
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`The till does not start: ${reason}\n`);
    electron.dialog.showErrorBox('收銀機無法啟動 / The till does not start', reason);
    electron.app.exit(1);
  }
}

/** All that must be done before Electron is ready. @returns undefined when this till runs already. */
function prepare({ electron, argv, env }: RunElectronOptions): Surroundings | undefined {
  const { app } = electron;
  const hostOptions = parseHostOptions(argv, 'ignore');
  const dataFolder = hostOptions.dataFolder ?? usualDataFolder(env, process.platform);
  prepareDataFolder(dataFolder);
  // Beside our own files, and so that one till has one lock.
  app.setPath('userData', join(dataFolder, 'electron'));
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write('This till runs already; its window has been brought to the front.\n');
    app.exit();
    return undefined;
  }
  const log = openFileLog({
    folder: join(dataFolder, 'logs'),
    nowMs: Date.now,
    onTrouble: (error) => process.stderr.write(`The log cannot be written: ${describeError(error)}\n`),
  });
  const { electron: electronVersion, chrome, node } = process.versions;
  log.log('info', 'the till starts', { host: 'electron', electron: electronVersion, chrome, node });
  const pages = new PageOrigin(app.isPackaged ? undefined : env.ELECTRON_RENDERER_URL);
  app.enableSandbox();
  registerWindowsScheme(electron.protocol);
  const lockSession = lockDown({ app, pages, log });
  // The till ends when it is told to, not when a window is gone.
  app.on('window-all-closed', () => {});
  app.on('child-process-gone', (_event, { type, reason, exitCode }) =>
    log.log('warn', 'a process of Electron has died', { type, reason, exitCode }),
  );
  endOnBug(electron, log);
  return { hostOptions, dataFolder, log, pages, lockSession };
}

interface Surroundings {
  readonly hostOptions: HostOptions;
  readonly dataFolder: string;
  readonly log: Logger;
  readonly pages: PageOrigin;
  readonly lockSession: (session: Session) => void;
}

async function runWhenReady(options: RunElectronOptions, surroundings: Surroundings): Promise<void> {
  const { electron, startTill, channels, takeCalls } = options;
  const { hostOptions, dataFolder, log, pages } = surroundings;
  surroundings.lockSession(electron.session.defaultSession);
  const rendererFolder = hostOptions.rendererFolder ?? builtPath('renderer');
  electron.Menu.setApplicationMenu(null);
  if (!pages.isDevelopment) serveWindowsScheme(electron.protocol, new WindowFiles(rendererFolder));

  const announce = (announcement: Announcement) =>
    options.tell(announcementLine(announcement, hostOptions.isJson ? 'json' : 'sentence'));
  const host = createElectronHost({
    electron,
    takeCalls,
    channels,
    pages,
    dataFolder,
    rendererFolder,
    preloadPath: options.preloadPath ?? builtPath(join('preload', 'till.cjs')),
    isKiosk: hostOptions.isKiosk ?? electron.app.isPackaged,
    log,
    announce,
  });
  electron.app.on('second-instance', () => host.focus());
  endInOrder(electron, host);
  const till = await startTill(host, {
    log,
    ...(hostOptions.configPath === undefined ? {} : { configPath: hostOptions.configPath }),
  });
  host.onQuit(() => till.stop());
  announce({ ready: true, host: 'electron' });
}

/** Electron's own ways to end (a signal, the session's end) wait for ours. `exit` in the host does not come by here. */
function endInOrder({ app }: ElectronParts, host: Host): void {
  app.on('before-quit', (event) => {
    event.preventDefault();
    void host.quit();
  });
}

/**
 * A bug ends the process, since nothing it holds in memory can be trusted any more, and the till comes up again from
 * what is on disk; not when it had only just come up, which would go on for ever.
 */
function endOnBug({ app }: ElectronParts, log: Logger): void {
  const startedAtMs = performance.now();
  for (const kind of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(kind, (error: unknown) => {
      log.log('error', 'the till has a bug and starts anew', { error: describeError(error) });
      process.stderr.write(`${describeError(error)}\n`);
      if (performance.now() - startedAtMs > 30_000) app.relaunch();
      app.exit(1);
    });
  }
}
