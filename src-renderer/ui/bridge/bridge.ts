import type { Answer, BenchBridge, TillBridge } from '../../../src-main/contract/bridge.ts';
import { bridgePath } from '../../../src-main/contract/bridge-wire.ts';
import { benchChannelNames, tillChannelNames } from '../../../src-main/contract/channel-names.ts';
import { connectChromiumBridge } from './chromium-bridge.ts';
import { forgetKey, introduceWindow } from './introduction.ts';

declare global {
  interface Window {
    /** Exposed by the preload script on Electron; absent in a browser. */
    readonly daybook?: TillBridge;
  }
}

/**
 * Reaches the till's core, whichever host shows this window.
 * @returns the bridge, or `till-not-answering` when the host does not take this window for one of its own.
 */
export async function openTillBridge(): Promise<Answer<TillBridge>> {
  ignoreDrops();
  if (window.daybook !== undefined) return { ok: true, value: window.daybook };
  return (await connect(tillChannelNames)) as Answer<TillBridge>;
}

/** Reaches the demo's own process from the workbench page, which no Electron window shows. */
export async function openBenchBridge(): Promise<Answer<BenchBridge>> {
  ignoreDrops();
  return (await connect(benchChannelNames)) as Answer<BenchBridge>;
}

function connect(channels: readonly string[]) {
  const socketAddress = `ws://${socketAuthority()}${bridgePath}`;
  return connectChromiumBridge({
    channels,
    openSocket: () => new WebSocket(socketAddress),
    introduction: introduceWindow(window.location, window.sessionStorage),
    onAdmitted: () => forgetKey(window.location, window.history),
  });
}

/** The host serves the page itself, but for a development server that serves it from another port. */
function socketAuthority(): string {
  const port = new URLSearchParams(window.location.search).get('bridge');
  return import.meta.env.DEV && port !== null ? `127.0.0.1:${Number(port)}` : window.location.host;
}

/** A file dropped on the window would take the till's place in it. */
function ignoreDrops(): void {
  for (const kind of ['dragover', 'drop']) {
    window.addEventListener(kind, (event) => event.preventDefault());
  }
}
