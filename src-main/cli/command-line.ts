import { Command } from 'commander';
import { benchCommand } from './commands/bench.ts';
import { demoCommand } from './commands/demo.ts';
import { journalCommand } from './commands/journal.ts';
import { scenarioCommand } from './commands/scenario.ts';
import { startCommand } from './commands/start.ts';
import { tortureCommand } from './commands/torture.ts';

/** Reads the command line and does what it says. Exit codes: 0 done, 1 it did not hold or did not work, 2 not understood. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  const program = new Command('daybook')
    .description('Daybook 收銀日記帳: the checkout till of a Taiwan store.')
    .configureOutput({ outputError: (text, write) => write(text) })
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .addHelpText(
      'after',
      `
Examples:
  npm start                                       the demo: simulated devices, no hardware, no account
  npm run -s daybook -- demo --headless --json    the same without a display, addresses as JSON lines
  npm run -s daybook -- scenario fixtures/scenarios/cash.json
  npm run -s daybook -- journal verify --data .daybook/demo/till
  npm run -s daybook -- torture kill --kills 50 --json
`,
    );
  for (const make of [
    startCommand,
    demoCommand,
    scenarioCommand,
    journalCommand,
    benchCommand,
    tortureCommand,
  ]) {
    program.addCommand(withExitCodes(make()));
  }
  await program.parseAsync([...argv]);
}

/** A mistake on the command line ends with 2, in every command alike. */
function withExitCodes(command: Command): Command {
  command.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  for (const each of command.commands) withExitCodes(each);
  return command;
}
