import {
  app,
  BrowserWindow,
  dialog,
  Menu,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  utilityProcess,
} from 'electron';
import { tillChannels } from '../contract/channels.ts';
import { startTill } from './compose-till.ts';
import { runElectronHost } from './electron/run-electron.ts';
import { takeCalls } from './electron/trusted-ipc.ts';

/** The Electron host's entry. Not awaited: see `runElectronHost`. */
void runElectronHost({
  electron: {
    app,
    BrowserWindow,
    Menu,
    dialog,
    powerSaveBlocker,
    protocol,
    safeStorage,
    screen,
    session,
    utilityProcess,
  },
  takeCalls,
  startTill,
  channels: tillChannels,
  argv: process.argv.slice(app.isPackaged ? 1 : 2),
  env: process.env,
  tell: (line) => process.stdout.write(line),
});
