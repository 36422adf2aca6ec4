// Goal: `npm test` is red when anything is, when a stage looked at nothing, and says so in one last line.
// Method: run stages made of small Node programs, and read the reports of each kind of checker.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from './plant.ts';
import {
  type Count,
  type Counter,
  countBiome,
  countPlaywright,
  countTypes,
  countVitest,
  judge,
} from './runner/count.ts';
import { installMissing } from './runner/machine.ts';
import { runStages } from './runner/run-stages.ts';
import type { Stage } from './runner/stages.ts';

const folder = mkdtempSync(join(tmpdir(), 'daybook-runner-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

interface Verdict {
  readonly name: string;
  readonly counter: Counter;
  readonly exitCode: number;
  readonly output?: string;
  readonly report?: unknown;
  readonly expected: Count;
}

const vitestReport = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 1 };
const playwrightStats = { expected: 3, unexpected: 0, flaky: 0, skipped: 0 };

const verdicts: readonly Verdict[] = [
  {
    name: 'biome that checked files and is content',
    counter: countBiome,
    exitCode: 0,
    output: 'Checked 41 files in 284ms. No fixes applied.',
    expected: { passed: 1, failed: 0, skipped: 0, looked: 41 },
  },
  {
    name: 'biome that complains',
    counter: countBiome,
    exitCode: 1,
    output: 'Checked 1 file in 2ms. No fixes applied.\nFound 2 errors.',
    expected: { passed: 0, failed: 1, skipped: 0, looked: 1 },
  },
  {
    name: 'biome that is content with nothing',
    counter: countBiome,
    exitCode: 0,
    output: 'Checked 0 files in 1ms.',
    expected: { passed: 0, failed: 1, skipped: 0, looked: 0 },
  },
  {
    name: 'tsc that read our files, one of them in two projects',
    counter: countTypes,
    exitCode: 0,
    output: '/r/src-main/a.ts\n/r/src-main/a.ts\n/r/src-renderer/b.tsx\n/r/node_modules/typescript/lib.d.ts',
    expected: { passed: 1, failed: 0, skipped: 0, looked: 2 },
  },
  {
    name: 'tsc that read only libraries',
    counter: countTypes,
    exitCode: 0,
    output: '/r/node_modules/typescript/lib.d.ts',
    expected: { passed: 0, failed: 1, skipped: 0, looked: 0 },
  },
  {
    name: 'vitest with all green',
    counter: countVitest,
    exitCode: 0,
    report: vitestReport,
    expected: { passed: 7, failed: 0, skipped: 1, looked: 7 },
  },
  {
    name: 'vitest with a file that did not load',
    counter: countVitest,
    exitCode: 1,
    report: vitestReport,
    expected: { passed: 7, failed: 1, skipped: 1, looked: 7 },
  },
  {
    name: 'vitest with failures',
    counter: countVitest,
    exitCode: 1,
    report: { ...vitestReport, numFailedTests: 2 },
    expected: { passed: 7, failed: 2, skipped: 1, looked: 9 },
  },
  {
    name: 'vitest that ran nothing',
    counter: countVitest,
    exitCode: 0,
    report: { numPassedTests: 0, numFailedTests: 0, numPendingTests: 3 },
    expected: { passed: 0, failed: 1, skipped: 3, looked: 0 },
  },
  {
    name: 'vitest that died before its report',
    counter: countVitest,
    exitCode: 139,
    expected: { passed: 0, failed: 1, skipped: 0, looked: 0 },
  },
  {
    name: 'playwright with all green',
    counter: countPlaywright,
    exitCode: 0,
    report: { stats: playwrightStats },
    expected: { passed: 3, failed: 0, skipped: 0, looked: 3 },
  },
  {
    name: 'playwright with a test that wavers',
    counter: countPlaywright,
    exitCode: 0,
    report: { stats: { ...playwrightStats, flaky: 1 } },
    expected: { passed: 3, failed: 1, skipped: 0, looked: 4 },
  },
  {
    name: 'playwright that ran nothing',
    counter: countPlaywright,
    exitCode: 0,
    report: { stats: { ...playwrightStats, expected: 0 } },
    expected: { passed: 0, failed: 1, skipped: 0, looked: 0 },
  },
];

test.each(verdicts)('$name', ({ name, counter, exitCode, output = '', report: content, expected }) => {
  const reportPath = content === undefined ? join(folder, 'absent.json') : report(`${name}.json`, content);
  expect(judge(counter, { exitCode, output, reportPath })).toEqual(expected);
});

/** A stage that runs a small program and counts one test if that prints `seen`. */
function stageOf(name: string, program: string): Stage {
  const counter: Counter = ({ exitCode, output }) => {
    const looked = output.includes('seen') ? 1 : 0;
    return { passed: exitCode === 0 ? looked : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0, looked };
  };
  return { name, command: [process.execPath, '-e', program], needs: [], counter, unit: 'tests' };
}

const good = stageOf('good', "console.log('seen')");

describe('runStages', () => {
  test('goes on while all is well and adds up', async () => {
    const lines: string[] = [];
    expect(await runStages([good, good], (line) => lines.push(line))).toEqual({ passed: 2, failed: 0 });
    expect(lines.filter((line) => /^✓ good: 1 tests \(\d+\.\d s\)$/.test(line))).toHaveLength(2);
  });

  test('stops at the first failure', async () => {
    const bad = stageOf('bad', "console.error('seen'); process.exit(3)");
    const lines: string[] = [];
    expect(await runStages([good, bad, good], (line) => lines.push(line))).toEqual({ passed: 1, failed: 1 });
    expect(lines.at(-1)).toMatch(/^✗ bad: 1 failed of 1 tests \(\d+\.\d s\)$/);
  });

  test('fails a stage that looked at nothing', async () => {
    const lines: string[] = [];
    expect(await runStages([stageOf('idle', '')], (line) => lines.push(line))).toEqual({
      passed: 0,
      failed: 1,
    });
    expect(lines.at(-1)).toMatch(/^✗ idle: looked at no tests at all/);
  });

  test('fails a stage whose program is not there', async () => {
    const absent: Stage = { ...good, name: 'absent', command: [join(folder, 'no-such-program')] };
    expect(await runStages([absent], () => {})).toEqual({ passed: 0, failed: 1 });
  });

  test('fails a stage whose program was killed', async () => {
    const killed = stageOf('killed', "console.log('seen'); process.kill(process.pid, 'SIGKILL')");
    expect(await runStages([killed], () => {})).toEqual({ passed: 0, failed: 1 });
  });
});

describe('installMissing', () => {
  /** A program that is there once a command that names its package has run. */
  function machineWith(prefix: readonly string[] | undefined, worksInTheEnd: boolean) {
    const commands: string[] = [];
    const lines: string[] = [];
    const isInstalled = () => worksInTheEnd && commands.some((command) => command.endsWith(' socat'));
    const program = { name: 'socat', debianPackage: 'socat', why: 'to be tested', isThere: isInstalled };
    const apt = { prefix, run: (command: readonly string[]) => commands.push(command.join(' ')) > 0 };
    const say = (line: string) => lines.push(line);
    return { commands, lines, program, remaining: installMissing([program], say, apt) };
  }

  test('brings the list of packages up to date and installs what is missing', () => {
    const { commands, remaining } = machineWith(['sudo', '-n'], true);
    expect(commands).toEqual([
      'sudo -n apt-get update --quiet',
      'sudo -n apt-get install --yes --quiet --no-install-recommends socat',
    ]);
    expect(remaining).toEqual([]);
  });

  test('says what is missing, why it is needed and what to do, when it may not install', () => {
    const { commands, lines, program, remaining } = machineWith(undefined, true);
    expect(commands).toEqual([]);
    expect(remaining).toEqual([program]);
    expect(lines.slice(1)).toEqual([
      'socat is missing. It is needed to be tested.',
      '  On Debian: sudo apt-get install socat',
    ]);
  });

  test('says so too when installing did not help', () => {
    expect(machineWith([], false).remaining).toHaveLength(1);
  });

  test('leaves what is there alone', () => {
    const there = { name: 'A', debianPackage: 'a', why: 'to be', isThere: () => true };
    const run = () => expect.fail('nothing is to be run');
    expect(installMissing([there], () => expect.fail('nothing is to be said'), { prefix: [], run })).toEqual(
      [],
    );
  });
});

describe('the whole command', () => {
  function runTests(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const options = { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } } as const;
    return spawnSync(process.execPath, ['tests/run.ts', ...args], options);
  }

  test('refuses a stage that does not exist, and still ends with its counts', () => {
    const run = runTests(['--only', 'nonsense']);
    expect(run.stdout).toContain('No stage nonsense; there are lint, types, unit,');
    expect(run.stdout).toMatch(/\n0 passed, 1 failed\n$/);
    expect(run.status).toBe(1);
  });

  test('refuses to rewrite golden files', () => {
    const run = runTests(['--only', 'types'], { UPDATE_GOLDEN: '1' });
    expect(run.stdout).toMatch(/^UPDATE_GOLDEN is set: .*\n\n0 passed, 1 failed\n$/);
    expect(run.status).toBe(1);
  });
});
