import { type Counter, countBiome, countBuild, countPlaywright, countTypes, countVitest } from './count.ts';
import { chineseFonts, chromium, type Program, postgresql, socat, strace } from './machine.ts';

/** One step of `npm test`. */
export interface Stage {
  readonly name: string;
  /** A program of node_modules/.bin and its arguments; `REPORT` stands for the path of the report to write. */
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly needs: readonly Program[];
  readonly counter: Counter;
  /** What `looked` counts, for the line that the person reads. */
  readonly unit: 'files' | 'tests';
  /** Lines of output not worth showing. */
  readonly hides?: RegExp;
}

const vitest = (...projects: readonly string[]): Pick<Stage, 'command' | 'counter' | 'unit'> => ({
  command: [
    'vitest',
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    '--outputFile.json=REPORT',
  ],
  counter: countVitest,
  unit: 'tests',
});

/** All that `npm test` does, cheap first; it stops at the first stage that fails. */
export const stages: readonly Stage[] = [
  {
    name: 'lint',
    command: ['biome', 'check', '--error-on-warnings', '--max-diagnostics=100', '.'],
    needs: [],
    counter: countBiome,
    unit: 'files',
  },
  {
    name: 'types',
    // All anew: after a change of options the cache of TypeScript 7.0 still gives the old answers.
    command: ['tsc', '-b', '--noEmit', '--force', '--listFiles'],
    needs: [],
    counter: countTypes,
    unit: 'files',
    hides: /^\/.*\.(ts|tsx|json)$/,
  },
  {
    name: 'unit',
    ...vitest('unit', 'unit-isolated'),
    needs: [socat, postgresql, chromium, chineseFonts, strace],
  },
  { name: 'simulation', ...vitest('simulation'), needs: [socat] },
  {
    name: 'build',
    command: ['electron-vite', 'build', '--logLevel', 'warn'],
    needs: [],
    counter: countBuild,
    unit: 'files',
  },
  { name: 'built', ...vitest('built'), needs: [] },
  {
    name: 'e2e',
    command: ['playwright', 'test', '--reporter=list,json'],
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: 'REPORT' },
    needs: [chromium, chineseFonts, socat],
    counter: countPlaywright,
    unit: 'tests',
  },
];
