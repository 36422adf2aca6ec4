import { join } from 'node:path';
import type { Logger } from '../../base/log.ts';
import { topics } from '../../contract/bridge.ts';
import type { ChannelMap } from '../../contract/channel-map.ts';
import type { WindowKind } from '../../contract/windows.ts';
import type { Announcement } from '../announce.ts';
import { describeError } from '../call-desk.ts';
import type { Host } from '../host.ts';
import { QuitWorks } from '../quit-works.ts';
import type { DevelopmentOptions } from './bridge-server.ts';
import { startBridgeServer } from './bridge-server.ts';
import { BrowserWindows } from './browser-windows.ts';
import { forkPortProcess } from './fork-port-process.ts';
import { openKeyFile } from './key-file.ts';

export interface ChromiumHostOptions {
  readonly channels: ChannelMap;
  readonly dataFolder: string;
  readonly rendererFolder: string;
  readonly log: Logger;
  readonly announce: (announcement: Announcement) => void;
  /** How to show windows on this machine; undefined where it has no display or shall not. */
  readonly browser?:
    | { readonly path: string; readonly isKiosk: boolean; readonly isRoot: boolean }
    | undefined;
  readonly positions?: Readonly<Partial<Record<WindowKind, { readonly x: number; readonly y: number }>>>;
  /** Undefined or 0: a free one. */
  readonly port?: number | undefined;
  readonly development?: DevelopmentOptions | undefined;
  /** Told when the host has ended in order. */
  readonly onEnded: () => void;
}

/** The host that serves windows to a Chromium beside it (design.md, Hosts). */
export async function createChromiumHost(options: ChromiumHostOptions): Promise<Host> {
  const { channels, dataFolder, rendererFolder, log, announce, browser } = options;
  const server = await startBridgeServer({
    channels,
    topics,
    rendererFolder,
    log,
    port: options.port,
    // An address that a person opens must open again when they have closed it.
    isReopenable: browser === undefined,
    development: options.development,
  });
  const works = new QuitWorks(log);
  const windows =
    browser === undefined
      ? undefined
      : new BrowserWindows({
          browserPath: browser.path,
          isKiosk: browser.isKiosk,
          isRoot: browser.isRoot,
          handOverMs: 3_000,
          profileFolder: (kind) => join(dataFolder, `chromium-${kind}`),
          positions: options.positions ?? {},
          log,
          mintAddress: (kind) => server.mintAddress(kind),
          isConnected: (kind) => server.isConnected(kind),
          // The cashier's window is the till; closing it ends the till, as in any program.
          onClosed: (kind) => {
            if (kind === 'cashier') void quit();
          },
        });

  /** @returns whether Chromium could be started. */
  async function show(kind: WindowKind): Promise<boolean> {
    try {
      await windows?.open(kind);
      return windows !== undefined;
    } catch (error) {
      log.log('error', 'browser does not start', { window: kind, error: describeError(error) });
      return false;
    }
  }

  async function end(): Promise<void> {
    await works.run();
    await windows?.close();
    await server.close();
    options.onEnded();
  }

  let ending: Promise<void> | undefined;
  function quit(): Promise<void> {
    ending ??= end();
    return ending;
  }

  return {
    name: 'chromium',
    paths: { data: dataFolder, renderer: rendererFolder },
    secrets: openKeyFile(join(dataFolder, 'keys', 'master-key')),
    async openWindow(kind) {
      if (await show(kind)) {
        announce({ window: kind });
        return undefined;
      }
      const address = server.mintAddress(kind);
      announce({ window: kind, address });
      return address;
    },
    onCommand: (handler) => server.onCall(handler),
    publish: (kind, topic, message) => server.publish(kind, topic, message),
    // A page may not ask for this here: its permissions are denied. The machine's own settings decide.
    keepDisplayAwake: () => () => {},
    startPortProcess: forkPortProcess,
    onQuit: (work) => works.add(work),
    quit,
  };
}
