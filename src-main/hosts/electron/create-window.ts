import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { WindowKind } from '../../contract/windows.ts';
import { windowArgument } from './ipc-names.ts';

export interface CreateWindowOptions {
  readonly kind: WindowKind;
  readonly preloadPath: string;
  readonly isKiosk: boolean;
  /** The display that the window fills, or undefined for an ordinary window. */
  readonly display?: Rectangle | undefined;
  /** With developer tools; never in a store. */
  readonly isDevelopment: boolean;
}

/** How every window is made. There is no other place that makes one. */
export function windowOptions(options: CreateWindowOptions): BrowserWindowConstructorOptions {
  const { kind, preloadPath, isKiosk, display, isDevelopment } = options;
  const { x, y, width = 1366, height = 768 } = display ?? {};
  return {
    title: 'Daybook',
    show: false,
    width,
    height,
    ...(x === undefined || y === undefined ? {} : { x, y }),
    // The canvas colour of the light theme, so that a start does not flash white.
    backgroundColor: '#F1F3F6',
    autoHideMenuBar: true,
    kiosk: isKiosk,
    frame: !isKiosk,
    webPreferences: {
      preload: preloadPath,
      additionalArguments: [`${windowArgument}${kind}`],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      // alert() and its like would stand in front of a scan.
      disableDialogs: true,
      spellcheck: false,
      devTools: isDevelopment,
      // The customer's screen must not lag because the cashier's has the focus.
      backgroundThrottling: false,
    },
  };
}

/** Makes a window, hidden until its first picture is there, that cannot be zoomed. */
export function createWindow(Window: typeof BrowserWindow, options: CreateWindowOptions): BrowserWindow {
  const window = new Window(windowOptions(options));
  window.once('ready-to-show', () => window.show());
  window.on('system-context-menu', (event) => event.preventDefault());
  window.on('page-title-updated', (event) => event.preventDefault());
  window.webContents.on('did-finish-load', () => {
    window.webContents.setZoomFactor(1);
    void window.webContents.setVisualZoomLevelLimits(1, 1);
  });
  return window;
}
