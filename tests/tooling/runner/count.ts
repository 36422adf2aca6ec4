import { existsSync, globSync, readFileSync } from 'node:fs';

/** What one stage gave. A checker counts as one test, and `looked` says at how many files it looked. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly looked: number;
}

/** What a stage left behind: its exit code, what it printed, and where its report would be. */
export interface Outcome {
  readonly exitCode: number;
  readonly output: string;
  readonly reportPath: string;
}

export type Counter = (outcome: Outcome) => Count;

const nothing: Count = { passed: 0, failed: 0, skipped: 0, looked: 0 };

function checker(looked: number, exitCode: number): Count {
  return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0, looked };
}

/** Biome says `Checked 41 files in 284ms.` */
export const countBiome: Counter = ({ exitCode, output }) =>
  checker(Number(/^Checked (\d+) files?/m.exec(output)?.[1] ?? 0), exitCode);

/** `tsc --listFiles` prints a line for each file; ours are those outside node_modules. */
export const countTypes: Counter = ({ exitCode, output }) => {
  const files = output
    .split('\n')
    .filter((line) => /^\/.*\.tsx?$/.test(line) && !line.includes('/node_modules/'));
  return checker(new Set(files).size, exitCode);
};

/** The files that the build left in `out/`. */
export const countBuild: Counter = ({ exitCode }) =>
  checker(globSync('out/{main,preload,renderer}/**/*.{js,cjs,html,css}').length, exitCode);

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}

/** Vitest's JSON report. */
export const countVitest: Counter = ({ reportPath }) => {
  if (!existsSync(reportPath)) return nothing;
  const report = JSON.parse(readFileSync(reportPath, 'utf8')) as VitestReport;
  const passed = report.numPassedTests;
  const failed = report.numFailedTests;
  return { passed, failed, skipped: report.numPendingTests, looked: passed + failed };
};

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
}

/** Playwright's JSON report. A test that passed at the second try failed. */
export const countPlaywright: Counter = ({ reportPath }) => {
  if (!existsSync(reportPath)) return nothing;
  const { stats } = JSON.parse(readFileSync(reportPath, 'utf8')) as PlaywrightReport;
  const failed = stats.unexpected + stats.flaky;
  return { passed: stats.expected, failed, skipped: stats.skipped, looked: stats.expected + failed };
};

/**
 * The verdict on a stage: what it counted, but with at least one failure if it ended badly (a file that does not
 * load has no tests to fail) or looked at nothing.
 */
export function judge(counter: Counter, outcome: Outcome): Count {
  const count = counter(outcome);
  const isBad = outcome.exitCode !== 0 || count.looked === 0;
  if (!isBad || count.failed > 0) return count;
  // A checker that saw nothing has not passed.
  return { ...count, passed: count.looked === 0 ? 0 : count.passed, failed: 1 };
}
