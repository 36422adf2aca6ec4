import { ipcMain } from 'electron';
import type { CallGuard } from './call-guard.ts';
import { ipcNames } from './ipc-names.ts';

/**
 * Takes calls from windows, each past the guard. The only place that touches `ipcMain` (lint sees to it), so that no
 * call can come in by another way.
 */
export function takeCalls(guard: CallGuard): void {
  ipcMain.handle(ipcNames.call, (event, channel: unknown, inputJson: unknown) =>
    guard.answer(event, channel, inputJson),
  );
  ipcMain.handle(ipcNames.opened, (event) => guard.opened(event));
}
