import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

/** Bundles a preload script as `electron.vite.config.ts` does: one CommonJS file. @returns its path. */
export async function buildPreload(entry: string, outFolder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: outFolder,
      emptyOutDir: false,
      minify: false,
      lib: { entry, formats: ['cjs'], fileName: () => 'till.cjs' },
      rolldownOptions: { external: ['electron'] },
    },
  });
  return join(outFolder, 'till.cjs');
}

/** The modules that a bundle requires. */
export function requiredModules(path: string): readonly string[] {
  return [...readFileSync(path, 'utf8').matchAll(/\brequire\(["']([^"']+)["']\)/g)].map(
    ([, name]) => name ?? '',
  );
}
