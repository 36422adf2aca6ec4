import { existsSync, globSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

/** The absolute path of an entry. A missing one ends the build: what is left out in silence is noticed by a customer. */
function entry(path: string): string {
  const absolute = resolve(root, path);
  if (!existsSync(absolute)) throw new Error(`electron.vite.config.ts: the entry ${path} does not exist.`);
  return absolute;
}

/** Files that run as worker threads, each an entry of its own: `store/check-worker.ts` is built as `check-worker.js`. */
function workerEntries(): Record<string, string> {
  const entries: Record<string, string> = {};
  for (const path of globSync('src-main/**/*-worker.ts', { cwd: root }).toSorted()) {
    const name = basename(path, '.ts');
    if (name in entries) throw new Error(`electron.vite.config.ts: two workers are called ${name}.`);
    entries[name] = join(root, path);
  }
  return entries;
}

// Externalised in main are exactly package.json's dependencies, which is electron-vite's default: native modules
// must stay outside, and what only the windows use is a devDependency.
export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        input: {
          electron: entry('src-main/hosts/electron.ts'),
          chromium: entry('src-main/hosts/chromium.ts'),
          daybook: entry('src-main/cli/daybook.ts'),
          'port-process': entry('src-main/hosts/port-process.ts'),
          ...workerEntries(),
        },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload is one CommonJS file, and in a package of ES modules that means the ending .cjs.
      externalizeDeps: false,
      rolldownOptions: {
        input: { till: entry('src-main/hosts/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'src-renderer'),
    plugins: [react()],
    build: {
      outDir: join(root, 'out/renderer'),
      // The content policy has no data: for fonts and styles, so nothing is inlined.
      assetsInlineLimit: 0,
      rolldownOptions: { input: entry('src-renderer/index.html') },
    },
    // By number: a name may resolve to ::1, which the bridge's origin check refuses.
    server: { host: '127.0.0.1', port: 5173, strictPort: true },
  },
});
