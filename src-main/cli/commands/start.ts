import { Command } from 'commander';
import { electronBinary } from '../electron-binary.ts';
import { runHost } from '../run-host.ts';

interface StartFlags {
  readonly config?: string;
  readonly data?: string;
  readonly browser: boolean;
  readonly kiosk?: true;
  readonly json?: true;
}

/** `daybook start`: the till of a store, on whichever host this machine can run. Starts no simulator. */
export function startCommand(): Command {
  return new Command('start')
    .description('run a till with the devices and the head office that its configuration file names')
    .option('--config <path>', 'configuration file (default: till.json in the data folder)')
    .option('--data <folder>', 'the till’s own folder: journal, reference data, keys, logs')
    .option('--no-browser', 'open no window, only tell the addresses (Chromium host)')
    .option('--kiosk', 'full screen with no way out')
    .option('--json', 'tell what happens as lines of JSON')
    .addHelpText(
      'after',
      `
Takes Electron where its program is installed, else Chromium, and says which. The window opens on the display, or,
without one, an address is printed that this machine's browser can open once. Ends on Ctrl+C; whatever a window has
said "done" to is on disk, however the till ends.`,
    )
    .action(async (flags: StartFlags) => {
      const argv = [
        ...(flags.config === undefined ? [] : ['--config', flags.config]),
        ...(flags.data === undefined ? [] : ['--data', flags.data]),
        ...(flags.browser ? [] : ['--no-browser']),
        ...(flags.kiosk === true ? ['--kiosk'] : []),
        ...(flags.json === true ? ['--json'] : []),
      ];
      const electron = flags.browser ? electronBinary() : undefined;
      const child = runHost(electron, argv, ['inherit', 'inherit', 'inherit']);
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
        process.on(signal, () => child.kill(signal));
      process.exitCode = await new Promise<number>((resolve) => {
        child.on('exit', (code) => resolve(code ?? 1));
      });
    });
}
