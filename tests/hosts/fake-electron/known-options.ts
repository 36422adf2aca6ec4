import type { BrowserWindowConstructorOptions, ForkOptions, WebPreferences } from 'electron';

/** Every option that this Electron knows. A name that is missing here or too many is a type error. */
const windowOptions = {
  accentColor: true,
  acceptFirstMouse: true,
  alwaysOnTop: true,
  appShim: true,
  autoHideMenuBar: true,
  backgroundColor: true,
  backgroundMaterial: true,
  center: true,
  closable: true,
  darkTheme: true,
  disableAutoHideCursor: true,
  enableLargerThanScreen: true,
  focusable: true,
  frame: true,
  fullscreen: true,
  fullscreenable: true,
  hasShadow: true,
  height: true,
  hiddenInMissionControl: true,
  icon: true,
  kiosk: true,
  maxHeight: true,
  maxWidth: true,
  maximizable: true,
  minHeight: true,
  minWidth: true,
  minimizable: true,
  modal: true,
  movable: true,
  name: true,
  opacity: true,
  paintWhenInitiallyHidden: true,
  parent: true,
  resizable: true,
  roundedCorners: true,
  show: true,
  simpleFullscreen: true,
  skipTaskbar: true,
  tabbingIdentifier: true,
  thickFrame: true,
  title: true,
  titleBarOverlay: true,
  titleBarStyle: true,
  trafficLightPosition: true,
  transparent: true,
  type: true,
  useContentSize: true,
  vibrancy: true,
  visualEffectState: true,
  webPreferences: true,
  width: true,
  windowStatePersistence: true,
  x: true,
  y: true,
  zoomToPageWidth: true,
} satisfies Record<keyof BrowserWindowConstructorOptions, true>;

const webPreferences = {
  accessibleTitle: true,
  additionalArguments: true,
  allowRunningInsecureContent: true,
  autoplayPolicy: true,
  backgroundThrottling: true,
  contextIsolation: true,
  defaultEncoding: true,
  defaultFontFamily: true,
  defaultFontSize: true,
  defaultMonospaceFontSize: true,
  devTools: true,
  disableBlinkFeatures: true,
  disableDialogs: true,
  disableHtmlFullscreenWindowResize: true,
  disableWakeLocks: true,
  enableBlinkFeatures: true,
  enableDeprecatedPaste: true,
  enablePreferredSizeMode: true,
  enableWebSQL: true,
  experimentalFeatures: true,
  focusOnNavigation: true,
  imageAnimationPolicy: true,
  images: true,
  javascript: true,
  minimumFontSize: true,
  navigateOnDragDrop: true,
  nodeIntegration: true,
  nodeIntegrationInSubFrames: true,
  nodeIntegrationInWorker: true,
  offscreen: true,
  partition: true,
  plugins: true,
  preload: true,
  safeDialogs: true,
  safeDialogsMessage: true,
  sandbox: true,
  scrollBounce: true,
  session: true,
  spellcheck: true,
  textAreasAreResizable: true,
  transparent: true,
  v8CacheOptions: true,
  webSecurity: true,
  webgl: true,
  webviewTag: true,
  zoomFactor: true,
  zoomMode: true,
} satisfies Record<keyof WebPreferences, true>;

const forkOptions = {
  allowLoadingUnsignedLibraries: true,
  cwd: true,
  disclaim: true,
  env: true,
  execArgv: true,
  partition: true,
  respondToAuthRequestsFromMainProcess: true,
  serviceName: true,
  session: true,
  stdio: true,
} satisfies Record<keyof ForkOptions, true>;

/** Throws for an option of a utility process that Electron would pass over in silence. */
export function refuseUnknownForkOptions(options: ForkOptions): void {
  refuseUnknown(options, forkOptions, 'option of a utility process');
}

/** Throws for an option that Electron would pass over in silence: a misspelt safeguard is none. */
export function refuseUnknownOptions(options: BrowserWindowConstructorOptions): void {
  refuseUnknown(options, windowOptions, 'window option');
  refuseUnknown(options.webPreferences ?? {}, webPreferences, 'web preference');
}

function refuseUnknown(given: object, known: object, what: string): void {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(known, name)) throw new TypeError(`unknown ${what} ${name}`);
  }
}
