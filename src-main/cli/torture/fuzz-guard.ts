import { Script } from 'node:vm';
import { machineClock } from '../../hosts/machine-world.ts';
import { type FuzzTarget, randomOf } from './fuzz-target.ts';

/** An input may take this long unless told; beyond it the code hangs, or a sender could make it. */
export const MAX_INPUT_MS = 2_000;

const slot = Symbol.for('daybook.fuzz.work');
const script = new Script('globalThis[Symbol.for("daybook.fuzz.work")]()');

/**
 * Does the work and ends it by force when it takes longer, endless loops included: the time limit of node:vm holds for
 * everything that the script calls. Beginning costs some hundred microseconds.
 * @throws what the work throws; after the time limit an error that `isTimeout` knows.
 */
export function guarded(work: () => void, timeoutMs: number): void {
  Object.assign(globalThis, { [slot]: work });
  script.runInThisContext({ timeout: Math.ceil(timeoutMs) });
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

/** What an input was found to break, in words. */
export function problemIn(error: unknown): string {
  if (isTimeout(error)) return 'Slow: it takes longer than an input may';
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** What one input breaks, or undefined. An input that takes too long is a problem like any other. */
export function problemOf(
  target: FuzzTarget,
  input: Uint8Array,
  maxInputMs: number = MAX_INPUT_MS,
): string | undefined {
  try {
    guarded(() => target.check(input, randomOf(input)), maxInputMs);
    return undefined;
  } catch (error) {
    return problemIn(error);
  }
}

/** Problems that differ in figures and bytes alone are one. */
export function familyOf(problem: string): string {
  const [kind = '', promise = ''] = problem.split(':');
  return `${kind}:${promise}`.replaceAll(/[0-9]+/g, '#').slice(0, 120);
}

const maxTries = 2_000;
const maxReductionMs = 5_000;

/** The input with everything left out that the same problem does not need, as far as a few seconds go. */
export function smallest(
  target: FuzzTarget,
  input: Uint8Array,
  family: string,
  maxInputMs: number = MAX_INPUT_MS,
): Uint8Array {
  const deadlineMs = machineClock.monotonicMs() + maxReductionMs;
  let small = input;
  let tries = 0;
  const isSame = (candidate: Uint8Array) => {
    tries += 1;
    const problem = problemOf(target, candidate, maxInputMs);
    return problem !== undefined && familyOf(problem) === family;
  };
  for (
    let length = Math.ceil(small.length / 2);
    length >= 1;
    length = length === 1 ? 0 : Math.ceil(length / 2)
  ) {
    for (let at = 0; at < small.length; ) {
      if (tries >= maxTries || machineClock.monotonicMs() > deadlineMs) return small;
      const candidate = new Uint8Array([...small.slice(0, at), ...small.slice(at + length)]);
      if (isSame(candidate)) small = candidate;
      else at += length;
    }
  }
  return small;
}
