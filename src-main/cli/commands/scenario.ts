import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { type Found, findScenarios } from '../scenario/read-files.ts';
import { jsonReport, outcomeText, summaryText } from '../scenario/report.ts';
import { runScenarios } from '../scenario/run-scenarios.ts';

interface ScenarioFlags {
  readonly json?: true;
  readonly only?: readonly string[];
  readonly keep?: string;
}

const HELP = `
Each scenario is played at a till of its own, plain sales one after the other at a shared one: the real engine and
store, the real drivers over TCP to simulated scanner, printer and drawer, and the reference head office over HTTPS
with its own certificate. What came of it is read from the till's journal, and must agree with what the windows
showed, what is on the drawn paper and what head office holds.

A scenario that needs what this till cannot do yet (a wallet, an order, the end of a day, …) is not played; it says
by name what is missing, and does not count as held.

Prints with --json, one line:
  {"results":[{"id","ok","result","differences":[{"name","field","expected","actual"}]}]}
and for a scenario that cannot be played:
  {"id","ok":false,"unsupported":["tender line_pay"],"result":null,"differences":[]}

Exit code 0: every scenario asked for holds. 1: one does not, or cannot be played yet. 2: a file or the command line
is malformed; nothing was played.

Format: docs/scenarios.md, JSON Schema in docs/scenario.schema.json.

Examples:
  npm run -s daybook -- scenario fixtures/scenarios/cash.json
  npm run -s daybook -- scenario --only C-03,C-11 --keep .daybook/scenarios fixtures/scenarios/cash.json
  npm run -s daybook -- scenario --json fixtures/scenarios/*.json
`;

/** `daybook scenario`: acceptance scenarios from files, each at a till of its own with simulated devices. */
export function scenarioCommand(): Command {
  return new Command('scenario')
    .description('play acceptance scenarios from files through the whole till, without a window')
    .argument('<file...>', 'files of scenarios')
    .option('--json', 'print the results as one line of JSON')
    .option('--only <ids>', 'only these, with commas between', idsOf)
    .option('--keep <folder>', 'leave what each till wrote and printed in this folder, by id')
    .addHelpText('after', HELP)
    .action(run);
}

function idsOf(list: string): readonly string[] {
  return list
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
}

async function run(files: readonly string[], flags: ScenarioFlags): Promise<void> {
  const found = findScenarios(files, flags.only);
  if (!found.ok) return refuse(found.error.problem);
  const keepIn = flags.keep === undefined ? undefined : resolve(flags.keep);
  const taken = keepIn === undefined ? undefined : takenFolder(keepIn, found.value);
  if (taken !== undefined) return refuse(`--keep: ${taken} is there already`);
  const isJson = flags.json === true;
  const outcomes = await runScenarios(found.value, keepIn, (outcome) => {
    if (!isJson) process.stdout.write(outcomeText(outcome));
  });
  process.stdout.write(isJson ? jsonReport(outcomes) : summaryText(outcomes));
  process.exitCode = outcomes.every((outcome) => outcome.ok) ? 0 : 1;
}

/** What an earlier run kept is not written over. */
function takenFolder(keepIn: string, found: readonly Found[]): string | undefined {
  return found.map(({ scenario }) => join(keepIn, scenario.id)).find((folder) => existsSync(folder));
}

function refuse(problem: string): void {
  process.stderr.write(`daybook scenario: ${problem}\n`);
  process.exitCode = 2;
}
