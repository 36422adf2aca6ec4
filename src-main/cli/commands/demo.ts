import { Command } from 'commander';
import { runDemo } from '../demo/run-demo.ts';

interface DemoFlags {
  readonly headless?: true;
  readonly port?: string;
  readonly data: string;
  readonly json?: true;
}

/** `daybook demo`: what `npm start` runs. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('the till with simulated devices and a head office of its own; what `npm start` runs')
    .option('--headless', 'open no window; print the addresses and serve')
    .option(
      '--port <number>',
      'of the till’s windows; the workbench is on the next one (default: any that is free)',
    )
    .option('--data <folder>', 'where everything is kept between runs', '.daybook/demo')
    .option('--json', 'one JSON line for each thing told: {"window","address"}, {"ready","host","pid"}, …')
    .addHelpText(
      'after',
      `
Opens the cashier's window, the customer's window and the workbench, which drives the simulators: scan this product,
cut the network, empty the paper, kill the till. Needs no hardware, no server, no account and no network.
Runs until Ctrl+C. What was sold is there again at the next start; delete the folder to begin anew.`,
    )
    .action(async (flags: DemoFlags) => {
      const port = flags.port === undefined ? 0 : Number(flags.port);
      if (!Number.isInteger(port) || port < 0 || port > 65_534)
        throw new Error(`--port ${flags.port}: 0 to 65534`);
      const demo = await runDemo({
        folder: flags.data,
        isHeadless: flags.headless === true,
        port,
        tell: (news, sentence) =>
          process.stdout.write(flags.json === true ? `${JSON.stringify(news)}\n` : `${sentence}\n`),
      });
      let isStopping = false;
      const stop = () => {
        if (isStopping) process.exit(130);
        isStopping = true;
        void demo.stop().then(() => process.exit(0));
      };
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
      await demo.ended;
      if (!isStopping) stop();
    });
}
