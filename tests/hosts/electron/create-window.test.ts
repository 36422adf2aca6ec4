import { expect, test } from 'vitest';
import { windowOptions } from '../../../src-main/hosts/electron/create-window.ts';

const usual = { kind: 'cashier', preloadPath: '/p/till.cjs', isKiosk: true, isDevelopment: false } as const;

test('every safeguard of a window is stated, and nothing is in it that weakens one', () => {
  const { webPreferences = {} } = windowOptions({ ...usual, display: { x: 1, y: 2, width: 3, height: 4 } });
  expect(webPreferences).toEqual({
    preload: '/p/till.cjs',
    additionalArguments: ['--daybook-window=cashier'],
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
    disableDialogs: true,
    spellcheck: false,
    devTools: false,
    backgroundThrottling: false,
  });
});

test('a kiosk window fills its display without a frame; another is an ordinary window', () => {
  const display = { x: 1366, y: 0, width: 1280, height: 800 };
  expect(windowOptions({ ...usual, display })).toMatchObject({
    kiosk: true,
    frame: false,
    show: false,
    ...display,
  });
  const { kiosk, frame, x } = windowOptions({ ...usual, isKiosk: false });
  expect({ kiosk, frame, x }).toEqual({ kiosk: false, frame: true, x: undefined });
});

test('developer tools are there in development alone', () => {
  expect(windowOptions({ ...usual, isDevelopment: true }).webPreferences?.devTools).toBe(true);
});
