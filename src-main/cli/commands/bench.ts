import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { machineClock } from '../../hosts/machine-world.ts';
import type { Bench } from '../bench/bench.ts';
import { BENCHES } from '../bench/benches.ts';
import { Progress } from '../bench/progress.ts';
import { runBenches } from '../bench/run-benches.ts';
import { tableOf } from '../bench/table.ts';

interface BenchFlags {
  readonly only: readonly Bench[];
  readonly quick?: true;
  readonly json?: true;
  readonly dir: string;
}

/** `daybook bench`: how fast the till is, next to the least that could be done on the same machine at the same time. */
export function benchCommand(): Command {
  const longest = Math.max(...BENCHES.map(({ name }) => name.length));
  return new Command('bench')
    .description('measure the till against what SQLite, a bare page and a bare server take on this machine')
    .addOption(
      new Option('--only <names>', 'only these, with commas between them')
        .argParser(benchesNamed)
        .default(BENCHES, 'all of them'),
    )
    .option('--quick', 'small sizes, a minute or two in all; figures are not those of a full run')
    .option('--json', 'print {"results":[{"name","value","unit","floor","ratio","aim"}]}')
    .option('--dir <folder>', 'where catalogs and histories are made and kept between runs', '.daybook/bench')
    .addHelpText(
      'after',
      `
Benches:
${BENCHES.map(({ name, about }) => `  ${name.padEnd(longest)}  ${about}`).join('\n')}

Each figure stands beside its floor, which is measured in the same run in turns with it: "ratio" is the one divided by
the other, and the only thing to compare between machines. For times a ratio of 1 would be as quick as can be, for
rates (…/s) likewise, and less is slower. "aim" is the ratio, or the figure, that the till is meant to stay within.
A full run makes a history of 500,000 sales on its first time: some minutes, and several gigabytes in --dir.
Progress goes to standard error. Exit code 0 also when an aim is missed; what this machine cannot measure is said and
left out. docs/bench.md tells what is measured and how to read it.`,
    )
    .action((flags: BenchFlags) => bench(flags));
}

function benchesNamed(text: string): readonly Bench[] {
  return text.split(',').map((name) => {
    const found = BENCHES.find((each) => each.name === name.trim());
    if (found === undefined) {
      throw new InvalidArgumentError(
        `There is no bench ${name}: ${BENCHES.map((each) => each.name).join(', ')}.`,
      );
    }
    return found;
  });
}

async function bench(flags: BenchFlags): Promise<void> {
  const progress = new Progress(process.stderr, () => machineClock.monotonicMs());
  const { results, leftOut, broken } = await runBenches(flags.only, {
    folder: resolve(flags.dir),
    isQuick: flags.quick === true,
    tell: (text) => progress.tell(text),
  });
  progress.end();
  for (const { name, why } of leftOut) process.stderr.write(`${name} was left out: ${why}\n`);
  for (const { name, error } of broken) {
    process.stderr.write(
      `${name} broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  }
  process.stdout.write(flags.json === true ? `${JSON.stringify({ results })}\n` : tableOf(results));
  process.exitCode = broken.length === 0 && results.length > 0 ? 0 : 1;
}
