import { join } from 'node:path';
import type { Logger } from '../../base/log.ts';
import { topics } from '../../contract/bridge.ts';
import type { ChannelMap } from '../../contract/channel-map.ts';
import type { Announcement } from '../announce.ts';
import { CallDesk } from '../call-desk.ts';
import type { Host } from '../host.ts';
import { Published } from '../published.ts';
import { QuitWorks } from '../quit-works.ts';
import { CallGuard } from './call-guard.ts';
import type { ElectronParts } from './electron-parts.ts';
import { forkPortProcess } from './fork-port-process.ts';
import { openSealedKey } from './sealed-key.ts';
import { TillWindows } from './till-windows.ts';
import type { PageOrigin } from './windows-scheme.ts';

export interface ElectronHostOptions {
  readonly electron: ElectronParts;
  /** Puts the guard behind the windows' calls; see `trusted-ipc.ts`. */
  readonly takeCalls: (guard: CallGuard) => void;
  readonly channels: ChannelMap;
  readonly pages: PageOrigin;
  readonly dataFolder: string;
  readonly rendererFolder: string;
  readonly preloadPath: string;
  readonly isKiosk: boolean;
  readonly log: Logger;
  readonly announce: (announcement: Announcement) => void;
}

/** The host that ships to stores (design.md, Hosts). Must be made after Electron is ready. */
export function createElectronHost(options: ElectronHostOptions): Host & { readonly focus: () => void } {
  const { electron, channels, pages, dataFolder, rendererFolder, log, announce } = options;
  const desk = new CallDesk(channels, log);
  const published = new Published(topics);
  const works = new QuitWorks(log);
  const windows = new TillWindows({
    BrowserWindow: electron.BrowserWindow,
    screen: electron.screen,
    pages,
    preloadPath: options.preloadPath,
    isKiosk: options.isKiosk,
    hangPatienceMs: 5_000,
    log,
    // The cashier's window is the till; closing it ends the till, as in any program.
    onCashierClosed: () => void quit(),
  });
  options.takeCalls(
    new CallGuard({
      desk,
      log,
      monotonicMs: () => performance.now(),
      kindOf: (contents) => windows.kindOf(contents),
      isOurPage: (url) => pages.isOurs(url),
      onOpened(kind) {
        for (const [topic, messageJson] of published.newest(kind)) windows.send(kind, topic, messageJson);
      },
    }),
  );

  async function end(): Promise<void> {
    await works.run();
    windows.close();
    electron.app.exit();
  }

  let ending: Promise<void> | undefined;
  function quit(): Promise<void> {
    ending ??= end();
    return ending;
  }

  return {
    name: 'electron',
    paths: { data: dataFolder, renderer: rendererFolder },
    secrets: openSealedKey(
      electron.safeStorage,
      join(dataFolder, 'keys', 'master-key.sealed'),
      process.platform,
    ),
    async openWindow(kind) {
      await windows.open(kind);
      announce({ window: kind });
      return undefined;
    },
    onCommand: (handler) => desk.setHandler(handler),
    publish: (kind, topic, message) => windows.send(kind, topic, published.remember(kind, topic, message)),
    keepDisplayAwake() {
      const blocker = electron.powerSaveBlocker.start('prevent-display-sleep');
      return () => {
        if (electron.powerSaveBlocker.isStarted(blocker)) electron.powerSaveBlocker.stop(blocker);
      };
    },
    startPortProcess: () => forkPortProcess(electron.utilityProcess),
    onQuit: (work) => works.add(work),
    quit,
    focus: () => windows.focusCashier(),
  };
}
