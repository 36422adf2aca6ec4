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
import { runElectronHost } from '../../../src-main/hosts/electron/run-electron.ts';
import { takeCalls } from '../../../src-main/hosts/electron/trusted-ipc.ts';
import { standInChannels } from './channels.ts';
import { StandInTill } from './till.ts';

/** The Electron entry of the tests: the real one's code with the tests' till. */
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
  startTill: StandInTill.startFor,
  channels: standInChannels,
  argv: process.argv.slice(2),
  env: process.env,
  tell: (line) => process.stdout.write(line),
  preloadPath: process.env.STAND_IN_PRELOAD ?? '',
});
