import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { assert } from '../../base/assert.ts';
import { machineClock } from '../../hosts/machine-world.ts';

/** What a process of our own said first, and how long after it was asked for. */
export interface FirstWord {
  readonly line: string;
  readonly ms: number;
}

/**
 * Starts a fresh Node on one of our scripts and waits for its first line, then for its end.
 * @throws Error when it ends without a word or in disorder.
 */
export async function runWorkerProcess(script: URL, argv: readonly string[]): Promise<FirstWord> {
  const startedMs = machineClock.monotonicMs();
  const child = spawn(process.execPath, [fileURLToPath(script), ...argv], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  let ms = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (!said.includes('\n') && text.includes('\n')) ms = machineClock.monotonicMs() - startedMs;
    said += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [line] = said.split('\n');
  assert(code === 0 && line !== undefined && line !== '', `the process ends well, not with ${String(code)}`);
  return { line, ms };
}
