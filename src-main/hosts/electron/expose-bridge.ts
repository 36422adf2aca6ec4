import type { ContextBridge, IpcRenderer } from 'electron';
import type { Answer, BridgeCommon } from '../../contract/bridge.ts';
import { bridgeGlobal, bridgeMethods, notAnswering } from '../../contract/bridge.ts';
import { isLongerThan, maxMessageBytes } from '../../contract/channel-map.ts';
import { Subscriptions } from '../../contract/subscriptions.ts';
import type { WindowKind } from '../../contract/windows.ts';
import { ipcNames, windowArgument } from './ipc-names.ts';

export interface ExposeOptions {
  readonly contextBridge: Pick<ContextBridge, 'exposeInMainWorld'>;
  readonly ipcRenderer: Pick<IpcRenderer, 'invoke' | 'on'>;
  /** The preload script's own arguments. */
  readonly argv: readonly string[];
  /** The channels that windows may call (`contract/channel-names.ts`). */
  readonly channels: readonly string[];
}

/**
 * Gives the window its one object: a frozen record of named functions. Neither `ipcRenderer` nor an event object nor a
 * way to name another channel gets across.
 */
export function exposeBridge({ contextBridge, ipcRenderer, argv, channels }: ExposeOptions): void {
  const subscriptions = new Subscriptions();
  // The event, which would hand the sender over, stays here.
  ipcRenderer.on(ipcNames.published, (_event, topic: unknown, messageJson: unknown) => {
    subscriptions.tell(String(topic), JSON.parse(String(messageJson)));
  });

  async function call(channel: string, input: unknown): Promise<Answer> {
    try {
      const text = JSON.stringify(input ?? null);
      if (isLongerThan(text, maxMessageBytes)) {
        return { ok: false, error: { code: 'oversized', params: { maxBytes: maxMessageBytes } } };
      }
      return parseAnswer(await ipcRenderer.invoke(ipcNames.call, channel, text));
    } catch {
      // Nothing throws across; the main process has logged why.
      return notAnswering('failed');
    }
  }

  const common: BridgeCommon = {
    kind: windowKindIn(argv),
    onPublished: (topic, listener) => subscriptions.on(topic, listener),
    // The main process dies with its windows or they with it: while a window runs it is connected.
    onConnection: (listener) => {
      listener('open');
      return () => {};
    },
  };
  contextBridge.exposeInMainWorld(bridgeGlobal, { ...bridgeMethods(channels, call), ...common });
  void ipcRenderer.invoke(ipcNames.opened);
}

/** @throws when the main process has not said; a window of no kind must not come up. */
function windowKindIn(argv: readonly string[]): WindowKind {
  const kinds: readonly string[] = argv
    .filter((argument) => argument.startsWith(windowArgument))
    .map((argument) => argument.slice(windowArgument.length));
  for (const kind of ['cashier', 'customer', 'workbench'] as const satisfies readonly WindowKind[]) {
    if (kinds.includes(kind)) return kind;
  }
  throw new Error('the window has no kind');
}

function parseAnswer(json: unknown): Answer {
  return JSON.parse(String(json)) as Answer;
}
