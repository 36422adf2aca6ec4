import { Command } from 'commander';

/** Every command, loaded only when it is asked for: a store's till starts without a simulator in memory. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).startCommand(),
  demo: async () => (await import('./commands/demo.ts')).demoCommand(),
  scenario: async () => (await import('./commands/scenario.ts')).scenarioCommand(),
  journal: async () => (await import('./commands/journal.ts')).journalCommand(),
  simulate: async () => (await import('./commands/simulate.ts')).simulateCommand(),
  bench: async () => (await import('./commands/bench.ts')).benchCommand(),
  torture: async () => (await import('./commands/torture.ts')).tortureCommand(),
};

const EXAMPLES = `
Examples:
  npm start                                       the demo: simulated devices, no hardware, no account
  npm run -s daybook -- demo --headless --json    the same without a display, addresses as JSON lines
  npm run -s daybook -- scenario fixtures/scenarios/cash.json
  npm run -s daybook -- journal verify --data .daybook/demo/till
  npm run -s daybook -- simulate printer --tcp 9100 --draw papers
  npm run -s daybook -- torture kill --kills 50 --json
`;

/** Reads the command line and does what it says. Exit codes: 0 done, 1 it did not hold or did not work, 2 not understood. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  // `… | head` closes the pipe: there is nobody to tell any more, and nothing went wrong.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const program = new Command('daybook')
    .description('Daybook 收銀日記帳: the checkout till of a Taiwan store.')
    .addHelpText('after', EXAMPLES);
  const named = COMMANDS[argv[2] ?? ''];
  const asked = named === undefined ? Object.values(COMMANDS) : [named];
  for (const load of asked) program.addCommand(await load());
  withExitCodes(program);
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/** A mistake on the command line ends with 2, in every command alike. */
function withExitCodes(command: Command): void {
  command.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  for (const each of command.commands) withExitCodes(each);
}
