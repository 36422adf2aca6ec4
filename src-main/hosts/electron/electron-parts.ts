import type {
  App,
  BrowserWindow,
  Dialog,
  Menu,
  PowerSaveBlocker,
  Protocol,
  SafeStorage,
  Screen,
  session,
  utilityProcess,
} from 'electron';

/**
 * What this host uses of Electron. It is handed in by the entry, since importing it anywhere else would fail on every
 * machine without Electron's binary. Calls from windows are not among it: those go through `trusted-ipc.ts`.
 */
export interface ElectronParts {
  readonly app: App;
  readonly BrowserWindow: typeof BrowserWindow;
  readonly Menu: typeof Menu;
  readonly dialog: Dialog;
  readonly powerSaveBlocker: PowerSaveBlocker;
  readonly protocol: Protocol;
  readonly safeStorage: SafeStorage;
  readonly screen: Screen;
  readonly session: typeof session;
  readonly utilityProcess: typeof utilityProcess;
}
