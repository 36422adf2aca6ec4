import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The repository's root. */
export const root = join(import.meta.dirname, '../..');

/** Source text by path, relative to the repository's root. */
export type Files = Readonly<Record<string, string>>;

/** Runs `use` in a new folder that holds `files` and copies of `copied`, and takes the folder away again. */
export function inPlantedTree<T>(files: Files, copied: readonly string[], use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-planted-'));
  try {
    for (const path of copied) cpSync(join(root, path), join(folder, path));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface BiomeReport {
  readonly summary: { readonly changed: number; readonly unchanged: number };
  readonly diagnostics: readonly {
    readonly category: string;
    readonly location: { readonly path: string };
  }[];
}

export interface LintResult {
  /** How many files were looked at. */
  readonly looked: number;
  /** The names of the rules that each file breaks, sorted; a file without complaints is absent. */
  readonly complaints: Readonly<Record<string, readonly string[]>>;
}

/** Lints a folder with the configuration that lies in it. */
export function lint(folder: string, ...options: readonly string[]): LintResult {
  const biome = join(root, 'node_modules/.bin/biome');
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', ...options, '.'];
  const run = spawnSync(biome, args, { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const report = JSON.parse(run.stdout) as BiomeReport;
  const byPath = new Map<string, Set<string>>();
  for (const { category, location } of report.diagnostics) {
    const rules = byPath.get(location.path) ?? new Set();
    byPath.set(location.path, rules.add(category.split('/').at(-1) ?? category));
  }
  return {
    looked: report.summary.changed + report.summary.unchanged,
    complaints: Object.fromEntries([...byPath].map(([path, rules]) => [path, [...rules].sort()])),
  };
}

/** Lints planted sources with our configuration. */
export function lintPlanted(files: Files): LintResult {
  return inPlantedTree(files, ['biome.json', 'package.json'], (folder) => lint(folder));
}
