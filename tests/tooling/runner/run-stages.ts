import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type Count, judge } from './count.ts';
import type { Stage } from './stages.ts';

/** A stage that takes longer hangs. */
const limitMs = 20 * 60_000;

export interface Totals {
  readonly passed: number;
  readonly failed: number;
}

/** Runs the stage's program, passes its output on line by line and keeps it. Never rejects. */
async function outcomeOf(stage: Stage, reportPath: string, say: (line: string) => void) {
  const fill = (text: string) => text.replace('REPORT', reportPath);
  const [program = '', ...args] = stage.command.map(fill);
  const environment = Object.entries(stage.environment ?? {}).map(([name, value]) => [name, fill(value)]);
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...Object.fromEntries(environment) },
    timeout: limitMs,
  });
  const stopChild = () => child.kill('SIGTERM');
  process.once('SIGTERM', stopChild);

  const lines: string[] = [];
  const shown = new Set<string>();
  const listen = async (stream: Readable) => {
    for await (const line of createInterface({ input: stream })) {
      lines.push(line);
      if (stage.hides?.test(line)) continue;
      // A file that belongs to several projects is complained of once for each.
      if (/ error TS\d+: /.test(line) && shown.has(line)) continue;
      shown.add(line);
      say(line);
    }
  };
  const exited = new Promise<number>((resolve) => {
    child.on('error', (error) => {
      say(`${program} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code, signal) => {
      if (signal !== null) say(`${program} was ended by ${signal}.`);
      resolve(code ?? 1);
    });
  });
  const [exitCode] = await Promise.all([exited, listen(child.stdout), listen(child.stderr)]);
  process.off('SIGTERM', stopChild);
  return { exitCode, output: lines.join('\n'), reportPath };
}

function describe(stage: Stage, count: Count, exitCode: number, seconds: string): string {
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
  if (count.looked === 0)
    return `✗ ${stage.name}: looked at no ${stage.unit} at all, which proves nothing (${seconds} s)`;
  if (count.failed > 0 || exitCode !== 0)
    return `✗ ${stage.name}: ${count.failed} failed of ${count.looked} ${stage.unit}${skipped} (${seconds} s)`;
  return `✓ ${stage.name}: ${count.looked} ${stage.unit}${skipped} (${seconds} s)`;
}

/**
 * Runs stages in order until one fails. A stage fails when its program does, or when it looked at nothing.
 * @param say gets each line for the person at the screen.
 */
export async function runStages(stages: readonly Stage[], say: (line: string) => void): Promise<Totals> {
  const reports = mkdtempSync(join(tmpdir(), 'daybook-test-'));
  let passed = 0;
  let failed = 0;
  try {
    for (const stage of stages) {
      say(`\n▸ ${stage.name}: ${stage.command.join(' ')}`);
      const startedMs = performance.now();
      const outcome = await outcomeOf(stage, join(reports, `${stage.name}.json`), say);
      const count = judge(stage.counter, outcome);
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
      say(describe(stage, count, outcome.exitCode, seconds));
      passed += count.passed;
      failed += count.failed;
      if (count.failed > 0) break;
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  return { passed, failed };
}
