import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Finds what the build has made (`renderer`, `preload/till.cjs`) from wherever this code runs: from source, from
 * `out/main` or from a chunk below it.
 * @throws when nothing of that name has been built.
 */
export function builtPath(relative: string): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'out', relative);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) throw new Error(`out/${relative} is missing: run "npm run build" first`);
  }
}
