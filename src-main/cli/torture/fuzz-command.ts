import { Command, InvalidArgumentError, Option } from 'commander';
import { machineRandom } from '../../hosts/machine-world.ts';
import { keepInput } from './fuzz-corpus.ts';
import { type FuzzFailure, type FuzzResult, fuzz } from './fuzz-run.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { fuzzTargets } from './fuzz-targets.ts';

interface CodecFlags {
  readonly only: readonly FuzzTarget[];
  readonly inputs: number;
  readonly seconds: number;
  readonly seed?: number;
  readonly keep?: string;
  readonly json?: true;
}

/** `daybook torture codecs`: feeds everything that reads bytes from outside with bytes that nobody would send. */
export function codecsCommand(): Command {
  const longest = Math.max(...fuzzTargets.map(({ name }) => name.length));
  return new Command('codecs')
    .description(
      'feed every codec and parser with damaged, cut and invented input, and check what each promises',
    )
    .addOption(
      new Option('--only <names>', 'only these, with commas between them')
        .argParser(targetsNamed)
        .default(fuzzTargets, 'all of them'),
    )
    .addOption(
      new Option('--inputs <count>', 'at most so many for each target')
        .argParser(wholeNumber)
        .default(1_000_000_000, 'as many as there is time for'),
    )
    .addOption(
      new Option('--seconds <seconds>', 'at most so long for each target').argParser(wholeNumber).default(2),
    )
    .addOption(
      new Option('--seed <seed>', 'breeds the same inputs again; a new one each time unless told').argParser(
        wholeNumber,
      ),
    )
    .option(
      '--keep <folder>',
      'write every input that fails to <folder>/<target>/; fixtures/corpus makes it part of the tests',
    )
    .option(
      '--json',
      'print {"results":[{"target","inputs","seconds","failures":[{"problem","inputHex","seed","origin"}]}]}',
    )
    .addHelpText(
      'after',
      `
Targets:
${fuzzTargets.map(({ name, about }) => `  ${name.padEnd(longest)}  ${about}`).join('\n')}

Inputs begin with fixtures/corpus/<target> (real messages, and every input that ever failed) and are bred from it: bits
turned, bytes left out, doubled and put in, two of them spliced, words of the protocol strewn in, stretches repeated.
Each is split at random places, and each target checks its promises: nothing is thrown, what is held is bounded, a split
changes nothing, the next whole message is read. An input that takes longer than two seconds counts as a failure.
Exit code 1 when anything failed.`,
    )
    .action((flags: CodecFlags) => tortureCodecs(flags));
}

function targetsNamed(text: string): readonly FuzzTarget[] {
  return text.split(',').map((name) => {
    const found = fuzzTargets.find((each) => each.name === name.trim());
    if (found === undefined)
      throw new InvalidArgumentError(
        `There is no target ${name}: ${fuzzTargets.map((each) => each.name).join(', ')}.`,
      );
    return found;
  });
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new InvalidArgumentError('A whole number from 0.');
  return number;
}

function tortureCodecs(flags: CodecFlags): void {
  const seed = flags.seed ?? Buffer.from(machineRandom.bytes(4)).readUInt32LE();
  const isTold = flags.json !== true;
  process.stderr.write(`seed ${seed}\n`);
  const results = flags.only.map((target) => {
    const result = fuzz(target, { seed, inputs: flags.inputs, seconds: flags.seconds });
    if (isTold) process.stdout.write(lineOf(result));
    for (const failure of result.failures) {
      const path = flags.keep === undefined ? undefined : keepInput(flags.keep, target.name, failure);
      if (isTold) process.stdout.write(failureText(failure, path));
    }
    return result;
  });
  if (!isTold) process.stdout.write(`${JSON.stringify({ results: results.map(jsonOf) })}\n`);
  const failures = results.reduce((sum, result) => sum + result.failures.length, 0);
  const inputs = results.reduce((sum, result) => sum + result.inputs, 0);
  if (isTold) process.stdout.write(`${grouped(inputs)} inputs, ${failures} failures; seed ${seed}\n`);
  process.exitCode = failures === 0 ? 0 : 1;
}

function jsonOf({ target, inputs, seconds, failures }: FuzzResult) {
  return {
    target,
    inputs,
    seconds: Number(seconds.toFixed(3)),
    failures: failures.map(({ problem, input, seed, origin }) => ({
      problem,
      inputHex: hexOf(input),
      seed,
      origin,
    })),
  };
}

function lineOf({ target, inputs, seconds, failures }: FuzzResult): string {
  const perSecond = grouped(Math.round(inputs / Math.max(seconds, 0.001)));
  const mark = failures.length === 0 ? '✓' : '✗';
  return `${mark} ${target.padEnd(34)} ${grouped(inputs).padStart(11)} inputs  ${perSecond.padStart(8)}/s\n`;
}

function failureText({ problem, input, seed, origin }: FuzzFailure, path: string | undefined): string {
  return `    ${problem}\n    seed ${seed}, ${origin}, ${input.length} bytes: ${hexOf(input)}\n${path === undefined ? '' : `    kept in ${path}\n`}`;
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function grouped(number: number): string {
  return number.toLocaleString('en-US');
}
