import type { FakeMachine } from './fake-electron.ts';
import { FakeElectron } from './fake-electron.ts';

/**
 * What `electron` resolves to in a process that `run-entry.ts` has prepared. The machine it pretends to run on comes in
 * the environment.
 */
export const fake = new FakeElectron({
  ...(JSON.parse(process.env.FAKE_ELECTRON_MACHINE ?? '{}') as Omit<FakeMachine, 'exit'>),
  exit: (code) => process.exit(code),
});

export const {
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
} = fake.parts();
export const { ipcMain } = fake.world;
