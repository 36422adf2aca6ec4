import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, BenchResult, BenchWorld } from './bench.ts';
import { CannotMeasure } from './bench.ts';

export interface RunOptions {
  /** Where catalogs and histories are kept; made when missing. */
  readonly folder: string;
  readonly isQuick: boolean;
  readonly tell: (progress: string) => void;
}

/** What a run came to. */
export interface RunReport {
  readonly results: readonly BenchResult[];
  /** Benches that this machine lacks something for, and what. */
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
  /** Benches that broke. What the others measured stands. */
  readonly broken: readonly { readonly name: string; readonly error: unknown }[];
}

/** Runs benches one after the other, each in a folder of its own that is removed afterwards. */
export async function runBenches(benches: readonly Bench[], options: RunOptions): Promise<RunReport> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const results: BenchResult[] = [];
  const leftOut: { name: string; why: string }[] = [];
  const broken: { name: string; error: unknown }[] = [];
  for (const bench of benches) {
    options.tell(`${bench.name}: begins`);
    const runFolder = mkdtempSync(join(options.folder, 'run-'));
    const world: BenchWorld = { ...options, keptFolder: options.folder, runFolder };
    try {
      results.push(...(await bench.run(world)));
    } catch (error) {
      if (error instanceof CannotMeasure) leftOut.push({ name: bench.name, why: error.message });
      else broken.push({ name: bench.name, error });
    } finally {
      rmSync(runFolder, { recursive: true, force: true });
    }
  }
  return { results, leftOut, broken };
}
