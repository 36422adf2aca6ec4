import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Starts a till's host as a process of its own: Electron with the built program, or this Node with the Chromium
 * host, from source where there is source.
 * @param electron path of Electron's program; undefined for the Chromium host.
 */
export function runHost(
  electron: string | undefined,
  argv: readonly string[],
  stdio: StdioOptions,
): ChildProcess {
  if (electron !== undefined) return spawn(electron, [hostScript('electron'), ...argv], { stdio });
  return spawn(process.execPath, [hostScript('chromium'), ...argv], { stdio });
}

function hostScript(name: 'electron' | 'chromium'): string {
  const root = import.meta.dirname.replace(/[\\/](out|src-main)[\\/].*$/, '');
  const source = join(root, 'src-main', 'hosts', `${name}.ts`);
  // Electron runs no TypeScript; Node does.
  if (name === 'chromium' && existsSync(source)) return source;
  return join(root, 'out', 'main', `${name}.js`);
}
