import { SeededRandom } from '../../../fixtures/world/test-world.ts';
import { machineClock } from '../../hosts/machine-world.ts';
import { readCorpus } from './fuzz-corpus.ts';
import { familyOf, guarded, MAX_INPUT_MS, problemIn, problemOf, smallest } from './fuzz-guard.ts';
import { bredInput } from './fuzz-mutations.ts';
import { type FuzzTarget, randomOf } from './fuzz-target.ts';

/** An input that broke something, made as small as was quickly possible. */
export interface FuzzFailure {
  readonly problem: string;
  readonly input: Uint8Array;
  /** The seed of the run that found it. */
  readonly seed: number;
  /** The place of a kept input that fails, else which of the bred ones, from 1. */
  readonly origin: string;
}

/** What came of one target. */
export interface FuzzResult {
  readonly target: string;
  readonly inputs: number;
  readonly seconds: number;
  readonly failures: readonly FuzzFailure[];
}

export interface FuzzBudget {
  readonly seed: number;
  /** Bred inputs at most; the corpus comes on top. */
  readonly inputs: number;
  readonly seconds: number;
  /** How long one input may take; `MAX_INPUT_MS` unless told. */
  readonly maxInputMs?: number;
}

interface Trial {
  readonly input: Uint8Array;
  readonly origin: string;
}

/** Inputs are tried in lots of so long, since a guarded beginning costs as much as many inputs. */
const lotMs = 50;
/** A target that is broken in so many ways need not be tried further. */
const maxFailures = 10;

/** Tries a target: its corpus, then bred inputs until the budget is used up. The same seed breeds the same inputs. */
export function fuzz(target: FuzzTarget, budget: FuzzBudget): FuzzResult {
  const startedMs = machineClock.monotonicMs();
  const untilMs = startedMs + budget.seconds * 1_000;
  const maxInputMs = budget.maxInputMs ?? MAX_INPUT_MS;
  const trials = trialsOf(target, budget);
  const failures = new Map<string, FuzzFailure>();
  let tried = 0;
  let current: Trial | undefined;
  let isOver = false;
  /** Keeps the first failure of each kind, if it fails again: on a busy machine an input may only have been unlucky. */
  const note = (found: FuzzFailure) => {
    const family = familyOf(found.problem);
    if (failures.has(family) || problemOf(target, found.input, maxInputMs) === undefined) return;
    const input = smallest(target, found.input, family, maxInputMs);
    failures.set(family, { ...found, input, problem: problemOf(target, input, maxInputMs) ?? found.problem });
  };
  const lot = () => {
    const lotEndsMs = Math.min(untilMs, machineClock.monotonicMs() + lotMs);
    do {
      current = trials.next().value;
      isOver = current === undefined || machineClock.monotonicMs() >= untilMs;
      if (isOver || current === undefined) return;
      tried += 1;
      target.check(current.input, randomOf(current.input));
    } while (machineClock.monotonicMs() < lotEndsMs);
  };
  while (!isOver && failures.size < maxFailures) {
    try {
      guarded(lot, lotMs + maxInputMs);
    } catch (error) {
      if (current !== undefined) note({ ...current, problem: problemIn(error), seed: budget.seed });
    }
  }
  const seconds = (machineClock.monotonicMs() - startedMs) / 1_000;
  return { target: target.name, inputs: tried, seconds, failures: [...failures.values()] };
}

function* trialsOf(target: FuzzTarget, { seed, inputs }: FuzzBudget): Generator<Trial, undefined> {
  const corpus = readCorpus(target.name);
  for (const { place, bytes } of corpus) yield { input: bytes, origin: place };
  const random = new SeededRandom(seed);
  const { tokens, maxBytes } = target;
  const breeding = { tokens, maxBytes, corpus: corpus.map(({ bytes }) => bytes) };
  for (let bred = 1; bred <= inputs; bred += 1)
    yield { input: bredInput(random, breeding), origin: `input ${bred}` };
}
