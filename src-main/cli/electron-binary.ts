import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The Electron program, where it is installed. The package alone is not enough: it fetches its program on first use,
 * which a shop's machine may not be able to, so it is looked for without asking it.
 */
export function electronBinary(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folder = packageFolder();
  if (folder === undefined) return undefined;
  const name = join(folder, 'path.txt');
  const program = existsSync(name) ? readFileSync(name, 'utf8').trim() : 'electron';
  const path = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), program);
  return existsSync(path) ? path : undefined;
}

function packageFolder(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    // A packaged till has no such package: there the host was started by Electron itself.
    return undefined;
  }
}
